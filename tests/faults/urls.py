"""Two ways to tell: through the outbox as every feature does, and the plain way it replaces."""

from functools import partial

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from foundation import outbox
from foundation.notifications.models import Message
from foundation.outbox.services.nudge import DRAIN
from tests.faults.notices import TOLD


@csrf_exempt
@login_not_required
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """The business change is the body of the record; its owner is told."""
    with transaction.atomic():
        record = Message.objects.select_for_update().get(pk=pk)
        record.body = request.POST["once"]
        record.save(update_fields=["body"])
        outbox.put(TOLD, about=record, to=[record.user], once=request.POST["once"])
    return HttpResponse("saved")


@csrf_exempt
@login_not_required
def tell_plainly(request: HttpRequest, pk: int) -> HttpResponse:
    """Guard off: the task is published after commit without timeout, breaker or `robust`."""
    with transaction.atomic():
        Message.objects.filter(pk=pk).update(body=request.POST["once"])
        transaction.on_commit(partial(current_app.send_task, DRAIN))
    return HttpResponse("saved")


urlpatterns = [path("tell/<int:pk>/", tell), path("tell-plainly/<int:pk>/", tell_plainly)]
