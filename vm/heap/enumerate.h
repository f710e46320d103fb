#pragma once

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace krait {

class Object;
class Thread;

/// Looks at cells one by one: for what the collector itself has no use for.
class HeapWalk {
 public:
  /// Calls `visit` for each cell that survived the last collection or was allocated since, with its
  /// size in bytes. The world is stopped meanwhile: `visit` neither allocates cells nor runs
  /// Python. Cells that nothing refers to any more are among them, unless a collection has just
  /// been run.
  static void ForEachCell(Thread& t, absl::FunctionRef<void(Object* cell, size_t bytes)> visit);

  /// Calls `visit` for cells that `cell` refers to directly: what its layout's trace function
  /// finds, in that order. Of a cell with more than kMostReferences only the last ones. As in
  /// ForEachCell, the world is stopped.
  static void ForEachReference(Thread& t, Object* cell,
                               absl::FunctionRef<void(Object* target)> visit);
  static constexpr size_t kMostReferences = 16;
};

}  // namespace krait
