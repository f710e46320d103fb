#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/dict_attribute.h"
#include "vm/builtins/exception_init.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/frame/frame_object.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// BaseException, and what each type below it adds.
namespace krait {

Result<Value> ExceptionNew(Thread& t, Type* cls, Args args) {
  Tuple* positional = TRY(Tuple::From(t, {args.values, args.count}));
  auto* exception = static_cast<Exception*>(TRY(AllocateInstance(t, cls, sizeof(Exception))));
  exception->Initialize(positional);
  return exception;
}

namespace {

Exception* AsException(Value value) { return Cast<Exception>(value); }

Result<None> CheckNoKeywords(Thread& t, Value self, Args args) {
  if (!args.has_keywords()) return None{};
  return RaiseTypeError(
      t, absl::StrCat(TypeOf(t, self)->name()->ToUtf8(), "() takes no keyword arguments"));
}

Result<None> ExceptionInit(Thread& t, Value self, Args args) {
  TRY(CheckNoKeywords(t, self, args));
  Tuple* positional = TRY(Tuple::From(t, {args.values, args.count}));
  AsException(self)->set_args(positional);
  return None{};
}

Result<Value> ExceptionStr(Thread& t, Value self) {
  const Tuple* args = AsException(self)->args();
  if (args->size() == 0) return t.vm().empty_str();
  if (args->size() == 1) return ToStr(t, args->At(0));
  return Repr(t, Value::FromObject(AsException(self)->args()));
}

Result<Value> ExceptionRepr(Thread& t, Value self) {
  const std::string name = TypeOf(t, self)->name()->ToUtf8();
  Tuple* args = AsException(self)->args();
  // One argument stands alone: a one-tuple would show its comma.
  std::string text;
  if (args->size() == 1) {
    text = absl::StrCat("(", TRY(Repr(t, args->At(0)))->ToUtf8(), ")");
  } else {
    text = TRY(Repr(t, Value::FromObject(args)))->ToUtf8();
  }
  return Str::FromUtf8(t, absl::StrCat(name, text));
}

// --- Attributes of all exceptions --------------------------------------------------------------

Result<Value> GetArgs(Thread&, Value self) { return AsException(self)->args(); }
Result<None> SetArgs(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "args may not be deleted");
  AsException(self)->set_args(TRY(TupleOf(t, value)));
  return None{};
}

Result<Value> GetTraceback(Thread&, Value self) { return AsException(self)->traceback(); }
Result<None> SetTraceback(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "__traceback__ may not be deleted");
  if (!value.IsNone() && !Is<Traceback>(value)) {
    return RaiseTypeError(t, "__traceback__ must be a traceback or None");
  }
  AsException(self)->set_traceback(value);
  return None{};
}

Result<None> CheckChained(Thread& t, const char* name, const char* what, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, absl::StrCat(name, " may not be deleted"));
  if (value.IsNone() || Is<Exception>(value)) return None{};
  return RaiseTypeError(
      t, absl::StrCat("exception ", what, " must be None or derive from BaseException"));
}

Result<Value> GetContext(Thread&, Value self) { return AsException(self)->context(); }
Result<None> SetContext(Thread& t, Value self, Value value) {
  TRY(CheckChained(t, "__context__", "context", value));
  AsException(self)->set_context(value);
  return None{};
}
Result<Value> GetCause(Thread&, Value self) { return AsException(self)->cause(); }
Result<None> SetCause(Thread& t, Value self, Value value) {
  TRY(CheckChained(t, "__cause__", "cause", value));
  AsException(self)->set_cause(value);
  AsException(self)->set_suppress_context(true);
  return None{};
}
Result<Value> GetSuppressContext(Thread&, Value self) {
  return Value::FromBool(AsException(self)->suppress_context());
}
Result<None> SetSuppressContext(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete numeric/char attribute");
  if (!value.IsBool()) return RaiseTypeError(t, "attribute value type must be bool");
  AsException(self)->set_suppress_context(value.AsBool());
  return None{};
}

Result<Value> WithTraceback(Thread& t, Value self, Value traceback) {
  TRY(SetTraceback(t, self, traceback));
  return self;
}

Result<Value> AddNote(Thread& t, Value self, Value note) {
  if (!Is<Str>(note)) {
    return RaiseTypeError(t, absl::StrCat("note must be a str, not '", TypeName(t, note), "'"));
  }
  Value notes = TRY(GetAttrOrUnbound(t, self, names(t).__notes__));
  if (notes.IsUnbound()) {
    notes = Value::FromObject(TRY(List::New(t)));
    TRY(SetAttr(t, self, names(t).__notes__, notes));
  }
  if (!Is<List>(notes)) return RaiseTypeError(t, "Cannot add note: __notes__ is not a list");
  TRY(ExtendList(t, Cast<List>(notes), Value::FromObject(TRY(Tuple::Of(t, note)))));
  return Value::None();
}

