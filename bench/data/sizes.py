"""How much of everything: data set L is a district after years of use, S a fiftieth of it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of records; what hangs on them (assignments, events, versions) follows."""

    name: str
    unions: int
    members: int
    concerns: int
    meetings: int
    releases: int
    notices: int

    def shrunk(self, name: str, by: int) -> "Sizes":
        """The same district at 1/`by`; at least enough of each for every page to show something."""
        return Sizes(
            name,
            unions=max(self.unions // by, 8),
            members=max(self.members // by, 20),
            concerns=max(self.concerns // by, 60),
            meetings=max(self.meetings // by, 4),
            releases=max(self.releases // by, 6),
            notices=max(self.notices // by, 20),
        )


L: Final = Sizes("L", unions=600, members=200_000, concerns=300_000, meetings=400, releases=3_000, notices=300_000)
S: Final = L.shrunk("S", 50)
BY_NAME: Final = {sizes.name: sizes for sizes in (S, L)}
