#include "jit/allocate.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "jit/liveness.h"
#include "stencils/abi.h"
#include "stencils/table.h"

namespace krait::jit {
namespace {

using stencils::kConstantColumn;
using stencils::Plumbing;
using stencils::Use;

constexpr int kRegisters = stencils::kIntRegisters;
static_assert(stencils::kFloatRegisters == kRegisters);
constexpr int kNowhere = -1;

constexpr int IndexOf(RegisterClass kind) { return kind == RegisterClass::kInt ? 0 : 1; }

/// One of the two stencils that do the same for the kinds of registers; the other is next to it.
Plumbing OfClass(Plumbing of_ints, RegisterClass kind) {
  return static_cast<Plumbing>(static_cast<int>(of_ints) + IndexOf(kind));
}

class Allocator {
 public:
  explicit Allocator(const Trace& trace)
      : trace_(trace), live_(trace), home_(trace.steps.size()), expiring_(trace.steps.size() + 1) {
    for (ValueId id = 0; id < trace.steps.size(); ++id) {
      if (trace.steps[id].MakesValue()) expiring_[live_.LastUse(id)].push_back(id);
    }
    for (auto& registers : holder_) registers.fill(kNoValue);
  }

  std::variant<Placed, std::string> Run();

 private:
  struct Home {
    int reg = kNowhere;
    int spill = kNowhere;
  };
  struct Move {
    ValueId value;  // where it is now, unless it is parked in `spill`
    int spill;
    RegisterClass kind;
    int to;
  };

  void Fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  const Step& StepOf(ValueId value) const { return trace_.steps[value]; }
  ValueId& Holder(RegisterClass kind, int reg) { return holder_[IndexOf(kind)][reg]; }
  bool IsPinned(RegisterClass kind, int reg) const {
    return (pinned_[IndexOf(kind)] >> reg & 1) != 0;
  }
  void Pin(RegisterClass kind, int reg) { pinned_[IndexOf(kind)] |= 1u << reg; }
  void Unpin() { pinned_ = {}; }

  // Emitting.
  void Emit(uint16_t operation, Use use, int row, int column, uint64_t constant, uint32_t recipe);
  void Emit(Plumbing plumbing, int row, int column, uint64_t constant = 0,
            uint32_t recipe = kNoExit) {
    Emit(static_cast<uint16_t>(stencils::kFirstPlumbing + static_cast<uint16_t>(plumbing)),
         Use::kValue, row, column, constant, recipe);
  }
  void EmitMove(RegisterClass kind, int from, int to) {
    if (from != to) Emit(OfClass(Plumbing::kMoveInt, kind), from, to);
  }
  static uint64_t SpillOffset(int spill) {
    return offsetof(stencils::Activation, spills) + 8 * static_cast<uint64_t>(spill);
  }
  /// Brings a value that is not in a register, or is in another one, to `reg`.
  void EmitLoad(ValueId value, int reg);
  uint32_t RecipeFor(uint32_t exit);
  Location LocationOf(ValueId value) const;

  // Registers and words to spill to.
  int TakeSpill();
  int FindFree(RegisterClass kind) const;
  /// A register that holds nothing that is needed.
  int TakeRegister(RegisterClass kind);
  void Evict(RegisterClass kind, int reg);
  void Settle(ValueId value, int reg);
  void Release(ValueId value);
  /// Makes sure that the value is in a register, which stays pinned.
  int Load(ValueId value);

  // Steps.
  void Place(ValueId id);
  void PlaceMicroOp(ValueId id);
  void PlaceFixed(ValueId id);
  bool TakesConstant(const Step& step) const;
  void Vacate(RegisterClass kind, int reg);
  void HoistConstants();
  void PlacePhi(ValueId id);
  void BeginLoop();
  void EndLoop();
  void EmitMoves(std::vector<Move> moves);

