#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "vm/builtins/unawaited.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/frame.h"
#include "vm/frame/generator.h"
#include "vm/modules/registry.h"
#include "vm/modules/source_lines.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// _warnings: whether and how a warning is shown. Where the warnings module is imported, its
/// filters and its way of showing are used.
namespace krait {
namespace {

class WarningsPart : public UnawaitedReporter {
 public:
  Result<None> WarnUnawaited(Thread& t, Generator* coroutine) override;

  void TraceRoots(Marker& marker) override {
    marker.Visit(filters);
    marker.Visit(once_registry);
    marker.Visit(default_action);
  }

  Value filters = Value::None();
  Value once_registry = Value::None();
  Value default_action = Value::None();
  std::atomic<int64_t> filters_version{0};
};

WarningsPart& PartOf(Thread& t) {
  return static_cast<WarningsPart&>(t.vm().part<UnawaitedReporter>());
}

/// An attribute of the warnings module, or Unbound when that is not imported or has none.
Result<Value> WarningsAttribute(Thread& t, const char* name) {
  Str* module_name = TRY(Str::InternUtf8(t, "warnings"));
  const Value module = t.vm().modules()->GetStr(t, module_name);
  if (module.IsUnbound() || module.IsNone()) return Value::Unbound();
  Str* interned = TRY(Str::InternUtf8(t, name));
  return GetAttrOrUnbound(t, module, interned);
}

// --- Filters ----------------------------------------------------------------------------------

Result<bool> Fits(Thread& t, Value pattern, Value text) {
  if (pattern.IsNone()) return true;
  if (IsExactly<Str>(pattern)) return Cast<Str>(pattern)->Equals(Cast<Str>(text));
  Str* match = TRY(Str::InternUtf8(t, "match"));
  return IsTrue(t, TRY(CallMethodWith(t, pattern, match, text)));
}

struct Warning {
  Value category;
  Value message;  // an instance of it
  Value text;     // a str
  Value filename;
  int64_t line;
  Value module;
  Value source_line = Value::None();
  Value source = Value::None();
};

Result<Value> DefaultAction(Thread& t) {
  const Value found = TRY(WarningsAttribute(t, "defaultaction"));
  if (found.IsUnbound()) return PartOf(t).default_action;
  if (Is<Str>(found)) return found;
  return RaiseTypeError(
      t, absl::StrCat("_warnings.defaultaction must be a string, not '", TypeName(t, found), "'"));
}

/// The action of the first filter that fits; `*item` is the filter.
Result<Value> FindAction(Thread& t, const Warning& w, Value* item) {
  Value filters = TRY(WarningsAttribute(t, "filters"));
  if (filters.IsUnbound()) filters = PartOf(t).filters;
  if (!Is<List>(filters)) return RaiseValueError(t, "_warnings.filters must be a list");
  for (size_t i = 0; i < Cast<List>(filters)->size(); ++i) {
    *item = Cast<List>(filters)->TryGet(i);
    if (!Is<Tuple>(*item) || Cast<Tuple>(*item)->size() != 5) {
      return RaiseValueError(t, absl::StrCat("_warnings.filters item ", i, " isn't a 5-tuple"));
    }
    const Tuple* filter = Cast<Tuple>(*item);
    if (!Is<Str>(filter->At(0))) {
      return RaiseTypeError(
          t, absl::StrCat("action must be a string, not '", TypeName(t, filter->At(0)), "'"));
    }
    const bool message_fits = TRY(Fits(t, filter->At(1), w.text));
    const bool module_fits = TRY(Fits(t, filter->At(3), w.module));
    const bool category_fits = TRY(IsSubclass(t, w.category, filter->At(2)));
    int64_t line;
    if (!IsIntLike(filter->At(4)) || !ToInt64(filter->At(4), &line)) {
      return RaiseTypeError(t, "an integer is required");
    }
    if (message_fits && module_fits && category_fits && (line == 0 || line == w.line)) {
      return filter->At(0);
    }
  }
  *item = Value::None();
  return DefaultAction(t);
}

/// Whether `registry` knows `key`; forgets all it knows when the filters have changed since.
Result<bool> AlreadyWarned(Thread& t, Dict* registry, Value key, bool remember) {
  Str* version_name = TRY(Str::InternUtf8(t, "version"));
  const Value version = registry->GetStr(t, version_name);
  const Value current = Value::FromInt(PartOf(t).filters_version);
  if (!version.SameBits(current)) {
    registry->Clear(t);
    TRY(registry->SetStr(t, version_name, current));
  } else {
    const Value found = TRY(registry->Get(t, key));
    if (!found.IsUnbound() && TRY(IsTrue(t, found))) return true;
  }
  if (remember) TRY(registry->Set(t, key, Value::True()));
  return false;
}

// --- Showing ----------------------------------------------------------------------------------

Result<None> ShowByModule(Thread& t, const Warning& w, Value show) {
  if (TypeOf(t, show)->slots().call == nullptr) {
    return RaiseTypeError(t, "warnings._showwarnmsg() must be set to a callable");
  }
  const Value cls = TRY(WarningsAttribute(t, "WarningMessage"));
  if (cls.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError, "unable to get warnings.WarningMessage");
  }
  const Value line = TRY(Int::From(t, w.line));
  const Value message = TRY(CallWith(t, cls, w.message, w.category, w.filename, line, Value::None(),
                                     Value::None(), w.source));
  TRY(CallWith(t, show, message));
  return None{};
}

Result<Str*> WarningText(Thread& t, const Warning& w) {
  StrWriter out(t);
  const std::string category =
      Is<Type>(w.category) ? Cast<Type>(w.category)->name()->ToUtf8() : TypeName(t, w.message);
  out.Append(Cast<Str>(w.filename));
  out.AppendUtf8(absl::StrCat(":", w.line, ": ", category, ": "));
  out.Append(Cast<Str>(w.text));
  out.Append(U'\n');
  std::string source;
  const bool found = Is<Str>(w.source_line) ||
                     SourceLines(t).Find(Cast<Str>(w.filename), static_cast<int>(w.line), &source);
  if (Is<Str>(w.source_line)) source = Cast<Str>(w.source_line)->ToUtf8();
  if (found) {
    const size_t start = std::min(source.find_first_not_of(" \t\f"), source.size());
    out.AppendAscii("  ");
    out.AppendUtf8(std::string_view(source).substr(start));
    out.Append(U'\n');
  }
  if (!w.source.IsNone()) {
    out.AppendUtf8(
        absl::StrCat(category, ": Enable tracemalloc to get the object allocation traceback\n"));
  }
  return out.Finish(t);
}

/// To sys.stderr; errors there are nobody's affair.
void ShowPlainly(Thread& t, const Warning& w) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  const Value stream =
      Is<Module>(sys) ? Cast<Module>(sys)->dict()->GetStr(t, names(t).stderr) : Value::Unbound();
  if (stream.IsUnbound()) {
    constexpr std::string_view kLost = "lost sys.stderr\n";
    (void)!write(STDERR_FILENO, kLost.data(), kLost.size());
    return;
  }
  if (stream.IsNone()) return;
  const Result<Str*> text = WarningText(t, w);
  if (text.ok()) (void)CallMethodWith(t, stream, names(t).write, Value::FromObject(*text));
  t.pending = Value::Unbound();
}

