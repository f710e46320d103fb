#include "vm/modules/import.h"

#include "absl/strings/str_cat.h"
#include "vm/modules/finders.h"
#include "vm/modules/import_part.h"
#include "vm/modules/import_time.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/registry.h"
#include "vm/modules/sys_part.h"
#include "vm/object/audit.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/host.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/warn.h"

/// Finding and loading modules: sys.modules, sys.meta_path, packages.
namespace krait {
namespace {

Raised RaiseNotFound(Thread& t, const std::string& message, Str* name) {
  return RaiseImportError(t, types(t).ModuleNotFoundError, message, Value::FromObject(name));
}

/// "No module named 'x'", the name as repr() shows it.
Result<std::string> NoModuleNamed(Thread& t, Str* name) {
  return absl::StrCat("No module named ", TRY(Repr(t, Value::FromObject(name)))->ToUtf8());
}

Result<Value> InModules(Thread& t, Str* name) {
  return t.vm().modules()->Get(t, Value::FromObject(name));
}

/// An attribute of sys that programs may change; Unbound when it is gone.
Result<Value> SysAttribute(Thread& t, std::string_view name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  return sys.IsUnbound() ? Result<Value>(sys) : AttributeNamed(t, sys, name);
}

/// `name` up to its last dot, or empty, and what follows.
struct SplitName {
  explicit SplitName(Str* name) : text(name->ToUtf8()) {
    const size_t dot = text.rfind('.');
    if (dot != std::string::npos) parent = text.substr(0, dot);
    child = dot == std::string::npos ? text : text.substr(dot + 1);
  }
  std::string text;
  std::string parent;
  std::string child;
};

// --- Loading ----------------------------------------------------------------------------------

Result<Value> CreateModule(Thread& t, Value spec, Value loader, Value name) {
  Value module = Value::None();
  const Value create =
      loader.IsNone() ? Value::Unbound() : TRY(AttributeNamed(t, loader, "create_module"));
  if (!create.IsUnbound()) {
    module = TRY(CallWith(t, create, spec));
  } else if (!loader.IsNone()) {
    return RaiseImportError(t, types(t).ImportError,
                            "loaders that define exec_module() must also define create_module()",
                            Value::Unbound());
  }
  if (module.IsNone()) {
    module = TRY(CallWith(t, Value::FromObject(types(t).module), name));
  }
  TRY(InitModuleAttributes(t, spec, module));
  return module;
}

Result<None> ExecModule(Thread& t, Value spec, Value loader, Value name, Value module) {
  if (!loader.IsNone()) {
    Str* exec_module = TRY(Str::InternUtf8(t, "exec_module"));
    TRY(CallMethodWith(t, loader, exec_module, module));
    return None{};
  }
  const Value locations = TRY(AttributeNamed(t, spec, "submodule_search_locations"));
  if (!locations.IsUnbound() && !locations.IsNone()) return None{};
  return RaiseImportError(t, types(t).ImportError, "missing loader", name);
}

/// Loaders of old have load_module() only, which does everything.
Result<Value> LoadTheOldWay(Thread& t, Value spec, Value loader, Value name) {
  Str* load_module = TRY(Str::InternUtf8(t, "load_module"));
  TRY(CallMethodWith(t, loader, load_module, name));
  const Value module = TRY(GetItem(t, Value::FromObject(t.vm().modules()), name));
  TRY(InitModuleAttributes(t, spec, module));
  return module;
}

/// -v.
Result<None> TellOfImport(Thread& t, Value name, Value loader) {
  if (t.vm().part<SysPart>().config.verbose == 0) return None{};
  return VerboseLine(t, absl::StrCat("import ", TRY(Repr(t, name))->ToUtf8(), " # ",
                                     TRY(Repr(t, loader))->ToUtf8()));
}

}  // namespace

Result<None> VerboseLine(Thread& t, const std::string& text) {
  const Value stream = TRY(SysAttribute(t, "stderr"));
  if (stream.IsUnbound() || stream.IsNone()) return None{};
  Str* line = TRY(Str::FromUtf8(t, absl::StrCat(text, "\n")));
  TRY(CallMethodWith(t, stream, names(t).write, Value::FromObject(line)));
  return None{};
}

Result<Value> LoadFromSpec(Thread& t, Value spec) {
  const Value name = TRY(GetAttr(t, spec, TRY(Str::InternUtf8(t, "name"))));
  Value loader = TRY(AttributeNamed(t, spec, "loader"));
  if (loader.IsUnbound()) loader = Value::None();
  if (!loader.IsNone() && TRY(AttributeNamed(t, loader, "exec_module")).IsUnbound()) {
    return LoadTheOldWay(t, spec, loader, name);
  }
  const Value module = TRY(CreateModule(t, spec, loader, name));
  // A namespace package has got its loader by now; it has nothing to run.
  Dict* modules = t.vm().modules();
  TRY(SetAttributeNamed(t, spec, "_initializing", Value::True()));
  TRY(modules->Set(t, name, module));
  const Result<None> ran = ExecModule(t, spec, loader, name, module);
  if (!ran.ok()) {
    const PendingScope pending(t);
    if (!modules->Remove(t, name).ok()) t.pending = Value::Unbound();
    if (!SetAttributeNamed(t, spec, "_initializing", Value::False()).ok()) {
      t.pending = Value::Unbound();
    }
    return Raised{};
  }
  TRY(SetAttributeNamed(t, spec, "_initializing", Value::False()));
  // A module may replace itself; and it counts as the latest in any case.
  const Value loaded = TRY(modules->Remove(t, name));
  if (loaded.IsUnbound()) return RaiseWithArgument(t, &BuiltinTypes::KeyError, name);
  TRY(modules->Set(t, name, loaded));
  TRY(TellOfImport(t, name, loader));
  return loaded;
}

// --- Finding ----------------------------------------------------------------------------------

Result<Value> FindSpec(Thread& t, Str* name, Value path) {
  const Value meta_path = TRY(SysAttribute(t, "meta_path"));
  if (meta_path.IsUnbound() || meta_path.IsNone()) {
    return RaiseImportError(t, types(t).ImportError,
                            "sys.meta_path is None, Python is likely shutting down",
                            Value::Unbound());
  }
  Str* find_spec = TRY(Str::InternUtf8(t, "find_spec"));
  const Value finders = Value::FromObject(TRY(TupleOf(t, meta_path)));
  for (Value finder : Cast<Tuple>(finders)->values()) {
    Value spec = TRY(FindSpecNatively(t, finder, name, path));
    if (spec.IsUnbound()) {
      const Value method = TRY(GetAttrOrUnbound(t, finder, find_spec));
      if (method.IsUnbound()) continue;
      spec = TRY(CallWith(t, method, Value::FromObject(name), path, Value::None()));
    }
    if (!spec.IsNone()) return spec;
  }
  return Value::None();
}

namespace {

Result<None> BindToParent(Thread& t, const SplitName& split, Value module) {
  Str* parent_name = TRY(Str::InternUtf8(t, split.parent));
  const Value parent = TRY(InModules(t, parent_name));
  if (parent.IsUnbound()) {
    return RaiseWithArgument(t, &BuiltinTypes::KeyError, Value::FromObject(parent_name));
  }
  if (SetAttributeNamed(t, parent, split.child, module).ok()) return None{};
  if (!ClearPendingIf(t, &BuiltinTypes::AttributeError)) return Raised{};
  Str* child_name = TRY(Str::FromUtf8(t, split.child));
  return Warn(
      t, &BuiltinTypes::ImportWarning,
      absl::StrCat("Cannot set an attribute on ",
                   TRY(Repr(t, Value::FromObject(parent_name)))->ToUtf8(), " for child module ",
                   TRY(Repr(t, Value::FromObject(child_name)))->ToUtf8()));
}

/// The package's list of submodules that are being imported, for messages about cycles.
Result<Value> SubmodulesUnderWay(Thread& t, Value parent) {
  const Value spec = TRY(GetAttrOrUnbound(t, parent, names(t).__spec__));
  if (spec.IsUnbound() || spec.IsNone()) return Value::Unbound();
  const Value list = TRY(AttributeNamed(t, spec, "_uninitialized_submodules"));
  return Is<List>(list) ? list : Value::Unbound();
}

Result<Value> LoadUnder(Thread& t, Value parent, const SplitName& split, Value spec) {
  const Value under_way = parent.IsUnbound() ? parent : TRY(SubmodulesUnderWay(t, parent));
  if (under_way.IsUnbound()) return LoadFromSpec(t, spec);
  Str* child = TRY(Str::InternUtf8(t, split.child));
  TRY(CallMethodWith(t, under_way, names(t).append, Value::FromObject(child)));
  const Result<Value> module = LoadFromSpec(t, spec);
  const PendingScope pending(t);
  Str* pop = TRY(Str::InternUtf8(t, "pop"));
  if (!CallMethodWith(t, under_way, pop).ok()) t.pending = Value::Unbound();
  return module;
}

Result<Value> FindAndLoad(Thread& t, Str* name) {
  const SplitName split(name);
  Value path = Value::None();
  Value parent;
  if (!split.parent.empty()) {
    Str* parent_name = TRY(Str::InternUtf8(t, split.parent));
    parent = TRY(InModules(t, parent_name));
    if (parent.IsUnbound()) parent = TRY(ImportModule(t, parent_name));
    // The parent may have imported it.
    const Value present = TRY(InModules(t, name));
    if (!present.IsUnbound()) return present;
    parent = TRY(InModules(t, parent_name));
    if (parent.IsUnbound()) {
      return RaiseWithArgument(t, &BuiltinTypes::KeyError, Value::FromObject(parent_name));
    }
    path = TRY(GetAttrOrUnbound(t, parent, names(t).__path__));
    if (path.IsUnbound()) {
      return RaiseNotFound(
          t,
          absl::StrCat(TRY(NoModuleNamed(t, name)), "; ",
                       TRY(Repr(t, Value::FromObject(parent_name)))->ToUtf8(), " is not a package"),
          name);
    }
  }
  const Value spec = TRY(FindSpec(t, name, path));
  if (spec.IsNone()) {
    const Value hosts = TRY(t.vm().part<Host>().FindModule(t, name));
    if (!hosts.IsUnbound()) {
      TRY(t.vm().modules()->Set(t, Value::FromObject(name), hosts));
      if (!split.parent.empty()) TRY(BindToParent(t, split, hosts));
      return hosts;
    }
    return RaiseNotFound(t, TRY(NoModuleNamed(t, name)), name);
  }
  const Value module = TRY(LoadUnder(t, parent, split, spec));
  if (!split.parent.empty()) TRY(BindToParent(t, split, module));
  return module;
}

Result<bool> IsInitializing(Thread& t, Value module) {
  const Value spec = TRY(GetAttrOrUnbound(t, module, names(t).__spec__));
  if (spec.IsUnbound() || spec.IsNone()) return false;
  const Value flag = TRY(GetAttrOrUnbound(t, spec, names(t)._initializing));
  return !flag.IsUnbound() && TRY(IsTrue(t, flag));
}

Result<None> AuditImport(Thread& t, Str* name) {
  if (!IsAudited(t)) return None{};
  Value places[3];
  const char* const kPlaces[] = {"path", "meta_path", "path_hooks"};
  for (int i = 0; i < 3; ++i) {
    places[i] = TRY(SysAttribute(t, kPlaces[i]));
    if (places[i].IsUnbound()) places[i] = Value::None();
  }
  return Audit(t, "import", Value::FromObject(name), Value::None(), places[0], places[1],
               places[2]);
}

}  // namespace

Result<Value> ImportModule(Thread& t, Str* name) {
  auto& part = t.vm().part<ImportPart>();
  const std::string text = name->ToUtf8();
  for (;;) {
    const Value present = TRY(InModules(t, name));
    if (present.IsNone()) {
      return RaiseNotFound(t, absl::StrCat("import of ", text, " halted; None in sys.modules"),
                           name);
    }
    const bool complete =
        !present.IsUnbound() && (!part.AnyUnderWay() || !TRY(IsInitializing(t, present)));
    if (complete) return present;
    const ImportPart::Turn turn = part.Enter(t, text);
    if (turn == ImportPart::Turn::kAgain) continue;
    if (turn == ImportPart::Turn::kPartial) {
      if (!present.IsUnbound()) return present;
      return FindAndLoad(t, name);
    }
    if (!present.IsUnbound()) {
      // Initializing, but by nobody: a program set the flag.
      part.Leave(t, text);
      return present;
    }
    const Value again = TRY(InModules(t, name));
    if (!again.IsUnbound()) {
      part.Leave(t, text);
      continue;
    }
    ImportTimer timer(t, text);
    const Result<Value> module = AuditImport(t, name).ok() ? FindAndLoad(t, name) : Raised{};
    part.Leave(t, text);
    return module;
  }
}

// --- __import__ -------------------------------------------------------------------------------

namespace {

/// Globals say to what package relative imports are relative.
Result<std::string> PackageOf(Thread& t, Value globals) {
  if (!Is<Dict>(globals)) return RaiseTypeError(t, "globals must be a dict");
  auto* dict = Cast<Dict>(globals);
  const Value package = dict->GetStr(t, names(t).__package__);
  const Value spec = dict->GetStr(t, names(t).__spec__);
  const bool has_spec = !spec.IsUnbound() && !spec.IsNone();
  Str* parent_name = TRY(Str::InternUtf8(t, "parent"));
  if (!package.IsUnbound() && !package.IsNone()) {
    if (!Is<Str>(package)) return RaiseTypeError(t, "package must be a string");
    if (has_spec && !TRY(Equals(t, package, TRY(GetAttr(t, spec, parent_name))))) {
      TRY(Warn(t, &BuiltinTypes::ImportWarning, "__package__ != __spec__.parent"));
    }
    return Cast<Str>(package)->ToUtf8();
  }
  if (has_spec) {
    const Value parent = TRY(GetAttr(t, spec, parent_name));
    if (!Is<Str>(parent)) return RaiseTypeError(t, "__spec__.parent must be a string");
    return Cast<Str>(parent)->ToUtf8();
  }
  TRY(Warn(t, &BuiltinTypes::ImportWarning,
           "can't resolve package from __spec__ or __package__, falling back on __name__ and "
           "__path__"));
  const Value name = dict->GetStr(t, names(t).__name__);
  if (name.IsUnbound()) {
    Str* message = TRY(Str::FromUtf8(t, "'__name__' not in globals"));
    return RaiseWithArgument(t, &BuiltinTypes::KeyError, Value::FromObject(message));
  }
  if (!Is<Str>(name)) return RaiseTypeError(t, "__name__ must be a string");
  if (!dict->GetStr(t, names(t).__path__).IsUnbound()) return Cast<Str>(name)->ToUtf8();
  return SplitName(Cast<Str>(name)).parent;
}

Result<Str*> ResolveName(Thread& t, Str* name, Value globals, int level) {
  std::string base = TRY(PackageOf(t, globals));
  if (base.empty()) {
    return RaiseImportError(t, types(t).ImportError,
                            "attempted relative import with no known parent package",
                            Value::Unbound());
  }
  for (; level > 1; --level) {
    const size_t dot = base.rfind('.');
    if (dot == std::string::npos) {
      return RaiseImportError(t, types(t).ImportError,
                              "attempted relative import beyond top-level package",
                              Value::Unbound());
    }
    base.resize(dot);
  }
  if (name->length() > 0) absl::StrAppend(&base, ".", name->ToUtf8());
  return Str::InternUtf8(t, base);
}

/// from PACKAGE import NAMES: those that are no attributes may be submodules.
Result<None> ImportNames(Thread& t, Value module, Value list, bool of_all) {
  const Value module_name = TRY(GetAttrOrUnbound(t, module, names(t).__name__));
  const std::string package = Is<Str>(module_name) ? Cast<Str>(module_name)->ToUtf8() : "?";
  return ForEach(t, list, [&](Value item) -> Result<None> {
    if (!Is<Str>(item)) {
      return RaiseTypeError(
          t, absl::StrCat("Item in ", of_all ? absl::StrCat(package, ".__all__") : "``from list''",
                          " must be str, not ", TypeName(t, item)));
    }
    auto* name = Cast<Str>(item);
    if (name->EqualsAscii("*")) {
      if (of_all) return None{};
      const Value all = TRY(GetAttrOrUnbound(t, module, names(t).__all__));
      return all.IsUnbound() ? Result<None>(None{}) : ImportNames(t, module, all, true);
    }
    if (!TRY(GetAttrOrUnbound(t, module, name)).IsUnbound()) return None{};
    Str* full = TRY(Str::InternUtf8(t, absl::StrCat(package, ".", name->ToUtf8())));
    if (ImportModule(t, full).ok()) return None{};
    // Not being there is for the importing code to complain about.
    if (!PendingIs(t, &BuiltinTypes::ModuleNotFoundError)) return Raised{};
    const Value missing = Cast<Exception>(t.pending)->field(1);
    if (!Is<Str>(missing) || !Cast<Str>(missing)->Equals(full)) return Raised{};
    if (TRY(InModules(t, full)).IsNone()) return Raised{};
    t.pending = Value::Unbound();
    return None{};
  });
}

/// import a.b.c binds a.
Result<Value> TopOf(Thread& t, Value module, Str* name, Str* absolute, int level) {
  if (level > 0 && name->length() == 0) return module;
  const std::string text = name->ToUtf8();
  const size_t dot = text.find('.');
  if (dot == std::string::npos) return module;
  if (level == 0) return ImportModule(t, TRY(Str::InternUtf8(t, text.substr(0, dot))));
  const std::string full = absolute->ToUtf8();
  Str* front = TRY(Str::InternUtf8(t, full.substr(0, full.size() - (text.size() - dot))));
  const Value found = TRY(InModules(t, front));
  if (!found.IsUnbound()) return found;
  Str* message =
      TRY(Str::FromUtf8(t, absl::StrCat("'", front->ToUtf8(), "' not in sys.modules as expected")));
  return RaiseWithArgument(t, &BuiltinTypes::KeyError, Value::FromObject(message));
}

}  // namespace

Result<Value> ImportModuleLevel(Thread& t, Value name, Value globals, Value fromlist, int level) {
  if (!Is<Str>(name)) return RaiseTypeError(t, "module name must be a string");
  if (level < 0) return RaiseValueError(t, "level must be >= 0");
  Str* absolute = Cast<Str>(name);
  if (level > 0) {
    absolute = TRY(ResolveName(t, absolute, globals, level));
  } else if (absolute->length() == 0) {
    return RaiseValueError(t, "Empty module name");
  }
  const Value module = TRY(ImportModule(t, absolute));
  const bool has_from = !fromlist.IsNone() && !fromlist.IsUnbound() && TRY(IsTrue(t, fromlist));
  if (!has_from) return TopOf(t, module, Cast<Str>(name), absolute, level);
  const Value path = TRY(GetAttrOrUnbound(t, module, names(t).__path__));
  if (!path.IsUnbound()) TRY(ImportNames(t, module, fromlist, false));
  return module;
}

namespace {

Result<Value> BuiltinImport(Thread& t, Value name, Value globals, Value, Opt<Value> fromlist,
                            int level) {
  return ImportModuleLevel(t, name, globals, fromlist.value_or(Value::None()), level);
}

constexpr Method kImport[] = {
    Bind<BuiltinImport>("__import__",
                        "($module, /, name, globals=None, locals=None, fromlist=(),\n"
                        "           level=0)"),
};

/// A module made before there were specs gets its own now.
Result<None> Describe(Thread& t, Str* name) {
  const Value module = t.vm().modules()->GetStr(t, name);
  SpecFields fields{name};
  fields.loader = Value::FromObject(t.vm().part<ImportPart>().builtin_importer);
  fields.origin = Value::FromObject(TRY(Str::InternUtf8(t, "built-in")));
  return InitModuleAttributes(t, TRY(NewSpec(t, fields)), module);
}

}  // namespace

Result<Value> NativeModuleNamed(Thread& t, const std::string& name) {
  Dict* made = t.vm().part<ImportPart>().native_modules;
  Str* key = TRY(Str::InternUtf8(t, name));
  const Value present = made->GetStr(t, key);
  if (!present.IsUnbound()) return present;
  const NativeModule* native = FindNativeModule(t, name);
  if (native == nullptr) return Value::Unbound();
  Module* fresh = TRY(native->make(t));
  if (native->doc != nullptr) {
    TRY(fresh->Add(t, "__doc__", Value::FromObject(TRY(Str::FromUtf8(t, native->doc)))));
  }
  const Value module = Value::FromObject(fresh);
  TRY(made->SetStr(t, key, module));
  return module;
}

Result<None> InstallFirstModules(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<ImportPart>());
  part.native_modules = TRY(Dict::New(t));
  for (Str* name : {names(t).builtins, names(t).sys}) {
    TRY(t.vm().modules()->SetStr(t, name, TRY(NativeModuleNamed(t, name->ToUtf8()))));
  }
  return None{};
}

Result<None> InstallImport(Thread& t) {
  Module* builtins = Cast<Module>(t.vm().modules()->GetStr(t, names(t).builtins));
  TRY(builtins->AddFunctions(t, kImport));
  TRY(InstallFinders(t));
  TRY(Describe(t, names(t).builtins));
  return Describe(t, names(t).sys);
}

}  // namespace krait
