#pragma once

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/tuple.h"

namespace krait {
namespace sockets {

/// An int argument, with what those say who parse a tuple when it does not fit.
struct ParsedInt {
  int value = 0;
};

Result<int> ToParsedInt(Thread& t, Value value);

}  // namespace sockets

template <>
struct ArgumentAs<sockets::ParsedInt> {
  static Result<sockets::ParsedInt> From(Thread& t, const ArgumentPlace&, Value value) {
    return sockets::ParsedInt{TRY(sockets::ToParsedInt(t, value))};
  }
};

namespace sockets {

/// The method line of a function whose arguments all go by position and that has no text
/// signature; a wrong number of them is told in the words of those that parse a tuple.
template <auto kFunction>
struct Parsed {
  using Trampoline = bind_internal::Trampoline<kFunction, decltype(kFunction)>;

  template <bool kHasReceiver>
  static Result<Value> Enter(Thread& t, const Method& method, Value self, Args args) {
    const Signature& s = method.signature;
    if (args.has_keywords() && args.keyword_names->size() != 0) {
      return RaiseTypeError(t, absl::StrCat(method.name, "() takes no keyword arguments"));
    }
    if (!s.var_positional && (args.count < s.required || args.count > s.positional)) {
      const bool few = args.count < s.required;
      const uint32_t bound = few ? s.required : s.positional;
      const char* how = s.required == s.positional ? "exactly " : few ? "at least " : "at most ";
      return RaiseTypeError(t, absl::StrCat(method.name, "() takes ", how, bound, " argument",
                                            bound == 1 ? "" : "s", " (", args.count, " given)"));
    }
    return Trampoline::template Enter<kHasReceiver>(t, method, self, args);
  }
};

template <auto kFunction>
consteval Method BindParsed(const char* name, const char* signature) {
  Method method = Bind<kFunction>(name, signature);
  const bool receiver = std::string_view(signature).starts_with("($self");
  method.entry = receiver ? &Parsed<kFunction>::template Enter<true>
                          : &Parsed<kFunction>::template Enter<false>;
  method.text_signature = nullptr;
  return method;
}

}  // namespace sockets
}  // namespace krait
