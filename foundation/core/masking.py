"""How personal data looks where it may not be read whole (D§8.1; `quality.md` §9). Lengths are kept."""


def mask_id(number: str) -> str:
    """`350503190001010014` → `3505************14`; short numbers keep only their ends."""
    if len(number) < 8:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}"


def mask_phone(phone: str) -> str:
    """`13800000001` → `138****0001`; other numbers keep their last four digits."""
    if len(phone) < 8:
        return "*" * len(phone)
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"


def mask_name(name: str) -> str:
    """`王小明` → `王**`: the surname stays, one star for each further character; a mark such as （演示） is kept."""
    head, mark, rest = name.partition("（")
    return f"{head[:1]}{'*' * max(len(head) - 1, 0)}{mark}{rest}"
