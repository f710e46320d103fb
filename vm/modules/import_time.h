#pragma once

#include <cstdint>
#include <string>

namespace krait {

class Thread;

/// Prints the line of -X importtime for an import that takes as long as this lives. Does nothing
/// where that was not asked for.
class ImportTimer {
 public:
  ImportTimer(Thread& t, const std::string& name);
  ~ImportTimer();
  ImportTimer(const ImportTimer&) = delete;
  ImportTimer& operator=(const ImportTimer&) = delete;

 private:
  Thread& t_;
  const std::string& name_;
  const bool on_;
  int64_t started_ = 0;
  int64_t siblings_ = 0;  // nanoseconds of the imports before this one, in the same module
};

}  // namespace krait
