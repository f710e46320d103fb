#pragma once

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/modules/io/newline_translator.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/args.h"
#include "vm/object/native_object.h"

namespace krait {

class RawArray;
class Str;

/// _io.StringIO: a stream over text in memory, four bytes a character. Each method holds the
/// object's lock while it works.
class StringIO : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args args);
  /// Empty and open, at the start.
  void Reset(const NewlineMode& newline);

  bool ready() const { return ready_; }
  bool closed() const { return closed_; }
  size_t size() const { return size_; }
  size_t position() const { return position_; }
  void set_position(size_t position) { position_ = position; }
  const NewlineMode& newline() const { return newline_; }
  bool has_translator() const { return newline_.universal; }
  NewlineTranslator& translator() { return translator_; }
  void Close() {
    storage_.Store(this, nullptr);
    closed_ = true;
  }

  // The caller holds the lock and has checked that the stream is open.
  absl::Span<const char32_t> content() const;
  /// The characters from the position on, at most `limit` (negative: all); moves the position.
  absl::Span<const char32_t> Take(int64_t limit);
  absl::Span<const char32_t> TakeLine(int64_t limit);
  /// Line ends are translated already.
  Result<None> Write(Thread& t, const Str* text);
  void Truncate(size_t size);

 private:
  static void TraceString(Object* object, Marker& marker);

  Field<RawArray*> storage_;  // char32_t
  size_t size_;               // characters
  size_t position_;           // may be beyond the end
  NewlineMode newline_;
  NewlineTranslator translator_;
  bool ready_;
  bool closed_;
};

}  // namespace krait
