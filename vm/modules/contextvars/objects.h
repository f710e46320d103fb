#pragma once

#include <atomic>
#include <cstdint>

#include "vm/modules/contextvars/variable_map.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

namespace contextvars {

/// ContextVar.
struct ContextVar : NativeObject {
  static const NativeClass kClass;
  Field<Str*> name;
  Field<Value> fallback;  // Unbound: it has none
  int64_t serial;         // its own
};

/// Context. At most one thread changes it: the one that has entered it.
struct Context : NativeObject {
  static const NativeClass kClass;
  Field<ValueArray*> root;  // of a VariableMap
  std::atomic<bool> entered;

  VariableMap map() const { return VariableMap(root.Load()); }
  void set_map(VariableMap map) { root.Store(this, map.root()); }
};

/// Token.
struct Token : NativeObject {
  static const NativeClass kClass;
  Field<Context*> context;
  Field<ContextVar*> variable;
  Field<Value> old_value;  // Unbound: the variable had none
  std::atomic<bool> used;
};

/// What _contextvars keeps per VM.
class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kContextvars;
  Type* context = nullptr;
  Type* variable = nullptr;
  Type* token = nullptr;
  Type* iterators[3] = {};    // of keys, values, items
  Object* missing = nullptr;  // Token.MISSING
  std::atomic<int64_t> last_serial{0};

  void TraceRoots(Marker& marker) override;
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

Result<Context*> NewContext(Thread& t, VariableMap map);
/// The context that `t` runs in; made when it is first asked for.
Result<Context*> CurrentContext(Thread& t);
Result<None> SetCurrentContext(Thread& t, Context* context);

// What each file makes, kept in the part.
Result<None> MakeContextType(Thread& t, Module* module);
Result<None> MakeVariableType(Thread& t, Module* module);
Result<None> MakeTokenType(Thread& t, Module* module);

}  // namespace contextvars
}  // namespace krait
