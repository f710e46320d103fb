#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class NativeFunction;
class Thread;

/// open(): one object, in builtins and in _io.
Result<NativeFunction*> MakeOpenFunction(Thread& t);

/// What io.open() is given.
struct OpenArguments {
  Value file;
  Value mode = Value::Unbound();  // "r"
  int64_t buffering = -1;
  Value encoding = Value::None();
  Value errors = Value::None();
  Value newline = Value::None();
  bool close_fd = true;
  Value opener = Value::None();
};
Result<Value> OpenFile(Thread& t, const OpenArguments& arguments);

}  // namespace krait
