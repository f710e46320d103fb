#include <atomic>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/modules/system/threads.h"
#include "vm/modules/system/timestamp.h"
#include "vm/modules/system/waiting.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _thread.lock and _thread.RLock.
namespace krait {

/// A lock without an owner: any thread may release it.
class LockObject : public NativeObject {
 public:
  static const NativeClass kClass;
  gil::Mutex& mutex() { return mutex_; }

 private:
  gil::Mutex mutex_;
};
const NativeClass LockObject::kClass = {"_thread.lock", nullptr, nullptr};

namespace {

/// A lock that its owner may take again.
class RLockObject : public NativeObject {
 public:
  static const NativeClass kClass;

  bool OwnedBy(const Thread& t) const { return owner_.load(std::memory_order_relaxed) == &t; }
  const Thread* owner() const { return owner_.load(std::memory_order_relaxed); }
  uint64_t count() const { return count_; }
  gil::Mutex& mutex() { return mutex_; }
  void Own(Thread& t, uint64_t count) {
    owner_.store(&t, std::memory_order_relaxed);
    count_ = count;
  }
  void Again() { ++count_; }
  void Release(Thread& t) {
    if (--count_ == 0) ReleaseAll(t);
  }
  void ReleaseAll(Thread& t) {
    count_ = 0;
    owner_.store(nullptr, std::memory_order_relaxed);
    mutex_.Unlock(t);
  }
  void Reset() {
    count_ = 0;
    owner_.store(nullptr, std::memory_order_relaxed);
    mutex_.ResetAfterFork();
  }

