#include "vm/builtins/specs.h"
#include "vm/object/dict.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

/// __doc__ of the built-in types.
namespace krait {
namespace {

struct DocRow {
  Type* BuiltinTypes::* type;
  const char* doc;
};

constexpr DocRow kDocs[] = {
    {&BuiltinTypes::object,
     "The base of all classes, and the class of objects without anything of their own."},
    {&BuiltinTypes::type,
     "The class of classes: type(object) gives the class of an object, type(name, bases, "
     "namespace) makes a new one."},
    {&BuiltinTypes::int_,
     "Whole numbers of any size: int(x) converts a number or text, int(text, base) reads digits in "
     "that base."},
    {&BuiltinTypes::bool_, "True and False: bool(x) is what an if statement makes of x."},
    {&BuiltinTypes::float_,
     "Real numbers in double precision: float(x) converts a number or text."},
    {&BuiltinTypes::complex, "Complex numbers: complex(real, imag), or complex(text)."},
    {&BuiltinTypes::str,
     "Text, a sequence of Unicode characters: str(object) is its text, str(bytes, encoding, "
     "errors) decodes."},
    {&BuiltinTypes::bytes, "bytes(source): an unchangeable sequence of bytes."},
    {&BuiltinTypes::bytearray, "bytearray(source): a sequence of bytes that can be changed."},
    {&BuiltinTypes::memoryview, "A view of the memory of another object, without a copy."},
    {&BuiltinTypes::tuple, "An unchangeable sequence of any objects."},
    {&BuiltinTypes::list, "A sequence of any objects that can be changed."},
    {&BuiltinTypes::dict, "A mapping from hashable keys to values, in the order of insertion."},
    {&BuiltinTypes::set, "A collection of distinct hashable objects."},
    {&BuiltinTypes::frozenset, "A set that cannot be changed and is hashable itself."},
    {&BuiltinTypes::range,
     "The numbers from start up to stop, step apart, computed as they are asked for."},
    {&BuiltinTypes::slice, "The bounds and step that a subscript like a[i:j:k] hands over."},
    {&BuiltinTypes::enumerate, "Pairs of a count and an item, for the items of an iterable."},
    {&BuiltinTypes::zip, "Tuples of one item from each of several iterables."},
    {&BuiltinTypes::map, "The results of a function for the items of one or more iterables."},
    {&BuiltinTypes::filter, "The items of an iterable for which a function gives a true value."},
    {&BuiltinTypes::reversed, "The items of a sequence from the last to the first."},
    {&BuiltinTypes::property, "An attribute whose reading, writing and deletion call functions."},
    {&BuiltinTypes::classmethod, "A method that receives the class instead of an instance."},
    {&BuiltinTypes::staticmethod, "A method that receives neither class nor instance."},
    {&BuiltinTypes::super,
     "Attributes of an object as the classes behind a given one define them."},
    {&BuiltinTypes::module, "A module: a namespace with a name."},
    {&BuiltinTypes::function, "A function made by a def statement or a lambda expression."},
    {&BuiltinTypes::code, "A compiled piece of a program."},
    {&BuiltinTypes::method, "A function together with the object it is called on."},
    {&BuiltinTypes::weakref, "A reference that does not keep its object alive."},
    {&BuiltinTypes::simple_namespace, "An object for attributes, shown with all of them."},
    {&BuiltinTypes::generic_alias, "A class with type arguments, such as list[int]."},
    {&BuiltinTypes::union_type, "Any of several types, such as int | str."},
    {&BuiltinTypes::mappingproxy, "A view of a mapping that cannot change it."},
};

}  // namespace

Result<None> InstallDocs(Thread& t) {
  for (const DocRow& row : kDocs) {
    Dict* dict = (types(t).*row.type)->dict();
    const Value present = dict->GetStr(t, names(t).__doc__);
    // Where instances have a __doc__ of their own, a descriptor stands there.
    if (!present.IsUnbound() && !present.IsNone()) continue;
    Str* doc = TRY(Str::FromUtf8(t, row.doc));
    TRY(dict->SetStr(t, names(t).__doc__, Value::FromObject(doc)));
  }
  return None{};
}

const char* DocOf(Thread& t, const Type* type) {
  for (const DocRow& row : kDocs) {
    if (types(t).*row.type == type) return row.doc;
  }
  return nullptr;
}

}  // namespace krait
