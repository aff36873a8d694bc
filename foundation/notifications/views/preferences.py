from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.http import answer, reads_and_writes, signed_in
from foundation.notifications.forms import PreferenceForm
from foundation.notifications.models import Preference
from foundation.notifications.services.preferences import prefer


@reads_and_writes
@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """How I am told besides the inbox."""
    chosen = Preference.objects.filter(user=request.user.pk).first() or Preference()
    initial = {"email": chosen.email, "quiet_from": chosen.quiet_from, "quiet_until": chosen.quiet_until}
    form = PreferenceForm(request.POST or None, initial=initial)
    return answer(
        request,
        form=form,
        act=lambda: prefer(
            by=request.user,
            email=form.cleaned_data["email"],
            quiet_from=form.cleaned_data["quiet_from"],
            quiet_until=form.cleaned_data["quiet_until"],
        ),
        template="notifications/preferences.html",
        fragment="preference-form",
        to=reverse("notifications:preferences"),
        said=_("提醒方式已保存"),
    )
