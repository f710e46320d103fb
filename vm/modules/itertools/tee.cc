#include "gil/object_lock.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// tee(iterable, n=2): iterators over one iterator's items, which wait in a linked list of blocks
/// until the last has come by.
namespace krait::itertools {
namespace {

constexpr size_t kBlockSize = 57;  // as CPython's, which pickles tell

struct TeeBlock : NativeObject {
  static const NativeClass kClass;
  Field<Value> iterator;
  Field<TeeBlock*> next;
  std::atomic<size_t> taken;
  std::atomic<bool> running;
  Field<Value> items[kBlockSize];

  /// Item `at`, asking the iterator if it is the first not taken yet.
  Result<Value> Get(Thread& t, size_t at) {
    if (at < taken.load(std::memory_order_acquire)) return items[at].Load();
    if (!Claim(t)) {
      return Raise(t, &BuiltinTypes::RuntimeError, "cannot re-enter the tee iterator");
    }
    // Another thread may just have taken it.
    Result<Value> item =
        at < taken.load(std::memory_order_acquire) ? Result<Value>(items[at].Load()) : Take(t, at);
    running.store(false, std::memory_order_release);
    return item;
  }

  Result<TeeBlock*> Next(Thread& t);

  void TraceFields(Marker& marker) {
    marker.Visit(iterator);
    marker.Visit(next);
    const size_t count = taken.load(std::memory_order_relaxed);
    for (size_t i = 0; i < count; ++i) marker.Visit(items[i]);
  }

 private:
  /// With a GIL only code that the iterator itself runs can come in between.
  bool Claim(Thread& t) {
    bool idle = false;
    if (t.object_locks) return running.compare_exchange_strong(idle, true);
    if (running.load(std::memory_order_relaxed)) return false;
    running.store(true, std::memory_order_relaxed);
    return true;
  }
  Result<Value> Take(Thread& t, size_t at) {
    const Value item = TRY(krait::Step(t, iterator.Load()));
    if (item.IsUnbound()) return item;
    items[at].Store(this, item);
    taken.store(at + 1, std::memory_order_release);
    return item;
  }
};

struct Tee : NativeObject {
  static const NativeClass kClass;
  Field<TeeBlock*> block;
  std::atomic<size_t> index;

  Result<Value> Next(Thread& t) {
    TeeBlock* from = block.Load();
    size_t at = index.load(std::memory_order_relaxed);
    if (at >= kBlockSize) {
      from = TRY(from->Next(t));
      at = 0;
      block.Store(this, from);
      index.store(0, std::memory_order_relaxed);
    }
    // Items come one by one: nobody can be ahead by more than what is taken.
    if (at > from->taken.load(std::memory_order_relaxed)) return Value::Unbound();
    const Value item = TRY(from->Get(t, at));
    if (!item.IsUnbound()) index.store(at + 1, std::memory_order_relaxed);
    return item;
  }
  void TraceFields(Marker& marker) { marker.Visit(block); }
};

const NativeClass TeeBlock::kClass = {"itertools._tee_dataobject", &TraceOf<TeeBlock>, nullptr};
const NativeClass Tee::kClass = {"itertools._tee", &TraceOf<Tee>, nullptr};

Result<TeeBlock*> NewBlock(Thread& t, Type* cls, Value iterator) {
  auto* block = TRY(NewNative<TeeBlock>(t, cls));
  block->iterator.Store(block, iterator);
  return block;
}

Result<TeeBlock*> TeeBlock::Next(Thread& t) {
  if (TeeBlock* present = next.Load()) return present;
  TeeBlock* fresh = TRY(NewBlock(t, PartOf(t).tee_data, iterator.Load()));
  TeeBlock* expected = nullptr;
  return next.CompareExchange(this, expected, fresh) ? fresh : expected;
}

Result<Tee*> NewTee(Thread& t, TeeBlock* block, size_t index) {
  auto* self = TRY(NewNative<Tee>(t, PartOf(t).tee));
  self->block.Store(self, block);
  self->index.store(index, std::memory_order_relaxed);
  return self;
}

Result<Value> TeeCopy(Thread& t, Tee* self) {
  return NewTee(t, self->block.Load(), self->index.load(std::memory_order_relaxed));
}

/// A tee iterator over `iterable`, sharing the items of one.
Result<Value> TeeOf(Thread& t, Value iterable) {
  const Value iterator = TRY(GetIter(t, iterable));
  if (auto* tee = TryCastNative<Tee>(iterator)) return TeeCopy(t, tee);
  return NewTee(t, TRY(NewBlock(t, PartOf(t).tee_data, iterator)), 0);
}

Result<Value> TeeNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "_tee", args, 1, 1));
  return TeeOf(t, args[0]);
}

