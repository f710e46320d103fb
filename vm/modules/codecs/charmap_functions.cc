#include <algorithm>

#include "absl/strings/str_cat.h"
#include "vm/modules/codecs/arguments.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/codecs/decode_errors.h"
#include "vm/modules/codecs/encoding_map.h"
#include "vm/modules/codecs/stateless.h"
#include "vm/object/byte_writer.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/str_writer.h"

/// Codecs that are a table: charmap_encode, charmap_decode, charmap_build.
namespace krait {
namespace {

constexpr const char* kUndefined = "character maps to <undefined>";
constexpr char32_t kNoCharacter = 0xFFFE;

// --- Decoding --------------------------------------------------------------------------------

/// mapping[key], Unbound where there is none.
Result<Value> Find(Thread& t, Value mapping, int64_t key) {
  const Result<Value> found = GetItem(t, mapping, Value::FromInt(key));
  if (found.ok()) return (*found).IsNone() ? Value::Unbound() : *found;
  if (ClearPendingIf(t, &BuiltinTypes::LookupError)) return Value::Unbound();
  return Raised{};
}

/// Appends what `mapping` makes of one byte; false when that is undefined.
Result<bool> AppendMapped(Thread& t, StrWriter& out, Value mapping, uint8_t byte) {
  if (Is<Str>(mapping)) {
    const Str* table = Cast<Str>(mapping);
    if (byte >= table->length() || table->At(byte) == kNoCharacter) return false;
    out.Append(table->At(byte));
    return true;
  }
  const Value found = TRY(Find(t, mapping, byte));
  if (found.IsUnbound()) return false;
  if (IsIntLike(found)) {
    const int64_t code = ClampToInt64(found);
    if (code == kNoCharacter) return false;
    if (code < 0 || code > 0x10FFFF) {
      return RaiseTypeError(t, "character mapping must be in range(0x110000)");
    }
    out.Append(static_cast<char32_t>(code));
    return true;
  }
  if (!Is<Str>(found)) {
    return RaiseTypeError(t, "character mapping must return integer, None or str");
  }
  const Str* text = Cast<Str>(found);
  if (text->length() == 1 && text->At(0) == kNoCharacter) return false;
  out.Append(text);
  return true;
}

Result<Value> CharmapDecode(Thread& t, DataArgument data, ErrorsArgument errors, Value mapping) {
  if (mapping.IsNone()) {
    return Pair(t, Str::FromLatin1(t, data.bytes->view()), data.bytes->size());
  }
  StrWriter out(t);
  DecodeErrors handler(t, "charmap", data.bytes, errors.name);
  size_t at = 0;
  while (at < handler.input()->size()) {
    if (TRY(AppendMapped(t, out, mapping, handler.input()->data()[at]))) {
      ++at;
    } else {
      at = TRY(handler.Handle(out, at, at + 1, kUndefined));
    }
  }
  return Pair(t, out.Finish(t), data.bytes->size());
}

// --- Encoding --------------------------------------------------------------------------------

class CharmapEncoder {
 public:
  CharmapEncoder(Thread& t, Str* text, Str* errors, Value mapping)
      : t_(t),
        text_(text),
        errors_(errors),
        handler_(FindErrorHandler(errors)),
        mapping_(mapping),
        map_(TryCastNative<EncodingMap>(mapping)),
        out_(t) {}

  Result<Bytes*> Run() {
    size_t at = 0;
    while (at < text_->length()) {
      if (TRY(AppendMapped(text_->At(at)))) {
        ++at;
      } else {
        at = TRY(HandleError(at));
      }
    }
    return out_.Finish(t_);
  }

