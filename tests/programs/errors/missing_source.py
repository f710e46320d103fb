# krait: short
# Code whose source cannot be found, or whose line numbers lie beyond the file.
import sys


def failing():
    return 1 / 0


def show(**changes):
    copy = type(failing)(failing.__code__.replace(**changes), globals())
    try:
        copy()
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())


show()
show(co_filename="no/such/file.py")
show(co_filename="<string>")
show(co_filename="/dev/null")
show(co_name="renamed", co_qualname="Qualified.renamed")
show(co_firstlineno=1)
show(co_firstlineno=100_000)
show(co_filename="with\nnewline é.py")
copy = type(failing)(failing.__code__.replace(co_filename="no/such/file.py", co_name="gone"), {})
copy()
