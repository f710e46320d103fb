#include "vm/modules/csv/module.h"

#include <memory>

#include "vm/builtins/method_signatures.h"
#include "vm/modules/csv/objects.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// The _csv module.
namespace krait {
namespace csv {

void Part::TraceRoots(Marker& marker) {
  marker.Visit(dialect);
  marker.Visit(reader);
  marker.Visit(writer);
  marker.Visit(error);
  marker.Visit(dialects);
}

Raised RaiseError(Thread& t, std::string_view message) {
  const Result<Str*> text = Str::FromUtf8(t, message);
  if (!text.ok()) return Raised{};
  const Result<Value> error =
      CallWith(t, Value::FromObject(PartOf(t).error), Value::FromObject(*text));
  if (!error.ok()) return Raised{};
  return RaiseException(t, *error);
}

Result<Value> FindDialect(Thread& t, Value name) {
  const Value found = TRY(PartOf(t).dialects->Get(t, name));
  if (found.IsUnbound()) return RaiseError(t, "unknown dialect");
  return found;
}

namespace {

Result<None> RegisterDialect(Thread& t, Args args) {
  TRY(CheckArguments(t, args));
  if (!Is<Str>(args[0])) return RaiseTypeError(t, "dialect name must be a string");
  Dialect* dialect = TRY(DialectFrom(t, args));
  return PartOf(t).dialects->Set(t, args[0], Value::FromObject(dialect));
}

Result<None> UnregisterDialect(Thread& t, Value name) {
  const Value removed = TRY(PartOf(t).dialects->Remove(t, name));
  if (removed.IsUnbound()) return RaiseError(t, "unknown dialect");
  return None{};
}

Result<Value> ListDialects(Thread& t) {
  List* names = TRY(List::New(t));
  const Dict* dialects = PartOf(t).dialects;
  size_t position = 0;
  Value name;
  Value dialect;
  while (dialects->Next(position, name, dialect)) TRY(names->Append(t, name));
  return names;
}

Result<int64_t> FieldSizeLimit(Thread& t, Opt<Value> limit) {
  std::atomic<int64_t>& setting = PartOf(t).field_limit;
  if (!limit) return setting.load();
  if (!(*limit).IsInt() && !IsExactly<Int>(*limit)) {
    return RaiseTypeError(t, "limit must be an integer");
  }
  return setting.exchange(TRY(ToCInteger(t, *limit, INT64_MIN, INT64_MAX, "long")));
}

constexpr Method kFunctions[] = {
    Bind<FieldSizeLimit>("field_size_limit", "($module, /, new_limit=<unrepresentable>)"),
    Bind<FindDialect>("get_dialect", "($module, /, name)"),
    Bind<ListDialects>("list_dialects", "($module, /)"),
    HideSignature(Bind<RegisterDialect>("register_dialect", "($module, /, *args, **kwargs)")),
    Bind<UnregisterDialect>("unregister_dialect", "($module, /, name)"),
};

/// class Error(Exception).
Result<Value> NewErrorType(Thread& t) {
  Dict* ns = TRY(Dict::New(t));
  TRY(ns->SetStr(t, names(t).__module__, Value::FromObject(TRY(Str::InternUtf8(t, "_csv")))));
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).Exception)));
  return CallWith(t, Value::FromObject(types(t).type),
                  Value::FromObject(TRY(Str::InternUtf8(t, "Error"))), Value::FromObject(bases),
                  Value::FromObject(ns));
}

}  // namespace
}  // namespace csv

Result<Module*> MakeCsvModule(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<csv::Part>());
  part.error = TRY(csv::NewErrorType(t)).AsObject();
  part.dialects = TRY(Dict::New(t));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_csv"))));
  TRY(module->AddFunctions(t, csv::kFunctions));
  TRY(csv::MakeDialectType(t, module));
  TRY(csv::MakeReaderType(t, module));
  TRY(csv::MakeWriterType(t, module));
  TRY(module->Add(t, "Error", Value::FromObject(part.error)));
  TRY(module->Add(t, "_dialects", Value::FromObject(part.dialects)));
  TRY(module->AddStr(t, "__version__", "1.0"));
  TRY(module->AddInt(t, "QUOTE_MINIMAL", csv::kMinimal));
  TRY(module->AddInt(t, "QUOTE_ALL", csv::kAll));
  TRY(module->AddInt(t, "QUOTE_NONNUMERIC", csv::kNonNumeric));
  TRY(module->AddInt(t, "QUOTE_NONE", csv::kNone));
  return module;
}

}  // namespace krait
