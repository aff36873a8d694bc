"""Pressing the button of a form with something wrong in it, and judging the answer."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.forms import BaseForm, BoundField, CharField, HiddenInput
from django.test import Client
from django.utils.html import escape

from tests.unionportal.nonsense import WORDS, good, wrong
from tests.unionportal.places import Place

HANZI = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


class Page:
    """A form in a browser: filled in, sent, looked at."""

    def __init__(self, where: Place) -> None:
        self.where = where
        self.client = Client(raise_request_exception=False)
        self.client.force_login(where.user)
        shown = self.client.get(where.url)
        assert shown.status_code == 200, (where.name, shown.status_code)
        self.form = form_of(shown)
        self.before = everything()

    def fields(self) -> list[BoundField]:
        return [bound for bound in self.form if bound.name in self.form.fields]

    def filled(self) -> dict[str, Any]:
        """Everything as it should be; `good` knows what the field asks for."""
        values = {bound.html_name: good(bound, number) for number, bound in enumerate(self.fields())}
        if hasattr(self.form, "paragraphs"):
            values |= {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-part": "plain", "p-0-text": WORDS}
        return values | self.where.typed

    def post(self, data: dict[str, Any]) -> Any:
        """One POST; whatever it wrote is there to be compared, then undone."""
        with transaction.atomic():
            writes, files = attempts(), stored()
            answer = self.client.post(self.where.url, data)
            answer.untouched = (writes, files) == (attempts(), stored()) or everything() == self.before
            transaction.set_rollback(True)
        return answer


def form_of(response: Any) -> Any:
    """The form in the context of an answer."""
    for layer in response.context or ():
        for context in getattr(layer, "dicts", []):
            if isinstance(context.get("form"), BaseForm):
                return context["form"]
    raise LookupError("no form on the page")


def everything() -> tuple[Any, ...]:
    """A fingerprint of every row of every table, sessions apart, and the names of the stored files."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname")
        tables = [name for (name,) in cursor.fetchall() if "session" not in name]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', count(*), md5(string_agg(row::text, '|' ORDER BY row::text)) FROM {name} AS row"
                for name in tables
            )
        )
        return sorted(cursor.fetchall()), stored()


def attempts() -> int:
    """Rows written by this transaction so far, also those a savepoint took back: most wrong input never gets so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def stored() -> list[str]:
    return sorted(str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def complaints(page: Page, bound: BoundField, value: Any) -> list[str]:
    """What is wrong with the answer to `value` in the field `bound`, everything else being right."""
    data = {**page.filled(), bound.html_name: value}
    answer = page.post(data)
    tag = f"{page.where.name} {bound.name}={shorten(value)}"
    if answer.status_code not in (409, 422):
        return [f"{tag}: {answer.status_code}"]
    text = answer.content.decode()
    found = []
    if not answer.untouched:
        found.append("something was written")
    found += sentence_wrong(form_of(answer), bound, answer, text)
    found += [f"lost {name}" for name in lost(page, data, bound, text)]
    return [f"{tag}: {one}" for one in found]


def sentence_wrong(form: Any, bound: BoundField, answer: Any, text: str) -> list[str]:
    """The sentence: on the page, Chinese, at the field (or the refusal of the service)."""
    if answer.status_code == 409:
        said = [str(layer["refusal"]) for layer in answer.context if layer.get("refusal")][:1]
        own = True
    else:
        said = [str(one) for one in (*form.errors.get(bound.name, ()), *form.non_field_errors())]
        own = bound.name in form.errors
    found = [] if own else [f"no sentence for the field, only for {dict(form.errors)}"]
    for sentence in said:
        if escape(sentence) not in text:
            found.append(f"“{sentence}” is not on the page")
        if not HANZI.search(sentence) or ENGLISH.search(sentence):
            found.append(f"“{sentence}” is not Chinese")
    label = str(bound.label)
    hidden = isinstance(bound.field.widget, HiddenInput)
    if answer.status_code == 422 and not hidden and label and escape(label) not in text:
        found.append(f"the page does not name “{label}”")
    return found or ([] if said else ["nothing was said"])


def lost(page: Page, data: dict[str, Any], at: BoundField, text: str) -> list[str]:
    """Fields whose typed words are not in the answer again."""
    missing = []
    for bound in page.fields():
        typed = data[bound.html_name]
        plain = isinstance(bound.field, CharField) and not isinstance(bound.field.widget, HiddenInput)
        if plain and isinstance(typed, str) and "\x00" not in typed and escape(typed) not in text:
            missing.append(bound.name)
    return missing + [name for name in ("p-0-text",) if escape(data.get(name, "")) not in text]


def shorten(value: Any) -> str:
    shown = (
        [one.name for one in value]
        if isinstance(value, list) and value and isinstance(value[0], UploadedFile)
        else value
    )
    return repr(shown)[:40]


def stale(page: Page) -> list[str]:
    """What is wrong with the answer when somebody else changed the record meanwhile: refused, the words kept."""
    record, version = page.where.record, page.form["version"]
    with transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(version=9)
        before, page.before = page.before, everything()
        data = {**page.filled(), version.html_name: "3"}
        answer = page.post(data)
        page.before = before
        transaction.set_rollback(True)
    if (answer.status_code, answer.untouched) != (409, True):
        return [
            f"{page.where.name} stale: {answer.status_code} {dict(form_of(answer).errors) if answer.context else ''}"
        ]
    found = sentence_wrong(form_of(answer), version, answer, answer.content.decode())
    found += [f"lost {name}" for name in lost(page, data, version, answer.content.decode())]
    return [f"{page.where.name} stale: {one}" for one in found]


def everything_wrong(where: Place) -> str:
    """Each field wrong in each way, then a page older than its record: one line for each answer that is not as it should be."""
    page = Page(where)
    found = [one for bound in page.fields() for value in wrong(bound) for one in complaints(page, bound, value)]
    if where.record is not None:
        found += stale(page)
    return "\n".join(found)
