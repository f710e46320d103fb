#include "vm/object/iterator_adapters.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/heap/rooted.h"
#include "vm/object/exception.h"
#include "vm/object/int_arithmetic.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/small_int.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

template <typename T>
Result<T*> Allocate(Thread& t, Type* cls) {
  return static_cast<T*>(TRY(AllocateInstance(t, cls, sizeof(T))));
}

}  // namespace

// --- enumerate -------------------------------------------------------------------------------

Result<Enumerate*> Enumerate::New(Thread& t, Type* cls, Value iterator, Value start) {
  Enumerate* self = TRY(Allocate<Enumerate>(t, cls));
  self->iterator_.Store(self, iterator);
  self->index_.Store(self, start);
  return self;
}

Result<bool> Enumerate::NextPair(Thread& t, Value pair[2]) {
  pair[1] = TRY(Step(t, iterator()));
  if (pair[1].IsUnbound()) return false;
  pair[0] = index();
  Value next = QuickInt<BinaryOperator::kAdd>(pair[0], Value::FromInt(1));
  if (next.IsUnbound()) [[unlikely]]
    next = TRY(IntAdd(t, pair[0], Value::FromInt(1)));
  set_index(next);
  return true;
}

Result<Value> Enumerate::Next(Thread& t) {
  Value pair[2];
  if (!TRY(NextPair(t, pair))) return Value::Unbound();
  return Tuple::Of(t, pair[0], pair[1]);
}

void Enumerate::Trace(Marker& marker) {
  marker.Visit(iterator_);
  marker.Visit(index_);
}

// --- zip -------------------------------------------------------------------------------------

Result<Zip*> Zip::New(Thread& t, Type* cls, Tuple* iterators, bool strict) {
  Zip* self = TRY(Allocate<Zip>(t, cls));
  self->iterators_.Store(self, iterators);
  self->set_strict(strict);
  return self;
}

Result<bool> Zip::NextItems(Thread& t, Value* items) {
  const Tuple* from = iterators();
  if (from->size() == 0) return false;
  for (size_t i = 0; i < from->size(); ++i) {
    items[i] = TRY(Step(t, from->At(i)));
    if (items[i].IsUnbound()) return strict() ? End(t, i) : Result<bool>(false);
  }
  return true;
}

Result<Value> Zip::Next(Thread& t) {
  const size_t count = iterators()->size();
  constexpr size_t kOnStack = 4;
  Value on_stack[kOnStack];
  if (count <= kOnStack) {
    if (!TRY(NextItems(t, on_stack))) return Value::Unbound();
    return Tuple::From(t, {on_stack, count});
  }
  RootedVector items(t);
  items.resize(count);
  if (!TRY(NextItems(t, items.data()))) return Value::Unbound();
  return Tuple::From(t, {items.data(), count});
}

Result<bool> Zip::End(Thread& t, size_t ended) {
  const auto raise = [&t](size_t at, const char* how) {
    return RaiseValueError(t, absl::StrCat("zip() argument ", at + 1, " is ", how, " than argument",
                                           at == 1 ? " " : "s 1-", at));
  };
  if (ended != 0) return raise(ended, "shorter");
  const Tuple* from = iterators();
  for (size_t i = 1; i < from->size(); ++i) {
    const Value item = TRY(Step(t, from->At(i)));
    if (!item.IsUnbound()) return raise(i, "longer");
  }
  return false;
}

void Zip::Trace(Marker& marker) { marker.Visit(iterators_); }

// --- map -------------------------------------------------------------------------------------

Result<Map*> Map::New(Thread& t, Type* cls, Value function, Tuple* iterators) {
  Map* self = TRY(Allocate<Map>(t, cls));
  self->function_.Store(self, function);
  self->iterators_.Store(self, iterators);
  return self;
}

Result<Value> Map::Next(Thread& t) {
  const Tuple* from = iterators();
  const size_t count = from->size();
  if (count == 1) {
    const Value item = TRY(Step(t, from->At(0)));
    if (item.IsUnbound()) return item;
    return CallStep(t, function(), {&item, 1});
  }
  constexpr size_t kOnStack = 4;
  Value on_stack[kOnStack];
  std::optional<RootedVector> in_memory;
  Value* items = on_stack;
  if (count > kOnStack) {
    in_memory.emplace(t).resize(count);
    items = in_memory->data();
  }
  for (size_t i = 0; i < count; ++i) {
    items[i] = TRY(Step(t, from->At(i)));
    if (items[i].IsUnbound()) return Value::Unbound();
  }
  return CallStep(t, function(), {items, static_cast<uint32_t>(count)});
}

void Map::Trace(Marker& marker) {
  marker.Visit(function_);
  marker.Visit(iterators_);
}

// --- filter ----------------------------------------------------------------------------------

Result<Filter*> Filter::New(Thread& t, Type* cls, Value function, Value iterator) {
  Filter* self = TRY(Allocate<Filter>(t, cls));
  self->function_.Store(self, function);
  self->iterator_.Store(self, iterator);
  return self;
}

Result<Value> Filter::Next(Thread& t) {
  const Value function = this->function();
  const bool by_truth = function.IsNone() || function.SameBits(Value::FromObject(types(t).bool_));
  for (;;) {
    const Value item = TRY(Step(t, iterator()));
    if (item.IsUnbound()) return item;
    const Value answer = by_truth ? item : TRY(CallStep(t, function, {&item, 1}));
    if (TRY(IsTrue(t, answer))) return item;
    TRY(CheckPoll(t));
  }
}

void Filter::Trace(Marker& marker) {
  marker.Visit(function_);
  marker.Visit(iterator_);
}

// --- reversed --------------------------------------------------------------------------------

Result<Reversed*> Reversed::New(Thread& t, Type* cls, Value sequence, int64_t size) {
  Reversed* self = TRY(Allocate<Reversed>(t, cls));
  self->sequence_.Store(self, sequence);
  self->set_index(size - 1);
  return self;
}

Result<Value> Reversed::Next(Thread& t) {
  const Value sequence = this->sequence();
  const int64_t at = index();
  if (sequence.IsUnbound() || at < 0) return End();
  const Result<Value> item = GetItem(t, sequence, TRY(Int::From(t, at)));
  if (item.ok()) {
    set_index(at - 1);
    return item;
  }
  if (ClearPendingIf(t, &BuiltinTypes::IndexError) ||
      ClearPendingIf(t, &BuiltinTypes::StopIteration)) {
    return End();
  }
  return Raised{};
}

void Reversed::Trace(Marker& marker) { marker.Visit(sequence_); }

}  // namespace krait
