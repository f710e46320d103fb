#include "jit/perf_map.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_format.h"

namespace krait::jit {

PerfMap::PerfMap() {
  static std::atomic<pid_t> begun_by = 0;
  const pid_t process = getpid();
  // What is there belongs to an earlier process with that number.
  const int truncates = begun_by.exchange(process) == process ? 0 : O_TRUNC;
  const std::string path = absl::StrFormat("/tmp/perf-%d.map", process);
  file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | truncates,
               S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
  if (file_ >= 0) return;
  std::fprintf(stderr, "krait: no names for perf: cannot write %s: %s\n", path.c_str(),
               std::strerror(errno));
}

PerfMap::~PerfMap() {
  if (file_ >= 0) close(file_);
}

void PerfMap::Add(absl::Span<const uint8_t> code, const std::string& name) {
  if (file_ < 0) return;
  std::string line =
      absl::StrFormat("%x %x %s", reinterpret_cast<uintptr_t>(code.data()), code.size(), name);
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  line += '\n';
  // At once: a process that is killed has written all that it ran. A line that gets lost leaves
  // code without a name.
  (void)!write(file_, line.data(), line.size());
}

}  // namespace krait::jit
