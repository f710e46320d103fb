#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class List;
class Thread;
class Tuple;

/// Whether CPython's collector would look at the object: it can be part of a cycle.
bool IsTracked(Value object);
/// Whether the object's class has __del__, or it is one of the generators that clean up.
bool HasFinalizer(Thread& t, Value object);

/// A collection that stale words on the native stack keep from little; or from nothing, if the
/// caller took `native_roots_begin` from the thread.
[[gnu::noinline]] void CollectNow(Thread& t, const uintptr_t* native_roots_begin = nullptr);

/// How many objects there are for which IsTracked holds, garbage included.
int64_t CountTracked(Thread& t);
/// All of them. Run a collection first.
Result<List*> TrackedObjects(Thread& t);
/// Those that refer to one of the targets. Run a collection first.
Result<List*> ReferrersOf(Thread& t, Tuple* targets);
/// Appends what `object` refers to directly.
Result<None> AddReferents(Thread& t, List* list, Value object);

}  // namespace krait
