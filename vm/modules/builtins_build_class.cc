#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/metaclass.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/frame/locals.h"
#include "vm/heap/rooted.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/builtins_functions.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

/// __build_class__: what a class statement calls.
namespace krait {
namespace {

/// Replaces bases that are no classes by what their __mro_entries__ says.
Result<Tuple*> ResolveBases(Thread& t, Tuple* bases) {
  RootedVector resolved(t);
  bool changed = false;
  for (Value base : bases->values()) {
    Value hook;
    if (!Is<Type>(base)) hook = TRY(GetAttrOrUnbound(t, base, names(t).__mro_entries__));
    if (hook.IsUnbound()) {
      resolved.push_back(base);
      continue;
    }
    const Value entries = TRY(CallWith(t, hook, Value::FromObject(bases)));
    if (!Is<Tuple>(entries)) return RaiseTypeError(t, "__mro_entries__ must return a tuple");
    for (Value entry : Cast<Tuple>(entries)->values()) resolved.push_back(entry);
    changed = true;
  }
  return changed ? Tuple::From(t, {resolved.data(), resolved.size()}) : Result<Tuple*>(bases);
}

/// Keyword arguments of a class statement without `metaclass`, as a dict.
Result<Dict*> ClassKeywords(Thread& t, Args args, Value* metaclass) {
  Dict* keywords = TRY(Dict::New(t));
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    Str* name = Cast<Str>(args.keyword_names->At(k));
    const Value value = args[args.count + k];
    if (name->Equals(names(t).metaclass)) {
      *metaclass = value;
    } else {
      TRY(keywords->Set(t, Value::FromObject(name), value));
    }
  }
  return keywords;
}

/// callable(first, second, **keywords) or callable(first, second, third, **keywords).
Result<Value> CallWithKeywords(Thread& t, Value callable, absl::Span<const Value> positional,
                               Dict* keywords) {
  RootedVector values(t);
  RootedVector keyword_names(t);
  for (Value value : positional) values.push_back(value);
  size_t position = 0;
  Value key;
  Value value;
  while (keywords->Next(position, key, value)) {
    keyword_names.push_back(key);
    values.push_back(value);
  }
  Tuple* names_tuple = nullptr;
  if (!keyword_names.empty()) {
    names_tuple = TRY(Tuple::From(t, {keyword_names.data(), keyword_names.size()}));
  }
  return Call(t, callable, {values.data(), static_cast<uint32_t>(positional.size()), names_tuple});
}

/// The most derived of the metaclass asked for and the bases' own.
Result<Value> ChooseMetaclass(Thread& t, Value asked, Tuple* bases) {
  if (asked.IsUnbound()) {
    if (bases->size() == 0) return types(t).type;
    asked = Value::FromObject(TypeOf(t, bases->At(0)));
  }
  if (!Is<Type>(asked)) return asked;
  return CalculateMetaclass(t, Cast<Type>(asked), bases);
}

Result<Value> PrepareNamespace(Thread& t, Value metaclass, Value name, Tuple* bases,
                               Dict* keywords) {
  const Value prepare = TRY(GetAttrOrUnbound(t, metaclass, names(t).__prepare__));
  if (prepare.IsUnbound()) return Dict::New(t);
  const Value arguments[] = {name, Value::FromObject(bases)};
  const Value ns = TRY(CallWithKeywords(t, prepare, arguments, keywords));
  const TypeSlots& slots = TypeOf(t, ns)->slots();
  if (slots.getitem != nullptr && slots.setitem != nullptr) return ns;
  const std::string meta_name =
      Is<Type>(metaclass) ? Cast<Type>(metaclass)->name()->ToUtf8() : "<metaclass>";
  return RaiseTypeError(
      t, absl::StrCat(meta_name, ".__prepare__() must return a mapping, not ", TypeName(t, ns)));
}

/// The class must have filled the cell that its methods' super() and __class__ look into.
Result<None> CheckClassCell(Thread& t, Value cell, Value cls, Value name) {
  if (!Is<Cell>(cell) || !Is<Type>(cls)) return None{};
  const Value content = Cast<Cell>(cell)->content();
  const std::string shown = TRY(Repr(t, name))->ToUtf8();
  if (content.IsUnbound()) {
    return Raise(
        t, &BuiltinTypes::RuntimeError,
        absl::StrCat("__class__ not set defining ", shown, " as ", TRY(Repr(t, cls))->ToUtf8(),
                     ". Was __classcell__ propagated to type.__new__?"));
  }
  if (content.SameBits(cls)) return None{};
  return RaiseTypeError(t, absl::StrCat("__class__ set to ", TRY(Repr(t, content))->ToUtf8(),
                                        " defining ", shown, " as ", TRY(Repr(t, cls))->ToUtf8()));
}

}  // namespace

Result<Value> BuiltinBuildClass(Thread& t, Args args) {
  if (args.count < 2) {
    return RaiseTypeError(t, "__build_class__: not enough arguments");
  }
  if (!Is<Function>(args[0])) {
    return RaiseTypeError(t, "__build_class__: func must be a function");
  }
  if (!Is<Str>(args[1])) return RaiseTypeError(t, "__build_class__: name is not a string");
  const Value name = args[1];
  Tuple* original = TRY(Tuple::From(t, {args.values + 2, args.count - 2}));
  Tuple* bases = TRY(ResolveBases(t, original));
  Value asked;
  Dict* keywords = TRY(ClassKeywords(t, args, &asked));
  const Value metaclass = TRY(ChooseMetaclass(t, asked, bases));
  const Value ns = TRY(PrepareNamespace(t, metaclass, name, bases, keywords));
  Frame* frame = TRY(PushCodeFrame(t, Cast<Function>(args[0]), ns));
  const Value cell = TRY(RunFrame(t, frame));
  if (bases != original) {
    TRY(SetItem(t, ns, Value::FromObject(names(t).__orig_bases__), Value::FromObject(original)));
  }
  const Value arguments[] = {name, Value::FromObject(bases), ns};
  const Value cls = TRY(CallWithKeywords(t, metaclass, arguments, keywords));
  TRY(CheckClassCell(t, cell, cls, name));
  return cls;
}

}  // namespace krait
