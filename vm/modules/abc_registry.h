#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

class RootedVector;

/// The classes that an abstract base class knows to be, or not to be, its subclasses. Weak: the
/// collector takes classes out that nothing else keeps.
class AbcRegistry {
 public:
  enum Kind : uint8_t { kRegistered, kCache, kNegativeCache, kKindCount };

  bool Contains(Kind kind, const Type* cls);
  void Add(Kind kind, Type* cls);
  void Clear(Kind kind);
  /// Appends them to `out`.
  void List(Kind kind, RootedVector& out);

  /// The negative cache holds for this value of AbcPart::invalidations.
  std::atomic<uint64_t> negative_version{0};

  /// World stopped.
  void DropUnmarked(Marker& marker);

 private:
  absl::Mutex mutex_;
  absl::flat_hash_set<const Type*> classes_[kKindCount];
};

/// _abc_data: what an abstract base class keeps as _abc_impl.
struct AbcData : NativeObject {
  static const NativeClass kClass;
  AbcRegistry* registry;  // owned
};

class AbcPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kAbc;
  Type* data = nullptr;
  Str* subclasses = nullptr;        // __subclasses__
  Str* collection_flags = nullptr;  // __abc_tpflags__
  /// Counts registrations: each may make negative answers wrong.
  std::atomic<uint64_t> invalidations{0};

  void AddData(AbcData* data);
  void TraceRoots(Marker& marker) override;
  void DropUnmarked(Marker& marker) override;

 private:
  absl::Mutex mutex_;
  std::vector<AbcData*> all_data_;  // weak
};

}  // namespace krait
