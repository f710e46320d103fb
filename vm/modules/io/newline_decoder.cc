#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/newline_translator.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"

/// _io.IncrementalNewlineDecoder: universal newlines on top of another incremental decoder, or of
/// text (decoder None).
namespace krait {
namespace {

class NewlineDecoder : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args) {
    auto* decoder = TRY(NewNative<NewlineDecoder>(t, cls));
    decoder->decoder_.Store(decoder, Value::Unbound());
    return decoder;
  }
  void Initialize(Value decoder, bool translate) {
    decoder_.Store(this, decoder);
    translator = {.translate = translate, .pending_cr = false, .seen = 0};
  }
  Value decoder() const { return decoder_.Load(); }

  NewlineTranslator translator;

 private:
  static void TraceDecoder(Object* object, Marker& marker) {
    marker.Visit(static_cast<NewlineDecoder*>(object)->decoder_);
  }
  Field<Value> decoder_;  // Unbound before __init__
};

const NativeClass NewlineDecoder::kClass = {"_io.IncrementalNewlineDecoder",
                                            &NewlineDecoder::TraceDecoder, nullptr};

constexpr Method kInit =
    ConstructorSignature("IncrementalNewlineDecoder", "(decoder, translate, errors='strict')");

Result<None> DecoderInit(Thread& t, Value self, Args args) {
  Value bound[3];
  TRY(BindArguments(t, kInit, args, bound));
  Cast<NewlineDecoder>(self)->Initialize(bound[0], TRY(IntFlag(t, bound[1])));
  return None{};
}

Result<None> CheckReady(Thread& t, const NewlineDecoder* self) {
  if (!self->decoder().IsUnbound()) return None{};
  return RaiseValueError(t, "IncrementalNewlineDecoder.__init__() not called");
}

Result<Value> DecoderDecode(Thread& t, NewlineDecoder* self, Value input, bool final) {
  TRY(CheckReady(t, self));
  Value text = input;
  if (!self->decoder().IsNone()) {
    text = TRY(CallMethodWith(t, self->decoder(), names(t).decode, input, Value::FromBool(final)));
  }
  if (!Is<Str>(text)) {
    return RaiseTypeError(
        t, absl::StrCat("decoder should return a string result, not '", TypeName(t, text), "'"));
  }
  return self->translator.Decode(t, Cast<Str>(text), final);
}

Result<Value> DecoderGetstate(Thread& t, NewlineDecoder* self) {
  TRY(CheckReady(t, self));
  Value bytes = Value::FromObject(TRY(Bytes::From(t, std::string_view())));
  int64_t flag = 0;
  if (!self->decoder().IsNone()) {
    const Value state = TRY(CallMethodWith(t, self->decoder(), io_names(t).getstate));
    if (!Is<Tuple>(state)) return RaiseTypeError(t, "illegal decoder state");
    if (Cast<Tuple>(state)->size() != 2) {
      return RaiseTypeError(t, "illegal decoder state");
    }
    bytes = Cast<Tuple>(state)->At(0);
    flag = TRY(ToCInteger(t, Cast<Tuple>(state)->At(1), INT64_MIN / 2, INT64_MAX / 2, "long"));
  }
  const int64_t combined = flag * 2 + (self->translator.pending_cr ? 1 : 0);
  return Tuple::Of(t, bytes, TRY(Int::From(t, combined)));
}

Result<Value> DecoderSetstate(Thread& t, NewlineDecoder* self, Value state) {
  TRY(CheckReady(t, self));
  if (!Is<Tuple>(state)) return RaiseTypeError(t, "state argument must be a tuple");
  const Tuple* pair = Cast<Tuple>(state);
  if (pair->size() != 2) return RaiseTypeError(t, "setstate(): illegal state argument");
  const Value bytes = pair->At(0);
  if (!IsIntLike(pair->At(1))) return RaiseTypeError(t, "setstate(): illegal state argument");
  const int64_t flag = TRY(ToCInteger(t, pair->At(1), INT64_MIN, INT64_MAX, "long"));
  self->translator.pending_cr = (flag & 1) != 0;
  if (self->decoder().IsNone()) return Value::None();
  const Value inner = Value::FromObject(TRY(Tuple::Of(t, bytes, TRY(Int::From(t, flag >> 1)))));
  return CallMethodWith(t, self->decoder(), io_names(t).setstate, inner);
}

Result<Value> DecoderReset(Thread& t, NewlineDecoder* self) {
  TRY(CheckReady(t, self));
  self->translator.seen = 0;
  self->translator.pending_cr = false;
  if (self->decoder().IsNone()) return Value::None();
  return CallMethodWith(t, self->decoder(), io_names(t).reset);
}

Result<Value> GetNewlines(Thread& t, Value self) {
  TRY(CheckReady(t, Cast<NewlineDecoder>(self)));
  return Cast<NewlineDecoder>(self)->translator.Newlines(t);
}

constexpr Method kMethods[] = {
    Bind<DecoderDecode>("decode", "($self, /, input, final=False)"),
    Bind<DecoderGetstate>("getstate", "($self, /)"),
    Bind<DecoderSetstate>("setstate", "($self, state, /)"),
    Bind<DecoderReset>("reset", "($self, /)"),
};
constexpr GetSet kGetSets[] = {{"newlines", &GetNewlines}};

}  // namespace

const NativeTypeSpec& NewlineDecoderSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.IncrementalNewlineDecoder",
      .instance_size = sizeof(NewlineDecoder),
      .flags = Type::kBaseType,
      .spec = {.slots = {.new_ = &NewlineDecoder::New, .init = &DecoderInit},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
