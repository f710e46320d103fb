#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "vm/code/code.h"
#include "vm/heap/rooted.h"
#include "vm/heap/thread.h"
#include "vm/pyc/opcodes_311.h"

namespace krait {

/// Writes code objects by hand, good and bad. What is not asked for is empty.
class CodeMaker {
 public:
  explicit CodeMaker(Thread& t);

  /// One instruction, with EXTENDED_ARG and caches as it needs them.
  CodeMaker& Op(uint8_t opcode, uint32_t arg = 0);
  /// PRECALL and CALL.
  CodeMaker& Call(uint32_t arg);
  /// Two bytes as they are.
  CodeMaker& Unit(uint8_t opcode, uint8_t arg = 0);
  /// Where the next instruction goes, in code units.
  uint32_t here() const { return static_cast<uint32_t>(code_.size() / 2); }
  /// An entry of the exception table.
  CodeMaker& Handler(uint32_t begin, uint32_t end, uint32_t target, uint32_t depth, bool lasti);

  CodeMaker& Const(Value value);
  CodeMaker& Name(const std::string& name);
  CodeMaker& Local(const std::string& name, uint8_t kind = kLocalPlain);

  /// Valid as long as this maker.
  CodeFields Fields();

  std::vector<uint8_t> exceptiontable;
  std::vector<uint8_t> linetable;
  int32_t argcount = 0;
  int32_t posonlyargcount = 0;
  int32_t kwonlyargcount = 0;
  int32_t stacksize = 10;
  uint32_t flags = kCodeOptimized | kCodeNewLocals;

 private:
  Thread& t_;
  RootedVector values_;  // keeps what Fields made
  std::vector<uint8_t> code_;
  std::vector<uint8_t> kinds_;
  RootedVector consts_;
  RootedVector names_;
  RootedVector locals_;
};

}  // namespace krait
