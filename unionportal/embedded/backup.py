"""`make backup` and `make restore FILE=…`: everything a clone cannot make again, in one private tar file.

The database (a pg_dump in custom format), the attachments and the keys: without `keys.json` the encrypted fields of a
restored database stay unreadable. Works beside a running demo; a restore needs the demo stopped.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from unionportal.embedded import locks
from unionportal.embedded.places import Place, here
from unionportal.embedded.postgres import ADMINISTRATOR, Postgres, programs
from unionportal.embedded.services import keeper_lives, using
from unionportal.embedded.trouble import Trouble, from_os_error, from_text

_DUMP = "portal.dump"
_KEPT = ("keys.json", "password.json", "accounts.json", "demo-data.json", "media")


def save(place: Place, target: Path) -> Path:
    """Write the backup to `target` (0600). The dump comes first: a file added meanwhile has no row yet, never the reverse."""
    with tempfile.TemporaryDirectory(dir=place.folder) as draft_folder:
        dump = Path(draft_folder) / _DUMP
        with using(place):
            _run(place, "pg_dump", "--format=custom", f"--file={dump}", "portal")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            tar.add(dump, _DUMP)
            for name in _KEPT:
                if (place.folder / name).exists():
                    tar.add(place.folder / name, name)
    return target


def restore(place: Place, source: Path) -> None:
    """Replace database, attachments and keys of this clone by those in `source`.

    The file is unpacked and its dump read before anything is replaced. Raises Trouble while anyone uses the services.
    """
    place.prepare()
    with locks.alone(place.run / "guard"):
        if keeper_lives(place):
            raise Trouble("演示或某个命令正在使用数据：请先停止（make stop），再恢复。")
    with tempfile.TemporaryDirectory(dir=place.folder) as draft_folder:
        draft = Path(draft_folder)
        with tarfile.open(source) as tar:
            _unpack(tar, draft)
        if not (draft / _DUMP).exists():
            raise Trouble(f"{source} 不是本系统的备份文件。")
        with using(place):
            _run(place, "pg_restore", "--list", str(draft / _DUMP))
            Postgres(place).remake()
            _run(place, "pg_restore", "--dbname=portal", "--exit-on-error", str(draft / _DUMP))
        for name in _KEPT:
            old, new = place.folder / name, draft / name
            if old.is_dir():
                shutil.rmtree(old)
            if new.exists():
                new.replace(old)


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Only files and folders below `folder`; Python before 3.11.4 does not check this itself."""
    for member in tar:
        path = Path(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
            raise Trouble(f"备份文件中有不该出现的内容：{member.name}。")
        if hasattr(tarfile, "data_filter"):
            tar.extract(member, folder, filter="data")
        else:
            tar.extract(member, folder)


def _run(place: Place, program: str, *arguments: str) -> None:
    reaches = () if "--list" in arguments else ("-h", str(place.sockets), "-U", ADMINISTRATOR)
    command = [str(programs() / program), *reaches, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise from_text(done.stderr, f"{program} 没有成功：{done.stderr.strip()}")


def main() -> int:
    place = here()
    try:
        if sys.argv[1:2] == ["save"]:
            target = place.folder / "backup" / time.strftime("portal-%Y%m%d-%H%M%S.tar")
            print(f"已备份到 {save(place, target)}（内含密钥，请妥善保管）")
        elif len(sys.argv) == 3 and sys.argv[2]:
            restore(place, Path(sys.argv[2]).absolute())
            print("已恢复；make demo 启动。")
        else:
            raise Trouble("请给出备份文件：make restore FILE=.local/backup/portal-….tar")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except tarfile.TarError:
        print(f"{sys.argv[2]} 不是完整的备份文件。", file=sys.stderr)
        return 1
    except OSError as error:
        print(from_os_error(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
