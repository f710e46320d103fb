#pragma once

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"
#include "vm/object/args.h"
#include "vm/object/bytes.h"
#include "vm/object/type.h"
#include "vm/object/vm.h"

namespace krait::structs {

class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kStruct;
  Type* struct_type = nullptr;
  Type* iterator = nullptr;
  Object* error = nullptr;  // struct.error
  Dict* cache = nullptr;    // format -> Struct, of the module's functions

  void TraceRoots(Marker& marker) override;
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

/// Makes a struct.error pending.
Raised RaiseError(Thread& t, std::string_view message);

/// One kind of item, `repeat` times side by side.
struct Code {
  char code;
  bool native;  // '@': C's own float conversion
  bool big_endian;
  int64_t offset;
  int64_t size;  // of one item, in bytes
  int64_t repeat;
};

/// What a format string says. Lives in a RawArray, so that one reference publishes all of it.
struct Format {
  int64_t size;   // of the packed bytes
  int64_t items;  // values packed or unpacked
  int64_t code_count;

  absl::Span<const Code> codes() const {
    return {reinterpret_cast<const Code*>(this + 1), static_cast<size_t>(code_count)};
  }
  static const Format* In(RawArray* array) { return reinterpret_cast<Format*>(array->data()); }
};

/// struct.error for a bad format.
Result<RawArray*> ParseFormat(Thread& t, std::string_view text);

/// Writes `values` (format->items of them) to `out`, format->size bytes that are zero. Values are
/// converted on the way, which may run Python code.
Result<None> PackValues(Thread& t, const Format* format, const Value* values, uint8_t* out);
Result<Value> UnpackValues(Thread& t, const Format* format, const uint8_t* data);

}  // namespace krait::structs
