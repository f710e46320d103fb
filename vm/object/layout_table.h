#pragma once

#include <array>
#include <cstdint>

#include "vm/core/layout.h"
#include "vm/core/object.h"
#include "vm/heap/marker.h"

namespace krait {

/// What a VM knows of one layout.
struct LayoutInfo {
  uint32_t instance_size = sizeof(Object);  // of the fixed part
  /// Where exact instances keep attributes of their own; 0: they have none.
  uint32_t attributes_offset = 0;
  /// Items follow the fixed part: subclass instances keep attributes behind them.
  bool has_items = false;
  uint32_t type_flags = 0;  // Type::Flag of the built-in types with this layout
};

void TraceSubclassAttributes(Object* object, Marker& marker);

/// All layouts of a VM. Each folder that has heap classes adds its own before the VM boots.
class LayoutTable {
 public:
  LayoutTable();

  /// T names its layout as T::kLayout and traces itself in T::Trace(Marker&), if it has one.
  template <typename T>
  void Add(uint32_t type_flags = 0, bool has_items = false, uint32_t attributes_offset = 0) {
    infos_[Index(T::kLayout)] = {sizeof(T), attributes_offset, has_items, type_flags};
    if constexpr (requires(T& cell, Marker& marker) { cell.Trace(marker); }) {
      traces_[Index(T::kLayout)].trace = [](Object* cell, Marker& marker) {
        static_cast<T*>(cell)->Trace(marker);
        if (cell->IsSubclassInstance()) TraceSubclassAttributes(cell, marker);
      };
    } else {
      traces_[Index(T::kLayout)].trace = [](Object* cell, Marker& marker) {
        if (cell->IsSubclassInstance()) TraceSubclassAttributes(cell, marker);
      };
    }
  }

  const LayoutInfo& Info(Layout layout) const { return infos_[Index(layout)]; }
  const LayoutTrace* traces() const { return traces_.data(); }

 private:
  static size_t Index(Layout layout) { return static_cast<size_t>(layout); }

  std::array<LayoutInfo, static_cast<size_t>(Layout::kCount)> infos_;
  std::array<LayoutTrace, static_cast<size_t>(Layout::kCount)> traces_;
};

}  // namespace krait
