#include "absl/strings/str_cat.h"
#include "vm/builtins/dict_attribute.h"
#include "vm/builtins/specs.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/interp/interpreter.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/bound_method.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// function, method and cell.
namespace krait {
namespace {

Function* AsFunction(Value value) { return Cast<Function>(value); }

std::string Address(Value value) {
  return absl::StrCat("0x", absl::Hex(reinterpret_cast<uintptr_t>(value.AsObject())));
}

Result<Value> FunctionRepr(Thread& t, Value self) {
  return Str::FromUtf8(t, absl::StrCat("<function ", AsFunction(self)->qualname()->ToUtf8(), " at ",
                                       Address(self), ">"));
}

Result<Value> FunctionGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound()) return self;
  return BoundMethod::New(t, self, instance);
}

/// FunctionType(code, globals, name=None, argdefs=None, closure=None).
Result<Value> FunctionNew(Thread& t, Type*, Args args) {
  static constexpr const char* kNames[] = {"code", "globals", "name", "argdefs", "closure"};
  Value given[5];
  for (Value& value : given) value = Value::Unbound();
  if (args.count > 5) {
    return RaiseTypeError(
        t, absl::StrCat("function() takes at most 5 arguments (", args.count, " given)"));
  }
  for (uint32_t i = 0; i < args.count; ++i) given[i] = args[i];
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    Str* name = Cast<Str>(args.keyword_names->At(k));
    int index = 0;
    while (index < 5 && !name->EqualsAscii(kNames[index])) ++index;
    if (index == 5) {
      return RaiseTypeError(
          t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for function()"));
    }
    given[index] = args[args.count + k];
  }
  for (int i = 0; i < 2; ++i) {
    if (!given[i].IsUnbound()) continue;
    return RaiseTypeError(t, absl::StrCat("function() missing required argument '", kNames[i],
                                          "' (pos ", i + 1, ")"));
  }
  if (!Is<Code>(given[0])) {
    return RaiseTypeError(t, absl::StrCat("function() argument 'code' must be code, not ",
                                          given[0].IsNone() ? "None" : TypeName(t, given[0])));
  }
  if (!Is<Dict>(given[1])) {
    return RaiseTypeError(t, absl::StrCat("function() argument 'globals' must be dict, not ",
                                          given[1].IsNone() ? "None" : TypeName(t, given[1])));
  }
  Code* code = Cast<Code>(given[0]);
  Value closure = given[4].IsUnbound() ? Value::None() : given[4];
  if (!given[2].IsUnbound() && !given[2].IsNone() && !Is<Str>(given[2])) {
    return RaiseTypeError(t, "arg 3 (name) must be None or string");
  }
  if (!given[3].IsUnbound() && !given[3].IsNone() && !Is<Tuple>(given[3])) {
    return RaiseTypeError(t, "arg 4 (defaults) must be None or tuple");
  }
  if (!Is<Tuple>(closure)) {
    if (code->nfreevars() != 0 && closure.IsNone()) {
      return RaiseTypeError(t, "arg 5 (closure) must be tuple");
    }
    if (!closure.IsNone()) return RaiseTypeError(t, "arg 5 (closure) must be None or tuple");
  }
  const size_t cells = closure.IsNone() ? 0 : Cast<Tuple>(closure)->size();
  if (cells != static_cast<size_t>(code->nfreevars())) {
    return RaiseValueError(t, absl::StrCat(code->name()->ToUtf8(), " requires closure of length ",
                                           code->nfreevars(), ", not ", cells));
  }
  for (size_t i = 0; i < cells; ++i) {
    const Value cell = Cast<Tuple>(closure)->At(i);
    if (Is<Cell>(cell)) continue;
    return RaiseTypeError(t,
                          absl::StrCat("arg 5 (closure) expected cell, found ", TypeName(t, cell)));
  }
  Function* function = TRY(Function::New(t, code, Cast<Dict>(given[1]), CurrentBuiltins(t)));
  if (Is<Str>(given[2])) function->set_name(Cast<Str>(given[2]));
  if (Is<Tuple>(given[3])) function->set_defaults(Cast<Tuple>(given[3]));
  if (!closure.IsNone()) function->set_closure(Cast<Tuple>(closure));
  return function;
}

