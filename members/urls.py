"""组建会员."""

from django.urls import path

from members.views import applications, employers, people

app_name = "members"

urlpatterns = [
    path("", applications.queue, name="queue"),
    path("apply/", applications.apply, name="apply"),
    path("applications/<str:reference>/", applications.detail, name="application"),
    path("applications/<str:reference>/submit/", applications.submit, name="submit"),
    path("applications/<str:reference>/place/", applications.place, name="place"),
    path("applications/<str:reference>/take-up/", applications.take_up, name="take_up"),
    path("applications/<str:reference>/approve/", applications.approve, name="approve"),
    path("applications/<str:reference>/return/", applications.return_application, name="return_application"),
    path("applications/<str:reference>/refuse/", applications.refuse, name="refuse"),
    path("applications/<str:reference>/duplicate/", applications.mark_duplicate, name="mark_duplicate"),
    path("applications/<str:reference>/withdraw/", applications.withdraw, name="withdraw"),
    path("people/<str:reference>/", people.detail, name="person"),
    path("people/<str:reference>/reveal/<slug:field>/", people.reveal, name="reveal"),
    path("employers/", employers.ledger, name="employers"),
    path("employers/new/", employers.add, name="add_employer"),
    path("employers/<str:reference>/", employers.detail, name="employer"),
    path("unions/", employers.unions, name="unions"),
    path("unions/<str:reference>/", employers.union, name="union"),
]
