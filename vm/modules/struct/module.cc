#include "vm/modules/struct/module.h"

#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/struct/format.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _struct module.
namespace krait {
namespace structs {
namespace {

struct Struct : NativeObject {
  static const NativeClass kClass;
  Field<Bytes*> text;
  Field<RawArray*> format_storage;  // a Format; null before __init__

  const Format* format() const {
    RawArray* storage = format_storage.Load();
    return storage == nullptr ? &kNone : Format::In(storage);
  }

 private:
  static constexpr Format kNone = {-1, -1, 0};
};

const NativeClass Struct::kClass = {"_struct.Struct",
                                    [](Object* object, Marker& marker) {
                                      auto* self = static_cast<Struct*>(object);
                                      marker.Visit(self->text);
                                      marker.Visit(self->format_storage);
                                    },
                                    nullptr};

Result<Value> StructNew(Thread& t, Type* cls, Args) { return NewNative<Struct>(t, cls); }

constexpr Method kParameters = ConstructorSignature("Struct", "(format)");

Result<None> StructInit(Thread& t, Value self_value, Args args) {
  Value text;
  TRY(BindArguments(t, kParameters, args, &text));
  if (Is<Str>(text)) {
    text = Value::FromObject(TRY(EncodeWith(t, Codec::kAscii, Cast<Str>(text), nullptr)));
  }
  if (!Is<Bytes>(text)) {
    return RaiseTypeError(t, absl::StrCat("Struct() argument 1 must be a str or bytes object, not ",
                                          TypeName(t, text)));
  }
  RawArray* format = TRY(ParseFormat(t, Cast<Bytes>(text)->view()));
  auto* self = Cast<Struct>(self_value);
  self->text.Store(self, Cast<Bytes>(text));
  self->format_storage.Store(self, format);
  return None{};
}

// --- Operations, of Struct objects and of the module ---------------------------------------------

Result<Value> Pack(Thread& t, Struct* self, Args args) {
  const Format* format = self->format();
  if (args.count != format->items) {
    return RaiseError(t, absl::StrCat("pack expected ", format->items, " items for packing (got ",
                                      args.count, ")"));
  }
  RawArray* keeps_format = self->format_storage.Load();
  Bytes* result = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(format->size)));
  std::memset(result->mutable_data(), 0, result->size());
  TRY(PackValues(t, Format::In(keeps_format), args.values, result->mutable_data()));
  return result;
}

/// `offset` from the end if negative; struct.error when `size` bytes are not there.
Result<int64_t> Place(Thread& t, int64_t offset, int64_t size, int64_t length, bool packing) {
  const char* doing = packing ? "packing" : "unpacking";
  if (offset < 0) {
    if (offset + size > 0) {
      return RaiseError(
          t, absl::StrCat(packing ? "no space to pack " : "not enough data to unpack ", size,
                          " bytes at offset ", offset));
    }
    if (offset + length < 0) {
      return RaiseError(
          t, absl::StrCat("offset ", offset, " out of range for ", length, "-byte buffer"));
    }
    offset += length;
  }
  if (length - offset >= size) return offset;
  const uint64_t needed = static_cast<uint64_t>(size) + static_cast<uint64_t>(offset);
  return RaiseError(
      t, absl::StrCat(packing ? "pack_into" : "unpack_from", " requires a buffer of at least ",
                      needed, " bytes for ", doing, " ", size, " bytes at offset ", offset,
                      " (actual buffer size is ", length, ")"));
}

/// args: buffer, offset, values...
Result<None> PackInto(Thread& t, Struct* self, Args args) {
  const Format* format = self->format();
  RawArray* keeps_format = self->format_storage.Load();
  if (args.count < 2) {
    return RaiseError(t, args.count == 0 ? "pack_into expected buffer argument"
                                         : "pack_into expected offset argument");
  }
  if (args.count - 2 != format->items) {
    return RaiseError(t, absl::StrCat("pack_into expected ", format->items,
                                      " items for packing (got ", args.count - 2, ")"));
  }
  Buffer buffer(t);
  if (!buffer.Take(args[0], kBufferWritable).ok()) {
    t.TakePending();
    return RaiseTypeError(t, absl::StrCat("argument must be read-write bytes-like object, not ",
                                          args[0].IsNone() ? "None" : TypeName(t, args[0])));
  }
  const int64_t wanted = TRY(ToIndexInt64(t, args[1], &BuiltinTypes::IndexError));
  const int64_t at = TRY(Place(t, wanted, format->size, buffer.view().size, true));
  uint8_t* out = buffer.view().data + at;
  std::memset(out, 0, static_cast<size_t>(format->size));
  return PackValues(t, Format::In(keeps_format), args.values + 2, out);
}

Result<Value> Unpack(Thread& t, Struct* self, Value object) {
  RawArray* keeps_format = self->format_storage.Load();
  const Format* format = self->format();
  Buffer buffer(t);
  TRY(buffer.Take(object));
  if (keeps_format == nullptr || buffer.view().size != format->size) {
    return RaiseError(t, absl::StrCat("unpack requires a buffer of ", format->size, " bytes"));
  }
  return UnpackValues(t, format, buffer.view().data);
}

Result<Value> UnpackFrom(Thread& t, Struct* self, Value object, Index offset) {
  RawArray* keeps_format = self->format_storage.Load();
  const Format* format = self->format();
  Buffer buffer(t);
  TRY(buffer.Take(object));
  const int64_t at = TRY(Place(t, offset.value, format->size, buffer.view().size, false));
  if (keeps_format == nullptr) return RaiseError(t, "Struct object is not initialized");
  return UnpackValues(t, format, buffer.view().data + at);
}

// --- iter_unpack -------------------------------------------------------------------------------

struct UnpackIterator : NativeObject {
  static const NativeClass kClass;
  Field<RawArray*> format_storage;
  Field<Value> source;  // Unbound at the end
  int64_t at;
};

const NativeClass UnpackIterator::kClass = {"_struct.unpack_iterator",
                                            [](Object* object, Marker& marker) {
                                              auto* self = static_cast<UnpackIterator*>(object);
                                              marker.Visit(self->format_storage);
                                              marker.Visit(self->source);
                                            },
                                            nullptr};

Result<Value> IterUnpack(Thread& t, Struct* self, Value object) {
  RawArray* format_storage = self->format_storage.Load();
  const Format* format = self->format();
  if (format->size <= 0) {
    return RaiseError(t, absl::StrCat("cannot iteratively unpack with a struct of length ",
                                      std::max<int64_t>(format->size, 0)));
  }
  Buffer buffer(t);
  TRY(buffer.Take(object));
  if (buffer.view().size % format->size != 0) {
    return RaiseError(t, absl::StrCat("iterative unpacking requires a buffer of a multiple of ",
                                      format->size, " bytes"));
  }
  auto* iterator = TRY(NewNative<UnpackIterator>(t, PartOf(t).iterator));
  iterator->format_storage.Store(iterator, format_storage);
  iterator->source.Store(iterator, object);
  return iterator;
}

Result<Value> IteratorNext(Thread& t, Value self_value) {
  auto* self = Cast<UnpackIterator>(self_value);
  const Value source = self->source.Load();
  if (source.IsUnbound()) return source;
  const Format* format = Format::In(self->format_storage.Load());
  Buffer buffer(t);
  TRY(buffer.Take(source));
  const int64_t at = self->at;
  if (buffer.view().size - at < format->size) {
    self->source.Store(self, Value::Unbound());
    return Value::Unbound();
  }
  self->at = at + format->size;
  return UnpackValues(t, format, buffer.view().data + at);
}

Result<int64_t> IteratorLengthHint(Thread& t, UnpackIterator* self) {
  const Value source = self->source.Load();
  if (source.IsUnbound()) return 0;
  Buffer buffer(t);
  TRY(buffer.Take(source));
  return (buffer.view().size - self->at) / Format::In(self->format_storage.Load())->size;
}

constexpr Method kIteratorMethods[] = {
    Bind<IteratorLengthHint>("__length_hint__", "($self, /)"),
};

// --- Struct's table ------------------------------------------------------------------------------

Result<None> CheckNoKeywords(Thread& t, const char* function, Args args) {
  if (!args.has_keywords() || args.keyword_names->size() == 0) return None{};
  return RaiseTypeError(t, absl::StrCat(function, "() takes no keyword arguments"));
}

Result<Value> StructPack(Thread& t, Struct* self, Args args) {
  TRY(CheckNoKeywords(t, "Struct.pack", args));
  return Pack(t, self, args);
}
Result<None> StructPackInto(Thread& t, Struct* self, Args args) {
  TRY(CheckNoKeywords(t, "Struct.pack_into", args));
  return PackInto(t, self, args);
}
Result<int64_t> StructSizeof(Thread&, Struct* self) {
  return static_cast<int64_t>(sizeof(Struct) +
                              static_cast<size_t>(self->format()->code_count) * sizeof(Code));
}

constexpr Method kStructMethods[] = {
    Bind<IterUnpack>("iter_unpack", "($self, buffer, /)"),
    Bind<StructPack>("pack", "($self, /, *values)"),
    Bind<StructPackInto>("pack_into", "($self, buffer, offset, /, *values)"),
    Bind<Unpack>("unpack", "($self, buffer, /)"),
    Bind<UnpackFrom>("unpack_from", "($self, /, buffer, offset=0)"),
    Bind<StructSizeof>("__sizeof__", "($self, /)"),
};

Result<Value> GetFormat(Thread& t, Value self) {
  const Bytes* text = Cast<Struct>(self)->text.Load();
  return Str::FromLatin1(t, text == nullptr ? std::string_view() : text->view());
}
Result<Value> GetSize(Thread& t, Value self) {
  return Int::From(t, Cast<Struct>(self)->format()->size);
}

constexpr GetSet kStructMembers[] = {{"format", &GetFormat}, {"size", &GetSize}};

// --- The module's functions
// ------------------------------------------------------------------------

/// The Struct for a format, from the cache if it was used before.
Result<Struct*> StructFor(Thread& t, Value format) {
  constexpr size_t kMaxCached = 100;
  Dict* cache = PartOf(t).cache;
  const Value found = TRY(cache->Get(t, format));
  if (!found.IsUnbound()) return Cast<Struct>(found);
  const Value made = TRY(CallWith(t, Value::FromObject(PartOf(t).struct_type), format));
  if (cache->size() >= kMaxCached) cache->Clear(t);
  TRY(cache->Set(t, format, made));
  return Cast<Struct>(made);
}

Result<None> CheckHasFormat(Thread& t, const char* function, Args args) {
  TRY(CheckNoKeywords(t, function, args));
  if (args.count == 0) return RaiseTypeError(t, "missing format argument");
  return None{};
}

Result<Value> ModulePack(Thread& t, Args args) {
  TRY(CheckHasFormat(t, "_struct.pack", args));
  return Pack(t, TRY(StructFor(t, args[0])), args.Rest());
}
Result<None> ModulePackInto(Thread& t, Args args) {
  TRY(CheckHasFormat(t, "_struct.pack_into", args));
  return PackInto(t, TRY(StructFor(t, args[0])), args.Rest());
}
Result<Value> ModuleUnpack(Thread& t, Value format, Value buffer) {
  return Unpack(t, TRY(StructFor(t, format)), buffer);
}
Result<Value> ModuleUnpackFrom(Thread& t, Value format, Value buffer, Index offset) {
  return UnpackFrom(t, TRY(StructFor(t, format)), buffer, offset);
}
Result<Value> ModuleIterUnpack(Thread& t, Value format, Value buffer) {
  return IterUnpack(t, TRY(StructFor(t, format)), buffer);
}
Result<int64_t> CalcSize(Thread& t, Value format) {
  return TRY(StructFor(t, format))->format()->size;
}
Result<None> ClearCache(Thread& t) {
  PartOf(t).cache->Clear(t);
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<ClearCache>("_clearcache", "($module, /)"),
    Bind<CalcSize>("calcsize", "($module, format, /)"),
    Bind<ModuleIterUnpack>("iter_unpack", "($module, format, buffer, /)"),
    Bind<ModulePack>("pack", "($module, format, /, *values)"),
    Bind<ModulePackInto>("pack_into", "($module, format, buffer, offset, /, *values)"),
    Bind<ModuleUnpack>("unpack", "($module, format, buffer, /)"),
    Bind<ModuleUnpackFrom>("unpack_from", "($module, format, /, buffer, offset=0)"),
};

Result<Type*> NewStructType(Thread& t) {
  NativeTypeSpec spec{};
  spec.name = "_struct.Struct";
  spec.instance_size = sizeof(Struct);
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.spec.slots.new_ = &StructNew;
  spec.spec.slots.init = &StructInit;
  spec.spec.methods = kStructMethods;
  spec.spec.getset = kStructMembers;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<Type*> NewIteratorType(Thread& t) {
  NativeTypeSpec spec{};
  spec.name = "_struct.unpack_iterator";
  spec.instance_size = sizeof(UnpackIterator);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = &IteratorNext;
  spec.spec.methods = kIteratorMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

/// class error(Exception), of module struct.
Result<Value> NewErrorType(Thread& t) {
  Dict* ns = TRY(Dict::New(t));
  TRY(ns->SetStr(t, names(t).__module__, Value::FromObject(TRY(Str::InternUtf8(t, "struct")))));
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).Exception)));
  return CallWith(t, Value::FromObject(types(t).type),
                  Value::FromObject(TRY(Str::InternUtf8(t, "error"))), Value::FromObject(bases),
                  Value::FromObject(ns));
}

}  // namespace
}  // namespace structs

Result<Module*> MakeStructModule(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<structs::Part>());
  part.cache = TRY(Dict::New(t));
  part.struct_type = TRY(structs::NewStructType(t));
  part.iterator = TRY(structs::NewIteratorType(t));
  part.error = TRY(structs::NewErrorType(t)).AsObject();
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_struct"))));
  TRY(module->AddFunctions(t, structs::kFunctions));
  TRY(module->Add(t, "Struct", Value::FromObject(part.struct_type)));
  TRY(module->Add(t, "error", Value::FromObject(part.error)));
  return module;
}

}  // namespace krait
