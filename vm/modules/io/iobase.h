#pragma once

#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/heap/thread.h"
#include "vm/object/builtin_types.h"

namespace krait {

/// io.DEFAULT_BUFFER_SIZE, in bytes.
inline constexpr int64_t kDefaultBufferSize = 8192;

/// ValueError "I/O operation on closed file.".
Raised RaiseClosedFile(Thread& t);
/// io.UnsupportedOperation with `message`.
Raised RaiseUnsupported(Thread& t, std::string_view message);

/// The truth of `file.closed`.
Result<bool> IsClosed(Thread& t, Value file);
/// RaiseClosedFile when `file.closed` is true.
Result<None> CheckNotClosed(Thread& t, Value file);
/// UnsupportedOperation unless the stream's seekable() (readable(), writable()) says True.
Result<None> CheckSeekable(Thread& t, Value file);
Result<None> CheckReadable(Thread& t, Value file);
Result<None> CheckWritable(Thread& t, Value file);

/// What the finalizers of all streams do: closes the stream if it is open; errors are dropped.
Result<None> FinalizeStream(Thread& t, Value self);

/// Makes `first` the context of the exception now pending, or pending when there is none. For
/// close(), which fails with what came last. `first` may be Unbound.
Result<None> ChainPending(Thread& t, Value first);

/// True when the pending exception is the InterruptedError of a call to be made again; drops it.
bool ClearInterrupted(Thread& t);

/// Issues a ResourceWarning "unclosed file <...>" through the _warnings module, if it is there.
/// `what` is "file " or stands for what else is open.
Result<None> WarnUnclosed(Thread& t, Value file, std::string_view what = "file ");

}  // namespace krait
