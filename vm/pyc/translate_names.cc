#include "vm/pyc/translation.h"

/// Names, attributes, cells and imports.
namespace krait {

void Translation::NamedResult(Opcode op, int name, int caches) {
  const int to = PushResult();
  Emit(op, to, 0, name);
  const size_t at = LastWord();
  for (int i = 0; i < caches; ++i) EmitCache();
  MayRetarget(at);
}

void Translation::LoadMethod(const In& in) {
  const int first = PrepareResults(1, 2);
  const int object = Pop();
  Emit(Opcode::LOAD_METHOD, first, object, in.arg);
  EmitCache();
  PushResults(first, 2);
  entries_[depth() - 2].kind = Entry::kUnknown;
}

bool Translation::Names(const In& in) {
  switch (in.op) {
    case StackOp::LOAD_GLOBAL:
      if (in.flag) entries_.push_back({0, Entry::kNull});
      NamedResult(Opcode::LOAD_GLOBAL, in.arg, 2);
      return true;
    case StackOp::STORE_GLOBAL:
      Emit(Opcode::STORE_GLOBAL, 0, Pop(), in.arg);
      EmitCache();
      return true;
    case StackOp::DELETE_GLOBAL:
      Emit(Opcode::DELETE_GLOBAL, 0, 0, in.arg);
      return true;
    case StackOp::LOAD_NAME:
      NamedResult(Opcode::LOAD_NAME, in.arg, 2);
      return true;
    case StackOp::STORE_NAME:
      Emit(Opcode::STORE_NAME, 0, Pop(), in.arg);
      EmitCache();
      return true;
    case StackOp::DELETE_NAME:
      Emit(Opcode::DELETE_NAME, 0, 0, in.arg);
      return true;
    case StackOp::LOAD_ATTR: {
      UnaryResult(Opcode::LOAD_ATTR, in.arg);
      const size_t at = LastWord();
      EmitCache();
      MayRetarget(at);
      return true;
    }
    case StackOp::STORE_ATTR: {
      const int object = Pop();
      const int value = Pop();
      Emit(Opcode::STORE_ATTR, object, value, in.arg);
      EmitCache();
      return true;
    }
    case StackOp::DELETE_ATTR:
      Emit(Opcode::DELETE_ATTR, Pop(), 0, in.arg);
      return true;
    case StackOp::LOAD_METHOD:
      LoadMethod(in);
      return true;
    case StackOp::MAKE_CELL:
      Emit(Opcode::MAKE_CELL, in.arg);
      return true;
    case StackOp::COPY_FREE_VARS:
      Emit(Opcode::COPY_FREE_VARS, locals_ - in.arg, 0, in.arg);
      return true;
    case StackOp::LOAD_DEREF: {
      const int to = PushResult();
      Emit(Opcode::LOAD_CELL, to, in.arg);
      MayRetarget(LastWord());
      return true;
    }
    case StackOp::STORE_DEREF:
      Emit(Opcode::STORE_CELL, in.arg, Pop());
      return true;
    case StackOp::DELETE_DEREF:
      Emit(Opcode::DELETE_CELL, in.arg);
      return true;
    case StackOp::LOAD_CLASSDEREF: {
      const int to = PushResult();
      Emit(Opcode::LOAD_CLASS_CELL, to, in.arg);
      return true;
    }
    case StackOp::IMPORT_NAME: {
      const int fromlist = Pop();
      const int level = Pop();
      const int to = PushResult();
      Emit(Opcode::IMPORT_NAME, to, level, in.arg);
      EmitOperands(fromlist);
      return true;
    }
    case StackOp::IMPORT_FROM: {
      const int module = Peek(1);
      const int to = PushResult();
      Emit(Opcode::IMPORT_FROM, to, module, in.arg);
      return true;
    }
    case StackOp::IMPORT_STAR:
      Emit(Opcode::IMPORT_STAR, 0, Pop());
      return true;
    default:
      return false;
  }
}

}  // namespace krait
