#include "vm/modules/random/random_module.h"

#include <sys/random.h>

#include <array>
#include <ctime>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_slots.h"
#include "vm/modules/random/mersenne_twister.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/int.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _random module: what random.Random stands on.
namespace krait {
namespace {

constexpr uint32_t kWords = MersenneTwister::kWords;

/// _random.Random.
class Random final : public NativeObject {
 public:
  static const NativeClass kClass;
  MersenneTwister& generator() { return generator_; }

 private:
  MersenneTwister generator_;
};

const NativeClass Random::kClass = {"_random.Random", nullptr, nullptr};

Random* Self(Value self) { return static_cast<Random*>(self.AsObject()); }

// --- Seeds -----------------------------------------------------------------------------------

void SeedWith(Thread& t, Random* self, absl::Span<const uint32_t> key) {
  gil::CriticalSection lock(t, self->lock_byte());
  self->generator().Seed(key);
}

void SeedFromSystem(Thread& t, Random* self) {
  std::array<uint32_t, kWords> key{};
  if (getrandom(key.data(), sizeof(key), 0) != static_cast<ssize_t>(sizeof(key))) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    key[0] = static_cast<uint32_t>(now.tv_nsec);
    key[1] = static_cast<uint32_t>(now.tv_sec);
    key[2] = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(self) >> 4);
  }
  SeedWith(t, self, key);
}

/// The magnitude of an int, or the hash of anything else, in words of 32 bits.
Result<None> Seed(Thread& t, Random* self, Value seed) {
  if (seed.IsNone()) {
    SeedFromSystem(t, self);
    return None{};
  }
  if (!IsIntLike(seed)) {
    seed = TRY(Int::FromUnsigned(t, static_cast<uint64_t>(TRY(Hash(t, seed)))));
  }
  const IntOperand operand(seed);
  const IntView& view = operand.view();
  // Limbs are stored lowest word first.
  const auto* words = reinterpret_cast<const uint32_t*>(view.limbs);
  size_t count = view.size * 2;
  if (count == 0) {
    constexpr uint32_t kZero[] = {0};
    SeedWith(t, self, kZero);
    return None{};
  }
  if (view.limbs[view.size - 1] >> 32 == 0) --count;
  SeedWith(t, self, {words, count});
  return None{};
}

Result<Value> RandomNew(Thread& t, Type* cls, Args) { return NewNative<Random>(t, cls); }

Result<None> RandomInit(Thread& t, Value self, Args args) {
  if (args.has_keywords() && TypeOf(t, self)->slots().init == &RandomInit) {
    return RaiseTypeError(t, "Random() takes no keyword arguments");
  }
  if (args.count > 1) return RaiseTypeError(t, "Random() requires 0 or 1 argument");
  return Seed(t, Self(self), args.count == 0 ? Value::None() : args[0]);
}

// --- Numbers ---------------------------------------------------------------------------------

Result<double> RandomRandom(Thread& t, Random* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  return self->generator().NextDouble();
}

Result<Value> ManyBits(Thread& t, Random* self, uint32_t bits) {
  constexpr size_t kWordsPerPoll = 1 << 14;
  const size_t words = (size_t{bits} + 31) / 32;
  const size_t limbs = (words + 1) / 2;
  Int* cell = TRY(Int::NewUninitialized(t, limbs));
  IntOut out = cell->out();
  auto* digits = reinterpret_cast<uint32_t*>(out.limbs);
  for (size_t done = 0; done < words;) {
    const size_t end = std::min(words, done + kWordsPerPoll);
    {
      gil::CriticalSection lock(t, self->lock_byte());
      for (; done < end; ++done) digits[done] = self->generator().Next();
    }
    TRY(CheckPoll(t));
  }
  if (bits % 32 != 0) digits[words - 1] >>= 32 - bits % 32;
  if (words % 2 != 0) digits[words] = 0;
  out.SetNormalized(limbs, false);
  return FinishInt(t, cell, out);
}

Result<Value> RandomGetRandBits(Thread& t, Random* self, int k) {
  if (k < 0) return RaiseValueError(t, "number of bits must be non-negative");
  if (k == 0) return Value::FromInt(0);
  if (k > 32) return ManyBits(t, self, static_cast<uint32_t>(k));
  gil::CriticalSection lock(t, self->lock_byte());
  return Value::FromInt(self->generator().Next() >> (32 - k));
}

// --- State -----------------------------------------------------------------------------------

Result<Value> RandomGetState(Thread& t, Random* self) {
  Tuple* state = TRY(Tuple::New(t, kWords + 1));
  gil::CriticalSection lock(t, self->lock_byte());
  for (uint32_t i = 0; i < kWords; ++i) {
    state->Set(i, Value::FromInt(self->generator().state()[i]));
  }
  state->Set(kWords, Value::FromInt(self->generator().index()));
  return state;
}

/// The low 32 bits of an int from 0 to 2**64 - 1.
Result<uint32_t> StateWord(Thread& t, Value value) {
  if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
  const IntOperand operand(value);
  if (operand.view().negative) {
    return RaiseOverflowError(t, "can't convert negative value to unsigned int");
  }
  if (operand.view().size > 1) {
    return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
  }
  return operand.view().size == 0 ? 0 : static_cast<uint32_t>(operand.view().limbs[0]);
}

Result<None> RandomSetState(Thread& t, Random* self, Value state) {
  if (!Is<Tuple>(state)) return RaiseTypeError(t, "state vector must be a tuple");
  const Tuple* tuple = Cast<Tuple>(state);
  if (tuple->size() != kWords + 1) {
    return RaiseValueError(t, "state vector is the wrong size");
  }
  std::array<uint32_t, kWords> words;
  for (uint32_t i = 0; i < kWords; ++i) words[i] = TRY(StateWord(t, tuple->At(i)));
  const int64_t index = TRY(ToCInteger(t, tuple->At(kWords), INT64_MIN, INT64_MAX, "long"));
  if (index < 0 || index > kWords) return RaiseValueError(t, "invalid state");
  gil::CriticalSection lock(t, self->lock_byte());
  self->generator().Restore(words, static_cast<uint32_t>(index));
  return None{};
}

constexpr Method kMethods[] = {
    Bind<RandomRandom>("random", "($self, /)").AsQuiet(Quiet::kAlways),
    Bind<Seed>("seed", "($self, n=None, /)"),
    Bind<RandomGetState>("getstate", "($self, /)"),
    Bind<RandomSetState>("setstate", "($self, state, /)"),
    Bind<RandomGetRandBits>("getrandbits", "($self, k, /)"),
};

}  // namespace

Result<Module*> MakeRandomModule(Thread& t) {
  static const TypeSpec kSpec{
      .slots = {.getattr = &GenericGetAttr, .new_ = &RandomNew, .init = &RandomInit},
      .methods = kMethods,
      .getset = {}};
  Type* type = TRY(TypeBuilder::NewNativeType(
      t, {.name = Random::kClass.name, .instance_size = sizeof(Random), .spec = kSpec}));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_random"))));
  TRY(module->Add(t, "Random", Value::FromObject(type)));
  return module;
}

}  // namespace krait
