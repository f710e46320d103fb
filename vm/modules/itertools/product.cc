#include "absl/strings/str_cat.h"
#include "vm/modules/itertools/indices.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"

/// product(*iterables, repeat=1).
namespace krait::itertools {
namespace {

struct Product : NativeObject {
  static const NativeClass kClass;
  Field<Tuple*> pools;       // of tuples
  Field<RawArray*> indices;  // one for each pool
  bool started;
  bool stopped;

  int64_t* index() { return Indices::Of(indices.Load()); }
  const Tuple* pool(size_t i) const { return Cast<Tuple>(pools.Load()->At(i)); }

  void TraceFields(Marker& marker) {
    marker.Visit(pools);
    marker.Visit(indices);
  }

  bool Start() {
    for (Value each : pools.Load()->values()) {
      if (Cast<Tuple>(each)->size() == 0) return false;
    }
    return true;
  }
  /// The rightmost index runs fastest; false after the last combination.
  bool Advance() {
    int64_t* at = index();
    for (size_t i = pools.Load()->size(); i-- > 0;) {
      if (static_cast<size_t>(++at[i]) < pool(i)->size()) return true;
      at[i] = 0;
    }
    return false;
  }
  Result<Tuple*> Current(Thread& t) {
    const absl::Span<const Value> all = pools.Load()->values();
    Tuple* result = TRY(Tuple::New(t, all.size()));
    const int64_t* at = index();
    for (size_t i = 0; i < all.size(); ++i) {
      result->Set(i, Cast<Tuple>(all[i])->At(static_cast<size_t>(at[i])));
    }
    return result;
  }
};

const NativeClass Product::kClass = {"itertools.product", &TraceOf<Product>, nullptr};

Result<int64_t> RepeatOf(Thread& t, Args args) {
  if (!args.has_keywords() || args.keyword_names->size() == 0) return 1;
  const Tuple* keywords = args.keyword_names;
  if (keywords->size() > 1) {
    return RaiseTypeError(t, absl::StrCat("product() takes at most 1 keyword argument (",
                                          keywords->size(), " given)"));
  }
  const Str* name = Cast<Str>(keywords->At(0));
  if (!name->EqualsAscii("repeat")) {
    return RaiseTypeError(
        t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for product()"));
  }
  const int64_t repeat = TRY(ToIndexSsize(t, args[args.count]));
  if (repeat < 0) return RaiseValueError(t, "repeat argument cannot be negative");
  return repeat;
}

Result<Value> ProductNew(Thread& t, Type* cls, Args args) {
  const int64_t repeat = TRY(RepeatOf(t, args));
  const size_t given = repeat == 0 ? 0 : args.count;
  size_t size;
  if (__builtin_mul_overflow(given, static_cast<size_t>(repeat), &size) ||
      size > static_cast<size_t>(INT64_MAX) / sizeof(Value)) {
    return RaiseOverflowError(t, "repeat argument too large");
  }
  Tuple* pools = TRY(Tuple::New(t, size));
  for (size_t i = 0; i < given; ++i) {
    pools->Set(i, Value::FromObject(TRY(TupleOf(t, args[i]))));
  }
  for (size_t i = given; i < size; ++i) pools->Set(i, pools->At(i - given));
  RawArray* indices = TRY(Indices::New(t, size));
  auto* self = TRY(NewNative<Product>(t, cls));
  self->pools.Store(self, pools);
  self->indices.Store(self, indices);
  return self;
}

Result<Value> ProductReduce(Thread& t, Product* self) {
  if (self->stopped) {
    return Reduced(t, self, Tuple::Of(t, Value::FromObject(Tuple::Empty(t))));
  }
  Tuple* pools = self->pools.Load();
  if (!self->started) return Reduced(t, self, pools);
  Tuple* state = TRY(TupleOfIndices(t, {self->index(), pools->size()}));
  return Reduced(t, self, pools, Value::FromObject(state));
}

Result<None> ProductSetState(Thread& t, Product* self, Value state) {
  const Tuple* given = TryCast<Tuple>(state);
  const size_t size = self->pools.Load()->size();
  if (given == nullptr || given->size() != size) {
    return RaiseValueError(t, "invalid arguments");
  }
  RawArray* indices = TRY(Indices::New(t, size));
  for (size_t i = 0; i < size; ++i) {
    const auto pool_size = static_cast<int64_t>(self->pool(i)->size());
    Indices::Of(indices)[i] = TRY(StateIndex(t, given->At(i), 0, pool_size - 1));
    if (pool_size == 0) {
      self->stopped = true;
      return None{};
    }
  }
  self->indices.Store(self, indices);
  self->started = true;
  return None{};
}

constexpr Method kMethods[] = {
    Bind<ProductReduce>("__reduce__", "($self, /)"),
    Bind<ProductSetState>("__setstate__", "($self, state, /)"),
};

}  // namespace

Result<None> AddProduct(Thread& t, Module* module) {
  TRY(AddIteratorType(t, module,
                      {"product", sizeof(Product), &ProductNew, &NextChoice<Product>, kMethods}));
  return None{};
}

}  // namespace krait::itertools
