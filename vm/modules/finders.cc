#include "vm/modules/finders.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "vm/modules/file_loader.h"
#include "vm/modules/import.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/registry.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/host.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The finders of sys.meta_path: native modules, and what lies along sys.path.
namespace krait {
namespace {

ImportPart& Part(Thread& t) { return t.vm().part<ImportPart>(); }

// --- BuiltinImporter --------------------------------------------------------------------------

/// Its class is finder and loader at once; there are no instances.
Result<Value> FindNative(Thread& t, Str* name) {
  if (FindNativeModule(t, name->ToUtf8()) == nullptr) return Value::None();
  SpecFields fields{name};
  fields.loader = Value::FromObject(Part(t).builtin_importer);
  fields.origin = Value::FromObject(TRY(Str::InternUtf8(t, "built-in")));
  return NewSpec(t, fields);
}

Result<Value> BuiltinFindSpec(Thread& t, Value, Str* fullname, Value, Value) {
  return FindNative(t, fullname);
}

Raised RaiseNotBuiltin(Thread& t, Str* name) {
  return RaiseImportError(t, types(t).ImportError,
                          absl::StrCat("'", name->ToUtf8(), "' is not a built-in module"),
                          Value::FromObject(name));
}

Result<Value> BuiltinCreate(Thread& t, Value spec) {
  const Value name = TRY(GetAttr(t, spec, TRY(Str::InternUtf8(t, "name"))));
  if (!Is<Str>(name)) return RaiseTypeError(t, "spec.name must be a str");
  const Value module = TRY(NativeModuleNamed(t, Cast<Str>(name)->ToUtf8()));
  if (module.IsUnbound()) return RaiseNotBuiltin(t, Cast<Str>(name));
  return module;
}

Result<None> BuiltinExec(Thread&, Value) { return None{}; }

Result<Value> BuiltinNothing(Thread& t, Value, Str* fullname) {
  if (FindNativeModule(t, fullname->ToUtf8()) == nullptr) return RaiseNotBuiltin(t, fullname);
  return Value::None();
}

Result<bool> BuiltinIsPackage(Thread& t, Value, Str* fullname) {
  if (FindNativeModule(t, fullname->ToUtf8()) == nullptr) return RaiseNotBuiltin(t, fullname);
  return false;
}

Result<Value> BuiltinLoad(Thread& t, Value, Str* fullname) { return ImportModule(t, fullname); }

constexpr Method kBuiltinMethods[] = {
    Bind<BuiltinFindSpec>("find_spec", "($type, fullname, path=None, target=None)").AsClassMethod(),
    Bind<BuiltinCreate>("create_module", "(spec)").AsStaticMethod(),
    Bind<BuiltinExec>("exec_module", "(module)").AsStaticMethod(),
    Bind<BuiltinNothing>("get_code", "($type, fullname)").AsClassMethod(),
    Bind<BuiltinNothing>("get_source", "($type, fullname)").AsClassMethod(),
    Bind<BuiltinIsPackage>("is_package", "($type, fullname)").AsClassMethod(),
    Bind<BuiltinLoad>("load_module", "($type, fullname)").AsClassMethod(),
};

// --- PathFinder -------------------------------------------------------------------------------

Result<Value> SysDictOrList(Thread& t, std::string_view name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value value = sys.IsUnbound() ? sys : TRY(AttributeNamed(t, sys, name));
  return value.IsUnbound() ? Value::None() : value;
}

/// Adds what a spec without a loader knows of a namespace package.
Result<None> AddPortions(Thread& t, Value spec, List* portions) {
  const Value locations = TRY(AttributeNamed(t, spec, "submodule_search_locations"));
  if (locations.IsUnbound() || locations.IsNone()) {
    return RaiseImportError(t, types(t).ImportError, "spec missing loader", Value::Unbound());
  }
  return ExtendList(t, portions, locations);
}

Result<Value> AskFinder(Thread& t, Value finder, Str* name) {
  if (TypeOf(t, finder) == Part(t).file_finder) {
    return static_cast<FileFinder*>(finder.AsObject())->FindSpec(t, name);
  }
  Str* find_spec = TRY(Str::InternUtf8(t, "find_spec"));
  const Value method = TRY(GetAttrOrUnbound(t, finder, find_spec));
  if (method.IsUnbound()) return Value::None();
  return CallWith(t, method, Value::FromObject(name));
}

Result<Value> PathFindSpec(Thread& t, Value, Str* fullname, Value path, Value) {
  return FindAlongPath(t, fullname, path);
}

/// Everybody's notes on folders; an entry that nobody dealt with may have appeared since.
Result<None> PathInvalidate(Thread& t) {
  const Value cache = TRY(SysDictOrList(t, "path_importer_cache"));
  if (!Is<Dict>(cache)) return None{};
  Dict* copy = TRY(Cast<Dict>(cache)->Copy(t));
  Str* invalidate = TRY(Str::InternUtf8(t, "invalidate_caches"));
  size_t position = 0;
  Value key, finder;
  while (copy->Next(position, key, finder)) {
    if (finder.IsNone()) {
      TRY(Cast<Dict>(cache)->Remove(t, key));
      continue;
    }
    const Value method = TRY(GetAttrOrUnbound(t, finder, invalidate));
    if (!method.IsUnbound()) TRY(CallWith(t, method));
  }
  return None{};
}

Result<Value> PathFindDistributions(Thread& t, Args args) {
  const Value module = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "importlib.metadata"))));
  const Value finder = TRY(GetAttr(t, module, TRY(Str::InternUtf8(t, "MetadataPathFinder"))));
  return CallMethod(t, finder, TRY(Str::InternUtf8(t, "find_distributions")), args);
}

