#include <bit>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_string.h"
#include "vm/builtins/method_signatures.h"
#include "vm/frame/async_generator.h"
#include "vm/frame/locals.h"
#include "vm/modules/builtins_functions.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/std_streams.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/type_builder.h"

/// The builtins module: functions. The types in it come from BuiltinTypes.
namespace krait {
namespace {

// --- Objects ---------------------------------------------------------------------------------

Result<Value> BuiltinAbs(Thread& t, Value x) { return Absolute(t, x); }
Result<Value> BuiltinAscii(Thread& t, Value object) { return Ascii(t, object); }
Result<Value> BuiltinRepr(Thread& t, Value object) { return Repr(t, object); }
Result<int64_t> BuiltinHash(Thread& t, Value object) { return Hash(t, object); }
Result<int64_t> BuiltinLen(Thread& t, Value object) { return Length(t, object); }
Result<bool> BuiltinCallable(Thread& t, Value object) {
  return TypeOf(t, object)->slots().call != nullptr;
}
Result<Value> BuiltinDivmod(Thread& t, Value x, Value y) { return DivMod(t, x, y); }
Result<Value> BuiltinPow(Thread& t, Value base, Value exp, Value mod) {
  return Power(t, base, exp, mod);
}

Result<Value> BuiltinFormat(Thread& t, Value value, Opt<Str*> spec) {
  return Format(t, value, spec ? *spec : t.vm().empty_str());
}

/// value * 2^shift + low.
Result<Value> ShiftedPlus(Thread& t, Value value, int shift, Value low) {
  const Value high = TRY(BinaryOperation(t, BinaryOperator::kLshift, value, Value::FromInt(shift)));
  return BinaryOperation(t, BinaryOperator::kAdd, high, low);
}

Result<Value> BitsOf(Thread& t, double number) {
  return Int::FromUnsigned(t, std::bit_cast<uint64_t>(number));
}

/// Numbers are the same by value, so their id is made of it: beyond 64 bits, with a tag below,
/// where the id of nothing else is. NaN is the same as nothing but itself. Other ids are addresses.
Result<Value> BuiltinId(Thread& t, Value object) {
  if (!object.IsObject()) return Int::FromUnsigned(t, object.bits());
  constexpr int kTagBits = 4;
  const Value beyond = Value::FromInt(1);
  if (IsExactly<Int>(object)) return ShiftedPlus(t, object, kTagBits, Value::FromInt(1));
  if (IsExactly<Float>(object) && !std::isnan(FloatOf(object))) {
    const Value bits = TRY(ShiftedPlus(t, beyond, 64, TRY(BitsOf(t, FloatOf(object)))));
    return ShiftedPlus(t, bits, kTagBits, Value::FromInt(5));
  }
  if (IsExactly<Complex>(object)) {
    const auto* number = Cast<Complex>(object);
    if (!std::isnan(number->real()) && !std::isnan(number->imag())) {
      Value bits = TRY(ShiftedPlus(t, beyond, 64, TRY(BitsOf(t, number->real()))));
      bits = TRY(ShiftedPlus(t, bits, 64, TRY(BitsOf(t, number->imag()))));
      return ShiftedPlus(t, bits, kTagBits, Value::FromInt(9));
    }
  }
  return Int::FromUnsigned(t, reinterpret_cast<uintptr_t>(object.AsObject()));
}

Result<bool> BuiltinIsinstance(Thread& t, Value object, Value types) {
  return IsInstance(t, object, types);
}
Result<bool> BuiltinIssubclass(Thread& t, Value cls, Value types) {
  return IsSubclass(t, cls, types);
}

// --- Attributes ------------------------------------------------------------------------------

Result<Str*> AttributeName(Thread& t, Value name) {
  if (Is<Str>(name)) return Cast<Str>(name);
  return RaiseTypeError(
      t, absl::StrCat("attribute name must be string, not '", TypeName(t, name), "'"));
}

Result<Value> BuiltinGetattr(Thread& t, Value object, Value name, Opt<Value> otherwise) {
  Str* text = TRY(AttributeName(t, name));
  if (!otherwise) return GetAttr(t, object, text);
  const Value found = TRY(GetAttrOrUnbound(t, object, text));
  return found.IsUnbound() ? *otherwise : found;
}

Result<bool> BuiltinHasattr(Thread& t, Value object, Value name) {
  Str* text = TRY(AttributeName(t, name));
  return !TRY(GetAttrOrUnbound(t, object, text)).IsUnbound();
}

Result<None> BuiltinSetattr(Thread& t, Value object, Value name, Value value) {
  Str* text = TRY(AttributeName(t, name));
  return SetAttr(t, object, text, value);
}

Result<None> BuiltinDelattr(Thread& t, Value object, Value name) {
  Str* text = TRY(AttributeName(t, name));
  return DelAttr(t, object, text);
}

// --- Iteration -------------------------------------------------------------------------------

Result<Value> BuiltinIter(Thread& t, Value object, Opt<Value> sentinel) {
  if (!sentinel) return GetIter(t, object);
  if (TypeOf(t, object)->slots().call == nullptr) {
    return RaiseTypeError(t, "iter(v, w): v must be callable");
  }
  return CallableIterator::New(t, object, *sentinel);
}

Result<Value> BuiltinNext(Thread& t, Value iterator, Opt<Value> otherwise) {
  const Result<Value> item = NextOrStop(t, iterator);
  if (item.ok() && !(*item).IsUnbound()) return item;
  if (!item.ok() && !(otherwise && ClearPendingIf(t, &BuiltinTypes::StopIteration))) {
    return Raised{};
  }
  if (otherwise) return *otherwise;
  return RaiseWithArgument(t, &BuiltinTypes::StopIteration, Value::Unbound());
}

// --- Characters and digits -----------------------------------------------------------------------

Result<Value> BuiltinChr(Thread& t, Value i) {
  const Result<int64_t> code = ToCInteger(t, i, INT32_MIN, INT32_MAX, "int");
  if (!code.ok()) return Raised{};
  if (*code < 0 || *code > 0x10FFFF) {
    return RaiseValueError(t, "chr() arg not in range(0x110000)");
  }
  return Str::FromCodePoint(t, static_cast<char32_t>(*code));
}

Result<int64_t> BuiltinOrd(Thread& t, Value c) {
  int64_t length;
  if (Is<Str>(c)) {
    length = static_cast<int64_t>(Cast<Str>(c)->length());
    if (length == 1) return int64_t{Cast<Str>(c)->At(0)};
  } else if (Is<Bytes>(c)) {
    length = static_cast<int64_t>(Cast<Bytes>(c)->size());
    if (length == 1) return int64_t{Cast<Bytes>(c)->data()[0]};
  } else if (Is<ByteArray>(c)) {
    length = static_cast<int64_t>(Cast<ByteArray>(c)->size());
    if (length == 1) return int64_t{Cast<ByteArray>(c)->span()[0]};
  } else {
    return RaiseTypeError(
        t, absl::StrCat("ord() expected string of length 1, but ", TypeName(t, c), " found"));
  }
  return RaiseTypeError(
      t, absl::StrCat("ord() expected a character, but string of length ", length, " found"));
}

Result<Value> BuiltinBin(Thread& t, Value number) {
  return IntToStr(t, TRY(ToIndex(t, number)), 2, "0b");
}
Result<Value> BuiltinOct(Thread& t, Value number) {
  return IntToStr(t, TRY(ToIndex(t, number)), 8, "0o");
}
Result<Value> BuiltinHex(Thread& t, Value number) {
  return IntToStr(t, TRY(ToIndex(t, number)), 16, "0x");
}

Result<Value> BuiltinRound(Thread& t, Value number, Value ndigits) {
  Str* name = names(t).__round__;
  const Value rounded = TRY(ndigits.IsNone() ? slot_dispatch::TryMethod(t, number, name)
                                             : slot_dispatch::TryMethod(t, number, name, ndigits));
  if (!rounded.IsUnbound()) return rounded;
  return RaiseTypeError(
      t, absl::StrCat("type ", TypeName(t, number), " doesn't define __round__ method"));
}

// --- Namespaces ------------------------------------------------------------------------------

Result<Value> BuiltinGlobals(Thread& t) {
  Dict* globals = t.vm().CurrentGlobals(t);
  return globals == nullptr ? Value::None() : Value::FromObject(globals);
}

Result<Value> BuiltinVars(Thread& t, Opt<Value> object) {
  if (!object) return CurrentLocals(t);
  const Value dict = TRY(GetAttrOrUnbound(t, *object, names(t).__dict__));
  if (!dict.IsUnbound()) return dict;
  return RaiseTypeError(t, "vars() argument must have __dict__ attribute");
}

Result<Value> BuiltinLocals(Thread& t) { return CurrentLocals(t); }

Result<Value> BuiltinDir(Thread& t, Opt<Value> object) {
  Value found;
  if (!object) {
    const Value locals = TRY(CurrentLocals(t));
    found = TRY(CallMethodWith(t, locals, names(t).keys));
  } else {
    const Value dir = TRY(LookupSpecial(t, *object, names(t).__dir__));
    if (dir.IsUnbound()) return RaiseTypeError(t, "object does not provide __dir__");
    found = TRY(CallWith(t, dir));
  }
  List* list = TRY(ListOf(t, found));
  TRY(CallMethodWith(t, Value::FromObject(list), names(t).sort));
  return list;
}

// --- Asynchronous iteration ---------------------------------------------------------------------

Result<Value> BuiltinAiter(Thread& t, Value iterable) {
  const UnarySlot aiter = TypeOf(t, iterable)->slots().aiter;
  if (aiter == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, iterable), "' object is not an async iterable"));
  }
  const Value iterator = TRY(aiter(t, iterable));
  if (TypeOf(t, iterator)->slots().anext != nullptr) return iterator;
  return RaiseTypeError(t, absl::StrCat("aiter() returned not an async iterator of type '",
                                        TypeName(t, iterator), "'"));
}

