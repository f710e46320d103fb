#pragma once

#include "vm/code/code.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Dict;
class Marker;
class Str;
class Thread;
class Tuple;

/// A Python function.
class Function : public Object {
 public:
  static constexpr Layout kLayout = Layout::kFunction;

  /// `builtins`: see BuiltinsOf.
  static Result<Function*> New(Thread& t, Code* code, Dict* globals, Dict* builtins = nullptr);

  /// What names fall back to in functions made with these globals: their __builtins__, a module or
  /// a dict, else `otherwise`; null: the VM's.
  static Dict* BuiltinsOf(Thread& t, Dict* globals, Dict* otherwise = nullptr);

  Code* code() const { return code_.Load(); }
  void set_code(Code* code) { code_.Store(this, code); }
  Dict* globals() const { return globals_.Load(); }
  /// The builtins that the globals named when the function was made.
  Dict* builtins() const { return builtins_.Load(); }
  /// Null where there is none.
  Tuple* defaults() const { return defaults_.Load(); }
  void set_defaults(Tuple* defaults) { defaults_.Store(this, defaults); }
  Dict* kwdefaults() const { return kwdefaults_.Load(); }
  void set_kwdefaults(Dict* kwdefaults) { kwdefaults_.Store(this, kwdefaults); }
  Tuple* closure() const { return closure_.Load(); }  // of Cell
  void set_closure(Tuple* closure) { closure_.Store(this, closure); }
  Str* name() const { return name_.Load(); }
  void set_name(Str* name) { name_.Store(this, name); }
  Str* qualname() const { return qualname_.Load(); }
  void set_qualname(Str* qualname) { qualname_.Store(this, qualname); }
  Value doc() const { return doc_.Load(); }
  void set_doc(Value doc) { doc_.Store(this, doc); }
  Value module() const { return module_.Load(); }
  void set_module(Value module) { module_.Store(this, module); }
  /// Unbound until set or asked for; a dict, or the tuple of pairs that the compiler made.
  Value annotations() const { return annotations_.Load(); }
  void set_annotations(Value annotations) { annotations_.Store(this, annotations); }

  void Trace(Marker& marker);

 private:
  Field<Object*> attributes_;  // see Type::attributes_offset
  Field<Code*> code_;
  Field<Dict*> globals_;
  Field<Dict*> builtins_;
  Field<Tuple*> defaults_;
  Field<Dict*> kwdefaults_;
  Field<Tuple*> closure_;
  Field<Str*> name_;
  Field<Str*> qualname_;
  Field<Value> doc_;
  Field<Value> module_;
  Field<Value> annotations_;
};

}  // namespace krait