Result<Value> ReduceWith(Thread& t, Value self, Value state) {
  const Value type = Value::FromObject(TypeOf(t, self));
  const Value args = Value::FromObject(AsException(self)->args());
  if (state.IsUnbound()) return Tuple::Of(t, type, args);
  return Tuple::Of(t, type, args, state);
}

Result<Value> ExceptionReduce(Thread& t, Value self) {
  return ReduceWith(t, self, TRY(ExceptionDict(t, self)));
}

/// The state has name and path, which the arguments do not show.
Result<Value> ImportErrorReduce(Thread& t, Value self) {
  const Value own = TRY(ExceptionDict(t, self));
  const Value name = AsException(self)->field(1);
  const Value path = AsException(self)->field(2);
  const bool has_name = !name.IsNone() || (self.AsObject()->flags() & kNameGiven) != 0;
  const bool has_path = !path.IsNone() || (self.AsObject()->flags() & kPathGiven) != 0;
  if (!has_name && !has_path) return ReduceWith(t, self, own);
  Dict* state = own.IsUnbound() ? TRY(Dict::New(t)) : TRY(Cast<Dict>(own)->Copy(t));
  if (has_name) TRY(state->SetStr(t, TRY(Str::InternUtf8(t, "name")), name));
  if (has_path) TRY(state->SetStr(t, TRY(Str::InternUtf8(t, "path")), path));
  return ReduceWith(t, self, Value::FromObject(state));
}

Result<Value> ExceptionSetState(Thread& t, Value self, Value state) {
  if (state.IsNone()) return state;
  if (!Is<Dict>(state)) return RaiseTypeError(t, "state is not a dictionary");
  size_t position = 0;
  Value key;
  Value value;
  while (Cast<Dict>(state)->Next(position, key, value)) {
    if (!Is<Str>(key)) {
      return RaiseTypeError(
          t, absl::StrCat("attribute name must be string, not '", TypeName(t, key), "'"));
    }
    TRY(SetAttr(t, self, Cast<Str>(key), value));
  }
  return Value::None();
}

constexpr Method kMethods[] = {
    HideSignature(Bind<ExceptionReduce>("__reduce__", "($self, /)")),
    HideSignature(Bind<ExceptionSetState>("__setstate__", "($self, state, /)")),
    HideSignature(Bind<WithTraceback>("with_traceback", "($self, tb, /)")),
    HideSignature(Bind<AddNote>("add_note", "($self, note, /)")),
};

constexpr GetSet kGetSets[] = {
    {"__suppress_context__", &GetSuppressContext, &SetSuppressContext, true},
    {"__dict__", &GetDictAttribute, &SetDictAttribute},
    {"args", &GetArgs, &SetArgs},
    {"__traceback__", &GetTraceback, &SetTraceback},
    {"__context__", &GetContext, &SetContext},
    {"__cause__", &GetCause, &SetCause},
};

// --- Attributes of particular types -------------------------------------------------------------

template <int kIndex>
Result<Value> GetField(Thread&, Value self) {
  return AsException(self)->field(kIndex);
}
template <int kIndex>
Result<None> SetField(Thread&, Value self, Value value) {
  AsException(self)->set_field(kIndex, value.IsUnbound() ? Value::None() : value);
  return None{};
}

template <int kIndex>
constexpr GetSet Field(const char* name) {
  return {name, &GetField<kIndex>, &SetField<kIndex>, true};
}

constexpr GetSet kSystemExit[] = {Field<0>("code")};
constexpr GetSet kStopIteration[] = {Field<0>("value")};
constexpr GetSet kAttributeError[] = {Field<0>("name"), Field<1>("obj")};
constexpr GetSet kImportError[] = {Field<0>("msg"), Field<1>("name"), Field<2>("path")};
constexpr GetSet kNameError[] = {Field<0>("name")};
constexpr GetSet kOSError[] = {
    {"errno", &GetField<0>, &SetErrno, true},
    {"strerror", &GetField<1>, &SetErrorText, true},
    Field<2>("filename"),
    Field<3>("filename2"),
    {"characters_written", &GetCharactersWritten, &SetCharactersWritten}};
constexpr GetSet kSyntaxError[] = {Field<0>("msg"),        Field<1>("filename"),
                                   Field<2>("lineno"),     Field<3>("offset"),
                                   Field<4>("text"),       Field<5>("end_lineno"),
                                   Field<6>("end_offset"), Field<7>("print_file_and_line")};
constexpr GetSet kUnicodeError[] = {Field<0>("encoding"),
                                    Field<1>("object"),
                                    {"start", &GetUnicodeStart, &SetUnicodeStart, true},
                                    {"end", &GetUnicodeEnd, &SetUnicodeEnd, true},
                                    Field<4>("reason")};

constexpr Method kOSErrorMethods[] = {
    HideSignature(Bind<OSErrorReduce>("__reduce__", "($self, /)"))};
