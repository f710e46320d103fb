#pragma once

#include <cstdint>

namespace krait {

/// What a heap cell physically holds. The same in every VM, so C++ casts and the guards of compiled
/// code look at the header alone. One entry here, one class with the same name in vm/.
// clang-format off
#define KRAIT_LAYOUTS(X)                                                                           \
  /* storage that Python never sees */                                                             \
  X(ValueArray)                                                                                    \
  X(RawArray)                                                                                      \
  X(DictKeys) X(SetTable) X(StrBuffer) X(Shape) X(AttributeRecord) X(CodeUnit) X(AttributeSlots)   \
      X(NativeObject)            /* numbers */                                                     \
      X(Int) X(Float) X(Complex) /* containers and strings */                                      \
      X(Str) X(Bytes) X(ByteArray) X(MemoryView) X(Tuple) X(List) X(Dict) X(Set) X(Range) X(Slice) \
          X(DictView) X(MappingProxy) /* iterators */                                              \
      X(ListIterator) X(TupleIterator) X(RangeIterator) X(DictIterator) X(SetIterator)             \
          X(StrIterator) X(BytesIterator) X(SequenceIterator) X(CallableIterator) X(Enumerate)     \
              X(Zip) X(Map) X(Filter) X(Reversed) /* code and calls */                             \
      X(Code) X(Function) X(NativeFunction) X(BoundMethod) X(Cell) X(FrameObject) X(Traceback)     \
          X(Generator) X(AsyncGeneratorStep) X(CoroutineWrapper) /* types and descriptors */       \
      X(Type) X(Instance) X(Module) X(SlotWrapper) X(MethodDescriptor) X(MemberDescriptor)         \
          X(GetSetDescriptor) X(Property) X(ClassMethod) X(StaticMethod) X(Super) X(GenericAlias)  \
              X(UnionType) X(WeakRef) X(WeakProxy) X(SimpleNamespace) /* exceptions */             \
      X(Exception)
// clang-format on

enum class Layout : uint16_t {
  kFree = 0,  // a cell that holds nothing
#define KRAIT_LAYOUT_ENUM(name) k##name,
  KRAIT_LAYOUTS(KRAIT_LAYOUT_ENUM)
#undef KRAIT_LAYOUT_ENUM
      kCount,
};

/// Set beside the layout in the header of an instance of a Python-level subclass.
inline constexpr uint16_t kSubclassBit = 0x8000;

}  // namespace krait
