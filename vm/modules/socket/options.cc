#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "vm/modules/socket/methods.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"

/// getsockopt and setsockopt.
namespace krait::sockets {

Result<Value> GetSockOpt(Thread& t, Socket* self, ParsedInt level_number, ParsedInt option_number,
                         ParsedInt wanted) {
  const int level = level_number.value;
  const int option = option_number.value;
  const int size = wanted.value;
  if (size == 0) {
    int number = 0;
    socklen_t length = sizeof(number);
    if (getsockopt(self->fd.load(), level, option, &number, &length) < 0) {
      return RaiseOSError(t, errno);
    }
    return Value::FromInt(number);
  }
  constexpr int kMost = 1024;
  if (size < 0 || size > kMost) return RaiseError(t, "getsockopt buflen out of range");
  uint8_t bytes[kMost] = {};
  auto length = static_cast<socklen_t>(size);
  if (getsockopt(self->fd.load(), level, option, bytes, &length) < 0) {
    return RaiseOSError(t, errno);
  }
  length = std::min(length, static_cast<socklen_t>(size));
  return Bytes::From(t, absl::Span<const uint8_t>(bytes, length));
}

namespace {

Result<None> Set(Thread& t, const Socket* self, int level, int option, const void* value,
                 socklen_t size) {
  if (setsockopt(self->fd.load(), level, option, value, size) < 0) return RaiseOSError(t, errno);
  return None{};
}

}  // namespace

/// setsockopt(level, option, int or buffer), or (level, option, None, length).
Result<None> SetSockOpt(Thread& t, Socket* self, Args args) {
  const bool with_length = args.count == 4 && args[2].IsNone();
  const bool countable = args.count == 3 || with_length;
  const auto fail_count = [&]() -> Raised {
    return RaiseTypeError(
        t, absl::StrCat("setsockopt() takes exactly 3 arguments (", args.count, " given)"));
  };
  if (!countable) return fail_count();
  const int level = TRY(ToParsedInt(t, args[0]));
  const int option = TRY(ToParsedInt(t, args[1]));
  if (with_length) {
    // Anything but an unsigned int is taken for a try to give the value in three arguments.
    if (TypeOf(t, args[3])->slots().index == nullptr) return fail_count();
    const int64_t length = ClampToInt64(TRY(ToIndex(t, args[3])));
    return Set(t, self, level, option, nullptr, static_cast<socklen_t>(length));
  }
  if (TypeOf(t, args[2])->slots().index != nullptr) {
    const Result<int> number = ToParsedInt(t, args[2]);
    if (number.ok()) return Set(t, self, level, option, &*number, sizeof(int));
    if (!ClearPendingIf(t, &BuiltinTypes::OverflowError)) return Raised{};
  }
  Buffer buffer(t);
  TRY(buffer.Take(args[2]));
  if (buffer.span().size() > INT32_MAX) {
    return Raise(t, &BuiltinTypes::OverflowError,
                 absl::StrCat("socket option is larger than ", INT32_MAX, " bytes"));
  }
  return Set(t, self, level, option, buffer.span().data(),
             static_cast<socklen_t>(buffer.span().size()));
}

}  // namespace krait::sockets
