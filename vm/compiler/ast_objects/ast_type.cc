#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/ast_part.h"
#include "vm/object/args.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The class AST: what all nodes have in common.
namespace krait::compiler {
namespace {

struct AstObject : NativeObject {
  static const NativeClass kClass;
};

const NativeClass AstObject::kClass = {"ast.AST", nullptr, nullptr};

Result<Value> AstNew(Thread& t, Type* cls, Args) { return NewNative<AstObject>(t, cls); }

Result<None> SetField(Thread& t, Value self, Value name, Value value) {
  if (!Is<Str>(name)) {
    return RaiseTypeError(
        t, absl::StrCat("attribute name must be string, not '", TypeName(t, name), "'"));
  }
  return SetAttr(t, self, Cast<Str>(name), value);
}

/// The place of `name` in `fields`, or -1.
Result<int64_t> PlaceAmong(Thread& t, Value fields, int64_t count, Value name) {
  for (int64_t i = 0; i < count; ++i) {
    if (TRY(Equals(t, TRY(GetItem(t, fields, Value::FromInt(i))), name))) return i;
  }
  return int64_t{-1};
}

/// Positional arguments are _fields in order; keywords may set anything.
Result<None> AstInit(Thread& t, Value self, Args args) {
  Type* cls = TypeOf(t, self);
  const Value fields = TRY(GetAttrOrUnbound(t, Value::FromObject(cls), names(t)._fields));
  const int64_t count = fields.IsUnbound() ? 0 : TRY(Length(t, fields));
  if (count < args.count) {
    return RaiseTypeError(t, absl::StrCat(cls->name()->ToUtf8(), " constructor takes at most ",
                                          count, " positional argument", count == 1 ? "" : "s"));
  }
  for (uint32_t i = 0; i < args.count; ++i) {
    TRY(SetField(t, self, TRY(GetItem(t, fields, Value::FromInt(i))), args[i]));
  }
  if (!args.has_keywords()) return None{};
  for (size_t i = 0; i < args.keyword_names->size(); ++i) {
    const Value name = args.keyword_names->At(i);
    const int64_t place = TRY(PlaceAmong(t, fields, count, name));
    if (place >= 0 && place < args.count) {
      return RaiseTypeError(
          t, absl::StrCat(cls->name()->ToUtf8(), " got multiple values for argument '",
                          Cast<Str>(name)->ToUtf8(), "'"));
    }
    TRY(SetField(t, self, name, args[args.count + i]));
  }
  return None{};
}

/// What copy and pickle make an equal node of.
Result<Value> AstReduce(Thread& t, Value self) {
  const Value cls = Value::FromObject(TypeOf(t, self));
  const Value nothing = Value::FromObject(Tuple::Empty(t));
  const Value dict = TRY(GetAttrOrUnbound(t, self, names(t).__dict__));
  if (dict.IsUnbound()) return Tuple::Of(t, cls, nothing);
  return Tuple::Of(t, cls, nothing, dict);
}

constexpr Method kMethods[] = {Bind<AstReduce>("__reduce__", "($self, /)")};

}  // namespace

Result<Type*> MakeAstType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "ast.AST";
  spec.instance_size = sizeof(AstObject);
  spec.has_dict = true;
  spec.spec.slots.new_ = &AstNew;
  spec.spec.slots.init = &AstInit;
  spec.spec.slots.getattr = &GenericGetAttr;
  spec.spec.slots.setattr = &GenericSetAttr;
  spec.spec.methods = kMethods;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  type->SetFlag(Type::kImmutable, false);
  return type;
}

}  // namespace krait::compiler
