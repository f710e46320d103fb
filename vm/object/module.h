#pragma once

#include <string_view>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/method.h"

namespace krait {

class Dict;
class Marker;
class Str;
class Thread;
class Type;

/// A Python module. Its attributes are the Dict, which is also the globals of its functions.
class Module : public Object {
 public:
  static constexpr Layout kLayout = Layout::kModule;

  /// A module with __name__, __doc__, __package__, __loader__ and __spec__ as module() makes them.
  static Result<Module*> New(Thread& t, Str* name);
  /// types.ModuleType.__new__: no dict until __init__.
  static Result<Module*> NewOfType(Thread& t, Type* cls);

  Dict* dict() const { return dict_.Load(); }  // null before __init__
  void set_dict(Dict* dict) { dict_.Store(this, dict); }

  /// Puts a native function of this module into its dict for each line.
  Result<None> AddFunctions(Thread& t, absl::Span<const Method> methods);
  Result<None> Add(Thread& t, std::string_view name, Value value);
  Result<None> AddInt(Thread& t, std::string_view name, int64_t value);
  Result<None> AddStr(Thread& t, std::string_view name, std::string_view value);

  void Trace(Marker& marker);

 private:
  Field<Object*> attributes_;  // of subclasses with __slots__
  Field<Dict*> dict_;
};

}  // namespace krait
