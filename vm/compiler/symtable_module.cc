#include "vm/compiler/symtable_module.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/ast_part.h"
#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/future.h"
#include "vm/compiler/parse_source.h"
#include "vm/compiler/symtable/symbol_table.h"
#include "vm/compiler/syntax_error.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/type_builder.h"

namespace krait::compiler {
namespace {

constexpr int kScopeShift = 11;
constexpr int kScopeMask = 15;

/// A Scope as programs see it.
struct ScopeEntry : NativeObject {
  static const NativeClass kClass;
  Field<Str*> name;
  Field<Dict*> symbols;
  Field<List*> parameters;
  Field<List*> children;
  ScopeKind kind;
  bool is_nested;
  int32_t line;
};

const NativeClass ScopeEntry::kClass = {"symtable entry",
                                        [](Object* object, Marker& marker) {
                                          auto* self = static_cast<ScopeEntry*>(object);
                                          marker.Visit(self->name);
                                          marker.Visit(self->symbols);
                                          marker.Visit(self->parameters);
                                          marker.Visit(self->children);
                                        },
                                        nullptr};

ScopeEntry* EntryOf(Value self) { return static_cast<ScopeEntry*>(Cast<NativeObject>(self)); }

Result<Value> Id(Thread& t, Value self) {
  return Int::From(t, static_cast<int64_t>(reinterpret_cast<intptr_t>(self.AsObject())));
}
Result<Value> Name(Thread&, Value self) { return Value::FromObject(EntryOf(self)->name.Load()); }
Result<Value> Symbols(Thread&, Value self) {
  return Value::FromObject(EntryOf(self)->symbols.Load());
}
Result<Value> VarNames(Thread&, Value self) {
  return Value::FromObject(EntryOf(self)->parameters.Load());
}
Result<Value> Children(Thread&, Value self) {
  return Value::FromObject(EntryOf(self)->children.Load());
}
Result<Value> Nested(Thread&, Value self) {
  return Value::FromInt(EntryOf(self)->is_nested ? 1 : 0);
}
Result<Value> Kind(Thread&, Value self) {
  return Value::FromInt(static_cast<int>(EntryOf(self)->kind));
}
Result<Value> Line(Thread&, Value self) { return Value::FromInt(EntryOf(self)->line); }

constexpr GetSet kMembers[] = {
    {"id", &Id, nullptr, true},
    {"name", &Name, nullptr, true},
    {"symbols", &Symbols, nullptr, true},
    {"varnames", &VarNames, nullptr, true},
    {"children", &Children, nullptr, true},
    {"nested", &Nested, nullptr, true},
    {"type", &Kind, nullptr, true},
    {"lineno", &Line, nullptr, true},
};

Result<Value> EntryRepr(Thread& t, Value self) {
  const ScopeEntry* entry = EntryOf(self);
  return Str::FromUtf8(
      t, absl::StrCat("<symtable entry ", entry->name.Load()->ToUtf8(), "(",
                      reinterpret_cast<intptr_t>(entry), "), line ", entry->line, ">"));
}

Result<Type*> MakeEntryType(Thread& t) {
  NativeTypeSpec spec{};
  spec.name = ScopeEntry::kClass.name;
  spec.instance_size = sizeof(ScopeEntry);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.repr = &EntryRepr;
  spec.spec.getset = kMembers;
  return TypeBuilder::NewNativeType(t, spec);
}

/// Makes entries of scopes.
class EntryMaker {
 public:
  EntryMaker(Thread& t, const ast::Tree& tree)
      : t_(t), tree_(tree), type_(t.vm().part<AstPart>().scope_type()) {}

  Result<ScopeEntry*> EntryFor(const Scope& scope) {
    if (t_.StackLow(__builtin_frame_address(0))) return RaiseMemoryError(t_);
    Str* name = TRY(TextOf(scope.name));
    Dict* symbols = TRY(SymbolsOf(scope));
    List* parameters = TRY(List::New(t_));
    for (const ast::NameId parameter : scope.parameters) {
      TRY(parameters->Append(t_, Value::FromObject(TRY(TextOf(parameter)))));
    }
    List* children = TRY(List::New(t_));
    for (const Scope* child : scope.children) {
      TRY(children->Append(t_, Value::FromObject(TRY(EntryFor(*child)))));
    }
    auto* entry = TRY(NewNative<ScopeEntry>(t_, type_));
    entry->name.Store(entry, name);
    entry->symbols.Store(entry, symbols);
    entry->parameters.Store(entry, parameters);
    entry->children.Store(entry, children);
    entry->kind = scope.kind;
    entry->is_nested = scope.is_nested;
    entry->line = scope.kind == ScopeKind::kModule ? 0 : scope.node->begin.line;
    return entry;
  }

