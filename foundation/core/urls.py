from django.urls import path

from foundation.core.views.display import display
from foundation.core.views.menu import menu

app_name = "core"
urlpatterns = [
    path("menu/", menu, name="menu"),
    path("display/", display, name="display"),
]
