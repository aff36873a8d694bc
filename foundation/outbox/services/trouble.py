"""How a channel tells the relay that a row did not go out."""

from datetime import datetime


class Cancelled(Exception):
    """Nobody needs it any more. `reason` is an `enums.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Later(Exception):
    """Not now (quiet hours): try again at `until`, without counting a failure."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class Trouble(Exception):
    """It did not work. `final`: trying again cannot help (the server refuses the address)."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
