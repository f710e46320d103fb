#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/builtins/code_new.h"
#include "vm/builtins/iterator_faces.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/number/hash.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// code.
namespace krait {
namespace {

Code* AsCode(Value value) { return Cast<Code>(value); }

Result<Value> CodeRepr(Thread& t, Value self) {
  const Code* code = AsCode(self);
  return Str::FromUtf8(t, absl::StrCat("<code object ", code->name()->ToUtf8(), " at 0x",
                                       absl::Hex(reinterpret_cast<uintptr_t>(code)), ", file \"",
                                       code->filename()->ToUtf8(), "\", line ",
                                       code->firstlineno() == 0 ? -1 : code->firstlineno(), ">"));
}

// --- Comparison -------------------------------------------------------------------------------

/// Constants are the same when a compiler could share them: 1 is neither True nor 1.0, and 0.0 is
/// not -0.0.
Result<bool> SameConstant(Thread& t, Value a, Value b) {
  TRY(CheckNativeStack(t, " in comparison"));
  if (TypeOf(t, a) != TypeOf(t, b)) return false;
  if (IsSame(a, b)) return true;
  const Type* type = TypeOf(t, a);
  if (type == types(t).float_ || type == types(t).complex) {
    // The signs of zeros show in the text only.
    return TRY(Equals(t, a, b)) && TRY(Repr(t, a))->Equals(TRY(Repr(t, b)));
  }
  if (!IsExactly<Tuple>(a)) return Equals(t, a, b);
  const Tuple* left = Cast<Tuple>(a);
  const Tuple* right = Cast<Tuple>(b);
  if (left->size() != right->size()) return false;
  for (size_t i = 0; i < left->size(); ++i) {
    if (!TRY(SameConstant(t, left->At(i), right->At(i)))) return false;
  }
  return true;
}

Result<bool> SameCode(Thread& t, const Code* a, const Code* b) {
  if (a == b) return true;
  if (!a->name()->Equals(b->name()) || a->argcount() != b->argcount() ||
      a->posonlyargcount() != b->posonlyargcount() || a->kwonlyargcount() != b->kwonlyargcount() ||
      a->code_flags() != b->code_flags() || a->firstlineno() != b->firstlineno() ||
      a->code()->view() != b->code()->view() || a->linetable()->view() != b->linetable()->view() ||
      a->exceptiontable()->view() != b->exceptiontable()->view() ||
      a->localspluskinds()->view() != b->localspluskinds()->view()) {
    return false;
  }
  const auto same = [&](Tuple* left, Tuple* right) {
    return SameConstant(t, Value::FromObject(left), Value::FromObject(right));
  };
  return TRY(same(a->consts(), b->consts())) && TRY(same(a->names(), b->names())) &&
         TRY(same(a->localsplusnames(), b->localsplusnames()));
}

Result<Value> CodeCompare(Thread& t, Value self, Value other, CompareOp op) {
  if ((op != CompareOp::kEq && op != CompareOp::kNe) || !Is<Code>(self) || !Is<Code>(other)) {
    return Value::NotImplemented();
  }
  const bool same = TRY(SameCode(t, AsCode(self), AsCode(other)));
  return Value::FromBool(same == (op == CompareOp::kEq));
}

Result<int64_t> CodeHash(Thread& t, Value self) {
  const Code* code = AsCode(self);
  uint64_t hash = static_cast<uint64_t>(code->name()->Hash(t));
  for (Object* part :
       {static_cast<Object*>(code->code()), static_cast<Object*>(code->consts()),
        static_cast<Object*>(code->names()), static_cast<Object*>(code->localsplusnames())}) {
    hash = hash * 1000003 ^ static_cast<uint64_t>(TRY(Hash(t, Value::FromObject(part))));
  }
  for (int32_t number : {code->argcount(), code->posonlyargcount(), code->kwonlyargcount(),
                         static_cast<int32_t>(code->code_flags()), code->firstlineno()}) {
    hash = hash * 1000003 ^ static_cast<uint64_t>(number);
  }
  return AvoidMinusOne(static_cast<int64_t>(hash));
}

// --- Lines and positions ----------------------------------------------------------------------

Value NumberOrNone(int number) {
  return number == CodePosition::kNone ? Value::None() : Value::FromInt(number);
}

/// Iterators over (begin, end, line), offsets in bytes.
Result<Value> CodeLinesOf(Thread& t, Code* self) {
  List* list = TRY(List::New(t));
  CodeLines lines(self);
  LineEntry run;
  while (lines.Next(&run)) {
    Tuple* item =
        TRY(Tuple::Of(t, Value::FromInt(int64_t{run.begin} * 2),
                      Value::FromInt(int64_t{run.end} * 2), NumberOrNone(run.position.line)));
    TRY(list->Append(t, Value::FromObject(item)));
  }
  return WithFace(TRY(ListIterator::New(t, list)), t.vm().part<IteratorFaces>().line_iterator);
}

/// (line, end line, column, end column) of each code unit.
Result<Value> CodePositionsOf(Thread& t, Code* self) {
  List* list = TRY(List::New(t));
  LineTableReader reader(self);
  LineEntry entry;
  const auto units = static_cast<uint32_t>(self->code()->size() / 2);
  while (reader.Next(&entry)) {
    const CodePosition& p = entry.position;
    Tuple* item = TRY(Tuple::Of(t, NumberOrNone(p.line), NumberOrNone(p.end_line),
                                NumberOrNone(p.column), NumberOrNone(p.end_column)));
    for (uint32_t unit = entry.begin; unit < std::min(entry.end, units); ++unit) {
      TRY(list->Append(t, Value::FromObject(item)));
    }
  }
  return WithFace(TRY(ListIterator::New(t, list)), t.vm().part<IteratorFaces>().positions_iterator);
}

/// Pairs of byte and line deltas, as Python kept lines until 3.9.
Result<Value> GetLnotab(Thread& t, Value self) {
  const Code* code = AsCode(self);
  std::vector<uint8_t> table;
  const auto add = [&table](int64_t bytes, int64_t lines) {
    table.push_back(static_cast<uint8_t>(bytes));
    table.push_back(static_cast<uint8_t>(lines));
  };
  LineTableReader reader(code);
  LineEntry entry;
  int64_t at = 0;
  int64_t line = code->firstlineno();
  while (reader.Next(&entry)) {
    if (!entry.position.HasLine() || entry.position.line == line) continue;
    int64_t bytes = int64_t{entry.begin} * 2 - at;
    int64_t lines = entry.position.line - line;
    for (; bytes > 255; bytes -= 255) add(255, 0);
    for (; lines > 127; lines -= 127, bytes = 0) add(bytes, 127);
    for (; lines < -128; lines += 128, bytes = 0) add(bytes, -128);
    add(bytes, lines);
    at = int64_t{entry.begin} * 2;
    line = entry.position.line;
  }
  return Bytes::From(t, absl::Span<const uint8_t>(table));
}

Result<Value> VarnameFromOparg(Thread& t, Code* self, int oparg) {
  if (oparg < 0 || oparg >= self->localsplus_count()) {
    return Raise(t, &BuiltinTypes::IndexError, "tuple index out of range");
  }
  return self->localsplusnames()->At(static_cast<size_t>(oparg));
}

Result<int64_t> CodeSizeof(Thread&, Code* self) {
  return static_cast<int64_t>(sizeof(Code) + self->code()->size());
}

constexpr Method kCodeMethods[] = {
    HideSignature(Bind<CodeSizeof>("__sizeof__", "($self, /)")),
    HideSignature(Bind<CodeLinesOf>("co_lines", "($self, /)")),
    HideSignature(Bind<CodePositionsOf>("co_positions", "($self, /)")),
    ShowSignature(Bind<CodeReplace>("replace", "($self, /, **changes)"),
                  "($self, /, *, co_argcount=-1, co_posonlyargcount=-1,\n"
                  "        co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1,\n"
                  "        co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None,\n"
                  "        co_names=None, co_varnames=None, co_freevars=None,\n"
                  "        co_cellvars=None, co_filename=None, co_name=None,\n"
                  "        co_qualname=None, co_linetable=None, co_exceptiontable=None)"),
    Bind<VarnameFromOparg>("_varname_from_oparg", "($self, /, oparg)"),
};

// --- Attributes -------------------------------------------------------------------------------

template <auto kMember>
Result<Value> Get(Thread&, Value self) {
  const auto part = (AsCode(self)->*kMember)();
  if constexpr (std::is_pointer_v<decltype(part)>) {
    return Value::FromObject(part);
  } else {
    return Value::FromInt(part);
  }
}

template <uint8_t kKinds>
Result<Value> GetNames(Thread& t, Value self) {
  return LocalNames(t, AsCode(self), kKinds);
}

constexpr GetSet kCodeGetSets[] = {
    {"co_argcount", &Get<&Code::argcount>, nullptr, true},
    {"co_posonlyargcount", &Get<&Code::posonlyargcount>, nullptr, true},
    {"co_kwonlyargcount", &Get<&Code::kwonlyargcount>, nullptr, true},
    {"co_stacksize", &Get<&Code::stacksize>, nullptr, true},
    {"co_flags", &Get<&Code::code_flags>, nullptr, true},
    {"co_names", &Get<&Code::names>, nullptr, true},
    {"co_filename", &Get<&Code::filename>, nullptr, true},
    {"co_name", &Get<&Code::name>, nullptr, true},
    {"co_qualname", &Get<&Code::qualname>, nullptr, true},
    {"co_firstlineno", &Get<&Code::firstlineno>, nullptr, true},
    {"co_linetable", &Get<&Code::linetable>, nullptr, true},
    {"co_exceptiontable", &Get<&Code::exceptiontable>, nullptr, true},
    {"co_consts", &Get<&Code::consts>, nullptr, true},
    {"co_nlocals", &Get<&Code::nlocals>, nullptr, true},
    {"co_lnotab", &GetLnotab},
    {"_co_code_adaptive", &Get<&Code::code>},
    {"co_varnames", &GetNames<kLocalPlain>},
    {"co_cellvars", &GetNames<kLocalCell>},
    {"co_freevars", &GetNames<kLocalFree>},
    {"co_code", &Get<&Code::code>},
};

}  // namespace

const TypeSpec& CodeSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature =
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n"
        "     flags, codestring, constants, names, varnames, filename, name,\n"
        "     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n"
        "     cellvars=(), /)";
    spec.slots.new_ = &CodeNew;
    spec.slots.repr = &CodeRepr;
    spec.slots.compare = &CodeCompare;
    spec.slots.hash = &CodeHash;
    spec.methods = kCodeMethods;
    spec.getset = kCodeGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
