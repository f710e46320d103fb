#pragma once

#include <atomic>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Code;
class Marker;
class Thread;

/// One 64-bit word of register code: an instruction's opcode with three operands, more operands, a
/// 64-bit immediate, or an inline cache.
///
/// An operand is a frame slot (0 and up) or a constant (~index, below 0).
union Word {
  struct {
    uint16_t op;
    int16_t a;
    int16_t b;
    int16_t c;
  };
  int16_t operands[4];
  int32_t halves[2];
  uint64_t bits;
  std::atomic<uint64_t> cache;

  Word() : bits(0) {}
  Word(const Word& other) : bits(other.bits) {}
  Word& operator=(const Word& other) {
    bits = other.bits;
    return *this;
  }
};
static_assert(sizeof(Word) == 8);

/// A protected range, in words.
struct UnitHandler {
  uint32_t begin;
  uint32_t end;
  uint32_t target;
  uint16_t depth;  // of the stack below the exception
  bool push_lasti;
};

/// Where an instruction came from, and what the collector must know while it runs.
struct UnitPosition {
  uint32_t word;
  uint32_t offset;  // in code units of the original
  /// Stack slots (beyond the locals) that hold values here, as bits; deeper stacks use the last bit
  /// for all the rest.
  uint64_t live_stack;
};

/// A code object's translation to register code. The words are mutable (inline caches), everything
/// else is fixed.
class CodeUnit : public Object {
 public:
  static constexpr Layout kLayout = Layout::kCodeUnit;

  struct Parts {
    absl::Span<const Word> words;
    absl::Span<const UnitHandler> handlers;
    absl::Span<const UnitPosition> positions;  // sorted by word
    absl::Span<const uint32_t> cache_words;    // which words are inline caches
    absl::Span<const Value> constants;         // constant i is operand ~i
    uint32_t frame_slots;                      // locals and stack
  };
  static Result<CodeUnit*> New(Thread& t, Code* code, const Parts& parts);

  Code* code() const { return code_.Load(); }
  const Word* words() const { return words_; }
  Word* words() { return words_; }
  uint32_t word_count() const { return word_count_; }
  uint32_t frame_slots() const { return frame_slots_; }
  /// One past the end of the constants, which lie in reverse: operand ~i is constants()[~i].
  const Value* constants() const { return constants_; }
  absl::Span<const UnitHandler> handlers() const { return {handlers_, handler_count_}; }
  absl::Span<const UnitPosition> positions() const { return {positions_, position_count_}; }
  absl::Span<const uint32_t> cache_words() const { return {cache_words_, cache_count_}; }

  uint32_t IndexOf(const Word* pc) const { return static_cast<uint32_t>(pc - words_); }
  /// The instruction that `word` belongs to.
  const UnitPosition& PositionOf(uint32_t word) const;
  /// The innermost handler around `word`, or null.
  const UnitHandler* HandlerOf(uint32_t word) const;
  /// The first instruction translated from original offset `offset` (in code units) or later.
  uint32_t WordOfOffset(uint32_t offset) const;

  void Trace(Marker& marker);

 private:
  Field<Code*> code_;
  Word* words_;
  UnitHandler* handlers_;
  UnitPosition* positions_;
  uint32_t* cache_words_;
  Value* constants_;
  uint32_t constant_count_;
  uint32_t word_count_;
  uint32_t handler_count_;
  uint32_t position_count_;
  uint32_t cache_count_;
  uint32_t frame_slots_;
};

/// An inline cache word that points to a record has this low bit; others are (shape id << 32) |
/// what the site caches, with bit 0 clear; 0 is empty.
inline constexpr uint64_t kCacheRecordBit = 1;

}  // namespace krait
