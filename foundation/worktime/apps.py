from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    name = "foundation.worktime"
    label = "worktime"
