#!/usr/bin/env python
"""Command line of the portal.

`migrate` and retention own the tables, everything else only uses them: those commands connect as
`portal_owner`, all others as `portal_app` (architecture: two database roles from the first migration).
In the local profile a command runs beside a running demo, or starts and stops the services it needs.
"""

import os
import sys

from unionportal.embedded.commands import services_for

OWNER_COMMANDS = {"migrate", "sqlmigrate", "makemigrations", "showmigrations", "lintmigrations"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unionportal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["PORTAL_DATABASE_ROLE"] = "owner"
    with services_for(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
