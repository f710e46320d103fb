#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/bind.h"
#include "vm/object/descriptors.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait {

/// A tuple type whose items have names, as os.stat_result and sys.version_info are. Declared as a
/// constexpr at namespace scope:
///
///   constexpr const char* kFields[] = {"columns", "lines"};
///   constexpr StructSequenceSpec kSize = {"os.terminal_size", kFields, 2};
///   Type* type = TRY(StructSequence<kSize>::NewType(t));
///   ... TRY(StructSequence<kSize>::New(t, type, {columns, lines}));
struct StructSequenceSpec {
  const char* name;                      // with its module
  absl::Span<const char* const> fields;  // null: an item that can be had by its index only
  uint32_t visible;                      // so many of the fields are the tuple's items
  bool constructible = true;             // from Python; sys.flags and the like are not
  const char* doc = nullptr;

  constexpr uint32_t named() const {
    uint32_t count = 0;
    for (const char* field : fields) count += field != nullptr;
    return count;
  }
};

namespace struct_sequence {

Result<Type*> NewType(Thread& t, const StructSequenceSpec& spec, const TypeSpec& behaviour);
Result<Tuple*> New(Thread& t, const StructSequenceSpec& spec, Type* type,
                   absl::Span<const Value> values);
Result<Value> NewFromPython(Thread& t, const StructSequenceSpec& spec, Type* type, Args args);
Result<Value> Repr(Thread& t, const StructSequenceSpec& spec, Value self);
Result<Value> Reduce(Thread& t, const StructSequenceSpec& spec, Value self);
/// Hidden fields count on behind the tuple's items.
Value GetField(Thread& t, Value self, uint32_t index);

}  // namespace struct_sequence

template <const StructSequenceSpec& kSpec>
class StructSequence {
 public:
  /// The type. It belongs to the VM: keep it where the collector sees it.
  static Result<Type*> NewType(Thread& t) {
    TypeSpec behaviour;
    behaviour.slots.repr = &Repr;
    if (kSpec.constructible) behaviour.slots.new_ = &NewFromPython;
    behaviour.methods = kMethods;
    behaviour.getset = kMembers;
    return struct_sequence::NewType(t, kSpec, behaviour);
  }
  /// `values` are all fields, hidden ones included, and visible to the collector. A hidden field
  /// that is not given is None.
  static Result<Tuple*> New(Thread& t, Type* type, absl::Span<const Value> values) {
    return struct_sequence::New(t, kSpec, type, values);
  }

 private:
  static Result<Value> NewFromPython(Thread& t, Type* type, Args args) {
    return struct_sequence::NewFromPython(t, kSpec, type, args);
  }
  static Result<Value> Repr(Thread& t, Value self) { return struct_sequence::Repr(t, kSpec, self); }
  static Result<Value> Reduce(Thread& t, Value self) {
    return struct_sequence::Reduce(t, kSpec, self);
  }
  template <uint32_t kIndex>
  static Result<Value> Get(Thread& t, Value self) {
    return struct_sequence::GetField(t, self, kIndex);
  }

  template <uint32_t... kIndex>
  static consteval auto Members(std::integer_sequence<uint32_t, kIndex...>) {
    std::array<GetSet, kSpec.named()> rows{};
    size_t count = 0;
    ((kSpec.fields[kIndex] == nullptr
          ? void()
          : void(rows[count++] = {kSpec.fields[kIndex], &Get<kIndex>, nullptr, true})),
     ...);
    return rows;
  }

  static constexpr auto kMembers =
      Members(std::make_integer_sequence<uint32_t, static_cast<uint32_t>(kSpec.fields.size())>());
  static constexpr Method kMethods[] = {Bind<&Reduce>("__reduce__", "($self, /)")};
};

}  // namespace krait
