#pragma once

#include "vm/core/result.h"

/// The `__dict__` entry of native types whose instances have attributes:
/// `{"__dict__", &GetDictAttribute, &SetDictAttribute}`.
namespace krait {

class Thread;

Result<Value> GetDictAttribute(Thread& t, Value self);
/// TypeError for anything but a dict, and when deleted (Unbound).
Result<None> SetDictAttribute(Thread& t, Value self, Value value);

}  // namespace krait