 private:
  Result<Str*> TextOf(ast::NameId name) { return Str::InternUtf8(t_, tree_.TextOf(name)); }

  Result<Dict*> SymbolsOf(const Scope& scope) {
    Dict* symbols = TRY(Dict::New(t_));
    for (const Symbol& symbol : scope.symbols()) {
      const int64_t flags = symbol.flags | static_cast<int64_t>(symbol.scope) << kScopeShift;
      TRY(symbols->SetStr(t_, TRY(TextOf(symbol.name)), Value::FromInt(flags)));
    }
    return symbols;
  }

  Thread& t_;
  const ast::Tree& tree_;
  Type* const type_;
};

Result<CompileMode> ModeNamed(Thread& t, Str* name) {
  if (name->EqualsAscii("exec")) return CompileMode::kExec;
  if (name->EqualsAscii("eval")) return CompileMode::kEval;
  if (name->EqualsAscii("single")) return CompileMode::kSingle;
  return RaiseValueError(t, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
}

Result<Value> Symtable(Thread& t, Value source, Value filename, Str* start) {
  CompileRequest request;
  request.source = source;
  request.filename = TRY(FilenameText(t, filename));
  if (!Is<Str>(source) && !HasBuffer(t, source)) {
    return RaiseTypeError(t, "symtable() arg 1 must be a string or bytes object");
  }
  request.mode = TRY(ModeNamed(t, start));
  ast::Tree tree(t);
  ast::ModNode* module = TRY(ParseSource(t, request, tree));
  Problem problem;
  const auto build = [&](SymbolTable* table) -> Result<None> {
    const FutureFeatures features = TRY(FindFutureFeatures(tree, module, &problem));
    const bool future_annotations = (features.flags & kFutureAnnotations) != 0;
    return SymbolTable::Build(t, tree, module, future_annotations, table, &problem);
  };
  SymbolTable table;
  if (!build(&table).ok()) {
    if (t.HasPending()) return Raised{};
    return RaiseSyntaxError(t, problem, request.filename);
  }
  return TRY(EntryMaker(t, tree).EntryFor(*table.top()));
}

constexpr Method kFunctions[] = {
    Bind<Symtable>("symtable", "($module, source, filename, startstr, /)"),
};

constexpr struct {
  const char* name;
  int64_t value;
} kConstants[] = {
    {"USE", kUse},
    {"DEF_GLOBAL", kDefGlobal},
    {"DEF_NONLOCAL", kDefNonlocal},
    {"DEF_LOCAL", kDefLocal},
    {"DEF_PARAM", kDefParameter},
    {"DEF_FREE", 2 << 4},  // no symbol has it
    {"DEF_FREE_CLASS", kDefFreeClass},
    {"DEF_IMPORT", kDefImport},
    {"DEF_BOUND", kDefBound},
    {"DEF_ANNOT", kDefAnnotation},
    {"TYPE_FUNCTION", static_cast<int>(ScopeKind::kFunction)},
    {"TYPE_CLASS", static_cast<int>(ScopeKind::kClass)},
    {"TYPE_MODULE", static_cast<int>(ScopeKind::kModule)},
    {"LOCAL", static_cast<int>(SymbolScope::kLocal)},
    {"GLOBAL_EXPLICIT", static_cast<int>(SymbolScope::kGlobalExplicit)},
    {"GLOBAL_IMPLICIT", static_cast<int>(SymbolScope::kGlobalImplicit)},
    {"FREE", static_cast<int>(SymbolScope::kFree)},
    {"CELL", static_cast<int>(SymbolScope::kCell)},
    {"SCOPE_OFF", kScopeShift},
    {"SCOPE_MASK", kScopeMask},
};

Result<Module*> MakeSymtableModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_symtable"))));
  t.vm().part<AstPart>().set_scope_type(TRY(MakeEntryType(t)));
  TRY(module->AddFunctions(t, kFunctions));
  for (const auto& constant : kConstants) TRY(module->AddInt(t, constant.name, constant.value));
  return module;
}

}  // namespace

constinit const NativeModule kSymtableModule = {"_symtable", &MakeSymtableModule, nullptr};

}  // namespace krait::compiler
