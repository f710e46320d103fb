#include "absl/strings/str_cat.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/operations.h"
#include "vm/object/quick_format.h"
#include "vm/object/recursion.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/small_int.h"
#include "vm/object/step.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/union_type.h"

namespace krait {

Result<Value> GetItem(Thread& t, Value object, Value key) {
  TRY(CheckNativeStack(t));
  if (BinarySlot slot = TypeOf(t, object)->slots().getitem) return slot(t, object, key);
  if (Is<Type>(object)) {
    // type itself has no such method, but type[int] means something.
    if (Cast<Type>(object) == types(t).type) {
      Tuple* args = Is<Tuple>(key) ? Cast<Tuple>(key) : TRY(Tuple::Of(t, key));
      return GenericAlias::New(t, types(t).generic_alias, object, args, false);
    }
    const Value hook = TRY(GetAttrOrUnbound(t, object, names(t).__class_getitem__));
    if (!hook.IsUnbound() && !hook.IsNone()) return CallWith(t, hook, key);
    return RaiseTypeError(
        t, absl::StrCat("type '", Cast<Type>(object)->FullName(t), "' is not subscriptable"));
  }
  return RaiseTypeError(t, absl::StrCat("'", TypeName(t, object), "' object is not subscriptable"));
}

Result<None> SetItem(Thread& t, Value object, Value key, Value value) {
  if (SetItemSlot slot = TypeOf(t, object)->slots().setitem) return slot(t, object, key, value);
  return RaiseTypeError(t, absl::StrCat("'", TypeName(t, object), "' object does not support item ",
                                        value.IsUnbound() ? "deletion" : "assignment"));
}

Result<None> DelItem(Thread& t, Value object, Value key) {
  const Type* type = TypeOf(t, object);
  const TypeSlots& slots = type->slots();
  if (slots.setitem != nullptr) return slots.setitem(t, object, key, Value::Unbound());
  // CPython says it in two ways: types with sequence slots are asked again by index.
  const bool sequence = type->HasFlag(Type::kHeapType) || slots.length != nullptr ||
                        slots.contains != nullptr || slots.concat != nullptr;
  const bool by_index = sequence && (IsIntLike(key) || TypeOf(t, key)->slots().index != nullptr);
  return RaiseTypeError(
      t, absl::StrCat("'", TypeName(t, object), "' object ", by_index ? "doesn't" : "does not",
                      " support item deletion"));
}

Result<bool> Contains(Thread& t, Value container, Value item) {
  TRY(CheckNativeStack(t));
  if (ContainsSlot slot = TypeOf(t, container)->slots().contains) return slot(t, container, item);
  const Result<Value> found = GetIter(t, container);
  if (!found.ok()) {
    // Whatever the iterator's own trouble was.
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(
        t, absl::StrCat("argument of type '", TypeName(t, container), "' is not iterable"));
  }
  const Value iterator = *found;
  for (;;) {
    const Value next = TRY(Next(t, iterator));
    if (next.IsUnbound()) return false;
    if (TRY(Equals(t, next, item))) return true;
  }
}

Result<int64_t> Length(Thread& t, Value object) {
  TRY(CheckNativeStack(t));
  if (LengthSlot slot = TypeOf(t, object)->slots().length) return slot(t, object);
  return RaiseTypeError(t, absl::StrCat("object of type '", TypeName(t, object), "' has no len()"));
}

Result<int64_t> LengthHint(Thread& t, Value object, int64_t fallback) {
  if (TypeOf(t, object)->slots().length != nullptr) {
    const Result<int64_t> length = Length(t, object);
    if (length.ok()) return length;
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  }
  const Result<Value> result = slot_dispatch::TryMethod(t, object, names(t).__length_hint__);
  if (!result.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return fallback;
  }
  if ((*result).IsUnbound() || (*result).IsNotImplemented()) return fallback;
  if (!IsIntLike(*result)) {
    return RaiseTypeError(
        t, absl::StrCat("__length_hint__ must be an integer, not ", TypeName(t, *result)));
  }
  const int64_t length = TRY(ToIndexSsize(t, *result));
  if (length < 0) return RaiseValueError(t, "__length_hint__() should return >= 0");
  return length;
}

Result<Value> GetIter(Thread& t, Value object) {
  TRY(CheckNativeStack(t));
  const Type* type = TypeOf(t, object);
  const TypeSlots& slots = type->slots();
  if (slots.iter != nullptr) {
    const Value iterator = TRY(slots.iter(t, object));
    // Only an __iter__ written in Python can return what is no iterator.
    if (!type->HasFlag(Type::kHeapType)) return iterator;
    if (TypeOf(t, iterator)->slots().next != nullptr) return iterator;
    return RaiseTypeError(
        t, absl::StrCat("iter() returned non-iterator of type '", TypeName(t, iterator), "'"));
  }
  const bool sequence = slots.getitem != nullptr && !Is<Dict>(object) && !Is<UnionType>(object) &&
                        !Is<GenericAlias>(object) && !Is<MappingProxy>(object);
  if (sequence) return SequenceIterator::New(t, object);
  return RaiseTypeError(t, absl::StrCat("'", TypeName(t, object), "' object is not iterable"));
}

Result<Value> Next(Thread& t, Value iterator) {
  const Result<Value> item = NextOrStop(t, iterator);
  if (!item.ok() && ClearPendingIf(t, &BuiltinTypes::StopIteration)) return Value::Unbound();
  return item;
}

Result<Value> NextOrStop(Thread& t, Value iterator) { return StepOrStop(t, iterator); }

Raised RaiseNotAnIterator(Thread& t, Value object) {
  return RaiseTypeError(t, absl::StrCat("'", TypeName(t, object), "' object is not an iterator"));
}

namespace {

Result<Str*> CheckStr(Thread& t, Value text, const char* what) {
  if (Is<Str>(text)) return Cast<Str>(text);
  return RaiseTypeError(t,
                        absl::StrCat(what, " returned non-string (type ", TypeName(t, text), ")"));
}

}  // namespace

Result<Str*> Repr(Thread& t, Value object) {
  const RecursionScope level(t);
  TRY(level.Check(" while getting the repr of an object"));
  TRY(CheckPoll(t));  // of nested objects this can be a long way
  return CheckStr(t, TRY(TypeOf(t, object)->slots().repr(t, object)), "__repr__");
}

Result<Str*> ToStr(Thread& t, Value object) {
  if (IsExactly<Str>(object)) return Cast<Str>(object);
  const RecursionScope level(t);
  TRY(level.Check(" while getting the str of an object"));
  TRY(CheckPoll(t));  // of nested objects this can be a long way
  return CheckStr(t, TRY(TypeOf(t, object)->slots().str(t, object)), "__str__");
}

Result<Str*> Ascii(Thread& t, Value object) {
  Str* repr = TRY(Repr(t, object));
  if (repr->is_ascii()) return repr;
  StrWriter writer(t);
  for (size_t i = 0; i < repr->length(); ++i) {
    const char32_t c = repr->At(i);
    if (c < 0x80) {
      writer.Append(c);
    } else if (c < 0x100) {
      writer.AppendAscii(absl::StrCat("\\x", absl::Hex(static_cast<uint32_t>(c), absl::kZeroPad2)));
    } else if (c < 0x10000) {
      writer.AppendAscii(absl::StrCat("\\u", absl::Hex(static_cast<uint32_t>(c), absl::kZeroPad4)));
    } else {
      writer.AppendAscii(absl::StrCat("\\U", absl::Hex(static_cast<uint32_t>(c), absl::kZeroPad8)));
    }
  }
  return writer.Finish(t);
}

Result<Str*> Format(Thread& t, Value object, Str* spec) {
  // What exact strings and numbers show without a spec is their str().
  const bool plain = IsExactly<Str>(object) || object.IsInt() || object.IsFloat();
  if (plain) {
    if (spec->length() == 0) return ToStr(t, object);
    const Value quick = TRY(FormatQuick(t, object, spec));
    if (!quick.IsUnbound()) return Cast<Str>(quick);
  }
  const Value text =
      TRY(slot_dispatch::TryMethod(t, object, names(t).__format__, Value::FromObject(spec)));
  if (text.IsUnbound()) {
    return RaiseTypeError(t,
                          absl::StrCat("Type ", TypeName(t, object), " doesn't define __format__"));
  }
  if (Is<Str>(text)) return Cast<Str>(text);
  return RaiseTypeError(t, absl::StrCat("__format__ must return a str, not ", TypeName(t, text)));
}

Result<bool> IsTrue(Thread& t, Value object) {
  if (object.IsBool()) return object.AsBool();
  if (object.IsNone()) return false;
  if (object.IsInt()) return object.AsInt() != 0;
  const TypeSlots& slots = TypeOf(t, object)->slots();
  if (slots.truth != nullptr) return slots.truth(t, object);
  if (slots.length != nullptr) return TRY(slots.length(t, object)) != 0;
  return true;
}

Result<int64_t> Hash(Thread& t, Value object) {
  if (IsExactly<Str>(object)) return Cast<Str>(object)->Hash(t);
  TRY(CheckNativeStack(t));
  if (LengthSlot slot = TypeOf(t, object)->slots().hash) return slot(t, object);
  return RaiseTypeError(t, absl::StrCat("unhashable type: '", TypeName(t, object), "'"));
}

namespace {

constexpr const char* kCompareSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
CompareOp Swapped(CompareOp op) {
  constexpr CompareOp kSwapped[] = {CompareOp::kGt, CompareOp::kGe, CompareOp::kEq,
                                    CompareOp::kNe, CompareOp::kLt, CompareOp::kLe};
  return kSwapped[static_cast<int>(op)];
}

/// Of what does not know each other.
Result<Value> CompareByIdentity(Thread& t, Value a, Value b, CompareOp op) {
  if (op == CompareOp::kEq) return Value::FromBool(IsSame(a, b));
  if (op == CompareOp::kNe) return Value::FromBool(!IsSame(a, b));
  return RaiseTypeError(t, absl::StrCat("'", kCompareSymbols[static_cast<int>(op)],
                                        "' not supported between instances of '", TypeName(t, a),
                                        "' and '", TypeName(t, b), "'"));
}

}  // namespace

Result<Value> RichCompare(Thread& t, Value a, Value b, CompareOp op) {
  if (Value::BothInts(a, b)) return Value::FromBool(CompareInts(a.AsInt(), b.AsInt(), op));
  const RecursionScope level(t);
  TRY(level.Check(" in comparison"));
  Type* type_a = TypeOf(t, a);
  Type* type_b = TypeOf(t, b);
  if (type_a != type_b && type_b->slots().compare != nullptr && type_b->IsSubtypeOf(type_a)) {
    Value result = TRY(type_b->slots().compare(t, b, a, Swapped(op)));
    if (result.IsNotImplemented() && type_a->slots().compare != nullptr) {
      result = TRY(type_a->slots().compare(t, a, b, op));
    }
    return result.IsNotImplemented() ? CompareByIdentity(t, a, b, op) : Result<Value>(result);
  }
  if (type_a->slots().compare != nullptr) {
    const Value result = TRY(type_a->slots().compare(t, a, b, op));
    if (!result.IsNotImplemented()) return result;
  }
  return CompareReflected(t, a, b, op);
}

Result<Value> CompareReflected(Thread& t, Value a, Value b, CompareOp op) {
  if (CompareSlot compare = TypeOf(t, b)->slots().compare) {
    const Value result = TRY(compare(t, b, a, Swapped(op)));
    if (!result.IsNotImplemented()) return result;
  }
  return CompareByIdentity(t, a, b, op);
}

Result<bool> RichCompareBool(Thread& t, Value a, Value b, CompareOp op) {
  if (Value::BothInts(a, b)) return CompareInts(a.AsInt(), b.AsInt(), op);
  if (IsSame(a, b)) {
    if (op == CompareOp::kEq) return true;
    if (op == CompareOp::kNe) return false;
  }
  return IsTrue(t, TRY(RichCompare(t, a, b, op)));
}

Result<bool> Equals(Thread& t, Value a, Value b) {
  // Numbers in two cells that are the same are equal, too: no need to ask IsSame.
  if (a.SameBits(b)) return true;
  if (a.IsInt() && b.IsInt()) return false;
  if (IsExactly<Str>(a) && IsExactly<Str>(b)) return Cast<Str>(a)->Equals(Cast<Str>(b));
  // Of what compares as object does, nothing is equal but the same.
  const CompareSlot plain = types(t).object->slots().compare;
  if (TypeOf(t, a)->slots().compare == plain && TypeOf(t, b)->slots().compare == plain) {
    return false;
  }
  return IsTrue(t, TRY(RichCompare(t, a, b, CompareOp::kEq)));
}

}  // namespace krait
