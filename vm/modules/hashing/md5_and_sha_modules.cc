#include <type_traits>

#include "absl/strings/str_cat.h"
#include "vm/modules/hashing/hash_object.h"
#include "vm/modules/hashing/hashing_modules.h"
#include "vm/modules/hashing/md5_and_sha1.h"
#include "vm/modules/hashing/sha2.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/type_builder.h"

/// The modules _md5, _sha1, _sha256 and _sha512: a type and a function for each hash.
namespace krait {
namespace hashing {

template <>
constinit const NativeClass HashObject<Md5>::kClass = {"_md5.md5", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Sha1>::kClass = {"_sha1.sha1", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Sha224>::kClass = {"_sha256.sha224", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Sha256>::kClass = {"_sha256.sha256", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Sha384>::kClass = {"_sha512.sha384", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Sha512>::kClass = {"_sha512.sha512", nullptr, nullptr};

namespace {

/// What the module calls the hash's type.
template <typename Hash>
constexpr const char* kTypeName = nullptr;
template <>
constexpr const char* kTypeName<Md5> = "MD5Type";
template <>
constexpr const char* kTypeName<Sha1> = "SHA1Type";
template <>
constexpr const char* kTypeName<Sha224> = "SHA224Type";
template <>
constexpr const char* kTypeName<Sha256> = "SHA256Type";
template <>
constexpr const char* kTypeName<Sha384> = "SHA384Type";
template <>
constexpr const char* kTypeName<Sha512> = "SHA512Type";

template <typename Hash>
struct Parts {
  using Self = HashObject<Hash>;
  // Of these CPython keeps the size in each object.
  static constexpr bool kIsSha2 = !std::is_same_v<Hash, Md5> && !std::is_same_v<Hash, Sha1>;

  static Result<None> Update(Thread& t, Self* self, Value data) { return self->Update(t, data); }
  static Result<Value> Digest(Thread& t, Self* self) {
    uint8_t digest[Hash::kDigestSize];
    self->Snapshot(t).Digest(digest);
    return Bytes::From(t, absl::Span<const uint8_t>(digest, sizeof(digest)));
  }
  static Result<Str*> HexDigest(Thread& t, Self* self) {
    uint8_t digest[Hash::kDigestSize];
    self->Snapshot(t).Digest(digest);
    return HexOf(t, {digest, sizeof(digest)});
  }
  static Result<Value> Copy(Thread& t, Self* self) { return self->Copy(t); }

  static Result<Value> Name(Thread& t, Value) {
    const std::string_view name = Self::kClass.name;
    return Str::InternUtf8(t, name.substr(name.find('.') + 1));
  }
  static Result<Value> BlockSize(Thread&, Value) { return Value::FromInt(Hash::kBlockSize); }
  static Result<Value> DigestSize(Thread&, Value) { return Value::FromInt(Hash::kDigestSize); }

  /// The module's own type, which a program may have put something else in place of.
  static Result<Type*> TypeIn(Thread& t, Module* module) {
    const Value found =
        TRY(GetAttr(t, Value::FromObject(module), TRY(Str::InternUtf8(t, kTypeName<Hash>))));
    if (Is<Type>(found)) {
      Type* type = Cast<Type>(found);
      const Value method = type->dict()->GetStr(t, TRY(Str::InternUtf8(t, kMethods[0].name)));
      // Types of modules cannot be changed: who has this very method is the one.
      if (Is<MethodDescriptor>(method) && &Cast<MethodDescriptor>(method)->method() == kMethods &&
          Cast<MethodDescriptor>(method)->owner() == type) {
        return type;
      }
    }
    return RaiseTypeError(t, absl::StrCat(kTypeName<Hash>, " is not what it was"));
  }

  /// md5(string=b''). The receiver is the module.
  static Result<Value> Make(Thread& t, Module* module, Opt<Value> string, bool) {
    auto* hash = TRY(NewNative<Self>(t, TRY(TypeIn(t, module))));
    hash->hash() = Hash();
    if (string) TRY(hash->Update(t, *string));
    return hash;
  }

  static constexpr Method kMethods[] = {
      Bind<&Update>("update", "($self, obj, /)"),
      Bind<&Digest>("digest", "($self, /)"),
      Bind<&HexDigest>("hexdigest", "($self, /)"),
      Bind<&Copy>("copy", "($self, /)"),
  };
  static constexpr GetSet kGetSets[] = {
      {.name = "block_size", .get = &BlockSize},
      {.name = "name", .get = &Name},
      {.name = "digest_size", .get = &DigestSize, .is_member = kIsSha2},
  };
};

/// Puts a hash's type into `module`, whose functions are there.
template <typename Hash>
Result<None> Add(Thread& t, Module* module) {
  using P = Parts<Hash>;
  static const TypeSpec kSpec{
      .slots = {.getattr = &GenericGetAttr}, .methods = P::kMethods, .getset = P::kGetSets};
  Type* type = TRY(TypeBuilder::NewNativeType(t, {.name = P::Self::kClass.name,
                                                  .instance_size = sizeof(typename P::Self),
                                                  .flags = Type::kDisallowNew | Type::kImmutable,
                                                  .spec = kSpec}));
  return module->Add(t, kTypeName<Hash>, Value::FromObject(type));
}

template <typename Hash>
consteval Method Maker(const char* name) {
  return Bind<&Parts<Hash>::Make>(name, "($self, /, string=b'', *, usedforsecurity=True)");
}
constexpr Method kMd5[] = {Maker<Md5>("md5")};
constexpr Method kSha1[] = {Maker<Sha1>("sha1")};
constexpr Method kSha256[] = {Maker<Sha224>("sha224"), Maker<Sha256>("sha256")};
constexpr Method kSha512[] = {Maker<Sha384>("sha384"), Maker<Sha512>("sha512")};

Result<Module*> NewModule(Thread& t, std::string_view name, absl::Span<const Method> functions) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, name))));
  TRY(module->AddFunctions(t, functions));
  return module;
}

}  // namespace
}  // namespace hashing

Result<Module*> MakeMd5Module(Thread& t) {
  Module* module = TRY(hashing::NewModule(t, "_md5", hashing::kMd5));
  TRY(hashing::Add<hashing::Md5>(t, module));
  return module;
}

Result<Module*> MakeSha1Module(Thread& t) {
  Module* module = TRY(hashing::NewModule(t, "_sha1", hashing::kSha1));
  TRY(hashing::Add<hashing::Sha1>(t, module));
  return module;
}

Result<Module*> MakeSha256Module(Thread& t) {
  Module* module = TRY(hashing::NewModule(t, "_sha256", hashing::kSha256));
  TRY(hashing::Add<hashing::Sha224>(t, module));
  TRY(hashing::Add<hashing::Sha256>(t, module));
  return module;
}

Result<Module*> MakeSha512Module(Thread& t) {
  Module* module = TRY(hashing::NewModule(t, "_sha512", hashing::kSha512));
  TRY(hashing::Add<hashing::Sha384>(t, module));
  TRY(hashing::Add<hashing::Sha512>(t, module));
  return module;
}

}  // namespace krait
