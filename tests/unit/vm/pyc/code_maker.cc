#include "tests/unit/vm/pyc/code_maker.h"

#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {

CodeMaker::CodeMaker(Thread& t) : t_(t), values_(t), consts_(t), names_(t), locals_(t) {}

CodeMaker& CodeMaker::Unit(uint8_t opcode, uint8_t arg) {
  code_.push_back(opcode);
  code_.push_back(arg);
  return *this;
}

CodeMaker& CodeMaker::Op(uint8_t opcode, uint32_t arg) {
  for (int shift = 24; shift > 0; shift -= 8) {
    if (arg >> shift != 0) Unit(kEXTENDED_ARG311, static_cast<uint8_t>(arg >> shift));
  }
  Unit(opcode, static_cast<uint8_t>(arg));
  for (int i = 0; i < GetOpcode311(opcode).caches; ++i) Unit(0);
  return *this;
}

CodeMaker& CodeMaker::Call(uint32_t arg) { return Op(kPRECALL311, arg).Op(kCALL311, arg); }

CodeMaker& CodeMaker::Handler(uint32_t begin, uint32_t end, uint32_t target, uint32_t depth,
                              bool lasti) {
  const uint32_t values[] = {begin, end - begin, target, depth << 1 | (lasti ? 1 : 0)};
  uint8_t mark = 0x80;
  for (uint32_t value : values) {
    for (int shift = 24; shift > 0; shift -= 6) {
      if (value >> shift == 0) continue;
      exceptiontable.push_back(static_cast<uint8_t>(mark | 0x40 | (value >> shift & 0x3F)));
      mark = 0;
    }
    exceptiontable.push_back(static_cast<uint8_t>(mark | (value & 0x3F)));
    mark = 0;
  }
  return *this;
}

CodeMaker& CodeMaker::Const(Value value) {
  consts_.push_back(value);
  return *this;
}

CodeMaker& CodeMaker::Name(const std::string& name) {
  names_.push_back(Value::FromObject(*Str::FromUtf8(t_, name)));
  return *this;
}

CodeMaker& CodeMaker::Local(const std::string& name, uint8_t kind) {
  locals_.push_back(Value::FromObject(*Str::FromUtf8(t_, name)));
  kinds_.push_back(kind);
  return *this;
}

CodeFields CodeMaker::Fields() {
  const auto keep = [this](auto* object) {
    values_.push_back(Value::FromObject(object));
    return object;
  };
  const auto tuple = [&](const RootedVector& from) {
    return keep(*Tuple::From(t_, {from.data(), from.size()}));
  };
  CodeFields fields;
  fields.argcount = argcount;
  fields.posonlyargcount = posonlyargcount;
  fields.kwonlyargcount = kwonlyargcount;
  fields.stacksize = stacksize;
  fields.flags = flags;
  fields.firstlineno = 1;
  fields.code = keep(*Bytes::From(t_, code_));
  fields.consts = tuple(consts_);
  fields.names = tuple(names_);
  fields.localsplusnames = tuple(locals_);
  fields.localspluskinds = keep(*Bytes::From(t_, kinds_));
  fields.filename = keep(*Str::FromUtf8(t_, "file.py"));
  fields.name = keep(*Str::FromUtf8(t_, "f"));
  fields.qualname = fields.name;
  fields.linetable = keep(*Bytes::From(t_, linetable));
  fields.exceptiontable = keep(*Bytes::From(t_, exceptiontable));
  return fields;
}

}  // namespace krait
