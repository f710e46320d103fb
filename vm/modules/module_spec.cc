#include "vm/modules/module_spec.h"

#include "absl/strings/str_cat.h"
#include "vm/modules/import_part.h"
#include "vm/modules/sys_part.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait {

Result<Value> AttributeNamed(Thread& t, Value object, std::string_view name) {
  return GetAttrOrUnbound(t, object, TRY(Str::InternUtf8(t, name)));
}

Result<None> SetAttributeNamed(Thread& t, Value object, std::string_view name, Value value) {
  return SetAttr(t, object, TRY(Str::InternUtf8(t, name)), value);
}

Raised RaiseImportError(Thread& t, Type* type, const std::string& message, Value name, Value path) {
  const auto raise = [&]() -> Result<None> {
    Str* text = TRY(Str::FromUtf8(t, message));
    Tuple* args = TRY(Tuple::Of(t, Value::FromObject(text)));
    Exception* error = TRY(Exception::New(t, type, args));
    error->set_field(0, Value::FromObject(text));
    error->set_field(1, name.IsUnbound() ? Value::None() : name);
    error->set_field(2, path.IsUnbound() ? Value::None() : path);
    return RaiseException(t, Value::FromObject(error));
  };
  (void)raise();
  return Raised{};
}

namespace {

/// sys.implementation.cache_tag: the bytecode is CPython 3.11's.
constexpr const char* kCacheTag = "cpython-311";

class ModuleSpecObject : public NativeObject {
 public:
  static const NativeClass kClass;
};
const NativeClass ModuleSpecObject::kClass = {"ModuleSpec", nullptr, nullptr};

Result<Value> Required(Thread& t, Value self, std::string_view name) {
  return GetAttr(t, self, TRY(Str::InternUtf8(t, name)));
}

/// A fresh spec's attributes, in the order in which CPython's shows them.
Result<None> SetSpecFields(Thread& t, Value self, const SpecFields& fields, Value loader_state) {
  const Value submodules = Value::FromObject(TRY(List::New(t)));
  struct Row {
    const char* name;
    Value value;
  };
  for (const Row& row : {Row{"name", Value::FromObject(fields.name)},
                         {"loader", fields.loader},
                         {"origin", fields.origin},
                         {"loader_state", loader_state},
                         {"submodule_search_locations", fields.locations},
                         {"_uninitialized_submodules", submodules},
                         {"_set_fileattr", Value::FromBool(fields.has_location)},
                         {"_cached", Value::None()}}) {
    TRY(SetAttributeNamed(t, self, row.name, row.value));
  }
  return None{};
}

Result<Value> SpecNew(Thread& t, Type* cls, Args) { return NewNative<ModuleSpecObject>(t, cls); }

constexpr Method kInit{
    "ModuleSpec.__init__", "(name, loader, *, origin=None, loader_state=None, is_package=None)",
    nullptr, Signature::Parse("(name, loader, *, origin=None, loader_state=None, is_package=None)"),
    Method::Kind::kInstance};

Result<None> SpecInit(Thread& t, Value self, Args args) {
  Value bound[5];
  TRY(BindArguments(t, kInit, args, bound));
  if (!Is<Str>(bound[0])) return ArgumentPlace{kInit, 0}.Mismatch(t, "str", bound[0]);
  SpecFields fields{Cast<Str>(bound[0])};
  fields.loader = bound[1];
  fields.origin = bound[2];
  if (TRY(IsTrue(t, bound[4]))) fields.locations = Value::FromObject(TRY(List::New(t)));
  return SetSpecFields(t, self, fields, bound[3]);
}

Result<Value> SpecRepr(Thread& t, Value self) {
  std::string text = "ModuleSpec(name=";
  for (const char* name : {"name", "loader", "origin", "submodule_search_locations"}) {
    const Value value = TRY(Required(t, self, name));
    const bool always = name[0] == 'n' || name[0] == 'l';
    if (value.IsNone() && !always) continue;
    if (name[0] != 'n') absl::StrAppend(&text, ", ", name, "=");
    absl::StrAppend(&text, TRY(Repr(t, value))->ToUtf8());
  }
  return Str::FromUtf8(t, text + ")");
}

Result<Value> SpecCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
  for (const char* name :
       {"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"}) {
    const Value mine = TRY(Required(t, self, name));
    const Value its = TRY(AttributeNamed(t, other, name));
    if (its.IsUnbound()) return Value::NotImplemented();
    if (!TRY(Equals(t, mine, its))) return Value::FromBool(op == CompareOp::kNe);
  }
  return Value::FromBool(op == CompareOp::kEq);
}

/// What `origin` runs from: itself if it is bytecode, else its cache.
Result<Value> GetCached(Thread& t, Value self) {
  const Value cached = TRY(Required(t, self, "_cached"));
  if (!cached.IsNone()) return cached;
  const Value origin = TRY(Required(t, self, "origin"));
  if (!Is<Str>(origin) || !TRY(IsTrue(t, TRY(Required(t, self, "_set_fileattr"))))) return cached;
  const std::string path = TRY(ToSystemText(t, Cast<Str>(origin)));
  Value result;
  if (path.ends_with(".pyc")) {
    result = origin;
  } else if (path.ends_with(".py")) {
    result = Value::FromObject(TRY(FromSystemText(t, TRY(CachePathOf(t, path)))));
  } else {
    return cached;
  }
  TRY(SetAttributeNamed(t, self, "_cached", result));
  return result;
}

