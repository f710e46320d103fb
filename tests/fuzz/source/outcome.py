"""What becomes of a text, in whichever Python runs this: the judge's and the driver's."""

import ast
import functools
import marshal
import warnings

IGNORED, SHOWN, REFUSED = range(3)  # what becomes of warnings

_shown = []
_FILTERS = [
    [("ignore", None, Warning, None, 0)],
    [("always", None, Warning, None, 0)],
    [("error", None, Warning, None, 0)],
]
# CPython sometimes returns code and leaves an exception behind: this raises SystemError then, where
# a quickened call would not.
_check = functools.partial(len, ())


def _show(message):
    _shown.append((message.category.__name__, str(message.message), message.lineno))


warnings._showwarnmsg = _show


def outcome_of(source, mode, flags, optimize, warned):
    """(kind, what, warnings): "code" with marshal's form, "tree" with a dump, or "error"
    with type, message, place and text."""
    warnings.filters = _FILTERS[warned]
    warnings._filters_mutated()
    _shown.clear()
    try:
        made = compile(source, "<fuzz>", mode, flags, True, optimize)
        _check()
        if flags & ast.PyCF_ONLY_AST:
            return "tree", ast.dump(made, include_attributes=True), _shown
        return "code", marshal.dumps(made, 2), _shown
    except SyntaxError as error:
        place = error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset
        rest = error.print_file_and_line, *map(len, error.args)
        name = type(error).__name__
        return "error", (name, ascii(error.msg), ascii(place + rest), ascii(error.text)), _shown
    except Exception as error:
        return "error", (type(error).__name__, ascii(error.args)), _shown