Result<None> Show(Thread& t, const Warning& w) {
  const Value show = TRY(WarningsAttribute(t, "_showwarnmsg"));
  if (!show.IsUnbound()) return ShowByModule(t, w, show);
  ShowPlainly(t, w);
  return None{};
}

// --- Warning ----------------------------------------------------------------------------------

Result<Value> ModuleOfFile(Thread& t, Value filename) {
  Str* name = Cast<Str>(filename);
  if (name->length() == 0) return Value::FromObject(TRY(Str::FromUtf8(t, "<unknown>")));
  const size_t length = name->length();
  if (length >= 3 && name->At(length - 3) == '.' && name->At(length - 2) == 'p' &&
      name->At(length - 1) == 'y') {
    return Str::Substring(t, name, 0, length - 3);
  }
  return filename;
}

Result<None> WarnExplicit(Thread& t, Warning w, Value registry_value) {
  if (w.module.IsNone()) return None{};
  if (!registry_value.IsNone() && !Is<Dict>(registry_value)) {
    return RaiseTypeError(t, "'registry' must be a dict or None");
  }
  Dict* registry = registry_value.IsNone() ? nullptr : Cast<Dict>(registry_value);
  if (w.module.IsUnbound()) w.module = TRY(ModuleOfFile(t, w.filename));
  if (TRY(IsInstance(t, w.message, Value::FromObject(types(t).Warning)))) {
    w.text = Value::FromObject(TRY(ToStr(t, w.message)));
    w.category = Value::FromObject(TypeOf(t, w.message));
  } else {
    w.text = w.message;
    w.message = TRY(CallWith(t, w.category, w.message));
  }
  if (!Is<Str>(w.text)) w.text = Value::FromObject(TRY(ToStr(t, w.text)));
  const Value line = TRY(Int::From(t, w.line));
  const Value key = Value::FromObject(TRY(Tuple::Of(t, w.text, w.category, line)));
  if (registry != nullptr && TRY(AlreadyWarned(t, registry, key, false))) return None{};
  Value item;
  const Value action = TRY(FindAction(t, w, &item));
  const Str* name = Cast<Str>(action);
  if (name->EqualsAscii("error")) {
    if (Is<Exception>(w.message)) return RaiseException(t, w.message);
    return RaiseTypeError(t, "exceptions must derive from BaseException");
  }
  if (name->EqualsAscii("ignore")) return None{};
  if (!name->EqualsAscii("always")) {
    if (registry != nullptr) TRY(registry->Set(t, key, Value::True()));
    const Value wide_key = Value::FromObject(TRY(Tuple::Of(t, w.text, w.category)));
    if (name->EqualsAscii("once")) {
      Value once = registry != nullptr ? registry_value : TRY(WarningsAttribute(t, "onceregistry"));
      if (once.IsUnbound()) once = PartOf(t).once_registry;
      if (!Is<Dict>(once)) {
        return RaiseTypeError(t, absl::StrCat("_warnings.onceregistry must be a dict, not '",
                                              TypeName(t, once), "'"));
      }
      if (TRY(AlreadyWarned(t, Cast<Dict>(once), wide_key, true))) return None{};
    } else if (name->EqualsAscii("module")) {
      if (registry != nullptr && TRY(AlreadyWarned(t, registry, wide_key, true))) return None{};
    } else if (!name->EqualsAscii("default")) {
      return Raise(t, &BuiltinTypes::RuntimeError,
                   absl::StrCat("Unrecognized action (", TRY(Repr(t, action))->ToUtf8(),
                                ") in warnings.filters:\n ", TRY(Repr(t, item))->ToUtf8()));
    }
  }
  return Show(t, w);
}

