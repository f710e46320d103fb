#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/modules/io/io_lock.h"
#include "vm/modules/io/newline_translator.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/native_object.h"

namespace krait {

class Buffered;
class Str;

/// How a text stream treats line ends.
struct NewlineMode {
  bool universal = true;          // reading: "\r", "\n" and "\r\n" all end a line
  bool translate = true;          // reading: and become "\n"
  const char* ending = nullptr;   // reading, if not universal: what ends a line
  const char* written = nullptr;  // what "\n" becomes when written; null: stays

  /// `newline` is None or a str. ValueError "illegal newline value: ...".
  static Result<NewlineMode> Of(Thread& t, Value newline);
};

/// What TextIOWrapper() takes beside the buffer.
struct TextOptions {
  Value encoding = Value::None();  // a str, or None: the locale's
  Value errors = Value::None();    // a str, or None: "strict"
  NewlineMode newline;
  bool line_buffering = false;
  bool write_through = false;
};

/// _io.TextIOWrapper: text over a stream of bytes. The encodings that the VM knows are decoded and
/// encoded here; others through the incremental codecs that the registry finds.
class TextIO : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args args);
  Result<None> Initialize(Thread& t, Value buffer, const TextOptions& options);
  Result<None> Reconfigure(Thread& t, Value encoding, Value errors, const NewlineMode* newline,
                           Value line_buffering, Value write_through);

  Value buffer() const { return buffer_.Load(); }  // Unbound: uninitialized or detached
  Str* encoding() const { return encoding_.Load(); }
  Str* errors() const { return errors_.Load(); }
  bool line_buffering() const { return line_buffering_; }
  bool write_through() const { return write_through_; }
  bool finalizing() const { return finalizing_; }
  void set_finalizing(bool finalizing) { finalizing_ = finalizing; }
  int64_t chunk_size() const { return chunk_size_; }
  void set_chunk_size(int64_t size) { chunk_size_ = size; }
  bool ok() const { return ok_; }
  bool has_decoded() const { return decoded_.Load() != nullptr; }
  bool HasPending() const { return pending_size_ != 0; }
  IoLock& lock() { return lock_; }

  /// ValueError when uninitialized or detached.
  Result<None> CheckAttached(Thread& t) const;
  /// And when closed.
  Result<None> CheckOpen(Thread& t);
  Result<bool> Closed(Thread& t);

  // What the methods do; the stream is attached and open. Each takes the lock.
  Result<None> Write(Thread& t, Str* text);
  Result<Str*> Read(Thread& t, int64_t size);
  /// Empty at the end.
  Result<Str*> ReadLine(Thread& t, int64_t limit);
  Result<Value> Seek(Thread& t, Value cookie, int whence);
  Result<Value> Tell(Thread& t);
  /// Passes everything on to the buffer, and that on.
  Result<None> Flush(Thread& t);
  /// __next__ begins and ends, which tell() cannot keep up with.
  void BeginIteration() { telling_ = false; }
  void EndIteration() {
    has_snapshot_ = false;
    telling_ = seekable_;
  }
  void Detach() {
    buffer_.Store(this, Value::Unbound());
    detached_ = true;
  }
  Result<Value> Newlines(Thread& t) const;

 private:
  struct DecoderState {
    Bytes* bytes;
    int64_t flags;
  };
  /// Where a position lies: what a cookie stands for.
  struct Cookie {
    int64_t start = 0;          // where to seek the buffer
    int64_t flags = 0;          // of the decoder there
    int64_t bytes_to_feed = 0;  // then, into the decoder
    int64_t chars_to_skip = 0;  // of what that gives
    bool need_eof = false;
  };

  static void TraceText(Object* object, Marker& marker);

  // Set-up.
  Result<None> SetCodec(Thread& t, Value encoding, Value errors);
  Result<None> MakeCoders(Thread& t);
  void SetNewline(const NewlineMode& newline);
  Result<None> FixEncoderState(Thread& t);

  // Decoding.
  Result<Str*> Decode(Thread& t, Bytes* bytes, bool final);
  Result<Str*> DecodeNatively(Thread& t, Bytes* bytes, bool final);
  Result<DecoderState> GetDecoderState(Thread& t);
  Result<None> SetDecoderState(Thread& t, Bytes* bytes, int64_t flags);
  Result<None> ResetDecoder(Thread& t);
  Result<bool> ReadChunk(Thread& t, int64_t hint);
  Result<Bytes*> ReadBuffer(Thread& t, int64_t size);
  Result<Str*> TakeDecoded(Thread& t, int64_t count);
  void SetDecoded(Str* text) {
    decoded_.Store(this, text);
    decoded_used_ = 0;
  }
  /// Up to and including the line end at or behind `from`; SIZE_MAX when there is none.
  size_t FindLineEnd(const Str* text, size_t from) const;

  // Encoding.
  Result<Bytes*> Encode(Thread& t, Str* text);
  Result<None> AddPending(Thread& t, Str* text);
  Result<None> AddPendingBytes(Thread& t, absl::Span<const uint8_t> bytes);
  Result<None> FlushPending(Thread& t);
  Result<None> WriteBytes(Thread& t, absl::Span<const uint8_t> bytes);
  Result<None> SetEncoderStart(Thread& t, bool start_of_stream);

  // Position.
  Result<None> FlushThroughMethod(Thread& t);
  Result<Value> SeekToEnd(Thread& t);
  Result<None> Locate(Thread& t, Cookie& cookie);
  static Result<Value> PackCookie(Thread& t, const Cookie& cookie);
  static Result<Cookie> UnpackCookie(Thread& t, Value value);

  Field<Value> buffer_;
  Field<Str*> encoding_;
  Field<Str*> errors_;
  Field<Value> encoder_;      // a Python object, unless native_
  Field<Value> decoder_;      // the same
  Field<Str*> decoded_;       // null: nothing read yet
  Field<Bytes*> snapshot_;    // what went into the decoder since its state was snapshot_flags_
  Field<RawArray*> pending_;  // encoded text that the buffer has not got yet
  size_t decoded_used_;       // characters of decoded_ handed out
  size_t pending_size_;
  int64_t snapshot_flags_;
  int64_t chunk_size_;
  double bytes_per_char_;  // in the last chunk
  IoLock lock_;
  NewlineMode newline_;
  NewlineTranslator translator_;
  Codec codec_;
  uint8_t order_;  // UTF-16 and UTF-32: kOrderUnknown, ...
  uint8_t partial_size_;
  uint8_t partial_[8];  // an incomplete sequence that the native decoder holds
  bool native_;
  bool readable_;  // there is a decoder
  bool writable_;
  bool has_read1_;
  bool has_snapshot_;
  bool line_buffering_;
  bool write_through_;
  bool seekable_;
  bool telling_;
  bool start_of_stream_;  // a byte order mark is due
  bool ok_;
  bool detached_;
  bool finalizing_;
};

/// The TextIO that `value` exactly is, in working order and without attributes of its own in the
/// way of its methods; or null.
TextIO* ExactTextIO(Thread& t, Value value);

}  // namespace krait
