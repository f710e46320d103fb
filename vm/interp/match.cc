#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/interp/handlers.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Structural pattern matching.
namespace krait::interp {

Result<Value> Run_GET_LEN(Thread& t, Value* slots, const Word* pc) {
  return Int::From(t, TRY(Length(t, Load(slots, pc->b))));
}

Result<Value> Run_MATCH_MAPPING(Thread& t, Value* slots, const Word* pc) {
  return Value::FromBool(TypeOf(t, Load(slots, pc->b))->HasFlag(Type::kIsMapping));
}

Result<Value> Run_MATCH_SEQUENCE(Thread& t, Value* slots, const Word* pc) {
  return Value::FromBool(TypeOf(t, Load(slots, pc->b))->HasFlag(Type::kIsSequence));
}

Result<Value> Run_MATCH_KEYS(Thread& t, Value* slots, const Word* pc) {
  const Value subject = Load(slots, pc->b);
  const Value key_tuple = Load(slots, pc->c);
  if (!Is<Tuple>(key_tuple)) return RaiseSystemError(t, "MATCH_KEYS needs a tuple of keys");
  const Tuple* keys = Cast<Tuple>(key_tuple);
  // The two-argument get() does not ask __missing__.
  const Value get = TRY(GetAttr(t, subject, names(t).get));
  Set* seen = TRY(Set::New(t, types(t).set));
  const Value absent = Value::FromObject(TRY(Tuple::New(t, 1)));
  Cast<Tuple>(absent)->Set(0, Value::None());
  RootedVector values(t);
  for (size_t i = 0; i < keys->size(); ++i) {
    const Value key = keys->At(i);
    if (!TRY(seen->Add(t, key))) {
      return RaiseValueError(t, absl::StrCat("mapping pattern checks duplicate key (",
                                             TRY(Repr(t, key))->ToUtf8(), ")"));
    }
    const Value value = TRY(CallWith(t, get, key, absent));
    if (value.SameBits(absent)) return Value::None();
    values.push_back(value);
  }
  return Tuple::From(t, {values.data(), values.size()});
}

namespace {

/// Collects the attributes a class pattern asks for.
class ClassMatcher {
 public:
  ClassMatcher(Thread& t, Value subject, Type* type)
      : t_(t), subject_(subject), type_(type), found_(t) {}

  /// False when an attribute is missing: no match.
  Result<bool> Positional(int count);
  Result<bool> Named(const Tuple* names);
  Result<Tuple*> Finish() { return Tuple::From(t_, {found_.data(), found_.size()}); }

 private:
  Result<bool> Attribute(Value name);

  Thread& t_;
  Value subject_;
  Type* type_;
  RootedVector found_;
  Set* seen_ = nullptr;
};

Result<bool> ClassMatcher::Attribute(Value name) {
  if (seen_ == nullptr) seen_ = TRY(Set::New(t_, types(t_).set));
  if (!TRY(seen_->Add(t_, name))) {
    return RaiseTypeError(
        t_, absl::StrCat(type_->name()->ToUtf8(), "() got multiple sub-patterns for attribute ",
                         TRY(Repr(t_, name))->ToUtf8()));
  }
  const Value value = TRY(GetAttrOrUnbound(t_, subject_, Cast<Str>(name)));
  if (value.IsUnbound()) return false;
  found_.push_back(value);
  return true;
}

Result<bool> ClassMatcher::Positional(int count) {
  if (count == 0) return true;
  const std::string name = type_->name()->ToUtf8();
  const Value match_args =
      TRY(GetAttrOrUnbound(t_, Value::FromObject(type_), names(t_).__match_args__));
  int allowed = 0;
  bool match_self = false;
  if (match_args.IsUnbound()) {
    match_self = type_->HasFlag(Type::kMatchSelf);
    allowed = match_self ? 1 : 0;
  } else if (!IsExactly<Tuple>(match_args)) {
    return RaiseTypeError(t_, absl::StrCat(name, ".__match_args__ must be a tuple (got ",
                                           TypeName(t_, match_args), ")"));
  } else {
    allowed = static_cast<int>(Cast<Tuple>(match_args)->size());
  }
  if (count > allowed) {
    return RaiseTypeError(t_, absl::StrCat(name, "() accepts ", allowed, " positional sub-pattern",
                                           allowed == 1 ? "" : "s", " (", count, " given)"));
  }
  if (match_self) {
    found_.push_back(subject_);
    return true;
  }
  for (int i = 0; i < count; ++i) {
    const Value attribute = Cast<Tuple>(match_args)->At(i);
    if (!IsExactly<Str>(attribute)) {
      return RaiseTypeError(t_, absl::StrCat("__match_args__ elements must be strings (got ",
                                             TypeName(t_, attribute), ")"));
    }
    if (!TRY(Attribute(attribute))) return false;
  }
  return true;
}

Result<bool> ClassMatcher::Named(const Tuple* names) {
  for (Value name : names->values()) {
    if (!Is<Str>(name)) return RaiseSystemError(t_, "MATCH_CLASS needs attribute names");
    if (!TRY(Attribute(name))) return false;
  }
  return true;
}

}  // namespace

Result<Value> Run_MATCH_CLASS(Thread& t, Value* slots, const Word* pc) {
  const Value subject = Load(slots, pc->b);
  const Value type = Load(slots, pc[1].operands[0]);
  const Value attribute_names = Load(slots, pc[1].operands[1]);
  if (!Is<Type>(type)) return RaiseTypeError(t, "called match pattern must be a type");
  if (!Is<Tuple>(attribute_names)) return RaiseSystemError(t, "MATCH_CLASS needs a tuple");
  if (!TRY(IsInstance(t, subject, type))) return Value::None();
  ClassMatcher matcher(t, subject, Cast<Type>(type));
  if (!TRY(matcher.Positional(pc[1].operands[2]))) return Value::None();
  if (!TRY(matcher.Named(Cast<Tuple>(attribute_names)))) return Value::None();
  return matcher.Finish();
}

}  // namespace krait::interp
