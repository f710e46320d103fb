#pragma once

#include "vm/core/result.h"
#include "vm/object/builtin_types.h"
#include "vm/object/exception.h"
#include "vm/object/slots.h"

/// How particular exception types read their arguments and show themselves.
namespace krait {

/// Beside Exception's own flag, of an ImportError: name or path were given, be it as None.
inline constexpr uint8_t kNameGiven = 2;
inline constexpr uint8_t kPathGiven = 4;

/// BaseException.__new__.
Result<Value> ExceptionNew(Thread& t, Type* cls, Args args);

// exception_os_error.cc
/// The subclass that the errno stands for; fields are set here unless a Python-level __init__ will.
Result<Value> OSErrorNew(Thread& t, Type* cls, Args args);
Result<None> OSErrorInit(Thread& t, Value self, Args args);
Result<Value> OSErrorStr(Thread& t, Value self);
Result<Value> OSErrorReduce(Thread& t, Value self);
Result<None> SetErrno(Thread& t, Value self, Value value);
Result<None> SetErrorText(Thread& t, Value self, Value value);
Result<Value> GetCharactersWritten(Thread& t, Value self);
Result<None> SetCharactersWritten(Thread& t, Value self, Value value);

// exception_unicode.cc
Result<None> UnicodeDecodeErrorInit(Thread& t, Value self, Args args);
Result<None> UnicodeEncodeErrorInit(Thread& t, Value self, Args args);
Result<None> UnicodeTranslateErrorInit(Thread& t, Value self, Args args);
Result<Value> UnicodeDecodeErrorStr(Thread& t, Value self);
Result<Value> UnicodeEncodeErrorStr(Thread& t, Value self);
Result<Value> UnicodeTranslateErrorStr(Thread& t, Value self);
/// `start` and `end`: C integers with an int's face.
Result<Value> GetUnicodeStart(Thread& t, Value self);
Result<None> SetUnicodeStart(Thread& t, Value self, Value value);
Result<Value> GetUnicodeEnd(Thread& t, Value self);
Result<None> SetUnicodeEnd(Thread& t, Value self, Value value);

/// The attributes of an exception as its __reduce__ gives them: a dict, or Unbound when it never
/// had any.
Result<Value> ExceptionDict(Thread& t, Value self);

/// The __init__ and __str__ of a built-in exception type: null where the base's will do.
InitSlot InitOf(Type* BuiltinTypes::* type);
UnarySlot StrOf(Type* BuiltinTypes::* type);

}  // namespace krait
