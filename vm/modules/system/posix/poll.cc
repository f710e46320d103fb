#include <sys/poll.h>

#include <cerrno>
#include <vector>

#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/select_part.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// select.poll.
namespace krait {
namespace {

struct Poll : NativeObject {
  static const NativeClass kClass;
  Field<Dict*> events;  // by descriptor
};

const NativeClass Poll::kClass = {
    "select.poll",
    [](Object* object, Marker& marker) { marker.Visit(static_cast<Poll*>(object)->events); },
    nullptr};

/// An event mask: an unsigned short.
struct Events {
  uint16_t value = 0;
};

}  // namespace

template <>
struct ArgumentAs<Events> {
  static Result<Events> From(Thread& t, const ArgumentPlace&, Value value) {
    if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
    const int64_t mask = ClampToInt64(value);
    if (mask < 0) return RaiseValueError(t, "value must be positive");
    if (IntOperand(value).view().size > 1) {
      return RaiseOverflowError(t, "Python int too large to convert to C unsigned long");
    }
    if (mask > UINT16_MAX) {
      return RaiseOverflowError(t, "Python int too large for C unsigned short");
    }
    return Events{static_cast<uint16_t>(mask)};
  }
};

namespace {

Result<Value> NewPoll(Thread& t) {
  Dict* events = TRY(Dict::New(t));
  auto* poll = TRY(NewNative<Poll>(t, t.vm().part<SelectPart>().poll));
  poll->events.Store(poll, events);
  return poll;
}

Result<None> Register(Thread& t, Poll* self, Descriptor fd, Opt<Events> events) {
  constexpr Events kDefault = {POLLIN | POLLPRI | POLLOUT};
  const Value mask = Value::FromInt(events.value_or(kDefault).value);
  return self->events.Load()->Set(t, Value::FromInt(fd.value), mask);
}

Result<None> Modify(Thread& t, Poll* self, Descriptor fd, Events events) {
  const Value key = Value::FromInt(fd.value);
  if (TRY(self->events.Load()->Get(t, key)).IsUnbound()) return RaiseOSError(t, ENOENT);
  return self->events.Load()->Set(t, key, Value::FromInt(events.value));
}

Result<None> Unregister(Thread& t, Poll* self, Descriptor fd) {
  const Value key = Value::FromInt(fd.value);
  const Value removed = TRY(self->events.Load()->Remove(t, key));
  if (removed.IsUnbound()) return RaiseWithArgument(t, &BuiltinTypes::KeyError, key);
  return None{};
}

Result<Value> Wait(Thread& t, Poll* self, Value timeout) {
  const TimeLimit limit = TRY(ToTimeLimit(t, timeout, 1'000'000));
  std::vector<pollfd> descriptors;
  size_t position = 0;
  Value fd;
  Value events;
  while (self->events.Load()->Next(position, fd, events)) {
    descriptors.push_back({static_cast<int>(fd.AsInt()), static_cast<short>(events.AsInt()), 0});
  }
  const SystemResult result = TRY(FileCall(
      t, [&] { return poll(descriptors.data(), descriptors.size(), limit.MillisecondsLeft()); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  List* ready = TRY(List::New(t));
  for (const pollfd& one : descriptors) {
    if (one.revents == 0) continue;
    const Value happened = Value::FromInt(static_cast<uint16_t>(one.revents));
    const Tuple* pair = TRY(Tuple::Of(t, Value::FromInt(one.fd), happened));
    TRY(ready->Append(t, Value::FromObject(pair)));
  }
  return ready;
}

constexpr Method kMethods[] = {
    Bind<Modify>("modify", "($self, fd, eventmask, /)"),
    Bind<Wait>("poll", "($self, timeout=None, /)"),
    Bind<Register>("register",
                   "($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | "
                   "select.POLLOUT, /)"),
    Bind<Unregister>("unregister", "($self, fd, /)"),
};

constexpr Method kFunctions[] = {
    Bind<NewPoll>("poll", "($module, /)"),
};

}  // namespace

Result<None> AddPoll(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "select.poll";
  spec.instance_size = sizeof(Poll);
  spec.flags = Type::kDisallowNew;
  spec.spec.methods = kMethods;
  t.vm().part<SelectPart>().poll = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
