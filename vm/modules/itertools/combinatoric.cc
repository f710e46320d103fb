#include <numeric>

#include "vm/builtins/method_signatures.h"
#include "vm/modules/itertools/indices.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"

/// permutations, combinations and combinations_with_replacement: what r of a pool's n items can be.
namespace krait::itertools {
namespace {

/// The state that the three have in common. A subclass's Advance moves the indices to the next
/// choice; false when there is none.
struct Choice : NativeObject {
  Field<Tuple*> pool;
  Field<RawArray*> indices;
  Field<RawArray*> cycles;  // of permutations only
  int64_t r;
  bool started;
  bool stopped;

  int64_t n() const { return static_cast<int64_t>(pool.Load()->size()); }
  int64_t* index() { return Indices::Of(indices.Load()); }
  int64_t* cycle() { return Indices::Of(cycles.Load()); }
  absl::Span<const int64_t> chosen() { return {index(), static_cast<size_t>(r)}; }

  bool Start() { return true; }
  Result<Tuple*> Current(Thread& t) { return Pick(t, pool.Load(), chosen()); }

  void TraceFields(Marker& marker) {
    marker.Visit(pool);
    marker.Visit(indices);
    marker.Visit(cycles);
  }
};

struct Combinations : Choice {
  static const NativeClass kClass;

  bool Advance() {
    int64_t* at = index();
    int64_t i = r - 1;
    while (i >= 0 && at[i] == Highest(i)) --i;
    if (i < 0) return false;
    ++at[i];
    for (int64_t j = i + 1; j < r; ++j) at[j] = at[j - 1] + 1;
    return true;
  }
  int64_t Highest(int64_t i) const { return i + n() - r; }
};

struct CombinationsWithReplacement : Choice {
  static const NativeClass kClass;

  bool Advance() {
    int64_t* at = index();
    int64_t i = r - 1;
    while (i >= 0 && at[i] == Highest(i)) --i;
    if (i < 0) return false;
    std::fill(at + i, at + r, at[i] + 1);
    return true;
  }
  int64_t Highest(int64_t) const { return n() - 1; }
};

struct Permutations : Choice {
  static const NativeClass kClass;

  /// cycles[i] says how many items are still to come at place i before the items behind it have
  /// turned once round.
  bool Advance() {
    int64_t* at = index();
    int64_t* turn = cycle();
    const int64_t size = n();
    for (int64_t i = r - 1; i >= 0; --i) {
      if (--turn[i] != 0) {
        std::swap(at[i], at[size - turn[i]]);
        return true;
      }
      std::rotate(at + i, at + i + 1, at + size);
      turn[i] = size - i;
    }
    return false;
  }
};

const NativeClass Combinations::kClass = {"itertools.combinations", &TraceOf<Choice>, nullptr};
const NativeClass CombinationsWithReplacement::kClass = {"itertools.combinations_with_replacement",
                                                         &TraceOf<Choice>, nullptr};
const NativeClass Permutations::kClass = {"itertools.permutations", &TraceOf<Choice>, nullptr};

Result<RawArray*> FirstNumbers(Thread& t, int64_t size) {
  RawArray* array = TRY(Indices::New(t, static_cast<size_t>(size)));
  std::iota(Indices::Of(array), Indices::Of(array) + size, 0);
  return array;
}

Result<None> CheckNotNegative(Thread& t, int64_t r) {
  if (r < 0) return RaiseValueError(t, "r must be non-negative");
  return None{};
}

constexpr Method kCombinationsParameters = ConstructorSignature("combinations", "(iterable, r)");

Result<Value> CombinationsNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kCombinationsParameters, args, given));
  const int64_t r = TRY(ToIndexSsize(t, given[1]));
  Tuple* pool = TRY(TupleOf(t, given[0]));
  TRY(CheckNotNegative(t, r));
  const bool stopped = r > static_cast<int64_t>(pool->size());
  RawArray* indices = TRY(FirstNumbers(t, stopped ? 0 : r));
  auto* self = TRY(NewNative<Combinations>(t, cls));
  self->pool.Store(self, pool);
  self->indices.Store(self, indices);
  self->r = r;
  self->stopped = stopped;
  return self;
}

constexpr Method kReplacementParameters =
    ConstructorSignature("combinations_with_replacement", "(iterable, r)");

Result<Value> ReplacementNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kReplacementParameters, args, given));
  const int64_t r = TRY(ToIndexSsize(t, given[1]));
  Tuple* pool = TRY(TupleOf(t, given[0]));
  TRY(CheckNotNegative(t, r));
  const bool stopped = pool->size() == 0 && r > 0;
  RawArray* indices = TRY(Indices::New(t, stopped ? 0 : static_cast<size_t>(r)));
  auto* self = TRY(NewNative<CombinationsWithReplacement>(t, cls));
  self->pool.Store(self, pool);
  self->indices.Store(self, indices);
  self->r = r;
  self->stopped = stopped;
  return self;
}

constexpr Method kPermutationsParameters =
    ConstructorSignature("permutations", "(iterable, r=None)");

