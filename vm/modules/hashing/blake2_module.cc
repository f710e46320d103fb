#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/heap/rooted.h"
#include "vm/modules/hashing/blake2.h"
#include "vm/modules/hashing/hash_object.h"
#include "vm/modules/hashing/hashing_modules.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _blake2 module.
namespace krait {
namespace hashing {

using Blake2b = Blake2<uint64_t>;
using Blake2s = Blake2<uint32_t>;

template <>
constinit const NativeClass HashObject<Blake2b>::kClass = {"_blake2.blake2b", nullptr, nullptr};
template <>
constinit const NativeClass HashObject<Blake2s>::kClass = {"_blake2.blake2s", nullptr, nullptr};

namespace {

/// The parameters of both constructors, in order.
enum Parameter : size_t {
  kData,
  kDigestSize,
  kKey,
  kSalt,
  kPerson,
  kFanout,
  kDepth,
  kLeafSize,
  kNodeOffset,
  kNodeDepth,
  kInnerSize,
  kLastNode,
  kParameters,
};
constexpr char kSignature[] =
    "(data=b'', /, *, digest_size=<max>, key=b'', salt=b'', person=b'', fanout=1, depth=1, "
    "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False)";

/// Reads the arguments of blake2b or blake2s.
template <typename Hash>
class OptionReader {
 public:
  OptionReader(Thread& t, const Value* bound) : t_(t), bound_(bound) {}

  Result<Blake2Options> Read() {
    // First what each argument is, then whether it is in its range.
    const int64_t digest_size =
        bound_[kDigestSize].IsUnbound() ? int64_t{Hash::kMaxDigestSize} : TRY(Number(kDigestSize));
    HashlessBuffer key(t_), salt(t_), person(t_);
    TRY(key.Take(bound_[kKey]));
    TRY(salt.Take(bound_[kSalt]));
    TRY(person.Take(bound_[kPerson]));
    const int64_t fanout = TRY(Number(kFanout));
    const int64_t depth = TRY(Number(kDepth));
    const uint64_t leaf_size = TRY(Unsigned(kLeafSize));
    const uint64_t node_offset = TRY(Unsigned(kNodeOffset));
    const int64_t node_depth = TRY(Number(kNodeDepth));
    const int64_t inner_size = TRY(Number(kInnerSize));
    options_.last_node = TRY(IsTrue(t_, bound_[kLastNode]));
    if (digest_size <= 0 || digest_size > int64_t{Hash::kMaxDigestSize}) {
      return RaiseValueError(
          t_, absl::StrCat("digest_size must be between 1 and ", Hash::kMaxDigestSize, " bytes"));
    }
    options_.digest_size = static_cast<uint8_t>(digest_size);
    TRY(Copy(salt.span(), options_.salt, Hash::kSaltSize, "salt"));
    TRY(Copy(person.span(), options_.person, Hash::kSaltSize, "person"));
    options_.fanout = TRY(Byte(fanout, 0, "fanout"));
    options_.depth = TRY(Byte(depth, 1, "depth"));
    if (leaf_size > UINT32_MAX) return RaiseOverflowError(t_, "leaf_size is too large");
    options_.leaf_size = static_cast<uint32_t>(leaf_size);
    if (!Hash::kIsB && node_offset >> 48 != 0) {
      return RaiseOverflowError(t_, "node_offset is too large");
    }
    options_.node_offset = node_offset;
    options_.node_depth = TRY(Byte(node_depth, 0, "node_depth"));
    if (inner_size < 0 || inner_size > int64_t{Hash::kMaxDigestSize}) {
      return RaiseValueError(
          t_, absl::StrCat("inner_size must be between 0 and is ", Hash::kMaxDigestSize));
    }
    options_.inner_size = static_cast<uint8_t>(inner_size);
    TRY(Copy(key.span(), options_.key, Hash::kMaxKeySize, "key"));
    options_.key_size = static_cast<uint8_t>(key.span().size());
    return options_;
  }

 private:
  /// A bytes-like argument that may be missing.
  class HashlessBuffer {
   public:
    explicit HashlessBuffer(Thread& t) : buffer_(t) {}
    Result<None> Take(Value value) {
      if (value.IsUnbound()) return None{};
      return buffer_.Take(value);
    }
    ByteSpan span() const { return buffer_.span(); }

   private:
    Buffer buffer_;
  };

  Result<int64_t> Number(Parameter parameter) {
    return ToCInteger(t_, bound_[parameter], INT32_MIN, INT32_MAX, "int");
  }
  Result<uint64_t> Unsigned(Parameter parameter) {
    const Value index = TRY(ToIndex(t_, bound_[parameter]));
    const IntOperand operand(index);
    if (operand.view().negative) return RaiseValueError(t_, "value must be positive");
    if (operand.view().size > 1) return RaiseOverflowError(t_, "int too big to convert");
    return operand.view().size == 0 ? uint64_t{0} : operand.view().limbs[0];
  }
  Result<uint8_t> Byte(int64_t value, int64_t least, const char* name) {
    if (value >= least && value <= 255) return static_cast<uint8_t>(value);
    return RaiseValueError(t_, absl::StrCat(name, " must be between ", least, " and 255"));
  }
  template <size_t kSize>
  Result<None> Copy(ByteSpan bytes, std::array<uint8_t, kSize>& to, size_t most, const char* name) {
    if (bytes.size() > most) {
      return RaiseValueError(t_, absl::StrCat("maximum ", name, " length is ", most, " bytes"));
    }
    std::copy(bytes.begin(), bytes.end(), to.begin());
    return None{};
  }