 private:
  gil::Mutex mutex_;
  std::atomic<const Thread*> owner_;
  uint64_t count_;  // written by the owner
};
const NativeClass RLockObject::kClass = {"_thread.RLock", nullptr, nullptr};

}  // namespace

Result<int64_t> LockTimeout(Thread& t, const char* function, Args args) {
  Value blocking = Value::True();
  Value timeout = Value::FromInt(-1);
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (args.count + keywords > 2) {
    return RaiseTypeError(t, absl::StrCat(function, "() takes at most 2 arguments (",
                                          args.count + keywords, " given)"));
  }
  if (args.count > 0) blocking = args[0];
  if (args.count > 1) timeout = args[1];
  for (size_t i = 0; i < keywords; ++i) {
    const Str* name = Cast<Str>(args.keyword_names->At(i));
    const uint32_t place = name->EqualsAscii("blocking") ? 0 : name->EqualsAscii("timeout") ? 1 : 2;
    if (place == 2) {
      return RaiseTypeError(
          t, absl::StrCat("'", name->ToUtf8(), "' is an invalid keyword argument for ", function,
                          "()"));
    }
    if (place < args.count) {
      return RaiseTypeError(t, absl::StrCat("argument for ", function, "() given by name ('",
                                            name->ToUtf8(), "') and position (", place + 1, ")"));
    }
    (place == 0 ? blocking : timeout) = args[args.count + i];
  }
  const bool wait = TRY(ToCInteger(t, blocking, INT32_MIN, INT32_MAX, "int")) != 0;
  const int64_t nanos = TRY(ToNanoseconds(t, timeout, TimeRounding::kAwayFromZero));
  const bool unset = nanos == -1'000'000'000;
  if (!wait && !unset) {
    return RaiseValueError(t, "can't specify a timeout for a non-blocking call");
  }
  if (nanos < 0 && !unset) return RaiseValueError(t, "timeout value must be positive");
  if (!wait) return int64_t{0};
  return unset ? int64_t{-1} : nanos;
}

namespace {

Result<bool> LockAcquire(Thread& t, LockObject* self, Args args) {
  return LockInterruptibly(t, self->mutex(), TRY(LockTimeout(t, "acquire", args)));
}

Result<bool> LockEnter(Thread& t, LockObject* self) {
  return LockInterruptibly(t, self->mutex(), -1);
}

Result<None> LockRelease(Thread& t, LockObject* self) {
  if (self->mutex().Unlock(t)) return None{};
  return Raise(t, &BuiltinTypes::RuntimeError, "release unlocked lock");
}

Result<None> LockExit(Thread& t, LockObject* self, Args) { return LockRelease(t, self); }

Result<bool> LockLocked(Thread&, LockObject* self) { return self->mutex().IsLocked(); }

Result<None> LockReset(Thread&, LockObject* self) {
  self->mutex().ResetAfterFork();
  return None{};
}

std::string AddressOf(Value self) {
  return absl::StrCat("0x", absl::Hex(reinterpret_cast<uintptr_t>(self.AsObject())));
}

Result<Value> LockRepr(Thread& t, Value self) {
  const bool locked = static_cast<LockObject*>(self.AsObject())->mutex().IsLocked();
  return Str::FromUtf8(t, absl::StrCat("<", locked ? "locked " : "unlocked ", TypeName(t, self),
                                       " object at ", AddressOf(self), ">"));
}

constexpr Method kLockMethods[] = {
    Bind<LockAcquire>("acquire_lock", "($self, blocking=True, timeout=-1)"),
    Bind<LockAcquire>("acquire", "($self, blocking=True, timeout=-1)"),
    Bind<LockRelease>("release_lock", "($self, /)"),
    Bind<LockRelease>("release", "($self, /)"),
    Bind<LockLocked>("locked_lock", "($self, /)"),
    Bind<LockLocked>("locked", "($self, /)"),
    Bind<LockReset>("_at_fork_reinit", "($self, /)"),
    Bind<LockEnter>("__enter__", "($self, /)"),
    Bind<LockExit>("__exit__", "($self, /, *args)"),
};

// --- RLock -------------------------------------------------------------------------------------

Result<bool> TakeRLock(Thread& t, RLockObject* self, int64_t nanoseconds) {
  if (self->OwnedBy(t)) {
    self->Again();
    return true;
  }
  if (!TRY(LockInterruptibly(t, self->mutex(), nanoseconds))) return false;
  self->Own(t, 1);
  return true;
}

Result<bool> RLockAcquire(Thread& t, RLockObject* self, Args args) {
  return TakeRLock(t, self, TRY(LockTimeout(t, "acquire", args)));
}

Result<bool> RLockEnter(Thread& t, RLockObject* self) { return TakeRLock(t, self, -1); }

Raised RaiseNotOwned(Thread& t) {
  return Raise(t, &BuiltinTypes::RuntimeError, "cannot release un-acquired lock");
}

Result<None> RLockRelease(Thread& t, RLockObject* self) {
  if (!self->OwnedBy(t)) return RaiseNotOwned(t);
  self->Release(t);
  return None{};
}

Result<None> RLockExit(Thread& t, RLockObject* self, Args) { return RLockRelease(t, self); }

Result<bool> RLockIsOwned(Thread& t, RLockObject* self) { return self->OwnedBy(t); }

/// For Condition.wait: lets go altogether, and later takes up where it was.
Result<Value> RLockReleaseSave(Thread& t, RLockObject* self) {
  if (!self->OwnedBy(t)) return RaiseNotOwned(t);
  const Value owner = TRY(Int::FromUnsigned(t, reinterpret_cast<uintptr_t>(self->owner())));
  const Value count = Value::FromInt(static_cast<int64_t>(self->count()));
  Tuple* state = TRY(Tuple::Of(t, count, owner));
  self->ReleaseAll(t);
  return state;
}

Result<None> RLockAcquireRestore(Thread& t, RLockObject* self, Tuple* state) {
  if (state->size() != 2) return RaiseTypeError(t, "state must be a pair");
  const int64_t count = TRY(ToIndexInt64(t, state->At(0)));
  TRY(LockInterruptibly(t, self->mutex(), -1));
  self->Own(t, static_cast<uint64_t>(count));
  return None{};
}

Result<None> RLockReset(Thread&, RLockObject* self) {
  self->Reset();
  return None{};
}

Result<Value> RLockRepr(Thread& t, Value self) {
  const auto* lock = static_cast<RLockObject*>(self.AsObject());
  return Str::FromUtf8(
      t, absl::StrCat("<", lock->owner() != nullptr ? "locked " : "unlocked ", TypeName(t, self),
                      " object owner=", reinterpret_cast<uintptr_t>(lock->owner()),
                      " count=", lock->count(), " at ", AddressOf(self), ">"));
}

Result<Value> RLockNew(Thread& t, Type* cls, Args) { return NewNative<RLockObject>(t, cls); }

constexpr Method kRLockMethods[] = {
    Bind<RLockAcquire>("acquire", "($self, blocking=True, timeout=-1)"),
    Bind<RLockRelease>("release", "($self, /)"),
    Bind<RLockIsOwned>("_is_owned", "($self, /)"),
    Bind<RLockReleaseSave>("_release_save", "($self, /)"),
    Bind<RLockAcquireRestore>("_acquire_restore", "($self, state, /)"),
    Bind<RLockReset>("_at_fork_reinit", "($self, /)"),
    Bind<RLockEnter>("__enter__", "($self, /)"),
    Bind<RLockExit>("__exit__", "($self, /, *args)"),
};

}  // namespace

Result<LockObject*> NewLock(Thread& t) {
  return NewNative<LockObject>(t, t.vm().part<ThreadPart>().lock_type);
}

void ReleaseIfLocked(Thread& t, LockObject* lock) { (void)lock->mutex().Unlock(t); }

Result<None> MakeLockTypes(Thread& t) {
  ThreadPart& part = t.vm().part<ThreadPart>();
  NativeTypeSpec lock;
  lock.name = "_thread.lock";
  lock.instance_size = sizeof(LockObject);
  lock.flags = Type::kDisallowNew | Type::kHasWeakref;
  lock.spec.slots.repr = &LockRepr;
  lock.spec.methods = kLockMethods;
  part.lock_type = TRY(TypeBuilder::NewNativeType(t, lock));
  NativeTypeSpec rlock;
  rlock.name = "_thread.RLock";
  rlock.instance_size = sizeof(RLockObject);
  rlock.flags = Type::kBaseType | Type::kHasWeakref;
  rlock.spec.slots.repr = &RLockRepr;
  rlock.spec.slots.new_ = &RLockNew;
  rlock.spec.methods = kRLockMethods;
  part.rlock_type = TRY(TypeBuilder::NewNativeType(t, rlock));
  return None{};
}

}  // namespace krait
