from concerns.forms.cluster import AddForm, ClusterForm, RemoveForm
from concerns.forms.register import LookForm, RegisterForm
from concerns.forms.steps import (
    AnswerForm,
    AttachForm,
    CallBackForm,
    CloseForm,
    ConfirmForm,
    DispatchForm,
    MergeForm,
    ProgressForm,
    ReasonForm,
    ReferOutForm,
    ReportForm,
    ResumeForm,
    ReturnForm,
    RevealForm,
    ReviewForm,
    TriageForm,
)

__all__ = [
    "AddForm", "AnswerForm", "AttachForm", "CallBackForm", "CloseForm", "ClusterForm", "ConfirmForm", "DispatchForm",
    "LookForm", "MergeForm", "ProgressForm", "ReasonForm", "ReferOutForm", "RegisterForm", "RemoveForm", "ReportForm",
    "ResumeForm", "ReturnForm", "RevealForm", "ReviewForm", "TriageForm",
]
