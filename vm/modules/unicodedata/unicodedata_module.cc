#include "vm/modules/unicodedata/unicodedata_module.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "vm/modules/unicodedata/normalize.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/type_builder.h"
#include "vm/unicode/names.h"
#include "vm/unicode/properties.h"
#include "vm/unicode/ucd.h"
#include "vm/unicode/ucd_3_2.h"

/// The unicodedata module. Its functions are also the methods of ucd_3_2_0: their receiver says
/// which version of Unicode they speak of.
namespace krait {
namespace unicodedata {

/// A character given as a str of length one.
struct Character {
  char32_t code = 0;
};

}  // namespace unicodedata

template <>
struct ArgumentAs<unicodedata::Character> {
  static Result<unicodedata::Character> From(Thread& t, const ArgumentPlace& place, Value value) {
    if (Is<Str>(value) && Cast<Str>(value)->length() == 1) {
      return unicodedata::Character{Cast<Str>(value)->At(0)};
    }
    return place.Mismatch(t, "a unicode character", value);
  }
};

namespace unicodedata {
namespace {

/// unicodedata.UCD: a version other than the present one.
class Database final : public NativeObject {
 public:
  static const NativeClass kClass;
};
const NativeClass Database::kClass = {"unicodedata.UCD", nullptr, nullptr};

bool IsOld(Value self) { return TryCastNative<Database>(self) != nullptr; }

Result<Value> Text(Thread& t, std::string_view ascii) {
  if (ascii.empty()) return t.vm().empty_str();
  return Str::InternUtf8(t, ascii);
}

// --- Properties ------------------------------------------------------------------------------

/// `fallback`, or ValueError with `message` where there is none.
Result<Value> Otherwise(Thread& t, Opt<Value> fallback, std::string_view message) {
  if (fallback) return *fallback;
  return RaiseValueError(t, message);
}

Result<Value> Decimal(Thread& t, Value self, Character chr, Opt<Value> fallback) {
  const int value = IsOld(self) ? unicode_3_2::DecimalValue(chr.code) : DecimalValue(chr.code);
  return value < 0 ? Otherwise(t, fallback, "not a decimal") : Value::FromInt(value);
}

Result<Value> Digit(Thread& t, Value, Character chr, Opt<Value> fallback) {
  const int value = DigitValue(chr.code);
  return value < 0 ? Otherwise(t, fallback, "not a digit") : Value::FromInt(value);
}

Result<Value> Numeric(Thread& t, Value self, Character chr, Opt<Value> fallback) {
  double value;
  const bool known = !IsOld(self) || unicode_3_2::IsKnown(chr.code);
  if (known && NumericValue(chr.code, &value)) return Float::From(t, value);
  return Otherwise(t, fallback, "not a numeric character");
}

Result<Value> Category(Thread& t, Value self, Character chr) {
  return Text(t, IsOld(self) ? unicode_3_2::Category(chr.code) : CharCategory(chr.code));
}
Result<Value> Bidirectional(Thread& t, Value self, Character chr) {
  return Text(t, IsOld(self) ? unicode_3_2::Bidirectional(chr.code) : CharBidirectional(chr.code));
}
Result<Value> EastAsianWidth(Thread& t, Value self, Character chr) {
  return Text(t,
              IsOld(self) ? unicode_3_2::EastAsianWidth(chr.code) : CharEastAsianWidth(chr.code));
}
Result<int64_t> Combining(Thread&, Value self, Character chr) {
  return IsOld(self) ? unicode_3_2::CombiningClass(chr.code) : CombiningClass(chr.code);
}
Result<int64_t> Mirrored(Thread&, Value self, Character chr) {
  return IsOld(self) ? unicode_3_2::IsMirrored(chr.code) : IsMirrored(chr.code);
}

Result<Value> DecompositionOf(Thread& t, Value self, Character chr) {
  if (IsOld(self) && !unicode_3_2::IsKnown(chr.code)) return t.vm().empty_str();
  const Decomposition decomposition = CharDecomposition(chr.code);
  if (decomposition.code_points.empty()) return t.vm().empty_str();
  std::string text(decomposition.tag);
  for (uint32_t c : decomposition.code_points) {
    absl::StrAppend(&text, text.empty() ? "" : " ",
                    absl::AsciiStrToUpper(absl::StrCat(absl::Hex(c, absl::kZeroPad4))));
  }
  return Str::FromLatin1(t, text);
}

// --- Names -----------------------------------------------------------------------------------

Result<Value> Name(Thread& t, Value self, Character chr, Opt<Value> fallback) {
  char name[kMaxCharName];
  const bool known = !IsOld(self) || unicode_3_2::IsKnown(chr.code);
  const size_t length = known ? CharName(chr.code, name) : 0;
  if (length == 0) return Otherwise(t, fallback, "no such name");
  return Str::FromLatin1(t, {name, length});
}

/// Whether `name` is the character's own, not an alias.
bool IsOwnName(char32_t c, std::string_view name) {
  char own[kMaxCharName];
  return absl::EqualsIgnoreCase(absl::string_view(own, CharName(c, own)),
                                absl::string_view(name.data(), name.size()));
}

/// The name that lookup() was given, as bytes: of a str, or of an object with read-only ones.
Result<Bytes*> NameBytes(Thread& t, Value name) {
  if (Is<Str>(name)) return EncodeText(t, Cast<Str>(name), nullptr, nullptr);
  Buffer buffer(t);
  TRY(buffer.Take(name));
  if (!Is<Bytes>(name)) {
    return RaiseTypeError(t, absl::StrCat("lookup() argument must be read-only bytes-like object, "
                                          "not ",
                                          TypeName(t, name)));
  }
  return Cast<Bytes>(name);
}

Result<Value> Lookup(Thread& t, Value self, Value name) {
  const auto raise = [&t](std::string_view message) -> Raised {
    return Raise(t, &BuiltinTypes::KeyError, message);
  };
  const std::string_view text = TRY(NameBytes(t, name))->view();
  if (text.size() > kMaxCharName) return raise("name too long");
  NamedText found = LookupCharName(text);
  if (IsOld(self) && found.size != 0) {
    const char32_t c = found.code_points[0];
    if (found.size > 1 || !unicode_3_2::IsKnown(c) || !IsOwnName(c, text)) found.size = 0;
  }
  if (found.size != 0) return Str::FromCodePoints(t, {found.code_points, found.size});
  const std::string shown(text.substr(0, text.find('\0')));
  return raise(absl::StrCat("undefined character name '", shown, "'"));
}

// --- Normal forms ----------------------------------------------------------------------------

Result<NormalizationForm> FormOf(Thread& t, const Str* form) {
  struct Row {
    std::string_view name;
    NormalizationForm form;
  };
  static constexpr Row kForms[] = {{"NFC", NormalizationForm::kNfc},
                                   {"NFKC", NormalizationForm::kNfkc},
                                   {"NFD", NormalizationForm::kNfd},
                                   {"NFKD", NormalizationForm::kNfkd}};
  for (const Row& row : kForms) {
    if (form->EqualsAscii(row.name)) return row.form;
  }
  return RaiseValueError(t, "invalid normalization form");
}

Result<Value> NormalizeText(Thread& t, Value self, Str* form, Str* unistr) {
  if (unistr->length() == 0) return unistr;  // whatever the form
  return Normalize(t, unistr, TRY(FormOf(t, form)), IsOld(self));
}

Result<bool> IsNormalizedText(Thread& t, Value self, Str* form, Str* unistr) {
  if (unistr->length() == 0) return true;
  return IsNormalized(t, unistr, TRY(FormOf(t, form)), IsOld(self));
}

constexpr char kOne[] = "($self, chr, /)";
constexpr char kWithDefault[] = "($self, chr, default=<unrepresentable>, /)";

constexpr Method kFunctions[] = {
    Bind<Decimal>("decimal", kWithDefault),
    Bind<Digit>("digit", kWithDefault),
    Bind<Numeric>("numeric", kWithDefault),
    Bind<Category>("category", kOne),
    Bind<Bidirectional>("bidirectional", kOne),
    Bind<Combining>("combining", kOne),
    Bind<Mirrored>("mirrored", kOne),
    Bind<EastAsianWidth>("east_asian_width", kOne),
    Bind<DecompositionOf>("decomposition", kOne),
    Bind<Name>("name", kWithDefault),
    Bind<Lookup>("lookup", "($self, name, /)"),
    Bind<IsNormalizedText>("is_normalized", "($self, form, unistr, /)"),
    Bind<NormalizeText>("normalize", "($self, form, unistr, /)"),
};

constexpr GetSet kGetSets[] = {
    {.name = "unidata_version",
     .get = [](Thread& t, Value) -> Result<Value> { return Str::FromLatin1(t, "3.2.0"); },
     .is_member = true},
};

}  // namespace
}  // namespace unicodedata

Result<Module*> MakeUnicodedataModule(Thread& t) {
  using namespace unicodedata;
  static const TypeSpec kSpec{
      .slots = {.getattr = &GenericGetAttr}, .methods = kFunctions, .getset = kGetSets};
  Type* type = TRY(TypeBuilder::NewNativeType(t, {.name = Database::kClass.name,
                                                  .instance_size = sizeof(Database),
                                                  .flags = Type::kDisallowNew | Type::kImmutable,
                                                  .spec = kSpec}));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "unicodedata"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->AddStr(t, "unidata_version", kUnicodeVersion));
  TRY(module->Add(t, "UCD", Value::FromObject(type)));
  Database* old = TRY(NewNative<Database>(t, type));
  TRY(module->Add(t, "ucd_3_2_0", Value::FromObject(old)));
  return module;
}

}  // namespace krait