Result<Value> TeeReduce(Thread& t, Tee* self) {
  const auto index = static_cast<int64_t>(self->index.load(std::memory_order_relaxed));
  Tuple* state = TRY(Tuple::Of(t, Value::FromObject(self->block.Load()), Value::FromInt(index)));
  return Reduced(t, self, Tuple::Of(t, Value::FromObject(Tuple::Empty(t))),
                 Value::FromObject(state));
}

Result<None> TeeSetState(Thread& t, Tee* self, Value state) {
  const Tuple* parts = TRY(StateTuple(t, state, 2, 2));
  auto* block = TryCastNative<TeeBlock>(parts->At(0));
  if (block == nullptr) {
    return RaiseStateType(t, 1, "itertools._tee_dataobject", parts->At(0));
  }
  const int64_t index = TRY(ToCInteger(t, parts->At(1), INT32_MIN, INT32_MAX, "int"));
  if (index < 0 || index > static_cast<int64_t>(kBlockSize)) {
    return RaiseValueError(t, "Index out of range");
  }
  self->block.Store(self, block);
  self->index.store(static_cast<size_t>(index), std::memory_order_relaxed);
  return None{};
}

constexpr Method kTeeMethods[] = {
    Bind<TeeCopy>("__copy__", "($self, /)"),
    Bind<TeeReduce>("__reduce__", "($self, /)"),
    Bind<TeeSetState>("__setstate__", "($self, state, /)"),
};

// --- _tee_dataobject -------------------------------------------------------------------------

Result<Value> BlockNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "teedataobject", args, 3, 3));
  if (!Is<List>(args[1])) {
    return RaiseTypeError(t, "teedataobject() argument 2 must be list, not " +
                                 (args[1].IsNone() ? "None" : TypeName(t, args[1])));
  }
  const auto items = Cast<List>(args[1])->values();
  auto* next = TryCastNative<TeeBlock>(args[2]);
  const bool valid = items.size() <= kBlockSize &&
                     (args[2].IsNone() || (next != nullptr && items.size() == kBlockSize));
  if (!valid) return RaiseValueError(t, "Invalid arguments");
  Tuple* copy = TRY(Tuple::From(t, items));
  TeeBlock* block = TRY(NewBlock(t, cls, args[0]));
  for (size_t i = 0; i < copy->size(); ++i) block->items[i].Store(block, copy->At(i));
  block->taken.store(copy->size(), std::memory_order_release);
  block->next.Store(block, next);
  return block;
}

Result<Value> BlockReduce(Thread& t, TeeBlock* self) {
  List* items = TRY(List::New(t));
  const size_t taken = self->taken.load(std::memory_order_acquire);
  for (size_t i = 0; i < taken; ++i) TRY(items->Append(t, self->items[i].Load()));
  TeeBlock* next = self->next.Load();
  const Value rest = next == nullptr ? Value::None() : Value::FromObject(next);
  return Reduced(t, self, Tuple::Of(t, self->iterator.Load(), Value::FromObject(items), rest));
}

constexpr Method kBlockMethods[] = {Bind<BlockReduce>("__reduce__", "($self, /)")};

// --- tee() -----------------------------------------------------------------------------------

Result<Value> TeeFunction(Thread& t, Value iterable, Index n) {
  if (n.value < 0) return RaiseValueError(t, "n must be >= 0");
  Tuple* result = TRY(Tuple::New(t, static_cast<size_t>(n.value)));
  if (n.value == 0) return result;
  Value first = TRY(GetIter(t, iterable));
  if (TRY(GetAttrOrUnbound(t, first, names(t).__copy__)).IsUnbound()) {
    first = TRY(TeeOf(t, first));
  }
  result->Set(0, first);
  for (size_t i = 1; i < result->size(); ++i) {
    result->Set(i, TRY(CallMethodWith(t, first, names(t).__copy__)));
  }
  return result;
}

constexpr Method kFunctions[] = {Bind<TeeFunction>("tee", "($module, iterable, n=2, /)")};

}  // namespace

Result<None> AddTee(Thread& t, Module* module) {
  PartOf(t).tee = TRY(AddIteratorType(
      t, module,
      {"_tee", sizeof(Tee), &TeeNew, &NextOf<Tee>, kTeeMethods, nullptr, Type::kHasWeakref}));
  NativeTypeSpec block{};
  block.name = "itertools._tee_dataobject";
  block.instance_size = sizeof(TeeBlock);
  block.flags = 0;
  block.spec.slots.new_ = &BlockNew;
  block.spec.methods = kBlockMethods;
  Type* type = TRY(TypeBuilder::NewNativeType(t, block));
  PartOf(t).tee_data = type;
  TRY(module->Add(t, "_tee_dataobject", Value::FromObject(type)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait::itertools