bool IsImportMachinery(const Frame* frame) {
  const std::string filename = frame->code->filename()->ToUtf8();
  return absl::StrContains(filename, "importlib") && absl::StrContains(filename, "_bootstrap");
}

/// The frame that is `level` levels up, without those of the import machinery; null: too far.
Frame* FrameAtLevel(Thread& t, int64_t level) {
  Frame* frame = Frame::Visible(t.frame);
  const bool all = level <= 0 || (frame != nullptr && IsImportMachinery(frame));
  while (--level > 0 && frame != nullptr) {
    do {
      frame = frame->caller();
    } while (!all && frame != nullptr && IsImportMachinery(frame));
  }
  return frame;
}

/// Where the warning is placed, from the frame `level` levels up.
Result<Value> FillContext(Thread& t, int64_t level, Warning* w) {
  Dict* globals;
  if (Frame* frame = FrameAtLevel(t, level)) {
    globals = frame->globals;
    w->filename = Value::FromObject(frame->code->filename());
    w->line = std::max(LineAt(frame->code, frame->offset()), 0);
  } else {
    globals = Cast<Module>(t.vm().modules()->GetStr(t, names(t).sys))->dict();
    w->filename = Value::FromObject(TRY(Str::FromUtf8(t, "sys")));
    w->line = 1;
  }
  Str* registry_name = TRY(Str::InternUtf8(t, "__warningregistry__"));
  Value registry = globals->GetStr(t, registry_name);
  if (registry.IsUnbound()) {
    registry = Value::FromObject(TRY(Dict::New(t)));
    TRY(globals->SetStr(t, registry_name, registry));
  }
  w->module = globals->GetStr(t, names(t).__name__);
  if (!Is<Str>(w->module)) w->module = Value::FromObject(TRY(Str::FromUtf8(t, "<string>")));
  return registry;
}