Result<Value> BuiltinAnext(Thread& t, Value iterator, Opt<Value> otherwise) {
  const UnarySlot anext = TypeOf(t, iterator)->slots().anext;
  if (anext == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("'", TypeName(t, iterator), "' object is not an async iterator"));
  }
  const Value awaitable = TRY(anext(t, iterator));
  if (!otherwise) return awaitable;
  return CoroutineWrapper::New(t, types(t).anext_awaitable, awaitable, *otherwise);
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<BuiltinBuildClass>("__build_class__", "(*args, **kwargs)")),
    Bind<BuiltinAbs>("abs", "($module, x, /)").AsIntrinsic(Intrinsic::kAbs).AsQuiet(),
    Bind<BuiltinAiter>("aiter", "($module, async_iterable, /)"),
    Bind<BuiltinAll>("all", "($module, iterable, /)").AsConsumer(Consumer::kAll),
    Bind<BuiltinAnext>("anext", "($module, aiterator, default=<unrepresentable>, /)"),
    Bind<BuiltinAny>("any", "($module, iterable, /)").AsConsumer(Consumer::kAny),
    Bind<BuiltinAscii>("ascii", "($module, obj, /)"),
    Bind<BuiltinBin>("bin", "($module, number, /)").AsQuiet(),
    HideSignature(Bind<BuiltinBreakpoint>("breakpoint", "(*args, **kwargs)")),
    Bind<BuiltinCallable>("callable", "($module, obj, /)").AsQuiet(),
    Bind<BuiltinChr>("chr", "($module, i, /)").AsQuiet(),
    Bind<BuiltinCompile>("compile",
                         "($module, /, source, filename, mode, flags=0,\n"
                         "        dont_inherit=False, optimize=-1, *, _feature_version=-1)"),
    Bind<BuiltinDelattr>("delattr", "($module, obj, name, /)"),
    HideSignature(Bind<BuiltinDir>("dir", "($module, object=<unrepresentable>, /)")),
    Bind<BuiltinDivmod>("divmod", "($module, x, y, /)").AsQuiet(),
    Bind<BuiltinEval>("eval", "($module, source, globals=None, locals=None, /)"),
    Bind<BuiltinExec>("exec", "($module, source, globals=None, locals=None, /, *, closure=None)"),
    Bind<BuiltinFormat>("format", "($module, value, format_spec='', /)"),
    HideSignature(
        Bind<BuiltinGetattr>("getattr", "($module, object, name, default=<unrepresentable>, /)")),
    Bind<BuiltinGlobals>("globals", "($module, /)"),
    Bind<BuiltinHasattr>("hasattr", "($module, obj, name, /)"),
    Bind<BuiltinHash>("hash", "($module, obj, /)").AsQuiet(),
    Bind<BuiltinHex>("hex", "($module, number, /)").AsQuiet(),
    Bind<BuiltinId>("id", "($module, obj, /)"),
    Bind<BuiltinInput>("input", "($module, prompt='', /)"),
    Bind<BuiltinIsinstance>("isinstance", "($module, obj, class_or_tuple, /)"),
    Bind<BuiltinIssubclass>("issubclass", "($module, cls, class_or_tuple, /)"),
    HideSignature(Bind<BuiltinIter>("iter", "($module, object, sentinel=<unrepresentable>, /)")),
    Bind<BuiltinLen>("len", "($module, obj, /)").AsIntrinsic(Intrinsic::kLen),
    Bind<BuiltinLocals>("locals", "($module, /)"),
    HideSignature(Bind<BuiltinMax>("max", "(*args, **kwargs)"))
        .AsIntrinsic(Intrinsic::kMax)
        .AsConsumer(Consumer::kMax),
    HideSignature(Bind<BuiltinMin>("min", "(*args, **kwargs)"))
        .AsIntrinsic(Intrinsic::kMin)
        .AsConsumer(Consumer::kMin),
    HideSignature(Bind<BuiltinNext>("next", "($module, iterator, default=<unrepresentable>, /)")),
    Bind<BuiltinOct>("oct", "($module, number, /)").AsQuiet(),
    Bind<BuiltinOrd>("ord", "($module, c, /)").AsIntrinsic(Intrinsic::kOrd).AsQuiet(),
    Bind<BuiltinPow>("pow", "($module, /, base, exp, mod=None)"),
    Bind<BuiltinPrint>("print", "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)"),
    Bind<BuiltinRepr>("repr", "($module, obj, /)"),
    Bind<BuiltinRound>("round", "($module, /, number, ndigits=None)"),
    Bind<BuiltinSetattr>("setattr", "($module, obj, name, value, /)"),
    Bind<BuiltinSorted>("sorted", "($module, iterable, /, *, key=None, reverse=False)")
        .AsConsumer(Consumer::kCollect),
    Bind<BuiltinSum>("sum", "($module, iterable, /, start=0)").AsConsumer(Consumer::kSum),
    HideSignature(Bind<BuiltinVars>("vars", "($module, object=<unrepresentable>, /)")),
};

