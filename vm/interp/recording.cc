#include "vm/interp/recording.h"

#include "vm/interp/handlers.h"
#include "vm/interp/tier_up.h"

namespace krait::interp {

[[gnu::noinline]] static bool ShowToRecorder(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return t.vm().part<TierUp>().Record(t, slots, pc);
}

static KRAIT_HANDLER RecordDispatch(KRAIT_HANDLER_ARGUMENTS) {
  if (!ShowToRecorder(*t, slots, pc)) table = &kHandlers;
  [[clang::musttail]] return kHandlers.handlers[pc->op](pc, slots, t, table);
}

constinit const HandlerTable kRecordingHandlers = [] {
  HandlerTable table{};
  for (Handler& handler : table.handlers) handler = &RecordDispatch;
  return table;
}();

}  // namespace krait::interp
