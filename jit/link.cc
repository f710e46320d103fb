#include "jit/link.h"

#include <bit>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "jit/frames.h"
#include "jit/new_objects.h"
#include "stencils/table.h"
#include "vm/frame/frame.h"
#include "vm/heap/thread.h"
#include "vm/object/float.h"

namespace krait::jit {
namespace {

using stencils::Activation;
using stencils::Hole;
using stencils::HoleKind;
using stencils::Stencil;

// What the linker writes itself: a jump, and a way out, which notes its number and jumps.
constexpr size_t kJumpSize = 5;
constexpr uint8_t kJump = 0xE9;
constexpr uint8_t kReturn = 0xC3;
constexpr size_t kStoreSize = 9;
constexpr size_t kWayOutSize = 16;                              // with room behind it
constexpr uint8_t kJumpToAddress[] = {0xFF, 0x25, 0, 0, 0, 0};  // which follows

/// Notes what the registers hold; where all ways out end. Returns to Run.
__attribute__((preserve_none)) void Leave(KRAIT_STENCIL_PARAMETERS) {
  (void)t;
  const uint64_t ints[] = {v0, v1, v2, v3, v4, v5, v6, v7};
  const double floats[] = {x0, x1, x2, x3, x4, x5, x6, x7};
  std::memcpy(a->ints, ints, sizeof(ints));
  std::memcpy(a->floats, floats, sizeof(floats));
}

class Linker {
 public:
  Linker(const Placed& placed, CodeMemory& memory, std::vector<CodePiece>* pieces)
      : placed_(placed), memory_(memory), pieces_(pieces) {}

  /// Null when there is no room.
  CodeMemory::Piece Run();

 private:
  struct Part {
    size_t at;  // in the piece
    const uint8_t* code;
    size_t size;
    const Hole* holes;
    int hole_count;
  };

  void Measure();
  /// Where a stencil's code is put, and where that goes to when it leaves.
  struct Site {
    size_t hot;
    size_t cold;
    size_t way_out;
  };
  void Note(CodePiece piece) {
    if (pieces_ != nullptr) pieces_->push_back(piece);
  }
  void NotePlaced(const PlacedStencil& placed, const Site& site);
  void NoteTurn(size_t at, size_t cold);
  void Copy(const Stencil& stencil, uint64_t constant, const Site& site);
  void Fill(const Part& part, uint64_t constant, size_t next, const Site& site);
  /// What ends a round: a jump, or the loop's first guard the other way round.
  size_t TurnSize() const;
  void PutTurn(size_t at, size_t loop, size_t cold);
  void PutRelative(size_t at, size_t target, int addend);
  void PutJump(size_t at, size_t target);
  void PutWayOut(uint32_t recipe);
  void PutLeave();
  /// Whether nobody asks what is in registers when the trace is left there.
  bool NeedsNoRegisters(uint32_t recipe) const { return placed_.recipes[recipe].slots.empty(); }
  size_t WayOut(uint32_t recipe) const { return ways_out_ + recipe * kWayOutSize; }
  size_t WayOut(const PlacedStencil& placed) const {
    return placed.branch == kNoSegment ? WayOut(placed.recipe) : segment_at_[placed.branch];
  }

