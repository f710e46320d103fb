#include <algorithm>
#include <utility>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/frame/frame.h"
#include "vm/interp/name_cache.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"
#include "vm/uop/catalog.h"

/// Instructions that make objects.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// Nobody collects meanwhile, and what was made is used: a finalizer would show it to others.
Value MakeAnyInstance(Thread& t, Value*, const CallSite& site, const Value*) {
  auto* type = reinterpret_cast<krait::Type*>(site.extra);
  return MakeSparingly(t, [&] { return AllocateInstance(t, type, type->instance_size()); });
}

Value MakeList(Thread& t, Value*, const CallSite& site, const Value*) {
  return MakeSparingly(t, [&] { return List::New(t, site.extra); });
}
Value MakeDict(Thread& t, Value*, const CallSite& site, const Value*) {
  return MakeSparingly(t, [&] { return Dict::New(t, site.extra); });
}

/// Longer displays are made by a call.
constexpr int kMostItems = 16;

}  // namespace

/// What a leaf makes that leaves only when there is no memory left, which is no way that is worth
/// its code.
ValueId Recorder::AddMade(CallSite::Function make, ValueType type, const Word* pc, uint64_t extra) {
  const ValueId made = AddLeafCall(make, pc, extra, kNoOperands);
  recording_.types[made] = type;
  AddAt({.operation = kNumberOf<uop::RequireBound>, .a = made}, pc);
  recording_.recorded.back().never_branches = true;
  return made;
}

bool Recorder::RecordBuildList(const Thread& t, const Word* pc) {
  constexpr uint16_t kAppend = kNumberOf<uop::AppendToList>;
  if (pc->c > kMostItems || t.object_locks || HasFailed(pc, kAppend)) return RecordFunction(pc);
  const std::vector<ValueId> items = ListOf(pc);
  const ValueId list = AddMade(&MakeList, kListType, pc, static_cast<uint64_t>(pc->c));
  for (ValueId item : items) Add({.operation = kAppend, .a = list, .b = AsWord(item)});
  SetSlot(pc->a, list);
  return true;
}

/// A dict, if its keys run no code.
bool Recorder::RecordBuildMap(const Thread& t, const Word* pc) {
  constexpr uint16_t kSet = kNumberOf<uop::SetDictItem>;
  const int16_t* operands = pc[2].operands;  // in as many words as it takes
  const bool has_tuple = static_cast<Opcode>(pc->op) == Opcode::BUILD_CONST_KEY_MAP;
  const Value tuple = has_tuple ? Actual(operands[pc->c]) : Value::Unbound();
  bool is_quiet = pc->c <= kMostItems && !t.object_locks && !HasFailed(pc, kSet);
  if (has_tuple) {
    is_quiet &= operands[pc->c] < 0 && IsExactly<Tuple>(tuple) &&
                Cast<Tuple>(tuple)->size() == static_cast<size_t>(pc->c);
  }
  std::vector<std::pair<ValueId, ValueId>> items;
  for (int i = 0; i < pc->c && is_quiet; ++i) {
    const Value key =
        has_tuple ? Cast<Tuple>(tuple)->At(static_cast<size_t>(i)) : Actual(operands[2 * i]);
    is_quiet = uop::IsSimpleKeyValue(key);
    if (has_tuple) {
      items.push_back({AddConstant(key), AsWord(Operand(operands[i]))});
    } else {
      items.push_back({AsWord(Operand(operands[2 * i])), AsWord(Operand(operands[2 * i + 1]))});
    }
  }
  if (!is_quiet) return RecordFunction(pc);
  const ValueId dict = AddMade(&MakeDict, kDictType, pc, static_cast<uint64_t>(pc->c));
  for (const auto& [key, value] : items) (void)AddOperation(pc, kSet, {dict, key, value});
  SetSlot(pc->a, dict);
  return true;
}

ValueId Recorder::AddNew(const NewObject& what, const Word* pc) {
  recording_.new_objects.push_back(what);
  return AddMade(&MakeNewObject, what.type, pc,
                 reinterpret_cast<uint64_t>(&recording_.new_objects.back()));
}

