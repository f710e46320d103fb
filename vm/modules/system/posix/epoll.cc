#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/select_part.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// select.epoll.
namespace krait {
namespace {

struct Epoll : NativeObject {
  static const NativeClass kClass;
  std::atomic<int> descriptor;  // -1: closed
};

const NativeClass Epoll::kClass = {"select.epoll", nullptr, [](Object* object) {
                                     const int fd = static_cast<Epoll*>(object)->descriptor.load();
                                     if (fd >= 0) close(fd);
                                   }};

/// An event mask: the low 32 bits of an int.
struct Events {
  uint32_t value = 0;
};

}  // namespace

template <>
struct ArgumentAs<Events> {
  static Result<Events> From(Thread& t, const ArgumentPlace&, Value value) {
    const Value number = TRY(ToIndex(t, value));
    int64_t mask;
    if (!ToInt64(number, &mask)) return RaiseOverflowError(t, "int too large to convert to mask");
    return Events{static_cast<uint32_t>(mask)};
  }
};

namespace {

Result<Value> Wrap(Thread& t, Type* cls, int descriptor) {
  auto* self = TRY(NewNative<Epoll>(t, cls));
  self->descriptor.store(descriptor);
  return self;
}

constexpr Method kParameters = ConstructorSignature("epoll", "(sizehint=-1, flags=0)");

Result<Value> EpollNew(Thread& t, Type* cls, Args args) {
  Value values[2];
  TRY(BindArguments(t, kParameters, args, values));
  const int64_t size_hint = TRY(ToCInteger(t, values[0], INT32_MIN, INT32_MAX, "int"));
  const int64_t flags = TRY(ToCInteger(t, values[1], INT32_MIN, INT32_MAX, "int"));
  if (size_hint != -1 && size_hint <= 0) return RaiseValueError(t, "negative sizehint");
  if ((flags & ~int64_t{EPOLL_CLOEXEC}) != 0) {
    return Raise(t, &BuiltinTypes::OSError, "invalid flags");
  }
  TRY(Require(t, Capability::kFiles));
  // The object first: a failure to make it must not lose a descriptor.
  const Value self = TRY(Wrap(t, cls, -1));
  const int descriptor = epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) return RaiseOSError(t, errno);
  static_cast<Epoll*>(self.AsObject())->descriptor.store(descriptor);
  return self;
}

Result<Value> FromFd(Thread& t, Value cls, int fd) { return Wrap(t, Cast<Type>(cls), fd); }

Result<int64_t> OpenDescriptor(Thread& t, const Epoll* self) {
  const int descriptor = self->descriptor.load();
  if (descriptor < 0) return RaiseValueError(t, "I/O operation on closed epoll object");
  return int64_t{descriptor};
}

Result<None> Control(Thread& t, Epoll* self, int operation, int fd, uint32_t events) {
  const auto descriptor = static_cast<int>(TRY(OpenDescriptor(t, self)));
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  const SystemResult result =
      TRY(FileCall(t, [&] { return epoll_ctl(descriptor, operation, fd, &event); }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  return None{};
}

Result<None> Register(Thread& t, Epoll* self, Descriptor fd, Opt<Events> events) {
  constexpr Events kDefault = {EPOLLIN | EPOLLPRI | EPOLLOUT};
  return Control(t, self, EPOLL_CTL_ADD, fd.value, events.value_or(kDefault).value);
}
Result<None> Modify(Thread& t, Epoll* self, Descriptor fd, Events events) {
  return Control(t, self, EPOLL_CTL_MOD, fd.value, events.value);
}
Result<None> Unregister(Thread& t, Epoll* self, Descriptor fd) {
  return Control(t, self, EPOLL_CTL_DEL, fd.value, 0);
}

Result<Value> Wait(Thread& t, Epoll* self, Value timeout, int max_events) {
  const auto descriptor = static_cast<int>(TRY(OpenDescriptor(t, self)));
  const TimeLimit limit = TRY(ToTimeLimit(t, timeout, 1'000'000'000));
  if (max_events == -1) max_events = FD_SETSIZE - 1;
  if (max_events < 1) {
    return RaiseValueError(t, absl::StrCat("maxevents must be greater than 0, got ", max_events));
  }
  // What is ready beyond that comes with the next call.
  max_events = std::min(max_events, 1 << 16);
  std::vector<epoll_event> events(static_cast<size_t>(max_events));
  const SystemResult result = TRY(FileCall(t, [&] {
    return epoll_wait(descriptor, events.data(), max_events, limit.MillisecondsLeft());
  }));
  if (result.value < 0) return RaiseOSError(t, result.error);
  List* ready = TRY(List::New(t));
  for (int64_t i = 0; i < result.value; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    const Value fd = Value::FromInt(event.data.fd);
    const Tuple* pair = TRY(Tuple::Of(t, fd, Value::FromInt(event.events)));
    TRY(ready->Append(t, Value::FromObject(pair)));
  }
  return ready;
}

Result<None> Close(Thread& t, Epoll* self) {
  const int descriptor = self->descriptor.exchange(-1);
  if (descriptor >= 0 && close(descriptor) != 0) return RaiseOSError(t, errno);
  return None{};
}

Result<Value> Enter(Thread& t, Epoll* self) {
  TRY(OpenDescriptor(t, self));
  return Value::FromObject(self);
}
Result<None> Exit(Thread& t, Epoll* self, Value, Value, Value) { return Close(t, self); }

constexpr Method kMethods[] = {
    Bind<Enter>("__enter__", "($self, /)"),
    Bind<Exit>("__exit__", "($self, exc_type=None, exc_value=None, exc_tb=None, /)"),
    Bind<Close>("close", "($self, /)"),
    Bind<OpenDescriptor>("fileno", "($self, /)"),
    Bind<FromFd>("fromfd", "($type, fd, /)").AsClassMethod(),
    Bind<Modify>("modify", "($self, /, fd, eventmask)"),
    Bind<Wait>("poll", "($self, /, timeout=None, maxevents=-1)"),
    Bind<Register>("register",
                   "($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | "
                   "select.EPOLLOUT)"),
    Bind<Unregister>("unregister", "($self, /, fd)"),
};

Result<Value> GetClosed(Thread&, Value self) {
  return Value::FromBool(Cast<Epoll>(self)->descriptor.load() < 0);
}

constexpr GetSet kMembers[] = {{"closed", &GetClosed}};

}  // namespace

Result<None> AddEpoll(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "select.epoll";
  spec.instance_size = sizeof(Epoll);
  spec.flags = 0;
  spec.spec.slots.new_ = &EpollNew;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  t.vm().part<SelectPart>().epoll = type;
  return module->Add(t, "epoll", Value::FromObject(type));
}

}  // namespace krait