 private:
  /// The bytes for `c` go to `out` unless it is null; false when there are none.
  Result<bool> Lookup(char32_t c, ByteWriter* out) {
    if (map_ != nullptr) {
      const int byte = map_->Find(c);
      if (byte < 0) return false;
      if (out != nullptr) out->Append(static_cast<uint8_t>(byte));
      return true;
    }
    const Value found = TRY(Find(t_, mapping_, static_cast<int64_t>(c)));
    if (found.IsUnbound()) return false;
    if (IsIntLike(found)) {
      const int64_t byte = ClampToInt64(found);
      if (byte < 0 || byte > 255) {
        return RaiseTypeError(t_, "character mapping must be in range(256)");
      }
      if (out != nullptr) out->Append(static_cast<uint8_t>(byte));
      return true;
    }
    if (!Is<Bytes>(found)) {
      return RaiseTypeError(t_, absl::StrCat("character mapping must return integer, bytes or None,"
                                             " not ",
                                             TypeName(t_, found)));
    }
    if (out != nullptr) out->Append(Cast<Bytes>(found)->span());
    return true;
  }
  Result<bool> AppendMapped(char32_t c) { return Lookup(c, &out_); }

  Raised Fail(size_t start, size_t end) {
    return RaiseEncodeError(t_, "charmap", text_, start, end, kUndefined);
  }

  /// A replacement is text: it is mapped, too.
  Result<None> AppendText(std::string_view ascii, size_t start, size_t end) {
    for (char c : ascii) {
      if (!TRY(AppendMapped(static_cast<unsigned char>(c)))) return Fail(start, end);
    }
    return None{};
  }

  /// Deals with the unmappable characters from `start` on; returns where to go on.
  Result<size_t> HandleError(size_t start) {
    size_t end = start + 1;
    while (end < text_->length() && !TRY(Lookup(text_->At(end), nullptr))) ++end;
    switch (handler_) {
      case ErrorHandler::kStrict:
        return Fail(start, end);
      case ErrorHandler::kIgnore:
        return end;
      case ErrorHandler::kReplace:
        for (size_t i = start; i < end; ++i) TRY(AppendText("?", start, end));
        return end;
      case ErrorHandler::kXmlCharRefReplace:
        for (size_t i = start; i < end; ++i) {
          TRY(AppendText(absl::StrCat("&#", static_cast<uint32_t>(text_->At(i)), ";"), start, end));
        }
        return end;
      default:
        break;
    }
    const Value error = TRY(NewEncodeError(t_, "charmap", text_, start, end, kUndefined));
    const HandledError handled = TRY(CallErrorHandler(t_, errors_, error, text_->length(), false));
    if (const Bytes* bytes = TryCast<Bytes>(handled.replacement)) {
      out_.Append(bytes->span());
      return handled.position;
    }
    const Str* text = Cast<Str>(handled.replacement);
    for (size_t i = 0; i < text->length(); ++i) {
      if (!TRY(AppendMapped(text->At(i)))) return Fail(start, end);
    }
    return handled.position;
  }

  Thread& t_;
  Str* text_;
  Str* errors_;
  ErrorHandler handler_;
  Value mapping_;
  EncodingMap* map_;
  ByteWriter out_;
};

Result<Value> CharmapEncode(Thread& t, Str* text, ErrorsArgument errors, Value mapping) {
  if (mapping.IsNone()) {
    return Pair(t, EncodeWith(t, Codec::kLatin1, text, errors.name), text->length());
  }
  return Pair(t, CharmapEncoder(t, text, errors.name, mapping).Run(), text->length());
}

/// The reverse of a decoding table: an EncodingMap where the table is a plain one, else a dict.
Result<Value> CharmapBuild(Thread& t, Str* map) {
  const size_t size = std::min<size_t>(map->length(), 256);
  if (EncodingMap::CanHold(map)) return EncodingMap::New(t, map);
  Dict* dict = TRY(Dict::New(t, size));
  for (size_t i = 0; i < size; ++i) {
    TRY(dict->Set(t, Value::FromInt(static_cast<int64_t>(map->At(i))),
                  Value::FromInt(static_cast<int64_t>(i))));
  }
  return dict;
}

constexpr Method kFunctions[] = {
    Bind<CharmapEncode>("charmap_encode", "(str, errors=None, mapping=None, /)"),
    Bind<CharmapDecode>("charmap_decode", "(data, errors=None, mapping=None, /)"),
    Bind<CharmapBuild>("charmap_build", "(map, /)"),
};

}  // namespace

absl::Span<const Method> CharmapFunctions() { return kFunctions; }

}  // namespace krait
