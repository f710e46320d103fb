#include <pthread.h>

#include <cerrno>
#include <ctime>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/system_modules.h"
#include "vm/modules/system/time_parts.h"
#include "vm/modules/system/timestamp.h"
#include "vm/modules/system/waiting.h"
#include "vm/object/bind.h"
#include "vm/object/capabilities.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// time: clocks and sleeping.
namespace krait {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

double Seconds(int64_t nanos) { return static_cast<double>(nanos) / 1e9; }

Result<int64_t> ReadClock(Thread& t, clockid_t clock) {
  TRY(Require(t, Capability::kClock));
  timespec now{};
  if (clock_gettime(clock, &now) != 0) return RaiseOSError(t, errno);
  return int64_t{now.tv_sec} * kNanosPerSecond + now.tv_nsec;
}

template <clockid_t kClock>
Result<double> ReadSeconds(Thread& t) {
  return Seconds(TRY(ReadClock(t, kClock)));
}
template <clockid_t kClock>
Result<int64_t> ReadNanos(Thread& t) {
  return ReadClock(t, kClock);
}

Result<double> ClockGetTime(Thread& t, int clk_id) { return Seconds(TRY(ReadClock(t, clk_id))); }
Result<int64_t> ClockGetTimeNs(Thread& t, int clk_id) { return ReadClock(t, clk_id); }

Result<double> ClockGetRes(Thread& t, int clk_id) {
  timespec step{};
  if (clock_getres(clk_id, &step) != 0) return RaiseOSError(t, errno);
  return static_cast<double>(step.tv_sec) + static_cast<double>(step.tv_nsec) * 1e-9;
}

Result<None> SetClock(Thread& t, int clock, int64_t nanos) {
  TRY(Require(t, Capability::kClock));
  int64_t fraction = nanos % kNanosPerSecond;
  int64_t whole = nanos / kNanosPerSecond;
  if (fraction < 0) {
    fraction += kNanosPerSecond;
    --whole;
  }
  const timespec time{whole, fraction};
  if (clock_settime(clock, &time) != 0) return RaiseOSError(t, errno);
  return None{};
}
Result<None> ClockSetTime(Thread& t, int clk_id, Value time) {
  return SetClock(t, clk_id, TRY(ToNanoseconds(t, time, TimeRounding::kFloor)));
}
Result<None> ClockSetTimeNs(Thread& t, int clk_id, int64_t time) {
  return SetClock(t, clk_id, time);
}

Result<int64_t> ThreadClock(Thread& t, Value thread_id) {
  if (!IsIntLike(thread_id)) {
    return RaiseTypeError(t, absl::StrCat("pthread_getcpuclockid() argument 1 must be int, not ",
                                          TypeName(t, thread_id)));
  }
  int64_t id = ClampToInt64(thread_id);
  clockid_t clock;
  const int error = pthread_getcpuclockid(static_cast<pthread_t>(id), &clock);
  if (error != 0) return RaiseOSError(t, error);
  return int64_t{clock};
}

Result<None> Sleep(Thread& t, Value seconds) {
  const int64_t nanos = TRY(ToNanoseconds(t, seconds, TimeRounding::kAwayFromZero));
  if (nanos < 0) return RaiseValueError(t, "sleep length must be non-negative");
  TRY(Require(t, Capability::kClock));
  return SleepFor(t, nanos);
}

struct ClockName {
  const char* name;
  clockid_t clock;
  const char* implementation;
  bool monotonic;
  bool adjustable;
};

constexpr ClockName kClocks[] = {
    {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
    {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
    {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true,
     false},
    {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
};

Result<Value> DescribeClock(Thread& t, const ClockName& clock) {
  const char* keys[] = {"implementation", "monotonic", "adjustable", "resolution"};
  const Value values[] = {Value::FromObject(TRY(Str::InternUtf8(t, clock.implementation))),
                          Value::FromBool(clock.monotonic), Value::FromBool(clock.adjustable),
                          TRY(Float::From(t, TRY(ClockGetRes(t, clock.clock))))};
  Tuple* key_names = TRY(Tuple::New(t, std::size(keys)));
  for (size_t i = 0; i < std::size(keys); ++i) key_names->Set(i, Value::None());
  for (size_t i = 0; i < std::size(keys); ++i) {
    key_names->Set(i, Value::FromObject(TRY(Str::InternUtf8(t, keys[i]))));
  }
  return Call(t, Value::FromObject(types(t).simple_namespace), {values, 0, key_names});
}

Result<Value> GetClockInfo(Thread& t, Value name) {
  if (!Is<Str>(name)) {
    return RaiseTypeError(t, absl::StrCat("get_clock_info() argument 1 must be str, not ",
                                          name.IsNone() ? "None" : TypeName(t, name)));
  }
  for (const ClockName& clock : kClocks) {
    if (Cast<Str>(name)->EqualsAscii(clock.name)) return DescribeClock(t, clock);
  }
  return RaiseValueError(t, "unknown clock");
}

constexpr Method kFunctions[] = {
    Bind<ReadSeconds<CLOCK_REALTIME>>("time", "($module, /)"),
    Bind<ReadNanos<CLOCK_REALTIME>>("time_ns", "($module, /)"),
    Bind<ReadSeconds<CLOCK_MONOTONIC>>("monotonic", "($module, /)"),
    Bind<ReadNanos<CLOCK_MONOTONIC>>("monotonic_ns", "($module, /)"),
    Bind<ReadSeconds<CLOCK_MONOTONIC>>("perf_counter", "($module, /)"),
    Bind<ReadNanos<CLOCK_MONOTONIC>>("perf_counter_ns", "($module, /)"),
    Bind<ReadSeconds<CLOCK_PROCESS_CPUTIME_ID>>("process_time", "($module, /)"),
    Bind<ReadNanos<CLOCK_PROCESS_CPUTIME_ID>>("process_time_ns", "($module, /)"),
    Bind<ReadSeconds<CLOCK_THREAD_CPUTIME_ID>>("thread_time", "($module, /)"),
    Bind<ReadNanos<CLOCK_THREAD_CPUTIME_ID>>("thread_time_ns", "($module, /)"),
    Bind<ClockGetTime>("clock_gettime", "($module, clk_id, /)"),
    Bind<ClockGetTimeNs>("clock_gettime_ns", "($module, clk_id, /)"),
    Bind<ClockGetRes>("clock_getres", "($module, clk_id, /)"),
    Bind<ClockSetTime>("clock_settime", "($module, clk_id, time, /)"),
    Bind<ClockSetTimeNs>("clock_settime_ns", "($module, clk_id, time, /)"),
    Bind<ThreadClock>("pthread_getcpuclockid", "($module, thread_id, /)"),
    Bind<Sleep>("sleep", "($module, seconds, /)"),
    Bind<GetClockInfo>("get_clock_info", "($module, name, /)"),
};

struct ClockConstant {
  const char* name;
  clockid_t clock;
};

constexpr ClockConstant kConstants[] = {
    {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
    {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
    {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
    {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
    {"CLOCK_REALTIME", CLOCK_REALTIME},
    {"CLOCK_TAI", CLOCK_TAI},
    {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
};

}  // namespace

Result<None> AddClocks(Thread& t, Module* module) {
  for (const ClockConstant& constant : kConstants) {
    TRY(module->AddInt(t, constant.name, constant.clock));
  }
  return module->AddFunctions(t, kFunctions);
}

Result<Module*> MakeTimeModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "time"))));
  TRY(AddClocks(t, module));
  TRY(AddCalendar(t, module));
  return module;
}

}  // namespace krait