constexpr Method kPathMethods[] = {
    Bind<PathFindSpec>("find_spec", "($type, fullname, path=None, target=None)").AsClassMethod(),
    Bind<PathInvalidate>("invalidate_caches", "()").AsStaticMethod(),
    Bind<PathFindDistributions>("find_distributions", "(*args, **kwargs)").AsStaticMethod(),
};

// --- Namespace packages -----------------------------------------------------------------------

class NamespaceLoader : public NativeObject {
 public:
  static const NativeClass kClass;
  Field<Value> path;
};
const NativeClass NamespaceLoader::kClass = {
    "NamespaceLoader",
    [](Object* object, Marker& marker) {
      marker.Visit(static_cast<NamespaceLoader*>(object)->path);
    },
    nullptr};

Result<Value> NamespaceNew(Thread& t, Type* cls, Args args) {
  if (args.count < 2) {
    return RaiseTypeError(t, "NamespaceLoader() takes a name, a path and a path finder");
  }
  NamespaceLoader* loader = TRY(NewNative<NamespaceLoader>(t, cls));
  loader->path.Store(loader, args[1]);
  return loader;
}

Result<Value> NamespaceCreate(Thread&, NamespaceLoader*, Value) { return Value::None(); }
Result<None> NamespaceExec(Thread&, NamespaceLoader*, Value) { return None{}; }
Result<bool> NamespaceIsPackage(Thread&, NamespaceLoader*, Value) { return true; }
Result<Value> NamespaceSource(Thread& t, NamespaceLoader*, Value) {
  return Value::FromObject(t.vm().empty_str());
}
Result<Value> NamespaceCode(Thread&, NamespaceLoader*, Value) { return Value::None(); }

constexpr Method kNamespaceMethods[] = {
    Bind<NamespaceCreate>("create_module", "($self, spec)"),
    Bind<NamespaceExec>("exec_module", "($self, module)"),
    Bind<NamespaceIsPackage>("is_package", "($self, fullname)"),
    Bind<NamespaceSource>("get_source", "($self, fullname)"),
    Bind<NamespaceCode>("get_code", "($self, fullname)"),
};

/// Of a namespace package: a list that says what it is.
Result<Value> NamespacePathRepr(Thread& t, Value self) {
  List* plain = TRY(ListOf(t, self));
  const std::string items = TRY(Repr(t, Value::FromObject(plain)))->ToUtf8();
  return Str::FromUtf8(t, absl::StrCat("_NamespacePath(", items, ")"));
}

// --- sys.path_hooks ---------------------------------------------------------------------------

Result<Value> FolderHook(Thread& t, Value path) {
  return FileFinder::New(t, Part(t).file_finder, path);
}

constexpr Method kFolderHook = Bind<FolderHook>("path_hook_for_FileFinder", "(path, /)");

}  // namespace

Result<Value> FinderOf(Thread& t, Str* entry) {
  const Value cache = TRY(SysDictOrList(t, "path_importer_cache"));
  Value key = Value::FromObject(entry);
  if (entry->length() == 0) {
    // The current folder, which may change, has its name as key.
    char folder[4096];
    if (getcwd(folder, sizeof(folder)) == nullptr) return Value::None();
    key = Value::FromObject(TRY(FromSystemText(t, folder)));
  }
  if (Is<Dict>(cache)) {
    const Value known = TRY(Cast<Dict>(cache)->Get(t, key));
    if (!known.IsUnbound()) return known;
  }
  Value finder = Value::None();
  const Value hooks = TRY(SysDictOrList(t, "path_hooks"));
  if (!hooks.IsNone()) {
    const Value list = Value::FromObject(TRY(TupleOf(t, hooks)));
    for (Value hook : Cast<Tuple>(list)->values()) {
      const Result<Value> made = CallWith(t, hook, key);
      if (made.ok()) {
        finder = *made;
        break;
      }
      if (!ClearPendingIf(t, &BuiltinTypes::ImportError)) return Raised{};
    }
  }
  if (Is<Dict>(cache)) TRY(Cast<Dict>(cache)->Set(t, key, finder));
  return finder;
}

