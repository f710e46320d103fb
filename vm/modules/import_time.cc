#include "vm/modules/import_time.h"

#include <chrono>
#include <cstdio>

#include "vm/modules/import_part.h"
#include "vm/modules/sys_part.h"

namespace krait {
namespace {

int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

ImportTimer::ImportTimer(Thread& t, const std::string& name)
    : t_(t), name_(name), on_(t.vm().part<SysPart>().config.import_time) {
  if (!on_) return;
  auto& part = t.vm().part<ImportPart>();
  if (!part.time_header_printed) {
    std::fputs("import time: self [us] | cumulative | imported package\n", stderr);
    part.time_header_printed = true;
  }
  ++part.time_depth;
  siblings_ = part.time_of_children;
  part.time_of_children = 0;
  started_ = Now();
}

ImportTimer::~ImportTimer() {
  if (!on_) return;
  auto& part = t_.vm().part<ImportPart>();
  --part.time_depth;
  const int64_t total = Now() - started_;
  const int64_t own = total - part.time_of_children;
  std::fprintf(
      stderr, "import time: %9lld | %10lld | %*s%s\n", static_cast<long long>((own + 999) / 1000),
      static_cast<long long>((total + 999) / 1000), part.time_depth * 2, "", name_.c_str());
  part.time_of_children = siblings_ + total;
}

}  // namespace krait
