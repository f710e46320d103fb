#include "jit/allocate.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "jit/emitter.h"
#include "jit/jit.h"
#include "jit/liveness.h"
#include "stencils/abi.h"
#include "stencils/table.h"

namespace krait::jit {
namespace {

using stencils::kConstantColumn;

static_assert(kMostRegisters == kRegisters);
// Three operands, or two that stay and a result; and where a call's result is.
static_assert(kFewestRegisters >= Operation::kMostOperands);
static_assert(kFewestRegisters > stencils::kCallResult);

class Allocator : Emitter {
 public:
  Allocator(const Trace& trace, int registers)
      : Emitter(trace), live_(trace), registers_(registers) {}

  std::variant<Placed, std::string> Run();

 private:
  bool IsPinned(RegisterClass kind, int reg) const {
    return (pinned_[static_cast<int>(kind)] >> reg & 1) != 0;
  }
  void Pin(RegisterClass kind, int reg) { pinned_[static_cast<int>(kind)] |= 1u << reg; }
  void Unpin() { pinned_ = {}; }
  uint32_t LastUse(ValueId value) const { return live_.LastUse(segment_, value); }

  // Registers.
  int FindFree(RegisterClass kind, int wanted = kNowhere) const;
  /// A register that holds nothing that is needed: the wanted one, if that is free.
  int TakeRegister(RegisterClass kind, int wanted = kNowhere);
  /// Where the loop's beginning wants to have the value, if this path goes back there with it.
  int WantedRegister(ValueId value) const;
  void Spill(ValueId value);
  void Evict(RegisterClass kind, int reg);
  /// Makes sure that the value is in a register, which stays pinned.
  int Load(ValueId value);

  // Steps.
  void Place(ValueId id);
  void PlaceMicroOp(ValueId id);
  void PlaceFixed(ValueId id);
  void PlaceCall(ValueId id);
  void PlaceSlot(ValueId id);
  void PlaceStore(ValueId id);
  bool IsFixed(ValueId id) const;
  bool TakesConstant(const Step& step) const;
  void Vacate(RegisterClass kind, int reg);
  void ReleaseDead();

  // The loop.
  void HoistConstants();
  std::vector<ValueId> PhisByUse() const;
  void PlacePhi(ValueId id);
  void FindWanted();
  void BeginLoop();
  void EndLoop();
  void RunSegment();

