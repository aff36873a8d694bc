"""Notices for the tests of delivery, with a template of their own and an invitation."""

from foundation.outbox.notice import Notice

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"

CALLED = Notice("letter.called", "有人找您", template="test/called.txt", icon="msg", do="去回复")
URGENT = Notice("letter.urgent", "特急", template="test/called.txt", urgent=True)
INVITED = Notice(
    "letter.invited",
    "会议通知",
    channels=("email",),
    template="test/called.txt",
    attachments=lambda record, user: [
        ("invite.ics", "text/calendar; method=REQUEST; charset=utf-8", CALENDAR),
        ("议程.pdf", "application/pdf", b"%PDF-1.7"),
    ],
)
UNWRITTEN = Notice("letter.unwritten", "没有模板")
EMPTY = Notice("letter.empty", "空模板", template="test/empty.txt")
