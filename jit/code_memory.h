#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/types/span.h"

namespace krait::jit {

/// Memory for machine code, mapped twice: to be written at one address and run at another, never
/// both at the same. Code stays where it is put; calls and jumps within it reach everything.
class CodeMemory {
 public:
  /// A file without a name can be run where nothing else can. But perf looks for names of code
  /// (see PerfMap) only where memory is of no file, and must not find other code there later.
  enum class Backing { kFile, kAnonymous };
  /// `bytes` of address space, or as many as a file may have. See ok() for whether there are any.
  explicit CodeMemory(size_t bytes, Backing backing = Backing::kFile);
  ~CodeMemory();
  CodeMemory(const CodeMemory&) = delete;
  CodeMemory& operator=(const CodeMemory&) = delete;

  /// False: the system gives no executable memory.
  bool ok() const { return run_ != nullptr; }
  /// Whether new code can be put here: not in a process that was forked off, and shares the memory,
  /// before AfterFork.
  bool CanGrow() const;
  /// In such a process: puts a copy of its own in the place of the memory. It goes on without if
  /// the system gives none.
  void AfterFork();
  size_t used() const { return used_; }
  size_t size() const { return size_; }

  /// A part of it, which goes back when this is gone: nobody may run it then.
  class Piece {
   public:
    Piece() = default;
    Piece(Piece&& other) noexcept { *this = std::move(other); }
    Piece& operator=(Piece&& other) noexcept;
    ~Piece();

    /// Null: there was no room.
    uint8_t* write() const { return write_; }
    /// The same bytes, to be run.
    absl::Span<const uint8_t> run() const;

   private:
    friend CodeMemory;

    CodeMemory* memory_ = nullptr;
    uint8_t* write_ = nullptr;
    size_t size_ = 0;
  };
  /// Aligned to 16 bytes.
  Piece Take(size_t bytes);

 private:
  void MapFile();
  void MapAnonymous();
  void GiveBack(size_t begin, size_t size);

  size_t size_;
  Backing backing_;
  size_t used_ = 0;
  size_t end_ = 0;                 // behind all that was ever used
  std::map<size_t, size_t> free_;  // by where it begins: how much
  int owner_;                      // the process
  uint8_t* write_ = nullptr;
  uint8_t* run_ = nullptr;
};

}  // namespace krait::jit
