from members.models.application import Application
from members.models.employer import Employer, Union
from members.models.membership import MemberEntry, Membership
from members.models.person import Person

__all__ = ["Application", "Employer", "MemberEntry", "Membership", "Person", "Union"]