constexpr Method kImportErrorMethods[] = {
    HideSignature(Bind<ImportErrorReduce>("__reduce__", "($self, /)"))};

/// Types that leave __new__ to the base: those with C fields of their own but no need to fill them
/// early.
constexpr Type* BuiltinTypes::* kInheritNew[] = {
    &BuiltinTypes::SystemExit,
    &BuiltinTypes::StopIteration,
    &BuiltinTypes::AttributeError,
    &BuiltinTypes::ImportError,
    &BuiltinTypes::ModuleNotFoundError,
    &BuiltinTypes::NameError,
    &BuiltinTypes::UnboundLocalError,
    &BuiltinTypes::SyntaxError,
    &BuiltinTypes::IndentationError,
    &BuiltinTypes::TabError,
    &BuiltinTypes::KeyError,
};

struct FieldsRow {
  Type* BuiltinTypes::* type;
  absl::Span<const GetSet> fields;
};

const FieldsRow kFields[] = {
    {&BuiltinTypes::SystemExit, kSystemExit},
    {&BuiltinTypes::StopIteration, kStopIteration},
    {&BuiltinTypes::AttributeError, kAttributeError},
    {&BuiltinTypes::ImportError, kImportError},
    {&BuiltinTypes::NameError, kNameError},
    {&BuiltinTypes::OSError, kOSError},
    {&BuiltinTypes::SyntaxError, kSyntaxError},
    {&BuiltinTypes::UnicodeDecodeError, kUnicodeError},
    {&BuiltinTypes::UnicodeEncodeError, kUnicodeError},
    {&BuiltinTypes::UnicodeTranslateError, kUnicodeError},
};

bool InheritsNew(Thread& t, Type* BuiltinTypes::* type) {
  if (types(t).*type != types(t).OSError && (types(t).*type)->base()->IsSubtypeOf(types(t).OSError))
    return true;
  return std::find(std::begin(kInheritNew), std::end(kInheritNew), type) != std::end(kInheritNew);
}

TypeSpec SpecOf(Thread& t, Type* BuiltinTypes::* type) {
  TypeSpec spec;
  if (type == &BuiltinTypes::BaseException) {
    spec.slots.new_ = &ExceptionNew;
    spec.slots.init = &ExceptionInit;
    spec.slots.str = &ExceptionStr;
    spec.slots.repr = &ExceptionRepr;
    spec.slots.getattr = &GenericGetAttr;
    spec.slots.setattr = &GenericSetAttr;
    spec.methods = kMethods;
    spec.getset = kGetSets;
    return spec;
  }
  if (type == &BuiltinTypes::BaseExceptionGroup) return BaseExceptionGroupSpec();
  // CPython gives most exception types their own __new__ and all their own __init__.
  const TypeSlots& base = (types(t).*type)->base()->slots();
  const bool is_os_error = type == &BuiltinTypes::OSError;
  if (is_os_error) spec.slots.new_ = &OSErrorNew;
  if (!is_os_error && !InheritsNew(t, type)) spec.slots.new_ = base.new_;
  spec.slots.init = InitOf(type) == nullptr ? base.init : InitOf(type);
  spec.slots.str = StrOf(type);
  if (type == &BuiltinTypes::AttributeError || type == &BuiltinTypes::NameError) {
    spec.slots.str = base.str;
  }
  if (is_os_error) spec.methods = kOSErrorMethods;
  if (type == &BuiltinTypes::ImportError) spec.methods = kImportErrorMethods;
  for (const FieldsRow& row : kFields) {
    if (row.type == type) spec.getset = row.fields;
  }
  return spec;
}

}  // namespace

Result<Value> ExceptionDict(Thread& t, Value self) {
  const Shape* shape = ShapeOf(t, self.AsObject());
  const bool untouched = !shape->is_dictionary() && shape->parent() == nullptr;
  if (untouched) return Value::Unbound();
  return InstanceDict(t, self.AsObject());
}

Result<None> InstallExceptions(Thread& t) {
  static constexpr Type* BuiltinTypes::* kTypes[] = {
#define KRAIT_ROW(name, base, fields) &BuiltinTypes::name,
      KRAIT_EXCEPTION_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
  };
  for (Type* BuiltinTypes::* type : kTypes) {
    TRY(TypeBuilder::Complete(t, types(t).*type, SpecOf(t, type)));
  }
  Type* group = types(t).ExceptionGroup;
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).BaseExceptionGroup),
                               Value::FromObject(types(t).Exception)));
  // In CPython it is made by a class statement of a kind.
  group->SetFlag(Type::kHasWeakref);
  TRY(group->dict()->SetStr(t, names(t).__module__, Value::FromObject(names(t).builtins)));
  return TypeBuilder::CompleteWithBases(t, group, bases, TypeSpec{});
}

}  // namespace krait
