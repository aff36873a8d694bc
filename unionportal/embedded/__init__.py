"""Everything a fresh clone needs around it: keys, PostgreSQL, broker, processes. Used only without `DATABASE_URL`.

Modules here import the standard library alone, so that they start fast and work before Django does.
"""

from unionportal.embedded.keys import local_environment

__all__ = ["local_environment"]
