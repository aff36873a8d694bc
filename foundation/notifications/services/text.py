"""Turn a notice into words: one plain-text template for all channels."""

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template, select_template
from django.utils import translation

from foundation.outbox.enums import Reason
from foundation.outbox.services.parcel import Parcel
from foundation.outbox.services.trouble import Trouble


def link(parcel: Parcel) -> str:
    """Path of the record's page, empty when it has none."""
    absolute = getattr(parcel.record, "get_absolute_url", None)
    return str(absolute()) if absolute else ""


def write(parcel: Parcel, *, url: str) -> tuple[str, str]:
    """Subject (first line of the template) and body (the rest after a blank line) for this recipient.

    Context: `record`, `user`, `url` (empty for the inbox). Nothing is HTML-escaped: the inbox escapes when it draws, mail is plain text.
    Raises `Trouble` when the template is missing, broken or has no subject.
    """
    assert parcel.notice is not None  # mails come with their own words
    names = parcel.notice.templates(parcel.row.object_label.partition(".")[0])
    facts = {"record": parcel.record, "user": parcel.user, "url": url}
    try:
        with translation.override(settings.LANGUAGE_CODE):
            template = select_template(names).template
            text = template.render(Context(facts, autoescape=False))
    except (TemplateDoesNotExist, TemplateSyntaxError) as error:
        raise Trouble(Reason.TEMPLATE) from error
    subject, _, body = text.strip().partition("\n")
    if not subject.strip():
        raise Trouble(Reason.TEMPLATE)
    return subject.strip()[:200], body.strip()


def letter(body: str, *, url: str) -> str:
    """The body as a mail: link to the portal, unless the body has it already, and the line that says who writes."""
    facts = {"body": body, "url": "" if url in body else url, "portal_name": settings.PORTAL_NAME}
    with translation.override(settings.LANGUAGE_CODE):
        template = get_template("notifications/mail.txt").template  # type: ignore[attr-defined]
        return str(template.render(Context(facts, autoescape=False)))
