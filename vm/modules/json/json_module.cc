#include "vm/modules/json/json_module.h"

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/json/encoder.h"
#include "vm/modules/json/quote.h"
#include "vm/modules/json/scan_string.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _json module, and _json.Encoder, which it calls make_encoder.
namespace krait {
namespace json {
namespace {

// --- Functions -------------------------------------------------------------------------------

Raised RaiseNoString(Thread& t, Value value) {
  return RaiseTypeError(t,
                        absl::StrCat("first argument must be a string, not ", TypeName(t, value)));
}

/// scanstring(string, end, strict=True) -> (string, end)
Result<Value> ScanStringFunction(Thread& t, Args args) {
  if (args.has_keywords()) {
    return RaiseTypeError(t, "_json.scanstring() takes no keyword arguments");
  }
  if (args.count < 2 || args.count > 3) {
    return RaiseTypeError(
        t, absl::StrCat("scanstring() takes at ", args.count < 2 ? "least 2" : "most 3",
                        " arguments (", args.count, " given)"));
  }
  const int64_t begin = TRY(ToIndexSsize(t, args[1]));
  const bool strict = args.count == 3 ? TRY(IsTrue(t, args[2])) : true;
  if (!Is<Str>(args[0])) return RaiseNoString(t, args[0]);
  auto* text = Cast<Str>(args[0]);
  if (begin < 0 || begin > static_cast<int64_t>(text->length())) {
    return RaiseValueError(t, "end is out of bounds");
  }
  size_t next = 0;
  const Value string = TRY(ScanString(t, text, static_cast<size_t>(begin), strict, &next));
  return Tuple::Of(t, string, Value::FromInt(static_cast<int64_t>(next)));
}

template <Escapes kEscapes>
Result<Value> Quote(Thread& t, Value string) {
  if (!Is<Str>(string)) return RaiseNoString(t, string);
  StrWriter writer(t);
  AppendQuoted(writer, Cast<Str>(string), kEscapes);
  return writer.Finish(t);
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<ScanStringFunction>("scanstring", "($module, *args)")),
    HideSignature(Bind<Quote<Escapes::kNecessary>>("encode_basestring", "($module, string, /)")),
    HideSignature(
        Bind<Quote<Escapes::kAllButAscii>>("encode_basestring_ascii", "($module, string, /)")),
};
constexpr size_t kBasestring = 1;
constexpr size_t kBasestringAscii = 2;

// --- Encoder ---------------------------------------------------------------------------------

class Encoder final : public NativeObject {
 public:
  static const NativeClass kClass;
  /// In the order of make_encoder's parameters.
  enum Part : size_t {
    kMarkers,
    kDefault,
    kEncoder,
    kIndent,
    kKeySeparator,
    kItemSeparator,
    kParts
  };

  Value part(size_t part) const { return parts_[part].Load(); }
  void set_part(size_t part, Value value) { parts_[part].Store(this, value); }

  Quoting quoting;
  bool sort_keys;
  bool skip_keys;
  bool allow_nan;

