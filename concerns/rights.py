"""What people may do with urgent concerns (急难愁盼). Roles carry these in `unionportal.roles`."""

from enum import StrEnum


class Right(StrEnum):
    SEE = "concerns.see"  # everything of the unit and below, whoever registered it
    REGISTER = "concerns.register"
    TRIAGE = "concerns.triage"  # decide what becomes of a concern: accept, reject, answer, refer out, merge
    DISPATCH = "concerns.dispatch"  # give it to a unit, judge what the unit reports
    HANDLE = "concerns.handle"  # sign, work and report for exactly the unit of the grant
    CALL_BACK = "concerns.call_back"
    CLUSTER = "concerns.cluster"
    REVEAL = "concerns.reveal"  # read masked personal data, with a reason, one field at a time
    BE_ALERTED = "concerns.be_alerted"  # is told at once of collective and life-safety concerns
