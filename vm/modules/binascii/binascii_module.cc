#include "vm/modules/binascii/binascii_module.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/modules/binascii/codings.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The binascii module.
namespace krait {
namespace binascii {
namespace {

/// Makes binascii.Error pending.
Raised RaiseError(Thread& t, Module* module, std::string_view message) {
  const Value type = module->dict()->GetStr(t, TRY(Str::InternUtf8(t, "Error")));
  if (type.IsUnbound()) return RaiseValueError(t, message);
  const Value text = Value::FromObject(TRY(Str::FromUtf8(t, message)));
  return RaiseException(t, TRY(CallWith(t, type, text)));
}

Result<Value> Finish(Thread& t, Module* module, std::string_view error, ByteWriter& out) {
  if (!error.empty()) return RaiseError(t, module, error);
  return out.Finish(t);
}

/// A bytes-like object, or a str of ASCII characters.
class TextArgument {
 public:
  explicit TextArgument(Thread& t) : t_(t), buffer_(t) {}

  Result<None> Take(Value value) {
    if (Is<Str>(value)) {
      const auto* str = Cast<Str>(value);
      if (!str->is_ascii()) {
        return RaiseValueError(t_, "string argument should contain only ASCII characters");
      }
      span_ = {str->data1(), str->length()};
      return None{};
    }
    if (!buffer_.Take(value).ok()) {
      if (!ClearPendingIf(t_, &BuiltinTypes::Exception)) return Raised{};
      return RaiseTypeError(t_,
                            absl::StrCat("argument should be bytes, buffer or ASCII string, not '",
                                         TypeName(t_, value), "'"));
    }
    span_ = buffer_.span();
    return None{};
  }
  ByteSpan span() const { return span_; }

 private:
  Thread& t_;
  Buffer buffer_;
  ByteSpan span_;
};

// --- Hexadecimal and base64 ------------------------------------------------------------------

Result<Value> B2aHex(Thread& t, Module*, Value data, Opt<Value> sep, int bytes_per_sep) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  const Str* text = TRY(byte_methods::HexText(t, buffer.span(), sep, bytes_per_sep));
  return Bytes::From(t, absl::Span<const uint8_t>(text->data1(), text->length()));
}

Result<Value> A2bHex(Thread& t, Module* module, Value hexstr) {
  TextArgument text(t);
  TRY(text.Take(hexstr));
  ByteWriter out(t);
  return Finish(t, module, DecodeHex(text.span(), out), out);
}

Result<Value> B2aBase64(Thread& t, Module*, Value data, bool newline) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  ByteWriter out(t);
  EncodeBase64(buffer.span(), newline, out);
  return out.Finish(t);
}

Result<Value> A2bBase64(Thread& t, Module* module, Value data, bool strict_mode) {
  TextArgument text(t);
  TRY(text.Take(data));
  ByteWriter out(t);
  return Finish(t, module, DecodeBase64(text.span(), strict_mode, out), out);
}

// --- Line by line ----------------------------------------------------------------------------

Result<Value> B2aUu(Thread& t, Module* module, Value data, bool backtick) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  if (buffer.span().size() > kMostUuBytes) {
    return RaiseError(t, module, "At most 45 bytes at once");
  }
  ByteWriter out(t);
  EncodeUu(buffer.span(), backtick, out);
  return out.Finish(t);
}

Result<Value> A2bUu(Thread& t, Module* module, Value data) {
  TextArgument text(t);
  TRY(text.Take(data));
  ByteWriter out(t);
  return Finish(t, module, DecodeUu(text.span(), out), out);
}

Result<Value> B2aQp(Thread& t, Module*, Value data, bool quotetabs, bool istext, bool header) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  ByteWriter out(t);
  EncodeQuotedPrintable(buffer.span(),
                        {.quote_tabs = quotetabs, .is_text = istext, .header = header}, out);
  return out.Finish(t);
}

Result<Value> A2bQp(Thread& t, Module*, Value data, bool header) {
  TextArgument text(t);
  TRY(text.Take(data));
  ByteWriter out(t);
  DecodeQuotedPrintable(text.span(), header, out);
  return out.Finish(t);
}

// --- Checksums -------------------------------------------------------------------------------

/// The low 32 bits of any int.
Result<uint32_t> LowBits(Thread& t, Value value) {
  const IntOperand operand(TRY(ToIndex(t, value)));
  const IntView& view = operand.view();
  const auto low = view.size == 0 ? 0 : static_cast<uint32_t>(view.limbs[0]);
  return view.negative ? 0 - low : low;
}

template <uint32_t (*kSum)(ByteSpan, uint32_t)>
Result<int64_t> Checksum(Thread& t, Module*, Value data, Value start) {
  Buffer buffer(t);
  TRY(buffer.Take(data));
  const uint32_t crc = TRY(LowBits(t, start));
  return int64_t{kSum(buffer.span(), crc)};
}

constexpr char kHexSignature[] = "($self, /, data, sep=<unrepresentable>, bytes_per_sep=1)";

// The receiver is the module: it knows its Error.
constexpr Method kFunctions[] = {
    Bind<A2bUu>("a2b_uu", "($self, data, /)"),
    Bind<B2aUu>("b2a_uu", "($self, data, /, *, backtick=False)"),
    Bind<A2bBase64>("a2b_base64", "($self, data, /, *, strict_mode=False)"),
    Bind<B2aBase64>("b2a_base64", "($self, data, /, *, newline=True)"),
    Bind<A2bHex>("a2b_hex", "($self, hexstr, /)"),
    Bind<B2aHex>("b2a_hex", kHexSignature),
    Bind<B2aHex>("hexlify", kHexSignature),
    Bind<A2bHex>("unhexlify", "($self, hexstr, /)"),
    Bind<Checksum<CrcHqx>>("crc_hqx", "($self, data, crc, /)"),
    Bind<Checksum<Crc32>>("crc32", "($self, data, crc=0, /)"),
    Bind<A2bQp>("a2b_qp", "($self, /, data, header=False)"),
    Bind<B2aQp>("b2a_qp", "($self, /, data, quotetabs=False, istext=True, header=False)"),
};

Result<None> AddException(Thread& t, Module* module, std::string_view name, Type* base) {
  Dict* ns = TRY(Dict::New(t));
  const Value home = Value::FromObject(TRY(Str::InternUtf8(t, "binascii")));
  TRY(ns->SetStr(t, names(t).__module__, home));
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(base)));
  Type* type =
      TRY(TypeBuilder::NewHeapType(t, types(t).type, TRY(Str::InternUtf8(t, name)), bases, ns, {}));
  return module->Add(t, name, Value::FromObject(type));
}

}  // namespace
}  // namespace binascii

Result<Module*> MakeBinasciiModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "binascii"))));
  TRY(module->AddFunctions(t, binascii::kFunctions));
  TRY(binascii::AddException(t, module, "Error", types(t).ValueError));
  TRY(binascii::AddException(t, module, "Incomplete", types(t).Exception));
  return module;
}

}  // namespace krait
