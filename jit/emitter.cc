#include "jit/emitter.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "stencils/table.h"

namespace krait::jit {

using stencils::Use;

void Emitter::Emit(uint16_t operation, Use use, int row, int column, uint64_t constant) {
  const stencils::StencilNumbers* numbers = stencils::NumbersOf(operation, use);
  const uint16_t number = numbers == nullptr ? stencils::kNoStencil : numbers->at[row][column];
  if (number == stencils::kNoStencil) std::abort();  // the trace was verified
  const bool is_first_segment = placed_.segments.size() == 1;
  if (is_first_segment && placed_.loop == placed_.segments[0].stencils.size() &&
      use != Use::kValue) {
    const Use inverse = use == Use::kRequireTrue ? Use::kRequireFalse : Use::kRequireTrue;
    placed_.inverse_of_first = stencils::NumbersOf(operation, inverse)->at[row][column];
  }
  placed_.segments.back().stencils.push_back(
      {.stencil = number, .step = now_, .constant = constant});
}

Emitter::Way Emitter::WayOut(const Step& step) {
  Way way{.branch = step.branch};
  if (step.branch != kNoSegment) at_branch_[step.branch] = homes_.Save();
  if (step.exit == kNoExit) return way;
  const Exit& exit = trace_.exits[step.exit];
  Recipe recipe{exit, static_cast<ValueId>(&step - trace_.steps.data()), {}};
  recipe.slots.reserve(exit.slots.size());
  for (const Exit::Slot& slot : exit.slots) {
    recipe.slots.push_back({slot.slot, LocationOf(slot.value)});
  }
  for (const Exit::Object& object : exit.objects) {
    Recipe::Object& made = recipe.objects.emplace_back(Recipe::Object{object.what});
    if (object.otherwise != kNoValue) made.otherwise = LocationOf(object.otherwise);
    for (const auto& [store, constant, value] : object.fields) {
      const bool has_value = value != kNoValue;
      made.fields.push_back({store, constant, has_value ? LocationOf(value) : Location{}});
    }
  }
  placed_.recipes.push_back(std::move(recipe));
  way.recipe = static_cast<uint32_t>(placed_.recipes.size() - 1);
  if (step.always_leaves) {
    Emit(Plumbing::kLeave, 0, 0);
    Attach(way);
  }
  return way;
}

void Emitter::Attach(Way way) {
  PlacedStencil& last = placed_.segments.back().stencils.back();
  last.recipe = way.recipe;
  last.branch = way.branch;
}

void Emitter::EmitLoad(ValueId value, int reg) {
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

Location Emitter::LocationOf(ValueId value) const {
  if (Exit::IsObject(value)) return {Location::Kind::kObject, value - Exit::kFirstObject};
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

int Emitter::TakeSpill() {
  const int spill = homes_.TakeSpill();
  if (spill < stencils::Activation::kSpills) return spill;
  Fail("too many values are needed at once");
  return 0;
}

// --- Moves
// ----------------------------------------------------------------------------------------

/// Whether the move takes what it brings from there.
bool Emitter::Reads(const Move& move, RegisterClass kind, Home where) const {
  if (where.reg != kNowhere) {
    return move.parked == kNowhere && move.kind == kind && homes_.Of(move.value).reg == where.reg;
  }
  if (move.parked != kNowhere) return move.parked == where.spill;
  const Home home = homes_.Of(move.value);
  return home.reg == kNowhere && home.spill == where.spill && !StepOf(move.value).IsConstant();
}

void Emitter::EmitOne(const Move& move) {
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
void Emitter::Park(std::vector<Move>& moves) {
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

void Emitter::EmitMoves(std::vector<Move> moves) {
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

}  // namespace krait::jit
