#include "vm/compiler/flow/assemble.h"

#include "vm/compiler/flow/passes.h"
#include "vm/compiler/flow/table_writers.h"
#include "vm/pyc/opcodes_311.h"

namespace krait::compiler {
namespace {

constexpr auto kFirstWithArgument = static_cast<uint16_t>(Op::STORE_NAME);

int ArgumentOf(const Instruction& in) {
  return static_cast<uint16_t>(in.op) < kFirstWithArgument ? 0 : in.argument;
}

int PrefixesOf(int argument) {
  return (argument > 0xffffff ? 1 : 0) + (argument > 0xffff ? 1 : 0) + (argument > 0xff ? 1 : 0);
}

/// In code units, inline cache included.
int SizeOf(const Instruction& in) {
  return PrefixesOf(ArgumentOf(in)) + 1 + GetOpcode311(static_cast<uint8_t>(in.op)).caches;
}

/// Jumps' arguments are their distances, on which in turn the distances depend: until nothing
/// grows.
void PlaceBlocks(FlowGraph& graph) {
  for (bool changed = true; changed;) {
    changed = false;
    int offset = 0;
    for (Block* block = graph.entry(); block != nullptr; block = block->next) {
      block->offset = offset;
      for (const Instruction& in : block->code) offset += SizeOf(in);
    }
    for (Block* block = graph.entry(); block != nullptr; block = block->next) {
      int end = block->offset;
      for (Instruction& in : block->code) {
        const int size = SizeOf(in);
        end += size;
        if (in.target == nullptr) continue;
        in.argument = std::abs(in.target->offset - end);
        changed |= SizeOf(in) != size;
      }
    }
  }
}

void WriteInstruction(const Instruction& in, std::vector<uint8_t>* code) {
  const int argument = ArgumentOf(in);
  for (int prefix = PrefixesOf(argument); prefix > 0; --prefix) {
    code->push_back(kEXTENDED_ARG311);
    code->push_back(static_cast<uint8_t>(argument >> (8 * prefix)));
  }
  code->push_back(static_cast<uint8_t>(in.op));
  code->push_back(static_cast<uint8_t>(argument));
  const int caches = GetOpcode311(static_cast<uint8_t>(in.op)).caches;
  code->insert(code->end(), 2 * static_cast<size_t>(caches), 0);
}

void Write(const FlowGraph& graph, int first_line, AssembledCode* out) {
  LineTableWriter lines(first_line, &out->line_table);
  ExceptionTableWriter exceptions(&out->exception_table);
  int offset = 0;
  for (const Block* block = graph.entry(); block != nullptr; block = block->next) {
    for (const Instruction& in : block->code) {
      WriteInstruction(in, &out->code);
      lines.Add(SizeOf(in), in.position);
      exceptions.Add(offset, in.handler);
      offset += SizeOf(in);
    }
  }
  exceptions.Finish(offset);
}

}  // namespace

Result<AssembledCode> Assemble(Thread& t, FlowGraph& graph, ConstantTable& constants,
                               int first_line, bool is_generator) {
  AssembledCode out;
  TRY(Optimize(t, graph, constants));
  DuplicateExits(graph);
  TrimConstants(graph, constants);
  PropagateLines(graph);
  GiveLinesToExits(graph, first_line);
  out.stack_size = MeasureStack(graph, is_generator);
  LabelHandlers(graph);
  RemoveNops(graph);
  DirectJumps(graph);
  PlaceBlocks(graph);
  Write(graph, first_line, &out);
  return out;
}

}  // namespace krait::compiler
