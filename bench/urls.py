"""The portal's addresses and the bare pages."""

from django.urls import path

from bench import bare
from unionportal import urls

urlpatterns = [
    path("bench/page/", bare.bare_page),
    path("bench/poll/", bare.bare_poll),
    path("bench/constant/", bare.constant),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
