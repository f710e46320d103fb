#pragma once

#include <pthread.h>

#include <cstdint>
#include <string>

#include "absl/synchronization/mutex.h"
#include "gil/thread_list.h"

namespace krait {

/// A native thread that writes the tracebacks of all Python threads when a time is over.
class Watchdog {
 public:
  Watchdog(gil::ThreadGroup& threads, int descriptor, int64_t nanoseconds, bool repeat, bool exit);
  /// Calls it off and waits for the thread to end.
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// False when the system has no thread for it.
  bool Start();

 private:
  static void* Main(void* self);
  void Run();

  gil::ThreadGroup& threads_;
  const int descriptor_;
  const int64_t nanoseconds_;
  const bool repeat_;
  const bool exit_;
  const std::string header_;
  absl::Mutex mutex_;
  bool cancelled_ = false;
  bool started_ = false;
  pthread_t thread_{};
};

}  // namespace krait
