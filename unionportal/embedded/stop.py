"""`make stop`: end a demo that runs in another window or in the background."""

import os
import re
import signal
import sys

from unionportal.embedded import locks
from unionportal.embedded.places import here


def main() -> int:
    note = here().run / "demo"
    if not locks.held(note):
        print("演示没有在运行。")
        return 0
    found = re.search(r"进程 (\d+)", note.read_text())
    if found is None:
        print("演示刚刚开始启动，请稍后重试。", file=sys.stderr)
        return 1
    try:
        os.kill(int(found[1]), signal.SIGTERM)
    except PermissionError:
        print(f"演示由另一个账号运行（进程 {found[1]}），请用那个账号停止。", file=sys.stderr)
        return 1
    print("正在停止……", flush=True)
    if not locks.wait_until_free(note, 120):
        print(f"演示在120秒内没有停下来（进程 {found[1]}）。", file=sys.stderr)
        return 1
    print("已停止。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
