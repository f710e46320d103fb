#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/buffer.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// Reading from a TextIOWrapper.
namespace krait {
namespace {

/// What is known of the byte order of UTF-16 and UTF-32 without a fixed one.
enum Order : uint8_t { kOrderUnknown, kOrderLittle, kOrderBig };

bool HasMark(Codec codec) { return codec == Codec::kUtf16 || codec == Codec::kUtf32; }

Codec WithOrder(Codec codec, Order order) {
  if (codec == Codec::kUtf16) return order == kOrderBig ? Codec::kUtf16Be : Codec::kUtf16Le;
  return order == kOrderBig ? Codec::kUtf32Be : Codec::kUtf32Le;
}

/// The order that a byte order mark tells; kOrderUnknown when there is none.
Order ReadMark(Codec codec, const uint8_t* p) {
  if (codec == Codec::kUtf16) {
    if (p[0] == 0xFF && p[1] == 0xFE) return kOrderLittle;
    if (p[0] == 0xFE && p[1] == 0xFF) return kOrderBig;
    return kOrderUnknown;
  }
  if (p[0] == 0xFF && p[1] == 0xFE && p[2] == 0 && p[3] == 0) return kOrderLittle;
  if (p[0] == 0 && p[1] == 0 && p[2] == 0xFE && p[3] == 0xFF) return kOrderBig;
  return kOrderUnknown;
}

}  // namespace

Result<Str*> TextIO::DecodeNatively(Thread& t, Bytes* bytes, bool final) {
  if (partial_size_ != 0) {
    Bytes* held = TRY(Bytes::From(t, {partial_, partial_size_}));
    bytes = TRY(Bytes::Concat(t, held, bytes));
    partial_size_ = 0;
  }
  Codec codec = codec_;
  if (HasMark(codec) && order_ != kOrderUnknown) {
    codec = WithOrder(codec, static_cast<Order>(order_));
  } else if (HasMark(codec) && bytes->size() >= (codec == Codec::kUtf16 ? 2u : 4u)) {
    // The codec skips the mark itself; what follows it is read in its order.
    order_ = ReadMark(codec, bytes->data());
    if (order_ == kOrderUnknown) {
      return Raise(t, &BuiltinTypes::UnicodeError,
                   codec == Codec::kUtf16 ? "UTF-16 stream does not start with BOM"
                                          : "UTF-32 stream does not start with BOM");
    }
  }
  if (final) return DecodeWith(t, codec, bytes, errors());
  if (HasMark(codec) && order_ == kOrderUnknown) {
    // Too short to tell.
    partial_size_ = static_cast<uint8_t>(bytes->size());
    if (partial_size_ != 0) std::memcpy(partial_, bytes->data(), partial_size_);
    return t.vm().empty_str();
  }
  size_t consumed = 0;
  Str* text = TRY(DecodeWith(t, codec, bytes, errors(), &consumed));
  const size_t left = std::min(bytes->size() - consumed, sizeof(partial_));
  if (left != 0) std::memcpy(partial_, bytes->data() + consumed, left);
  partial_size_ = static_cast<uint8_t>(left);
  return text;
}

Result<Str*> TextIO::Decode(Thread& t, Bytes* bytes, bool final) {
  Str* text;
  if (native_) {
    text = TRY(DecodeNatively(t, bytes, final));
  } else {
    const Value decoded = TRY(CallMethodWith(t, decoder_.Load(), names(t).decode,
                                             Value::FromObject(bytes), Value::FromBool(final)));
    if (!Is<Str>(decoded)) {
      return RaiseTypeError(t, absl::StrCat("decoder should return a string result, not '",
                                            TypeName(t, decoded), "'"));
    }
    text = Cast<Str>(decoded);
  }
  return newline_.universal ? translator_.Decode(t, text, final) : Result<Str*>(text);
}

Result<TextIO::DecoderState> TextIO::GetDecoderState(Thread& t) {
  DecoderState state{nullptr, 0};
  if (native_) {
    state.bytes = TRY(Bytes::From(t, {partial_, partial_size_}));
    if (HasMark(codec_)) state.flags = order_ == kOrderUnknown ? 2 : order_ == kOrderBig ? 1 : 0;
  } else {
    const Value given = TRY(CallMethodWith(t, decoder_.Load(), io_names(t).getstate));
    if (!Is<Tuple>(given) || Cast<Tuple>(given)->size() != 2) {
      return RaiseTypeError(t, "illegal decoder state");
    }
    const Value bytes = Cast<Tuple>(given)->At(0);
    if (!Is<Bytes>(bytes)) {
      return RaiseTypeError(t, absl::StrCat("illegal decoder state: the first item should be a "
                                            "bytes object, not '",
                                            TypeName(t, bytes), "'"));
    }
    state.bytes = Cast<Bytes>(bytes);
    state.flags =
        TRY(ToCInteger(t, Cast<Tuple>(given)->At(1), INT64_MIN / 2, INT64_MAX / 2, "long"));
  }
  if (newline_.universal) state.flags = state.flags * 2 + (translator_.pending_cr ? 1 : 0);
  return state;
}

Result<None> TextIO::SetDecoderState(Thread& t, Bytes* bytes, int64_t flags) {
  if (newline_.universal) {
    translator_.pending_cr = (flags & 1) != 0;
    flags >>= 1;
  }
  if (!native_) {
    const Value state =
        Value::FromObject(TRY(Tuple::Of(t, Value::FromObject(bytes), TRY(Int::From(t, flags)))));
    TRY(CallMethodWith(t, decoder_.Load(), io_names(t).setstate, state));
    return None{};
  }
  partial_size_ = static_cast<uint8_t>(std::min(bytes->size(), sizeof(partial_)));
  if (partial_size_ != 0) std::memcpy(partial_, bytes->data(), partial_size_);
  if (HasMark(codec_)) order_ = flags == 0 ? kOrderLittle : flags == 1 ? kOrderBig : kOrderUnknown;
  return None{};
}

Result<None> TextIO::ResetDecoder(Thread& t) {
  if (!readable_) return None{};
  if (newline_.universal) {
    translator_.seen = 0;
    translator_.pending_cr = false;
  }
  partial_size_ = 0;
  order_ = kOrderUnknown;
  if (!native_) TRY(CallMethodWith(t, decoder_.Load(), io_names(t).reset));
  return None{};
}

/// One piece from the buffer.
Result<Bytes*> TextIO::ReadBuffer(Thread& t, int64_t size) {
  if (Buffered* buffered = ExactBuffered(t, buffer())) {
    TRY(buffered->CheckOpen(t, "read of closed file"));
    return buffered->Read1(t, size);
  }
  Str* method = has_read1_ ? io_names(t).read1 : names(t).read;
  const Value piece = TRY(CallMethodWith(t, buffer(), method, Value::FromInt(size)));
  if (Is<Bytes>(piece)) return Cast<Bytes>(piece);
  if (!HasBuffer(t, piece)) {
    return RaiseTypeError(t, absl::StrCat("underlying ", method->ToUtf8(),
                                          "() should have returned a bytes-like object, not '",
                                          TypeName(t, piece), "'"));
  }
  Buffer view(t);
  TRY(view.Take(piece));
  return Bytes::From(t, view.span());
}

/// Decodes the next piece; false at the end of the file. `hint`: how many characters are wanted.
Result<bool> TextIO::ReadChunk(Thread& t, int64_t hint) {
  if (!readable_) return RaiseUnsupported(t, "not readable");
  DecoderState state{nullptr, 0};
  if (telling_) state = TRY(GetDecoderState(t));
  int64_t size = chunk_size_;
  if (hint > 0) {
    const double wanted = std::max(bytes_per_char_, 1.0) * static_cast<double>(hint);
    if (wanted < 1e15) size = std::max(size, static_cast<int64_t>(wanted));
  }
  Bytes* piece = TRY(ReadBuffer(t, size));
  bool eof = piece->size() == 0;
  Str* text = TRY(Decode(t, piece, eof));
  SetDecoded(text);
  bytes_per_char_ = text->length() == 0
                        ? 0.0
                        : static_cast<double>(piece->size()) / static_cast<double>(text->length());
  if (text->length() != 0) eof = false;
  if (telling_) {
    Bytes* input = state.bytes->size() == 0 ? piece : TRY(Bytes::Concat(t, state.bytes, piece));
    snapshot_.Store(this, input);
    snapshot_flags_ = state.flags;
    has_snapshot_ = true;
  }
  return !eof;
}

/// Up to `count` of the characters at hand; all if negative.
Result<Str*> TextIO::TakeDecoded(Thread& t, int64_t count) {
  Str* text = decoded_.Load();
  if (text == nullptr) return t.vm().empty_str();
  const size_t left = text->length() - decoded_used_;
  const size_t taken = count < 0 ? left : std::min(left, static_cast<size_t>(count));
  const size_t begin = decoded_used_;
  decoded_used_ += taken;
  if (begin == 0 && taken == text->length()) return text;
  return Str::Substring(t, text, begin, begin + taken);
}

Result<Str*> TextIO::Read(Thread& t, int64_t size) {
  IoLockScope scope(t, lock_);
  if (!readable_) return RaiseUnsupported(t, "not readable");
  TRY(FlushPending(t));
  if (size < 0) {
    const Value all = TRY(CallMethodWith(t, buffer(), names(t).read));
    if (!Is<Bytes>(all) && !HasBuffer(t, all)) {
      // The decoders that keep incomplete sequences say so when they add what they are given.
      const bool adds = native_ && codec_ >= Codec::kUtf8;
      const std::string type = TypeName(t, all);
      return RaiseTypeError(
          t, adds ? absl::StrCat("can't concat ", type, " to bytes")
                  : absl::StrCat("a bytes-like object is required, not '", type, "'"));
    }
    Bytes* bytes = TryCast<Bytes>(all);
    if (bytes == nullptr) {
      Buffer view(t);
      TRY(view.Take(all));
      bytes = TRY(Bytes::From(t, view.span()));
    }
    Str* rest = TRY(Decode(t, bytes, true));
    Str* text = TRY(TakeDecoded(t, -1));
    text = text->length() == 0 ? rest : TRY(Str::Concat(t, text, rest));
    SetDecoded(nullptr);
    has_snapshot_ = false;
    return text;
  }
  Str* first = TRY(TakeDecoded(t, size));
  if (static_cast<int64_t>(first->length()) == size) return first;
  StrWriter out(t);
  out.Append(first);
  int64_t left = size - static_cast<int64_t>(first->length());
  while (left > 0) {
    if (!TRY(ReadChunk(t, left))) break;
    Str* piece = TRY(TakeDecoded(t, left));
    out.Append(piece);
    left -= static_cast<int64_t>(piece->length());
  }
  return out.Finish(t);
}

namespace {

template <typename Char>
size_t FindCharacter(const Char* text, size_t size, size_t from, char c) {
  if (from >= size) return SIZE_MAX;
  if constexpr (sizeof(Char) == 1) {
    const void* found = std::memchr(text + from, c, size - from);
    return found == nullptr ? SIZE_MAX
                            : static_cast<size_t>(static_cast<const Char*>(found) - text);
  } else {
    const Char* found = std::find(text + from, text + size, static_cast<Char>(c));
    return found == text + size ? SIZE_MAX : static_cast<size_t>(found - text);
  }
}

}  // namespace

size_t TextIO::FindLineEnd(const Str* text, size_t from) const {
  return WithCharacters(text, [&](const auto* characters) -> size_t {
    const size_t size = text->length();
    if (newline_.universal && !newline_.translate) {
      for (size_t i = from; i < size; ++i) {
        if (characters[i] == '\n') return i + 1;
        if (characters[i] != '\r') continue;
        return i + (i + 1 < size && characters[i + 1] == '\n' ? 2 : 1);
      }
      return SIZE_MAX;
    }
    const char* ending = newline_.universal ? "\n" : newline_.ending;
    if (ending[1] == '\0') {
      const size_t at = FindCharacter(characters, size, from, ending[0]);
      return at == SIZE_MAX ? at : at + 1;
    }
    for (size_t at = from;; ++at) {
      at = FindCharacter(characters, size, at, ending[0]);
      if (at == SIZE_MAX) return at;
      if (at + 1 < size && characters[at + 1] == static_cast<unsigned char>(ending[1])) {
        return at + 2;
      }
    }
  });
}

Result<Str*> TextIO::ReadLine(Thread& t, int64_t limit) {
  IoLockScope scope(t, lock_);
  TRY(FlushPending(t));
  StrWriter line(t);
  bool held_cr = false;  // the first half of "\r\n", at the end of `line`
  for (;;) {
    while (decoded_.Load() == nullptr || decoded_used_ == decoded_.Load()->length()) {
      if (TRY(ReadChunk(t, 0))) continue;
      SetDecoded(nullptr);
      has_snapshot_ = false;
      return line.Finish(t);
    }
    Str* text = decoded_.Load();
    const size_t begin = decoded_used_;
    const auto room = limit < 0 ? SIZE_MAX : static_cast<size_t>(limit) - line.length();
    size_t end;
    if (held_cr && text->At(begin) == '\n') {
      end = begin + 1;
    } else {
      end = FindLineEnd(text, begin);
    }
    const bool ended = end != SIZE_MAX;
    if (!ended) end = text->length();
    const bool cut = end - begin >= room && (!ended || end - begin > room);
    if (cut) end = begin + room;
    decoded_used_ = end;
    if ((ended || cut) && line.length() == 0) {
      if (begin == 0 && end == text->length()) return text;
      return Str::Substring(t, text, begin, end);
    }
    line.AppendRange(text, begin, end);
    if (ended || cut) return line.Finish(t);
    held_cr = !newline_.universal && newline_.ending[0] == '\r' && newline_.ending[1] != '\0' &&
              text->At(end - 1) == '\r';
  }
}

}  // namespace krait