  const Trace& trace_;
  const Liveness live_;
  std::vector<Home> home_;
  std::vector<std::vector<ValueId>> expiring_;  // by the step that needs them last
  std::array<std::array<ValueId, kRegisters>, 2> holder_;
  std::array<uint32_t, 2> pinned_ = {};
  std::vector<int> free_spills_;
  int spills_ = 0;
  std::vector<Home> at_header_;
  uint32_t now_ = 0;
  Placed placed_;
  std::string problem_;
};

// --- Emitting ------------------------------------------------------------------------------------

void Allocator::Emit(uint16_t operation, Use use, int row, int column, uint64_t constant,
                     uint32_t recipe) {
  const stencils::StencilNumbers* numbers = stencils::NumbersOf(operation, use);
  const uint16_t number = numbers == nullptr ? stencils::kNoStencil : numbers->at[row][column];
  if (number == stencils::kNoStencil) std::abort();  // the trace was verified
  placed_.stencils.push_back({number, recipe, constant});
}

void Allocator::EmitLoad(ValueId value, int reg) {
  const Step& step = StepOf(value);
  const RegisterClass kind = trace_.ClassOf(value);
  const Home& home = home_[value];
  if (home.reg != kNowhere) {
    EmitMove(kind, home.reg, reg);
  } else if (step.IsConstant()) {
    Emit(OfClass(Plumbing::kConstantInt, kind), 0, reg, step.constant);
  } else {
    Emit(OfClass(Plumbing::kReloadInt, kind), 0, reg, SpillOffset(home.spill));
  }
}

Location Allocator::LocationOf(ValueId value) const {
  const Step& step = StepOf(value);
  const Home& home = home_[value];
  const bool is_float = trace_.ClassOf(value) == RegisterClass::kFloat;
  using Kind = Location::Kind;
  if (step.IsConstant())
    return {is_float ? Kind::kFloatConstant : Kind::kConstant, 0, step.constant};
  if (home.reg != kNowhere) {
    return {is_float ? Kind::kFloat : Kind::kInt, static_cast<uint32_t>(home.reg)};
  }
  return {is_float ? Kind::kSpilledFloat : Kind::kSpilledInt, static_cast<uint32_t>(home.spill)};
}

uint32_t Allocator::RecipeFor(uint32_t exit) {
  if (exit == kNoExit) return kNoExit;
  Recipe recipe{.word = trace_.exits[exit].word, .slots = {}};
  for (const Exit::Slot& slot : trace_.exits[exit].slots) {
    recipe.slots.push_back({slot.slot, LocationOf(slot.value)});
  }
  placed_.recipes.push_back(std::move(recipe));
  return static_cast<uint32_t>(placed_.recipes.size() - 1);
}

// --- Registers -----------------------------------------------------------------------------------

int Allocator::TakeSpill() {
  if (!free_spills_.empty()) {
    const int spill = free_spills_.back();
    free_spills_.pop_back();
    return spill;
  }
  if (spills_ == stencils::Activation::kSpills) {
    Fail("too many values are needed at once");
    return 0;
  }
  return spills_++;
}

int Allocator::FindFree(RegisterClass kind) const {
  for (int reg = 0; reg < kRegisters; ++reg) {
    if (holder_[IndexOf(kind)][reg] == kNoValue && !IsPinned(kind, reg)) return reg;
  }
  return kNowhere;
}

int Allocator::TakeRegister(RegisterClass kind) {
  if (const int free = FindFree(kind); free != kNowhere) return free;
  int best = kNowhere;
  uint32_t furthest = 0;
  for (int reg = 0; reg < kRegisters; ++reg) {
    const ValueId value = Holder(kind, reg);
    if (value == kNoValue || IsPinned(kind, reg)) continue;
    const uint32_t next = live_.NextUse(value, now_);
    if (best == kNowhere || next > furthest) {
      best = reg;
      furthest = next;
    }
  }
  if (best == kNowhere) {
    Fail("too many values go round the loop");
    return 0;
  }
  Evict(kind, best);
  return best;
}

void Allocator::Evict(RegisterClass kind, int reg) {
  const ValueId value = Holder(kind, reg);
  Home& home = home_[value];
  if (!StepOf(value).IsConstant() && home.spill == kNowhere) {
    home.spill = TakeSpill();
    Emit(OfClass(Plumbing::kSpillInt, kind), reg, 0, SpillOffset(home.spill));
  }
  home.reg = kNowhere;
  Holder(kind, reg) = kNoValue;
}

void Allocator::Settle(ValueId value, int reg) {
  home_[value].reg = reg;
  Holder(trace_.ClassOf(value), reg) = value;
}

void Allocator::Release(ValueId value) {
  Home& home = home_[value];
  if (home.reg != kNowhere) Holder(trace_.ClassOf(value), home.reg) = kNoValue;
  if (home.spill != kNowhere) free_spills_.push_back(home.spill);
  home = {};
}

int Allocator::Load(ValueId value) {
  const RegisterClass kind = trace_.ClassOf(value);
  if (home_[value].reg == kNowhere) {
    const int reg = TakeRegister(kind);
    EmitLoad(value, reg);
    Settle(value, reg);
  }
  Pin(kind, home_[value].reg);
  return home_[value].reg;
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
  const uint64_t constant = takes_constant ? StepOf(step.b).constant : 0;
  const int a = Load(step.a);
  const int b = is_unary ? 0 : takes_constant ? kConstantColumn : Load(step.b);
  if (!step.MakesValue()) {
    Emit(step.operation, step.use, a, b, constant, RecipeFor(step.exit));
    return;
  }
  const RegisterClass kind = trace_.ClassOf(id);
  const bool like_a = trace_.ClassOf(step.a) == kind;
  const bool overwrites = like_a || !is_unary;
  const ValueId like = like_a ? step.a : step.b;
  // The stencil overwrites an operand: if that is needed later, a copy of it.
  const bool takes_over = overwrites && live_.LastUse(like) == id;
  const int of_like = like_a ? a : b;
  const int result = takes_over ? of_like : TakeRegister(kind);
  if (overwrites) EmitMove(kind, of_like, result);
  // What leaves still has its operands.
  const uint32_t recipe = RecipeFor(step.exit);
  if (takes_over) home_[like].reg = kNowhere;
  Emit(step.operation, step.use, like_a ? result : a,
       is_unary ? (like_a ? 0 : result) : (like_a ? b : result), constant, recipe);
  Settle(id, result);
}

/// Nobody lives in the register any more.
void Allocator::Vacate(RegisterClass kind, int reg) {
  const ValueId value = Holder(kind, reg);
  if (value == kNoValue) return;
  if (const int free = FindFree(kind); free != kNowhere) {
    EmitMove(kind, reg, free);
    Holder(kind, reg) = kNoValue;
    Settle(value, free);
  } else {
    Evict(kind, reg);
  }
}

void Allocator::PlaceFixed(ValueId id) {
  const Step& step = StepOf(id);
  const RegisterClass kind_a = trace_.ClassOf(step.a);
  const RegisterClass kind_b = step.b == kNoValue ? kind_a : trace_.ClassOf(step.b);
  const int reg_b = step.b != kNoValue && kind_a == kind_b ? 1 : 0;
  Pin(kind_a, 0);
  Pin(kind_b, reg_b);
  if (step.MakesValue()) Pin(trace_.ClassOf(id), 0);
  Vacate(kind_a, 0);
  if (step.b != kNoValue) Vacate(kind_b, reg_b);
  if (step.MakesValue()) Vacate(trace_.ClassOf(id), 0);
  EmitLoad(step.a, 0);
  if (step.b != kNoValue) EmitLoad(step.b, reg_b);
  Emit(step.operation, step.use, 0, reg_b, 0, RecipeFor(step.exit));
  if (step.MakesValue()) Settle(id, 0);
}

void Allocator::Place(ValueId id) {
  const Step& step = StepOf(id);
  switch (static_cast<TraceOperation>(step.operation)) {
    case TraceOperation::kConstant:
    case TraceOperation::kFloat:
    case TraceOperation::kPhi:
      return;
    case TraceOperation::kSlot: {
      const int reg = TakeRegister(RegisterClass::kInt);
      Emit(Plumbing::kLoadSlot, 0, reg, step.constant * sizeof(Value));
      Settle(id, reg);
      return;
    }
    case TraceOperation::kLeave:
      Emit(Plumbing::kLeave, 0, 0, 0, RecipeFor(step.exit));
      return;
    case TraceOperation::kPoll:
      Emit(Plumbing::kPoll, 0, 0, 0, RecipeFor(step.exit));
      return;
  }
  const Operation& operation = OperationOf(step.operation);
  const bool is_fixed =
      operation.has_fixed_placement || (operation.operand_count == 2 && step.MakesValue() &&
                                        trace_.ClassOf(step.a) != trace_.ClassOf(id) &&
                                        trace_.ClassOf(step.b) != trace_.ClassOf(id));
  is_fixed ? PlaceFixed(id) : PlaceMicroOp(id);
}

// --- The loop ------------------------------------------------------------------------------------

/// Constants that take an instruction to load are loaded once, while there is room.
void Allocator::HoistConstants() {
  for (ValueId id = 0; id < trace_.loop; ++id) {
    if (!StepOf(id).Is(TraceOperation::kFloat) || live_.LastUse(id) <= trace_.loop) continue;
    if (home_[id].reg == kNowhere && FindFree(RegisterClass::kFloat) != kNowhere) Load(id);
  }
  Unpin();
}

void Allocator::PlacePhi(ValueId id) {
  const ValueId first = StepOf(id).a;
  const RegisterClass kind = trace_.ClassOf(id);
  const auto is_also_of = [&](const Step& step) {
    return step.Is(TraceOperation::kPhi) && step.a == first;
  };
  const bool is_last = std::none_of(trace_.steps.begin() + id + 1, trace_.steps.end(), is_also_of);
  int reg = home_[first].reg;
  if (reg != kNowhere && is_last && live_.LastUse(first) == trace_.loop) {
    home_[first].reg = kNowhere;
  } else {
    reg = TakeRegister(kind);
    EmitLoad(first, reg);
  }
  Settle(id, reg);
  Pin(kind, reg);
}

void Allocator::BeginLoop() {
  HoistConstants();
  ValueId id = trace_.loop;
  while (id < trace_.steps.size() && StepOf(id).Is(TraceOperation::kPhi)) PlacePhi(id++);
  Unpin();
  for (ValueId value : expiring_[trace_.loop]) Release(value);
  at_header_ = home_;
  placed_.loop = static_cast<uint32_t>(placed_.stencils.size());
}

/// All at once: none overwrites what another one still wants.
void Allocator::EmitMoves(std::vector<Move> moves) {
  const auto reads = [&](const Move& move, RegisterClass kind, int reg) {
    return move.spill == kNowhere && move.kind == kind && home_[move.value].reg == reg;
  };
  const auto is_in_place = [&](const Move& move) { return reads(move, move.kind, move.to); };
  std::erase_if(moves, is_in_place);
  while (!moves.empty()) {
    const auto is_free = [&](const Move& move) {
      return std::none_of(moves.begin(), moves.end(), [&](const Move& other) {
        return &other != &move && reads(other, move.kind, move.to);
      });
    };
    const auto next = std::find_if(moves.begin(), moves.end(), is_free);
    if (next == moves.end()) {
      // Round in a circle: what is in the way of one is parked.
      const Move blocked = moves.front();
      const int spill = TakeSpill();
      Emit(OfClass(Plumbing::kSpillInt, blocked.kind), blocked.to, 0, SpillOffset(spill));
      for (Move& move : moves) {
        if (reads(move, blocked.kind, blocked.to)) move.spill = spill;
      }
      continue;
    }
    if (next->spill != kNowhere) {
      Emit(OfClass(Plumbing::kReloadInt, next->kind), 0, next->to, SpillOffset(next->spill));
    } else {
      EmitLoad(next->value, next->to);
    }
    moves.erase(next);
  }
}

void Allocator::EndLoop() {
  std::vector<Move> moves;
  for (ValueId id = 0; id < trace_.steps.size(); ++id) {
    const int reg = at_header_[id].reg;
    if (reg == kNowhere) continue;
    const Step& step = StepOf(id);
    const ValueId value = step.Is(TraceOperation::kPhi) ? step.b : id;
    moves.push_back({value, kNowhere, trace_.ClassOf(id), reg});
  }
  EmitMoves(std::move(moves));
}

std::variant<Placed, std::string> Allocator::Run() {
  const auto end = static_cast<uint32_t>(trace_.steps.size());
  for (now_ = 0; now_ < end; ++now_) {
    if (now_ == trace_.loop) BeginLoop();
    Place(now_);
    Unpin();
    for (ValueId value : expiring_[now_]) Release(value);
    if (!problem_.empty()) return problem_;
  }
  if (trace_.loop != kNoLoop) EndLoop();
  if (!problem_.empty()) return problem_;
  return std::move(placed_);
}

}  // namespace

std::variant<Placed, std::string> Allocate(const Trace& trace) { return Allocator(trace).Run(); }

}  // namespace krait::jit
