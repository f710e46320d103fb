#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/csv/objects.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// csv.Dialect.
namespace krait::csv {

const NativeClass Dialect::kClass = {"_csv.Dialect",
                                     [](Object* object, Marker& marker) {
                                       marker.Visit(static_cast<Dialect*>(object)->line_terminator);
                                     },
                                     nullptr};

namespace {

// --- Arguments -----------------------------------------------------------------------------------

enum Parameter : uint8_t {
  kDialect,
  kDelimiter,
  kDoubleQuote,
  kEscapeChar,
  kLineTerminator,
  kQuoteChar,
  kQuoting,
  kSkipInitialSpace,
  kStrict,
  kParameterCount
};

constexpr const char* kNames[kParameterCount] = {"dialect",    "delimiter",        "doublequote",
                                                 "escapechar", "lineterminator",   "quotechar",
                                                 "quoting",    "skipinitialspace", "strict"};

/// The arguments by parameter, Unbound where there is none. Messages name no function.
Result<None> TakeArguments(Thread& t, Args args, Value (&values)[kParameterCount]) {
  std::fill_n(values, kParameterCount, Value::Unbound());
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (args.count + keywords > kParameterCount) {
    return RaiseTypeError(t, absl::StrCat("function takes at most ", +kParameterCount,
                                          args.count == 0 ? " keyword" : "", " arguments (",
                                          args.count + keywords, " given)"));
  }
  std::copy_n(args.values, args.count, values);
  for (size_t i = 0; i < keywords; ++i) {
    const Str* name = Cast<Str>(args.keyword_names->At(i));
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames),
                                     [&](const char* one) { return name->EqualsAscii(one); });
    if (found == std::end(kNames)) {
      return RaiseTypeError(t, absl::StrCat("'", name->ToUtf8(),
                                            "' is an invalid keyword argument for this function"));
    }
    const auto at = static_cast<size_t>(found - kNames);
    if (at < args.count) {
      return RaiseTypeError(t, absl::StrCat("argument for function given by name ('", *found,
                                            "') and position (", at + 1, ")"));
    }
    values[at] = args[args.count + i];
  }
  return None{};
}

/// What was not given comes from the dialect's attributes, as far as it has them.
Result<None> CompleteFromDialect(Thread& t, Value (&values)[kParameterCount]) {
  for (int i = kDelimiter; i < kParameterCount; ++i) {
    if (!values[i].IsUnbound()) continue;
    const Result<Value> attribute =
        GetAttr(t, values[kDialect], TRY(Str::InternUtf8(t, kNames[i])));
    if (attribute.ok()) {
      values[i] = *attribute;
    } else {
      t.pending = Value::Unbound();
    }
  }
  return None{};
}

// --- Conversions ---------------------------------------------------------------------------------
// An argument that is missing leaves the default as it is.

Result<None> TakeCharacter(Thread& t, const Value (&values)[kParameterCount], Parameter which,
                           char32_t* out) {
  const Value value = values[which];
  const bool optional = which != kDelimiter;
  if (value.IsUnbound()) return None{};
  if (optional && value.IsNone()) {
    *out = kNoCharacter;
    return None{};
  }
  if (!Is<Str>(value)) {
    return RaiseTypeError(
        t, absl::StrCat("\"", kNames[which], "\" must be string", optional ? " or None" : "",
                        ", not ", TypeName(t, value)));
  }
  if (Cast<Str>(value)->length() != 1) {
    return RaiseTypeError(t, absl::StrCat("\"", kNames[which], "\" must be a 1-character string"));
  }
  *out = Cast<Str>(value)->At(0);
  return None{};
}

Result<None> TakeBool(Thread& t, Value value, bool* out) {
  if (!value.IsUnbound()) *out = TRY(IsTrue(t, value));
  return None{};
}

/// Null for None.
Result<None> TakeLineTerminator(Thread& t, Value value, Str** out) {
  if (value.IsUnbound()) return None{};
  *out = TryCast<Str>(value);
  if (*out != nullptr || value.IsNone()) return None{};
  return RaiseTypeError(t, "\"lineterminator\" must be a string");
}

Result<None> TakeQuoting(Thread& t, Value value, int64_t* out) {
  if (value.IsUnbound()) return None{};
  if (!value.IsInt() && !IsExactly<Int>(value)) {
    return RaiseTypeError(t, "\"quoting\" must be an integer");
  }
  *out = TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int"));
  return None{};
}

// --- The type ------------------------------------------------------------------------------------