  const Placed& placed_;
  CodeMemory& memory_;
  std::vector<CodePiece>* const pieces_;
  CodeMemory::Piece piece_;
  std::vector<size_t> segment_at_;
  const Stencil* inverse_ = nullptr;  // of the loop's first guard
  size_t hot_size_ = 0;
  size_t cold_size_ = 0;
  size_t ways_out_ = 0;
  size_t leave_ = 0;
  size_t cold_ = 0;
  size_t bytes_ = 0;
};

void Linker::Measure() {
  if (placed_.inverse_of_first != stencils::kNoStencil) {
    inverse_ = &stencils::kStencils[placed_.inverse_of_first];
  }
  for (const PlacedSegment& segment : placed_.segments) {
    segment_at_.push_back(hot_size_);
    for (const PlacedStencil& placed : segment.stencils) {
      const Stencil& stencil = stencils::kStencils[placed.stencil];
      hot_size_ += stencil.hot_size;
      cold_size_ += stencil.cold_size;
    }
    if (!segment.loops) continue;
    hot_size_ += TurnSize();
    if (inverse_ != nullptr) cold_size_ += inverse_->cold_size;
  }
  ways_out_ = hot_size_;
  leave_ = ways_out_ + placed_.recipes.size() * kWayOutSize;
  cold_ = leave_ + kWayOutSize;
  bytes_ = cold_ + cold_size_;
}

size_t Linker::TurnSize() const {
  return kJumpSize + (inverse_ == nullptr ? 0 : inverse_->hot_size);
}

void Linker::PutTurn(size_t at, size_t loop, size_t cold) {
  if (inverse_ == nullptr) return PutJump(at, loop);
  const PlacedStencil& first = placed_.segments[0].stencils[placed_.loop];
  const size_t behind_first = loop + stencils::kStencils[first.stencil].hot_size;
  Copy(*inverse_, first.constant, {at, cold, behind_first});
  PutJump(at + inverse_->hot_size, WayOut(first));
}

void Linker::PutRelative(size_t at, size_t target, int addend) {
  const auto distance =
      static_cast<int32_t>(static_cast<int64_t>(target) + addend - static_cast<int64_t>(at) - 4);
  std::memcpy(piece_.write() + at, &distance, sizeof(distance));
}

void Linker::PutJump(size_t at, size_t target) {
  piece_.write()[at] = kJump;
  PutRelative(at + 1, target, 0);
}

/// mov dword ptr [r12 + exit], recipe; then jmp leave, or ret. The activation is in the first
/// register.
void Linker::PutWayOut(uint32_t recipe) {
  static_assert(offsetof(Activation, exit) < 128);
  uint8_t* at = piece_.write() + WayOut(recipe);
  const uint8_t store[] = {0x41, 0xC7, 0x44, 0x24, offsetof(Activation, exit)};
  static_assert(sizeof(store) + sizeof(recipe) == kStoreSize);
  std::memcpy(at, store, sizeof(store));
  std::memcpy(at + sizeof(store), &recipe, sizeof(recipe));
  const size_t end = WayOut(recipe) + kStoreSize;
  if (NeedsNoRegisters(recipe)) {
    piece_.write()[end] = kReturn;
  } else {
    PutJump(end, leave_);
  }
}

/// The code may lie anywhere.
void Linker::PutLeave() {
  stencils::StencilFunction target = &Leave;
  std::memcpy(piece_.write() + leave_, kJumpToAddress, sizeof(kJumpToAddress));
  std::memcpy(piece_.write() + leave_ + sizeof(kJumpToAddress), &target, sizeof(target));
}

void Linker::Fill(const Part& part, uint64_t constant, size_t next, const Site& site) {
  std::memcpy(piece_.write() + part.at, part.code, part.size);
  for (int i = 0; i < part.hole_count; ++i) {
    const Hole& hole = part.holes[i];
    const size_t at = part.at + hole.offset;
    switch (hole.kind) {
      case HoleKind::kNext:
        PutRelative(at, next, hole.addend);
        break;
      case HoleKind::kExit:
        PutRelative(at, site.way_out, hole.addend);
        break;
      case HoleKind::kHot:
        PutRelative(at, site.hot, hole.addend);
        break;
      case HoleKind::kCold:
        PutRelative(at, site.cold, hole.addend);
        break;
      case HoleKind::kConstant32: {
        const auto word = static_cast<int32_t>(constant + hole.addend);
        std::memcpy(piece_.write() + at, &word, sizeof(word));
        break;
      }
      case HoleKind::kConstant64: {
        const uint64_t word = constant + static_cast<uint64_t>(int64_t{hole.addend});
        std::memcpy(piece_.write() + at, &word, sizeof(word));
        break;
      }
    }
  }
}

void Linker::Copy(const Stencil& stencil, uint64_t constant, const Site& site) {
  const uint8_t* code = stencils::kCode + stencil.code;
  const Hole* holes = stencils::kHoles + stencil.holes;
  const size_t next = site.hot + stencil.hot_size;
  Fill({site.hot, code, stencil.hot_size, holes, stencil.hot_holes}, constant, next, site);
  Fill({site.cold, code + stencil.hot_size, stencil.cold_size, holes + stencil.hot_holes,
        stencil.cold_holes},
       constant, next, site);
}

// --- For who lists the code ----------------------------------------------------------------------

void Linker::NotePlaced(const PlacedStencil& placed, const Site& site) {
  using Kind = CodePiece::Kind;
  const Stencil& stencil = stencils::kStencils[placed.stencil];
  const Kind kind = placed.step == kNoValue ? Kind::kBack : Kind::kStep;
  Note({kind, placed.step, site.hot, stencil.hot_size});
  Note({kind, placed.step, site.cold, stencil.cold_size});
  if (placed.recipe == kNoExit) return;
  const size_t end_size = NeedsNoRegisters(placed.recipe) ? sizeof(kReturn) : kJumpSize;
  Note({Kind::kWayOut, placed.step, WayOut(placed.recipe), kStoreSize + end_size});
}

void Linker::NoteTurn(size_t at, size_t cold) {
  Note({CodePiece::Kind::kBack, kNoValue, at, TurnSize()});
  if (inverse_ != nullptr) Note({CodePiece::Kind::kBack, kNoValue, cold, inverse_->cold_size});
}

// --- The whole -----------------------------------------------------------------------------------

CodeMemory::Piece Linker::Run() {
  Measure();
  piece_ = memory_.Take(bytes_);
  if (piece_.write() == nullptr) return {};
  size_t hot = 0;
  size_t cold = cold_;
  size_t loop = 0;
  for (const PlacedSegment& segment : placed_.segments) {
    const bool is_first = &segment == placed_.segments.data();
    for (uint32_t i = 0; i < segment.stencils.size(); ++i) {
      if (is_first && i == placed_.loop) loop = hot;
      const PlacedStencil& placed = segment.stencils[i];
      const Stencil& stencil = stencils::kStencils[placed.stencil];
      const Site site = {hot, cold, WayOut(placed)};
      Copy(stencil, placed.constant, site);
      NotePlaced(placed, site);
      hot += stencil.hot_size;
      cold += stencil.cold_size;
    }
    if (!segment.loops) continue;
    if (is_first && placed_.loop == segment.stencils.size()) loop = hot;  // nothing is in it
    PutTurn(hot, loop, cold);
    NoteTurn(hot, cold);
    hot += TurnSize();
    if (inverse_ != nullptr) cold += inverse_->cold_size;
  }
  for (uint32_t i = 0; i < placed_.recipes.size(); ++i) PutWayOut(i);
  PutLeave();
  Note({CodePiece::Kind::kLeave, kNoValue, leave_, sizeof(kJumpToAddress)});
  return std::move(piece_);
}

bool IsFloat(const Location& location) {
  using Kind = Location::Kind;
  return location.kind == Kind::kFloatConstant || location.kind == Kind::kFloat ||
         location.kind == Kind::kSpilledFloat;
}

/// The value there; nothing if it is a float or an object that takes memory.
std::optional<Value> ReadyAt(const Location& location, const Activation& activation) {
  if (location.kind == Location::Kind::kObject) return std::nullopt;
  const uint64_t word = WordAt(location, activation);
  if (!IsFloat(location)) return Value::FromBits(word);
  const Value number = Value::FromFloat(std::bit_cast<double>(word));
  return number.IsFloat() ? std::optional(number) : std::nullopt;
}

/// Writes what the recipe says. Memory may run out, or be collected: what takes some comes last,
/// when all slots have something.
[[gnu::noinline]] Result<None> WriteSlots(Thread& t, const Recipe& recipe,
                                          const Activation& activation) {
  bool is_complete = true;
  for (const Recipe::Slot& slot : recipe.slots) {
    const std::optional<Value> value = ReadyAt(slot.location, activation);
    WriteSlot(activation, slot.slot, value.value_or(Value::None()));
    is_complete &= value.has_value();
  }
  if (is_complete) return None{};
  Value made[Exit::kMostObjects];
  const auto value_at = [&](const Location& location) -> Result<Value> {
    if (location.kind == Location::Kind::kObject) return made[location.index];
    const uint64_t word = WordAt(location, activation);
    return IsFloat(location) ? Float::From(t, std::bit_cast<double>(word)) : Value::FromBits(word);
  };
  const auto field = [&](const Recipe::Object::Field& field) { return value_at(field.location); };
  const auto otherwise = [&](const Recipe::Object& object) {
    return object.otherwise ? Value::FromBits(WordAt(*object.otherwise, activation))
                            : Value::Unbound();
  };
  TRY(MakeObjects(t, recipe.objects, made, field, otherwise));
  for (const Recipe::Slot& slot : recipe.slots) {
    if (ReadyAt(slot.location, activation)) continue;
    WriteSlot(activation, slot.slot, TRY(value_at(slot.location)));
  }
  return None{};
}

/// A stencil's first two registers: the others hold nothing yet.
using EntryFunction = __attribute__((preserve_none)) void (*)(Activation*, Thread*);

}  // namespace

uint64_t WordAt(const Location& location, const Activation& activation) {
  switch (location.kind) {
    case Location::Kind::kConstant:
    case Location::Kind::kFloatConstant:
      return location.bits;
    case Location::Kind::kInt:
      return activation.ints[location.index];
    case Location::Kind::kFloat:
      return std::bit_cast<uint64_t>(activation.floats[location.index]);
    case Location::Kind::kSpilledInt:
    case Location::Kind::kSpilledFloat:
      return activation.spills[location.index];
    case Location::Kind::kObject:
      break;  // there is none yet
  }
  std::abort();
}

// In front of the code there is nothing that says what kind of function it is.
[[clang::no_sanitize("function")]] const Recipe& CompiledTrace::Enter(Activation& activation,
                                                                      Thread& t) const {
  reinterpret_cast<EntryFunction>(reinterpret_cast<uintptr_t>(entry_))(&activation, &t);
  return recipes_[activation.exit];
}

Result<Runnable::Left> CompiledTrace::Run(Activation& activation, Thread& t,
                                          const CodeUnit* unit) const {
  if (activation.call == nullptr) activation.call = &RunCallSite;
  Enter(activation, t);
  return Leave(activation, t, unit);
}

Result<Runnable::Left> CompiledTrace::Leave(Activation& activation, Thread& t,
                                            const CodeUnit* unit) const {
  const Recipe& recipe = recipes_[activation.exit];
  if (activation.unpushed != nullptr && recipe.returns) return Left{&recipe, activation.exit};
  PushEntered(t, activation);
  PushFrames(t, recipe.frame, recipe.frames_to_push);
  SetPc(activation, recipe, unit);
  const Result<None> written = recipe.slots.empty() ? None{} : WriteSlots(t, recipe, activation);
  FindFunctions(t.frame, recipe.frame, recipe.frames_to_push);
  TRY(written);
  return Left{&recipe, activation.exit};
}

std::unique_ptr<CompiledTrace> Link(Placed placed, CodeMemory& memory,
                                    std::vector<CodePiece>* pieces) {
  CodeMemory::Piece code = Linker(placed, memory, pieces).Run();
  if (code.write() == nullptr) return nullptr;
  return std::make_unique<CompiledTrace>(std::move(code), std::move(placed.recipes));
}

}  // namespace krait::jit
