#include "krait/error.h"

#include <cstring>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "vm/api/state.h"

namespace krait::inline v1 {
namespace {

constexpr char kPayload[] = "krait/python-error";

/// Fields of a payload: length and text, one after the other.
void AppendField(std::string& out, absl::string_view field) {
  absl::StrAppend(&out, field.size(), ":", field);
}

bool TakeField(absl::string_view& in, std::string& field) {
  const size_t colon = in.find(':');
  size_t size;
  if (colon == absl::string_view::npos || !absl::SimpleAtoi(in.substr(0, colon), &size) ||
      in.size() - colon - 1 < size) {
    return false;
  }
  field = std::string(in.substr(colon + 1, size));
  in.remove_prefix(colon + 1 + size);
  return true;
}

struct Payload {
  PythonError error;
  std::string number;  // of the exception object, while the VM remembers it
};

absl::Status MakeStatus(absl::StatusCode code, const Payload& payload) {
  absl::Status status(code, payload.error.message.empty()
                                ? payload.error.type
                                : absl::StrCat(payload.error.type, ": ", payload.error.message));
  std::string text;
  AppendField(text, payload.error.type);
  AppendField(text, payload.error.message);
  AppendField(text, payload.error.traceback);
  AppendField(text, payload.number);
  status.SetPayload(kPayload, absl::Cord(text));
  return status;
}

std::optional<Payload> PayloadOf(const absl::Status& status) {
  const absl::optional<absl::Cord> cord = status.GetPayload(kPayload);
  if (!cord.has_value()) return std::nullopt;
  const std::string text(*cord);
  absl::string_view rest = text;
  Payload payload;
  if (!TakeField(rest, payload.error.type) || !TakeField(rest, payload.error.message) ||
      !TakeField(rest, payload.error.traceback) || !TakeField(rest, payload.number)) {
    return std::nullopt;
  }
  return payload;
}

/// The exception type for a status that Python knows nothing of.
Type* BuiltinTypes::* TypeForCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return &BuiltinTypes::ValueError;
    case absl::StatusCode::kNotFound:
      return &BuiltinTypes::KeyError;
    case absl::StatusCode::kOutOfRange:
      return &BuiltinTypes::IndexError;
    case absl::StatusCode::kPermissionDenied:
      return &BuiltinTypes::PermissionError;
    case absl::StatusCode::kDeadlineExceeded:
      return &BuiltinTypes::TimeoutError;
    case absl::StatusCode::kResourceExhausted:
      return &BuiltinTypes::MemoryError;
    case absl::StatusCode::kUnimplemented:
      return &BuiltinTypes::NotImplementedError;
    default:
      return &BuiltinTypes::RuntimeError;
  }
}

/// The type called `name` in builtins, if it is an exception's; RuntimeError otherwise.
Type* BuiltinException(Thread& t, const std::string& name) {
  const Result<Str*> text = internal::NewMessage(t, name);
  if (text.ok()) {
    const inside::Value found = t.vm().builtins()->GetStr(t, Str::Intern(t, *text));
    if (Is<Type>(found) && Cast<Type>(found)->IsSubtypeOf(types(t).BaseException)) {
      return Cast<Type>(found);
    }
  }
  t.pending = inside::Value::Unbound();
  return types(t).RuntimeError;
}

/// str(exception), or what can be had of it.
std::string MessageOf(Thread& t, inside::Value exception) {
  const Result<Str*> text = ToStr(t, exception);
  if (text.ok()) return (*text)->ToUtf8();
  t.pending = inside::Value::Unbound();
  return "";
}

std::string TracebackOf(Thread& t, inside::Value exception) {
  const Result<Str*> text = FormatException(t, exception);
  if (text.ok()) return (*text)->ToUtf8();
  t.pending = inside::Value::Unbound();
  return "";
}

std::string QualifiedName(Thread& t, Type* type) {
  std::string name = type->qualname()->ToUtf8();
  const Result<inside::Value> module =
      GetAttrOrUnbound(t, inside::Value::FromObject(type), names(t).__module__);
  if (!module.ok()) {
    t.pending = inside::Value::Unbound();
  } else if (Is<Str>(*module) && !Cast<Str>(*module)->EqualsAscii("builtins") &&
             !Cast<Str>(*module)->EqualsAscii("__main__")) {
    name = absl::StrCat(Cast<Str>(*module)->ToUtf8(), ".", name);
  }
  return name;
}

}  // namespace

