"""Every address of the portal. Order: public reading site, people's own pages, features, third parties."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from unionportal.chain import views as chain
from unionportal.home import views as home

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", home.desk, name="desk"),
    path("livez/", home.livez, name="livez"),
    path("readyz/", home.readyz, name="readyz"),
    path("", include("foundation.core.urls")),
    path("", include("foundation.notifications.urls")),
    path("search/", include("foundation.search.urls")),
    path("imports/", include("foundation.imports.urls")),
    path("accounts/", include("foundation.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("chain/<str:kind>/<str:reference>/", chain.show, name="chain"),
    path("members/", include("members.urls")),
    path("meetings/", include("meetings.urls")),
    path("concerns/", include("concerns.urls")),
    path("", include("news.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "foundation.core.views.errors.bad_request"
handler403 = "foundation.core.views.errors.permission_denied"
handler404 = "foundation.core.views.errors.page_not_found"
handler500 = "foundation.core.views.errors.server_error"