// --- Attributes ------------------------------------------------------------------------------

template <typename T>
Value OrNone(T* object) {
  return object == nullptr ? Value::None() : Value::FromObject(object);
}

Result<Value> GetName(Thread&, Value self) { return AsFunction(self)->name(); }
Result<None> SetName(Thread& t, Value self, Value value) {
  if (!Is<Str>(value)) return RaiseTypeError(t, "__name__ must be set to a string object");
  AsFunction(self)->set_name(Cast<Str>(value));
  return None{};
}
Result<Value> GetQualname(Thread&, Value self) { return AsFunction(self)->qualname(); }
Result<None> SetQualname(Thread& t, Value self, Value value) {
  if (!Is<Str>(value)) return RaiseTypeError(t, "__qualname__ must be set to a string object");
  AsFunction(self)->set_qualname(Cast<Str>(value));
  return None{};
}
Result<Value> GetDoc(Thread&, Value self) { return AsFunction(self)->doc(); }
Result<None> SetDoc(Thread&, Value self, Value value) {
  AsFunction(self)->set_doc(value.IsUnbound() ? Value::None() : value);
  return None{};
}
Result<Value> GetModule(Thread&, Value self) { return AsFunction(self)->module(); }
Result<None> SetModule(Thread&, Value self, Value value) {
  AsFunction(self)->set_module(value.IsUnbound() ? Value::None() : value);
  return None{};
}
Result<Value> GetCode(Thread&, Value self) { return AsFunction(self)->code(); }
/// Machine code that goes through calls of a function knows its old code and defaults.
void FlushCalls(Thread& t) { t.vm().FlushInlineCaches(t); }
Result<None> SetCode(Thread& t, Value self, Value value) {
  if (!Is<Code>(value)) return RaiseTypeError(t, "__code__ must be set to a code object");
  Function* function = AsFunction(self);
  const size_t cells = function->closure() == nullptr ? 0 : function->closure()->size();
  const int free = Cast<Code>(value)->nfreevars();
  if (static_cast<size_t>(free) != cells) {
    return RaiseValueError(
        t, absl::StrCat(function->name()->ToUtf8(), "() requires a code object with ", cells,
                        " free vars, not ", free));
  }
  function->set_code(Cast<Code>(value));
  FlushCalls(t);
  return None{};
}
Result<Value> GetDefaults(Thread&, Value self) { return OrNone(AsFunction(self)->defaults()); }
Result<None> SetDefaults(Thread& t, Value self, Value value) {
  const bool are_removed = value.IsUnbound() || value.IsNone();
  if (!are_removed && !Is<Tuple>(value)) {
    return RaiseTypeError(t, "__defaults__ must be set to a tuple object");
  }
  AsFunction(self)->set_defaults(are_removed ? nullptr : Cast<Tuple>(value));
  FlushCalls(t);
  return None{};
}
Result<Value> GetKwdefaults(Thread&, Value self) { return OrNone(AsFunction(self)->kwdefaults()); }
Result<None> SetKwdefaults(Thread& t, Value self, Value value) {
  if (value.IsUnbound() || value.IsNone()) {
    AsFunction(self)->set_kwdefaults(nullptr);
    return None{};
  }
  if (!Is<Dict>(value)) return RaiseTypeError(t, "__kwdefaults__ must be set to a dict object");
  AsFunction(self)->set_kwdefaults(Cast<Dict>(value));
  return None{};
}
Result<Value> GetGlobals(Thread&, Value self) { return AsFunction(self)->globals(); }
Result<Value> GetBuiltins(Thread&, Value self) { return AsFunction(self)->builtins(); }
Result<Value> GetClosure(Thread&, Value self) { return OrNone(AsFunction(self)->closure()); }

