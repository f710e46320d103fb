#include "vm/object/exception.h"

#include <cstring>
#include <string>

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {

Result<Exception*> Exception::New(Thread& t, Type* type, Tuple* args) {
  auto* exception = TRY(AllocateExact<Exception>(t, type, sizeof(Exception)));
  exception->Initialize(args);
  return exception;
}

void Exception::Initialize(Tuple* args) {
  set_args(args);
  set_traceback(Value::None());
  set_context(Value::None());
  set_cause(Value::None());
  for (int i = 0; i < kMaxFields; ++i) set_field(i, Value::None());
}

void Exception::Trace(Marker& marker) {
  marker.Visit(attributes_);
  marker.Visit(args_);
  marker.Visit(traceback_);
  marker.Visit(context_);
  marker.Visit(cause_);
  for (const Field<Value>& field : fields_) marker.Visit(field);
}

namespace {

/// What the innermost `except` or `finally` block handles, or None.
Value HandledNow(Thread& t) {
  for (HandledException* entry = t.handled; entry != nullptr; entry = entry->previous) {
    if (!entry->exception.IsNone()) return entry->exception;
  }
  return Value::None();
}

/// `exception` gets the exception now being handled as its context, cutting a cycle if that would
/// close one.
void SetContext(Thread& t, Exception* exception) {
  const Value handled = HandledNow(t);
  if (handled.IsNone() || handled.AsObject() == exception) return;
  // The chain may itself be a cycle made by Python code: a second, slower walker finds that.
  Value slow = handled;
  bool move_slow = false;
  for (Value walk = handled; Is<Exception>(walk);) {
    const Value next = Cast<Exception>(walk)->context();
    if (next.IsObject() && next.AsObject() == exception) {
      Cast<Exception>(walk)->set_context(Value::None());
      break;
    }
    walk = next;
    if (walk.SameBits(slow)) break;
    if (move_slow) slow = Cast<Exception>(slow)->context();
    move_slow = !move_slow;
  }
  exception->set_context(handled);
}

Raised RaiseNew(Thread& t, Type* type, Value argument) {
  Result<Tuple*> args =
      argument.IsUnbound() ? Result<Tuple*>(Tuple::Empty(t)) : Tuple::Of(t, argument);
  if (!args.ok()) return Raised{};
  Result<Exception*> exception = Exception::New(t, type, *args);
  if (!exception.ok()) return Raised{};
  // Nobody's context yet: there is no cycle to look for in a chain that may be long.
  (*exception)->set_context(HandledNow(t));
  t.pending = Value::FromObject(*exception);
  return Raised{};
}

}  // namespace

Raised Raise(Thread& t, Type* BuiltinTypes::* type, std::string_view message) {
  Result<Str*> text = Str::FromUtf8(t, message);
  if (!text.ok()) return Raised{};
  return RaiseNew(t, types(t).*type, Value::FromObject(*text));
}

Raised RaiseWithArgument(Thread& t, Type* BuiltinTypes::* type, Value argument) {
  (void)RaiseNew(t, types(t).*type, argument);
  if (type == &BuiltinTypes::StopIteration && !argument.IsUnbound() && PendingIs(t, type)) {
    Cast<Exception>(t.pending)->set_field(0, argument);
  }
  return Raised{};
}

namespace {

struct ErrnoRow {
  int error;
  Type* BuiltinTypes::* type;
};

constexpr ErrnoRow kErrnoTypes[] = {
    {EAGAIN, &BuiltinTypes::BlockingIOError},
    {EALREADY, &BuiltinTypes::BlockingIOError},
    {EINPROGRESS, &BuiltinTypes::BlockingIOError},
    {EPIPE, &BuiltinTypes::BrokenPipeError},
    {ESHUTDOWN, &BuiltinTypes::BrokenPipeError},
    {ECHILD, &BuiltinTypes::ChildProcessError},
    {ECONNABORTED, &BuiltinTypes::ConnectionAbortedError},
    {ECONNREFUSED, &BuiltinTypes::ConnectionRefusedError},
    {ECONNRESET, &BuiltinTypes::ConnectionResetError},
    {EEXIST, &BuiltinTypes::FileExistsError},
    {ENOENT, &BuiltinTypes::FileNotFoundError},
    {EISDIR, &BuiltinTypes::IsADirectoryError},
    {ENOTDIR, &BuiltinTypes::NotADirectoryError},
    {EINTR, &BuiltinTypes::InterruptedError},
    {EACCES, &BuiltinTypes::PermissionError},
    {EPERM, &BuiltinTypes::PermissionError},
    {ESRCH, &BuiltinTypes::ProcessLookupError},
    {ETIMEDOUT, &BuiltinTypes::TimeoutError},
};

}  // namespace

Type* OSErrorTypeFor(Thread& t, int error) {
  for (const ErrnoRow& row : kErrnoTypes) {
    if (row.error == error) return types(t).*row.type;
  }
  return types(t).OSError;
}

Raised RaiseOSError(Thread& t, int error, Value filename) {
  char buffer[128];
  const char* text = strerror_r(error, buffer, sizeof(buffer));
  Result<Str*> message = Str::FromUtf8(t, text);
  if (!message.ok()) return Raised{};
  const Value number = Value::FromInt(error);
  const Value strerror = Value::FromObject(*message);
  Result<Tuple*> args = Tuple::Of(t, number, strerror);
  if (!args.ok()) return Raised{};
  Result<Exception*> exception = Exception::New(t, OSErrorTypeFor(t, error), *args);
  if (!exception.ok()) return Raised{};
  exception->set_field(0, number);
  exception->set_field(1, strerror);
  if (!filename.IsUnbound()) exception->set_field(2, filename);
  return RaiseException(t, Value::FromObject(*exception));
}

Raised RaiseMemoryError(Thread& t) {
  if (t.vm().memory_error() == nullptr) {  // the VM is being started: there are no exceptions yet
    t.pending = Value::None();
    return Raised{};
  }
  // What did not fit may have been large; if not even this fits, one was made beforehand.
  LocalHeap::Sparing sparing(t.local_heap());
  const Type* type = types(t).MemoryError;
  void* cell = t.local_heap().Allocate(t, sizeof(Exception));
  auto* error = static_cast<Exception*>(cell);
  if (cell == nullptr) {
    error = t.vm().memory_error();
  } else {
    static_cast<Object*>(cell)->InitializeHeader(type->instance_shape()->id(),
                                                 static_cast<uint16_t>(Layout::kException));
  }
  error->Initialize(t.vm().empty_tuple());
  error->set_suppress_context(false);
  return RaiseException(t, Value::FromObject(error));
}

Raised RaiseException(Thread& t, Value exception) {
  SetContext(t, Cast<Exception>(exception));
  t.pending = exception;
  return Raised{};
}

bool PendingIs(Thread& t, Type* BuiltinTypes::* type) {
  return t.HasPending() && TypeOf(t, t.pending)->IsSubtypeOf(types(t).*type);
}

bool ClearPendingIf(Thread& t, Type* BuiltinTypes::* type) {
  if (!PendingIs(t, type)) return false;
  t.pending = Value::Unbound();
  return true;
}

void WriteUnraisable(Thread& t, std::string_view where, Value object) {
  if (Vm::UnraisableHook hook = t.vm().unraisable_hook()) hook(t, where, object);
  t.pending = Value::Unbound();
}

PendingScope::PendingScope(Thread& t) : thread_(t), saved_(t.TakePending()) {}
PendingScope::~PendingScope() { thread_.pending = saved_; }

}  // namespace krait
