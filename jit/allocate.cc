#include "jit/allocate.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "jit/homes.h"
#include "jit/liveness.h"
#include "stencils/abi.h"
#include "stencils/table.h"

namespace krait::jit {
namespace {

using stencils::kConstantColumn;
using stencils::Plumbing;
using stencils::Use;

/// Values that go round the loop leave some registers to what is made in it.
constexpr int kMostAtHeader = kRegisters - 2;

/// One of the two stencils that do the same for the kinds of registers; the other is next to it.
Plumbing OfClass(Plumbing of_ints, RegisterClass kind) {
  return static_cast<Plumbing>(static_cast<int>(of_ints) + (kind == RegisterClass::kInt ? 0 : 1));
}

class Allocator {
 public:
  explicit Allocator(const Trace& trace)
      : trace_(trace), live_(trace), homes_(trace), at_branch_(trace.segments.size()) {}

  std::variant<Placed, std::string> Run();

 private:
  /// Something to be brought to a register, or to a spilled word.
  struct Move {
    ValueId value;  // where it is now, unless it is parked
    int parked;     // in this word
    RegisterClass kind;
    Home to;
  };

  void Fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  const Step& StepOf(ValueId value) const { return trace_.steps[value]; }
  RegisterClass ClassOf(ValueId value) const { return trace_.ClassOf(value); }
  bool IsPinned(RegisterClass kind, int reg) const {
    return (pinned_[static_cast<int>(kind)] >> reg & 1) != 0;
  }
  void Pin(RegisterClass kind, int reg) { pinned_[static_cast<int>(kind)] |= 1u << reg; }
  void Unpin() { pinned_ = {}; }
  uint32_t LastUse(ValueId value) const { return live_.LastUse(segment_, value); }

  // Emitting.
  void Emit(uint16_t operation, Use use, int row, int column, uint64_t constant);
  void Emit(Plumbing plumbing, int row, int column, uint64_t constant = 0) {
    Emit(static_cast<uint16_t>(stencils::kFirstPlumbing + static_cast<uint16_t>(plumbing)),
         Use::kValue, row, column, constant);
  }
  /// Where the stencil emitted next goes to when it leaves: what is where now.
  struct Way {
    uint32_t recipe = kNoExit;
    uint32_t branch = kNoSegment;
  };
  Way WayOut(const Step& step);
  void Attach(Way way);
  void EmitMove(RegisterClass kind, int from, int to) {
    if (from != to) Emit(OfClass(Plumbing::kMoveInt, kind), from, to);
  }
  static uint64_t SpillOffset(int spill) {
    return offsetof(stencils::Activation, spills) + 8 * static_cast<uint64_t>(spill);
  }
  void EmitSpill(RegisterClass kind, int reg, int spill) {
    Emit(OfClass(Plumbing::kSpillInt, kind), reg, 0, SpillOffset(spill));
  }
  void EmitReload(RegisterClass kind, int spill, int reg) {
    Emit(OfClass(Plumbing::kReloadInt, kind), 0, reg, SpillOffset(spill));
  }
  /// Brings a value that is not in a register, or is in another one, to `reg`.
  void EmitLoad(ValueId value, int reg);
  Location LocationOf(ValueId value) const;

  // Registers and words to spill to.
  int TakeSpill();
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
  void EmitMoves(std::vector<Move> moves);
  bool Reads(const Move& move, RegisterClass kind, Home where) const;
  void EmitOne(const Move& move);
  void Park(std::vector<Move>& moves);
  void RunSegment();

