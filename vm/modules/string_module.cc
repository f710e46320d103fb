#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/builtins/format_fields.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/iterators.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _string module: str.format's templates taken apart, for string.Formatter.
namespace krait {
namespace {

template <typename Parser>
struct TextIterator : NativeObject {
  static const NativeClass kClass;
  Field<Str*> text;
  Parser parser;  // points at the text
};

using FieldIterator = TextIterator<FormatFields>;
using NameIterator = TextIterator<FieldName>;

template <typename T>
void TraceText(Object* self, Marker& marker) {
  marker.Visit(static_cast<T*>(self)->text);
}

template <>
const NativeClass FieldIterator::kClass = {"formatteriterator", &TraceText<FieldIterator>, nullptr};
template <>
const NativeClass NameIterator::kClass = {"fieldnameiterator", &TraceText<NameIterator>, nullptr};

Result<Value> Part(Thread& t, Str* text, TextRange range) {
  return Str::Substring(t, text, range.begin, std::max(range.begin, range.end));
}

Result<Value> NextField(Thread& t, Value self_value) {
  auto* self = Cast<FieldIterator>(self_value);
  FormatField field;
  if (!TRY(self->parser.Next(t, &field))) return Value::Unbound();
  Str* text = self->text.Load();
  const Value literal = TRY(Part(t, text, field.literal));
  const Value none = Value::None();
  if (!field.has_field) return Tuple::Of(t, literal, none, none, none);
  const Value name = TRY(Part(t, text, field.name));
  const Value spec = TRY(Part(t, text, field.spec));
  Value conversion = none;
  if (field.conversion != 0) {
    conversion = Value::FromObject(TRY(Str::FromCodePoint(t, field.conversion)));
  }
  return Tuple::Of(t, literal, name, spec, conversion);
}

/// An int if the characters spell one, else a str.
Result<Value> Key(Thread& t, Str* text, TextRange range, int64_t index) {
  if (index >= 0) return Int::From(t, index);
  return Part(t, text, range);
}

Result<Value> NextStep(Thread& t, Value self_value) {
  auto* self = Cast<NameIterator>(self_value);
  FieldName::Step step;
  if (!TRY(self->parser.Next(t, &step))) return Value::Unbound();
  const Value key = TRY(Key(t, self->text.Load(), step.name, step.index));
  return Tuple::Of(t, Value::FromBool(step.is_attribute), key);
}

/// The iterators' types: they are in no module's dict.
class StringPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kModules;
  Type* field_iterator = nullptr;
  Type* name_iterator = nullptr;
  void TraceRoots(Marker& marker) override {
    marker.Visit(field_iterator);
    marker.Visit(name_iterator);
  }
};

Result<Str*> CheckStr(Thread& t, Value text) {
  if (Is<Str>(text)) return Cast<Str>(text);
  return RaiseTypeError(t, absl::StrCat("expected str, got ", TypeName(t, text)));
}

Result<Value> FormatterParser(Thread& t, Value format) {
  Str* text = TRY(CheckStr(t, format));
  auto* self = TRY(NewNative<FieldIterator>(t, t.vm().part<StringPart>().field_iterator));
  self->text.Store(self, text);
  self->parser = FormatFields(text, {0, text->length()});
  return self;
}

Result<Value> FormatterFieldNameSplit(Thread& t, Value name) {
  Str* text = TRY(CheckStr(t, name));
  auto* rest = TRY(NewNative<NameIterator>(t, t.vm().part<StringPart>().name_iterator));
  rest->text.Store(rest, text);
  rest->parser = FieldName(text, {0, text->length()});
  const TextRange first = rest->parser.first();
  const Value key = TRY(Key(t, text, first, TRY(FieldIndex(t, text, first))));
  return Tuple::Of(t, key, Value::FromObject(rest));
}

template <typename T>
Result<Type*> NewIteratorType(Thread& t, NextSlot next) {
  NativeTypeSpec spec{};
  spec.name = T::kClass.name;
  spec.instance_size = sizeof(T);
  spec.flags = Type::kDisallowNew;
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = next;
  return TypeBuilder::NewNativeType(t, spec);
}

constexpr Method kFunctions[] = {
    Bind<FormatterFieldNameSplit>("formatter_field_name_split", "($module, field_name, /)"),
    Bind<FormatterParser>("formatter_parser", "($module, format_string, /)"),
};

}  // namespace

Result<Module*> MakeStringModule(Thread& t) {
  auto& part = t.vm().AddPart(std::make_unique<StringPart>());
  part.field_iterator = TRY(NewIteratorType<FieldIterator>(t, &NextField));
  part.name_iterator = TRY(NewIteratorType<NameIterator>(t, &NextStep));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_string"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace krait
