#include "absl/strings/str_cat.h"
#include "vm/builtins/object_type.h"
#include "vm/builtins/str_methods.h"
#include "vm/builtins/union_type.h"
#include "vm/object/exception.h"

/// What Krait does not do yet: each says so by name when a program asks for it.
namespace krait {
namespace {

Raised RaiseNotYet(Thread& t, const char* what) {
  return Raise(t, &BuiltinTypes::NotImplementedError,
               absl::StrCat("Krait does not support ", what, " yet"));
}

}  // namespace

Result<Value> MakeUnion(Thread& t, Value, Value) { return RaiseNotYet(t, "unions of types"); }

Result<Value> ReduceNewObject(Thread& t, Value) {
  return RaiseNotYet(t, "object.__reduce_ex__ with protocol 2 and up");
}

}  // namespace krait
