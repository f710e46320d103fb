#include "vm/object/method.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

const char* Plural(uint32_t count) { return count == 1 ? "" : "s"; }

/// Positional-only functions speak as CPython's METH_NOARGS, METH_O and argument clinic do.
Raised RaisePositionalCount(Thread& t, const Method& method, Value self, uint32_t given) {
  const Signature& s = method.signature;
  if (s.positional == 0) {
    return RaiseTypeError(t, absl::StrCat(QualifiedName(t, method, self), "() takes no arguments (",
                                          given, " given)"));
  }
  if (s.positional == 1 && s.required == 1) {
    return RaiseTypeError(t, absl::StrCat(QualifiedName(t, method, self),
                                          "() takes exactly one argument (", given, " given)"));
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

/// Functions with parameters that can be given by keyword count in another voice.
Result<None> CheckCounts(Thread& t, const Method& method, uint32_t given, uint32_t keywords) {
  const Signature& s = method.signature;
  const auto fail = [&](std::string_view how, uint32_t bound, std::string_view what,
                        uint32_t count) -> Raised {
    return RaiseTypeError(
        t, absl::StrCat(method.name, "() takes ", std::string(how), " ", bound, " ",
                        std::string(what), "argument", Plural(bound), " (", count, " given)"));
  };
  if (given + keywords > s.count) {
    return fail("at most", s.count, given == 0 ? "keyword " : "", given + keywords);
  }
  if (given > s.positional) {
    if (s.positional == 0) {
      return RaiseTypeError(t, absl::StrCat(method.name, "() takes no positional arguments"));
    }
    return fail(s.required < s.positional ? "at most" : "exactly", s.positional, "positional ",
                given);
  }
  const uint32_t required_only = std::min(s.positional_only, s.required);
  if (given < required_only) {
    return fail(required_only < s.positional ? "at least" : "exactly", required_only, "positional ",
                given);
  }
  return None{};
}

/// The parameter called `name` that can be given by keyword, or -1.
int FindKeyword(const Method& method, const Str* name) {
  for (int i = method.signature.positional_only; i < method.signature.count; ++i) {
    if (name->EqualsAscii(method.parameter_name(i))) return i;
  }
  return -1;
}

/// Puts keyword arguments in their places; the first that has none, or a taken one, is left in
/// `misfit` (an index among the keywords): missing arguments are complained of first.
void PlaceKeywords(const Method& method, Args args, Value* out, int* misfit) {
  for (size_t i = 0; i < args.keyword_names->size(); ++i) {
    const int index = FindKeyword(method, Cast<Str>(args.keyword_names->At(i)));
    if (index >= 0 && out[index].IsRaised()) {
      out[index] = args[args.count + i];
    } else if (*misfit < 0) {
      *misfit = static_cast<int>(i);
    }
  }
}

Raised RaiseMisfit(Thread& t, const Method& method, const Str* name) {
  const int index = FindKeyword(method, name);
  if (index < 0) {
    return RaiseTypeError(
        t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for ", method.name,
                        "()"));
  }
  return RaiseTypeError(t, absl::StrCat("argument for ", method.name, "() given by name ('",
                                        name->ToUtf8(), "') and position (", index + 1, ")"));
}

/// The type along the receiver's MRO whose table `method` comes from, or null.
Type* OwnerOf(Thread& t, const Method& method, Value self) {
  Type* start =
      Is<Type>(self) && method.kind == Method::Kind::kClass ? Cast<Type>(self) : TypeOf(t, self);
  Str* name;
  if (Result<Str*> interned = Str::InternUtf8(t, method.name); interned.ok()) {
    name = *interned;
  } else {
    t.TakePending();
    return nullptr;
  }
  for (Value ancestor : start->ancestors()) {
    const Value found = Cast<Type>(ancestor)->dict()->GetStr(t, name);
    if (Is<MethodDescriptor>(found) && &Cast<MethodDescriptor>(found)->method() == &method) {
      return Cast<Type>(ancestor);
    }
  }
  return nullptr;
}

}  // namespace

std::string QualifiedName(Thread& t, const Method& method, Value self) {
  if (self.IsUnbound()) return method.name;
  // Of a type, be it its own method or a class method: by that type's name.
  if (Is<Type>(self)) {
    return absl::StrCat(Cast<Type>(self)->qualname()->ToUtf8(), ".", method.name);
  }
  if (Type* owner = OwnerOf(t, method, self)) {
    return absl::StrCat(owner->name()->ToUtf8(), ".", method.name);
  }
  if (Is<Module>(self)) {
    const Value module = Cast<Module>(self)->dict()->GetStr(t, names(t).__name__);
    if (Is<Str>(module) && !Cast<Str>(module)->EqualsAscii("builtins")) {
      return absl::StrCat(Cast<Str>(module)->ToUtf8(), ".", method.name);
    }
  }
  return method.name;
}

Result<None> CheckKeywords(Thread& t, const Method& method, Args args, Value self) {
  if (method.signature.takes_keywords() || args.keyword_names->size() == 0) return None{};
  // Functions without a signature to show are those that CPython names without their module.
  const bool hidden = method.text_signature == nullptr || method.signature.receiver == 0;
  const bool of_module = self.IsUnbound() || Is<Module>(self);
  return RaiseTypeError(
      t, absl::StrCat(hidden && of_module ? method.name : QualifiedName(t, method, self),
                      "() takes no keyword arguments"));
}

Result<None> BindArguments(Thread& t, const Method& method, Args args, Value* out, Value self) {
  const Signature& s = method.signature;
  if (!args.has_keywords() && args.count >= s.required && args.count <= s.positional) [[likely]] {
    // Few: no call of memmove.
    for (uint32_t i = 0; i < args.count; ++i) out[i] = args.values[i];
    bool complete = true;
    for (uint32_t i = args.count; i < s.count; ++i) {
      out[i] = s.parameters[i].default_value;
      complete = complete && !out[i].IsRaised();
    }
    if (complete) return None{};
  }
  const uint32_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (s.positional_only == s.count) {
    if (keywords != 0) {
      return RaiseTypeError(
          t, absl::StrCat(QualifiedName(t, method, self), "() takes no keyword arguments"));
    }
    if (args.count > s.positional || args.count < s.required) {
      return RaisePositionalCount(t, method, self, args.count);
    }
  } else {
    TRY(CheckCounts(t, method, args.count, keywords));
  }
  for (int i = 0; i < s.count; ++i) {
    out[i] = i < static_cast<int>(args.count) ? args[i] : Value::Raised();
  }
  int misfit = -1;
  if (keywords != 0) PlaceKeywords(method, args, out, &misfit);
  for (int i = 0; i < s.count; ++i) {
    if (!out[i].IsRaised()) continue;
    out[i] = s.parameters[i].default_value;
    if (!out[i].IsRaised()) continue;
    return RaiseTypeError(t, absl::StrCat(method.name, "() missing required argument '",
                                          method.parameter_name(i), "' (pos ", i + 1, ")"));
  }
  if (misfit >= 0) {
    return RaiseMisfit(t, method, Cast<Str>(args.keyword_names->At(static_cast<size_t>(misfit))));
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
