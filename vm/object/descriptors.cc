#include "vm/object/descriptors.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

Result<SlotWrapper*> SlotWrapper::New(Thread& t, Type* owner, const SlotDef* def, void* function) {
  auto* wrapper =
      TRY(AllocateExact<SlotWrapper>(t, types(t).wrapper_descriptor, sizeof(SlotWrapper)));
  wrapper->def_ = def;
  wrapper->function_ = function;
  wrapper->owner_.Store(wrapper, owner);
  wrapper->self_.Store(wrapper, Value::Unbound());
  return wrapper;
}

Result<SlotWrapper*> SlotWrapper::Bind(Thread& t, SlotWrapper* unbound, Value self) {
  auto* wrapper = TRY(AllocateExact<SlotWrapper>(t, types(t).method_wrapper, sizeof(SlotWrapper)));
  wrapper->def_ = unbound->def_;
  wrapper->function_ = unbound->function_;
  wrapper->owner_.Store(wrapper, unbound->owner());
  wrapper->self_.Store(wrapper, self);
  return wrapper;
}

void SlotWrapper::Trace(Marker& marker) {
  marker.Visit(owner_);
  marker.Visit(self_);
}

Result<GetSetDescriptor*> GetSetDescriptor::New(Thread& t, Type* owner, const GetSet* row) {
  Type* type = row->is_member ? types(t).member_descriptor : types(t).getset_descriptor;
  auto* descriptor = TRY(AllocateExact<GetSetDescriptor>(t, type, sizeof(GetSetDescriptor)));
  descriptor->row_ = row;
  descriptor->owner_.Store(descriptor, owner);
  return descriptor;
}

void GetSetDescriptor::Trace(Marker& marker) { marker.Visit(owner_); }

Result<MemberDescriptor*> MemberDescriptor::New(Thread& t, Type* owner, Str* name, uint32_t slot) {
  auto* descriptor =
      TRY(AllocateExact<MemberDescriptor>(t, types(t).member_descriptor, sizeof(MemberDescriptor)));
  descriptor->owner_.Store(descriptor, owner);
  descriptor->name_.Store(descriptor, name);
  descriptor->slot_ = slot;
  return descriptor;
}

void MemberDescriptor::Trace(Marker& marker) {
  marker.Visit(owner_);
  marker.Visit(name_);
}

void WrappedCallable::Trace(Marker& marker) {
  marker.Visit(attributes_);
  marker.Visit(callable_);
}

template <typename T>
static Result<T*> NewWrapped(Thread& t, Type* cls, Value callable) {
  auto* method = static_cast<T*>(TRY(AllocateInstance(t, cls, sizeof(T))));
  method->set_callable(callable);
  return method;
}

Result<ClassMethod*> ClassMethod::New(Thread& t, Type* cls, Value callable) {
  return NewWrapped<ClassMethod>(t, cls, callable);
}

Result<StaticMethod*> StaticMethod::New(Thread& t, Type* cls, Value callable) {
  return NewWrapped<StaticMethod>(t, cls, callable);
}

void Property::Trace(Marker& marker) {
  marker.Visit(get_);
  marker.Visit(set_);
  marker.Visit(del_);
  marker.Visit(doc_);
  marker.Visit(name_);
}

void Super::Trace(Marker& marker) {
  marker.Visit(type_);
  marker.Visit(object_);
  marker.Visit(object_type_);
}

}  // namespace krait
