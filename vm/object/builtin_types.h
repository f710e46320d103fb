#pragma once

#include "vm/core/layout.h"

namespace krait {

class Type;

/// Every built-in type but exceptions: (member name, Python name, instance layout, flags beyond
/// the default). Their slots and methods are installed by vm/builtins.
#define KRAIT_BUILTIN_TYPES(X)                                                          \
  X(object, "object", Instance)                                                         \
  X(type, "type", Type)                                                                 \
  X(int_, "int", Int)                                                                   \
  X(bool_, "bool", Int)                                                                 \
  X(float_, "float", Float)                                                             \
  X(complex, "complex", Complex)                                                        \
  X(str, "str", Str)                                                                    \
  X(bytes, "bytes", Bytes)                                                              \
  X(bytearray, "bytearray", ByteArray)                                                  \
  X(memoryview, "memoryview", MemoryView)                                               \
  X(tuple, "tuple", Tuple)                                                              \
  X(list, "list", List)                                                                 \
  X(dict, "dict", Dict)                                                                 \
  X(set, "set", Set)                                                                    \
  X(frozenset, "frozenset", Set)                                                        \
  X(range, "range", Range)                                                              \
  X(slice, "slice", Slice)                                                              \
  X(dict_keys, "dict_keys", DictView)                                                   \
  X(dict_values, "dict_values", DictView)                                               \
  X(dict_items, "dict_items", DictView)                                                 \
  X(mappingproxy, "mappingproxy", MappingProxy)                                         \
  X(list_iterator, "list_iterator", ListIterator)                                       \
  X(list_reverseiterator, "list_reverseiterator", ListIterator)                         \
  X(tuple_iterator, "tuple_iterator", TupleIterator)                                    \
  X(range_iterator, "range_iterator", RangeIterator)                                    \
  X(longrange_iterator, "longrange_iterator", SequenceIterator)                         \
  X(dict_keyiterator, "dict_keyiterator", DictIterator)                                 \
  X(dict_valueiterator, "dict_valueiterator", DictIterator)                             \
  X(dict_itemiterator, "dict_itemiterator", DictIterator)                               \
  X(dict_reversekeyiterator, "dict_reversekeyiterator", DictIterator)                   \
  X(dict_reversevalueiterator, "dict_reversevalueiterator", DictIterator)               \
  X(dict_reverseitemiterator, "dict_reverseitemiterator", DictIterator)                 \
  X(set_iterator, "set_iterator", SetIterator)                                          \
  X(str_iterator, "str_iterator", StrIterator)                                          \
  X(str_ascii_iterator, "str_ascii_iterator", StrIterator)                              \
  X(bytes_iterator, "bytes_iterator", BytesIterator)                                    \
  X(bytearray_iterator, "bytearray_iterator", BytesIterator)                            \
  X(memory_iterator, "memory_iterator", BytesIterator)                                  \
  X(iterator, "iterator", SequenceIterator)                                             \
  X(callable_iterator, "callable_iterator", CallableIterator)                           \
  X(enumerate, "enumerate", Enumerate)                                                  \
  X(zip, "zip", Zip)                                                                    \
  X(map, "map", Map)                                                                    \
  X(filter, "filter", Filter)                                                           \
  X(reversed, "reversed", Reversed)                                                     \
  X(code, "code", Code)                                                                 \
  X(function, "function", Function)                                                     \
  X(builtin_function_or_method, "builtin_function_or_method", NativeFunction)           \
  X(method, "method", BoundMethod)                                                      \
  X(cell, "cell", Cell)                                                                 \
  X(frame, "frame", FrameObject)                                                        \
  X(traceback, "traceback", Traceback)                                                  \
  X(generator, "generator", Generator)                                                  \
  X(coroutine, "coroutine", Generator)                                                  \
  X(async_generator, "async_generator", Generator)                                      \
  X(async_generator_asend, "async_generator_asend", AsyncGeneratorStep)                 \
  X(async_generator_athrow, "async_generator_athrow", AsyncGeneratorStep)               \
  X(async_generator_wrapped_value, "async_generator_wrapped_value", AsyncGeneratorStep) \
  X(coroutine_wrapper, "coroutine_wrapper", CoroutineWrapper)                           \
  X(anext_awaitable, "anext_awaitable", CoroutineWrapper)                               \
  X(module, "module", Module)                                                           \
  X(wrapper_descriptor, "wrapper_descriptor", SlotWrapper)                              \
  X(method_wrapper, "method-wrapper", SlotWrapper)                                      \
  X(method_descriptor, "method_descriptor", MethodDescriptor)                           \
  X(classmethod_descriptor, "classmethod_descriptor", MethodDescriptor)                 \
  X(member_descriptor, "member_descriptor", MemberDescriptor)                           \
  X(getset_descriptor, "getset_descriptor", GetSetDescriptor)                           \
  X(property, "property", Property)                                                     \
  X(classmethod, "classmethod", ClassMethod)                                            \
  X(staticmethod, "staticmethod", StaticMethod)                                         \
  X(super, "super", Super)                                                              \
  X(generic_alias, "types.GenericAlias", GenericAlias)                                  \
  X(union_type, "types.UnionType", UnionType)                                           \
  X(weakref, "weakref.ReferenceType", WeakRef)                                          \
  X(weakproxy, "weakref.ProxyType", WeakProxy)                                          \
  X(weakcallableproxy, "weakref.CallableProxyType", WeakProxy)                          \
  X(simple_namespace, "types.SimpleNamespace", SimpleNamespace)                         \
  X(none_type, "NoneType", Instance)                                                    \
  X(ellipsis, "ellipsis", Instance)                                                     \
  X(not_implemented_type, "NotImplementedType", Instance)

/// Every built-in exception: (name, base, the attributes it keeps in Exception::fields).
#define KRAIT_EXCEPTION_TYPES(X)                                                 \
  X(BaseException, BaseException, "")                                            \
  X(Exception, BaseException, "")                                                \
  X(SystemExit, BaseException, "code")                                           \
  X(KeyboardInterrupt, BaseException, "")                                        \
  X(GeneratorExit, BaseException, "")                                            \
  X(BaseExceptionGroup, BaseException, "message exceptions")                     \
  X(StopIteration, Exception, "value")                                           \
  X(StopAsyncIteration, Exception, "")                                           \
  X(ArithmeticError, Exception, "")                                              \
  X(FloatingPointError, ArithmeticError, "")                                     \
  X(OverflowError, ArithmeticError, "")                                          \
  X(ZeroDivisionError, ArithmeticError, "")                                      \
  X(AssertionError, Exception, "")                                               \
  X(AttributeError, Exception, "name obj")                                       \
  X(BufferError, Exception, "")                                                  \
  X(EOFError, Exception, "")                                                     \
  X(ImportError, Exception, "msg name path")                                     \
  X(ModuleNotFoundError, ImportError, "")                                        \
  X(LookupError, Exception, "")                                                  \
  X(IndexError, LookupError, "")                                                 \
  X(KeyError, LookupError, "")                                                   \
  X(MemoryError, Exception, "")                                                  \
  X(NameError, Exception, "name")                                                \
  X(UnboundLocalError, NameError, "")                                            \
  X(OSError, Exception, "errno strerror filename filename2 characters_written")  \
  X(BlockingIOError, OSError, "")                                                \
  X(ChildProcessError, OSError, "")                                              \
  X(ConnectionError, OSError, "")                                                \
  X(BrokenPipeError, ConnectionError, "")                                        \
  X(ConnectionAbortedError, ConnectionError, "")                                 \
  X(ConnectionRefusedError, ConnectionError, "")                                 \
  X(ConnectionResetError, ConnectionError, "")                                   \
  X(FileExistsError, OSError, "")                                                \
  X(FileNotFoundError, OSError, "")                                              \
  X(InterruptedError, OSError, "")                                               \
  X(IsADirectoryError, OSError, "")                                              \
  X(NotADirectoryError, OSError, "")                                             \
  X(PermissionError, OSError, "")                                                \
  X(ProcessLookupError, OSError, "")                                             \
  X(TimeoutError, OSError, "")                                                   \
  X(ReferenceError, Exception, "")                                               \
  X(RuntimeError, Exception, "")                                                 \
  X(NotImplementedError, RuntimeError, "")                                       \
  X(RecursionError, RuntimeError, "")                                            \
  X(SyntaxError, Exception,                                                      \
    "msg filename lineno offset text end_lineno end_offset print_file_and_line") \
  X(IndentationError, SyntaxError, "")                                           \
  X(TabError, IndentationError, "")                                              \
  X(SystemError, Exception, "")                                                  \
  X(TypeError, Exception, "")                                                    \
  X(ValueError, Exception, "")                                                   \
  X(UnicodeError, ValueError, "")                                                \
  X(UnicodeDecodeError, UnicodeError, "encoding object start end reason")        \
  X(UnicodeEncodeError, UnicodeError, "encoding object start end reason")        \
  X(UnicodeTranslateError, UnicodeError, "encoding object start end reason")     \
  X(Warning, Exception, "")                                                      \
  X(BytesWarning, Warning, "")                                                   \
  X(DeprecationWarning, Warning, "")                                             \
  X(EncodingWarning, Warning, "")                                                \
  X(FutureWarning, Warning, "")                                                  \
  X(ImportWarning, Warning, "")                                                  \
  X(PendingDeprecationWarning, Warning, "")                                      \
  X(ResourceWarning, Warning, "")                                                \
  X(RuntimeWarning, Warning, "")                                                 \
  X(SyntaxWarning, Warning, "")                                                  \
  X(UnicodeWarning, Warning, "")                                                 \
  X(UserWarning, Warning, "")
// ExceptionGroup(BaseExceptionGroup, Exception) has two bases: it is made apart.

/// The VM's built-in types; roots of its heap.
struct BuiltinTypes {
#define KRAIT_TYPE_MEMBER(member, ...) Type* member = nullptr;
  KRAIT_BUILTIN_TYPES(KRAIT_TYPE_MEMBER)
  KRAIT_EXCEPTION_TYPES(KRAIT_TYPE_MEMBER)
#undef KRAIT_TYPE_MEMBER
  Type* ExceptionGroup = nullptr;
};

}  // namespace krait
