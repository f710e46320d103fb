#include <algorithm>

#include "jit/builder.h"
#include "vm/uop/catalog.h"

/// Objects that a trace need not make.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// Objects that a path has not made, and those that go round the loop, whose fields take registers.
constexpr size_t kMostUnmade = 16;
constexpr size_t kMostCarried = 8;
constexpr size_t kMostCarriedFields = 8;
static_assert(kMostUnmade + kMostCarried <= Exit::kMostObjects);

}  // namespace

// --- Objects that nobody has needed yet ----------------------------------------------------------

bool Builder::IsUnmade(ValueId recorded) const {
  return recorded != kNoValue && Exit::IsObject(map_[recorded]);
}

/// Whether the step is only about an object that nobody needs so far: what it does is done when
/// somebody does.
bool Builder::StaysUnmade(ValueId id) {
  const Step& step = recording_.recorded[id].step;
  const bool makes = NewObjectOf(step) != nullptr && now_.objects.size() < kMostUnmade;
  if (!makes && !now_.objects.IsWithin(step)) return false;
  now_.objects.Follow(recording_, id);
  if (makes) map_[id] = Unmade(id);
  return true;
}

/// Makes an object with all that is in it; without room, Python goes on at the moment.
void Builder::Make(ValueId id, const Moment& moment) {
  const uint32_t exit = NewExit(moment, kNoValue, false);
  const std::vector<NewObjects::Object> objects = now_.objects.Publish(id);
  for (const NewObjects::Object& object : objects) {
    Step call = recording_.recorded[object.id].step;
    call.exit = exit;
    const ValueId made = Add(call);
    Step check{.operation = kNumberOf<uop::RequireBound>, .a = made};
    check.exit = exit;
    Add(check);
    map_[object.id] = now_.made[object.id] = made;
  }
  for (const NewObjects::Object& object : objects) {
    for (const auto& [store, constant, value] : object.fields) {
      Step step{.operation = store, .a = map_[object.id], .constant = constant};
      if (value != kNoValue) {
        if (CarriedIn(map_[value]) != nullptr) return MakeEachRound(map_[value]);
        const bool is_float = trace_.ClassOf(map_[value]) == RegisterClass::kFloat;
        step.b = is_float ? Boxed(map_[value], exit) : map_[value];
      }
      Add(step);
    }
  }
}

/// What is not made yet is made by who leaves.
void Builder::AddObjects(Exit& exit) const {
  std::vector<ValueId> unmade;
  const auto numbered = [&](ValueId value) {
    if (!Exit::IsObject(value) && CarriedIn(value) == nullptr) return value;
    auto found = std::ranges::find(unmade, value);
    if (found == unmade.end()) found = unmade.insert(found, value);
    return Exit::kFirstObject + static_cast<ValueId>(found - unmade.begin());
  };
  for (Exit::Slot& slot : exit.slots) slot.value = numbered(slot.value);
  for (size_t i = 0; i < unmade.size(); ++i) {
    if (const Carried* carried = CarriedIn(unmade[i])) {
      exit.objects.push_back({carried->object.what, unmade[i]});
      for (const auto& [store, constant, phi] : carried->object.fields) {
        exit.objects.back().fields.push_back({store, constant, phi});
      }
      continue;
    }
    const NewObjects::Object& object = *now_.objects.Find(unmade[i] & ~Exit::kFirstObject);
    Exit::Object& made = exit.objects.emplace_back(Exit::Object{object.what});
    for (const auto& [store, constant, value] : object.fields) {
      made.fields.push_back(
          {store, constant, value == kNoValue ? kNoValue : numbered(map_[value])});
    }
  }
}

// --- Objects that only the next round could need -------------------------------------------------

namespace {

bool AreAlike(const NewObject& one, const NewObject& other) {
  return one.make == other.make && one.of == other.of && one.size == other.size &&
         one.shape_id == other.shape_id && one.globals == other.globals &&
         one.builtins == other.builtins;
}

}  // namespace

