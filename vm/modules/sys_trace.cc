#include "vm/interp/tracing.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"

/// sys.settrace, sys.setprofile and what they set.
namespace krait {
namespace {

Result<None> SysSetTrace(Thread& t, Value function) {
  interp::SetTraceFunction(t, function);
  return None{};
}
Result<Value> SysGetTrace(Thread& t) { return t.vm().part<interp::Tracing>().StateOf(t).trace; }

Result<None> SysSetProfile(Thread& t, Value function) {
  interp::SetProfileFunction(t, function);
  return None{};
}
Result<Value> SysGetProfile(Thread& t) { return t.vm().part<interp::Tracing>().StateOf(t).profile; }

constexpr Method kFunctions[] = {
    Bind<SysSetTrace>("settrace", "(function, /)"),
    Bind<SysGetTrace>("gettrace", "()"),
    Bind<SysSetProfile>("setprofile", "(function, /)"),
    Bind<SysGetProfile>("getprofile", "()"),
};

}  // namespace

Result<None> AddSysTrace(Thread& t, Module* sys) { return sys->AddFunctions(t, kFunctions); }

}  // namespace krait
