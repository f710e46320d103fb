#include "vm/object/exception_groups.h"

#include <unordered_set>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/code/function.h"
#include "vm/object/bind.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// BaseExceptionGroup and what except* does with groups.
namespace krait {
namespace {

// Exception::field
constexpr int kMessage = 0;
constexpr int kExceptions = 1;

Exception* AsException(Value value) { return Cast<Exception>(value); }

bool IsGroup(Thread& t, Value value) {
  return Is<Exception>(value) && TypeOf(t, value)->IsSubtypeOf(types(t).BaseExceptionGroup);
}

Tuple* ExceptionsOf(Value group) { return Cast<Tuple>(AsException(group)->field(kExceptions)); }

// --- Making -----------------------------------------------------------------------------------

/// Checks the leaves; `*base_only` tells whether one is no Exception.
Result<None> CheckExceptions(Thread& t, const Tuple* exceptions, bool* base_only) {
  *base_only = false;
  if (exceptions->size() == 0) {
    return RaiseValueError(t, "second argument (exceptions) must be a non-empty sequence");
  }
  for (size_t i = 0; i < exceptions->size(); ++i) {
    if (!Is<Exception>(exceptions->At(i))) {
      return RaiseValueError(t, absl::StrCat("Item ", i,
                                             " of second argument (exceptions) is not "
                                             "an exception"));
    }
    *base_only |= !TypeOf(t, exceptions->At(i))->IsSubtypeOf(types(t).Exception);
  }
  return None{};
}

/// BaseExceptionGroup(...) makes an ExceptionGroup where it can; an Exception may hold nothing that
/// is none.
Result<Type*> TypeFor(Thread& t, Type* cls, bool base_only) {
  const BuiltinTypes& b = types(t);
  if (cls == b.BaseExceptionGroup) return base_only ? cls : b.ExceptionGroup;
  if (!base_only || !cls->IsSubtypeOf(b.Exception)) return cls;
  if (cls == b.ExceptionGroup) {
    return RaiseTypeError(t, "Cannot nest BaseExceptions in an ExceptionGroup");
  }
  return RaiseTypeError(
      t, absl::StrCat("Cannot nest BaseExceptions in '", cls->name()->ToUtf8(), "'"));
}

bool IsSequence(Thread& t, Value value) {
  return !Is<Dict>(value) && TypeOf(t, value)->slots().getitem != nullptr;
}

Result<Value> GroupNew(Thread& t, Type* cls, Args args) {
  if (args.count != 2) {
    return RaiseTypeError(
        t, absl::StrCat("BaseExceptionGroup.__new__() takes exactly 2 arguments (", args.count,
                        " given)"));
  }
  if (!Is<Str>(args[0])) {
    return RaiseTypeError(t, absl::StrCat("BaseExceptionGroup.__new__() argument 1 must be str, "
                                          "not ",
                                          args[0].IsNone() ? "None" : TypeName(t, args[0])));
  }
  if (!IsSequence(t, args[1])) {
    return RaiseTypeError(t, "second argument (exceptions) must be a sequence");
  }
  Tuple* exceptions = TRY(TupleOf(t, args[1]));
  bool base_only;
  TRY(CheckExceptions(t, exceptions, &base_only));
  cls = TRY(TypeFor(t, cls, base_only));
  Tuple* own_args = TRY(Tuple::Of(t, args[0], args[1]));
  auto* group = static_cast<Exception*>(TRY(AllocateInstance(t, cls, sizeof(Exception))));
  group->Initialize(own_args);
  group->set_field(kMessage, args[0]);
  group->set_field(kExceptions, Value::FromObject(exceptions));
  return group;
}

Result<None> GroupInit(Thread& t, Value self, Args args) {
  if (args.has_keywords() && args.keyword_names->size() != 0) {
    return RaiseTypeError(
        t, absl::StrCat(TypeOf(t, self)->name()->ToUtf8(), "() takes no keyword arguments"));
  }
  AsException(self)->set_args(TRY(Tuple::From(t, {args.values, args.count})));
  return None{};
}

Result<Value> MakeGroup(Thread& t, Value message, Value exceptions) {
  return CallWith(t, Value::FromObject(types(t).BaseExceptionGroup), message, exceptions);
}

Result<Value> GroupStr(Thread& t, Value self) {
  Str* message = TRY(ToStr(t, AsException(self)->field(kMessage)));
  const size_t count = ExceptionsOf(self)->size();
  return Str::FromUtf8(
      t, absl::StrCat(message->ToUtf8(), " (", count, " sub-exception", count > 1 ? "s" : "", ")"));
}

// --- Splitting --------------------------------------------------------------------------------

/// What a group is split by.
class Matcher {
 public:
  /// A class, a tuple of classes, or a predicate.
  explicit Matcher(Value condition) : condition_(condition) {}
  /// Leaves with these identities; no group matches.
  explicit Matcher(const std::unordered_set<const Object*>* leaves) : leaves_(leaves) {}

