#include "jit/new_objects.h"

#include <algorithm>

#include "jit/evaluate.h"
#include "jit/recording.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/heap/thread.h"
#include "vm/object/bound_method.h"
#include "vm/object/native_object.h"
#include "vm/object/shape.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/uop/catalog.h"

namespace krait::jit {

using uop::kNumberOf;

// --- Making them ---------------------------------------------------------------------------------

std::optional<NewObject> NewInstance(krait::Type* type) {
  if (type->instance_layout() != Layout::kInstance || type->HasFlag(krait::Type::kHasFinalizer)) {
    return std::nullopt;
  }
  const auto make = [](Thread& t, const NewObject& what) {
    auto* of = static_cast<krait::Type*>(what.of);
    return AllocateInstance(t, of, of->instance_size());
  };
  return NewObject{.make = make, .of = type, .shape_id = type->instance_shape()->id()};
}

NewObject NewTuple(size_t size) {
  const auto make = [](Thread& t, const NewObject& what) -> Result<krait::Object*> {
    return TRY(Tuple::New(t, what.size));
  };
  return {.make = make, .type = kTupleType, .size = size};
}

NewObject NewCell() {
  const auto make = [](Thread& t, const NewObject&) -> Result<krait::Object*> {
    return TRY(Cell::New(t, Value::Unbound()));
  };
  return {.make = make, .type = kCellType};
}

NewObject NewFunction(Code* code, Dict* globals, Dict* builtins) {
  const auto make = [](Thread& t, const NewObject& what) -> Result<krait::Object*> {
    return TRY(Function::New(t, static_cast<Code*>(what.of), what.globals));
  };
  return {
      .make = make, .type = kFunctionType, .of = code, .globals = globals, .builtins = builtins};
}

Value MakeNewObject(Thread& t, Value*, const CallSite& site, const Value*) {
  const auto& what = *reinterpret_cast<const NewObject*>(site.extra);
  return MakeSparingly(t, [&] { return what.make(t, what); });
}

const NewObject* NewObjectOf(const Step& step) {
  if (!step.Is(TraceOperation::kCall)) return nullptr;
  const CallSite& site = SiteOf(step);
  return site.function == &MakeNewObject ? reinterpret_cast<const NewObject*>(site.extra) : nullptr;
}

bool TakesValue(uint16_t store) { return OperationOf(store).operand_count == 2; }

void WriteField(Thread& t, Value object, uint16_t store, uint64_t constant, Value value) {
  const uint64_t operands[] = {object.bits(), TakesValue(store) ? value.bits() : constant,
                               constant};
  uint64_t result;
  (void)RunMicroOp(t, store, operands, &result);
}

// --- What is known of them -----------------------------------------------------------------------

namespace {

constexpr uint16_t kStores[] = {kNumberOf<uop::StoreField>,      kNumberOf<uop::SetShape>,
                                kNumberOf<uop::SetTupleElement>, kNumberOf<uop::StoreCell>,
                                kNumberOf<uop::SetClosure>,      kNumberOf<uop::SetDefaults>};

struct LoadRow {
  uint16_t load;
  uint16_t store;
};
constexpr LoadRow kLoads[] = {{kNumberOf<uop::LoadField>, kNumberOf<uop::StoreField>},
                              {kNumberOf<uop::TupleElement>, kNumberOf<uop::SetTupleElement>},
                              {kNumberOf<uop::LoadCell>, kNumberOf<uop::StoreCell>}};

constexpr bool IsStore(uint16_t operation) {
  return std::ranges::find(kStores, operation) != std::end(kStores);
}

/// Whether others know its operands afterwards: not of a step that only looks at them.
bool Publishes(const Step& step) {
  if (step.operation >= kMicroOpCount) return true;
  const bool looks = step.use != stencils::Use::kValue || !step.MakesValue();
  return !looks || (OperationOf(step.operation).effects & uop::kWritesHeap) != 0;
}

}  // namespace

const NewObjects::Field* NewObjects::Object::FieldOf(uint16_t store, uint64_t constant) const {
  const auto field = std::ranges::find_if(fields, [&](const Field& other) {
    return other.store == store && other.constant == constant;
  });
  return field == fields.end() ? nullptr : &*field;
}

uint32_t NewObjects::Object::shape_id() const {
  const auto shape = std::ranges::find(fields, kNumberOf<uop::SetShape>, &Field::store);
  return shape == fields.end() ? what->shape_id : static_cast<uint32_t>(shape->constant);
}

bool NewObjects::Holds(const Recording& recording, const Object& object, const Step& step) {
  const auto is = [&](ValueId operand, const krait::Object* wanted) {
    const Step& constant = recording.recorded[operand].step;
    return constant.Is(TraceOperation::kConstant) &&
           Value::FromBits(constant.constant).SameBits(Value::FromObject(wanted));
  };
  switch (step.operation) {
    case kNumberOf<uop::RequireShape>:
      return object.shape_id() == step.constant;
    case kNumberOf<uop::RequireTupleSize>:
      return object.what->size == step.constant;
    case kNumberOf<uop::RequireCode>:
      return is(step.b, object.what->of);
    case kNumberOf<uop::RequireNamespaces>:
      return is(step.b, object.what->globals) && is(step.c, object.what->builtins);
    case kNumberOf<uop::IsNone>:
      return step.use == stencils::Use::kRequireFalse;
    default:
      return false;
  }
}

uint16_t NewObjects::StoreOf(uint16_t operation) {
  const LoadRow* row = std::ranges::find(kLoads, operation, &LoadRow::load);
  return row == std::end(kLoads) ? kNoOperation : row->store;
}

uint16_t NewObjects::LoadOf(uint16_t store) {
  const LoadRow* row = std::ranges::find(kLoads, store, &LoadRow::store);
  return row == std::end(kLoads) ? kNoOperation : row->load;
}

const NewObjects::Object* NewObjects::Find(ValueId id) const {
  const auto found = std::ranges::find(objects_, id, &Object::id);
  return found == objects_.end() ? nullptr : &*found;
}

void NewObjects::Write(Object& object, const Step& step) {
  const bool is_shape = step.operation == kNumberOf<uop::SetShape>;
  const auto field = std::ranges::find_if(object.fields, [&](const Field& other) {
    return other.store == step.operation && (is_shape || other.constant == step.constant);
  });
  const Field written{step.operation, step.constant, step.b};
  if (field == object.fields.end()) {
    object.fields.push_back(written);
  } else {
    *field = written;
  }
}

bool NewObjects::IsWithin(const Step& step) const {
  if (step.a == kNoValue || Find(step.a) == nullptr) return false;
  return IsStore(step.operation) || step.operation == kNumberOf<uop::RequireBound>;
}

void NewObjects::Follow(const Recording& recording, ValueId id) {
  const Recorded& recorded = recording.recorded[id];
  const Step& step = recorded.step;
  if (const NewObject* what = NewObjectOf(step)) {
    objects_.push_back({id, what, {}});
    return;
  }
  if (objects_.empty()) return;
  if (IsWithin(step)) {
    if (!IsStore(step.operation)) return;
    Write(*std::ranges::find(objects_, step.a, &Object::id), step);
    return;
  }
  if (Publishes(step)) {
    for (ValueId operand : {step.a, step.b, step.c}) Publish(operand);
  }
  if (!step.Is(TraceOperation::kCall) || SiteOf(step).is_leaf) return;
  // Who is called can look at the frames.
  const LivePlaces live(recording, recorded.moment);
  for (const auto& [place, value] : recorded.moment.changed) {
    if (Find(value) == nullptr) continue;
    const bool is_read = std::ranges::find(recorded.reads, place) != recorded.reads.end();
    if (is_read || live.Has(place)) Publish(value);
  }
}

void NewObjects::Publish(ValueId id, std::vector<Object>& published) {
  const auto found = std::ranges::find(objects_, id, &Object::id);
  if (found == objects_.end()) return;
  published.push_back(std::move(*found));
  objects_.erase(found);
  const std::vector<Field> fields = published.back().fields;
  for (const Field& field : fields) Publish(field.value, published);
}

void NewObjects::FollowPath(const Recording& recording, const Path& path, ValueId end) {
  if (path.guard != kNoValue) {
    FollowPath(recording, PathOf(recording, path.guard), path.guard);
  }
  for (ValueId id = path.begin; id < end; ++id) Follow(recording, id);
}

std::vector<NewObjects::Object> NewObjects::Publish(ValueId id) {
  std::vector<Object> published;
  Publish(id, published);
  return published;
}

std::optional<ValueId> NewObjects::Load(ValueId id, uint16_t store, uint64_t constant) const {
  const Object* object = Find(id);
  const Field* field = object == nullptr ? nullptr : object->FieldOf(store, constant);
  return field == nullptr ? std::nullopt : std::optional(field->value);
}

std::optional<ValueId> NewObjects::ResultOf(const Recording& recording, const Step& step) const {
  const Object* object = step.a == kNoValue ? nullptr : Find(step.a);
  if (object == nullptr) return std::nullopt;
  if (Holds(recording, *object, step)) return kNoValue;
  if (step.operation == kNumberOf<uop::ClosureCell>) {
    const auto closure = Load(step.a, kNumberOf<uop::SetClosure>, 0);
    if (!closure) return std::nullopt;
    return Load(*closure, kNumberOf<uop::SetTupleElement>, step.constant);
  }
  const uint16_t store = StoreOf(step.operation);
  return store == kNoOperation ? std::nullopt : Load(step.a, store, step.constant);
}

}  // namespace krait::jit