/// warn(message, category=None, stacklevel=1, source=None).
Result<None> WarningsWarn(Thread& t, Value message, Value category, Opt<Index> stacklevel,
                          Value source) {
  Warning w;
  w.message = message;
  w.source = source;
  if (TRY(IsInstance(t, message, Value::FromObject(types(t).Warning)))) {
    category = Value::FromObject(TypeOf(t, message));
  } else if (category.IsNone()) {
    category = Value::FromObject(types(t).UserWarning);
  }
  const Result<bool> fits = IsSubclass(t, category, Value::FromObject(types(t).Warning));
  if (!fits.ok() && !ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  if (!fits.ok() || !*fits) {
    return RaiseTypeError(
        t, absl::StrCat("category must be a Warning subclass, not '", TypeName(t, category), "'"));
  }
  w.category = category;
  const Value registry = TRY(FillContext(t, stacklevel ? (*stacklevel).value : 1, &w));
  return WarnExplicit(t, w, registry);
}

/// warn_explicit(message, category, filename, lineno, module=None, registry=None,
/// module_globals=None, source=None).
Result<None> WarningsWarnExplicit(Thread& t, Value message, Value category, Value filename,
                                  int lineno, Opt<Value> module, Value registry,
                                  Value module_globals, Value source) {
  if (!Is<Str>(filename)) {
    return RaiseTypeError(
        t, absl::StrCat("warn_explicit() argument 3 must be str, not ", TypeName(t, filename)));
  }
  if (!module_globals.IsNone() && !Is<Dict>(module_globals)) {
    return RaiseTypeError(
        t, absl::StrCat("module_globals must be a dict, not '", TypeName(t, module_globals), "'"));
  }
  Warning w;
  w.message = message;
  w.category = category;
  w.filename = filename;
  w.line = lineno;
  w.module = module ? *module : Value::Unbound();
  w.source = source;
  return WarnExplicit(t, w, registry);
}

/// As sources of warnings go, a coroutine has no place of its own: the Python code that runs now
/// gives one.
Result<None> WarningsPart::WarnUnawaited(Thread& t, Generator* coroutine) {
  std::string text =
      absl::StrCat("coroutine '", coroutine->qualname()->ToUtf8(), "' was never awaited");
  if (const Value origin = coroutine->origin().Load(); Is<Tuple>(origin)) {
    absl::StrAppend(&text, "\nCoroutine created at (most recent call last)");
    const auto places = Cast<Tuple>(origin)->values();
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      const auto* triple = Cast<Tuple>(*place);
      const auto* filename = Cast<Str>(triple->At(0));
      const int line = static_cast<int>(triple->At(1).AsInt());
      absl::StrAppend(&text, "\n  File \"", filename->ToUtf8(), "\", line ", line, ", in ",
                      Cast<Str>(triple->At(2))->ToUtf8());
      std::string source;
      if (!SourceLines(t).Find(filename, line, &source)) continue;
      absl::StrAppend(&text, "\n    ", std::string(absl::StripAsciiWhitespace(source)));
    }
  }
  const Value message = Value::FromObject(TRY(Str::FromUtf8(t, text)));
  return WarningsWarn(t, message, Value::FromObject(types(t).RuntimeWarning), {true, Index{1}},
                      Value::FromObject(coroutine));
}

Result<None> WarningsFiltersMutated(Thread& t) {
  PartOf(t).filters_version.fetch_add(1, std::memory_order_relaxed);
  return None{};
}

constexpr Method kFunctions[] = {
    Bind<WarningsWarn>("warn", "(message, category=None, stacklevel=..., source=None)"),
    Bind<WarningsWarnExplicit>("warn_explicit",
                               "(message, category, filename, lineno, module=..., registry=None, "
                               "module_globals=None, source=None)"),
    Bind<WarningsFiltersMutated>("_filters_mutated", "()"),
};

Result<None> AddFilter(Thread& t, List* filters, const char* action, Type* category,
                       const char* module) {
  Value module_name = Value::None();
  const Value action_name = Value::FromObject(TRY(Str::InternUtf8(t, action)));
  if (module != nullptr) module_name = Value::FromObject(TRY(Str::InternUtf8(t, module)));
  Tuple* filter = TRY(Tuple::Of(t, action_name, Value::None(), Value::FromObject(category),
                                module_name, Value::FromInt(0)));
  return filters->Append(t, Value::FromObject(filter));
}

}  // namespace

Result<Module*> MakeWarningsModule(Thread& t) {
  WarningsPart& part = t.vm().AddPart(std::make_unique<WarningsPart>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_warnings"))));
  TRY(module->AddFunctions(t, kFunctions));
  List* filters = TRY(List::New(t));
  part.filters = Value::FromObject(filters);
  TRY(AddFilter(t, filters, "default", types(t).DeprecationWarning, "__main__"));
  for (Type* category : {types(t).DeprecationWarning, types(t).PendingDeprecationWarning,
                         types(t).ImportWarning, types(t).ResourceWarning}) {
    TRY(AddFilter(t, filters, "ignore", category, nullptr));
  }
  part.once_registry = Value::FromObject(TRY(Dict::New(t)));
  part.default_action = Value::FromObject(TRY(Str::InternUtf8(t, "default")));
  TRY(module->Add(t, "filters", part.filters));
  TRY(module->Add(t, "_onceregistry", part.once_registry));
  TRY(module->Add(t, "_defaultaction", part.default_action));
  return module;
}

}  // namespace krait
