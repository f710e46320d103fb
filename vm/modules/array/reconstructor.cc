#include <bit>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/array/array.h"
#include "vm/object/bind.h"
#include "vm/object/bytearray.h"
#include "vm/object/codec.h"
#include "vm/object/float.h"
#include "vm/object/list.h"

/// _array_reconstructor: arrays out of pickles, whatever machine wrote them.
namespace krait::arrays {
namespace {

enum class Meaning : uint8_t { kUnsigned, kSigned, kFloat, kUtf16, kUtf32 };

struct MachineFormat {
  int8_t size;
  Meaning meaning;
  bool big_endian;
};

// By the numbers that pickles carry.
constexpr MachineFormat kFormats[] = {
    {1, Meaning::kUnsigned, false}, {1, Meaning::kSigned, false},   {2, Meaning::kUnsigned, false},
    {2, Meaning::kUnsigned, true},  {2, Meaning::kSigned, false},   {2, Meaning::kSigned, true},
    {4, Meaning::kUnsigned, false}, {4, Meaning::kUnsigned, true},  {4, Meaning::kSigned, false},
    {4, Meaning::kSigned, true},    {8, Meaning::kUnsigned, false}, {8, Meaning::kUnsigned, true},
    {8, Meaning::kSigned, false},   {8, Meaning::kSigned, true},    {4, Meaning::kFloat, false},
    {4, Meaning::kFloat, true},     {8, Meaning::kFloat, false},    {8, Meaning::kFloat, true},
    {4, Meaning::kUtf16, false},    {4, Meaning::kUtf16, true},     {4, Meaning::kUtf32, false},
    {4, Meaning::kUtf32, true},
};

uint64_t ReadBits(const MachineFormat& format, const uint8_t* data) {
  uint64_t bits = 0;
  std::memcpy(&bits, data, static_cast<size_t>(format.size));
  return format.big_endian ? __builtin_bswap64(bits) >> (64 - 8 * format.size) : bits;
}

Result<Value> ReadItem(Thread& t, const MachineFormat& format, const uint8_t* data) {
  const uint64_t bits = ReadBits(format, data);
  switch (format.meaning) {
    case Meaning::kFloat:
      if (format.size == 8) return Float::From(t, std::bit_cast<double>(bits));
      return Float::From(t, std::bit_cast<float>(static_cast<uint32_t>(bits)));
    case Meaning::kSigned: {
      const int shift = 64 - 8 * format.size;
      return Int::From(t, static_cast<int64_t>(bits << shift) >> shift);
    }
    default:
      return Int::FromUnsigned(t, bits);
  }
}

Result<Value> DecodeItems(Thread& t, const MachineFormat& format, Bytes* items) {
  const bool utf16 = format.meaning == Meaning::kUtf16;
  const Codec codec = utf16 ? (format.big_endian ? Codec::kUtf16Be : Codec::kUtf16Le)
                            : (format.big_endian ? Codec::kUtf32Be : Codec::kUtf32Le);
  return DecodeWith(t, codec, items, nullptr);
}

/// The items as what an array of numbers or text takes: a list, or a str.
Result<Value> ReadItems(Thread& t, const MachineFormat& format, Bytes* items) {
  const auto size = static_cast<size_t>(format.size);
  if (items->size() % size != 0) {
    return RaiseValueError(t, "string length not a multiple of item size");
  }
  if (format.meaning == Meaning::kUtf16 || format.meaning == Meaning::kUtf32) {
    return DecodeItems(t, format, items);
  }
  List* list = TRY(List::New(t, items->size() / size));
  for (size_t at = 0; at < items->size(); at += size) {
    TRY(list->Append(t, TRY(ReadItem(t, format, items->data() + at))));
  }
  return list;
}

/// Integers go into an array whose items are as wide as they were where they were pickled.
const ItemType* TypeThatFits(const ItemType* type, const MachineFormat& format) {
  if (format.meaning != Meaning::kSigned && format.meaning != Meaning::kUnsigned) return type;
  const bool is_signed = format.meaning == Meaning::kSigned;
  for (const ItemType& other : ItemTypes()) {
    const bool is_integer = !other.is_float() && !other.is_text();
    if (is_integer && other.size == format.size && other.is_signed == is_signed) type = &other;
  }
  return type;
}

Result<char32_t> CodeOf(Thread& t, Value code) {
  const Str* text = TryCast<Str>(code);
  if (text != nullptr && text->length() == 1) return text->At(0);
  return RaiseTypeError(
      t, absl::StrCat("_array_reconstructor() argument 2 must be a unicode character, not ",
                      code.IsNone() ? "None" : TypeName(t, code)));
}

Result<Value> Reconstruct(Thread& t, Value cls, Value code, Value format_code, Value items) {
  const ItemType* type = FindItemType(TRY(CodeOf(t, code)));
  const int64_t format = TRY(ToCInteger(t, format_code, INT32_MIN, INT32_MAX, "int"));
  if (!Is<Type>(cls)) {
    return RaiseTypeError(
        t, absl::StrCat("first argument must be a type object, not ", TypeName(t, cls)));
  }
  const Type* array_type = PartOf(t).array;
  if (!Cast<Type>(cls)->IsSubtypeOf(array_type)) {
    return RaiseTypeError(t, absl::StrCat(Cast<Type>(cls)->name()->ToUtf8(),
                                          " is not a subtype of ", array_type->FullName(t)));
  }
  if (type == nullptr) return RaiseValueError(t, "second argument must be a valid type code");
  if (format < 0 || format >= static_cast<int64_t>(std::size(kFormats))) {
    return RaiseValueError(t, "third argument must be a valid machine format code.");
  }
  if (!Is<Bytes>(items)) {
    return RaiseTypeError(
        t, absl::StrCat("fourth argument should be bytes, not ", TypeName(t, items)));
  }
  if (format == type->machine_format) {
    Array* result = TRY(Array::New(t, Cast<Type>(cls), type, 0));
    TRY(AppendBytes(t, result, Cast<Bytes>(items)->span()));
    return result;
  }
  const MachineFormat& machine = kFormats[format];
  const Value read = TRY(ReadItems(t, machine, Cast<Bytes>(items)));
  type = TypeThatFits(type, machine);
  if (Is<Str>(read) && !type->is_text()) {
    return RaiseTypeError(t, absl::StrCat("cannot use a str to initialize an array with typecode '",
                                          std::string(1, type->code), "'"));
  }
  const Value self = Value::FromObject(TRY(Array::New(t, Cast<Type>(cls), type, 0)));
  Str* method = names(t).extend;
  if (Is<Str>(read)) method = TRY(Str::InternUtf8(t, "fromunicode"));
  TRY(CallMethodWith(t, self, method, read));
  return self;
}

constexpr Method kFunctions[] = {
    Bind<Reconstruct>("_array_reconstructor",
                      "($module, arraytype, typecode, mformat_code, items, /)"),
};

}  // namespace

Result<None> AddReconstructor(Thread& t, Module* module) {
  TRY(module->AddFunctions(t, kFunctions));
  const Value function =
      TRY(GetAttr(t, Value::FromObject(module), TRY(Str::InternUtf8(t, "_array_reconstructor"))));
  PartOf(t).reconstructor = function.AsObject();
  return None{};
}

}  // namespace krait::arrays
