#pragma once

#include <atomic>
#include <cstdint>

#include "vm/core/object.h"

namespace krait {

class Marker;
class Shape;

/// Shape ids of one VM: a reserved range of addresses, so that lookups need no lock and the base
/// never moves. Ids are not reused: an inline cache never takes a new shape for an old one.
class ShapeTable {
 public:
  static constexpr uint32_t kMaxShapes = 1u << 26;

  ShapeTable();
  ~ShapeTable();
  ShapeTable(const ShapeTable&) = delete;
  ShapeTable& operator=(const ShapeTable&) = delete;

  Object* const* base() const { return entries_; }
  /// A fresh id (never 0) for `shape`, or 0 when all are used up.
  uint32_t Add(Shape* shape);
  /// Forgets shapes that stayed unmarked. The world is stopped.
  void DropUnmarked(Marker& marker);

 private:
  Object** entries_;  // null when the addresses could not be reserved
  std::atomic<uint32_t> next_{1};
};

}  // namespace krait