/// A path's last object goes with those of the others: all have the same fields.
bool Builder::AddEnd(std::optional<Carried>& carried, const NewObjects::Object& object) const {
  if (!carried) {
    carried = Carried{object, {}, false};
    for (const NewObjects::Field& field : object.fields) {
      carried->types.push_back(TakesValue(field.store) ? TypeOf(field.value) : kAnyType);
    }
    return true;
  }
  const NewObjects::Object& known = carried->object;
  if (!AreAlike(*known.what, *object.what) || known.fields.size() != object.fields.size()) {
    return false;
  }
  for (size_t i = 0; i < known.fields.size(); ++i) {
    const NewObjects::Field& field = object.fields[i];
    if (field.store != known.fields[i].store || field.constant != known.fields[i].constant) {
      return false;
    }
    if (TakesValue(field.store) && TypeOf(field.value) != carried->types[i]) {
      carried->types[i] = kAnyType;
    }
  }
  return true;
}

/// Whether some path looks into the object that the place had first.
bool Builder::IsLoaded(uint32_t number) const {
  const std::vector<ValueId>& aliases = recording_.places.at(number).aliases;
  return std::ranges::any_of(recording_.recorded, [&](const Recorded& recorded) {
    return NewObjects::StoreOf(recorded.step.operation) != kNoOperation &&
           std::ranges::find(aliases, recorded.step.a) != aliases.end();
  });
}

std::optional<Builder::Carried> Builder::CarriedAt(
    uint32_t number, const std::vector<std::pair<const Path*, NewObjects>>& ends) {
  std::optional<Carried> carried;
  for (const auto& [path, objects] : ends) {
    const ValueId last = AtEnd(*path, number);
    if (last == kNoValue) continue;
    const NewObjects::Object* object = objects.Find(last);
    // What has it too could not go on having the same one.
    const LivePlaces live(recording_, path->at_end);
    size_t known = 0;
    for (const auto& [place, value] : path->at_end.changed) {
      known += value == last && live.Has(place) ? 1 : 0;
    }
    for (const NewObjects::Object& other : objects) {
      known +=
          static_cast<size_t>(std::ranges::count(other.fields, last, &NewObjects::Field::value));
    }
    if (object == nullptr || known != 1 || !AddEnd(carried, *object)) return std::nullopt;
  }
  if (carried) carried->is_loaded = IsLoaded(number);
  return carried;
}

void Builder::FindCarried() {
  std::vector<std::pair<const Path*, NewObjects>> ends;
  for (const Path& path : recording_.paths) {
    if (!path.loops) continue;
    ends.emplace_back(&path, NewObjects());
    ends.back().second.FollowPath(recording_, path, path.end);
  }
  size_t objects = 0;
  size_t fields = 0;
  for (auto& [number, round] : rounds_) {
    const bool may_be =
        round.goes_round && !IsCounter(number) && !recording_.made_each_round.contains(number);
    std::optional<Carried> carried = may_be ? CarriedAt(number, ends) : std::nullopt;
    if (!carried || objects == kMostCarried) continue;
    const size_t of_this = carried->object.fields.size();
    if (fields + of_this > kMostCarriedFields) continue;
    ++objects;
    fields += of_this;
    round.carried = std::move(carried);
    carrying_.push_back(&round);
  }
}

ValueId Builder::AddAtEntry(Step step) {
  if (step.MayLeave()) step.exit = EntryExit();
  return Add(step);
}

/// Before the loop: the object that is there is of the same kind.
void Builder::RequireAlike(ValueId first, const NewObjects::Object& object) {
  if (object.what->type == kTupleType) {
    AddAtEntry(
        {.operation = kNumberOf<uop::RequireTupleSize>, .a = first, .constant = object.what->size});
  } else if (object.what->type == kAnyType) {
    AddAtEntry(
        {.operation = kNumberOf<uop::RequireShape>, .a = first, .constant = object.shape_id()});
  }
}

