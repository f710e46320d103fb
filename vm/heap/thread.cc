#include "vm/heap/thread.h"

#include "gil/spill.h"
#include "vm/heap/heap.h"

namespace krait {

Thread::Thread(Vm& vm, Heap& heap, Object* const* shapes)
    : vm_(vm), heap_(heap), shapes_(shapes), local_heap_(heap) {}

Thread::~Thread() = default;

void Thread::TraceNative(Marker& marker) {
  marker.Visit(pending);
  marker.Visit(asyncgen_firstiter);
  marker.Visit(asyncgen_finalizer);
  for (HandledException* entry = handled; entry != nullptr; entry = entry->previous) {
    marker.Visit(entry->exception);
  }
  for (RootList* roots = roots_; roots != nullptr; roots = roots->next_) roots->TraceRoots(marker);
  const gil::StackRange range = ScanRange(*this);
  marker.VisitAmbiguousRange(range.begin, range.end);
}

RootList::RootList(Thread& t) : thread_(t), next_(t.roots_) {
  if (next_ != nullptr) next_->previous_ = this;
  t.roots_ = this;
}

RootList::~RootList() {
  if (next_ != nullptr) next_->previous_ = previous_;
  (previous_ != nullptr ? previous_->next_ : thread_.roots_) = next_;
}

}  // namespace krait
