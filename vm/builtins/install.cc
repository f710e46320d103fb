#include "vm/builtins/install.h"

#include <memory>

#include "vm/builtins/iterator_faces.h"
#include "vm/builtins/specs.h"
#include "vm/object/attributes.h"
#include "vm/object/codec.h"
#include "vm/object/memory_view.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

/// Whether a type shows __getattribute__, __setattr__ and __delattr__ of its own although they do
/// what object's do: dir() tells.
enum class Accessors : uint8_t { kInherited, kReads, kReadsAndWrites };

struct SpecRow {
  Type* BuiltinTypes::* type;
  const TypeSpec& (*spec)();
  Accessors accessors = Accessors::kReads;
};

/// Bases before what derives from them.
constexpr SpecRow kSpecs[] = {
    {&BuiltinTypes::object, &ObjectSpec},
    {&BuiltinTypes::type, &TypeTypeSpec},
    {&BuiltinTypes::function, &FunctionSpec, Accessors::kInherited},
    {&BuiltinTypes::method, &MethodSpec, Accessors::kReadsAndWrites},
    {&BuiltinTypes::cell, &CellSpec},
    {&BuiltinTypes::builtin_function_or_method, &NativeFunctionSpec},
    {&BuiltinTypes::method_descriptor, &MethodDescriptorSpec},
    {&BuiltinTypes::classmethod_descriptor, &ClassMethodDescriptorSpec},
    {&BuiltinTypes::wrapper_descriptor, &WrapperDescriptorSpec},
    {&BuiltinTypes::method_wrapper, &MethodWrapperSpec},
    {&BuiltinTypes::getset_descriptor, &GetSetDescriptorSpec},
    {&BuiltinTypes::member_descriptor, &MemberDescriptorSpec},
    {&BuiltinTypes::classmethod, &ClassMethodSpec, Accessors::kInherited},
    {&BuiltinTypes::staticmethod, &StaticMethodSpec, Accessors::kInherited},
    {&BuiltinTypes::property, &PropertySpec},
    {&BuiltinTypes::int_, &IntSpec},
    {&BuiltinTypes::bool_, &BoolSpec, Accessors::kInherited},
    {&BuiltinTypes::float_, &FloatSpec},
    {&BuiltinTypes::complex, &ComplexSpec},
    {&BuiltinTypes::str, &StrSpec},
    {&BuiltinTypes::bytes, &BytesSpec},
    {&BuiltinTypes::bytearray, &ByteArraySpec},
    {&BuiltinTypes::memoryview, &MemoryViewSpec},
    {&BuiltinTypes::none_type, &NoneTypeSpec, Accessors::kInherited},
    {&BuiltinTypes::ellipsis, &EllipsisSpec},
    {&BuiltinTypes::not_implemented_type, &NotImplementedTypeSpec, Accessors::kInherited},
    {&BuiltinTypes::tuple, &TupleSpec},
    {&BuiltinTypes::list, &ListSpec},
    {&BuiltinTypes::dict, &DictSpec},
    {&BuiltinTypes::dict_keys, &DictKeysSpec},
    {&BuiltinTypes::dict_values, &DictValuesSpec},
    {&BuiltinTypes::dict_items, &DictItemsSpec},
    {&BuiltinTypes::mappingproxy, &MappingProxySpec},
    {&BuiltinTypes::set, &SetSpec},
    {&BuiltinTypes::frozenset, &FrozenSetSpec},
    {&BuiltinTypes::range, &RangeSpec},
    {&BuiltinTypes::list_iterator, &ListIteratorSpec},
    {&BuiltinTypes::list_reverseiterator, &ListReverseIteratorSpec},
    {&BuiltinTypes::tuple_iterator, &TupleIteratorSpec},
    {&BuiltinTypes::range_iterator, &RangeIteratorSpec},
    {&BuiltinTypes::longrange_iterator, &LongRangeIteratorSpec},
    {&BuiltinTypes::str_iterator, &StrIteratorSpec},
    {&BuiltinTypes::str_ascii_iterator, &StrIteratorSpec},
    {&BuiltinTypes::dict_keyiterator, &DictIteratorSpec},
    {&BuiltinTypes::dict_valueiterator, &DictIteratorSpec},
    {&BuiltinTypes::dict_itemiterator, &DictIteratorSpec},
    {&BuiltinTypes::dict_reversekeyiterator, &DictIteratorSpec, Accessors::kInherited},
    {&BuiltinTypes::dict_reversevalueiterator, &DictIteratorSpec, Accessors::kInherited},
    {&BuiltinTypes::dict_reverseitemiterator, &DictIteratorSpec, Accessors::kInherited},
    {&BuiltinTypes::iterator, &SequenceIteratorSpec},
    {&BuiltinTypes::callable_iterator, &CallableIteratorSpec},
    {&BuiltinTypes::slice, &SliceSpec},
    {&BuiltinTypes::enumerate, &EnumerateSpec},
    {&BuiltinTypes::zip, &ZipSpec},
    {&BuiltinTypes::map, &MapSpec},
    {&BuiltinTypes::filter, &FilterSpec},
    {&BuiltinTypes::reversed, &ReversedSpec},
    {&BuiltinTypes::bytes_iterator, &BytesIteratorSpec},
    {&BuiltinTypes::bytearray_iterator, &BytesIteratorSpec},
    {&BuiltinTypes::memory_iterator, &MemoryIteratorSpec},
    {&BuiltinTypes::set_iterator, &SetIteratorSpec},
    {&BuiltinTypes::generic_alias, &GenericAliasSpec},
    {&BuiltinTypes::union_type, &UnionTypeSpec},
    {&BuiltinTypes::simple_namespace, &SimpleNamespaceSpec, Accessors::kReadsAndWrites},
    {&BuiltinTypes::weakref, &WeakRefSpec, Accessors::kInherited},
    {&BuiltinTypes::weakproxy, &WeakProxySpec},
    {&BuiltinTypes::weakcallableproxy, &WeakCallableProxySpec},
    {&BuiltinTypes::module, &ModuleSpec},
    {&BuiltinTypes::generator, &GeneratorSpec},
    {&BuiltinTypes::coroutine, &CoroutineSpec},
    {&BuiltinTypes::coroutine_wrapper, &CoroutineWrapperSpec},
    {&BuiltinTypes::anext_awaitable, &ANextAwaitableSpec},
    {&BuiltinTypes::async_generator, &AsyncGeneratorSpec},
    {&BuiltinTypes::async_generator_asend, &AsyncGeneratorASendSpec},
    {&BuiltinTypes::async_generator_athrow, &AsyncGeneratorAThrowSpec},
    {&BuiltinTypes::async_generator_wrapped_value, &AsyncGeneratorWrappedValueSpec},
    {&BuiltinTypes::super, &SuperSpec},
    {&BuiltinTypes::code, &CodeSpec},
    {&BuiltinTypes::frame, &FrameSpec, Accessors::kReadsAndWrites},
    {&BuiltinTypes::traceback, &TracebackSpec},
};

TypeSpec WithAccessors(TypeSpec spec, Accessors accessors) {
  if (accessors != Accessors::kInherited && spec.slots.getattr == nullptr) {
    spec.slots.getattr = &GenericGetAttr;
  }
  if (accessors == Accessors::kReadsAndWrites && spec.slots.setattr == nullptr) {
    spec.slots.setattr = &GenericSetAttr;
  }
  return spec;
}

}  // namespace

const char* TextSignatureOf(Thread& t, const Type* type) {
  for (const SpecRow& row : kSpecs) {
    if (types(t).*row.type == type) return row.spec().text_signature;
  }
  return nullptr;
}

Result<None> InstallBuiltinTypes(Thread& t) {
  t.vm().AddPart(std::make_unique<CodecRegistry>());
  t.vm().AddPart(std::make_unique<MemoryViewTable>());
  for (const SpecRow& row : kSpecs) {
    TRY(TypeBuilder::Complete(t, types(t).*row.type, WithAccessors(row.spec(), row.accessors)));
  }
  TRY(InstallIteratorFaces(t));
  TRY(InstallDocs(t));
  return InstallExceptions(t);
}

}  // namespace krait
