#pragma once

#include "vm/core/result.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

/// What _functools keeps per VM.
class FunctoolsPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kFunctools;
  Type* partial = nullptr;
  Type* key_wrapper = nullptr;
  Type* lru_link = nullptr;
  /// Stands between positional and keyword arguments in a cache's keys.
  Object* keyword_mark = nullptr;

  void TraceRoots(Marker& marker) override {
    marker.Visit(partial);
    marker.Visit(key_wrapper);
    marker.Visit(lru_link);
    marker.Visit(keyword_mark);
  }
};

Result<None> AddPartial(Thread& t, Module* module);
Result<None> AddCmpToKey(Thread& t, Module* module);
Result<None> AddLruCache(Thread& t, Module* module);

}  // namespace krait
