# krait: short
# SyntaxError raised by hand: location attributes shape what is printed.
import sys


def show(error):
    try:
        raise error
    except SyntaxError:
        sys.excepthook(*sys.exc_info())


show(SyntaxError("only a message"))
show(SyntaxError())
show(SyntaxError("full", ("file.py", 3, 5, "x = = 1\n")))
show(SyntaxError("with end", ("file.py", 3, 5, "x = = 1\n", 3, 8)))
show(SyntaxError("end on next line", ("file.py", 3, 5, "x = (1\n", 4, 2)))
show(SyntaxError("no text", ("file.py", 3, 5, None)))
show(SyntaxError("empty text", ("file.py", 3, 5, "")))
show(SyntaxError("no file", (None, 3, 5, "text here\n")))
show(SyntaxError("no line", ("file.py", None, 5, "text here\n")))
show(SyntaxError("no offset", ("file.py", 3, None, "text here\n")))
show(SyntaxError("offset zero", ("file.py", 3, 0, "text here\n")))
show(SyntaxError("negative offset", ("file.py", 3, -1, "text here\n")))
show(SyntaxError("offset too large", ("file.py", 3, 100, "text\n")))
show(SyntaxError("indented", ("file.py", 3, 9, "        deeply = = indented\n", 3, 12)))
show(SyntaxError("tabs", ("file.py", 3, 4, "\t\tx = = 1\n", 3, 6)))
show(SyntaxError("several lines", ("file.py", 3, 5, "first\nsecond\nthird", 3, 7)))
show(SyntaxError("wide", ("file.py", 3, 5, "é漢字🐍 = = 1", 3, 7)))
show(SyntaxError("no newline at the end", ("file.py", 3, 1, "abc")))
show(IndentationError("bad indent", ("dir/file.py", 7, 3, "  x\n")))
show(TabError("tabs and spaces", ("<string>", 1, 1, "\tx\n")))
show(SyntaxError("strange types", ("file.py", "three", "five", 7)))
show(SyntaxError("message", ("f", 1, 1, "t")))


class Custom(SyntaxError):
    pass


show(Custom("subclass", ("file.py", 1, 2, "xyz\n")))
e = SyntaxError("changed later")
e.filename, e.text = "other.py", "  abc def\n"
e.lineno, e.offset, e.end_lineno, e.end_offset = 12, 3, 12, 6
show(e)
e.msg = "new message"
e.print_file_and_line = True
show(e)
e.msg = None
show(e)
e.lineno = "not a number"
show(e)
e.add_note("a note below")
e.lineno = 12
show(e)
try:
    raise ValueError("context")
except ValueError:
    raise SyntaxError("uncaught", ("uncaught.py", 99, 4, "for for for\n", 99, 7))
