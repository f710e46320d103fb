#include "vm/interp/filled_caches.h"

#include "vm/heap/marker.h"

namespace krait::interp {

void FilledCaches::Fill(const CacheSite& site, uint64_t content) {
  // At once with noting it: a flush in between would leave the site filled, and forget it.
  gil::RawMutexLock lock(mutex_);
  const bool was_empty = site.word.cache.exchange(content, std::memory_order_acq_rel) == 0;
  if (was_empty) filled_.push_back({&site.word, site.unit});
}

void FilledCaches::Flush() {
  gil::RawMutexLock lock(mutex_);
  for (const Filled& one : filled_) one.word->cache.store(0, std::memory_order_relaxed);
  filled_.clear();
}

void FilledCaches::DropUnmarked(Marker& marker) {
  // Sites of one unit mostly come together.
  const CodeUnit* last = nullptr;
  bool is_dead = false;
  std::erase_if(filled_, [&](const Filled& one) {
    if (one.unit != last) is_dead = !marker.IsMarked(one.unit);
    last = one.unit;
    return is_dead;
  });
}

}  // namespace krait::interp