  const Liveness live_;
  const int registers_;  // of each kind
  Homes::Snapshot at_header_;
  absl::flat_hash_map<ValueId, int> wanted_;  // see WantedRegister
  std::array<uint32_t, 2> pinned_ = {};
  uint32_t segment_ = 0;
};

// --- Registers -----------------------------------------------------------------------------------

int Allocator::FindFree(RegisterClass kind, int wanted) const {
  const auto is_free = [&](int reg) {
    return homes_.Holder(kind, reg) == kNoValue && !IsPinned(kind, reg);
  };
  if (wanted != kNowhere && is_free(wanted)) return wanted;
  for (int reg = 0; reg < registers_; ++reg) {
    if (is_free(reg)) return reg;
  }
  return kNowhere;
}

int Allocator::WantedRegister(ValueId value) const {
  const auto wanted = wanted_.find(value);
  return wanted == wanted_.end() ? kNowhere : wanted->second;
}

int Allocator::TakeRegister(RegisterClass kind, int wanted) {
  if (const int free = FindFree(kind, wanted); free != kNowhere) return free;
  int best = kNowhere;
  uint32_t furthest = 0;
  for (int reg = 0; reg < registers_; ++reg) {
    if (IsPinned(kind, reg)) continue;
    const uint32_t next = live_.NextUse(segment_, homes_.Holder(kind, reg), now_);
    if (best == kNowhere || next > furthest) {
      best = reg;
      furthest = next;
    }
  }
  if (best == kNowhere) {
    Fail("too many values are needed in registers");
    return 0;
  }
  Evict(kind, best);
  return best;
}

/// The value is in memory, too.
void Allocator::Spill(ValueId value) {
  const Home home = homes_.Of(value);
  if (StepOf(value).IsConstant() || home.spill != kNowhere) return;
  const int spill = TakeSpill();
  EmitSpill(ClassOf(value), home.reg, spill);
  homes_.SetSpill(value, spill);
}

void Allocator::Evict(RegisterClass kind, int reg) {
  const ValueId value = homes_.Holder(kind, reg);
  Spill(value);
  homes_.LeaveRegister(value);
}

int Allocator::Load(ValueId value) {
  const RegisterClass kind = ClassOf(value);
  if (homes_.Of(value).reg == kNowhere) {
    const int reg = TakeRegister(kind);
    EmitLoad(value, reg);
    homes_.Settle(value, reg);
  }
  Pin(kind, homes_.Of(value).reg);
  return homes_.Of(value).reg;
}

// --- Steps ---------------------------------------------------------------------------------------

bool Allocator::TakesConstant(const Step& step) const {
  if (!OperationOf(step.operation).takes_constant || step.b == kNoValue) return false;
  const Step& operand = StepOf(step.b);
  // 0 is left out: where stencils are made, the constant is an address, which is never 0.
  return operand.Is(TraceOperation::kConstant) && operand.constant != 0 &&
         operand.constant <= INT32_MAX;
}

void Allocator::PlaceMicroOp(ValueId id) {
  const Step& step = StepOf(id);
  const bool is_unary = step.b == kNoValue;
  const bool takes_constant = TakesConstant(step);
  const uint64_t constant = takes_constant ? StepOf(step.b).constant : step.constant;
  const int a = Load(step.a);
  const int b = is_unary ? 0 : takes_constant ? kConstantColumn : Load(step.b);
  if (!step.MakesValue()) {
    const Way way = WayOut(step);
    Emit(step.operation, step.use, a, b, constant);
    Attach(way);
    return;
  }
  const RegisterClass kind = ClassOf(id);
  const bool like_a = ClassOf(step.a) == kind;
  const bool overwrites = like_a || !is_unary;
  const ValueId like = like_a ? step.a : step.b;
  // The stencil overwrites an operand: if that is needed later, a copy of it.
  const bool takes_over = overwrites && LastUse(like) == id;
  const int of_like = like_a ? a : b;
  const int wanted = WantedRegister(id);
  if (overwrites && !takes_over && wanted == of_like) {
    // It is the operand that makes room.
    const int elsewhere = FindFree(kind, WantedRegister(like));
    if (elsewhere != kNowhere) {
      EmitMove(kind, of_like, elsewhere);
      homes_.Settle(like, elsewhere);
      const Way way = WayOut(step);
      Emit(step.operation, step.use, like_a ? of_like : a,
           is_unary ? 0
           : like_a ? b
                    : of_like,
           constant);
      Attach(way);
      homes_.Settle(id, of_like);
      return;
    }
  }
  const int result = takes_over ? of_like : TakeRegister(kind, wanted);
  if (overwrites) EmitMove(kind, of_like, result);
  // What leaves still has its operands.
  const Way way = WayOut(step);
  if (takes_over) homes_.LeaveRegister(like);
  Emit(step.operation, step.use, like_a ? result : a,
       is_unary ? (like_a ? 0 : result) : (like_a ? b : result), constant);
  Attach(way);
  homes_.Settle(id, result);
}

/// Nobody lives in the register any more.
void Allocator::Vacate(RegisterClass kind, int reg) {
  const ValueId value = homes_.Holder(kind, reg);
  if (value == kNoValue) return;
  if (const int free = FindFree(kind); free != kNowhere) {
    EmitMove(kind, reg, free);
    homes_.Settle(value, free);
  } else {
    Evict(kind, reg);
  }
}

bool Allocator::IsFixed(ValueId id) const {
  const Step& step = StepOf(id);
  const Operation& operation = OperationOf(step.operation);
  if (operation.has_fixed_placement || operation.operand_count == 3) return true;
  return operation.operand_count == 2 && step.MakesValue() && ClassOf(step.a) != ClassOf(id) &&
         ClassOf(step.b) != ClassOf(id);
}

void Allocator::PlaceFixed(ValueId id) {
  const Step& step = StepOf(id);
  const ValueId operands[] = {step.a, step.b, step.c};
  int next[2] = {};
  int at[Operation::kMostOperands] = {};
  const int count = OperationOf(step.operation).operand_count;
  for (int i = 0; i < count; ++i) {
    const RegisterClass kind = ClassOf(operands[i]);
    at[i] = next[static_cast<int>(kind)]++;
    Pin(kind, at[i]);
  }
  if (step.MakesValue()) Pin(ClassOf(id), 0);
  for (int i = 0; i < count; ++i) Vacate(ClassOf(operands[i]), at[i]);
  if (step.MakesValue()) Vacate(ClassOf(id), 0);
  for (int i = 0; i < count; ++i) EmitLoad(operands[i], at[i]);
  const Way way = WayOut(step);
  Emit(step.operation, step.use, 0, count < 2 ? 0 : at[1], step.constant);
  Attach(way);
  if (step.MakesValue()) homes_.Settle(id, 0);
}

/// What is needed after a call is in registers that it keeps, or in memory.
void Allocator::PlaceCall(ValueId id) {
  const Step& step = StepOf(id);
  std::vector<ValueId> lost;
  for (RegisterClass kind : {RegisterClass::kInt, RegisterClass::kFloat}) {
    for (int reg = 0; reg < registers_; ++reg) {
      const ValueId value = homes_.Holder(kind, reg);
      const bool is_kept = kind == RegisterClass::kInt && reg < stencils::kKeptRegisters;
      if (value == kNoValue || is_kept) continue;
      lost.push_back(value);
      bool is_needed = LastUse(value) > id;
      if (step.branch != kNoSegment) {
        is_needed |= std::ranges::binary_search(live_.LiveIn(step.branch), value);
      }
      if (step.exit != kNoExit) {
        VisitUses(trace_.exits[step.exit], [&](ValueId used) { is_needed |= used == value; });
      }
      if (is_needed) Spill(value);
    }
  }
  std::vector<Move> moves;
  int to = stencils::kCallOperands;
  for (ValueId operand : {step.a, step.b, step.c}) {
    if (operand != kNoValue)
      moves.push_back({operand, kNowhere, RegisterClass::kInt, {to++, kNowhere}});
  }
  EmitMoves(std::move(moves));
  for (ValueId value : lost) homes_.LeaveRegister(value);
  const Way way = WayOut(step);
  Emit(Plumbing::kCall, 0, 0, step.constant);
  Attach(way);
  homes_.Settle(id, stencils::kCallResult);
}

void Allocator::PlaceSlot(ValueId id) {
  const uint64_t slot = StepOf(id).constant;
  const int reg = TakeRegister(RegisterClass::kInt);
  if (slot < Exit::kInlined) {
    Emit(Plumbing::kLoadSlot, 0, reg, slot * sizeof(Value));
  } else {
    Emit(Plumbing::kLoadInlined, 0, reg, (slot - Exit::kInlined) * sizeof(Value));
  }
  homes_.Settle(id, reg);
}

void Allocator::PlaceStore(ValueId id) {
  const uint64_t slot = StepOf(id).constant;
  const int reg = Load(StepOf(id).a);
  if (slot < Exit::kInlined) {
    Emit(Plumbing::kStoreSlot, reg, 0, slot * sizeof(Value));
  } else {
    Emit(Plumbing::kStoreInlined, reg, 0, (slot - Exit::kInlined) * sizeof(Value));
  }
}

void Allocator::Place(ValueId id) {
  const Step& step = StepOf(id);
  switch (static_cast<TraceOperation>(step.operation)) {
    case TraceOperation::kConstant:
    case TraceOperation::kFloat:
    case TraceOperation::kPhi:
      return;
    case TraceOperation::kSlot:
      return PlaceSlot(id);
    case TraceOperation::kStore:
      return PlaceStore(id);
    case TraceOperation::kCall:
      return PlaceCall(id);
    case TraceOperation::kLeave:
    case TraceOperation::kPoll: {
      const Way way = WayOut(step);
      Emit(step.Is(TraceOperation::kLeave) ? Plumbing::kLeave : Plumbing::kPoll, 0, 0);
      Attach(way);
      return;
    }
  }
  IsFixed(id) ? PlaceFixed(id) : PlaceMicroOp(id);
}

/// Lets go of what was needed up to here.
void Allocator::ReleaseDead() {
  live_.VisitUsesAt(now_, [&](ValueId value) {
    if (LastUse(value) <= now_) homes_.Release(value);
  });
  if (StepOf(now_).MakesValue() && LastUse(now_) == 0) homes_.Release(now_);
}

// --- The loop ------------------------------------------------------------------------------------

/// Constants that take an instruction to load are loaded once, while there is room.
void Allocator::HoistConstants() {
  int room = -2;
  for (int reg = 0; reg < registers_; ++reg) {
    room += homes_.Holder(RegisterClass::kFloat, reg) == kNoValue ? 1 : 0;
  }
  for (ValueId id = 0; id < trace_.loop && room > 0; ++id) {
    if (!StepOf(id).Is(TraceOperation::kFloat) || LastUse(id) <= trace_.loop) continue;
    if (homes_.Of(id).reg != kNowhere) continue;
    (void)Load(id);
    --room;
  }
  Unpin();
}

/// Those that are used first, first.
std::vector<ValueId> Allocator::PhisByUse() const {
  std::vector<ValueId> phis;
  for (ValueId id = trace_.loop; trace_.IsPhi(id); ++id) phis.push_back(id);
  const auto key = [&](ValueId id) { return std::pair(live_.NextUse(0, id, trace_.loop), id); };
  std::sort(phis.begin(), phis.end(), [&](ValueId a, ValueId b) { return key(a) < key(b); });
  return phis;
}

void Allocator::PlacePhi(ValueId id) {
  const ValueId first = StepOf(id).a;
  const RegisterClass kind = ClassOf(id);
  const int wanted = homes_.Of(first).reg;
  bool takes_over = wanted != kNowhere && LastUse(first) == trace_.loop;
  // Several phis may begin as the same value.
  for (ValueId other = trace_.loop; trace_.IsPhi(other); ++other) {
    takes_over &= other == id || StepOf(other).a != first || !homes_.Of(other).IsNowhere();
  }
  int pinned = 0;
  for (int reg = 0; reg < registers_; ++reg) pinned += IsPinned(kind, reg) ? 1 : 0;
  // Some are left to what is made in the loop.
  if (pinned >= registers_ - 2) {
    const int reg = wanted != kNowhere ? wanted : TakeRegister(kind);
    EmitLoad(first, reg);
    const int spill = TakeSpill();
    EmitSpill(kind, reg, spill);
    homes_.SetSpill(id, spill);
    return;
  }
  const int reg = takes_over ? wanted : TakeRegister(kind);
  if (!takes_over) EmitLoad(first, reg);
  if (takes_over) homes_.LeaveRegister(first);
  homes_.Settle(id, reg);
  Pin(kind, reg);
}

/// What goes round is best made where the next round has it.
void Allocator::FindWanted() {
  wanted_.clear();
  if (!trace_.segments[segment_].loops) return;
  for (const auto& [id, home] : at_header_.homes) {
    if (!trace_.IsPhi(id) || home.reg == kNowhere) continue;
    wanted_.try_emplace(trace_.segments[segment_].back[id - trace_.loop], home.reg);
  }
}

void Allocator::BeginLoop() {
  for (ValueId id : PhisByUse()) PlacePhi(id);
  Unpin();
  for (ValueId id = trace_.loop; trace_.IsPhi(id); ++id) {
    if (LastUse(StepOf(id).a) == trace_.loop) homes_.Release(StepOf(id).a);
  }
  HoistConstants();
  at_header_ = homes_.Save();
  FindWanted();
  placed_.loop = static_cast<uint32_t>(placed_.segments.back().stencils.size());
}

void Allocator::EndLoop() {
  std::vector<Move> moves;
  for (const auto& [id, home] : at_header_.homes) {
    if (home.spill != kNowhere) homes_.ReserveSpill(home.spill);
    if (trace_.IsPhi(id)) {
      const ValueId value = trace_.segments[segment_].back[id - trace_.loop];
      // A phi that is in both places at the beginning would have to be in both again.
      Home to = home;
      if (to.reg != kNowhere) to.spill = kNowhere;
      moves.push_back({value, kNowhere, ClassOf(id), to});
    } else if (home.reg != kNowhere) {
      moves.push_back({id, kNowhere, ClassOf(id), {home.reg, kNowhere}});
    }
  }
  EmitMoves(std::move(moves));
}

void Allocator::RunSegment() {
  placed_.segments.emplace_back().loops = trace_.segments[segment_].loops;
  if (segment_ > 0) {
    homes_.Restore(at_branch_[segment_]);
    std::vector<ValueId> dead;
    for (const auto& [value, home] : at_branch_[segment_].homes) {
      if (LastUse(value) == 0) dead.push_back(value);
    }
    for (ValueId value : dead) homes_.Release(value);
    FindWanted();
  }
  const uint32_t end = trace_.EndOf(segment_);
  for (now_ = trace_.segments[segment_].begin; now_ < end && problem_.empty(); ++now_) {
    if (now_ == trace_.loop) BeginLoop();
    Place(now_);
    Unpin();
    if (!StepOf(now_).Is(TraceOperation::kPhi)) ReleaseDead();
  }
  now_ = kNoValue;
  if (trace_.segments[segment_].loops) EndLoop();
}

std::variant<Placed, std::string> Allocator::Run() {
  for (segment_ = 0; segment_ < trace_.segments.size(); ++segment_) {
    RunSegment();
    if (!problem_.empty()) return problem_;
  }
  return std::move(placed_);
}

}  // namespace

std::variant<Placed, std::string> Allocate(const Trace& trace, int registers) {
  return Allocator(trace, registers).Run();
}

}  // namespace krait::jit
