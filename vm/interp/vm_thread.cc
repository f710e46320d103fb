#include "vm/interp/vm_thread.h"

#include "gil/blocking.h"
#include "vm/frame/frame.h"
#include "vm/object/vm.h"

namespace krait {

VmThread::VmThread(Vm& vm) : thread_(vm, vm.heap(), vm.shape_table().base()) {
  thread_.lookup_cache = &cache_;
  thread_.recursion_remaining = vm.recursion_limit();
  vm.threads().Register(thread_);
}

VmThread::~VmThread() {
  {
    gil::AttachScope attached(thread_);
    FrameStack::Release(thread_);
    thread_.local_heap().ReleaseBlocks();
  }
  thread_.vm().threads().Unregister(thread_);
}

}  // namespace krait
