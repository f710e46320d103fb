"""Makes an input smaller that still shows the same."""

import re


def shape_of(found):
    """What is found without what an input's size or names change."""
    return re.sub(r"\d+|'[^']*'|<\w+>|\w+(?= line )", "", found or "")


def pieces_of(source, fine):
    if not fine:
        return source.splitlines(keepends=True)
    pattern = r"\w+|\s+|." if isinstance(source, str) else rb"\w+|\s+|."
    return re.findall(pattern, source, re.DOTALL)


def shrunk(request, verdict, judge):
    """`judge` gives verdicts of requests, and gave this one."""
    source, *how = request

    def still(text):
        kind, found = judge((text, *how))
        return kind == verdict[0] and shape_of(found) == shape_of(verdict[1])

    for fine in (False, True):
        pieces = pieces_of(source, fine)
        empty = source[:0]
        size = max(len(pieces) // 2, 1)
        while size:
            at = 0
            while at < len(pieces):
                rest = pieces[:at] + pieces[at + size :]
                if still(empty.join(rest)):
                    pieces = rest
                else:
                    at += size
            size //= 2
        source = empty.join(pieces)
    return (source, *how)
