#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/object/args.h"

namespace krait {

class Str;
class Thread;
class Type;
struct BufferView;

enum class CompareOp : uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };

using UnarySlot = Result<Value> (*)(Thread& t, Value self);
using BinarySlot = Result<Value> (*)(Thread& t, Value left, Value right);
using TernarySlot = Result<Value> (*)(Thread& t, Value base, Value exponent, Value modulus);
using LengthSlot = Result<int64_t> (*)(Thread& t, Value self);
using TruthSlot = Result<bool> (*)(Thread& t, Value self);
using ContainsSlot = Result<bool> (*)(Thread& t, Value self, Value item);
using CompareSlot = Result<Value> (*)(Thread& t, Value self, Value other, CompareOp op);
/// `count` is what __index__ gave, clamped to the int64 range.
using RepeatSlot = Result<Value> (*)(Thread& t, Value self, int64_t count);
/// Unbound `value` deletes.
using SetItemSlot = Result<None> (*)(Thread& t, Value self, Value key, Value value);
using GetAttrSlot = Result<Value> (*)(Thread& t, Value self, Str* name);
/// Unbound `value` deletes.
using SetAttrSlot = Result<None> (*)(Thread& t, Value self, Str* name, Value value);
/// Unbound `instance`: looked up on the type itself.
using DescrGetSlot = Result<Value> (*)(Thread& t, Value self, Value instance, Value owner);
/// Unbound `value` deletes.
using DescrSetSlot = Result<None> (*)(Thread& t, Value self, Value instance, Value value);
using CallSlot = Result<Value> (*)(Thread& t, Value self, Args args);
using NewSlot = Result<Value> (*)(Thread& t, Type* cls, Args args);
using InitSlot = Result<None> (*)(Thread& t, Value self, Args args);
/// Returns Unbound, with nothing pending, when the iterator is exhausted; one that has a value to
/// give with that (a generator that returned something) raises StopIteration(value) instead.
using NextSlot = Result<Value> (*)(Thread& t, Value self);
using FinalizeSlot = Result<None> (*)(Thread& t, Value self);
using BufferSlot = Result<None> (*)(Thread& t, Value self, int flags, BufferView* out);

/// The one list of slots: (member, slot type, the dunder name it stands for, the dunder name of its
/// reflected or deleting side, or nullptr). The operators' names follow CPython's type slots.
#define KRAIT_SLOTS(X)                                           \
  X(repr, UnarySlot, "__repr__", nullptr)                        \
  X(str, UnarySlot, "__str__", nullptr)                          \
  X(hash, LengthSlot, "__hash__", nullptr)                       \
  X(compare, CompareSlot, nullptr, nullptr)                      \
  X(call, CallSlot, "__call__", nullptr)                         \
  X(getattr, GetAttrSlot, "__getattribute__", "__getattr__")     \
  X(setattr, SetAttrSlot, "__setattr__", "__delattr__")          \
  X(descr_get, DescrGetSlot, "__get__", nullptr)                 \
  X(descr_set, DescrSetSlot, "__set__", "__delete__")            \
  X(new_, NewSlot, "__new__", nullptr)                           \
  X(init, InitSlot, "__init__", nullptr)                         \
  X(finalize, FinalizeSlot, "__del__", nullptr)                  \
  X(iter, UnarySlot, "__iter__", nullptr)                        \
  X(next, NextSlot, "__next__", nullptr)                         \
  X(await, UnarySlot, "__await__", nullptr)                      \
  X(aiter, UnarySlot, "__aiter__", nullptr)                      \
  X(anext, UnarySlot, "__anext__", nullptr)                      \
  X(length, LengthSlot, "__len__", nullptr)                      \
  X(getitem, BinarySlot, "__getitem__", nullptr)                 \
  X(setitem, SetItemSlot, "__setitem__", "__delitem__")          \
  X(contains, ContainsSlot, "__contains__", nullptr)             \
  X(concat, BinarySlot, "__add__", nullptr)                      \
  X(inplace_concat, BinarySlot, "__iadd__", nullptr)             \
  X(repeat, RepeatSlot, "__mul__", "__rmul__")                   \
  X(inplace_repeat, RepeatSlot, "__imul__", nullptr)             \
  X(truth, TruthSlot, "__bool__", nullptr)                       \
  X(int_, UnarySlot, "__int__", nullptr)                         \
  X(float_, UnarySlot, "__float__", nullptr)                     \
  X(index, UnarySlot, "__index__", nullptr)                      \
  X(negative, UnarySlot, "__neg__", nullptr)                     \
  X(positive, UnarySlot, "__pos__", nullptr)                     \
  X(absolute, UnarySlot, "__abs__", nullptr)                     \
  X(invert, UnarySlot, "__invert__", nullptr)                    \
  X(add, BinarySlot, "__add__", "__radd__")                      \
  X(subtract, BinarySlot, "__sub__", "__rsub__")                 \
  X(multiply, BinarySlot, "__mul__", "__rmul__")                 \
  X(matrix_multiply, BinarySlot, "__matmul__", "__rmatmul__")    \
  X(remainder, BinarySlot, "__mod__", "__rmod__")                \
  X(divmod, BinarySlot, "__divmod__", "__rdivmod__")             \
  X(power, TernarySlot, "__pow__", "__rpow__")                   \
  X(lshift, BinarySlot, "__lshift__", "__rlshift__")             \
  X(rshift, BinarySlot, "__rshift__", "__rrshift__")             \
  X(and_, BinarySlot, "__and__", "__rand__")                     \
  X(xor_, BinarySlot, "__xor__", "__rxor__")                     \
  X(or_, BinarySlot, "__or__", "__ror__")                        \
  X(floor_divide, BinarySlot, "__floordiv__", "__rfloordiv__")   \
  X(true_divide, BinarySlot, "__truediv__", "__rtruediv__")      \
  X(inplace_add, BinarySlot, "__iadd__", nullptr)                \
  X(inplace_subtract, BinarySlot, "__isub__", nullptr)           \
  X(inplace_multiply, BinarySlot, "__imul__", nullptr)           \
  X(inplace_matrix_multiply, BinarySlot, "__imatmul__", nullptr) \
  X(inplace_remainder, BinarySlot, "__imod__", nullptr)          \
  X(inplace_power, TernarySlot, "__ipow__", nullptr)             \
  X(inplace_lshift, BinarySlot, "__ilshift__", nullptr)          \
  X(inplace_rshift, BinarySlot, "__irshift__", nullptr)          \
  X(inplace_and, BinarySlot, "__iand__", nullptr)                \
  X(inplace_xor, BinarySlot, "__ixor__", nullptr)                \
  X(inplace_or, BinarySlot, "__ior__", nullptr)                  \
  X(inplace_floor_divide, BinarySlot, "__ifloordiv__", nullptr)  \
  X(inplace_true_divide, BinarySlot, "__itruediv__", nullptr)    \
  X(buffer, BufferSlot, nullptr, nullptr)

/// How a type behaves, as C++ functions: what a built-in type declares and what a Python-level
/// class gets from its dunder methods. A null slot is an operation the type does not have.
struct TypeSlots {
#define KRAIT_SLOT_MEMBER(name, type, dunder, other) type name = nullptr;
  KRAIT_SLOTS(KRAIT_SLOT_MEMBER)
#undef KRAIT_SLOT_MEMBER
};

}  // namespace krait
