from members.forms.application import ApplicationForm, PlaceForm, ReasonForm, VerbForm
from members.forms.employer import EmployerForm

__all__ = ["ApplicationForm", "EmployerForm", "PlaceForm", "ReasonForm", "VerbForm"]