  const Trace& trace_;
  const Liveness live_;
  Homes homes_;
  std::vector<Homes::Snapshot> at_branch_;
  Homes::Snapshot at_header_;
  absl::flat_hash_map<ValueId, int> wanted_;  // see WantedRegister
  std::array<uint32_t, 2> pinned_ = {};
  uint32_t segment_ = 0;
  uint32_t now_ = 0;
  Placed placed_;
  std::string problem_;
};

// --- Emitting ------------------------------------------------------------------------------------

void Allocator::Emit(uint16_t operation, Use use, int row, int column, uint64_t constant) {
  const stencils::StencilNumbers* numbers = stencils::NumbersOf(operation, use);
  const uint16_t number = numbers == nullptr ? stencils::kNoStencil : numbers->at[row][column];
  if (number == stencils::kNoStencil) std::abort();  // the trace was verified
  if (segment_ == 0 && placed_.loop == placed_.segments[0].stencils.size() && use != Use::kValue) {
    const Use inverse = use == Use::kRequireTrue ? Use::kRequireFalse : Use::kRequireTrue;
    placed_.inverse_of_first = stencils::NumbersOf(operation, inverse)->at[row][column];
  }
  placed_.segments.back().stencils.push_back({.stencil = number, .constant = constant});
}

Allocator::Way Allocator::WayOut(const Step& step) {
  Way way{.branch = step.branch};
  if (step.branch != kNoSegment) at_branch_[step.branch] = homes_.Save();
  if (step.exit == kNoExit) return way;
  const Exit& exit = trace_.exits[step.exit];
  Recipe recipe{exit, {}};
  for (const Exit::Slot& slot : exit.slots) {
    recipe.slots.push_back({slot.slot, LocationOf(slot.value)});
  }
  placed_.recipes.push_back(std::move(recipe));
  way.recipe = static_cast<uint32_t>(placed_.recipes.size() - 1);
  return way;
}

void Allocator::Attach(Way way) {
  PlacedStencil& last = placed_.segments.back().stencils.back();
  last.recipe = way.recipe;
  last.branch = way.branch;
}

void Allocator::EmitLoad(ValueId value, int reg) {
  const Step& step = StepOf(value);
  const RegisterClass kind = ClassOf(value);
  const Home home = homes_.Of(value);
  if (home.reg != kNowhere) {
    EmitMove(kind, home.reg, reg);
  } else if (step.IsConstant()) {
    Emit(OfClass(Plumbing::kConstantInt, kind), 0, reg, step.constant);
  } else {
    EmitReload(kind, home.spill, reg);
  }
}

Location Allocator::LocationOf(ValueId value) const {
  const Step& step = StepOf(value);
  const Home home = homes_.Of(value);
  const bool is_float = ClassOf(value) == RegisterClass::kFloat;
  using Kind = Location::Kind;
  if (step.IsConstant())
    return {is_float ? Kind::kFloatConstant : Kind::kConstant, 0, step.constant};
  if (home.reg != kNowhere) {
    return {is_float ? Kind::kFloat : Kind::kInt, static_cast<uint32_t>(home.reg)};
  }
  return {is_float ? Kind::kSpilledFloat : Kind::kSpilledInt, static_cast<uint32_t>(home.spill)};
}

// --- Registers -----------------------------------------------------------------------------------

int Allocator::TakeSpill() {
  const int spill = homes_.TakeSpill();
  if (spill < stencils::Activation::kSpills) return spill;
  Fail("too many values are needed at once");
  return 0;
}

int Allocator::FindFree(RegisterClass kind, int wanted) const {
  const auto is_free = [&](int reg) {
    return homes_.Holder(kind, reg) == kNoValue && !IsPinned(kind, reg);
  };
  if (wanted != kNowhere && is_free(wanted)) return wanted;
  for (int reg = 0; reg < kRegisters; ++reg) {
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
  for (int reg = 0; reg < kRegisters; ++reg) {
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
    for (int reg = 0; reg < kRegisters; ++reg) {
      const ValueId value = homes_.Holder(kind, reg);
      const bool is_kept = kind == RegisterClass::kInt && reg < stencils::kKeptRegisters;
      if (value == kNoValue || is_kept) continue;
      lost.push_back(value);
      bool is_needed = LastUse(value) > id;
      if (step.exit != kNoExit) {
        for (const Exit::Slot& slot : trace_.exits[step.exit].slots) {
          is_needed |= slot.value == value;
        }
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
  for (int reg = 0; reg < kRegisters; ++reg) {
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
  for (int reg = 0; reg < kRegisters; ++reg) pinned += IsPinned(kind, reg) ? 1 : 0;
  if (pinned >= kMostAtHeader) {
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

/// Whether the move takes what it brings from there.
bool Allocator::Reads(const Move& move, RegisterClass kind, Home where) const {
  if (where.reg != kNowhere) {
    return move.parked == kNowhere && move.kind == kind && homes_.Of(move.value).reg == where.reg;
  }
  if (move.parked != kNowhere) return move.parked == where.spill;
  const Home home = homes_.Of(move.value);
  return home.reg == kNowhere && home.spill == where.spill && !StepOf(move.value).IsConstant();
}

void Allocator::EmitOne(const Move& move) {
  const auto bring = [&](int reg) {
    if (move.parked != kNowhere) {
      EmitReload(move.kind, move.parked, reg);
    } else {
      EmitLoad(move.value, reg);
    }
  };
  if (move.to.reg != kNowhere) return bring(move.to.reg);
  const int reg = move.parked == kNowhere ? homes_.Of(move.value).reg : kNowhere;
  if (reg != kNowhere) return EmitSpill(move.kind, reg, move.to.spill);
  // From memory to memory by way of a register, which is lent.
  const int saved = TakeSpill();
  EmitSpill(move.kind, 0, saved);
  bring(0);
  EmitSpill(move.kind, 0, move.to.spill);
  EmitReload(move.kind, saved, 0);
  homes_.FreeSpill(saved);
}

/// Round in a circle: what is in the way of one is put elsewhere.
void Allocator::Park(std::vector<Move>& moves) {
  const Move blocked = moves.front();
  const int spill = TakeSpill();
  const auto in_the_way = std::find_if(moves.begin(), moves.end(), [&](const Move& move) {
    return Reads(move, blocked.kind, blocked.to);
  });
  EmitOne({in_the_way->value, in_the_way->parked, in_the_way->kind, {kNowhere, spill}});
  for (Move& move : moves) {
    if (Reads(move, blocked.kind, blocked.to)) move.parked = spill;
  }
}

/// All at once: none overwrites what another one still wants.
void Allocator::EmitMoves(std::vector<Move> moves) {
  std::erase_if(moves, [&](const Move& move) { return Reads(move, move.kind, move.to); });
  while (!moves.empty() && problem_.empty()) {
    const auto is_free = [&](const Move& move) {
      return std::none_of(moves.begin(), moves.end(), [&](const Move& other) {
        return &other != &move && Reads(other, move.kind, move.to);
      });
    };
    const auto next = std::find_if(moves.begin(), moves.end(), is_free);
    if (next == moves.end()) {
      Park(moves);
      continue;
    }
    EmitOne(*next);
    if (next->parked != kNowhere) {
      const int parked = next->parked;
      moves.erase(next);
      const auto uses = [&](const Move& move) { return move.parked == parked; };
      if (std::none_of(moves.begin(), moves.end(), uses)) homes_.FreeSpill(parked);
    } else {
      moves.erase(next);
    }
  }
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

std::variant<Placed, std::string> Allocate(const Trace& trace) { return Allocator(trace).Run(); }

}  // namespace krait::jit