/// An instance of a class that is known, and that object.__new__ makes instances of.
ValueId Recorder::AddInstance(krait::Type* type, const Word* pc) {
  ValueId object;
  if (const std::optional<NewObject> what = NewInstance(type)) {
    object = AddNew(*what, pc);
  } else {
    object = AddLeafCall(&MakeAnyInstance, pc, reinterpret_cast<uint64_t>(type), kNoOperands);
    AddAt({.operation = kNumberOf<uop::RequireBound>, .a = object}, pc);
  }
  shapes_[object] = type->instance_shape()->id();
  return object;
}

ValueId Recorder::AddTuple(const std::vector<ValueId>& items, const Word* pc) {
  const ValueId tuple = AddNew(NewTuple(items.size()), pc);
  for (size_t i = 0; i < items.size(); ++i) {
    Add({.operation = kNumberOf<uop::SetTupleElement>, .a = tuple, .b = items[i], .constant = i});
  }
  return tuple;
}

bool Recorder::RecordBuildTuple(const Word* pc) {
  SetSlot(pc->a, AddTuple(ListOf(pc), pc));
  return true;
}

bool Recorder::RecordMakeCell(const Word* pc) {
  if (frame_ == nullptr || IsOfGenerator(frame_)) return RecordFunction(pc);
  const ValueId content = Get(PlaceOf(pc->a));
  const ValueId cell = AddNew(NewCell(), pc);
  if (!Actual(pc->a).IsUnbound()) {
    Add({.operation = kNumberOf<uop::StoreCell>, .a = cell, .b = content});
  }
  SetSlot(pc->a, cell);
  return true;
}

/// The globals still name the same builtins; false if that cannot be asked for.
bool Recorder::RequireBuiltins(Thread& t, Dict* globals) {
  Rely(Value::FromObject(globals));
  DictKeys* keys = globals->keys();
  Str* name = names(t).__builtins__;
  const int64_t entry = keys->FindStr(name, name->Hash(t));
  const ValueId known = KeysOf(globals, keys->version());
  if (known == kNoValue) return false;
  if (entry < 0) return true;
  const Value actual = keys->entries()[entry].value.Load();
  Rely(actual);
  RequireIdentity(Add({.operation = kNumberOf<uop::LoadEntry>,
                       .a = known,
                       .constant = static_cast<uint64_t>(entry)}),
                  actual);
  return true;
}

namespace {

/// Whether they are what a closure is made of; nobody has verified that.
bool AreCells(Value closure) {
  return IsExactly<Tuple>(closure) &&
         std::ranges::all_of(Cast<Tuple>(closure)->values(),
                             [](Value value) { return IsExactly<Cell>(value); });
}

}  // namespace

/// Whether the operand is a tuple that was made of what is known to be cells.
bool Recorder::IsOfKnownCells(int16_t closure) {
  const NewObjects::Object* tuple = objects_.Find(Operand(closure));
  return tuple != nullptr && AreCells(Actual(closure)) &&
         std::ranges::all_of(tuple->fields, [&](const NewObjects::Field& field) {
           return recording_.types[field.value] == kCellType;
         });
}

bool Recorder::RecordMakeFunction(Thread& t, const Word* pc) {
  const Value code = Actual(pc->b);
  const auto& [defaults, kwdefaults, annotations, closure] = pc[1].operands;
  const bool is_plain = kwdefaults == kNoOperand && annotations == kNoOperand;
  if (!is_plain || pc->b >= 0 || !IsExactly<Code>(code)) return RecordFunction(pc);
  if (closure != kNoOperand && !IsOfKnownCells(closure)) return RecordFunction(pc);
  if (defaults != kNoOperand && !IsExactly<Tuple>(Actual(defaults))) return RecordFunction(pc);
  Dict* globals = Frame::OfSlots(slots_.back())->globals;
  if (!RequireBuiltins(t, globals)) return RecordFunction(pc);
  Rely(code);
  Dict* builtins = Function::BuiltinsOf(t, globals);
  Rely(Value::FromObject(builtins));
  const ValueId function = AddNew(NewFunction(Cast<Code>(code), globals, builtins), pc);
  const std::pair<uint16_t, int16_t> extras[] = {{kNumberOf<uop::SetDefaults>, defaults},
                                                 {kNumberOf<uop::SetClosure>, closure}};
  for (const auto& [store, operand] : extras) {
    if (operand == kNoOperand) continue;
    Add({.operation = store, .a = function, .b = Required(Operand(operand), kTupleType)});
  }
  SetSlot(pc->a, function);
  return true;
}

}  // namespace krait::jit