std::optional<PythonError> PythonError::From(const absl::Status& status) {
  std::optional<Payload> payload = PayloadOf(status);
  if (!payload.has_value()) return std::nullopt;
  return std::move(payload->error);
}

absl::Status RaiseInPython(absl::string_view type, absl::string_view message) {
  return MakeStatus(absl::StatusCode::kUnknown,
                    {{std::string(type), std::string(message), ""}, ""});
}

namespace internal {

Result<Str*> NewText(Thread& t, absl::string_view text) {
  inside::Bytes* bytes = TRY(inside::Bytes::From(t, std::string_view(text.data(), text.size())));
  return DecodeWith(t, Codec::kUtf8, bytes, nullptr);
}

Result<Str*> NewMessage(Thread& t, absl::string_view text) {
  inside::Bytes* bytes = TRY(inside::Bytes::From(t, std::string_view(text.data(), text.size())));
  return DecodeWith(t, Codec::kUtf8, bytes, TRY(Str::InternUtf8(t, "replace")));
}

absl::Status VmState::StoppedStatus(RunControl::Reason reason) const {
  switch (reason) {
    case RunControl::Reason::kSteps:
      return absl::ResourceExhaustedError("the VM ran out of steps");
    case RunControl::Reason::kTime:
      return absl::DeadlineExceededError("the call into the VM ran out of time");
    default:
      return absl::CancelledError("the VM is stopped");
  }
}

absl::Status VmState::TakeError(Thread& t) {
  const RunControl::Reason reason = control().reason();
  if (reason != RunControl::Reason::kNone) {
    t.pending = inside::Value::Unbound();
    return StoppedStatus(reason);
  }
  const inside::Value exception = t.TakePending();
  Payload payload;
  payload.error.type = QualifiedName(t, TypeOf(t, exception));
  payload.error.message = MessageOf(t, exception);
  payload.error.traceback = TracebackOf(t, exception);
  Root* kept = nullptr;
  const uint64_t number = ++last_error_number_;
  if (t.frame != nullptr) {
    // Host code that Python called may hand the status back, to raise the same object again.
    kept = AddRoot(exception.bits());
    payload.number = absl::StrCat(number);
  }
  {
    absl::MutexLock lock(&host_mutex_);
    std::swap(kept, last_error_);
  }
  if (kept != nullptr) DropRoot(kept);
  if (t.frame == nullptr && exception.AsObject() == t.vm().memory_error()) {
    // It stays with the VM, but not the frames that it went through and all that they hold.
    t.vm().memory_error()->set_traceback(inside::Value::None());
    t.vm().memory_error()->set_context(inside::Value::None());
  }
  const bool out_of_memory = TypeOf(t, exception)->IsSubtypeOf(types(t).MemoryError);
  return MakeStatus(
      out_of_memory ? absl::StatusCode::kResourceExhausted : absl::StatusCode::kUnknown, payload);
}

Raised VmState::RaiseStatus(Thread& t, const absl::Status& status) {
  if (control().reason() != RunControl::Reason::kNone) {
    return Raise(t, &BuiltinTypes::BaseException, "stopped by the host");
  }
  const std::optional<Payload> payload = PayloadOf(status);
  if (payload.has_value() && !payload->number.empty() &&
      payload->number == absl::StrCat(last_error_number_.load())) {
    // The exception that this status was made of goes on, traceback and all.
    absl::MutexLock lock(&host_mutex_);
    if (last_error_ != nullptr) {
      t.pending = inside::Value::FromBits(last_error_->bits);
      return Raised{};
    }
  }
  Type* type = payload.has_value() ? BuiltinException(t, payload->error.type)
                                   : types(t).*TypeForCode(status.code());
  const Result<Str*> text =
      NewMessage(t, payload.has_value() ? payload->error.message : status.message());
  if (!text.ok()) return Raised{};
  const Result<inside::Value> exception =
      CallWith(t, inside::Value::FromObject(type), inside::Value::FromObject(*text));
  if (!exception.ok()) return Raised{};
  return RaiseException(t, *exception);
}

}  // namespace internal
}  // namespace krait::inline v1
