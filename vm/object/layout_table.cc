#include "vm/object/layout_table.h"

#include "vm/object/attributes.h"
#include "vm/object/bound_method.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/dict_view.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/generic_alias.h"
#include "vm/object/inline_cache.h"
#include "vm/object/int.h"
#include "vm/object/iterator_adapters.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/memory_view.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/range.h"
#include "vm/object/set.h"
#include "vm/object/shape.h"
#include "vm/object/simple_namespace.h"
#include "vm/object/slice.h"
#include "vm/object/str.h"
#include "vm/object/str_buffer.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/object/union_type.h"
#include "vm/object/value_array.h"
#include "vm/object/weakref.h"

namespace krait {

void TraceSubclassAttributes(Object* object, Marker& marker) {
  const auto* shape = static_cast<Shape*>(marker.shape(object->shape_id()));
  if (Field<Object*>* field = AttributesField(shape->type(), object)) marker.Visit(*field);
}

LayoutTable::LayoutTable() {
  constexpr uint32_t kAttributes = sizeof(Object);  // the first field behind the header
  constexpr uint32_t kBase = Type::kBaseType;
  constexpr uint32_t kWeak = Type::kHasWeakref;
  constexpr uint32_t kHasDict = Type::kHasDict;
  constexpr uint32_t kFinal = Type::kDisallowNew;

  infos_[Index(Layout::kInstance)] = {Instance::kSlotsOffset, kAttributes, false, kBase};
  traces_[Index(Layout::kInstance)].trace = &TraceInstance;

  Add<ValueArray>();
  Add<RawArray>();
  Add<DictKeys>();
  Add<SetTable>();
  Add<StrBuffer>();
  Add<Shape>();
  Add<AttributeRecord>();
  Add<NativeObject>(kBase, false, sizeof(Object) + sizeof(const NativeClass*));

  Add<Int>(kBase | Type::kMatchSelf, true);
  Add<Float>(kBase | Type::kMatchSelf);
  Add<Complex>(kBase);
  Add<Str>(kBase | Type::kMatchSelf, true);
  Add<Bytes>(kBase | Type::kMatchSelf, true);
  Add<ByteArray>(kBase | Type::kMatchSelf);
  Add<MemoryView>(kWeak | Type::kIsSequence);
  Add<Tuple>(kBase | Type::kMatchSelf | Type::kIsSequence, true);
  Add<List>(kBase | Type::kMatchSelf | Type::kIsSequence);
  Add<Dict>(kBase | Type::kMatchSelf | Type::kIsMapping);
  Add<Set>(kBase | kWeak | Type::kMatchSelf);
  Add<Range>(Type::kIsSequence);
  Add<Slice>();
  Add<DictView>(kFinal);
  Add<MappingProxy>();

  Add<ListIterator>(kFinal);
  Add<TupleIterator>(kFinal);
  Add<RangeIterator>(kFinal);
  Add<DictIterator>(kFinal);
  Add<SetIterator>(kFinal);
  Add<StrIterator>(kFinal);
  Add<BytesIterator>(kFinal);
  Add<SequenceIterator>(kFinal);
  Add<CallableIterator>(kFinal);
  Add<Enumerate>(kBase);
  Add<Zip>(kBase);
  Add<Map>(kBase);
  Add<Filter>(kBase);
  Add<Reversed>(kBase);

  Add<NativeFunction>(kFinal | kWeak);
  Add<BoundMethod>(kWeak);
  Add<Cell>();

  Add<Type>(kBase | kWeak);
  Add<Module>(kBase | kWeak, false, kAttributes);
  Add<SlotWrapper>(kFinal);
  Add<MethodDescriptor>(kFinal);
  Add<MemberDescriptor>(kFinal);
  Add<GetSetDescriptor>(kFinal);
  Add<Property>(kBase);
  Add<ClassMethod>(kBase | kHasDict, false, kAttributes);
  Add<StaticMethod>(kBase | kHasDict, false, kAttributes);
  Add<Super>(kBase);
  Add<GenericAlias>(kBase | kWeak);
  Add<UnionType>(kFinal);
  Add<SimpleNamespace>(kBase | kHasDict, false, kAttributes);
  Add<WeakRef>(kBase, false, kAttributes);
  Add<WeakProxy>(kFinal, false, kAttributes);
  Add<Exception>(kBase | kHasDict, false, kAttributes);
}

}  // namespace krait
