from foundation.worktime.models.clocked import Clocked
from foundation.worktime.models.exceptions import AnnouncedYear, CalendarException
from foundation.worktime.models.limits import TimeLimit
from foundation.worktime.models.recount import Recount

__all__ = ["AnnouncedYear", "CalendarException", "Clocked", "Recount", "TimeLimit"]
