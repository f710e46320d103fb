#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/modules/io/path_argument.h"
#include "vm/object/bind.h"

namespace krait {

class Thread;

/// A path as a system call takes it: from str (encoded as os.fsencode does), bytes, or an object
/// with __fspath__; where the parameter's type allows, also from a descriptor.
struct Path {
  std::string bytes;  // empty when it is a descriptor
  int descriptor = -1;
  bool is_bytes = false;         // results are to be bytes, too
  Value object = Value::None();  // as the caller gave it: for messages. On the native stack only

  const char* c_str() const { return bytes.c_str(); }
  bool is_descriptor() const { return descriptor >= 0; }
};

enum PathKind : int {
  kPathOnly = 0,
  kPathOrDescriptor = 1,
  kPathOrNone = 2,  // None is "."
  kPathDescriptorOrNone = 3,
};

/// TypeError names `function` and `parameter`.
Result<Path> ToPath(Thread& t, Value value, const char* function, const char* parameter, int kind);

/// A parameter that is a path; `kKind` says what else it may be.
template <int kKind>
struct PathArgument {
  Path path;
};
template <int kKind>
struct ArgumentAs<PathArgument<kKind>> {
  static Result<PathArgument<kKind>> From(Thread& t, const ArgumentPlace& place, Value value) {
    const std::string parameter = place.method.parameter_name(place.index);
    return PathArgument<kKind>{TRY(ToPath(t, value, place.method.name, parameter.c_str(), kKind))};
  }
};

/// dir_fd: None means the current directory.
struct DirFd {
  int value = -100;  // AT_FDCWD
};
template <>
struct ArgumentAs<DirFd> {
  static Result<DirFd> From(Thread& t, const ArgumentPlace& place, Value value);
};

/// An argument with a fileno() or an int.
struct Descriptor {
  int value = -1;
};
Result<Descriptor> ToDescriptor(Thread& t, Value value);
template <>
struct ArgumentAs<Descriptor> {
  static Result<Descriptor> From(Thread& t, const ArgumentPlace& place, Value value);
};

/// What the system said, as str or bytes like the path it was asked with.
Result<Value> FromSystem(Thread& t, std::string_view text, bool as_bytes);
Result<Str*> DecodeSystem(Thread& t, std::string_view text);
/// os.fsencode of a str or bytes; TypeError for others, ValueError for a null byte.
Result<std::string> EncodeSystem(Thread& t, Value text, const char* what);

/// OSError for errno about one or two paths.
Raised RaiseForPath(Thread& t, int error, const Path& path);
Raised RaiseForPaths(Thread& t, int error, const Path& from, const Path& to);

}  // namespace krait
