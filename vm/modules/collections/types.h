#pragma once

#include "vm/heap/marker.h"
#include "vm/object/module.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

namespace krait::collections {

/// The types of _collections that C++ code makes instances of or asks for.
class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kCollections;
  Type* deque = nullptr;
  Type* deque_iterator = nullptr;
  Type* deque_reverse_iterator = nullptr;
  Type* default_dict = nullptr;
  Type* ordered_dict = nullptr;
  Type* ordered_dict_iterator = nullptr;
  Type* ordered_dict_views[3] = {};  // by DictIterator::Kind

  void TraceRoots(Marker& marker) override {
    for (Type* type : {deque, deque_iterator, deque_reverse_iterator, default_dict, ordered_dict,
                       ordered_dict_iterator}) {
      marker.Visit(type);
    }
    for (Type* type : ordered_dict_views) marker.Visit(type);
  }
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

// One function per source file: adds its types and functions to the module.
Result<None> AddDeque(Thread& t, Module* module);
Result<None> AddDequeIterators(Thread& t, Module* module);
Result<None> AddDefaultDict(Thread& t, Module* module);
Result<None> AddOrderedDict(Thread& t, Module* module);
Result<None> AddOrderedDictViews(Thread& t);
Result<None> AddTupleGetter(Thread& t, Module* module);
Result<None> AddCountElements(Thread& t, Module* module);

}  // namespace krait::collections
