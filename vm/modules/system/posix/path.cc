#include "vm/modules/system/posix/path.h"

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

namespace krait {

Result<Str*> DecodeSystem(Thread& t, std::string_view text) {
  Bytes* bytes = TRY(Bytes::From(t, text));
  return DecodeWith(t, Codec::kUtf8, bytes, TRY(Str::InternUtf8(t, "surrogateescape")));
}

Result<Value> FromSystem(Thread& t, std::string_view text, bool as_bytes) {
  if (as_bytes) return Bytes::From(t, text);
  return DecodeSystem(t, text);
}

Result<std::string> EncodeSystem(Thread& t, Value text, const char* what) {
  std::string result;
  if (Is<Str>(text)) {
    Str* handler = TRY(Str::InternUtf8(t, "surrogateescape"));
    result = TRY(EncodeWith(t, Codec::kUtf8, Cast<Str>(text), handler))->view();
  } else if (Is<Bytes>(text)) {
    result = Cast<Bytes>(text)->view();
  } else {
    return RaiseTypeError(t, absl::StrCat(what, TypeName(t, text)));
  }
  return result;
}

namespace {

const char* Allowed(int kind) {
  switch (kind) {
    case kPathOrDescriptor:
      return "string, bytes, os.PathLike or integer";
    case kPathOrNone:
      return "string, bytes, os.PathLike or None";
    case kPathDescriptorOrNone:
      return "string, bytes, os.PathLike, integer or None";
    default:
      return "string, bytes or os.PathLike";
  }
}

}  // namespace

Result<Path> ToPath(Thread& t, Value value, const char* function, const char* parameter, int kind) {
  Path path;
  path.object = value;
  if (value.IsNone() && (kind & kPathOrNone) != 0) {
    path.bytes = ".";
    return path;
  }
  Value text = value;
  if (!Is<Str>(value) && !Is<Bytes>(value)) {
    const bool index = TypeOf(t, value)->slots().index != nullptr;
    if ((kind & kPathOrDescriptor) != 0 && index) {
      path.descriptor = static_cast<int>(TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")));
      if (path.descriptor < 0) path.descriptor = INT32_MAX;  // EBADF, as it should be
      return path;
    }
    const Value method = TRY(LookupSpecial(t, value, names(t).__fspath__));
    if (method.IsUnbound()) {
      return RaiseTypeError(t, absl::StrCat(function, ": ", parameter, " should be ", Allowed(kind),
                                            ", not ", TypeName(t, value)));
    }
    text = TRY(FsPath(t, value));
    path.object = text;  // what errors tell
  }
  path.is_bytes = Is<Bytes>(text);
  path.bytes = TRY(EncodeSystem(t, text, ""));
  if (path.bytes.find('\0') != std::string::npos) {
    if (!path.is_bytes) return RaiseValueError(t, "embedded null byte");
    return RaiseValueError(t, absl::StrCat(function, ": embedded null character in ", parameter));
  }
  return path;
}

Result<DirFd> ArgumentAs<DirFd>::From(Thread& t, const ArgumentPlace&, Value value) {
  if (value.IsNone()) return DirFd{};
  if (TypeOf(t, value)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("argument should be integer or None, not ", TypeName(t, value)));
  }
  return DirFd{static_cast<int>(TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")))};
}

Result<Descriptor> ArgumentAs<Descriptor>::From(Thread& t, const ArgumentPlace&, Value value) {
  return ToDescriptor(t, value);
}

namespace {

Result<Descriptor> DescriptorOf(Thread& t, Value number) {
  const auto fd = static_cast<int>(TRY(ToCInteger(t, number, INT32_MIN, INT32_MAX, "int")));
  if (fd >= 0) return Descriptor{fd};
  return RaiseValueError(t,
                         absl::StrCat("file descriptor cannot be a negative integer (", fd, ")"));
}

}  // namespace

Result<Descriptor> ToDescriptor(Thread& t, Value value) {
  if (IsIntLike(value)) return DescriptorOf(t, value);
  const Value method = TRY(GetAttrOrUnbound(t, value, TRY(Str::InternUtf8(t, "fileno"))));
  if (method.IsUnbound()) {
    return RaiseTypeError(t, "argument must be an int, or have a fileno() method.");
  }
  const Value number = TRY(CallWith(t, method));
  if (!IsIntLike(number)) return RaiseTypeError(t, "fileno() returned a non-integer");
  return DescriptorOf(t, number);
}

Raised RaiseForPath(Thread& t, int error, const Path& path) {
  return RaiseOSError(t, error, path.object);
}

Raised RaiseForPaths(Thread& t, int error, const Path& from, const Path& to) {
  (void)RaiseOSError(t, error, from.object);
  if (PendingIs(t, &BuiltinTypes::OSError)) Cast<Exception>(t.pending)->set_field(3, to.object);
  return Raised{};
}

}  // namespace krait
