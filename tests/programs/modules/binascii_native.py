# binascii: hex, base64, uuencode, quoted-printable, checksums, strict modes, errors.
import binascii


def tell(name, *args, **kwargs):
    try:
        print(name, *map(ascii, args), kwargs or "", "->",
              repr(getattr(binascii, name)(*args, **kwargs)))
    except Exception as error:
        print(name, *map(ascii, args), kwargs or "", "!", type(error).__name__, error)


RAW = [b"", b"\0", b"\xff\xfe", b"hello world", bytes(range(20))]
for data in RAW + [bytearray(b"ab"), memoryview(b"xyz").tobytes(), "text", 5, None]:
    for name in ("hexlify", "b2a_hex", "b2a_base64", "b2a_uu", "b2a_qp", "crc32"):
        tell(name, data)
for args, kwargs in ((("b2a_hex", b"abcd", ":"), {}), (("b2a_hex", b"abcd", ":", 2), {}),
                     (("hexlify", b"abcd", "-", -3), {}), (("hexlify", b"abcd", b"_"), {}),
                     (("hexlify", b"abcd", "ab"), {}), (("hexlify", b"abcd", 5), {}),
                     (("hexlify", b"abcd"), {"sep": " ", "bytes_per_sep": 1}),
                     (("b2a_base64", b"abc"), {"newline": False}),
                     (("b2a_base64", b"abc", True), {}), (("b2a_uu", b"abc"), {"backtick": True}),
                     (("b2a_uu", b"\0\0\0"), {"backtick": True}), (("b2a_uu", b"x" * 45), {}),
                     (("b2a_uu", b"x" * 46), {}),
                     (("b2a_qp", b"a=b\t \n \xe9"), {}),
                     (("b2a_qp", b"a b\t"), {"quotetabs": True}),
                     (("b2a_qp", b"a b_c"), {"header": True}),
                     (("b2a_qp", b"a\r\nb\n"), {"istext": False}), (("b2a_qp", b"x" * 100), {}),
                     (("b2a_qp", b"."), {}), (("b2a_qp", b"end "), {}), (("crc32", b"abc", 5), {}),
                     (("crc32", b"abc", -1), {}), (("crc32", b"abc", 2**40), {}),
                     (("crc_hqx", b"abc", 0), {}), (("crc_hqx", b"hello", 0xFFFF), {}),
                     (("crc_hqx", b"a"), {}), (("crc_hqx", "a", 0), {}), (("crc32",), {})):
    tell(*args, **kwargs)
for text in (b"", b"00ff", b"0", b"zz", b"0 0", "00FF", "0\u0660", b"00f", bytearray(b"ab"), 5,
             "\xe9\xe9"):
    tell("unhexlify", text)
    tell("a2b_hex", text)
for text in (b"", b"aGVsbG8=", b"aGVsbG8", b"aGVsbG8==", b"aGVs\nbG8=\n", b"a", b"aG", b"aG=",
             b"aG==", b"aG=V", b"aGV=", b"=", b"====", b"!!!!", b"aG!V", "aGVs", "aG\u4e2d",
             b"aGVs aGVs", b"aGVsaGVs====", b"aG==aG==", b"ab=c", b"aGV=s", b"\xff", 5):
    tell("a2b_base64", text)
    tell("a2b_base64", text, strict_mode=True)
for text in (b"", b"#86)C\n", b"#86)C", b" \n", b"#86)C  \n", b"#86)Cx\n", b"$86)C", b"\xff", b"!",
             b"#86\n", "#86)C\n", b"@@@@", b"#`86", 5):
    tell("a2b_uu", text)
for text in (b"", b"a=3Db", b"a=\nb", b"a=\r\nb", b"=", b"a=", b"=4", b"=zz", b"a_b", b"a==b",
             b"=e9=E9", "a=3D", b"line \n", b"=3", "\u4e2d", 5):
    tell("a2b_qp", text)
    tell("a2b_qp", text, header=True)
for length in range(0, 70, 3):
    data = bytes((i * 37 + length) & 255 for i in range(length))
    assert binascii.a2b_base64(binascii.b2a_base64(data)) == data
    assert binascii.unhexlify(binascii.hexlify(data)) == data
    assert binascii.a2b_qp(binascii.b2a_qp(data, istext=False)) == data
    if length <= 45:
        assert binascii.a2b_uu(binascii.b2a_uu(data)) == data
big = bytes(i * i & 255 for i in range(100000))
print(binascii.crc32(big), binascii.crc_hqx(big, 0), len(binascii.b2a_base64(big)),
      len(binascii.b2a_qp(big)), binascii.crc32(big[50000:],
                                                binascii.crc32(big[:50000])) == binascii.crc32(big))
print(binascii.Error.__bases__, binascii.Incomplete.__bases__, binascii.Error.__module__,
      sorted(n for n in dir(binascii) if not n.startswith("_")))
