#include <algorithm>
#include <numeric>
#include <vector>

#include "vm/compiler/codegen/code_generator.h"
#include "vm/compiler/flow/assemble.h"
#include "vm/compiler/flow/passes.h"
#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/pyc/verifier.h"

namespace krait::compiler {
namespace {

/// Where each cell and free variable is among the fast locals: a parameter that is a cell stays
/// where it is, the other cells and then the free variables follow the locals.
std::vector<int> CellPlaces(const Unit& unit) {
  std::vector<int> places;
  int next = static_cast<int>(unit.locals.size());
  for (const ast::NameId cell : unit.cells.names()) {
    const int local = unit.locals.Find(cell);
    places.push_back(local >= 0 ? local : next++);
  }
  for (size_t i = 0; i < unit.frees.size(); ++i) places.push_back(next++);
  return places;
}

/// Until now cells are numbered among themselves.
void NumberCells(FlowGraph& graph, const std::vector<int>& places) {
  for (Block* block = graph.entry(); block != nullptr; block = block->next) {
    for (Instruction& in : block->code) {
      switch (in.op) {
        case Op::MAKE_CELL:
        case Op::LOAD_CLOSURE:
        case Op::LOAD_DEREF:
        case Op::STORE_DEREF:
        case Op::DELETE_DEREF:
        case Op::LOAD_CLASSDEREF:
          in.argument = places[static_cast<size_t>(in.argument)];
          break;
        default:
          break;
      }
    }
  }
}

bool IsNameCharacter(uint8_t c) {
  return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// Constants that look like names are interned, as CPython does: `is` may show it.
Value Interned(Thread& t, Value constant) {
  if (IsExactly<Str>(constant)) {
    Str* str = Cast<Str>(constant);
    if (!str->is_ascii() ||
        !std::all_of(str->data1(), str->data1() + str->length(), IsNameCharacter)) {
      return constant;
    }
    return Value::FromObject(Str::Intern(t, str));
  }
  if (IsExactly<Tuple>(constant)) {
    auto* tuple = Cast<Tuple>(constant);
    for (size_t i = 0; i < tuple->size(); ++i) {
      const Value item = tuple->At(i);
      const Value interned = Interned(t, item);
      if (item.bits() != interned.bits()) tuple->Set(i, interned);
    }
  }
  return constant;
}

}  // namespace

/// What runs before everything else: cells, and the generator's making.
void CodeGenerator::AddPrologue(Unit* unit, const std::vector<int>& cell_places) {
  std::vector<Instruction> prologue;
  if (unit->frees.size() != 0) {
    prologue.push_back({Op::COPY_FREE_VARS, static_cast<int>(unit->frees.size()), {}});
  }
  std::vector<int> order(unit->cells.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return cell_places[static_cast<size_t>(a)] < cell_places[static_cast<size_t>(b)];
  });
  for (const int cell : order) prologue.push_back({Op::MAKE_CELL, cell, {}});
  if ((FlagsOf(*unit) & kCodeAnyGenerator) != 0) {
    const CodePosition position = {unit->first_line, unit->first_line, CodePosition::kNone,
                                   CodePosition::kNone};
    prologue.push_back({Op::RETURN_GENERATOR, 0, position});
    prologue.push_back({Op::POP_TOP, 0, {}});
  }
  std::vector<Instruction>& code = unit->graph.entry()->code;
  code.insert(code.begin(), prologue.begin(), prologue.end());
}

uint32_t CodeGenerator::FlagsOf(const Unit& unit) const {
  const Scope& scope = *unit.scope;
  uint32_t flags = options_.inherited_flags;
  const bool awaits_at_top = options_.top_level_await && unit.kind == UnitKind::kModule;
  if (scope.kind == ScopeKind::kFunction) {
    flags |= kCodeNewLocals | kCodeOptimized;
    if (scope.is_nested) flags |= kCodeNested;
    if (scope.is_generator) flags |= scope.is_coroutine ? kCodeAsyncGenerator : kCodeGenerator;
    if (!scope.is_generator && scope.is_coroutine) flags |= kCodeCoroutine;
    if (scope.has_varargs) flags |= kCodeVarArgs;
    if (scope.has_varkeywords) flags |= kCodeVarKeywords;
  } else if (awaits_at_top && scope.is_coroutine && !scope.is_generator) {
    flags |= kCodeCoroutine;
  }
  return flags;
}

Result<Code*> CodeGenerator::MakeCode(Unit* unit, bool add_none) {
  FlowGraph& graph = unit->graph;
  if (graph.current()->empty() || graph.current()->last().op != Op::RETURN_VALUE) {
    UnsetPosition();
    if (add_none) LoadNone();
    Add(Op::RETURN_VALUE);
  }
  NormalizeBlocks(graph);
  InlineExits(graph);
  const std::vector<int> places = CellPlaces(*unit);
  AddPrologue(unit, places);
  NumberCells(graph, places);
  const uint32_t flags = FlagsOf(*unit);
  AssembledCode assembled = TRY(Assemble(t_, graph, unit->constants, unit->first_line,
                                         unit->scope->is_generator || unit->scope->is_coroutine));

  std::vector<ast::NameId> names = unit->locals.names();
  std::vector<uint8_t> kinds(names.size(), kLocalPlain);
  for (size_t i = 0; i < unit->cells.size(); ++i) {
    const auto place = static_cast<size_t>(places[i]);
    if (place < unit->locals.size()) {
      kinds[place] |= kLocalCell;
    } else {
      names.push_back(unit->cells.names()[i]);
      kinds.push_back(kLocalCell);
    }
  }
  for (const ast::NameId name : unit->frees.names()) {
    names.push_back(name);
    kinds.push_back(kLocalFree);
  }

  CodeFields fields;
  fields.argcount = unit->posonly_count + unit->argument_count;
  fields.posonlyargcount = unit->posonly_count;
  fields.kwonlyargcount = unit->kwonly_count;
  fields.stacksize = assembled.stack_size;
  fields.flags = flags;
  fields.firstlineno = unit->first_line;
  fields.code = TRY(Bytes::From(t_, assembled.code));
  Tuple* constants = unit->constants.size() == 0 ? Tuple::Empty(t_)
                                                 : TRY(Tuple::From(t_, unit->constants.values()));
  Interned(t_, Value::FromObject(constants));
  fields.consts = constants;
  fields.names = Cast<Tuple>(TRY(TupleOf(unit->names.names())));
  fields.localsplusnames = Cast<Tuple>(TRY(TupleOf(names)));
  fields.localspluskinds = TRY(Bytes::From(t_, kinds));
  fields.filename = options_.filename;
  fields.name = TRY(StrOf(unit->name));
  fields.qualname =
      unit->qualified_name.empty() ? fields.name : TRY(Str::InternUtf8(t_, unit->qualified_name));
  fields.linetable = TRY(Bytes::From(t_, assembled.line_table));
  fields.exceptiontable = TRY(Bytes::From(t_, assembled.exception_table));
  TRY(Verify(t_, fields));
  return Code::New(t_, fields);
}

}  // namespace krait::compiler
