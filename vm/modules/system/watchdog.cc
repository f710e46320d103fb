#include "vm/modules/system/watchdog.h"

#include <unistd.h>

#include <csignal>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "vm/modules/system/fault_dump.h"

namespace krait {
namespace {

std::string HeaderFor(int64_t nanoseconds) {
  const int64_t micros = (nanoseconds + 999) / 1000;
  const int64_t seconds = micros / 1000000;
  std::string text =
      absl::StrFormat("Timeout (%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (micros % 1000000 != 0) absl::StrAppendFormat(&text, ".%06d", micros % 1000000);
  return text + ")!\n";
}

}  // namespace

Watchdog::Watchdog(gil::ThreadGroup& threads, int descriptor, int64_t nanoseconds, bool repeat,
                   bool exit)
    : threads_(threads),
      descriptor_(descriptor),
      nanoseconds_(nanoseconds),
      repeat_(repeat),
      exit_(exit),
      header_(HeaderFor(nanoseconds)) {}

Watchdog::~Watchdog() {
  if (!started_) return;
  {
    absl::MutexLock lock(&mutex_);
    cancelled_ = true;
  }
  pthread_join(thread_, nullptr);
}

bool Watchdog::Start() {
  // Signals are for the threads that run Python.
  sigset_t all, former;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  started_ = pthread_create(&thread_, nullptr, &Main, this) == 0;
  pthread_sigmask(SIG_SETMASK, &former, nullptr);
  return started_;
}

void* Watchdog::Main(void* self) {
  static_cast<Watchdog*>(self)->Run();
  return nullptr;
}

void Watchdog::Run() {
  absl::MutexLock lock(&mutex_);
  do {
    if (mutex_.AwaitWithTimeout(absl::Condition(&cancelled_), absl::Nanoseconds(nanoseconds_))) {
      return;
    }
    FaultDump dump(descriptor_);
    dump.Text(header_.c_str());
    dump.AllThreads(threads_, 0);
    if (exit_) _exit(1);
  } while (repeat_);
}

}  // namespace krait
