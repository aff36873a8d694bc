"""A backup taken, the data lost, the backup restored: by the programs of the embedded server."""

import stat
from pathlib import Path

import psycopg
import pytest

from unionportal.embedded import backup, private_files
from unionportal.embedded.keys import database_url
from unionportal.embedded.places import Place
from unionportal.embedded.services import using
from unionportal.embedded.trouble import Trouble


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    folder = tmp_path / "你 好"
    monkeypatch.setenv("PORTAL_LOCAL_DIR", str(folder))
    place = Place(folder)
    place.prepare()
    private_files.write(folder / "keys.json", {"SECRET_KEY": "before"})
    (folder / "media").mkdir()
    (folder / "media" / "附件").write_text("纪要")
    return place


def test_restore_brings_back_rows_rights_files_and_keys(place: Place, tmp_path: Path) -> None:
    with using(place), psycopg.connect(database_url(place, "portal_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE concern AS SELECT '欠薪' AS title")
        saved = backup.save(place, tmp_path / "saved" / "portal.tar")
        owner.execute("DROP TABLE concern")
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    private_files.write(place.folder / "keys.json", {"SECRET_KEY": "after"})
    (place.folder / "media" / "附件").unlink()

    backup.restore(place, saved)

    with using(place), psycopg.connect(database_url(place, "portal_app"), autocommit=True) as app:
        assert app.execute("SELECT title FROM concern").fetchone() == ("欠薪",)
        assert app.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'concern'").fetchone() == (
            "portal_owner",
        )
    assert private_files.read(place.folder / "keys.json") == {"SECRET_KEY": "before"}
    assert (place.folder / "media" / "附件").read_text() == "纪要"


def test_restore_waits_for_no_one(place: Place, tmp_path: Path) -> None:
    with using(place), pytest.raises(Trouble) as trouble:
        backup.restore(place, tmp_path / "portal.tar")
    assert str(trouble.value) == "演示或某个命令正在使用数据：请先停止（make stop），再恢复。"
