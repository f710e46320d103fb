#include <sys/epoll.h>
#include <sys/poll.h>
#include <sys/select.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <ctime>
#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/posix_module.h"
#include "vm/modules/system/posix/select_part.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/modules/system/timestamp.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// The select module: select(), time limits and constants.
namespace krait {

void SelectPart::TraceRoots(Marker& marker) {
  marker.Visit(poll);
  marker.Visit(epoll);
}

// --- Time limits ---------------------------------------------------------------------------------

namespace {

constexpr int64_t kNanosPerMilli = 1'000'000;

int64_t Now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// A number of units in nanoseconds, fractions rounded away from zero.
Result<int64_t> Scale(Thread& t, Value value, int64_t unit) {
  constexpr const char* kTooLarge = "timestamp too large to convert to C _PyTime_t";
  if (IsFloatLike(value)) {
    const double units = FloatOf(value);
    if (std::isnan(units)) return RaiseValueError(t, "Invalid value NaN (not a number)");
    double nanos = units * static_cast<double>(unit);
    nanos = nanos < 0 ? std::floor(nanos) : std::ceil(nanos);
    if (!(nanos >= -0x1p63 && nanos < 0x1p63)) return RaiseOverflowError(t, kTooLarge);
    return static_cast<int64_t>(nanos);
  }
  int64_t whole;
  int64_t nanos;
  if (!ToInt64(TRY(ToIndex(t, value)), &whole) || __builtin_mul_overflow(whole, unit, &nanos)) {
    return RaiseOverflowError(t, kTooLarge);
  }
  return nanos;
}

}  // namespace

TimeLimit::TimeLimit(int64_t nanoseconds) {
  if (__builtin_add_overflow(Now(), nanoseconds, &deadline_)) deadline_ = INT64_MAX;
}

int64_t TimeLimit::NanosecondsLeft() const { return std::max<int64_t>(deadline_ - Now(), 0); }

int TimeLimit::MillisecondsLeft() const {
  if (is_none()) return -1;
  const int64_t left = NanosecondsLeft();
  const int64_t millis = left / kNanosPerMilli + (left % kNanosPerMilli != 0 ? 1 : 0);
  return static_cast<int>(std::min<int64_t>(millis, INT_MAX));
}

Result<TimeLimit> ToTimeLimit(Thread& t, Value timeout, int64_t unit) {
  if (timeout.IsNone()) return TimeLimit();
  const Result<int64_t> nanos = Scale(t, timeout, unit);
  if (!nanos.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, "timeout must be an integer or None");
  }
  if (*nanos / kNanosPerMilli >= INT_MAX) return RaiseOverflowError(t, "timeout is too large");
  return *nanos < 0 ? TimeLimit() : TimeLimit(*nanos);
}

// --- select() ------------------------------------------------------------------------------------

namespace {

/// One of select's three lists.
class DescriptorSet {
 public:
  explicit DescriptorSet(Thread& t) : t_(t), objects_(t) { FD_ZERO(&wanted_); }

  Result<None> Take(Value sequence) {
    if (Is<List>(sequence)) {
      // Asking for a descriptor runs Python code, which may change the list.
      const List* list = Cast<List>(sequence);
      for (size_t i = 0;; ++i) {
        const Value item = list->TryGet(i);
        if (item.IsUnbound()) return None{};
        TRY(Add(item));
      }
    }
    const Result<Value> iterator = GetIter(t_, sequence);
    if (!iterator.ok()) {
      if (!ClearPendingIf(t_, &BuiltinTypes::TypeError)) return Raised{};
      return RaiseTypeError(t_, "arguments 1-3 must be sequences");
    }
    const Tuple* items = TRY(TupleOf(t_, *iterator));
    for (const Value item : items->values()) TRY(Add(item));
    return None{};
  }

  int limit() const { return limit_; }
  /// What to give select(): it is overwritten with the answer.
  fd_set* Prepare() {
    ready_ = wanted_;
    return &ready_;
  }
  Result<Value> Ready() const {
    List* list = TRY(List::New(t_));
    for (size_t i = 0; i < objects_.size(); ++i) {
      if (FD_ISSET(descriptors_[i], &ready_)) TRY(list->Append(t_, objects_[i]));
    }
    return list;
  }

