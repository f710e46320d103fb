# krait: short
# Lines with accents, wide characters, emoji and tabs before and inside the failing expression.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


größe = 1
名前 = None
ключ = {}
show(lambda: größe + 名前)
show(lambda: "héllo wörld" + größe)
show(lambda: "漢字漢字" % 5 + größe / 0)
show(lambda: ключ["漢字"])
show(lambda: [größe, "🐍🐍", 名前.ñ])
show(lambda: ключ["é"]["è"] + ключ["ê"])
show(lambda: f"{größe} é {undefined_ñ}")
show(lambda: "é" < größe)
show(lambda: ("🐍" "🐍") / 2)


def tabs():
	x = 1;	y = x	+	名前
	return y


show(tabs)


def tab_inside():
    return "a	b" + größe


show(tab_inside)


class Größe:
    def mëthod(self):
        raise ValueError("ошибка: 失敗 🐍 \ud800 \x00 \x1b[0m")


show(Größe().mëthod)
show(lambda: "\ud800".encode())
show(lambda: b"\xff\xfe".decode())
print("\u20ac to stdout")
raise KeyError("ключ")
