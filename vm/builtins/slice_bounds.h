#pragma once

#include "vm/core/result.h"

namespace krait {

class Slice;
class Thread;

/// A slice fitted to a sequence of any length: exact ints.
struct WideSliceBounds {
  Value start;
  Value stop;
  Value step;
};

/// What slice.indices(length) says. `length` is an exact int, not negative.
Result<WideSliceBounds> FitSlice(Thread& t, const Slice* slice, Value length);

}  // namespace krait