/// The compiler leaves annotations as a tuple of names and values until somebody looks.
Result<Value> GetAnnotations(Thread& t, Value self) {
  Function* function = AsFunction(self);
  const Value present = function->annotations();
  if (Is<Dict>(present)) return present;
  Dict* dict = TRY(Dict::New(t));
  if (Is<Tuple>(present)) {
    const Tuple* pairs = Cast<Tuple>(present);
    for (size_t i = 0; i + 1 < pairs->size(); i += 2) {
      TRY(dict->Set(t, pairs->At(i), pairs->At(i + 1)));
    }
  }
  function->set_annotations(Value::FromObject(dict));
  return dict;
}
Result<None> SetAnnotations(Thread& t, Value self, Value value) {
  if (value.IsUnbound() || value.IsNone()) {
    AsFunction(self)->set_annotations(Value::Unbound());
    return None{};
  }
  if (!Is<Dict>(value)) {
    return RaiseTypeError(t, "__annotations__ must be set to a dict object");
  }
  AsFunction(self)->set_annotations(value);
  return None{};
}

constexpr GetSet kFunctionGetSets[] = {
    {"__closure__", &GetClosure, nullptr, true},
    {"__doc__", &GetDoc, &SetDoc, true},
    {"__globals__", &GetGlobals, nullptr, true},
    {"__module__", &GetModule, &SetModule, true},
    {"__builtins__", &GetBuiltins, nullptr, true},
    {"__code__", &GetCode, &SetCode},
    {"__defaults__", &GetDefaults, &SetDefaults},
    {"__kwdefaults__", &GetKwdefaults, &SetKwdefaults},
    {"__annotations__", &GetAnnotations, &SetAnnotations},
    {"__dict__", &GetDictAttribute, &SetDictAttribute},
    {"__name__", &GetName, &SetName},
    {"__qualname__", &GetQualname, &SetQualname},
};

// --- method ----------------------------------------------------------------------------------

BoundMethod* AsMethod(Value value) { return Cast<BoundMethod>(value); }

Result<Value> MethodNew(Thread& t, Type*, Args args) {
  if (args.has_keywords()) return RaiseTypeError(t, "method() takes no keyword arguments");
  if (args.count != 2) {
    return RaiseTypeError(t, absl::StrCat("method expected 2 arguments, got ", args.count));
  }
  if (TypeOf(t, args[0])->slots().call == nullptr) {
    return RaiseTypeError(t, "first argument must be callable");
  }
  if (args[1].IsNone()) return RaiseTypeError(t, "instance must not be None");
  return BoundMethod::New(t, args[0], args[1]);
}

Result<Value> MethodCall(Thread& t, Value self, Args args) {
  return CallWithReceiver(t, AsMethod(self)->function(), AsMethod(self)->self(), args);
}

Result<Value> MethodRepr(Thread& t, Value self) {
  const Value function = AsMethod(self)->function();
  Value name = TRY(GetAttrOrUnbound(t, function, names(t).__qualname__));
  if (!Is<Str>(name)) name = TRY(GetAttrOrUnbound(t, function, names(t).__name__));
  Str* receiver = TRY(Repr(t, AsMethod(self)->self()));
  return Str::FromUtf8(
      t, absl::StrCat("<bound method ", Is<Str>(name) ? Cast<Str>(name)->ToUtf8() : "?", " of ",
                      receiver->ToUtf8(), ">"));
}

Result<int64_t> MethodHash(Thread& t, Value self) {
  const Value receiver = AsMethod(self)->self();
  const int64_t identity = HashPointer(reinterpret_cast<void*>(receiver.bits()));
  return AvoidMinusOne(identity ^ TRY(Hash(t, AsMethod(self)->function())));
}

Result<Value> MethodCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<BoundMethod>(self) ||
      !Is<BoundMethod>(other)) {
    return Value::NotImplemented();
  }
  bool equal = TRY(Equals(t, AsMethod(self)->function(), AsMethod(other)->function()));
  if (equal) equal = IsSame(AsMethod(self)->self(), AsMethod(other)->self());
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

/// A method shows its function's attributes as its own.
Result<Value> MethodGetAttr(Thread& t, Value self, Str* name) {
  const Value own = TRY(GenericGetAttrOrUnbound(t, self, name));
  if (!own.IsUnbound()) return own;
  return GetAttr(t, AsMethod(self)->function(), name);
}