/// What its fields go round with at first: what the object has that is there before the loop, or,
/// where nobody looks into that, anything.
void Builder::EnterCarried(uint32_t number, Carried& carried) {
  const ValueId first = map_[recording_.places[number].first];
  if (carried.is_loaded) RequireAlike(first, carried.object);
  for (size_t i = 0; i < carried.types.size(); ++i) {
    NewObjects::Field& field = carried.object.fields[i];
    const ValueType type = carried.types[i];
    if (!TakesValue(field.store)) {
      field.value = kNoValue;
    } else if (!carried.is_loaded) {
      const auto constant = type == kFloatType ? TraceOperation::kFloat : TraceOperation::kConstant;
      field.value = Add({.operation = NumberOf(constant)});
    } else {
      field.value = AddAtEntry(
          {.operation = NewObjects::LoadOf(field.store), .a = first, .constant = field.constant});
      if (IsRequired(type)) field.value = AddAtEntry({.operation = type, .a = field.value});
    }
  }
}

/// The one whose place has the phi; null if it is not such a phi.
const Builder::Carried* Builder::CarriedIn(ValueId phi) const {
  for (const Round* round : carrying_) {
    if (round->phi == phi && phi != kNoValue) return &*round->carried;
  }
  return nullptr;
}

/// The type that a field of one has all the way round; kAnyType: it is no such field's phi.
ValueType Builder::TypeOfCarried(ValueId phi) const {
  for (const Round* round : carrying_) {
    const std::vector<NewObjects::Field>& fields = round->carried->object.fields;
    const auto field = std::ranges::find(fields, phi, &NewObjects::Field::value);
    if (field != fields.end()) {
      return round->carried->types[static_cast<size_t>(field - fields.begin())];
    }
  }
  return kAnyType;
}

/// Whether what the step would give is known, as it only looks into such an object.
bool Builder::IsOfCarried(ValueId id) {
  const Step& step = recording_.recorded[id].step;
  if (step.a == kNoValue || recording_.recorded[id].is_entry) return false;
  const ValueId value = map_[step.a];
  const Carried* carried = CarriedIn(value);
  if (carried == nullptr) {
    if (!IsRequired(step.operation) || TypeOfCarried(value) != step.operation) return false;
    map_[id] = value;
    return true;
  }
  if (step.operation == kNumberOf<uop::RequireBound> ||
      NewObjects::Holds(recording_, carried->object, step)) {
    map_[id] = value;
    return true;
  }
  const uint16_t store = NewObjects::StoreOf(step.operation);
  const NewObjects::Field* field = carried->object.FieldOf(store, step.constant);
  if (field == nullptr) return false;
  map_[id] = field->value;
  return true;
}

/// Somebody needs it after all.
void Builder::MakeEachRound(ValueId phi) {
  for (const auto& [number, round] : rounds_) {
    if (round.carried && round.phi == phi) recording_.made_each_round.insert(number);
  }
  is_to_be_redone_ = true;
  if (problem_.empty()) problem_ = "an object is needed each round";
}

/// What goes back to the loop's beginning: the object that the path has made in its place, or what
/// was there.
void Builder::EndCarried(const Path& path, uint32_t number, uint32_t exit,
                         std::vector<ValueId>& back) {
  const Round& round = rounds_.at(number);
  const ValueId last = AtEnd(path, number);
  const NewObjects::Object* object = last == kNoValue ? nullptr : now_.objects.Find(last);
  if (last != kNoValue && object == nullptr) return MakeEachRound(round.phi);
  Step unbound{.operation = NumberOf(TraceOperation::kConstant)};
  unbound.constant = Value::Unbound().bits();
  back.push_back(object == nullptr ? round.phi : Add(unbound));
  for (size_t i = 0; i < round.carried->types.size(); ++i) {
    const ValueId phi = round.carried->object.fields[i].value;
    if (phi == kNoValue) continue;
    ValueId value = object == nullptr ? phi : map_[object->fields[i].value];
    if (Exit::IsObject(value) || CarriedIn(value) != nullptr) return MakeEachRound(round.phi);
    const bool is_float = trace_.ClassOf(value) == RegisterClass::kFloat;
    if (is_float && round.carried->types[i] != kFloatType) value = Boxed(value, exit);
    back.push_back(value);
  }
}

}  // namespace krait::jit
