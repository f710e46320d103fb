#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/object/native_object.h"

namespace krait {

class Str;

/// EncodingMap, what codecs.charmap_build() makes: which byte stands for a character.
class EncodingMap : public NativeObject {
 public:
  static const NativeClass kClass;

  /// The table must begin with U+0000, and nothing else in it may be that or beyond U+FFFF.
  static bool CanHold(const Str* table);
  static Result<EncodingMap*> New(Thread& t, const Str* table);

  /// The byte for `c`, or -1.
  int Find(char32_t c) const;

 private:
  struct Entry {
    uint16_t character;
    uint8_t byte;
  };
  uint32_t count_;
  Entry entries_[256];  // by character
};

/// Makes the type; once per VM.
Result<Type*> MakeEncodingMapType(Thread& t);

}  // namespace krait