  Result<bool> Matches(Thread& t, Value exception) const {
    if (leaves_ != nullptr) {
      return !IsGroup(t, exception) && leaves_->count(exception.AsObject()) != 0;
    }
    if (Is<Function>(condition_)) return IsTrue(t, TRY(CallWith(t, condition_, exception)));
    return MatchesTypes(t, exception, condition_);
  }

  static bool MatchesTypes(Thread& t, Value exception, Value classes) {
    if (!Is<Tuple>(classes)) return TypeOf(t, exception)->IsSubtypeOf(Cast<Type>(classes));
    for (Value cls : Cast<Tuple>(classes)->values()) {
      if (MatchesTypes(t, exception, cls)) return true;
    }
    return false;
  }

 private:
  Value condition_;
  const std::unordered_set<const Object*>* leaves_ = nullptr;
};

bool IsExceptionClass(Thread& t, Value value) {
  return Is<Type>(value) && Cast<Type>(value)->IsSubtypeOf(types(t).BaseException);
}

Result<None> CheckCondition(Thread& t, Value condition) {
  bool good = Is<Function>(condition) || IsExceptionClass(t, condition);
  if (Is<Tuple>(condition)) {
    good = true;
    for (Value cls : Cast<Tuple>(condition)->values()) good &= IsExceptionClass(t, cls);
  }
  if (good) return None{};
  return RaiseTypeError(t, "expected a function, exception type or tuple of exception types");
}

/// A group like `original` with some of its exceptions; None for none.
Result<Value> Subset(Thread& t, Value original, List* exceptions) {
  if (exceptions->size() == 0) return Value::None();
  Str* derive = TRY(Str::InternUtf8(t, "derive"));
  const Value group = TRY(CallMethodWith(t, original, derive, Value::FromObject(exceptions)));
  if (!IsGroup(t, group)) {
    return RaiseTypeError(t, "derive must return an instance of BaseExceptionGroup");
  }
  const Exception* from = AsException(original);
  AsException(group)->set_traceback(from->traceback());
  AsException(group)->set_context(from->context());
  AsException(group)->set_cause(from->cause());
  AsException(group)->set_suppress_context(true);
  const Value notes = TRY(GetAttrOrUnbound(t, original, names(t).__notes__));
  if (notes.IsUnbound() || !IsSequence(t, notes)) return group;
  List* copy = TRY(ListOf(t, notes));
  TRY(SetAttr(t, group, names(t).__notes__, Value::FromObject(copy)));
  return group;
}

Result<GroupMatch> Split(Thread& t, Value exception, const Matcher& matcher, bool want_rest) {
  const RecursionScope level(t);
  TRY(level.Check(" in exceptiongroup_split_recursive"));
  GroupMatch result;
  if (TRY(matcher.Matches(t, exception))) {
    result.match = exception;
    return result;
  }
  if (!IsGroup(t, exception)) {
    if (want_rest) result.rest = exception;
    return result;
  }
  List* matches = TRY(List::New(t));
  List* rests = TRY(List::New(t));
  const Tuple* exceptions = ExceptionsOf(exception);
  for (size_t i = 0; i < exceptions->size(); ++i) {
    const GroupMatch part = TRY(Split(t, exceptions->At(i), matcher, want_rest));
    if (!part.match.IsNone()) TRY(matches->Append(t, part.match));
    if (!part.rest.IsNone()) TRY(rests->Append(t, part.rest));
  }
  result.match = TRY(Subset(t, exception, matches));
  if (want_rest) result.rest = TRY(Subset(t, exception, rests));
  return result;
}

Result<Value> GroupDerive(Thread& t, Exception* self, Args args) {
  if (args.count != 1 || (args.has_keywords() && args.keyword_names->size() != 0)) {
    return RaiseTypeError(
        t, absl::StrCat("function takes exactly 1 argument (", args.count, " given)"));
  }
  return MakeGroup(t, self->field(kMessage), args[0]);
}

/// The only argument of split and subgroup.
Result<Value> TakeCondition(Thread& t, const char* method, Args args) {
  if (args.has_keywords()) {
    return RaiseTypeError(
        t, absl::StrCat("BaseExceptionGroup.", method, "() takes no keyword arguments"));
  }
  if (args.count != 1) {
    return RaiseTypeError(t, absl::StrCat(method, " expected 1 argument, got ", args.count));
  }
  TRY(CheckCondition(t, args[0]));
  return args[0];
}

Result<Value> GroupSplit(Thread& t, Value self, Args args) {
  const Value condition = TRY(TakeCondition(t, "split", args));
  const GroupMatch parts = TRY(Split(t, self, Matcher(condition), true));
  return Tuple::Of(t, parts.match, parts.rest);
}

Result<Value> GroupSubgroup(Thread& t, Value self, Args args) {
  const Value condition = TRY(TakeCondition(t, "subgroup", args));
  return TRY(Split(t, self, Matcher(condition), false)).match;
}

Result<Value> GetMessage(Thread&, Value self) { return AsException(self)->field(kMessage); }
Result<Value> GetExceptions(Thread&, Value self) { return AsException(self)->field(kExceptions); }

constexpr Method kGroupMethods[] = {
    HideSignature(Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod()),
    HideSignature(Bind<GroupDerive>("derive", "($self, *args)")),
    HideSignature(Bind<GroupSplit>("split", "($self, matcher_value, /)")),
    HideSignature(Bind<GroupSubgroup>("subgroup", "($self, matcher_value, /)")),
};

constexpr GetSet kGroupGetSets[] = {
    {"message", &GetMessage, nullptr, true},
    {"exceptions", &GetExceptions, nullptr, true},
};

// --- except* ----------------------------------------------------------------------------------

using Leaves = std::unordered_set<const Object*>;

Result<None> CollectLeaves(Thread& t, Value exception, Leaves* leaves) {
  TRY(CheckNativeStack(t, " in collect_exception_group_leaf_ids"));
  if (!IsGroup(t, exception)) {
    leaves->insert(exception.AsObject());
    return None{};
  }
  for (Value part : ExceptionsOf(exception)->values()) TRY(CollectLeaves(t, part, leaves));
  return None{};
}

/// The part of `original` whose leaves are those of the groups in `kept`.
Result<Value> Projection(Thread& t, Value original, const List* kept) {
  Leaves leaves;
  for (size_t i = 0; i < kept->size(); ++i) TRY(CollectLeaves(t, kept->TryGet(i), &leaves));
  return TRY(Split(t, original, Matcher(&leaves), false)).match;
}

/// True for a part of `original` that was raised again as it was: raising sets these anew.
bool IsReraised(const Exception* exception, const Exception* original) {
  return exception->traceback().SameBits(original->traceback()) &&
         exception->cause().SameBits(original->cause()) &&
         exception->context().SameBits(original->context());
}

}  // namespace

Result<GroupMatch> MatchExceptionGroup(Thread& t, Value exception, Value types) {
  GroupMatch result;
  if (exception.IsNone()) return result;
  if (!Is<Exception>(exception)) return RaiseSystemError(t, "except* on what is no exception");
  if (Matcher::MatchesTypes(t, exception, types)) {
    result.match = exception;
    if (!IsGroup(t, exception)) {
      Tuple* one = TRY(Tuple::Of(t, exception));
      result.match =
          TRY(MakeGroup(t, Value::FromObject(t.vm().empty_str()), Value::FromObject(one)));
    }
    return result;
  }
  if (!IsGroup(t, exception)) {
    result.rest = exception;
    return result;
  }
  Str* split = names(t).split;
  const Value pair = TRY(CallMethodWith(t, exception, split, types));
  if (!Is<Tuple>(pair) || Cast<Tuple>(pair)->size() < 2) {
    return RaiseTypeError(t, absl::StrCat(TypeName(t, exception), ".split must return a 2-tuple"));
  }
  result.match = Cast<Tuple>(pair)->At(0);
  result.rest = Cast<Tuple>(pair)->At(1);
  for (Value part : {result.match, result.rest}) {
    if (part.IsNone() || Is<Exception>(part)) continue;
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, exception), ".split must return exceptions or None"));
  }
  return result;
}

Result<Value> PrepareReraiseStar(Thread& t, Value original, List* list) {
  if (list->size() == 0) return Value::None();
  // A plain exception that was wrapped: one clause at most has run.
  if (!IsGroup(t, original)) return list->TryGet(0);
  List* raised = TRY(List::New(t));
  List* reraised = TRY(List::New(t));
  for (size_t i = 0; i < list->size(); ++i) {
    const Value exception = list->TryGet(i);
    if (!Is<Exception>(exception)) continue;
    const bool again = IsReraised(AsException(exception), AsException(original));
    TRY((again ? reraised : raised)->Append(t, exception));
  }
  const Value rest = reraised->size() == 0 ? Value::None() : TRY(Projection(t, original, reraised));
  if (raised->size() == 0) return rest;
  if (!rest.IsNone()) TRY(raised->Append(t, rest));
  return MakeGroup(t, Value::FromObject(t.vm().empty_str()), Value::FromObject(raised));
}

const TypeSpec& BaseExceptionGroupSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &GroupNew;
    spec.slots.init = &GroupInit;
    spec.slots.str = &GroupStr;
    spec.methods = kGroupMethods;
    spec.getset = kGroupGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
