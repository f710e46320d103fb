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
    Bind<&m::Replace>("replace", "($self, old, new, count=-1, /)"),
    Bind<&m::Split>("split", "($self, /, sep=None, maxsplit=-1)"),
    Bind<&m::Rsplit>("rsplit", "($self, /, sep=None, maxsplit=-1)"),
    Bind<&m::Join>("join", "($self, iterable, /)").AsConsumer(Consumer::kCollectMethod),
    Bind<&m::Capitalize>("capitalize", "($self, /)"),
    Bind<&m::Casefold>("casefold", "($self, /)"),
    Bind<&m::Title>("title", "($self, /)"),
    Bind<&m::Center>("center", "($self, width, fillchar=' ', /)"),
    HideSignature(Bind<&m::Count>("count", "($self, sub, start=None, end=None, /)")),
    Bind<&m::Expandtabs>("expandtabs", "($self, /, tabsize=8)"),
    HideSignature(Bind<&m::Find>("find", "($self, sub, start=None, end=None, /)")),
    Bind<&m::Partition>("partition", "($self, sep, /)"),
    HideSignature(Bind<&m::Index>("index", "($self, sub, start=None, end=None, /)")),
    Bind<&m::Ljust>("ljust", "($self, width, fillchar=' ', /)"),
    Bind<&m::Lower>("lower", "($self, /)"),
    Bind<&m::Lstrip>("lstrip", "($self, chars=None, /)"),
    HideSignature(Bind<&m::Rfind>("rfind", "($self, sub, start=None, end=None, /)")),
    HideSignature(Bind<&m::Rindex>("rindex", "($self, sub, start=None, end=None, /)")),
    Bind<&m::Rjust>("rjust", "($self, width, fillchar=' ', /)"),
    Bind<&m::Rstrip>("rstrip", "($self, chars=None, /)"),
    Bind<&m::Rpartition>("rpartition", "($self, sep, /)"),
    Bind<&m::Splitlines>("splitlines", "($self, /, keepends=False)"),
    Bind<&m::Strip>("strip", "($self, chars=None, /)"),
    Bind<&m::Swapcase>("swapcase", "($self, /)"),
    Bind<&m::Translate>("translate", "($self, table, /)"),
    Bind<&m::Upper>("upper", "($self, /)"),
    HideSignature(Bind<&m::Startswith>("startswith", "($self, prefix, start=None, end=None, /)")),
    HideSignature(Bind<&m::Endswith>("endswith", "($self, suffix, start=None, end=None, /)")),
    Bind<&m::Removeprefix>("removeprefix", "($self, prefix, /)"),
    Bind<&m::Removesuffix>("removesuffix", "($self, suffix, /)"),
    Bind<&m::Isascii>("isascii", "($self, /)"),
    Bind<&m::Islower>("islower", "($self, /)"),
    Bind<&m::Isupper>("isupper", "($self, /)"),
    Bind<&m::Istitle>("istitle", "($self, /)"),
    Bind<&m::Isspace>("isspace", "($self, /)"),
    Bind<&m::Isdecimal>("isdecimal", "($self, /)"),
    Bind<&m::Isdigit>("isdigit", "($self, /)"),
    Bind<&m::Isnumeric>("isnumeric", "($self, /)"),
    Bind<&m::Isalpha>("isalpha", "($self, /)"),
    Bind<&m::Isalnum>("isalnum", "($self, /)"),
    Bind<&m::Isidentifier>("isidentifier", "($self, /)"),
    Bind<&m::Isprintable>("isprintable", "($self, /)"),
    Bind<&m::Zfill>("zfill", "($self, width, /)"),
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
