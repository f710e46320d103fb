#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/heap/thread.h"

namespace krait {

class Str;

/// Universal newlines while decoding piece by piece: notes which kinds were seen, and makes "\n" of
/// all if `translate`. Zeroed memory is a fresh one.
struct NewlineTranslator {
  bool translate;
  bool pending_cr;  // the last piece ended in "\r", which is held back
  uint8_t seen;     // kSeenCr, ...

  static constexpr uint8_t kSeenCr = 1;
  static constexpr uint8_t kSeenLf = 2;
  static constexpr uint8_t kSeenCrLf = 4;

  Result<Str*> Decode(Thread& t, Str* text, bool final);
  /// What `newlines` says: None, one kind, or a tuple.
  Result<Value> Newlines(Thread& t) const;
};

}  // namespace krait