 private:
  Result<None> Add(Value object) {
    const int descriptor = TRY(ToDescriptor(t_, object)).value;
    if (descriptor >= FD_SETSIZE) {
      return RaiseValueError(t_, "filedescriptor out of range in select()");
    }
    if (objects_.size() == FD_SETSIZE) {
      return RaiseValueError(t_, "too many file descriptors in select()");
    }
    FD_SET(descriptor, &wanted_);
    descriptors_[objects_.size()] = descriptor;
    objects_.push_back(object);
    limit_ = std::max(limit_, descriptor + 1);
    return None{};
  }

  Thread& t_;
  RootedVector objects_;
  int descriptors_[FD_SETSIZE];
  fd_set wanted_;
  fd_set ready_;
  int limit_ = 0;
};

Result<TimeLimit> TakeSelectTimeout(Thread& t, Value timeout) {
  if (timeout.IsNone()) return TimeLimit();
  const Result<int64_t> nanos = ToNanoseconds(t, timeout, TimeRounding::kAwayFromZero);
  if (!nanos.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, "timeout must be a float or None");
  }
  if (*nanos < 0) return RaiseValueError(t, "timeout must be non-negative");
  return TimeLimit(*nanos);
}

Result<Value> Select(Thread& t, Value rlist, Value wlist, Value xlist, Value timeout) {
  const TimeLimit limit = TRY(TakeSelectTimeout(t, timeout));
  DescriptorSet reading(t);
  DescriptorSet writing(t);
  DescriptorSet exceptional(t);
  TRY(reading.Take(rlist));
  TRY(writing.Take(wlist));
  TRY(exceptional.Take(xlist));
  const int count = std::max({reading.limit(), writing.limit(), exceptional.limit()});
  const SystemResult result = TRY(FileCall(t, [&] {
    const int64_t left = limit.is_none() ? 0 : limit.NanosecondsLeft();
    const timespec time{left / 1'000'000'000, left % 1'000'000'000};
    return pselect(count, reading.Prepare(), writing.Prepare(), exceptional.Prepare(),
                   limit.is_none() ? nullptr : &time, nullptr);
  }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  const Value ready_to_read = TRY(reading.Ready());
  const Value ready_to_write = TRY(writing.Ready());
  return Tuple::Of(t, ready_to_read, ready_to_write, TRY(exceptional.Ready()));
}

constexpr Method kFunctions[] = {
    Bind<Select>("select", "($module, rlist, wlist, xlist, timeout=None, /)"),
};

struct Constant {
  const char* name;
  int64_t value;
};
constexpr Constant kConstants[] = {
    {"EPOLLERR", EPOLLERR},
    {"EPOLLET", int64_t{EPOLLET}},
    {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE},
    {"EPOLLHUP", EPOLLHUP},
    {"EPOLLIN", EPOLLIN},
    {"EPOLLMSG", EPOLLMSG},
    {"EPOLLONESHOT", EPOLLONESHOT},
    {"EPOLLOUT", EPOLLOUT},
    {"EPOLLPRI", EPOLLPRI},
    {"EPOLLRDBAND", EPOLLRDBAND},
    {"EPOLLRDHUP", EPOLLRDHUP},
    {"EPOLLRDNORM", EPOLLRDNORM},
    {"EPOLLWRBAND", EPOLLWRBAND},
    {"EPOLLWRNORM", EPOLLWRNORM},
    {"EPOLL_CLOEXEC", EPOLL_CLOEXEC},
    {"PIPE_BUF", PIPE_BUF},
    {"POLLERR", POLLERR},
    {"POLLHUP", POLLHUP},
    {"POLLIN", POLLIN},
    {"POLLMSG", POLLMSG},
    {"POLLNVAL", POLLNVAL},
    {"POLLOUT", POLLOUT},
    {"POLLPRI", POLLPRI},
    {"POLLRDBAND", POLLRDBAND},
    {"POLLRDHUP", POLLRDHUP},
    {"POLLRDNORM", POLLRDNORM},
    {"POLLWRBAND", POLLWRBAND},
    {"POLLWRNORM", POLLWRNORM},
};

}  // namespace

Result<Module*> MakeSelectModule(Thread& t) {
  t.vm().AddPart(std::make_unique<SelectPart>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "select"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(AddPoll(t, module));
  TRY(AddEpoll(t, module));
  for (const Constant& constant : kConstants) {
    TRY(module->AddInt(t, constant.name, constant.value));
  }
  TRY(module->Add(t, "error", Value::FromObject(types(t).OSError)));
  return module;
}

}  // namespace krait
