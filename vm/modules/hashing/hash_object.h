#pragma once

#include <algorithm>
#include <cstdint>

#include "gil/object_lock.h"
#include "vm/modules/hashing/block_hash.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::hashing {

/// What is to be hashed: TypeError for text and for objects without bytes.
class HashInput {
 public:
  explicit HashInput(Thread& t) : t_(t), buffer_(t) {}
  Result<None> Take(Value data);
  ByteSpan span() const { return buffer_.span(); }

 private:
  Thread& t_;
  Buffer buffer_;
};

/// Lower case.
Result<Str*> HexOf(Thread& t, ByteSpan bytes);

/// A hash under way, as Python sees it. A Hash has Update(ByteSpan).
template <typename Hash>
class HashObject final : public NativeObject {
 public:
  static const NativeClass kClass;

  Hash& hash() { return hash_; }

  /// Takes all of `data`, piece by piece, so that others get to run.
  Result<None> Update(Thread& t, Value data) {
    constexpr size_t kBytesPerPoll = 1 << 16;
    HashInput input(t);
    TRY(input.Take(data));
    for (ByteSpan left = input.span(); !left.empty();) {
      const ByteSpan piece = left.subspan(0, std::min(left.size(), kBytesPerPoll));
      {
        gil::CriticalSection lock(t, lock_byte());
        hash_.Update(piece);
      }
      left.remove_prefix(piece.size());
      TRY(CheckPoll(t));
    }
    return None{};
  }
  /// The hash as it is at one moment.
  Hash Snapshot(Thread& t) {
    gil::CriticalSection lock(t, lock_byte());
    return hash_;
  }
  Result<Value> Copy(Thread& t) {
    auto* copy = TRY(NewNative<HashObject>(t, TypeOf(t, Value::FromObject(this))));
    copy->hash_ = Snapshot(t);
    return copy;
  }

 private:
  Hash hash_;
};

}  // namespace krait::hashing
