#include "vm/builtins/code_new.h"

#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

enum class Kind { kInt, kBytes, kTuple, kStr };

struct Parameter {
  const char* name;
  Kind kind;
};

/// In the constructor's order.
enum Index {
  kArgcount,
  kPosonlyargcount,
  kKwonlyargcount,
  kNlocals,
  kStacksize,
  kFlags,
  kCode,
  kConsts,
  kNames,
  kVarnames,
  kFilename,
  kName,
  kQualname,
  kFirstlineno,
  kLinetable,
  kExceptiontable,
  kFreevars,
  kCellvars,
  kParameterCount,
};

constexpr std::array<Parameter, kParameterCount> kParameters = {{
    {"co_argcount", Kind::kInt},
    {"co_posonlyargcount", Kind::kInt},
    {"co_kwonlyargcount", Kind::kInt},
    {"co_nlocals", Kind::kInt},
    {"co_stacksize", Kind::kInt},
    {"co_flags", Kind::kInt},
    {"co_code", Kind::kBytes},
    {"co_consts", Kind::kTuple},
    {"co_names", Kind::kTuple},
    {"co_varnames", Kind::kTuple},
    {"co_filename", Kind::kStr},
    {"co_name", Kind::kStr},
    {"co_qualname", Kind::kStr},
    {"co_firstlineno", Kind::kInt},
    {"co_linetable", Kind::kBytes},
    {"co_exceptiontable", Kind::kBytes},
    {"co_freevars", Kind::kTuple},
    {"co_cellvars", Kind::kTuple},
}};

/// The argument in the form that a code object keeps: ints fit a C int, the rest is exact.
Result<Value> Convert(Thread& t, Value value, Kind kind, const std::string& place) {
  const auto mismatch = [&](const char* expected) {
    return RaiseTypeError(t, absl::StrCat(place, " must be ", expected, ", not ",
                                          value.IsNone() ? "None" : TypeName(t, value)));
  };
  switch (kind) {
    case Kind::kInt:
      return Value::FromInt(TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")));
    case Kind::kBytes:
      if (!Is<Bytes>(value)) return mismatch("bytes");
      return Bytes::Exact(t, Cast<Bytes>(value));
    case Kind::kTuple:
      if (!Is<Tuple>(value)) return mismatch("tuple");
      return IsExactly<Tuple>(value) ? Result<Value>(value)
                                     : Tuple::From(t, Cast<Tuple>(value)->values());
    case Kind::kStr:
      if (!Is<Str>(value)) return mismatch("str");
      return IsExactly<Str>(value)
                 ? Result<Value>(value)
                 : Str::Substring(t, Cast<Str>(value), 0, Cast<Str>(value)->length());
  }
  __builtin_unreachable();
}

/// A tuple of exact strings.
Result<Tuple*> CheckNames(Thread& t, Value value) {
  Tuple* names = Cast<Tuple>(value);
  Tuple* result = TRY(Tuple::New(t, names->size()));
  for (size_t i = 0; i < names->size(); ++i) result->Set(i, Value::None());
  for (size_t i = 0; i < names->size(); ++i) {
    if (!Is<Str>(names->At(i))) return RaiseSystemError(t, "non-string found in code slot");
    result->Set(i, TRY(Convert(t, names->At(i), Kind::kStr, "")));
  }
  return result;
}

/// Lays locals, cells and free variables out as one list; a parameter that is a cell counts once.
Result<None> LayOutLocals(Thread& t, const Tuple* variables, const Tuple* cells, const Tuple* free,
                          CodeFields* fields) {
  RootedVector all(t);
  std::vector<uint8_t> kinds(variables->size(), kLocalPlain);
  for (Value name : variables->values()) all.push_back(name);
  for (Value cell : cells->values()) {
    size_t i = 0;
    while (i < variables->size() && !Cast<Str>(variables->At(i))->Equals(Cast<Str>(cell))) ++i;
    if (i < variables->size()) {
      kinds[i] |= kLocalCell;
      continue;
    }
    all.push_back(cell);
    kinds.push_back(kLocalCell);
  }
  for (Value name : free->values()) {
    all.push_back(name);
    kinds.push_back(kLocalFree);
  }
  fields->localsplusnames = TRY(Tuple::From(t, {all.data(), all.size()}));
  fields->localspluskinds = TRY(Bytes::From(t, absl::Span<const uint8_t>(kinds)));
  return None{};
}

/// A code object of the converted parameters.
Result<Value> Make(Thread& t, const RootedVector& values) {
  const auto number = [&](Index index) { return static_cast<int32_t>(values[index].AsInt()); };
  CodeFields fields;
  fields.argcount = number(kArgcount);
  fields.posonlyargcount = number(kPosonlyargcount);
  fields.kwonlyargcount = number(kKwonlyargcount);
  fields.stacksize = number(kStacksize);
  fields.flags = static_cast<uint32_t>(number(kFlags));
  fields.firstlineno = number(kFirstlineno);
  fields.code = Cast<Bytes>(values[kCode]);
  fields.consts = Cast<Tuple>(values[kConsts]);
  fields.names = TRY(CheckNames(t, values[kNames]));
  fields.filename = Cast<Str>(values[kFilename]);
  fields.name = Cast<Str>(values[kName]);
  fields.qualname = Cast<Str>(values[kQualname]);
  fields.linetable = Cast<Bytes>(values[kLinetable]);
  fields.exceptiontable = Cast<Bytes>(values[kExceptiontable]);
  if (fields.code->size() % 2 != 0) return RaiseValueError(t, "code: co_code is malformed");
  Tuple* variables = TRY(CheckNames(t, values[kVarnames]));
  Tuple* cells = TRY(CheckNames(t, values[kCellvars]));
  Tuple* free = TRY(CheckNames(t, values[kFreevars]));
  if (fields.argcount < fields.posonlyargcount) {
    return RaiseSystemError(t, "bad argument to internal function");
  }
  const int64_t parameters = int64_t{fields.argcount} + fields.kwonlyargcount +
                             ((fields.flags & kCodeVarArgs) != 0) +
                             ((fields.flags & kCodeVarKeywords) != 0);
  if (parameters > static_cast<int64_t>(variables->size())) {
    return RaiseValueError(t, "code: co_varnames is too small");
  }
  if (values[kNlocals].AsInt() != static_cast<int64_t>(variables->size())) {
    return RaiseValueError(t, "code: co_nlocals != len(co_varnames)");
  }
  TRY(LayOutLocals(t, variables, cells, free, &fields));
  TRY(Verify(t, fields));
  return Code::New(t, fields);
}

Result<None> FillFrom(Thread& t, const Code* code, RootedVector& values) {
  for (int32_t number :
       {code->argcount(), code->posonlyargcount(), code->kwonlyargcount(), code->nlocals(),
        code->stacksize(), static_cast<int32_t>(code->code_flags())}) {
    values.push_back(Value::FromInt(number));
  }
  values.push_back(Value::FromObject(code->code()));
  values.push_back(Value::FromObject(code->consts()));
  values.push_back(Value::FromObject(code->names()));
  values.push_back(Value::FromObject(TRY(LocalNames(t, code, kLocalPlain))));
  values.push_back(Value::FromObject(code->filename()));
  values.push_back(Value::FromObject(code->name()));
  values.push_back(Value::FromObject(code->qualname()));
  values.push_back(Value::FromInt(code->firstlineno()));
  values.push_back(Value::FromObject(code->linetable()));
  values.push_back(Value::FromObject(code->exceptiontable()));
  values.push_back(Value::FromObject(TRY(LocalNames(t, code, kLocalFree))));
  values.push_back(Value::FromObject(TRY(LocalNames(t, code, kLocalCell))));
  return None{};
}

}  // namespace

