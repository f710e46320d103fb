#pragma once

#include <cstddef>
#include <cstdint>

namespace krait::jit {

/// Memory for machine code, mapped twice: to be written at one address and run at another, never
/// both at the same. Code stays where it is put; calls and jumps within it reach everything.
class CodeMemory {
 public:
  /// A file without a name can be run where nothing else can. But perf looks for names of code
  /// (see PerfMap) only where memory is of no file.
  enum class Backing { kFile, kAnonymous };
  /// `bytes` of address space, or as many as a file may have. See ok() for whether there are any.
  explicit CodeMemory(size_t bytes, Backing backing = Backing::kFile);
  ~CodeMemory();
  CodeMemory(const CodeMemory&) = delete;
  CodeMemory& operator=(const CodeMemory&) = delete;

  /// False: the system gives no executable memory.
  bool ok() const { return run_ != nullptr; }
  /// Whether new code can be put here: not in a process that was forked off, which shares the
  /// memory.
  bool CanGrow() const;
  size_t used() const { return used_; }
  size_t size() const { return size_; }

  struct Piece {
    uint8_t* write = nullptr;      // null: there is no room left
    const uint8_t* run = nullptr;  // the same bytes, to be run
  };
  /// Aligned to 16 bytes.
  Piece Take(size_t bytes);

 private:
  void MapFile();
  void MapAnonymous();

  size_t size_;
  size_t used_ = 0;
  int owner_;  // the process
  uint8_t* write_ = nullptr;
  uint8_t* run_ = nullptr;
};

}  // namespace krait::jit
