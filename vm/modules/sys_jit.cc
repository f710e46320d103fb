#include "vm/interp/tier_up.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/str.h"

/// sys._jit: whether there is machine code. CPython has it from 3.14 on.
namespace krait {
namespace {

/// Null in a program that has no JIT.
const interp::TierUp* TierUpOf(Thread& t) { return t.vm().FindPart<interp::TierUp>(); }

Result<bool> JitIsAvailable(Thread& t) {
  const interp::TierUp* tier_up = TierUpOf(t);
  return tier_up != nullptr && tier_up->IsAvailable();
}

Result<bool> JitIsEnabled(Thread& t) {
  const interp::TierUp* tier_up = TierUpOf(t);
  return tier_up != nullptr && tier_up->IsEnabled();
}

Result<bool> JitIsActive(Thread& t) {
  const interp::TierUp* tier_up = TierUpOf(t);
  return tier_up != nullptr && tier_up->IsActive(t);
}

constexpr Method kFunctions[] = {
    Bind<JitIsAvailable>("is_available", "()"),
    Bind<JitIsEnabled>("is_enabled", "()"),
    Bind<JitIsActive>("is_active", "()"),
};

}  // namespace

Result<None> AddSysJit(Thread& t, Module* sys) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "sys._jit"))));
  TRY(module->AddFunctions(t, kFunctions));
  return sys->Add(t, "_jit", Value::FromObject(module));
}

}  // namespace krait
