"""Before allauth's own addresses, so that ours win."""

from django.urls import path

from foundation.accounts.views.closed import closed
from foundation.accounts.views.sign_ins import end_other_sign_ins, end_sign_in, sign_ins

app_name = "accounts"
urlpatterns = [
    path("sessions/", sign_ins, name="sign_ins"),
    path("sessions/end-others/", end_other_sign_ins, name="end_other_sign_ins"),
    path("sessions/<int:pk>/end/", end_sign_in, name="end_sign_in"),
    path("email/", closed, name="closed"),
]
