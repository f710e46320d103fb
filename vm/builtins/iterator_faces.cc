#include "vm/builtins/iterator_faces.h"

#include <memory>

#include "vm/builtins/iterator_state.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/heap/marker.h"
#include "vm/object/generic_alias.h"
#include "vm/object/iterators.h"
#include "vm/object/shape.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

/// iter(alias), or what is left of it: iter(()).
Result<Value> AliasIteratorReduce(Thread& t, TupleIterator* self) {
  const Tuple* items = self->sequence();
  if (items == nullptr || self->index() != 0) {
    return ReduceIterator(t, "iter", Value::FromObject(t.vm().empty_tuple()));
  }
  const auto* starred = Cast<GenericAlias>(items->At(0));
  Type* type = TypeOf(t, items->At(0));
  const Value alias =
      Value::FromObject(TRY(GenericAlias::New(t, type, starred->origin(), starred->args(), false)));
  return ReduceIterator(t, "iter", alias);
}

constexpr Method kAliasIteratorMethods[] = {
    HideSignature(Bind<AliasIteratorReduce>("__reduce__", "($self, /)"))};

/// The iteration slots of `like`, without its methods.
Result<Type*> MakeFace(Thread& t, const char* name, const Type* like, const TypeSpec& of,
                       absl::Span<const Method> methods = {}) {
  TypeSpec spec;
  spec.slots = of.slots;
  spec.methods = methods;
  Type* type =
      TRY(TypeBuilder::NewUnnamed(t, types(t).type, types(t).object, like->instance_layout(), 0));
  TRY(TypeBuilder::SetName(t, type, name));
  TRY(TypeBuilder::Complete(t, type, spec));
  return type;
}

}  // namespace

void IteratorFaces::TraceRoots(Marker& marker) {
  marker.Visit(generic_alias_iterator);
  marker.Visit(line_iterator);
  marker.Visit(positions_iterator);
}

Result<None> InstallIteratorFaces(Thread& t) {
  auto& faces = t.vm().AddPart(std::make_unique<IteratorFaces>());
  const Type* list = types(t).list_iterator;
  faces.generic_alias_iterator = TRY(MakeFace(t, "generic_alias_iterator", types(t).tuple_iterator,
                                              TupleIteratorSpec(), kAliasIteratorMethods));
  faces.line_iterator = TRY(MakeFace(t, "line_iterator", list, ListIteratorSpec()));
  faces.positions_iterator = TRY(MakeFace(t, "positions_iterator", list, ListIteratorSpec()));
  return None{};
}

Value WithFace(Object* iterator, const Type* face) {
  iterator->set_shape_id(face->instance_shape()->id());
  return Value::FromObject(iterator);
}

}  // namespace krait
