"""E-mail: plain text with a link, Message-ID = outbox key, calendar parts as clients expect them."""

import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import Message as Header
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from foundation.core import clock
from foundation.notifications.models import Preference
from foundation.notifications.services import text
from foundation.outbox.enums import Reason
from foundation.outbox.notice import Attachment
from foundation.outbox.services.parcel import Parcel
from foundation.outbox.services.trouble import Cancelled, Later, Trouble


class Postman:
    """One connection to the mail server for a whole round, opened when the first mail leaves."""

    def __init__(self) -> None:
        self.connection: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.hang_up()

    def post(self, mail: EmailMultiAlternatives) -> None:
        """Hand `mail` to the server. Raises `Trouble`; a refusal of the recipient (5xx) is final, all else is tried
        again, because a server that rejects us today (password, relay, queue full) is mended by its keeper."""
        try:
            if self.connection is None:
                self.connection = get_connection()
                self.connection.open()
            self.connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            self.hang_up()
            final = all(code >= 500 for code, _ in error.recipients.values())
            raise Trouble(Reason.REFUSED, final=final) from error
        except smtplib.SMTPDataError as error:
            self.hang_up()
            raise Trouble(Reason.REFUSED, final=error.smtp_code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            self.hang_up()
            raise Trouble(Reason.UNREACHABLE) from error

    def hang_up(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.close()


def send(parcel: Parcel, postman: Postman) -> None:
    """Send one parcel by mail. Raises `Cancelled` without an address or switched off, `Later` in quiet hours."""
    if parcel.mail is not None:
        address = parcel.mail["address"] or parcel.user.email
        subject, body = parcel.mail["subject"], parcel.mail["body"]
        attachments: list[Attachment] = []
    else:
        assert parcel.notice is not None  # a parcel is a mail or a notice
        _respect_preference(parcel)
        address, path = parcel.user.email, text.link(parcel)
        url = settings.PORTAL_URL + path if path else ""
        subject, body = text.write(parcel, url=url)
        body = text.letter(body, url=url)
        asked = parcel.notice.attachments
        attachments = asked(parcel.record, parcel.user) if asked else []
    if not address:
        raise Cancelled(Reason.NO_ADDRESS)
    postman.post(compose(parcel, address, subject, body, attachments))


def compose(
    parcel: Parcel, address: str, subject: str, body: str, attachments: list[Attachment]
) -> EmailMultiAlternatives:
    """The mail as it travels. Repeating it gives the same Message-ID, by which mail programs drop the copy."""
    headers = {"Message-ID": message_id(parcel), "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
    for name, mimetype, data in attachments:
        if mimetype.startswith("text/calendar"):
            # An invitation is answered from the alternative part; the file is for programs that ignore that.
            mail.attach_alternative(data.decode(), _without_charset(mimetype))
            mail.attach(name, data, "application/ics")
        else:
            mail.attach(name, data, mimetype)
    return mail


def message_id(parcel: Parcel) -> str:
    return f"<{parcel.row.key}@{urlsplit(settings.PORTAL_URL).hostname}>"


def _without_charset(mimetype: str) -> str:
    """Django adds the charset itself; two would make the header unreadable."""
    header = Header()
    header["Content-Type"] = mimetype
    header.del_param("charset")
    return str(header["Content-Type"])


def _respect_preference(parcel: Parcel) -> None:
    chosen = Preference.objects.filter(user=parcel.user).first()
    if chosen is None:
        return
    if not chosen.email:
        raise Cancelled(Reason.SWITCHED_OFF)
    until = quiet_until(chosen, clock.local(clock.now()))
    if until is not None and not (parcel.notice and parcel.notice.urgent):
        raise Later(until)


def quiet_until(chosen: Preference, now: datetime) -> datetime | None:
    """When the quiet hours that contain `now` (local) end; None outside them. 22:00–08:00 spans midnight."""
    begin, end = chosen.quiet_from, chosen.quiet_until
    if begin is None or end is None or begin == end:
        return None
    time = now.time()
    quiet = begin <= time < end if begin < end else time >= begin or time < end
    if not quiet:
        return None
    morning = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)
