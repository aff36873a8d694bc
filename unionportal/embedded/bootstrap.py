"""First thing `make` runs, under whatever `python3` is: make `.venv`, install the locked packages, hand over to it.

Standard library only, and no syntax younger than Python 3.6, so that an old interpreter reaches the sentence that says so.
Run as `python3 -I bootstrap.py LOCK [ARGUMENT…]`: LOCK names requirements/LOCK.txt, the arguments go to `.venv`'s Python.
"""

import errno
import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(PROJECT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "portal.json")
LOCAL = os.environ.get("PORTAL_LOCAL_DIR") or os.path.join(PROJECT, ".local")
LOG = os.path.join(LOCAL, "log", "install.log")
NEEDED = {"runtime": 700, "demo": 800, "dev": 1600}  # MB while installing, downloads included
INCLUDED_IN = {"runtime": ("runtime", "demo", "dev"), "demo": ("demo", "dev"), "dev": ("dev",)}
DISK_FULL = "磁盘空间不足：安装运行环境约需 {} MB，请腾出空间后重新运行。"


class Trouble(Exception):
    """One sentence for the person at the keyboard."""


def say(sentence):
    print(sentence)
    sys.stdout.flush()


def main(arguments):
    lock, rest = arguments[0], arguments[1:]
    sys.stdout, sys.stderr = readable(sys.stdout), readable(sys.stderr)
    os.environ.pop("PYTHONHOME", None)
    os.environ.pop("PYTHONPATH", None)
    try:
        for folder in (LOCAL, os.path.dirname(LOG)):
            if not os.path.isdir(folder):
                os.makedirs(folder, 0o700)
        with open(os.path.join(LOCAL, "install.lock"), "w") as alone:
            wait_for(alone)
            if not is_installed(lock):
                if not is_usable():
                    make_venv(find_python())
                install(lock)
    except Trouble as trouble:
        sys.exit(str(trouble))
    except OSError as error:
        sys.exit(sentence_for(error, lock))
    except KeyboardInterrupt:
        sys.exit("已中断；再次运行会从断点继续安装。")
    if rest:
        sys.stdout.flush()
        os.chdir(PROJECT)
        os.execv(VENV_PYTHON, [VENV_PYTHON, *rest])


def readable(stream):
    """The stream in an encoding that has Chinese: a C locale only means that nobody said which one."""
    plain = (stream.encoding or "ascii").lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")
    encoding = "utf-8" if plain else stream.encoding
    return io.TextIOWrapper(stream.detach(), encoding=encoding, errors="replace", line_buffering=True)


def wait_for(lock_file):
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say("另一个命令正在安装运行环境，等待它完成……")
        fcntl.flock(lock_file, fcntl.LOCK_EX)


def find_python():
    """This interpreter if its version fits, else another one on the PATH."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.{}".format(minor))
        if found and version_of(found) == [3, minor]:
            return found
    raise Trouble(
        "Python 版本不合适：当前为 {}.{}，本项目需要 {}.{} 至 {}.{}。请安装其中一个，或用 make demo PYTHON=/路径/python3 指定。".format(
            *(sys.version_info[:2] + OLDEST + NEWEST)
        )
    )


def version_of(python):
    try:
        found = subprocess.check_output(
            [python, "-c", "import json, sys; print(json.dumps(sys.version_info[:2]))"], stderr=subprocess.DEVNULL
        )
        return json.loads(found.decode())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def is_usable():
    """Whether `.venv` exists with a fitting Python that still runs and has pip."""
    if not os.path.exists(VENV_PYTHON):
        return False
    version = version_of(VENV_PYTHON)
    if not version or not OLDEST <= tuple(version) <= NEWEST:
        return False
    return subprocess.call([VENV_PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def make_venv(python):
    needs = "import venv, ensurepip; ensurepip.version()"
    if subprocess.call([python, "-c", needs], stderr=subprocess.DEVNULL) != 0:
        raise Trouble(
            "这个 Python 缺少 venv 模块：请先安装它（Debian、Ubuntu：apt-get install python3-venv），再重新运行。"
        )
    require_space("demo")
    say("正在建立运行环境 .venv ……")
    run([python, "-m", "venv", "--clear", VENV], "运行环境没有建立成功。")


def install(lock):
    require_space(lock)
    path = os.path.join(PROJECT, "requirements", lock + ".txt")
    with open(path, encoding="utf-8") as lines:
        total = sum(1 for line in lines if "==" in line and not line.startswith((" ", "#")))
    say("正在安装 {} 个软件包（版本与校验和已锁定；首次约需一两分钟）……".format(total))
    command = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--no-user",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
    ]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "-r", path]
    run(command, "软件包没有安装成功，多半是网络不通。", Progress(total))
    with open(STAMP + ".new", "w", encoding="utf-8") as stamp:
        json.dump(
            {"python": version_of(VENV_PYTHON), "locks": dict(installed_locks(), **{lock: checksum(path)})}, stamp
        )
    os.replace(STAMP + ".new", STAMP)
    say("软件包已装好。")


class Progress:
    """Counts what pip collects: one line that grows on a terminal, every twentieth package elsewhere."""

    def __init__(self, total):
        self.total, self.seen = total, 0

    def __call__(self, line):
        if not line.startswith(("Collecting ", "Requirement already satisfied")):
            return
        self.seen += 1
        if sys.stdout.isatty():
            end = "\n" if self.seen >= self.total else "\r"
            sys.stdout.write("  {}/{}{}".format(self.seen, self.total, end))
            sys.stdout.flush()
        elif self.seen % 20 == 0:
            say("  {}/{}".format(self.seen, self.total))


def run(command, otherwise, on_line=None):
    """Run `command` with its output in the log; Trouble with one sentence when it fails."""
    full = False
    with open(LOG, "ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        with process.stdout:
            for raw in process.stdout:
                log.write(raw)
                line = raw.decode("utf-8", "replace")
                full = full or "No space left on device" in line or "Disk quota exceeded" in line
                if on_line:
                    on_line(line)
    if process.wait() != 0:
        raise Trouble(DISK_FULL.format(NEEDED["demo"]) if full else "{}详情见 {}。".format(otherwise, LOG))


def require_space(lock):
    if shutil.disk_usage(PROJECT).free < NEEDED[lock] * 1000 * 1000:
        raise Trouble(DISK_FULL.format(NEEDED[lock]))


def is_installed(lock):
    """Whether the stamp says that this lock, or one that includes it, is installed as it stands now."""
    if not os.path.exists(VENV_PYTHON):
        return False
    installed = installed_locks()
    for name in INCLUDED_IN[lock]:
        path = os.path.join(PROJECT, "requirements", name + ".txt")
        if os.path.exists(path) and installed.get(name) == checksum(path):
            return True
    return False


def installed_locks():
    try:
        with open(STAMP, encoding="utf-8") as stamp:
            return json.load(stamp)["locks"]
    except (OSError, ValueError, KeyError):
        return {}


def checksum(path):
    with open(path, "rb") as text:
        return hashlib.sha256(text.read()).hexdigest()


def sentence_for(error, lock):
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL.format(NEEDED[lock])
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有权限写入 {}：请用项目目录的属主运行，或把目录改回当前账号所有。".format(error.filename or PROJECT)
    return "系统报错：{}（{}）。".format(error.strerror or error, error.filename or "未指明文件")


if __name__ == "__main__":
    main(sys.argv[1:])
