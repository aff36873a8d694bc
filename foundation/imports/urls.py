"""Addresses of imports."""

from django.urls import path

from foundation.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("upload/", views.upload, name="upload"),
    path("<str:reference>/", views.detail, name="detail"),
    path("<str:reference>/progress/", views.progress, name="progress"),
    path("<str:reference>/wrong-rows.xlsx", views.wrong_rows, name="wrong_rows"),
    path("<str:reference>/map-columns/", views.map_columns, name="map_columns"),
    path("<str:reference>/commit/", views.commit, name="commit"),
    path("<str:reference>/pause/", views.pause, name="pause"),
    path("<str:reference>/resume/", views.resume, name="resume"),
    path("<str:reference>/undo/", views.undo, name="undo"),
    path("<str:reference>/discard/", views.discard, name="discard"),
]