Result<Dialect*> NewDialect(Thread& t, Type* cls, const Value (&values)[kParameterCount]) {
  char32_t delimiter = ',';
  char32_t escape = kNoCharacter;
  char32_t quote = '"';
  bool double_quote = true;
  bool skip_initial_space = false;
  bool strict = false;
  int64_t quoting = kMinimal;
  Str* line_terminator = TRY(Str::InternUtf8(t, "\r\n"));
  TRY(TakeCharacter(t, values, kDelimiter, &delimiter));
  TRY(TakeBool(t, values[kDoubleQuote], &double_quote));
  TRY(TakeCharacter(t, values, kEscapeChar, &escape));
  TRY(TakeLineTerminator(t, values[kLineTerminator], &line_terminator));
  TRY(TakeCharacter(t, values, kQuoteChar, &quote));
  TRY(TakeQuoting(t, values[kQuoting], &quoting));
  TRY(TakeBool(t, values[kSkipInitialSpace], &skip_initial_space));
  TRY(TakeBool(t, values[kStrict], &strict));
  if (quoting < kMinimal || quoting > kNone) return RaiseTypeError(t, "bad \"quoting\" value");
  if (quote == kNoCharacter && values[kQuoting].IsUnbound()) quoting = kNone;
  if (quote == kNoCharacter && quoting != kNone) {
    return RaiseTypeError(t, "quotechar must be set if quoting enabled");
  }
  if (line_terminator == nullptr) return RaiseTypeError(t, "lineterminator must be set");
  auto* self = TRY(NewNative<Dialect>(t, cls));
  self->line_terminator.Store(self, line_terminator);
  self->delimiter = delimiter;
  self->escape = escape;
  self->quote = quote;
  self->quoting = static_cast<Quoting>(quoting);
  self->double_quote = double_quote;
  self->skip_initial_space = skip_initial_space;
  self->strict = strict;
  return self;
}

Result<Value> DialectNew(Thread& t, Type* cls, Args args) {
  Value values[kParameterCount];
  TRY(TakeArguments(t, args, values));
  Value& dialect = values[kDialect];
  if (!dialect.IsUnbound()) {
    if (Is<Str>(dialect)) dialect = TRY(FindDialect(t, dialect));
    const bool is_all = std::all_of(values + 1, values + kParameterCount,
                                    [](Value value) { return value.IsUnbound(); });
    if (is_all && TryCastNative<Dialect>(dialect) != nullptr) return dialect;
    TRY(CompleteFromDialect(t, values));
  }
  return TRY(NewDialect(t, cls, values));
}

Result<None> RefuseToPickle(Thread& t, Dialect* self, Args) {
  return RaiseTypeError(
      t, absl::StrCat("cannot pickle '", TypeOf(t, Value::FromObject(self))->name()->ToUtf8(),
                      "' instances"));
}

constexpr Method kMethods[] = {
    HideSignature(Bind<RefuseToPickle>("__reduce__", "($self, /, *args)")),
    HideSignature(Bind<RefuseToPickle>("__reduce_ex__", "($self, /, *args)")),
};

template <char32_t Dialect::* kCharacter>
Result<Value> GetCharacter(Thread& t, Value self) {
  const char32_t c = Cast<Dialect>(self)->*kCharacter;
  if (c == kNoCharacter) return Value::None();
  return Str::FromCodePoint(t, c);
}
template <bool Dialect::* kBool>
Result<Value> GetBool(Thread&, Value self) {
  return Value::FromBool(Cast<Dialect>(self)->*kBool);
}
Result<Value> GetLineTerminator(Thread&, Value self) {
  return Cast<Dialect>(self)->line_terminator.Load();
}
Result<Value> GetQuoting(Thread&, Value self) {
  return Value::FromInt(Cast<Dialect>(self)->quoting);
}

constexpr GetSet kMembers[] = {
    {"delimiter", &GetCharacter<&Dialect::delimiter>},
    {"doublequote", &GetBool<&Dialect::double_quote>, nullptr, true},
    {"escapechar", &GetCharacter<&Dialect::escape>},
    {"lineterminator", &GetLineTerminator},
    {"quotechar", &GetCharacter<&Dialect::quote>},
    {"quoting", &GetQuoting},
    {"skipinitialspace", &GetBool<&Dialect::skip_initial_space>, nullptr, true},
    {"strict", &GetBool<&Dialect::strict>, nullptr, true},
};

}  // namespace

Result<None> CheckArguments(Thread& t, Args args) {
  if (args.count >= 1 && args.count <= 2) return None{};
  // CPython leaves the place of the function's name empty.
  return RaiseTypeError(t, absl::StrCat(args.count == 0 ? " expected at least 1 argument, got "
                                                        : " expected at most 2 arguments, got ",
                                        args.count));
}

Result<Dialect*> DialectFrom(Thread& t, Args args) {
  const Value made = TRY(DialectNew(t, PartOf(t).dialect, args.Rest()));
  return Cast<Dialect>(made);
}

Result<None> MakeDialectType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_csv.Dialect";
  spec.instance_size = sizeof(Dialect);
  spec.flags = Type::kBaseType;
  spec.spec.doc = "How the records of a file are written.";
  spec.spec.slots.new_ = &DialectNew;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  PartOf(t).dialect = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->Add(t, "Dialect", Value::FromObject(PartOf(t).dialect));
}

}  // namespace krait::csv
