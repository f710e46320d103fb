#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/hashing/hash_object.h"
#include "vm/modules/hashing/hashing_modules.h"
#include "vm/modules/hashing/keccak.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/type_builder.h"

/// The _sha3 module.
namespace krait {
namespace hashing {
namespace {

struct Variant {
  const char* type_name;
  size_t capacity;     // in bytes
  size_t digest_size;  // 0: as the caller wants
  uint8_t suffix;

  size_t rate() const { return 200 - capacity; }
  const char* name() const { return type_name + sizeof("_sha3"); }
};
constexpr uint8_t kHashSuffix = 6;
constexpr uint8_t kShakeSuffix = 0x1F;
constexpr Variant kVariants[] = {
    {"_sha3.sha3_224", 56, 28, kHashSuffix},  {"_sha3.sha3_256", 64, 32, kHashSuffix},
    {"_sha3.sha3_384", 96, 48, kHashSuffix},  {"_sha3.sha3_512", 128, 64, kHashSuffix},
    {"_sha3.shake_128", 32, 0, kShakeSuffix}, {"_sha3.shake_256", 64, 0, kShakeSuffix},
};
constexpr size_t kFixedVariants = 4;

/// A sponge that knows what it is.
class Sha3 {
 public:
  void Start(const Variant& variant) {
    variant_ = &variant;
    keccak_.Start(variant.rate(), variant.suffix);
  }
  void Update(ByteSpan data) { keccak_.Update(data); }
  void Digest(absl::Span<uint8_t> out) const { keccak_.Digest(out); }
  const Variant& variant() const { return *variant_; }

 private:
  const Variant* variant_;
  Keccak keccak_;
};

}  // namespace

template <>
constinit const NativeClass HashObject<Sha3>::kClass = {"_sha3", nullptr, nullptr};

namespace {

using Self = HashObject<Sha3>;

const Variant& VariantOf(Value self) {
  return static_cast<Self*>(self.AsObject())->hash().variant();
}

template <size_t kVariant>
Result<Value> New(Thread& t, Type* cls, Args args) {
  // Errors speak of sha3_224 whatever the variant, as in CPython.
  static constexpr Method kSignature =
      ConstructorSignature("sha3_224", "(data=b'', /, *, usedforsecurity=True)");
  Value bound[2];
  TRY(BindArguments(t, kSignature, args, bound));
  TRY(IsTrue(t, bound[1]));
  auto* self = TRY(NewNative<Self>(t, cls));
  self->hash().Start(kVariants[kVariant]);
  if (!bound[0].IsUnbound()) TRY(self->Update(t, bound[0]));
  return self;
}

Result<None> Update(Thread& t, Self* self, Value data) { return self->Update(t, data); }
Result<Value> Copy(Thread& t, Self* self) { return self->Copy(t); }

Result<Value> Digest(Thread& t, Self* self) {
  const Sha3 hash = self->Snapshot(t);
  uint8_t digest[64];
  hash.Digest({digest, hash.variant().digest_size});
  return Bytes::From(t, absl::Span<const uint8_t>(digest, hash.variant().digest_size));
}
Result<Str*> HexDigest(Thread& t, Self* self) {
  const Sha3 hash = self->Snapshot(t);
  uint8_t digest[64];
  hash.Digest({digest, hash.variant().digest_size});
  return HexOf(t, {digest, hash.variant().digest_size});
}

/// An unsigned long of at most 2**29 - 1.
Result<Bytes*> ShakeBytes(Thread& t, Self* self, Value length) {
  constexpr uint64_t kTooLarge = uint64_t{1} << 29;
  if (!IsIntLike(length)) return RaiseTypeError(t, "an integer is required");
  const IntOperand operand(length);
  if (operand.view().negative) return RaiseValueError(t, "value must be positive");
  if (operand.view().size > 1) {
    return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
  }
  const uint64_t size = operand.view().size == 0 ? 0 : operand.view().limbs[0];
  if (size >= kTooLarge) return RaiseValueError(t, "length is too large");
  Bytes* digest = TRY(Bytes::NewUninitialized(t, size));
  self->Snapshot(t).Digest({digest->mutable_data(), size});
  return digest;
}
Result<Value> ShakeDigest(Thread& t, Self* self, Value length) {
  return ShakeBytes(t, self, length);
}
Result<Str*> ShakeHexDigest(Thread& t, Self* self, Value length) {
  return HexOf(t, TRY(ShakeBytes(t, self, length))->span());
}

constexpr Method kFixedMethods[] = {
    Bind<Copy>("copy", "($self, /)"),
    Bind<Digest>("digest", "($self, /)"),
    Bind<HexDigest>("hexdigest", "($self, /)"),
    Bind<Update>("update", "($self, data, /)"),
};
constexpr Method kShakeMethods[] = {
    Bind<Copy>("copy", "($self, /)"),
    Bind<ShakeDigest>("digest", "($self, length, /)"),
    Bind<ShakeHexDigest>("hexdigest", "($self, length, /)"),
    Bind<Update>("update", "($self, data, /)"),
};

Value FromSize(size_t size) { return Value::FromInt(static_cast<int64_t>(size)); }

constexpr GetSet kGetSets[] = {
    {.name = "block_size",
     .get = [](Thread&, Value self) -> Result<Value> { return FromSize(VariantOf(self).rate()); }},
    {.name = "name",
     .get = [](Thread& t, Value self) -> Result<Value> {
       return Str::InternUtf8(t, VariantOf(self).name());
     }},
    {.name = "digest_size",
     .get = [](Thread&, Value self) -> Result<Value> {
       return FromSize(VariantOf(self).digest_size);
     }},
    {.name = "_capacity_bits",
     .get = [](Thread&, Value self) -> Result<Value> {
       return FromSize(VariantOf(self).capacity * 8);
     }},
    {.name = "_rate_bits",
     .get = [](Thread&, Value self) -> Result<Value> {
       return FromSize(VariantOf(self).rate() * 8);
     }},
    {.name = "_suffix",
     .get = [](Thread& t, Value self) -> Result<Value> {
       return Bytes::From(t, absl::Span<const uint8_t>(&VariantOf(self).suffix, 1));
     }},
};

template <size_t kVariant>
Result<None> Add(Thread& t, Module* module) {
  static const TypeSpec kSpec{.slots = {.getattr = &GenericGetAttr, .new_ = &New<kVariant>},
                              .methods = kVariant < kFixedVariants
                                             ? absl::MakeConstSpan(kFixedMethods)
                                             : absl::MakeConstSpan(kShakeMethods),
                              .getset = kGetSets};
  const Variant& variant = kVariants[kVariant];
  Type* type = TRY(TypeBuilder::NewNativeType(
      t, {.name = variant.type_name, .instance_size = sizeof(Self), .flags = 0, .spec = kSpec}));
  return module->Add(t, variant.name(), Value::FromObject(type));
}

}  // namespace
}  // namespace hashing

Result<Module*> MakeSha3Module(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_sha3"))));
  TRY(hashing::Add<0>(t, module));
  TRY(hashing::Add<1>(t, module));
  TRY(hashing::Add<2>(t, module));
  TRY(hashing::Add<3>(t, module));
  TRY(hashing::Add<4>(t, module));
  TRY(hashing::Add<5>(t, module));
  TRY(module->AddInt(t, "keccakopt", 64));
  TRY(module->AddStr(t, "implementation", "krait"));
  return module;
}

}  // namespace krait