Result<Value> GetMethodFunction(Thread&, Value self) { return AsMethod(self)->function(); }
Result<Value> GetMethodSelf(Thread&, Value self) { return AsMethod(self)->self(); }
Result<Value> GetMethodDoc(Thread& t, Value self) {
  return GetAttr(t, AsMethod(self)->function(), names(t).__doc__);
}

Result<Value> MethodReduce(Thread& t, Value self) {
  Str* getattr = TRY(Str::InternUtf8(t, "getattr"));
  const Value function = t.vm().builtins()->GetStr(t, getattr);
  const Value name = TRY(GetAttr(t, AsMethod(self)->function(), names(t).__name__));
  Tuple* args = TRY(Tuple::Of(t, AsMethod(self)->self(), name));
  return Tuple::Of(t, function, Value::FromObject(args));
}

constexpr Method kMethodMethods[] = {Bind<MethodReduce>("__reduce__", "($self, /)")};
constexpr GetSet kMethodGetSets[] = {
    {"__func__", &GetMethodFunction, nullptr, true},
    {"__self__", &GetMethodSelf, nullptr, true},
    {"__doc__", &GetMethodDoc},
};

// --- cell ------------------------------------------------------------------------------------

Result<Value> CellNew(Thread& t, Type*, Args args) {
  if (args.has_keywords()) return RaiseTypeError(t, "cell() takes no keyword arguments");
  if (args.count > 1) {
    return RaiseTypeError(t, absl::StrCat("cell expected at most 1 argument, got ", args.count));
  }
  return Cell::New(t, args.count == 0 ? Value::Unbound() : args[0]);
}

Result<Value> CellRepr(Thread& t, Value self) {
  const Value content = Cast<Cell>(self)->content();
  const std::string what =
      content.IsUnbound()
          ? "empty"
          : absl::StrCat(
                TypeName(t, content), " object at 0x",
                absl::Hex(content.IsObject() ? reinterpret_cast<uintptr_t>(content.AsObject())
                                             : content.bits()));
  return Str::FromUtf8(t, absl::StrCat("<cell at ", Address(self), ": ", what, ">"));
}

/// Empty cells come before full ones.
Result<Value> CellCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (!Is<Cell>(self) || !Is<Cell>(other)) return Value::NotImplemented();
  const Value a = Cast<Cell>(self)->content();
  const Value b = Cast<Cell>(other)->content();
  if (!a.IsUnbound() && !b.IsUnbound()) return RichCompare(t, a, b, op);
  const Value left = Value::FromInt(a.IsUnbound() ? 0 : 1);
  return RichCompare(t, left, Value::FromInt(b.IsUnbound() ? 0 : 1), op);
}

Result<Value> GetCellContents(Thread& t, Value self) {
  const Value content = Cast<Cell>(self)->content();
  if (content.IsUnbound()) return RaiseValueError(t, "Cell is empty");
  return content;
}
Result<None> SetCellContents(Thread&, Value self, Value value) {
  Cast<Cell>(self)->set_content(value);
  return None{};
}

constexpr GetSet kCellGetSets[] = {{"cell_contents", &GetCellContents, &SetCellContents}};

}  // namespace

const TypeSpec& FunctionSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "(code, globals, name=None, argdefs=None, closure=None)";
    spec.slots.new_ = &FunctionNew;
    spec.slots.repr = &FunctionRepr;
    spec.slots.call = &CallFunction;
    spec.slots.descr_get = &FunctionGet;
    spec.getset = kFunctionGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& MethodSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "(function, instance, /)";
    spec.slots.new_ = &MethodNew;
    spec.slots.call = &MethodCall;
    spec.slots.repr = &MethodRepr;
    spec.slots.hash = &MethodHash;
    spec.slots.compare = &MethodCompare;
    spec.slots.getattr = &MethodGetAttr;
    spec.methods = kMethodMethods;
    spec.getset = kMethodGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& CellSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "([contents])";
    spec.slots.new_ = &CellNew;
    spec.slots.repr = &CellRepr;
    spec.slots.compare = &CellCompare;
    spec.getset = kCellGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
