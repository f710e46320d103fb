#pragma once

#include "vm/object/method.h"

namespace krait {

/// The parameters of a type's constructor, for BindArguments: errors speak of `name`.
consteval Method ConstructorSignature(const char* name, const char* text_signature) {
  Method method;
  method.name = name;
  method.text_signature = text_signature;
  method.signature = Signature::Parse(text_signature);
  return method;
}

/// A method whose __text_signature__ is None, as CPython leaves some. Its parameters, if it has
/// any, are positional-only.
consteval Method HideSignature(Method method) {
  // The names of others would be lost.
  if (method.signature.count != method.signature.positional_only) __builtin_trap();
  method.text_signature = nullptr;
  return method;
}

/// A method that reads its arguments itself, shown with more parameters than Signature holds.
consteval Method ShowSignature(Method method, const char* text_signature) {
  if (method.signature.count != 0) __builtin_trap();
  method.text_signature = text_signature;
  return method;
}

}  // namespace krait
