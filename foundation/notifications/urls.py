from django.urls import path

from foundation.notifications.views import inbox, mailbox, preferences

app_name = "notifications"
urlpatterns = [
    path("notifications/", inbox.inbox, name="inbox"),
    path("notifications/read/", inbox.read_all, name="read_all"),
    path("notifications/preferences/", preferences.preferences, name="preferences"),
    path("notifications/<uuid:key>/read/", inbox.read, name="read"),
    path("demo/mail/", mailbox.mails, name="mails"),
    path("demo/mail/<uuid:key>/", mailbox.mail, name="mail"),
    path("demo/mail/<uuid:key>/<int:number>/", mailbox.attachment, name="attachment"),
]
