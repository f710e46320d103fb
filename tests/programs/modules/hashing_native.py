# _md5, _sha1, _sha256, _sha512, _sha3, _blake2: digests of many lengths, objects, parameters, errors.
import _blake2
import _md5
import _sha1
import _sha256
import _sha3
import _sha512

PLAIN = (_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512,
         _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b,
         _blake2.blake2s)
SHAKES = (_sha3.shake_128, _sha3.shake_256)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def text(length):
    return bytes((i * 7 + length) & 255 for i in range(length))


for make in PLAIN:
    h = make()
    print(h.name, h.block_size, h.digest_size, type(h).__name__, type(h).__module__,
          [n for n in dir(h) if not n.startswith("__")])
    everything = make()
    for length in (*range(0, 70), 111, 112, 119, 120, 127, 128, 129, 143, 144, 200, 255, 256, 1000):
        everything.update(make(text(length)).digest())
    print(make(b"").hexdigest(), make(b"abc").hexdigest(), everything.hexdigest())
    h = make(b"ab")
    other = h.copy()
    h.update(b"c")
    print(h.digest() == make(b"abc").digest(), other.digest() == make(b"ab").digest(),
          h.hexdigest() == h.digest().hex(), h.digest() == h.digest(),
          make(bytearray(b"xyz")).digest() == make(memoryview(b"xyz")).digest())
    h = make()
    for start in range(0, 5000, 37):
        h.update(text(5000)[start:start + 37])
    print(h.digest() == make(text(5000)).digest(), make(b"x" * 200000).hexdigest()[:16],
          make(b"x", usedforsecurity=False).hexdigest()[:16])
    tell("text", make, "text")
    tell("int", make, 5)
    tell("two", make, b"", b"")
    tell("data", make, data=b"x")
    tell("update text", h.update, "x")
    tell("update nothing", h.update)
    tell("update int", h.update, 5)
    tell("digest", h.digest, 5)
    tell("set", lambda: setattr(h, "digest_size", 1))
    tell("set", lambda: setattr(h, "name", 1))
for make in SHAKES:
    h = make(b"abc")
    print(h.name, h.block_size, h.digest_size, h._capacity_bits, h._rate_bits, h._suffix)
    for length in (0, 1, 32, 136, 168, 169, 500):
        print(length, h.hexdigest(length)[-40:], len(h.digest(length)))
    for length in (-1, 2**40, "x", None, 1.5):
        tell("digest", h.digest, length)
    tell("digest", h.digest)
print(_sha3.sha3_256()._capacity_bits, _sha3.sha3_256()._rate_bits, _sha3.sha3_256()._suffix)
tell("md5 keyword", lambda: _md5.md5(string=b"a").hexdigest())
tell("md5 type", type(_md5.md5()))
tell("subclass", lambda: type("Sub", (type(_md5.md5()),), {}))
tell("subclass", lambda: type("Sub", (_sha3.sha3_256,), {}))
tell("subclass", lambda: type("Sub", (_blake2.blake2b,), {})(b"abc").hexdigest()[:16])
for make, most in ((_blake2.blake2b, 64), (_blake2.blake2s, 32)):
    for options in ({"digest_size": 1}, {"digest_size": most}, {"key": b"key"},
                    {"key": b"k" * most}, {"salt": b"salt"}, {"person": b"me"}, {"fanout": 0},
                    {"depth": 255}, {"leaf_size": 2**32 - 1}, {"node_offset": 2**40},
                    {"node_depth": 3}, {"inner_size": 16}, {"last_node": True}):
        print(options, make(b"abc", **options).hexdigest()[:24],
              make(b"", usedforsecurity=False, **options).hexdigest()[:24])
    for options in ({"digest_size": 0}, {"digest_size": most + 1}, {"key": b"k" * (most + 1)},
                    {"key": "text"}, {"salt": b"s" * 17}, {"person": b"p" * 17}, {"fanout": 256},
                    {"fanout": -1}, {"depth": 0}, {"depth": 256}, {"leaf_size": 2**32},
                    {"leaf_size": -1}, {"node_offset": 2**64}, {"node_offset": -1},
                    {"node_depth": 256}, {"inner_size": most + 1}, {"digest_size": "x"},
                    {"other": 1}, {"depth": 2**40}):
        tell(options, make, b"", **options)
    print(make.SALT_SIZE, make.PERSON_SIZE, make.MAX_KEY_SIZE, make.MAX_DIGEST_SIZE)
tell("offset", _blake2.blake2s, node_offset=2**48)
print(_blake2.BLAKE2B_SALT_SIZE, _blake2.BLAKE2S_MAX_KEY_SIZE)
