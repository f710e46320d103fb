#pragma once

#include "vm/object/type_builder.h"

/// What Python sees of each built-in type: one function per type, defined in the type's own file
/// (vm/builtins/int_type.cc: IntSpec). install.cc puts them into a new VM, bases first.
namespace krait {

const TypeSpec& ObjectSpec();
const TypeSpec& TypeTypeSpec();
const TypeSpec& IntSpec();
const TypeSpec& BoolSpec();
const TypeSpec& FloatSpec();
const TypeSpec& ComplexSpec();
const TypeSpec& StrSpec();
const TypeSpec& BytesSpec();
const TypeSpec& ByteArraySpec();
const TypeSpec& MemoryViewSpec();
const TypeSpec& TupleSpec();
const TypeSpec& ListSpec();
const TypeSpec& DictSpec();
const TypeSpec& SetSpec();
const TypeSpec& FrozenSetSpec();
const TypeSpec& RangeSpec();
const TypeSpec& SliceSpec();
const TypeSpec& DictKeysSpec();
const TypeSpec& DictValuesSpec();
const TypeSpec& DictItemsSpec();
const TypeSpec& MappingProxySpec();
const TypeSpec& ListIteratorSpec();
const TypeSpec& ListReverseIteratorSpec();
const TypeSpec& TupleIteratorSpec();
const TypeSpec& RangeIteratorSpec();
const TypeSpec& LongRangeIteratorSpec();
const TypeSpec& DictIteratorSpec();  // all six
const TypeSpec& SetIteratorSpec();
const TypeSpec& StrIteratorSpec();    // both
const TypeSpec& BytesIteratorSpec();  // of bytes and bytearray
const TypeSpec& MemoryIteratorSpec();
const TypeSpec& SequenceIteratorSpec();
const TypeSpec& CallableIteratorSpec();
const TypeSpec& EnumerateSpec();
const TypeSpec& ZipSpec();
const TypeSpec& MapSpec();
const TypeSpec& FilterSpec();
const TypeSpec& ReversedSpec();
const TypeSpec& CodeSpec();
const TypeSpec& FunctionSpec();
const TypeSpec& NativeFunctionSpec();
const TypeSpec& MethodSpec();
const TypeSpec& CellSpec();
const TypeSpec& FrameSpec();
const TypeSpec& TracebackSpec();
const TypeSpec& GeneratorSpec();
const TypeSpec& CoroutineSpec();
const TypeSpec& AsyncGeneratorSpec();
const TypeSpec& AsyncGeneratorASendSpec();
const TypeSpec& AsyncGeneratorAThrowSpec();
const TypeSpec& AsyncGeneratorWrappedValueSpec();
const TypeSpec& CoroutineWrapperSpec();
const TypeSpec& ANextAwaitableSpec();
const TypeSpec& ModuleSpec();
const TypeSpec& WrapperDescriptorSpec();
const TypeSpec& MethodWrapperSpec();
const TypeSpec& MethodDescriptorSpec();
const TypeSpec& ClassMethodDescriptorSpec();
const TypeSpec& MemberDescriptorSpec();
const TypeSpec& GetSetDescriptorSpec();
const TypeSpec& PropertySpec();
const TypeSpec& ClassMethodSpec();
const TypeSpec& StaticMethodSpec();
const TypeSpec& SuperSpec();
const TypeSpec& GenericAliasSpec();
const TypeSpec& UnionTypeSpec();
const TypeSpec& WeakRefSpec();
const TypeSpec& WeakProxySpec();
const TypeSpec& WeakCallableProxySpec();
const TypeSpec& SimpleNamespaceSpec();
const TypeSpec& NoneTypeSpec();
const TypeSpec& EllipsisSpec();
const TypeSpec& NotImplementedTypeSpec();
const TypeSpec& BaseExceptionGroupSpec();

/// The text signature in a built-in type's spec; null when it has none.
const char* TextSignatureOf(Thread& t, const Type* type);

/// A line on what a built-in type is for, as the __doc__ of each that has one.
Result<None> InstallDocs(Thread& t);
/// The same; null for types that have none.
const char* DocOf(Thread& t, const Type* type);

/// BaseException and what the types below it add.
Result<None> InstallExceptions(Thread& t);

}  // namespace krait
