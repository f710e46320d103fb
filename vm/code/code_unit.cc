#include "vm/code/code_unit.h"

#include <algorithm>
#include <cstring>

#include "vm/code/code.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait {
namespace {

template <typename T>
T* Place(char*& at, absl::Span<const T> from) {
  T* to = reinterpret_cast<T*>(at);
  if (!from.empty()) std::memcpy(static_cast<void*>(to), from.data(), from.size() * sizeof(T));
  at += (from.size() * sizeof(T) + 7) & ~size_t{7};
  return to;
}

template <typename T>
size_t SizeOf(absl::Span<const T> from) {
  return (from.size() * sizeof(T) + 7) & ~size_t{7};
}

}  // namespace

Result<CodeUnit*> CodeUnit::New(Thread& t, Code* code, const Parts& parts) {
  const size_t size = sizeof(CodeUnit) + SizeOf(parts.words) + SizeOf(parts.handlers) +
                      SizeOf(parts.positions) + SizeOf(parts.cache_words) + SizeOf(parts.constants);
  CodeUnit* unit = TRY(AllocateStorage<CodeUnit>(t, size));
  unit->code_.Store(unit, code);
  char* at = reinterpret_cast<char*>(unit + 1);
  unit->words_ = Place(at, parts.words);
  unit->handlers_ = Place(at, parts.handlers);
  unit->positions_ = Place(at, parts.positions);
  unit->cache_words_ = Place(at, parts.cache_words);
  unit->constants_ = reinterpret_cast<Value*>(at) + parts.constants.size();
  for (size_t i = 0; i < parts.constants.size(); ++i) {
    unit->constants_[~static_cast<ptrdiff_t>(i)] = parts.constants[i];
  }
  unit->constant_count_ = static_cast<uint32_t>(parts.constants.size());
  unit->word_count_ = static_cast<uint32_t>(parts.words.size());
  unit->handler_count_ = static_cast<uint32_t>(parts.handlers.size());
  unit->position_count_ = static_cast<uint32_t>(parts.positions.size());
  unit->cache_count_ = static_cast<uint32_t>(parts.cache_words.size());
  unit->frame_slots_ = parts.frame_slots;
  return unit;
}

/// Instructions are about as long as each other: it is mostly near where it would be then.
const UnitPosition& CodeUnit::PositionOf(uint32_t word) const {
  constexpr ptrdiff_t kNear = 8;
  const UnitPosition* begin = positions_;
  const UnitPosition* end = positions_ + position_count_;
  const UnitPosition* guess = begin + uint64_t{word} * position_count_ / (word_count_ + 1);
  if (guess - begin > kNear && guess[-kNear].word <= word) begin = guess - kNear;
  if (end - guess > kNear && guess[kNear].word > word) end = guess + kNear;
  if (end - begin > 2 * kNear) {
    begin = std::upper_bound(
        begin, end, word, [](uint32_t wanted, const UnitPosition& p) { return wanted < p.word; });
    return begin == positions_ ? *begin : begin[-1];
  }
  while (begin + 1 < end && begin[1].word <= word) ++begin;
  return *begin;
}

const UnitHandler* CodeUnit::HandlerOf(uint32_t word) const {
  const UnitHandler* after =
      std::upper_bound(handlers_, handlers_ + handler_count_, word,
                       [](uint32_t wanted, const UnitHandler& h) { return wanted < h.begin; });
  if (after == handlers_) return nullptr;
  const UnitHandler* handler = after - 1;
  return word < handler->end ? handler : nullptr;
}

uint32_t CodeUnit::WordOfOffset(uint32_t offset) const {
  for (const UnitPosition& position : positions()) {
    if (position.offset >= offset) return position.word;
  }
  return word_count_;
}

void CodeUnit::Trace(Marker& marker) {
  marker.Visit(code_);
  for (uint32_t i = 0; i < constant_count_; ++i) {
    marker.Visit(constants_[~static_cast<ptrdiff_t>(i)]);
  }
  for (uint32_t index : cache_words()) {
    const uint64_t cache = words_[index].cache.load(std::memory_order_relaxed);
    if ((cache & kCacheRecordBit) != 0) {
      marker.Visit(reinterpret_cast<Object*>(cache & ~kCacheRecordBit));
    }
  }
}

}  // namespace krait
