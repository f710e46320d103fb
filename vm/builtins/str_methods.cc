#include "vm/builtins/str_methods.h"

#include "vm/builtins/method_signatures.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

namespace m = str_methods;

Result<Bytes*> Encode(Thread& t, Str* self, Opt<Str*> encoding, Opt<Str*> errors) {
  return EncodeText(t, self, encoding.value_or(nullptr), errors.value_or(nullptr));
}

Result<Value> NewArguments(Thread& t, Str* self) {
  // A copy: __new__ need not give the same object back.
  return Tuple::Of(t, Value::FromObject(TRY(Str::NewOfType(t, types(t).str, self))));
}

/// What CPython's str takes: a header, the characters and a final NUL.
Result<int64_t> SizeOf(Thread&, Str* self) {
  const size_t header = self->is_ascii() ? 48 : 72;
  return static_cast<int64_t>(header + (self->length() + 1) * static_cast<size_t>(self->width()));
}

constexpr Method kMethods[] = {
    Bind<&Encode>("encode", "($self, /, encoding='utf-8', errors='strict')"),
    Bind<&m::Replace>("replace", "($self, old, new, count=-1, /)").AsQuiet(),
    Bind<&m::Split>("split", "($self, /, sep=None, maxsplit=-1)").AsQuiet(),
    Bind<&m::Rsplit>("rsplit", "($self, /, sep=None, maxsplit=-1)").AsQuiet(),
    Bind<&m::Join>("join", "($self, iterable, /)").AsConsumer(Consumer::kCollectMethod),
    Bind<&m::Capitalize>("capitalize", "($self, /)").AsQuiet(),
    Bind<&m::Casefold>("casefold", "($self, /)").AsQuiet(),
    Bind<&m::Title>("title", "($self, /)").AsQuiet(),
    Bind<&m::Center>("center", "($self, width, fillchar=' ', /)").AsQuiet(),
    HideSignature(Bind<&m::Count>("count", "($self, sub, start=None, end=None, /)")).AsQuiet(),
    Bind<&m::Expandtabs>("expandtabs", "($self, /, tabsize=8)").AsQuiet(),
    HideSignature(Bind<&m::Find>("find", "($self, sub, start=None, end=None, /)")).AsQuiet(),
    Bind<&m::Partition>("partition", "($self, sep, /)").AsQuiet(),
    HideSignature(Bind<&m::Index>("index", "($self, sub, start=None, end=None, /)")).AsQuiet(),
    Bind<&m::Ljust>("ljust", "($self, width, fillchar=' ', /)").AsQuiet(),
    Bind<&m::Lower>("lower", "($self, /)").AsQuiet(),
    Bind<&m::Lstrip>("lstrip", "($self, chars=None, /)").AsQuiet(),
    HideSignature(Bind<&m::Rfind>("rfind", "($self, sub, start=None, end=None, /)")).AsQuiet(),
    HideSignature(Bind<&m::Rindex>("rindex", "($self, sub, start=None, end=None, /)")).AsQuiet(),
    Bind<&m::Rjust>("rjust", "($self, width, fillchar=' ', /)").AsQuiet(),
    Bind<&m::Rstrip>("rstrip", "($self, chars=None, /)").AsQuiet(),
    Bind<&m::Rpartition>("rpartition", "($self, sep, /)").AsQuiet(),
    Bind<&m::Splitlines>("splitlines", "($self, /, keepends=False)").AsQuiet(),
    Bind<&m::Strip>("strip", "($self, chars=None, /)").AsQuiet(),
    Bind<&m::Swapcase>("swapcase", "($self, /)").AsQuiet(),
    Bind<&m::Translate>("translate", "($self, table, /)"),
    Bind<&m::Upper>("upper", "($self, /)").AsQuiet(),
    HideSignature(Bind<&m::Startswith>("startswith", "($self, prefix, start=None, end=None, /)"))
        .AsQuiet(),
    HideSignature(Bind<&m::Endswith>("endswith", "($self, suffix, start=None, end=None, /)"))
        .AsQuiet(),
    Bind<&m::Removeprefix>("removeprefix", "($self, prefix, /)").AsQuiet(),
    Bind<&m::Removesuffix>("removesuffix", "($self, suffix, /)").AsQuiet(),
    Bind<&m::Isascii>("isascii", "($self, /)").AsQuiet(),
    Bind<&m::Islower>("islower", "($self, /)").AsIntrinsic(Intrinsic::kIsLower).AsQuiet(),
    Bind<&m::Isupper>("isupper", "($self, /)").AsIntrinsic(Intrinsic::kIsUpper).AsQuiet(),
    Bind<&m::Istitle>("istitle", "($self, /)").AsQuiet(),
    Bind<&m::Isspace>("isspace", "($self, /)").AsIntrinsic(Intrinsic::kIsSpace).AsQuiet(),
    Bind<&m::Isdecimal>("isdecimal", "($self, /)").AsQuiet(),
    Bind<&m::Isdigit>("isdigit", "($self, /)").AsIntrinsic(Intrinsic::kIsDigit).AsQuiet(),
    Bind<&m::Isnumeric>("isnumeric", "($self, /)").AsQuiet(),
    Bind<&m::Isalpha>("isalpha", "($self, /)").AsIntrinsic(Intrinsic::kIsAlpha).AsQuiet(),
    Bind<&m::Isalnum>("isalnum", "($self, /)").AsIntrinsic(Intrinsic::kIsAlnum).AsQuiet(),
    Bind<&m::Isidentifier>("isidentifier", "($self, /)").AsQuiet(),
    Bind<&m::Isprintable>("isprintable", "($self, /)").AsQuiet(),
    Bind<&m::Zfill>("zfill", "($self, width, /)").AsQuiet(),
    HideSignature(Bind<&m::Format>("format", "($self, *args, **kwargs)")),
    HideSignature(Bind<&m::FormatMap>("format_map", "($self, mapping, /)")),
    Bind<&m::FormatWithSpec>("__format__", "($self, format_spec, /)"),
    Bind<&m::Maketrans>("maketrans", "(x, y=<unrepresentable>, z=<unrepresentable>, /)")
        .AsStaticMethod(),
    Bind<&SizeOf>("__sizeof__", "($self, /)"),
    HideSignature(Bind<&NewArguments>("__getnewargs__", "($self, /)")),
};

}  // namespace

absl::Span<const Method> StrMethods() { return kMethods; }

}  // namespace krait
