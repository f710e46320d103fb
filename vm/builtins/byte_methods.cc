#include "vm/builtins/byte_methods.h"

#include <algorithm>
#include <array>

#include "vm/builtins/byte_values.h"
#include "vm/builtins/method_signatures.h"
#include "vm/object/str.h"

namespace krait {
namespace {

namespace m = byte_methods;

constexpr const char* kFindSignature = "($self, sub, start=None, end=None, /)";

constexpr Method kShared[] = {
    HideSignature(Bind<&m::Capitalize>("capitalize", "($self, /)")).AsQuiet(),
    Bind<&m::Center>("center", "($self, width, fillchar=b' ', /)").AsQuiet(),
    HideSignature(Bind<&m::Count>("count", kFindSignature)).AsQuiet(),
    Bind<&m::Decode>("decode", "($self, /, encoding='utf-8', errors='strict')"),
    HideSignature(Bind<&m::Endswith>("endswith", kFindSignature)).AsQuiet(),
    Bind<&m::Expandtabs>("expandtabs", "($self, /, tabsize=8)").AsQuiet(),
    HideSignature(Bind<&m::Find>("find", kFindSignature)).AsQuiet(),
    Bind<&m::Fromhex>("fromhex", "($type, string, /)").AsClassMethod(),
    Bind<&m::Hex>("hex", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)").AsQuiet(),
    HideSignature(Bind<&m::Index>("index", kFindSignature)).AsQuiet(),
    HideSignature(Bind<&m::Isalnum>("isalnum", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Isalpha>("isalpha", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Isascii>("isascii", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Isdigit>("isdigit", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Islower>("islower", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Isspace>("isspace", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Istitle>("istitle", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Isupper>("isupper", "($self, /)")).AsQuiet(),
    Bind<&m::Join>("join", "($self, iterable_of_bytes, /)").AsConsumer(Consumer::kCollectMethod),
    Bind<&m::Ljust>("ljust", "($self, width, fillchar=b' ', /)").AsQuiet(),
    HideSignature(Bind<&m::Lower>("lower", "($self, /)")).AsQuiet(),
    Bind<&m::Lstrip>("lstrip", "($self, bytes=None, /)").AsQuiet(),
    Bind<&m::Maketrans>("maketrans", "(frm, to, /)").AsStaticMethod(),
    Bind<&m::Partition>("partition", "($self, sep, /)").AsQuiet(),
    Bind<&m::Replace>("replace", "($self, old, new, count=-1, /)").AsQuiet(),
    Bind<&m::Removeprefix>("removeprefix", "($self, prefix, /)").AsQuiet(),
    Bind<&m::Removesuffix>("removesuffix", "($self, suffix, /)").AsQuiet(),
    HideSignature(Bind<&m::Rfind>("rfind", kFindSignature)).AsQuiet(),
    HideSignature(Bind<&m::Rindex>("rindex", kFindSignature)).AsQuiet(),
    Bind<&m::Rjust>("rjust", "($self, width, fillchar=b' ', /)").AsQuiet(),
    Bind<&m::Rpartition>("rpartition", "($self, sep, /)").AsQuiet(),
    Bind<&m::Rsplit>("rsplit", "($self, /, sep=None, maxsplit=-1)").AsQuiet(),
    Bind<&m::Rstrip>("rstrip", "($self, bytes=None, /)").AsQuiet(),
    Bind<&m::Split>("split", "($self, /, sep=None, maxsplit=-1)").AsQuiet(),
    Bind<&m::Splitlines>("splitlines", "($self, /, keepends=False)").AsQuiet(),
    HideSignature(Bind<&m::Startswith>("startswith", kFindSignature)).AsQuiet(),
    Bind<&m::Strip>("strip", "($self, bytes=None, /)").AsQuiet(),
    HideSignature(Bind<&m::Swapcase>("swapcase", "($self, /)")).AsQuiet(),
    HideSignature(Bind<&m::Title>("title", "($self, /)")).AsQuiet(),
    Bind<&m::Translate>("translate", "($self, table, /, delete=b'')").AsQuiet(),
    HideSignature(Bind<&m::Upper>("upper", "($self, /)")).AsQuiet(),
    Bind<&m::Zfill>("zfill", "($self, width, /)").AsQuiet(),
};

constexpr Method kBytesOnly[] = {
    Bind<&m::ToBytes>("__bytes__", "($self, /)"),
    HideSignature(Bind<&m::NewArguments>("__getnewargs__", "($self, /)")),
};

constexpr Method kByteArrayOnly[] = {
    HideSignature(Bind<&m::Allocated>("__alloc__", "($self, /)")),
    Bind<&m::Reduce>("__reduce__", "($self, /)"),
    Bind<&m::ReduceEx>("__reduce_ex__", "($self, proto=0, /)"),
    Bind<&m::SizeOf>("__sizeof__", "($self, /)"),
    Bind<&m::Append>("append", "($self, item, /)").AsIntrinsic(Intrinsic::kByteArrayAppend),
    Bind<&m::Clear>("clear", "($self, /)"),
    Bind<&m::Copy>("copy", "($self, /)"),
    Bind<&m::Extend>("extend", "($self, iterable_of_ints, /)"),
    Bind<&m::Insert>("insert", "($self, index, item, /)"),
    Bind<&m::Pop>("pop", "($self, index=-1, /)"),
    Bind<&m::Remove>("remove", "($self, value, /)"),
    Bind<&m::Reverse>("reverse", "($self, /)"),
};

template <size_t kFirst, size_t kSecond>
consteval std::array<Method, kFirst + kSecond> Join(const Method (&first)[kFirst],
                                                    const Method (&second)[kSecond]) {
  std::array<Method, kFirst + kSecond> joined{};
  std::copy(first, first + kFirst, joined.begin());
  std::copy(second, second + kSecond, joined.begin() + kFirst);
  return joined;
}

constexpr auto kBytesMethods = Join(kShared, kBytesOnly);
constexpr auto kByteArrayMethods = Join(kShared, kByteArrayOnly);

}  // namespace

absl::Span<const Method> BytesMethods() { return kBytesMethods; }
absl::Span<const Method> ByteArrayMethods() { return kByteArrayMethods; }

}  // namespace krait
