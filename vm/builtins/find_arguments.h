#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait {

/// The arguments of find(), count(), startswith() and their relatives in str, bytes and bytearray:
/// what to look for, and the part of the receiver to look in.
struct FindArguments {
  Value sub;
  int64_t start = 0;
  int64_t stop = INT64_MAX;

  static Result<FindArguments> Parse(Thread& t, const char* method, Args args) {
    if (args.has_keywords()) {
      return RaiseTypeError(t, absl::StrCat(method, "() takes no keyword arguments"));
    }
    if (args.count < 1 || args.count > 3) {
      return RaiseTypeError(
          t, absl::StrCat(method, "() takes at ",
                          args.count < 1 ? "least 1 argument (" : "most 3 arguments (", args.count,
                          " given)"));
    }
    FindArguments result;
    result.sub = args[0];
    if (args.count > 1) result.start = TRY(ToSliceIndex(t, args[1], 0));
    if (args.count > 2) result.stop = TRY(ToSliceIndex(t, args[2], INT64_MAX));
    return result;
  }

  /// The part of a sequence of `size` items.
  struct Range {
    size_t begin;
    size_t end;
    bool valid;  // else it begins behind its end, and not even nothing is found there
  };
  Range In(size_t size) const {
    const auto length = static_cast<int64_t>(size);
    const auto clamp = [&](int64_t at) { return at < 0 ? std::max<int64_t>(at + length, 0) : at; };
    const int64_t from = clamp(start);
    const int64_t to = std::min(clamp(stop), length);
    return {static_cast<size_t>(std::min(from, length)), static_cast<size_t>(to), from <= to};
  }
};

}  // namespace krait
