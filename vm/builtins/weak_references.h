#pragma once

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Thread;
class Type;
class WeakRef;

/// A weak reference of type `cls` (weakref.ref, a proxy type, or a subclass of ref): an existing
/// one when it has no callback and `cls` is built in. TypeError when `referent` has no room for
/// any. `callback` is None or a callable.
Result<WeakRef*> MakeWeakReference(Thread& t, Type* cls, Value referent, Value callback);

}  // namespace krait
