#include "vm/object/repr_guard.h"

namespace krait {

ReprGuard::ReprGuard(Thread& t, Value object) : thread_(t), object_(object), outer_(t.repr_guard) {
  for (const ReprGuard* guard = outer_; guard != nullptr; guard = guard->outer_) {
    if (guard->object_.SameBits(object)) recursive_ = true;
  }
  t.repr_guard = this;
}

ReprGuard::~ReprGuard() { thread_.repr_guard = outer_; }

}  // namespace krait