Result<None> SetCached(Thread& t, Value self, Value value) {
  return SetAttributeNamed(t, self, "_cached", value);
}

Result<Value> GetParent(Thread& t, Value self) {
  const Value name = TRY(Required(t, self, "name"));
  const Value locations = TRY(Required(t, self, "submodule_search_locations"));
  if (!locations.IsNone() || !Is<Str>(name)) return name;
  const std::string text = Cast<Str>(name)->ToUtf8();
  const size_t dot = text.rfind('.');
  return Str::FromUtf8(t, dot == std::string::npos ? "" : text.substr(0, dot));
}

Result<Value> GetHasLocation(Thread& t, Value self) { return Required(t, self, "_set_fileattr"); }
Result<None> SetHasLocation(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return SetAttributeNamed(t, self, "_set_fileattr", value);
  return SetAttributeNamed(t, self, "_set_fileattr", Value::FromBool(TRY(IsTrue(t, value))));
}

constexpr GetSet kGetSets[] = {{"cached", &GetCached, &SetCached},
                               {"parent", &GetParent},
                               {"has_location", &GetHasLocation, &SetHasLocation}};

}  // namespace

Result<Type*> MakeModuleSpecType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib.ModuleSpec";
  spec.instance_size = sizeof(ModuleSpecObject);
  spec.has_dict = true;
  spec.spec.slots.new_ = &SpecNew;
  spec.spec.slots.init = &SpecInit;
  spec.spec.slots.repr = &SpecRepr;
  spec.spec.slots.compare = &SpecCompare;
  spec.spec.getset = kGetSets;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<Value> NewSpec(Thread& t, const SpecFields& fields) {
  Type* type = t.vm().part<ImportPart>().module_spec;
  const Value spec = Value::FromObject(TRY(NewNative<ModuleSpecObject>(t, type)));
  TRY(SetSpecFields(t, spec, fields, Value::None()));
  return spec;
}

Result<std::string> CachePathOf(Thread& t, const std::string& source_path) {
  const size_t slash = source_path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : source_path.substr(0, slash + 1);
  std::string file = slash == std::string::npos ? source_path : source_path.substr(slash + 1);
  file = file.substr(0, file.rfind('.'));
  absl::StrAppend(&file, ".", kCacheTag);
  const int optimize = t.vm().part<SysPart>().config.optimize;
  if (optimize > 0) absl::StrAppend(&file, ".opt-", optimize);
  absl::StrAppend(&file, ".pyc");
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value prefix = sys.IsUnbound() ? sys : TRY(AttributeNamed(t, sys, "pycache_prefix"));
  if (!Is<Str>(prefix)) return absl::StrCat(folder, "__pycache__/", file);
  std::string root = TRY(ToSystemText(t, Cast<Str>(prefix)));
  while (root.ends_with('/')) root.pop_back();
  return absl::StrCat(root, folder.starts_with('/') ? "" : "/", folder, file);
}

namespace {

Result<None> SetIfMissing(Thread& t, Value module, std::string_view name, Value value) {
  const Value present = TRY(AttributeNamed(t, module, name));
  if (!present.IsUnbound() && !present.IsNone()) return None{};
  return SetAttributeNamed(t, module, name, value);
}

/// Attributes of specs are documented, but specs may be anything.
Result<Value> OrNone(Thread& t, Value object, std::string_view name) {
  const Value value = TRY(AttributeNamed(t, object, name));
  return value.IsUnbound() ? Value::None() : value;
}

}  // namespace

Result<None> InitModuleAttributes(Thread& t, Value spec, Value module) {
  TRY(SetIfMissing(t, module, "__name__", TRY(OrNone(t, spec, "name"))));
  const Value locations = TRY(OrNone(t, spec, "submodule_search_locations"));
  Value loader = TRY(OrNone(t, spec, "loader"));
  if (loader.IsNone() && !locations.IsNone()) {
    const Value type = Value::FromObject(t.vm().part<ImportPart>().namespace_loader);
    loader = TRY(CallWith(t, type, TRY(OrNone(t, spec, "name")), locations, Value::None()));
    TRY(SetAttributeNamed(t, spec, "loader", loader));
    TRY(SetAttributeNamed(t, module, "__file__", Value::None()));
  }
  TRY(SetIfMissing(t, module, "__loader__", loader));
  TRY(SetIfMissing(t, module, "__package__", TRY(OrNone(t, spec, "parent"))));
  TRY(SetAttributeNamed(t, module, "__spec__", spec));
  if (!locations.IsNone()) TRY(SetIfMissing(t, module, "__path__", locations));
  const Value has_location = TRY(OrNone(t, spec, "has_location"));
  if (!TRY(IsTrue(t, has_location))) return None{};
  TRY(SetIfMissing(t, module, "__file__", TRY(OrNone(t, spec, "origin"))));
  const Value cached = TRY(OrNone(t, spec, "cached"));
  if (cached.IsNone()) return None{};
  return SetIfMissing(t, module, "__cached__", cached);
}

}  // namespace krait