/// The types that have a name in builtins.
constexpr Type* BuiltinTypes::* kTypes[] = {
    &BuiltinTypes::bool_,
    &BuiltinTypes::bytearray,
    &BuiltinTypes::bytes,
    &BuiltinTypes::classmethod,
    &BuiltinTypes::complex,
    &BuiltinTypes::dict,
    &BuiltinTypes::enumerate,
    &BuiltinTypes::filter,
    &BuiltinTypes::float_,
    &BuiltinTypes::frozenset,
    &BuiltinTypes::int_,
    &BuiltinTypes::list,
    &BuiltinTypes::map,
    &BuiltinTypes::memoryview,
    &BuiltinTypes::object,
    &BuiltinTypes::property,
    &BuiltinTypes::range,
    &BuiltinTypes::reversed,
    &BuiltinTypes::set,
    &BuiltinTypes::slice,
    &BuiltinTypes::staticmethod,
    &BuiltinTypes::str,
    &BuiltinTypes::super,
    &BuiltinTypes::tuple,
    &BuiltinTypes::type,
    &BuiltinTypes::zip,
#define KRAIT_ROW(name, ...) &BuiltinTypes::name,
    KRAIT_EXCEPTION_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
        & BuiltinTypes::ExceptionGroup,
};

}  // namespace

Result<Module*> MakeBuiltinsModule(Thread& t) {
  Module* module = TRY(Module::New(t, names(t).builtins));
  module->set_dict(t.vm().builtins());
  const Names& n = names(t);
  TRY(module->dict()->SetStr(t, n.__name__, Value::FromObject(n.builtins)));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->Add(t, "open", Value::FromObject(t.vm().part<IoPart>().open_function)));
  for (Type* BuiltinTypes::* member : kTypes) {
    Type* type = types(t).*member;
    TRY(module->dict()->SetStr(t, type->name(), Value::FromObject(type)));
  }
  TRY(module->Add(t, "EnvironmentError", Value::FromObject(types(t).OSError)));
  TRY(module->Add(t, "IOError", Value::FromObject(types(t).OSError)));
  TRY(module->Add(t, "None", Value::None()));
  TRY(module->Add(t, "True", Value::True()));
  TRY(module->Add(t, "False", Value::False()));
  TRY(module->Add(t, "Ellipsis", Value::Ellipsis()));
  TRY(module->Add(t, "NotImplemented", Value::NotImplemented()));
  TRY(module->Add(t, "__debug__", Value::True()));
  return module;
}

}  // namespace krait
