#include "cli/disassemble.h"

#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/code/line_table.h"
#include "vm/code/operands.h"
#include "vm/object/bytes.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/pyc/opcodes_311.h"
#include "vm/pyc/translator.h"
#include "vm/pyc/verifier.h"

namespace krait::cli {
namespace {

constexpr size_t kMaxValue = 40;  // characters of a constant

/// An original instruction; its place is in code units.
struct Original {
  uint32_t begin;
  std::string text;
};

std::string Shorten(std::string text) {
  if (text.size() <= kMaxValue) return text;
  text.resize(kMaxValue - 3);
  return text + "...";
}

std::string ReprOf(Thread& t, Value value) {
  if (Is<Code>(value)) return absl::StrCat("<code ", Cast<Code>(value)->name()->ToUtf8(), ">");
  const Result<Str*> text = Repr(t, value);
  if (text.ok()) return Shorten((*text)->ToUtf8());
  t.pending = Value::Unbound();
  return "?";
}

std::string NameIn(const Tuple* tuple, uint32_t index) {
  return index < tuple->size() ? Cast<Str>(tuple->At(index))->ToUtf8() : "?";
}

class Printer {
 public:
  Printer(Thread& t, Code* code) : t_(t), code_(code) {}
  bool Print();

 private:
  std::vector<Original> Originals() const;
  std::string ArgumentText(const Opcode311& info, uint8_t opcode, uint32_t arg,
                           uint32_t next) const;
  std::string OperandText(const CodeUnit& unit, const Operand& operand) const;
  std::string InstructionText(const CodeUnit& unit, uint32_t word) const;
  std::vector<int> LinesByUnit() const;

  Thread& t_;
  Code* code_;
};

std::string Printer::ArgumentText(const Opcode311& info, uint8_t opcode, uint32_t arg,
                                  uint32_t next) const {
  switch (info.argument) {
    case Argument311::kNone:
      return "";
    case Argument311::kNumber:
      return absl::StrCat(arg);
    case Argument311::kConst:
      return arg < code_->consts()->size() ? ReprOf(t_, code_->consts()->At(arg)) : "?";
    case Argument311::kName:
      return NameIn(code_->names(), opcode == kLOAD_GLOBAL311 ? arg >> 1 : arg);
    case Argument311::kLocal:
    case Argument311::kCell:
      return NameIn(code_->localsplusnames(), arg);
    case Argument311::kForward:
      return absl::StrCat("to ", 2 * (next + arg));
    case Argument311::kBackward:
      return absl::StrCat("to ", 2 * (next - arg));
  }
  return "";
}

std::vector<Original> Printer::Originals() const {
  std::vector<Original> result;
  const absl::Span<const uint8_t> bytes = code_->code()->span();
  uint32_t arg = 0;
  uint32_t begin = 0;
  for (uint32_t unit = 0; 2 * unit + 1 < bytes.size();) {
    const uint8_t opcode = bytes[2 * unit];
    arg = arg << 8 | bytes[2 * unit + 1];
    if (opcode == kEXTENDED_ARG311) {
      ++unit;
      continue;
    }
    const Opcode311& info = GetOpcode311(opcode);
    const uint32_t next = unit + 1 + info.caches;
    const std::string name = info.name == nullptr ? absl::StrCat("<", opcode, ">") : info.name;
    std::string text = name;
    const std::string argument = ArgumentText(info, opcode, arg, next);
    if (!argument.empty()) {
      text.resize(std::max<size_t>(text.size() + 1, 21), ' ');
      text += argument;
    }
    result.push_back({begin, text});
    begin = unit = next;
    arg = 0;
  }
  return result;
}

std::string Printer::OperandText(const CodeUnit& unit, const Operand& operand) const {
  const int value = operand.value;
  switch (operand.role) {
    case OperandRole::kTarget:
      return absl::StrCat("@", value);
    case OperandRole::kName:
      return NameIn(code_->names(), static_cast<uint32_t>(value));
    case OperandRole::kNumber:
      return absl::StrCat(value);
    default:
      break;
  }
  if (value == kNoOperand) return "-";
  if (value < 0) return ReprOf(t_, unit.constants()[value]);
  const int locals = code_->localsplus_count();
  if (value < locals) return NameIn(code_->localsplusnames(), static_cast<uint32_t>(value));
  return absl::StrCat("$", value - locals);
}

std::string Printer::InstructionText(const CodeUnit& unit, uint32_t word) const {
  std::string text =
      absl::StrCat(word, " ", OpcodeName(static_cast<Opcode>(unit.words()[word].op)));
  const char* separator = " ";
  VisitOperands(unit, word, [&](Operand operand) {
    absl::StrAppend(&text, separator, OperandText(unit, operand));
    separator = ", ";
  });
  return text;
}

/// The line of each code unit; 0 where there is none.
std::vector<int> Printer::LinesByUnit() const {
  std::vector<int> lines(code_->code()->size() / 2, 0);
  LineTableReader reader(code_);
  LineEntry entry;
  while (reader.Next(&entry)) {
    for (uint32_t i = entry.begin; i < entry.end && i < lines.size(); ++i) {
      lines[i] = entry.position.HasLine() ? entry.position.line : 0;
    }
  }
  return lines;
}

bool Printer::Print() {
  StackCode stack;
  if (!DecodeAndVerify(t_, code_->fields(), &stack).ok()) return false;
  const Result<CodeUnit*> unit = Translate(t_, code_, stack);
  if (!unit.ok()) return false;
  std::printf("%s, %s line %d: %d locals, stack %d\n", code_->qualname()->ToUtf8().c_str(),
              code_->filename()->ToUtf8().c_str(), code_->firstlineno(), code_->localsplus_count(),
              code_->stacksize());
  const std::vector<int> lines = LinesByUnit();
  uint32_t word = 0;
  const uint32_t words = (*unit)->word_count();
  int line_before = 0;
  const std::vector<Original> originals = Originals();
  for (size_t i = 0; i < originals.size(); ++i) {
    const uint32_t begin = originals[i].begin;
    const uint32_t end = i + 1 < originals.size() ? originals[i + 1].begin : UINT32_MAX;
    const int line = begin < lines.size() ? lines[begin] : 0;
    std::string left = line != 0 && line != line_before ? absl::StrCat(line) : "";
    if (line != 0) line_before = line;
    std::printf("%6s %5u  %-48s", left.c_str(), 2 * begin, originals[i].text.c_str());
    const char* indent = "";
    while (word < words && (*unit)->PositionOf(word).offset < end) {
      std::printf("%s%s\n", indent, InstructionText(**unit, word).c_str());
      indent = "                                                              ";
      word += InstructionLength((*unit)->words() + word);
    }
    if (*indent == '\0') std::printf("\n");
  }
  for (const UnitHandler& handler : (*unit)->handlers()) {
    std::printf("  words %u to %u: exceptions go to @%u at depth %u%s\n", handler.begin,
                handler.end, handler.target, handler.depth, handler.push_lasti ? ", lasti" : "");
  }
  return true;
}

}  // namespace

int PrintDisassembly(Thread& t, Code* code) {
  if (!Printer(t, code).Print()) return 1;
  for (Value constant : code->consts()->values()) {
    if (!Is<Code>(constant)) continue;
    std::printf("\n");
    const int status = PrintDisassembly(t, Cast<Code>(constant));
    if (status != 0) return status;
  }
  return 0;
}

}  // namespace krait::cli