Result<Value> PermutationsNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kPermutationsParameters, args, given));
  Tuple* pool = TRY(TupleOf(t, given[0]));
  const auto n = static_cast<int64_t>(pool->size());
  int64_t r = n;
  if (!given[1].IsNone()) {
    if (!IsIntLike(given[1])) return RaiseTypeError(t, "Expected int as r");
    r = TRY(ToIndexSsize(t, given[1]));
  }
  TRY(CheckNotNegative(t, r));
  const bool stopped = r > n;
  RawArray* indices = TRY(FirstNumbers(t, n));
  RawArray* cycles = TRY(Indices::New(t, stopped ? 0 : static_cast<size_t>(r)));
  for (int64_t i = 0; !stopped && i < r; ++i) Indices::Of(cycles)[i] = n - i;
  auto* self = TRY(NewNative<Permutations>(t, cls));
  self->pool.Store(self, pool);
  self->indices.Store(self, indices);
  self->cycles.Store(self, cycles);
  self->r = r;
  self->stopped = stopped;
  return self;
}

// --- Pickling --------------------------------------------------------------------------------

/// (pool, r), or ((), r) after the end; unbound state unless items have been given out.
Result<Tuple*> ChoiceArguments(Thread& t, Choice* self) {
  const bool finished = self->started && self->stopped;
  Tuple* pool = finished ? Tuple::Empty(t) : self->pool.Load();
  return Tuple::Of(t, Value::FromObject(pool), TRY(Int::From(t, self->r)));
}

Result<Value> CombinationsReduce(Thread& t, Choice* self) {
  if (!self->started || self->stopped) return Reduced(t, self, ChoiceArguments(t, self));
  Tuple* state = TRY(TupleOfIndices(t, self->chosen()));
  return Reduced(t, self, ChoiceArguments(t, self), Value::FromObject(state));
}

template <typename T>
Result<None> CombinationsSetState(Thread& t, T* self, Value state) {
  const Tuple* given = TryCast<Tuple>(state);
  if (given == nullptr || static_cast<int64_t>(given->size()) != self->r) {
    return RaiseValueError(t, "invalid arguments");
  }
  RawArray* indices = TRY(Indices::New(t, given->size()));
  for (int64_t i = 0; i < self->r; ++i) {
    const int64_t highest = self->Highest(i);
    Indices::Of(indices)[i] = TRY(StateIndex(t, given->At(static_cast<size_t>(i)), 0, highest));
  }
  if (self->stopped) return None{};
  self->indices.Store(self, indices);
  self->started = true;
  return None{};
}

Result<Value> PermutationsReduce(Thread& t, Permutations* self) {
  if (!self->started || self->stopped) return Reduced(t, self, ChoiceArguments(t, self));
  Tuple* indices = TRY(TupleOfIndices(t, {self->index(), static_cast<size_t>(self->n())}));
  Tuple* cycles = TRY(TupleOfIndices(t, {self->cycle(), static_cast<size_t>(self->r)}));
  Tuple* state = TRY(Tuple::Of(t, Value::FromObject(indices), Value::FromObject(cycles)));
  return Reduced(t, self, ChoiceArguments(t, self), Value::FromObject(state));
}

Result<None> PermutationsSetState(Thread& t, Permutations* self, Value state) {
  const Tuple* parts = TRY(StateTuple(t, state, 2, 2));
  for (int i = 0; i < 2; ++i) {
    if (!Is<Tuple>(parts->At(i))) return RaiseStateType(t, i + 1, "tuple", parts->At(i));
  }
  const Tuple* index_state = Cast<Tuple>(parts->At(0));
  const Tuple* cycle_state = Cast<Tuple>(parts->At(1));
  const int64_t n = self->n();
  const int64_t r = self->r;
  if (static_cast<int64_t>(index_state->size()) != n ||
      static_cast<int64_t>(cycle_state->size()) != r) {
    return RaiseValueError(t, "invalid arguments");
  }
  RawArray* indices = TRY(Indices::New(t, index_state->size()));
  for (int64_t i = 0; i < n; ++i) {
    const Value given = index_state->At(static_cast<size_t>(i));
    Indices::Of(indices)[i] = TRY(StateIndex(t, given, 0, n - 1));
  }
  RawArray* cycles = TRY(Indices::New(t, cycle_state->size()));
  for (int64_t i = 0; i < r; ++i) {
    const Value given = cycle_state->At(static_cast<size_t>(i));
    Indices::Of(cycles)[i] = TRY(StateIndex(t, given, 1, n - i));
  }
  if (self->stopped) return None{};
  self->indices.Store(self, indices);
  self->cycles.Store(self, cycles);
  self->started = true;
  return None{};
}

constexpr Method kCombinationsMethods[] = {
    Bind<CombinationsReduce>("__reduce__", "($self, /)"),
    Bind<CombinationsSetState<Combinations>>("__setstate__", "($self, state, /)"),
};
constexpr Method kReplacementMethods[] = {
    Bind<CombinationsReduce>("__reduce__", "($self, /)"),
    Bind<CombinationsSetState<CombinationsWithReplacement>>("__setstate__", "($self, state, /)"),
};
constexpr Method kPermutationsMethods[] = {
    Bind<PermutationsReduce>("__reduce__", "($self, /)"),
    Bind<PermutationsSetState>("__setstate__", "($self, state, /)"),
};

}  // namespace

Result<None> AddCombinatoric(Thread& t, Module* module) {
  TRY(AddIteratorType(t, module,
                      {"combinations", sizeof(Combinations), &CombinationsNew,
                       &NextChoice<Combinations>, kCombinationsMethods}));
  TRY(AddIteratorType(
      t, module,
      {"combinations_with_replacement", sizeof(CombinationsWithReplacement), &ReplacementNew,
       &NextChoice<CombinationsWithReplacement>, kReplacementMethods}));
  TRY(AddIteratorType(t, module,
                      {"permutations", sizeof(Permutations), &PermutationsNew,
                       &NextChoice<Permutations>, kPermutationsMethods}));
  return None{};
}

}  // namespace krait::itertools
