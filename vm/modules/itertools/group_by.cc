#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/itertools/types.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/step.h"
#include "vm/object/tuple.h"

/// groupby(iterable, key=None).
namespace krait::itertools {
namespace {

struct Grouper;

struct GroupBy : NativeObject {
  static const NativeClass kClass;
  Field<Value> iterator;
  Field<Value> key_function;  // None: the items themselves
  Field<Value> current_key;   // Unbound: no item is waiting
  Field<Value> current_value;
  Field<Value> target_key;  // of the group given out last
  Field<Grouper*> group;    // the only one that is still alive

  Result<Value> Next(Thread& t);
  /// Takes the next item and its key; false at the end.
  Result<bool> Step(Thread& t) {
    const Value value = TRY(krait::Step(t, iterator.Load()));
    if (value.IsUnbound()) return false;
    const Value function = key_function.Load();
    const Value key = function.IsNone() ? value : TRY(CallStep(t, function, {&value, 1}));
    current_value.Store(this, value);
    current_key.Store(this, key);
    return true;
  }
  void TraceFields(Marker& marker);
};

/// The items of one group.
struct Grouper : NativeObject {
  static const NativeClass kClass;
  Field<GroupBy*> parent;
  Field<Value> target_key;

  Result<Value> Next(Thread& t) {
    GroupBy* groups = parent.Load();
    if (groups->group.Load() != this) return Value::Unbound();
    if (groups->current_value.Load().IsUnbound() && !TRY(groups->Step(t))) {
      return Value::Unbound();
    }
    if (!TRY(Equals(t, target_key.Load(), groups->current_key.Load()))) return Value::Unbound();
    const Value value = groups->current_value.Load();
    groups->current_value.Store(groups, Value::Unbound());
    groups->current_key.Store(groups, Value::Unbound());
    return value;
  }
  void TraceFields(Marker& marker) {
    marker.Visit(parent);
    marker.Visit(target_key);
  }
};

const NativeClass GroupBy::kClass = {"itertools.groupby", &TraceOf<GroupBy>, nullptr};
const NativeClass Grouper::kClass = {"itertools._grouper", &TraceOf<Grouper>, nullptr};

void GroupBy::TraceFields(Marker& marker) {
  marker.Visit(iterator);
  marker.Visit(key_function);
  marker.Visit(current_key);
  marker.Visit(current_value);
  marker.Visit(target_key);
  marker.Visit(group);
}

Result<Grouper*> NewGrouper(Thread& t, Type* cls, GroupBy* parent, Value target_key) {
  auto* grouper = TRY(NewNative<Grouper>(t, cls));
  grouper->parent.Store(grouper, parent);
  grouper->target_key.Store(grouper, target_key);
  parent->group.Store(parent, grouper);
  return grouper;
}

Result<Value> GroupBy::Next(Thread& t) {
  group.Store(this, nullptr);
  // Skip what is left of the group given out last.
  for (;;) {
    const Value key = current_key.Load();
    if (!key.IsUnbound()) {
      const Value target = target_key.Load();
      if (target.IsUnbound() || !TRY(Equals(t, target, key))) break;
    }
    if (!TRY(Step(t))) return Value::Unbound();
    TRY(CheckPoll(t));
  }
  const Value key = current_key.Load();
  if (key.IsUnbound()) return key;  // another thread took the item
  target_key.Store(this, key);
  Grouper* grouper = TRY(NewGrouper(t, PartOf(t).grouper, this, key));
  return Tuple::Of(t, key, Value::FromObject(grouper));
}

constexpr Method kGroupByParameters = ConstructorSignature("groupby", "(iterable, key=None)");

Result<Value> GroupByNew(Thread& t, Type* cls, Args args) {
  Value given[2];
  TRY(BindArguments(t, kGroupByParameters, args, given));
  const Value iterator = TRY(GetIter(t, given[0]));
  auto* self = TRY(NewNative<GroupBy>(t, cls));
  self->iterator.Store(self, iterator);
  self->key_function.Store(self, given[1]);
  for (auto* field : {&self->current_key, &self->current_value, &self->target_key}) {
    field->Store(self, Value::Unbound());
  }
  return self;
}

Result<Value> GroupByReduce(Thread& t, GroupBy* self) {
  const Value key = self->current_key.Load();
  const Value value = self->current_value.Load();
  const Value target = self->target_key.Load();
  Tuple* args = TRY(Tuple::Of(t, self->iterator.Load(), self->key_function.Load()));
  if (key.IsUnbound() || value.IsUnbound() || target.IsUnbound()) return Reduced(t, self, args);
  return Reduced(t, self, args, Value::FromObject(TRY(Tuple::Of(t, key, value, target))));
}

Result<None> GroupBySetState(Thread& t, GroupBy* self, Value state) {
  const Tuple* parts = TRY(StateTuple(t, state, 3, 3));
  self->current_key.Store(self, parts->At(0));
  self->current_value.Store(self, parts->At(1));
  self->target_key.Store(self, parts->At(2));
  return None{};
}

constexpr Method kGroupByMethods[] = {
    Bind<GroupByReduce>("__reduce__", "($self, /)"),
    Bind<GroupBySetState>("__setstate__", "($self, state, /)"),
};

Result<Value> GrouperNew(Thread& t, Type* cls, Args args) {
  TRY(CheckArguments(t, cls, "_grouper", args, 2, 2));
  auto* parent = TryCastNative<GroupBy>(args[0]);
  if (parent == nullptr) {
    return RaiseTypeError(t, absl::StrCat("_grouper() argument 1 must be itertools.groupby, not ",
                                          args[0].IsNone() ? "None" : TypeName(t, args[0])));
  }
  return NewGrouper(t, cls, parent, args[1]);
}

Result<Value> GrouperReduce(Thread& t, Grouper* self) {
  GroupBy* parent = self->parent.Load();
  if (parent->group.Load() != self) {
    const Value iter = t.vm().builtins()->GetStr(t, TRY(Str::InternUtf8(t, "iter")));
    Tuple* nothing = TRY(Tuple::Of(t, Value::FromObject(Tuple::Empty(t))));
    return Tuple::Of(t, iter, Value::FromObject(nothing));
  }
  return Reduced(t, self, Tuple::Of(t, Value::FromObject(parent), self->target_key.Load()));
}

constexpr Method kGrouperMethods[] = {Bind<GrouperReduce>("__reduce__", "($self, /)")};

}  // namespace

Result<None> AddGroupBy(Thread& t, Module* module) {
  TRY(AddIteratorType(
      t, module, {"groupby", sizeof(GroupBy), &GroupByNew, &NextOf<GroupBy>, kGroupByMethods}));
  PartOf(t).grouper = TRY(AddIteratorType(
      t, module,
      {"_grouper", sizeof(Grouper), &GrouperNew, &NextOf<Grouper>, kGrouperMethods, nullptr, 0}));
  return None{};
}

}  // namespace krait::itertools