Result<Tuple*> LocalNames(Thread& t, const Code* code, uint8_t kinds) {
  RootedVector names(t);
  for (int i = 0; i < code->localsplus_count(); ++i) {
    if ((code->localspluskinds()->data()[i] & kinds) != 0) {
      names.push_back(code->localsplusnames()->At(i));
    }
  }
  return Tuple::From(t, {names.data(), names.size()});
}

Result<Value> CodeNew(Thread& t, Type*, Args args) {
  constexpr uint32_t kRequired = kFreevars;
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(t, "code() takes no keyword arguments");
  }
  if (args.count < kRequired || args.count > kParameterCount) {
    const bool few = args.count < kRequired;
    return RaiseTypeError(t, absl::StrCat("code expected at ", few ? "least" : "most", " ",
                                          few ? kRequired : uint32_t{kParameterCount},
                                          " arguments, got ", args.count));
  }
  RootedVector values(t);
  for (uint32_t i = 0; i < kParameterCount; ++i) {
    if (i >= args.count) {
      values.push_back(Value::FromObject(Tuple::Empty(t)));
      continue;
    }
    const std::string place = absl::StrCat("code() argument ", i + 1);
    values.push_back(TRY(Convert(t, args[i], kParameters[i].kind, place)));
  }
  for (Index index : {kArgcount, kPosonlyargcount, kKwonlyargcount, kNlocals}) {
    if (values[index].AsInt() >= 0) continue;
    return RaiseValueError(
        t, absl::StrCat("code: ", kParameters[index].name + 3, " must not be negative"));
  }
  if (values[kStacksize].AsInt() < 0 || values[kFlags].AsInt() < 0) {
    return RaiseSystemError(t, "bad argument to internal function");
  }
  return Make(t, values);
}

Result<Value> CodeReplace(Thread& t, Code* self, Args args) {
  if (args.count != 0) return RaiseTypeError(t, "replace() takes no positional arguments");
  RootedVector values(t);
  TRY(FillFrom(t, self, values));
  const size_t given = args.has_keywords() ? args.keyword_names->size() : 0;
  for (size_t k = 0; k < given; ++k) {
    const std::string name = Cast<Str>(args.keyword_names->At(k))->ToUtf8();
    size_t index = 0;
    while (index < kParameterCount && name != kParameters[index].name) ++index;
    if (index == kParameterCount) {
      return RaiseTypeError(
          t, absl::StrCat("'", name, "' is an invalid keyword argument for replace()"));
    }
    const std::string place = absl::StrCat("replace() argument '", name, "'");
    values.Set(index, TRY(Convert(t, args[k], kParameters[index].kind, place)));
  }
  for (Index index :
       {kArgcount, kPosonlyargcount, kKwonlyargcount, kNlocals, kStacksize, kFlags, kFirstlineno}) {
    if (values[index].AsInt() >= 0) continue;
    return RaiseValueError(t, absl::StrCat(kParameters[index].name, " must be a positive integer"));
  }
  return Make(t, values);
}

}  // namespace krait
