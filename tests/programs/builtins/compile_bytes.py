"""compile() of bytes that are not UTF-8, in f-strings over several lines."""

for source in [b"(d\x80ef)", b"f'{d\x80ef}'", b"f'''\n{d\x80ef}'''", b"f'''\n  {d\x80ef}'''",
               b"x = f'''\nabc{aa\x80}'''", b"f'''{\nd\x80ef}'''", b"f'''\n {a+\nd\x80ef}'''",
               b"f'''\n{a+\n  d\x80ef}'''"]:
    try:
        compile(source, "text", "exec")
    except SyntaxError as error:
        print(source, error.args)
