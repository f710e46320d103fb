#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace krait {
class Thread;
}

namespace krait::jit {

/// What steps of a trace change in memory, to be put back, so that the same can be done once more.
/// Nobody else may look at that memory or change it meanwhile, nor may a collection run.
class Changes {
 public:
  /// The micro-op, of which CanBeUndone, is about to run on the operands: words as in registers, an
  /// immediate behind them.
  void NoteBefore(Thread& t, uint16_t operation, const uint64_t* operands);
  /// It did so, without leaving.
  void NoteAfter(uint16_t operation, const uint64_t* operands);
  /// These bytes, whole words, are about to change.
  void Note(void* at, size_t size);
  /// A word was added behind all that anybody looks at.
  void NoteNew(uint64_t* at);

  /// Puts all back as it was, and remembers what it had become.
  void Undo();
  struct Difference {
    const void* at;
    uint64_t found;
    uint64_t expected;
  };
  /// After that: a word that is not now what it had become.
  std::optional<Difference> FirstDifference() const;
  void Forget();

 private:
  struct Change {
    void* at;
    std::vector<uint64_t> before;
    std::vector<uint64_t> after;
  };

  bool IsNoted(const void* at, size_t size);

  std::vector<Change> changes_;
  std::map<const void*, size_t> sizes_;  // of those, by address
};

/// Whether Changes knows what the micro-op changes, or it changes nothing.
bool CanBeUndone(uint16_t operation);

}  // namespace krait::jit
