#include <sched.h>

#include <cerrno>
#include <ctime>

#include "absl/strings/str_cat.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/capabilities.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// posix: how the system shares the processors out.
namespace krait {
namespace {

constexpr const char* kParamFields[] = {"sched_priority"};
constexpr StructSequenceSpec kParam = {"posix.sched_param", kParamFields, 1};

/// sched_param(sched_priority): the value itself, no sequence.
Result<Value> ParamNew(Thread& t, Type* cls, Args args) {
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (args.count + keywords > 1) {
    return RaiseTypeError(t, absl::StrCat("sched_param() takes at most 1 argument (",
                                          args.count + keywords, " given)"));
  }
  if (args.count + keywords == 0) {
    return RaiseTypeError(t, "sched_param() missing required argument 'sched_priority' (pos 1)");
  }
  if (keywords == 1 && !Cast<Str>(args.keyword_names->At(0))->EqualsAscii("sched_priority")) {
    return RaiseTypeError(t, absl::StrCat("'", Cast<Str>(args.keyword_names->At(0))->ToUtf8(),
                                          "' is an invalid keyword argument for sched_param()"));
  }
  return struct_sequence::New(t, kParam, cls, {args.values, 1});
}
Result<Value> ParamRepr(Thread& t, Value self) { return struct_sequence::Repr(t, kParam, self); }
Result<Value> GetPriorityField(Thread& t, Value self) {
  return struct_sequence::GetField(t, self, 0);
}
constexpr GetSet kParamGetSets[] = {{"sched_priority", &GetPriorityField, nullptr, true}};

Result<sched_param> ToParam(Thread& t, Value value) {
  if (TypeOf(t, value) != Posix(t).sched_param_type) {
    return RaiseTypeError(t, "must have a sched_param object");
  }
  sched_param param{};
  param.sched_priority =
      static_cast<int>(TRY(ToCInteger(t, Cast<Tuple>(value)->At(0), INT32_MIN, INT32_MAX, "int")));
  return param;
}

Result<None> Done(Thread& t, int result) {
  if (result < 0) return RaiseOSError(t, errno);
  return None{};
}

Result<Value> GetParam(Thread& t, int pid) {
  sched_param param{};
  if (sched_getparam(pid, &param) != 0) return RaiseOSError(t, errno);
  const Value values[] = {Value::FromInt(param.sched_priority)};
  return struct_sequence::New(t, kParam, Posix(t).sched_param_type, values);
}

Result<None> SetParam(Thread& t, int pid, Value value) {
  const sched_param param = TRY(ToParam(t, value));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, sched_setparam(pid, &param));
}

Result<None> SetScheduler(Thread& t, int pid, int policy, Value value) {
  const sched_param param = TRY(ToParam(t, value));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, sched_setscheduler(pid, policy, &param));
}

Result<double> RrGetInterval(Thread& t, int pid) {
  timespec interval{};
  if (sched_rr_get_interval(pid, &interval) != 0) return RaiseOSError(t, errno);
  return static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec);
}

Result<None> SetAffinity(Thread& t, int pid, Value mask) {
  cpu_set_t set;
  CPU_ZERO(&set);
  TRY(ForEach(t, mask, [&](Value item) -> Result<None> {
    const int64_t cpu = TRY(ToCInteger(t, item, INT64_MIN, INT64_MAX, "long"));
    if (cpu < 0) return RaiseValueError(t, "negative CPU number");
    if (cpu >= CPU_SETSIZE) return RaiseOverflowError(t, "CPU number too large");
    CPU_SET(static_cast<size_t>(cpu), &set);
    return None{};
  }));
  TRY(Require(t, Capability::kProcesses));
  return Done(t, sched_setaffinity(pid, sizeof(set), &set));
}

constexpr Method kFunctions[] = {
    Bind<GetParam>("sched_getparam", "($module, pid, /)"),
    Bind<SetParam>("sched_setparam", "($module, pid, param, /)"),
    Bind<SetScheduler>("sched_setscheduler", "($module, pid, policy, param, /)"),
    Bind<RrGetInterval>("sched_rr_get_interval", "($module, pid, /)"),
    Bind<SetAffinity>("sched_setaffinity", "($module, pid, mask, /)"),
};

}  // namespace

Result<None> AddPosixScheduling(Thread& t, Module* module) {
  TypeSpec behaviour;
  behaviour.slots.new_ = &ParamNew;
  behaviour.slots.repr = &ParamRepr;
  behaviour.getset = kParamGetSets;
  Type* type = TRY(struct_sequence::NewType(t, kParam, behaviour));
  Posix(t).sched_param_type = type;
  TRY(module->Add(t, "sched_param", Value::FromObject(type)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
