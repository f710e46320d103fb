#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// tell() and seek() of a TextIOWrapper. A position is a cookie: one int that packs a position of
/// the buffer with what the decoder must be told and fed to be where it was.
namespace krait {
namespace {

constexpr int kParts = 5;
constexpr int kPartBits[kParts] = {64, 32, 32, 32, 8};  // the position lowest

}  // namespace

Result<Value> TextIO::PackCookie(Thread& t, const Cookie& cookie) {
  const int64_t parts[] = {cookie.start, cookie.flags, cookie.bytes_to_feed, cookie.chars_to_skip,
                           cookie.need_eof ? 1 : 0};
  Value packed = TRY(Int::From(t, parts[0]));
  int shift = 0;
  for (int i = 1; i < kParts; ++i) {
    shift += kPartBits[i - 1];
    if (parts[i] == 0) continue;
    const Value part = TRY(BinaryOperation(t, BinaryOperator::kLshift, TRY(Int::From(t, parts[i])),
                                           Value::FromInt(shift)));
    packed = TRY(BinaryOperation(t, BinaryOperator::kOr, packed, part));
  }
  return packed;
}

Result<TextIO::Cookie> TextIO::UnpackCookie(Thread& t, Value value) {
  Value rest = TRY(CallWith(t, Value::FromObject(types(t).int_), value));
  int64_t parts[kParts] = {};
  for (int i = 0; i < kParts; ++i) {
    const Value mask = TRY(Int::FromUnsigned(t, UINT64_MAX >> (64 - kPartBits[i])));
    const Value low = TRY(BinaryOperation(t, BinaryOperator::kAnd, rest, mask));
    if (!ToInt64(low, &parts[i])) {
      return RaiseOverflowError(t, "Python int too large to convert to C long");
    }
    rest = TRY(BinaryOperation(t, BinaryOperator::kRshift, rest, Value::FromInt(kPartBits[i])));
  }
  if (!rest.IsInt() || rest.AsInt() != 0) return RaiseOverflowError(t, "int too big to convert");
  return Cookie{parts[0], parts[1], parts[2], parts[3], parts[4] != 0};
}

Result<None> TextIO::FlushThroughMethod(Thread& t) {
  if (!IsSubclassInstance()) {
    TRY(CheckOpen(t));
    return Flush(t);
  }
  TRY(CallMethodWith(t, Value::FromObject(this), names(t).flush));
  return None{};
}

/// Moves `cookie`, which stands at the start of the snapshot with all characters to skip, as far on
/// as the decoder can be entered without remains of its own.
Result<None> TextIO::Locate(Thread& t, Cookie& cookie) {
  Bytes* input = snapshot_.Load();
  Bytes* nothing = TRY(Bytes::From(t, std::string_view()));
  const auto part = [&](size_t begin, size_t end) {
    return Bytes::From(t, input->span().subspan(begin, end - begin));
  };
  // A guess by the ratio of bytes to characters, and back from there until it is a good place.
  auto skipped =
      std::min(static_cast<size_t>(bytes_per_char_ * static_cast<double>(cookie.chars_to_skip)),
               input->size());
  size_t back = 1;
  while (skipped > 0) {
    TRY(SetDecoderState(t, nothing, cookie.flags));
    const auto count = static_cast<int64_t>(TRY(Decode(t, TRY(part(0, skipped)), false))->length());
    if (count > cookie.chars_to_skip) {
      skipped -= std::min(back, skipped);
      back *= 2;
      continue;
    }
    const DecoderState state = TRY(GetDecoderState(t));
    if (state.bytes->size() == 0) {
      cookie.flags = state.flags;
      cookie.chars_to_skip -= count;
      break;
    }
    skipped -= std::min(state.bytes->size(), skipped);
    back = 1;
  }
  if (skipped == 0) TRY(SetDecoderState(t, nothing, cookie.flags));
  cookie.start += static_cast<int64_t>(skipped);
  if (cookie.chars_to_skip == 0) return None{};
  // Byte by byte for the rest, noting each place where the decoder holds nothing back.
  int64_t decoded = 0;
  for (size_t i = skipped; i < input->size(); ++i) {
    ++cookie.bytes_to_feed;
    decoded += static_cast<int64_t>(TRY(Decode(t, TRY(part(i, i + 1)), false))->length());
    const DecoderState state = TRY(GetDecoderState(t));
    if (state.bytes->size() == 0 && decoded <= cookie.chars_to_skip) {
      cookie.start += cookie.bytes_to_feed;
      cookie.chars_to_skip -= decoded;
      cookie.flags = state.flags;
      cookie.bytes_to_feed = 0;
      decoded = 0;
    }
    if (decoded >= cookie.chars_to_skip) return None{};
  }
  decoded += static_cast<int64_t>(TRY(Decode(t, nothing, true))->length());
  cookie.need_eof = true;
  if (decoded >= cookie.chars_to_skip) return None{};
  return Raise(t, &BuiltinTypes::OSError, "can't reconstruct logical file position");
}

Result<Value> TextIO::Tell(Thread& t) {
  IoLockScope scope(t, lock_);
  if (!seekable_) return RaiseUnsupported(t, "underlying stream is not seekable");
  if (!telling_) {
    return Raise(t, &BuiltinTypes::OSError, "telling position disabled by next() call");
  }
  TRY(FlushPending(t));
  TRY(FlushThroughMethod(t));
  const Value position = TRY(CallMethodWith(t, buffer(), names(t).tell));
  if (!readable_ || !has_snapshot_) return position;
  Cookie cookie;
  cookie.start = TRY(ToIndexInt64(t, position)) - static_cast<int64_t>(snapshot_.Load()->size());
  cookie.flags = snapshot_flags_;
  if (decoded_.Load() == nullptr || decoded_used_ == 0) return PackCookie(t, cookie);
  cookie.chars_to_skip = static_cast<int64_t>(decoded_used_);
  const DecoderState saved = TRY(GetDecoderState(t));
  (void)Locate(t, cookie);
  const Value failure = t.TakePending();
  (void)SetDecoderState(t, saved.bytes, saved.flags);
  TRY(ChainPending(t, failure));
  return PackCookie(t, cookie);
}

Result<Value> TextIO::SeekToEnd(Thread& t) {
  TRY(FlushThroughMethod(t));
  SetDecoded(nullptr);
  has_snapshot_ = false;
  TRY(ResetDecoder(t));
  const Value end =
      TRY(CallMethodWith(t, buffer(), names(t).seek, Value::FromInt(0), Value::FromInt(SEEK_END)));
  if (writable_) {
    const bool start = TRY(RichCompareBool(t, end, Value::FromInt(0), CompareOp::kEq));
    TRY(SetEncoderStart(t, start));
  }
  return end;
}

Result<Value> TextIO::Seek(Thread& t, Value target, int whence) {
  IoLockScope scope(t, lock_);
  if (!seekable_) return RaiseUnsupported(t, "underlying stream is not seekable");
  if (whence == SEEK_CUR || whence == SEEK_END) {
    if (!TRY(RichCompareBool(t, target, Value::FromInt(0), CompareOp::kEq))) {
      return RaiseUnsupported(t, whence == SEEK_CUR ? "can't do nonzero cur-relative seeks"
                                                    : "can't do nonzero end-relative seeks");
    }
    if (whence == SEEK_END) return SeekToEnd(t);
    target = TRY(CallMethodWith(t, Value::FromObject(this), names(t).tell));
  } else if (whence != SEEK_SET) {
    return RaiseValueError(t, absl::StrCat("invalid whence (", whence, ", should be 0, 1 or 2)"));
  }
  if (TRY(RichCompareBool(t, target, Value::FromInt(0), CompareOp::kLt))) {
    return RaiseValueError(t,
                           absl::StrCat("negative seek position ", TRY(Repr(t, target))->ToUtf8()));
  }
  TRY(FlushThroughMethod(t));
  const Cookie cookie = TRY(UnpackCookie(t, target));
  TRY(CallMethodWith(t, buffer(), names(t).seek, TRY(Int::From(t, cookie.start))));
  SetDecoded(nullptr);
  has_snapshot_ = false;
  Bytes* nothing = TRY(Bytes::From(t, std::string_view()));
  if (readable_) {
    if (cookie.start == 0 && cookie.flags == 0) {
      TRY(ResetDecoder(t));
    } else {
      TRY(SetDecoderState(t, nothing, cookie.flags));
    }
  }
  if (cookie.chars_to_skip != 0 && readable_) {
    const Value input =
        TRY(CallMethodWith(t, buffer(), names(t).read, TRY(Int::From(t, cookie.bytes_to_feed))));
    if (!Is<Bytes>(input)) {
      return RaiseTypeError(t, absl::StrCat("underlying read() should have returned a bytes object,"
                                            " not '",
                                            TypeName(t, input), "'"));
    }
    snapshot_.Store(this, Cast<Bytes>(input));
    snapshot_flags_ = cookie.flags;
    has_snapshot_ = true;
    Str* text = TRY(Decode(t, Cast<Bytes>(input), cookie.need_eof));
    SetDecoded(text);
    if (static_cast<int64_t>(text->length()) < cookie.chars_to_skip) {
      return Raise(t, &BuiltinTypes::OSError, "can't restore logical file position");
    }
    decoded_used_ = static_cast<size_t>(cookie.chars_to_skip);
  } else if (readable_) {
    snapshot_.Store(this, nothing);
    snapshot_flags_ = cookie.flags;
    has_snapshot_ = true;
  }
  if (writable_) TRY(SetEncoderStart(t, cookie.start == 0 && cookie.flags == 0));
  return target;
}

}  // namespace krait