 private:
  Field<Value> parts_[kParts];
};

const NativeClass Encoder::kClass = {
    "_json.Encoder",
    [](Object* object, Marker& marker) {
      for (const auto& part : static_cast<Encoder*>(object)->parts_) marker.Visit(part);
    },
    nullptr};

Encoder* Self(Value self) { return static_cast<Encoder*>(self.AsObject()); }

constexpr Method kNew =
    ConstructorSignature("make_encoder",
                         "(markers, default, encoder, indent, key_separator, item_separator, "
                         "sort_keys, skipkeys, allow_nan)");

Quoting QuotingOf(Value encoder) {
  if (!Is<NativeFunction>(encoder)) return Quoting::kCallable;
  const Method* method = &Cast<NativeFunction>(encoder)->method();
  if (method == &kFunctions[kBasestring]) return Quoting::kBasestring;
  if (method == &kFunctions[kBasestringAscii]) return Quoting::kBasestringAscii;
  return Quoting::kCallable;
}

Result<Value> EncoderNew(Thread& t, Type* cls, Args args) {
  constexpr size_t kArguments = 9;
  Value bound[kArguments];
  TRY(BindArguments(t, kNew, args, bound));
  for (size_t i = Encoder::kKeySeparator; i <= Encoder::kItemSeparator; ++i) {
    if (Is<Str>(bound[i])) continue;
    return ArgumentPlace{ConstructorSignature("make_encoder", "(a, b, c, d, e, f, /)"),
                         static_cast<int>(i)}
        .Mismatch(t, "str", bound[i]);
  }
  bool flags[3];
  for (size_t i = 0; i < 3; ++i) flags[i] = TRY(IsTrue(t, bound[Encoder::kParts + i]));
  if (!bound[0].IsNone() && !Is<Dict>(bound[0])) {
    return RaiseTypeError(t, absl::StrCat("make_encoder() argument 1 must be dict or None, not ",
                                          TypeName(t, bound[0])));
  }
  Encoder* encoder = TRY(NewNative<Encoder>(t, cls));
  for (size_t i = 0; i < Encoder::kParts; ++i) encoder->set_part(i, bound[i]);
  encoder->quoting = QuotingOf(bound[Encoder::kEncoder]);
  encoder->sort_keys = flags[0];
  encoder->skip_keys = flags[1];
  encoder->allow_nan = flags[2];
  return encoder;
}

constexpr Method kCall = ConstructorSignature("_iterencode", "(obj, _current_indent_level)");

Result<Value> EncoderCall(Thread& t, Value self, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kCall, args, bound));
  TRY(ToIndexSsize(t, bound[1]));
  const Encoder* encoder = Self(self);
  const EncodeSettings settings{encoder->part(Encoder::kMarkers),
                                encoder->part(Encoder::kDefault),
                                encoder->part(Encoder::kEncoder),
                                encoder->quoting,
                                Cast<Str>(encoder->part(Encoder::kKeySeparator)),
                                Cast<Str>(encoder->part(Encoder::kItemSeparator)),
                                encoder->sort_keys,
                                encoder->skip_keys,
                                encoder->allow_nan};
  StrWriter writer(t);
  TRY(Encode(t, settings, bound[0], writer));
  const Value text = Value::FromObject(TRY(writer.Finish(t)));
  return List::From(t, {&text, 1});
}

template <Encoder::Part kPart>
Result<Value> GetPart(Thread&, Value self) {
  return Self(self)->part(kPart);
}
template <bool Encoder::* kFlag>
Result<Value> GetFlag(Thread&, Value self) {
  return Value::FromBool(Self(self)->*kFlag);
}

constexpr GetSet kGetSets[] = {
    {.name = "markers", .get = &GetPart<Encoder::kMarkers>, .is_member = true},
    {.name = "default", .get = &GetPart<Encoder::kDefault>, .is_member = true},
    {.name = "encoder", .get = &GetPart<Encoder::kEncoder>, .is_member = true},
    {.name = "indent", .get = &GetPart<Encoder::kIndent>, .is_member = true},
    {.name = "key_separator", .get = &GetPart<Encoder::kKeySeparator>, .is_member = true},
    {.name = "item_separator", .get = &GetPart<Encoder::kItemSeparator>, .is_member = true},
    {.name = "sort_keys", .get = &GetFlag<&Encoder::sort_keys>, .is_member = true},
    {.name = "skipkeys", .get = &GetFlag<&Encoder::skip_keys>, .is_member = true},
};

}  // namespace

Result<None> AddEncoderType(Thread& t, Module* module) {
  static const TypeSpec kSpec{
      .slots = {.call = &EncoderCall, .getattr = &GenericGetAttr, .new_ = &EncoderNew},
      .methods = {},
      .getset = kGetSets};
  Type* type = TRY(TypeBuilder::NewNativeType(
      t,
      {.name = Encoder::kClass.name, .instance_size = sizeof(Encoder), .flags = 0, .spec = kSpec}));
  return module->Add(t, "make_encoder", Value::FromObject(type));
}

}  // namespace json

Result<Module*> MakeJsonModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_json"))));
  TRY(module->AddFunctions(t, json::kFunctions));
  TRY(json::AddScannerType(t, module));
  TRY(json::AddEncoderType(t, module));
  return module;
}

}  // namespace krait
