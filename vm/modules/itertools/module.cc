#include "vm/modules/itertools/module.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait {
namespace itertools {
namespace {

const char* Plural(uint64_t count) { return count == 1 ? "" : "s"; }

}  // namespace

Result<Type*> AddIteratorType(Thread& t, Module* module, const IteratorType& row) {
  const std::string name = absl::StrCat("itertools.", row.name);
  NativeTypeSpec spec{};
  spec.name = name.c_str();
  spec.instance_size = row.size;
  spec.flags = row.flags;
  spec.spec.slots.new_ = row.new_;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = row.next;
  spec.spec.slots.repr = row.repr;
  spec.spec.methods = row.methods;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  TRY(module->Add(t, row.name, Value::FromObject(type)));
  return type;
}

Result<None> CheckArguments(Thread& t, const Type* cls, const char* name, Args args, uint32_t least,
                            uint32_t most) {
  if (args.has_keywords() && args.keyword_names->size() != 0 &&
      cls->slots().init == types(t).object->slots().init) {
    return RaiseTypeError(t, absl::StrCat(name, "() takes no keyword arguments"));
  }
  if (args.count >= least && args.count <= most) return None{};
  const bool few = args.count < least;
  const uint32_t bound = few ? least : most;
  return RaiseTypeError(
      t, absl::StrCat(name, " expected ", least == most ? "" : (few ? "at least " : "at most "),
                      bound, " argument", Plural(bound), ", got ", args.count));
}

Result<Tuple*> StateTuple(Thread& t, Value state, size_t least, size_t most) {
  if (!Is<Tuple>(state)) return RaiseTypeError(t, "state is not a tuple");
  Tuple* tuple = Cast<Tuple>(state);
  if (tuple->size() >= least && tuple->size() <= most) return tuple;
  const bool few = tuple->size() < least;
  const size_t bound = few ? least : most;
  return RaiseTypeError(
      t,
      absl::StrCat("function takes ", least == most ? "exactly " : (few ? "at least " : "at most "),
                   bound, " argument", Plural(bound), " (", tuple->size(), " given)"));
}

Raised RaiseStateType(Thread& t, int position, const char* expected, Value actual) {
  return RaiseTypeError(t, absl::StrCat("argument ", position, " must be ", expected, ", not ",
                                        actual.IsNone() ? "None" : TypeName(t, actual)));
}

Result<Value> Reduced(Thread& t, Object* self, Result<Tuple*> args) {
  const Value type = Value::FromObject(TypeOf(t, Value::FromObject(self)));
  return Tuple::Of(t, type, Value::FromObject(TRY(args)));
}
Result<Value> Reduced(Thread& t, Object* self, Result<Tuple*> args, Value state) {
  const Value type = Value::FromObject(TypeOf(t, Value::FromObject(self)));
  return Tuple::Of(t, type, Value::FromObject(TRY(args)), state);
}

}  // namespace itertools

Result<Module*> MakeItertoolsModule(Thread& t) {
  t.vm().AddPart(std::make_unique<itertools::Part>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "itertools"))));
  for (auto* add : {&itertools::AddInfinite, &itertools::AddChain, &itertools::AddSelecting,
                    &itertools::AddSlicing, &itertools::AddCombining, &itertools::AddProduct,
                    &itertools::AddCombinatoric, &itertools::AddGroupBy, &itertools::AddTee}) {
    TRY(add(t, module));
  }
  return module;
}

}  // namespace krait
