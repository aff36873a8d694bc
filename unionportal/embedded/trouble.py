"""What stops a start, said in one sentence."""

import errno
import shutil
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Trouble(Exception):
    """The start cannot go on; `str(trouble)` is the sentence for the person at the keyboard, no traceback belongs to it."""


DISK_FULL = "磁盘空间不足：请在项目所在磁盘上腾出至少1 GB空间后重新运行，已有数据不受影响。"


def from_os_error(error: OSError) -> Trouble:
    """The sentence for an error of the operating system."""
    if error.errno in _FULL:
        return Trouble(DISK_FULL)
    if error.errno in _DENIED:
        return Trouble(
            f"没有权限读写 {error.filename or '项目目录'}：多半是先前用另一个账号（例如 root）运行过，"
            "请改用同一账号运行，或把项目目录的属主改回当前账号。"
        )
    return Trouble(f"系统报错：{error.strerror or error}（{error.filename or '未指明文件'}）。")


def from_text(text: str, otherwise: str) -> Trouble:
    """The sentence for what a program said before it gave up, else `otherwise`."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return Trouble(DISK_FULL)
    return Trouble(otherwise)


def from_log(log: Path, since: int, otherwise: str) -> Trouble:
    """The same for a program whose words after byte `since` are in `log`; a full disk may have swallowed them."""
    try:
        with log.open("rb") as lines:
            lines.seek(since)
            text = lines.read(200_000).decode(errors="replace")
        require_space(log.parent, 1)
    except OSError as error:
        return from_os_error(error)
    except Trouble as trouble:
        return trouble
    return from_text(text, f"{otherwise}详情见 {log}。")


def require_space(folder: Path, megabytes: int) -> None:
    """Raises Trouble when less is free on the disk of `folder`."""
    if shutil.disk_usage(folder).free < megabytes * 1_000_000:
        raise Trouble(DISK_FULL)
