#pragma once

#include <cstdint>
#include <vector>

#include "gil/raw_mutex.h"
#include "vm/code/code_unit.h"

namespace krait {

class Marker;
class Vm;

namespace interp {

/// The inline cache of an attribute site, and the code it is in.
struct CacheSite {
  Word& word;
  CodeUnit* unit;

  uint64_t Load() const { return word.cache.load(std::memory_order_acquire); }
};

/// Which attribute sites of a VM have something in their caches, so that all can be emptied. Other
/// caches check for themselves whether what they know still holds.
class FilledCaches {
 public:
  void Fill(const CacheSite& site, uint64_t content);
  void Flush();
  /// The collector, world stopped: code that dies takes its caches along.
  void DropUnmarked(Marker& marker);

 private:
  struct Filled {
    Word* word;
    CodeUnit* unit;  // weak
  };

  gil::RawMutex mutex_;
  std::vector<Filled> filled_;
};

FilledCaches& FilledCachesOf(Vm& vm);

}  // namespace interp
}  // namespace krait
