#pragma once

#include <string_view>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/descriptors.h"
#include "vm/object/method.h"
#include "vm/object/slots.h"
#include "vm/object/type.h"

namespace krait {

class Dict;
class RootedVector;
class Tuple;

/// What a built-in type declares: a table per kind of attribute.
struct TypeSpec {
  TypeSlots slots;
  absl::Span<const Method> methods;
  absl::Span<const GetSet> getset;
  uint32_t flags = 0;  // Type::Flag beyond the bare type's
  const char* doc = nullptr;
  const char* text_signature = nullptr;
};

/// What a type outside BuiltinTypes (a module's) declares on top.
struct NativeTypeSpec {
  const char* name;  // "collections.deque": what stands before the last dot is __module__
  /// Of a type that extends a built-in layout (has a base such as dict): what this adds to the
  /// base's size are hidden slots for ReadSlot and WriteSlot, unbound at first.
  uint32_t instance_size;
  Type* base = nullptr;  // null: object
  uint32_t flags = Type::kBaseType;
  bool has_dict = false;
  TypeSpec spec;
};

/// Flag of modules' types that extend a built-in layout: their instances are marked as a class
/// statement's are, so that nothing takes them for exact dicts or tuples.
inline constexpr auto kNativeSubclass = static_cast<Type::Flag>(1 << 15);

/// Makes types: the bare built-in ones at boot, modules' own, and class statements'.
class TypeBuilder {
 public:
  /// A type without name, dict and methods; with the shape of its instances. A null metatype is
  /// for the first types only, whose header is mended later.
  static Result<Type*> NewUnnamed(Thread& t, Type* metatype, Type* base, Layout layout,
                                  uint32_t flags);
  /// Gives it its name (what stands before the last dot becomes __module__) and an empty dict.
  static Result<None> SetName(Thread& t, Type* type, std::string_view name);
  /// Fills a bare type: slots (those left null come from the base), wrappers, methods, getsets.
  /// The base must be complete.
  static Result<None> Complete(Thread& t, Type* type, const TypeSpec& spec);
  /// Complete for a type with several bases, the first of which is its base().
  static Result<None> CompleteWithBases(Thread& t, Type* type, Tuple* bases, const TypeSpec& spec);
  /// All of these for a type of NativeObject instances.
  static Result<Type*> NewNativeType(Thread& t, const NativeTypeSpec& spec);

  /// type.__new__ from the point where the metaclass is decided: `bases` is a tuple of types,
  /// `ns` is copied. Checks layouts, makes __slots__, MRO and slots; calls __set_name__ and
  /// __init_subclass__ with `keywords` (Args of keywords only).
  static Result<Type*> NewHeapType(Thread& t, Type* metatype, Str* name, Tuple* bases, Dict* ns,
                                   Args keywords);

  /// The base whose instance layout the others are compatible with; TypeError otherwise.
  static Result<Type*> BestBase(Thread& t, Tuple* bases);
  /// C3 linearisation of `type` over its bases; TypeError when there is none.
  static Result<Tuple*> ComputeMro(Thread& t, Type* type, Tuple* bases);
  /// ComputeMro, or what the metatype's own mro() returns, checked.
  static Result<Tuple*> CallMro(Thread& t, Type* type);
  /// For __bases__ and __class__ assignment: what of `fresh` differs that instances of `old` rely
  /// on, in CPython's words; null if nothing does.
  static const char* Incompatibility(const Type* old, const Type* fresh);

 private:
  static Result<None> MakeInstanceShape(Thread& t, Type* type, Type* base,
                                        RootedVector& slot_names);
  /// __dict__ and __weakref__, where the bases have none.
  static Result<None> AddTypeDescriptors(Thread& t, Type* type);
  /// __name__ of the globals of the Python code now running, or Unbound.
  static Value CallerModule(Thread& t);
  static void SetStatics(Type* type, Type* base);
  /// What match takes instances for: what the first ancestor says that says anything.
  static void InheritCollectionKind(Type* type);
};

}  // namespace krait
