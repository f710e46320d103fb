#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "jit/homes.h"
#include "jit/trace.h"
#include "stencils/table.h"

/// Where values live: linear scan over the registers that stencils pass on. The result is a list of
/// stencils to be copied one behind the other.
namespace krait::jit {

/// Where a value is when a trace is left.
struct Location {
  enum class Kind : uint8_t {
    kConstant,
    kFloatConstant,
    kInt,
    kFloat,
    kSpilledInt,
    kSpilledFloat,
    kObject  // that is made when the trace is left
  };
  Kind kind;
  /// A register, a word of Activation::spills, or an object's number; of a constant, its value.
  uint32_t index = 0;
  uint64_t bits = 0;
};

/// What is to be done to leave: for each slot of an Exit, where its value is.
struct Recipe : Resumption {
  ValueId step = kNoValue;  // that leaves by it
  struct Slot {
    uint32_t slot;
    Location location;
  };
  std::vector<Slot> slots;
  struct Object {
    struct Field {
      uint16_t store;
      uint64_t constant;
      Location location;  // of a micro-op that takes no value: any
    };
    const NewObject* what;
    std::optional<Location> otherwise = std::nullopt;
    std::vector<Field> fields = {};
  };
  std::vector<Object> objects = {};
};

struct PlacedStencil {
  uint16_t stencil;
  // Where it goes to when it leaves:
  uint32_t recipe = kNoExit;
  uint32_t branch = kNoSegment;
  /// What it is part of; kNoValue: of going back to the loop's beginning.
  ValueId step = kNoValue;
  uint64_t constant = 0;
};

/// A path: stencils, and whether the last one goes back to the loop's beginning.
struct PlacedSegment {
  std::vector<PlacedStencil> stencils;
  bool loops = false;
};

struct Placed {
  std::vector<PlacedSegment> segments;
  /// Where the loop begins, in the first segment.
  uint32_t loop = kNoLoop;
  /// If it begins with a guard: the stencil that leaves when the guard does not. At the end of a
  /// round it goes on behind the guard, which saves a jump.
  uint16_t inverse_of_first = stencils::kNoStencil;
  std::vector<Recipe> recipes;
};

/// `trace` has no mistakes (see Verify). Or why it cannot be: more values
/// are needed at once than there is room for.
/// `registers` of each kind are used, kFewestRegisters or more.
std::variant<Placed, std::string> Allocate(const Trace& trace, int registers = kRegisters);

}  // namespace krait::jit
