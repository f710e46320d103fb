#pragma once

#include "vm/core/result.h"

namespace krait {

class Generator;
class Thread;

/// Running generators and coroutines from C++. `*finished` says whether the result was returned
/// (and the generator has ended) or yielded.

/// Resumes with `sent` (None to start). ValueError when it is running already; a finished one
/// "returns" None at once.
Result<Value> SendToGenerator(Thread& t, Generator* generator, Value sent, bool* finished);
/// The same with None, at once for a generator that waits at a yield.
Result<Value> NextOfGenerator(Thread& t, Generator* generator, bool* finished);
/// Raises `exception` at the suspended yield. What it delegates to is the caller's affair.
Result<Value> ThrowIntoGenerator(Thread& t, Generator* generator, Value exception, bool* finished);
/// What it delegated to (see Generator::yield_from) has returned `value`: goes on after that.
Result<Value> ContinueAfterDelegate(Thread& t, Generator* generator, Value value, bool* finished);

/// receiver.send(value) or next(receiver), whatever the receiver is.
Result<Value> SendTo(Thread& t, Value receiver, Value value, bool* finished);

namespace interp {
/// The iterator behind `await value`: a coroutine itself, or what __await__ gives. TypeError when
/// it cannot be awaited.
Result<Value> GetAwaitable(Thread& t, Value value);
}  // namespace interp

}  // namespace krait
