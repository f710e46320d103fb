#pragma once

#include <sys/select.h>

#include <cstdint>

#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

/// The types of the select module.
class SelectPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kSelect;
  void TraceRoots(Marker& marker) override;

  Type* poll = nullptr;
  Type* epoll = nullptr;
};

Result<None> AddPoll(Thread& t, Module* module);
Result<None> AddEpoll(Thread& t, Module* module);

/// How long to wait. Calls that a signal interrupted ask again for what is left.
class TimeLimit {
 public:
  TimeLimit() = default;  // none
  /// Not negative.
  explicit TimeLimit(int64_t nanoseconds);

  bool is_none() const { return deadline_ < 0; }
  int64_t NanosecondsLeft() const;
  /// As poll() takes it: -1 for none; rounded up.
  int MillisecondsLeft() const;

 private:
  int64_t deadline_ = -1;
};

/// A time-out as poll and epoll take it: None and negative ones are no limit. `unit` is its unit in
/// nanoseconds.
Result<TimeLimit> ToTimeLimit(Thread& t, Value timeout, int64_t unit);

}  // namespace krait
