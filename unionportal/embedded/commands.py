"""Which services a management command needs in the local profile."""

import contextlib
import sys
from collections.abc import Iterator

from unionportal.embedded.services import running_services
from unionportal.embedded.trouble import Trouble

# Everything else may touch the database, so it finds the services running or starts and stops them.
NEED_NOTHING = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "due_date",
        "findstatic",
        "help",
        "makemessages",
        "repair_text",
        "startapp",
        "version",
        "--help",
        "--version",
        "-h",
    }
)


@contextlib.contextmanager
def services_for(arguments: list[str]) -> Iterator[None]:
    """Run the command line `arguments` (as in sys.argv) inside this block.

    What stops the services from starting ends the program with one sentence on standard error and no traceback.
    """
    if len(arguments) < 2 or arguments[1] in NEED_NOTHING or {"-h", "--help"} & set(arguments[2:]):
        yield
        return
    try:
        with running_services():
            yield
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)