  Thread& t_;
  const Value* bound_;
  Blake2Options options_;
};

/// Binds the arguments but `usedforsecurity`, which changes nothing.
Result<None> BindWithoutPurpose(Thread& t, const Method& method, Args args, Value* bound) {
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  size_t purpose = keywords;
  for (size_t i = 0; i < keywords; ++i) {
    if (Cast<Str>(args.keyword_names->At(i))->EqualsAscii("usedforsecurity")) purpose = i;
  }
  if (purpose == keywords) return BindArguments(t, method, args, bound);
  TRY(IsTrue(t, args[args.count + purpose]));
  RootedVector values(t);
  RootedVector names(t);
  for (size_t i = 0; i < args.count + keywords; ++i) {
    if (i != args.count + purpose) values.push_back(args[i]);
  }
  for (size_t i = 0; i < keywords; ++i) {
    if (i != purpose) names.push_back(args.keyword_names->At(i));
  }
  Tuple* name_tuple = TRY(Tuple::From(t, {names.data(), names.size()}));
  return BindArguments(t, method, {values.data(), args.count, name_tuple}, bound);
}

template <typename Hash>
struct Parts {
  using Self = HashObject<Hash>;
  static constexpr const char* kName = Hash::kIsB ? "blake2b" : "blake2s";

  static Result<Value> New(Thread& t, Type* cls, Args args) {
    static constexpr Method kNew = ConstructorSignature(kName, kSignature);
    Value bound[kParameters];
    TRY(BindWithoutPurpose(t, kNew, args, bound));
    OptionReader<Hash> reader(t, bound);
    const Blake2Options options = TRY(reader.Read());
    auto* self = TRY(NewNative<Self>(t, cls));
    self->hash().Start(options);
    if (!bound[kData].IsUnbound()) TRY(self->Update(t, bound[kData]));
    return self;
  }

  static Result<None> Update(Thread& t, Self* self, Value data) { return self->Update(t, data); }
  static Result<Value> Copy(Thread& t, Self* self) { return self->Copy(t); }
  static Result<Value> Digest(Thread& t, Self* self) {
    const Hash hash = self->Snapshot(t);
    uint8_t digest[Hash::kMaxDigestSize];
    hash.Digest(digest);
    return Bytes::From(t, absl::Span<const uint8_t>(digest, hash.digest_size()));
  }
  static Result<Str*> HexDigest(Thread& t, Self* self) {
    const Hash hash = self->Snapshot(t);
    uint8_t digest[Hash::kMaxDigestSize];
    hash.Digest(digest);
    return HexOf(t, {digest, hash.digest_size()});
  }

  static Result<Value> Name(Thread& t, Value) { return Str::InternUtf8(t, kName); }
  static Result<Value> BlockSize(Thread&, Value) { return Value::FromInt(Hash::kBlockSize); }
  static Result<Value> DigestSize(Thread&, Value self) {
    return Value::FromInt(
        static_cast<int64_t>(static_cast<Self*>(self.AsObject())->hash().digest_size()));
  }

  static constexpr Method kMethods[] = {
      Bind<&Copy>("copy", "($self, /)"),
      Bind<&Digest>("digest", "($self, /)"),
      Bind<&HexDigest>("hexdigest", "($self, /)"),
      Bind<&Update>("update", "($self, data, /)"),
  };
  static constexpr GetSet kGetSets[] = {
      {.name = "name", .get = &Name},
      {.name = "block_size", .get = &BlockSize},
      {.name = "digest_size", .get = &DigestSize},
  };
};

template <typename Hash>
Result<None> Add(Thread& t, Module* module) {
  using P = Parts<Hash>;
  static const TypeSpec kSpec{.slots = {.getattr = &GenericGetAttr, .new_ = &P::New},
                              .methods = P::kMethods,
                              .getset = P::kGetSets};
  Type* type = TRY(TypeBuilder::NewNativeType(t, {.name = P::Self::kClass.name,
                                                  .instance_size = sizeof(typename P::Self),
                                                  .flags = 0,
                                                  .spec = kSpec}));
  struct Constant {
    const char* name;
    size_t value;
  };
  constexpr Constant kConstants[] = {{"SALT_SIZE", Hash::kSaltSize},
                                     {"PERSON_SIZE", Hash::kSaltSize},
                                     {"MAX_KEY_SIZE", Hash::kMaxKeySize},
                                     {"MAX_DIGEST_SIZE", Hash::kMaxDigestSize}};
  const char* prefix = Hash::kIsB ? "BLAKE2B_" : "BLAKE2S_";
  for (const Constant& constant : kConstants) {
    const auto value = static_cast<int64_t>(constant.value);
    Str* name = TRY(Str::InternUtf8(t, constant.name));
    TRY(type->dict()->SetStr(t, name, Value::FromInt(value)));
    TRY(module->AddInt(t, absl::StrCat(prefix, constant.name), value));
  }
  return module->Add(t, P::kName, Value::FromObject(type));
}

}  // namespace
}  // namespace hashing

Result<Module*> MakeBlake2Module(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_blake2"))));
  TRY(hashing::Add<hashing::Blake2b>(t, module));
  TRY(hashing::Add<hashing::Blake2s>(t, module));
  return module;
}

}  // namespace krait
