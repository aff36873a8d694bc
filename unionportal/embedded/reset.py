"""`make demo-reset`: forget all demo data; keys and the demo password of this clone stay."""

import shutil
import sys

from unionportal.embedded import locks
from unionportal.embedded.places import here
from unionportal.embedded.services import keeper_lives
from unionportal.embedded.trouble import from_os_error

_DATA = ("postgres", "postgres.new", "redis", "media", "mail", "demo-data.json", "accounts.json")


def main() -> int:
    place = here()
    if not place.folder.exists():
        print("没有演示数据可清除。")
        return 0
    try:
        place.prepare()
        with locks.alone(place.run / "guard"):
            if keeper_lives(place):
                print("演示或某个命令正在使用数据：请先停止（make stop），再清除。", file=sys.stderr)
                return 1
            for name in _DATA:
                found = place.folder / name
                if found.is_dir():
                    shutil.rmtree(found)
                else:
                    found.unlink(missing_ok=True)
    except OSError as error:
        print(from_os_error(error), file=sys.stderr)
        return 1
    print("演示数据已清除；再次 make demo 会从头建立。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