Result<Value> FindAlongPath(Thread& t, Str* name, Value path) {
  TRY(t.vm().part<Host>().BeforeSearch(t));
  if (path.IsNone()) path = TRY(SysDictOrList(t, "path"));
  if (path.IsNone()) return Value::None();
  if (!t.vm().capabilities().Has(Capability::kFiles)) return Value::None();
  List* portions = TRY(List::New(t));
  const Value entries = Value::FromObject(TRY(TupleOf(t, path)));
  for (Value entry : Cast<Tuple>(entries)->values()) {
    if (!Is<Str>(entry)) continue;
    const Value finder = TRY(FinderOf(t, Cast<Str>(entry)));
    if (finder.IsNone()) continue;
    const Value spec = TRY(AskFinder(t, finder, name));
    if (spec.IsNone()) continue;
    const Value loader = TRY(AttributeNamed(t, spec, "loader"));
    if (!loader.IsUnbound() && !loader.IsNone()) return spec;
    TRY(AddPortions(t, spec, portions));
  }
  if (portions->size() == 0) return Value::None();
  SpecFields fields{name};
  const Value type = Value::FromObject(Part(t).namespace_path);
  fields.locations = TRY(CallWith(t, type, Value::FromObject(portions)));
  return NewSpec(t, fields);
}

Result<Value> FindSpecNatively(Thread& t, Value finder, Str* name, Value path) {
  if (finder.IsObject() && finder.AsObject() == Part(t).builtin_importer) {
    return FindNative(t, name);
  }
  if (finder.IsObject() && finder.AsObject() == Part(t).path_finder) {
    return FindAlongPath(t, name, path);
  }
  return Value::Unbound();
}

Result<Type*> MakeBuiltinImporterType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib.BuiltinImporter";
  spec.instance_size = sizeof(NativeObject);
  spec.spec.methods = kBuiltinMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<Type*> MakePathFinderType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib_external.PathFinder";
  spec.instance_size = sizeof(NativeObject);
  spec.spec.methods = kPathMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<Type*> MakeNamespaceLoaderType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib_external.NamespaceLoader";
  spec.instance_size = sizeof(NamespaceLoader);
  spec.spec.slots.new_ = &NamespaceNew;
  spec.spec.slots.init = [](Thread&, Value, Args) -> Result<None> { return None{}; };
  spec.spec.methods = kNamespaceMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<Type*> MakeNamespacePathType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib_external._NamespacePath";
  spec.base = types(t).list;
  spec.spec.slots.repr = &NamespacePathRepr;
  return TypeBuilder::NewNativeType(t, spec);
}

Result<None> InstallFinders(Thread& t) {
  struct Row {
    Type* ImportPart::* type;
    Result<Type*> (*make)(Thread& t);
  };
  constexpr Row kRows[] = {{&ImportPart::module_spec, &MakeModuleSpecType},
                           {&ImportPart::builtin_importer, &MakeBuiltinImporterType},
                           {&ImportPart::path_finder, &MakePathFinderType},
                           {&ImportPart::file_finder, &MakeFileFinderType},
                           {&ImportPart::source_loader, &MakeSourceLoaderType},
                           {&ImportPart::bytecode_loader, &MakeBytecodeLoaderType},
                           {&ImportPart::namespace_loader, &MakeNamespaceLoaderType},
                           {&ImportPart::namespace_path, &MakeNamespacePathType},
                           {&ImportPart::zip_importer, &MakeZipImporterType}};
  for (const Row& row : kRows) Part(t).*row.type = TRY(row.make(t));
  const Value finders[] = {Value::FromObject(Part(t).builtin_importer),
                           Value::FromObject(Part(t).path_finder)};
  NativeFunction* folder_hook =
      TRY(NativeFunction::New(t, &kFolderHook, Value::Unbound(), Value::None()));
  const Value hooks[] = {Value::FromObject(Part(t).zip_importer), Value::FromObject(folder_hook)};
  Module* sys = Cast<Module>(t.vm().modules()->GetStr(t, names(t).sys));
  TRY(sys->Add(t, "meta_path", Value::FromObject(TRY(List::From(t, finders)))));
  TRY(sys->Add(t, "path_hooks", Value::FromObject(TRY(List::From(t, hooks)))));
  return sys->Add(t, "path_importer_cache", Value::FromObject(TRY(Dict::New(t))));
}

}  // namespace krait
