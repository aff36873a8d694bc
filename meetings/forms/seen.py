"""Forms that are bound to the exact words on the screen."""

from typing import Any

from django import forms

from foundation.core.forms import PortalForm


class SeenForm(PortalForm):
    """Carries the hash of the text its reader had before him; the service compares it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def show_seen(self, text_hash: str) -> None:
        """After a refusal: what was typed stays, and the form answers for the text now shown beside it."""
        if self.is_bound:
            fresh: Any = self.data.copy()  # type: ignore[attr-defined]
            fresh[self.add_prefix("seen")] = text_hash
            self.data = fresh
