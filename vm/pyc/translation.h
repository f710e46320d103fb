#pragma once

#include <cstdint>
#include <vector>

#include "vm/code/code.h"
#include "vm/code/opcode.h"
#include "vm/pyc/definite_assignment.h"
#include "vm/pyc/register_writer.h"
#include "vm/pyc/stack_code.h"

namespace krait {

/// One code object on its way from stack code to register code. The instructions are handled in
/// families, a file each (translate_*.cc); each family says whether an instruction was one of its.
class Translation : private RegisterWriter {
 public:
  Translation(Thread& t, Code* code, const StackCode& stack, bool traced)
      : RegisterWriter(t, code->localsplus_count()),
        t_(t),
        code_(code),
        stack_(stack),
        traced_(traced),
        word_of_(stack.instructions.size() + 1),
        is_leader_(stack.instructions.size() + 1),
        handler_of_(stack.instructions.size(), -1),
        assigned_(stack, locals_, code->parameter_count()) {}

  Result<CodeUnit*> Run();

 private:
  using In = StackInstruction;

  void FindLeaders();
  void AtLeader(size_t index);
  void ProtectHandlerView(size_t index);
  size_t EntryWithoutPoll() const;
  void Instruction(size_t index);
  void EndTraced(size_t index);
  bool StackOnly(const In& in);
  bool Flow(size_t index, const In& in);
  bool Names(const In& in);
  bool Values(const In& in);
  bool Collections(size_t index, const In& in);
  bool Exceptions(const In& in);
  bool Generators(size_t index, const In& in);

  void LoadFast(const In& in);
  bool Retarget(Word& producer, int from, int to);
  void StoreFast(const In& in);
  void ConditionalJump(size_t index, Opcode op, bool sense);
  void JumpIf(size_t index, Opcode op, int left, int right, bool sense);
  void JumpOrPop(const In& in, bool sense);
  void ForIter(const In& in);
  void Send(const In& in);
  StackOp NextToFuse(size_t index) const;
  bool FuseWithJump(size_t index, Opcode jump, bool negate);
  void BuildSlice(size_t index, const In& in);
  void Compare(size_t index, const In& in);
  void Call(const In& in);
  void Build(Opcode op, int count, int items);
  void MakeFunction(const In& in);
  void Unpack(size_t index, const In& in);
  void MakePairLoop(size_t index);
  void BinaryResult(Opcode op);
  void UnaryResult(Opcode op, int c = 0);
  void NamedResult(Opcode op, int name, int caches);
  void LoadMethod(const In& in);
  void PairResult(Opcode op, int pops, int c = 0);

  void EmitLandings();
  Result<CodeUnit*> Finish();

  /// Where a SEND jumps when its receiver has returned.
  struct Landing {
    size_t send;  // its word
    int to;
    int from;
    int32_t target;
  };

  Thread& t_;
  Code* code_;
  const StackCode& stack_;
  const bool traced_;
  std::vector<uint32_t> word_of_;
  std::vector<bool> is_leader_;
  std::vector<int> handler_of_;
  DefiniteAssignment assigned_;
  std::vector<Landing> landings_;
  bool skip_next_ = false;  // the next instruction was fused into this one
  bool reachable_ = true;
};

}  // namespace krait
