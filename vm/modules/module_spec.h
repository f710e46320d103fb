#pragma once

#include <string>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Str;
class Thread;
class Type;

/// importlib.machinery.ModuleSpec: what a finder tells about a module, and what the module keeps as
/// __spec__. Finders written in Python may use their own class: only attributes count.
struct SpecFields {
  Str* name;
  Value loader = Value::None();
  Value origin = Value::None();
  Value locations = Value::None();  // a list for packages
  bool has_location = false;        // origin is a file
};

Result<Type*> MakeModuleSpecType(Thread& t);
Result<Value> NewSpec(Thread& t, const SpecFields& fields);

/// Sets __name__, __loader__, __package__, __spec__, __path__, __file__ and __cached__ from `spec`;
/// all but __spec__ only where the module has none yet.
Result<None> InitModuleAttributes(Thread& t, Value spec, Value module);

/// Where CPython keeps the bytecode of a source file: __pycache__/NAME.cpython-311.pyc, below
/// sys.pycache_prefix if that is set.
Result<std::string> CachePathOf(Thread& t, const std::string& source_path);

/// An attribute by its C++ name; Unbound when it is not there.
Result<Value> AttributeNamed(Thread& t, Value object, std::string_view name);
Result<None> SetAttributeNamed(Thread& t, Value object, std::string_view name, Value value);

/// ImportError, or below, with name and path (Unbound: None).
Raised RaiseImportError(Thread& t, Type* type, const std::string& message, Value name,
                        Value path = Value::Unbound());

}  // namespace krait
