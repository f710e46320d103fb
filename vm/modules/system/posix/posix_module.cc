#include "vm/modules/system/posix/posix_module.h"

#include <memory>

#include "vm/heap/marker.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/module.h"
#include "vm/object/str.h"

/// posix: what os is made of.
namespace krait {

void PosixPart::TraceRoots(Marker& marker) {
  for (Type* type : {stat_result, statvfs_result, terminal_size, times_result, uname_result,
                     waitid_result, struct_rusage, sched_param_type, dir_entry, scandir}) {
    marker.Visit(type);
  }
  marker.Visit(before_fork);
  marker.Visit(after_in_parent);
  marker.Visit(after_in_child);
}

Result<Module*> MakePosixModule(Thread& t) {
  t.vm().AddPart(std::make_unique<PosixPart>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "posix"))));
  for (auto add :
       {&AddPosixConstants, &AddPosixStat, &AddPosixFiles, &AddPosixScandir, &AddPosixDescriptors,
        &AddPosixProcesses, &AddPosixIdentities, &AddPosixScheduling, &AddPosixSystem}) {
    TRY(add(t, module));
  }
  TRY(module->Add(t, "error", Value::FromObject(types(t).OSError)));
  return module;
}

}  // namespace krait
