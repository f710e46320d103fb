#include "vm/builtins/int_bytes.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/number_source.h"
#include "vm/number/bigint_bytes.h"
#include "vm/number/bigint_cost.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

Result<bigint::ByteOrder> OrderOf(Thread& t, const Opt<Str*>& order) {
  if (!order || order.value->EqualsAscii("big")) return bigint::ByteOrder::kBig;
  if (order.value->EqualsAscii("little")) return bigint::ByteOrder::kLittle;
  return RaiseValueError(t, "byteorder must be either 'little' or 'big'");
}

bigint::Signedness SignednessOf(bool is_signed) {
  return is_signed ? bigint::Signedness::kSigned : bigint::Signedness::kUnsigned;
}

/// What __bytes__ gives; Unbound where there is none.
Result<Value> CallBytesMethod(Thread& t, Value source) {
  const Value method = TRY(LookupSpecial(t, source, names(t).__bytes__));
  if (method.IsUnbound()) return method;
  const Value result = TRY(CallWith(t, method));
  if (Is<Bytes>(result)) return result;
  return RaiseTypeError(
      t, absl::StrCat("__bytes__ returned non-bytes (type ", TypeName(t, result), ")"));
}

Raised RaiseNoBytes(Thread& t, Value source) {
  return RaiseTypeError(t,
                        absl::StrCat("cannot convert '", TypeName(t, source), "' object to bytes"));
}

/// The bytes of anything but numbers and text that bytes() takes.
Result<Value> BytesFrom(Thread& t, Value source) {
  if (IsExactly<Bytes>(source)) return source;
  Value bytes = TRY(CallBytesMethod(t, source));
  if (bytes.IsUnbound()) bytes = TRY(BytesOfBuffer(t, source));
  if (!bytes.IsUnbound()) return bytes;
  if (Is<Str>(source)) return RaiseNoBytes(t, source);
  const Result<Value> iterator = GetIter(t, source);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseNoBytes(t, source);
  }
  List* items = TRY(List::New(t));
  TRY(ForEach(t, *iterator, [&](Value item) { return items->Append(t, item); }));
  return CallWith(t, Value::FromObject(types(t).bytes), Value::FromObject(items));
}

}  // namespace

Result<Bytes*> IntToBytes(Thread& t, Value self, Index length, Opt<Str*> order, bool is_signed) {
  const bigint::ByteOrder byte_order = TRY(OrderOf(t, order));
  if (length.value < 0) return RaiseValueError(t, "length argument must be non-negative");
  const size_t size = static_cast<size_t>(length.value);
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, size));
  const IntOperand operand(self);
  const IntStatus status =
      RunIntOperation(t, bigint::PassIsLong(size / sizeof(Limb)), [&](Scratch&) {
        return bigint::ToBytes(operand, byte_order, SignednessOf(is_signed),
                               {bytes->mutable_data(), size});
      });
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  return bytes;
}

Result<Value> IntFromBytes(Thread& t, Value cls, Value source, Opt<Str*> order, bool is_signed) {
  const bigint::ByteOrder byte_order = TRY(OrderOf(t, order));
  const Value object = TRY(BytesFrom(t, source));
  const Bytes* bytes = Cast<Bytes>(object);
  const size_t limbs = bigint::BytesSize(bytes->size());
  const Value number =
      TRY(ComputeInt(t, limbs, bigint::PassIsLong(limbs), [&](IntOut& out, Scratch&) {
        bigint::FromBytes({bytes->data(), bytes->size()}, byte_order, SignednessOf(is_signed), out);
        return IntStatus::kOk;
      }));
  if (Cast<Type>(cls) == types(t).int_) return number;
  return CallWith(t, cls, number);
}

}  // namespace krait
