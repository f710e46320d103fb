#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/object/args.h"

namespace krait {

class Thread;
class Type;
struct Method;

/// How a native function's arguments are named, read from its text signature at compile time.
/// The grammar is that of CPython's __text_signature__: `($self, a, b=0, /, c, *, d=None)`,
/// `*args`, `**kwargs`. A default is None, True, False, an int, or anything else, which leaves a
/// missing argument Unbound (take it as an Opt<T>).
struct Signature {
  static constexpr int kMaxParameters = 12;

  struct Parameter {
    uint16_t name_begin = 0;  // in Method::signature
    uint16_t name_length = 0;
    Value default_value = Value::Raised();  // Raised: required
  };

  uint8_t receiver = 0;    // 1 when the first parameter is $self, $cls or $module
  uint8_t positional = 0;  // parameters that can be given by position (without the receiver)
  uint8_t positional_only = 0;
  uint8_t count = 0;     // positional plus keyword-only
  uint8_t required = 0;  // of the positional ones
  bool var_positional = false;
  bool var_keyword = false;
  std::array<Parameter, kMaxParameters> parameters{};

  /// Whether any argument can be given by keyword.
  constexpr bool takes_keywords() const { return var_keyword || positional_only != count; }

  static consteval Signature Parse(std::string_view text);
};

/// The C++ side of a native function: `self` is the receiver (Unbound for plain functions).
using NativeEntry = Result<Value> (*)(Thread& t, const Method& method, Value self, Args args);

/// Native functions that go through an iterable, which a generator's consumer in Python can stand
/// in for: see vm/interp/consumers.h.
enum class Consumer : uint8_t {
  kNone,
  kSum,
  kAny,
  kAll,
  kMax,
  kMin,
  kCollect,        // of a function that wants all items at once
  kCollectMethod,  // of a method that does
  kList,
  kSet,
  kCount,
};

/// For which arguments a native function is *quiet*: it runs no other code, neither Python's nor
/// that of other threads, and does not collect unless an allocation does; it looks at no frame; and
/// when it fails, it has changed nothing. Compiled code calls it without much ado.
enum class Quiet : uint8_t {
  kNever,
  kPlain,   // if all are plain values (vm/object/plain.h); of a method, `self` is what it has
  kAlways,  // whatever they are
};

/// Native functions and methods that compiled code may have micro-ops in the place of.
enum class Intrinsic : uint8_t {
  kNone,
  kAbs,
  kLen,
  kMax,
  kMin,
  kOrd,
  kSqrt,
  kIsAlnum,
  kIsAlpha,
  kIsDigit,
  kIsLower,
  kIsSpace,
  kIsUpper,
  kByteArrayAppend,
  kDictGet,
  kListAppend,
  kSetAdd,
};

/// One line of a type's or module's method table.
struct Method {
  enum class Kind : uint8_t { kInstance, kClass, kStatic };

  const char* name = nullptr;
  const char* text_signature = nullptr;
  NativeEntry entry = nullptr;
  Signature signature;
  Kind kind = Kind::kInstance;
  /// It collects, and holds no references on the native stack: see Thread::native_roots_begin.
  bool collects = false;
  Consumer consumer = Consumer::kNone;
  Quiet quiet = Quiet::kNever;
  Intrinsic intrinsic = Intrinsic::kNone;

  /// The same function as a classmethod or staticmethod of its type.
  consteval Method AsClassMethod() const {
    Method copy = *this;
    copy.kind = Kind::kClass;
    return copy;
  }
  consteval Method AsStaticMethod() const {
    Method copy = *this;
    copy.kind = Kind::kStatic;
    return copy;
  }
  consteval Method AsCollector() const {
    Method copy = *this;
    copy.collects = true;
    return copy;
  }
  consteval Method AsConsumer(Consumer kind) const {
    Method copy = *this;
    copy.consumer = kind;
    return copy;
  }
  consteval Method AsQuiet(Quiet with = Quiet::kPlain) const {
    Method copy = *this;
    copy.quiet = with;
    return copy;
  }
  consteval Method AsIntrinsic(Intrinsic which) const {
    Method copy = *this;
    copy.intrinsic = which;
    return copy;
  }
  std::string parameter_name(int index) const {
    const Signature::Parameter& p = signature.parameters[index];
    return {text_signature + p.name_begin, p.name_length};
  }
};

/// Puts `args` in parameter order into `out` (signature.count values; missing ones get their
/// default). TypeErrors carry CPython's wording; `self` is the receiver or module, for the name in
/// them.
Result<None> BindArguments(Thread& t, const Method& method, Args args, Value* out,
                           Value self = Value::Unbound());

/// For functions that take their arguments as they come: TypeError when there are keywords but the
/// signature has no place for any.
Result<None> CheckKeywords(Thread& t, const Method& method, Args args, Value self);

/// The function's name as messages give it: "list.append", "math.sin", "len".
std::string QualifiedName(Thread& t, const Method& method, Value self);

consteval Signature Signature::Parse(std::string_view text) {
  Signature result;
  auto fail = [](bool malformed) {
    if (malformed) __builtin_trap();  // not a constant expression: the build stops here
  };
  auto is_space = [](char c) { return c == ' ' || c == '\n'; };
  fail(text.size() < 2 || text.front() != '(' || text.back() != ')');
  size_t i = 1;
  bool keyword_only = false;
  while (text[i] != ')') {
    while (is_space(text[i]) || text[i] == ',') ++i;
    if (text[i] == ')') break;
    const size_t begin = i;
    int depth = 0;
    char quote = 0;
    size_t equals = 0;
    for (; quote || depth > 0 || (text[i] != ',' && text[i] != ')'); ++i) {
      const char c = text[i];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        ++depth;
      } else if (c == ')' || c == ']') {
        --depth;
      } else if (c == '=' && equals == 0) {
        equals = i;
      }
    }
    const size_t end = i;
    if (text[begin] == '$') {
      result.receiver = 1;
    } else if (text[begin] == '/') {
      result.positional_only = result.positional;
    } else if (text[begin] == '*' && end > begin + 1 && text[begin + 1] == '*') {
      result.var_keyword = true;
    } else if (text[begin] == '*') {
      keyword_only = true;
      if (end > begin + 1) result.var_positional = true;
    } else {
      fail(result.count == kMaxParameters);
      Parameter& p = result.parameters[result.count++];
      p.name_begin = static_cast<uint16_t>(begin);
      p.name_length = static_cast<uint16_t>((equals ? equals : end) - begin);
      if (!keyword_only) ++result.positional;
      if (equals == 0) {
        if (!keyword_only) result.required = result.positional;
        continue;
      }
      std::string_view value = text.substr(equals + 1, end - equals - 1);
      p.default_value = Value::Unbound();
      if (value == "None") p.default_value = Value::None();
      if (value == "True") p.default_value = Value::True();
      if (value == "False") p.default_value = Value::False();
      const bool negative = value.starts_with('-');
      if (negative) value.remove_prefix(1);
      int64_t number = 0;
      bool digits = !value.empty();
      for (char c : value) {
        if (c < '0' || c > '9') digits = false;
        if (digits) number = number * 10 + (c - '0');
      }
      if (digits) p.default_value = Value::FromInt(negative ? -number : number);
    }
  }
  return result;
}

}  // namespace krait
