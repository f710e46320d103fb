#include "vm/object/method.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

const char* Plural(uint32_t count) { return count == 1 ? "" : "s"; }

/// Positional-only functions speak as CPython's METH_NOARGS, METH_O and argument clinic do.
Raised RaisePositionalCount(Thread& t, const Method& method, uint32_t given) {
  const Signature& s = method.signature;
  if (s.positional == 0) {
    return RaiseTypeError(t,
                          absl::StrCat(method.name, "() takes no arguments (", given, " given)"));
  }
  if (s.positional == 1 && s.required == 1) {
    return RaiseTypeError(
        t, absl::StrCat(method.name, "() takes exactly one argument (", given, " given)"));
  }
  if (s.positional == s.required) {
    return RaiseTypeError(t, absl::StrCat(method.name, " expected ", s.positional, " argument",
                                          Plural(s.positional), ", got ", given));
  }
  const bool few = given < s.required;
  const uint32_t bound = few ? s.required : s.positional;
  return RaiseTypeError(t, absl::StrCat(method.name, " expected at ", few ? "least " : "most ",
                                        bound, " argument", Plural(bound), ", got ", given));
}

Raised RaiseTooMany(Thread& t, const Method& method, uint32_t given) {
  const Signature& s = method.signature;
  const bool all_positional = s.positional == s.count;
  const char* what = all_positional ? "" : "positional ";
  const char* how = s.required == s.positional && all_positional ? "exactly" : "at most";
  return RaiseTypeError(t, absl::StrCat(method.name, "() takes ", how, " ", s.positional, " ", what,
                                        "argument", Plural(s.positional), " (", given, " given)"));
}

/// The parameter called `name` that can be given by keyword, or -1.
int FindKeyword(const Method& method, const Str* name) {
  for (int i = method.signature.positional_only; i < method.signature.count; ++i) {
    if (name->EqualsAscii(method.parameter_name(i))) return i;
  }
  return -1;
}

Result<None> BindKeywords(Thread& t, const Method& method, Args args, Value* out) {
  for (size_t i = 0; i < args.keyword_names->size(); ++i) {
    const Str* name = Cast<Str>(args.keyword_names->At(i));
    const int index = FindKeyword(method, name);
    if (index < 0) {
      return RaiseTypeError(
          t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for ", method.name,
                          "()"));
    }
    if (!out[index].IsRaised()) {
      return RaiseTypeError(t, absl::StrCat("argument for ", method.name, "() given by name ('",
                                            name->ToUtf8(), "') and position (", index + 1, ")"));
    }
    out[index] = args[args.count + i];
  }
  return None{};
}

}  // namespace

Result<None> BindArguments(Thread& t, const Method& method, Args args, Value* out) {
  const Signature& s = method.signature;
  const uint32_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (s.positional_only == s.count) {
    if (keywords != 0) {
      return RaiseTypeError(t, absl::StrCat(method.name, "() takes no keyword arguments"));
    }
    if (args.count > s.positional || args.count < s.required) {
      return RaisePositionalCount(t, method, args.count);
    }
  } else if (args.count > s.positional) {
    return RaiseTooMany(t, method, args.count + (s.positional == s.count ? keywords : 0));
  }
  for (int i = 0; i < s.count; ++i) {
    out[i] = i < static_cast<int>(args.count) ? args[i] : Value::Raised();
  }
  if (keywords != 0) TRY(BindKeywords(t, method, args, out));
  for (int i = 0; i < s.count; ++i) {
    if (!out[i].IsRaised()) continue;
    out[i] = s.parameters[i].default_value;
    if (!out[i].IsRaised()) continue;
    return RaiseTypeError(t, absl::StrCat(method.name, "() missing required argument '",
                                          method.parameter_name(i), "' (pos ", i + 1, ")"));
  }
  return None{};
}

Raised ArgumentPlace::Mismatch(Thread& t, std::string_view expected_type, Value actual) const {
  const std::string expected(expected_type);
  const std::string type = actual.IsNone() ? "None" : TypeName(t, actual);
  if (method.signature.count == 1) {
    return RaiseTypeError(
        t, absl::StrCat(method.name, "() argument must be ", expected, ", not ", type));
  }
  if (index >= method.signature.positional_only) {
    return RaiseTypeError(
        t, absl::StrCat(method.name, "() argument '", method.parameter_name(index), "' must be ",
                        expected, ", not ", type));
  }
  return RaiseTypeError(t, absl::StrCat(method.name, "() argument ", index + 1, " must be ",
                                        expected, ", not ", type));
}

std::string_view PythonNameOf(Layout layout) {
  struct Row {
    Layout layout;
    std::string_view name;
  };
  static constexpr Row kRows[] = {
#define KRAIT_ROW(member, name, layout) {Layout::k##layout, name},
      KRAIT_BUILTIN_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
  };
  for (const Row& row : kRows) {
    if (row.layout == layout) return row.name;
  }
  return layout == Layout::kException ? "BaseException" : "object";
}

}  // namespace krait
