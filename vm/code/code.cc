#include "vm/code/code.h"

#include "vm/code/code_unit.h"
#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool LooksLikeName(const Str* str) {
  if (!str->is_ascii()) return false;
  for (char c : str->AsciiView()) {
    if (!IsNameCharacter(c)) return false;
  }
  return true;
}

/// Lookups compare names by identity. An equal string takes the place of another, so that it does
/// not matter who else holds the tuple.
void InternNames(Thread& t, Tuple* names) {
  for (size_t i = 0; i < names->size(); ++i) {
    Str* name = Cast<Str>(names->At(i));
    if (!name->is_interned()) names->Set(i, Value::FromObject(Str::Intern(t, name)));
  }
}

/// As CPython does: constants that look like names are the same string everywhere.
void InternConstants(Thread& t, Tuple* constants) {
  for (size_t i = 0; i < constants->size(); ++i) {
    const Value constant = constants->At(i);
    if (!IsExactly<Str>(constant)) continue;
    Str* str = Cast<Str>(constant);
    if (!str->is_interned() && LooksLikeName(str)) {
      constants->Set(i, Value::FromObject(Str::Intern(t, str)));
    }
  }
}

}  // namespace

Result<Code*> Code::New(Thread& t, const CodeFields& fields) {
  InternNames(t, fields.names);
  InternNames(t, fields.localsplusnames);
  InternConstants(t, fields.consts);
  auto* code = TRY(AllocateExact<Code>(t, types(t).code, sizeof(Code)));
  code->argcount_ = fields.argcount;
  code->posonlyargcount_ = fields.posonlyargcount;
  code->kwonlyargcount_ = fields.kwonlyargcount;
  code->stacksize_ = fields.stacksize;
  code->code_flags_ = fields.flags;
  code->firstlineno_ = fields.firstlineno;
  code->localsplus_count_ = static_cast<int32_t>(fields.localsplusnames->size());
  for (uint8_t kind : fields.localspluskinds->span()) {
    code->nlocals_ += (kind & kLocalPlain) != 0;
    code->ncellvars_ += (kind & kLocalCell) != 0;
    code->nfreevars_ += (kind & kLocalFree) != 0;
  }
  code->code_.Store(code, fields.code);
  code->consts_.Store(code, fields.consts);
  code->names_.Store(code, fields.names);
  code->localsplusnames_.Store(code, fields.localsplusnames);
  code->localspluskinds_.Store(code, fields.localspluskinds);
  code->filename_.Store(code, fields.filename);
  code->name_.Store(code, Str::Intern(t, fields.name));
  code->qualname_.Store(code, Str::Intern(t, fields.qualname));
  code->linetable_.Store(code, fields.linetable);
  code->exceptiontable_.Store(code, fields.exceptiontable);
  return code;
}

CodeFields Code::fields() const {
  CodeFields fields;
  fields.argcount = argcount_;
  fields.posonlyargcount = posonlyargcount_;
  fields.kwonlyargcount = kwonlyargcount_;
  fields.stacksize = stacksize_;
  fields.flags = code_flags_;
  fields.firstlineno = firstlineno_;
  fields.code = code();
  fields.consts = consts();
  fields.names = names();
  fields.localsplusnames = localsplusnames();
  fields.localspluskinds = localspluskinds();
  fields.filename = filename();
  fields.name = name();
  fields.qualname = qualname();
  fields.linetable = linetable();
  fields.exceptiontable = exceptiontable();
  return fields;
}

CodeUnit* Code::SetUnit(CodeUnit* unit) {
  CodeUnit* present = nullptr;
  return unit_.CompareExchange(this, present, unit) ? unit : present;
}

CodeUnit* Code::SetTracedUnit(CodeUnit* unit) {
  CodeUnit* present = nullptr;
  return traced_unit_.CompareExchange(this, present, unit) ? unit : present;
}

void Code::Trace(Marker& marker) {
  marker.Visit(code_);
  marker.Visit(consts_);
  marker.Visit(names_);
  marker.Visit(localsplusnames_);
  marker.Visit(localspluskinds_);
  marker.Visit(filename_);
  marker.Visit(name_);
  marker.Visit(qualname_);
  marker.Visit(linetable_);
  marker.Visit(exceptiontable_);
  marker.Visit(unit_);
  marker.Visit(traced_unit_);
  marker.Visit(consumers_);
}

}  // namespace krait
