"""Functions, classes and variables of random programs."""

import dataclasses


@dataclasses.dataclass
class Definition:
    """Lines that a program may have once, before its loops.

    Its blocks know the places of `inside`, or those of run() if that is None. `gives` adds to
    tables, or to the places of what follows.
    """

    text: str
    gives: dict
    inside: dict = dataclasses.field(default_factory=lambda: {"N": "p q", "I": "p q"})
