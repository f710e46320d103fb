#include "jit/changes.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <ranges>

#include "jit/operation.h"
#include "vm/uop/catalog.h"

namespace krait::jit {
namespace {

using uop::kNumberOf;

template <typename T>
T* ObjectIn(uint64_t operand) {
  return Cast<T>(Value::FromBits(operand));
}
uop::Immediate ImmediateIn(uint64_t operand) { return {static_cast<uint32_t>(operand)}; }

template <typename T>
void NoteObject(Thread&, const uint64_t* operands, Changes& changes) {
  changes.Note(ObjectIn<T>(operands[0]), sizeof(T));
}

void NoteField(Thread&, const uint64_t* operands, Changes& changes) {
  changes.Note(&uop::FieldAt(Value::FromBits(operands[0]), ImmediateIn(operands[2])),
               sizeof(Value));
}

void NoteOverflow(Thread&, const uint64_t* operands, Changes& changes) {
  const uop::Immediate index = ImmediateIn(operands[2]);
  ValueArray* array = uop::OverflowArray(uop::OverflowOf(Value::FromBits(operands[0])), index);
  if (array != nullptr) changes.Note(array->items() + index.value, sizeof(Value));
}

void NoteHeader(Thread&, const uint64_t* operands, Changes& changes) {
  changes.Note(Value::FromBits(operands[0]).AsObject(), sizeof(Object));
}

void NoteEntry(Thread&, const uint64_t* operands, Changes& changes) {
  const size_t index = ImmediateIn(operands[2]).value;
  changes.Note(&ObjectIn<DictKeys>(operands[0])->entries()[index].value, sizeof(Value));
}

void NoteFrameWord(Thread&, const uint64_t* operands, Changes& changes) {
  const uop::Exact<Generator> generator{ObjectIn<Generator>(operands[0])};
  changes.Note(&uop::FrameWordAt(generator, ImmediateIn(operands[2])), sizeof(Value));
}

void NoteItem(Thread&, const uint64_t* operands, Changes& changes) {
  const auto values = ObjectIn<List>(operands[0])->values();
  const auto size = static_cast<int64_t>(values.size());
  int64_t index = Value::FromBits(operands[1]).AsInt();
  if (index < 0) index += size;
  if (index < 0 || index >= size) return;  // it leaves
  changes.Note(const_cast<Value*>(values.data() + index), sizeof(Value));
}

void NoteElement(Thread&, const uint64_t* operands, Changes& changes) {
  const auto values = ObjectIn<Tuple>(operands[0])->values();
  changes.Note(const_cast<Value*>(values.data() + ImmediateIn(operands[2]).value), sizeof(Value));
}

void NoteHandled(Thread& t, const uint64_t*, Changes& changes) {
  changes.Note(&t.handled->exception, sizeof(Value));
}

/// The bytearray, and the word in which the byte is.
void NoteByte(Thread& t, const uint64_t* operands, Changes& changes) {
  auto* bytes = ObjectIn<ByteArray>(operands[0]);
  NoteObject<ByteArray>(t, operands, changes);
  if (!bytes->HasRoom()) return;  // it leaves
  const auto at = reinterpret_cast<uintptr_t>(bytes->span().data() + bytes->size());
  changes.Note(reinterpret_cast<void*>(at & ~uintptr_t{7}), sizeof(uint64_t));
}

struct Row {
  uint16_t operation;
  void (*note)(Thread& t, const uint64_t* operands, Changes& changes);
};
constexpr Row kRows[] = {
    {kNumberOf<uop::StoreField>, &NoteField},
    {kNumberOf<uop::StoreOverflow>, &NoteOverflow},
    {kNumberOf<uop::SetShape>, &NoteHeader},
    {kNumberOf<uop::StoreEntry>, &NoteEntry},
    {kNumberOf<uop::StoreCell>, &NoteObject<Cell>},
    {kNumberOf<uop::SetTupleElement>, &NoteElement},
    {kNumberOf<uop::SetClosure>, &NoteObject<Function>},
    {kNumberOf<uop::SetDefaults>, &NoteObject<Function>},
    {kNumberOf<uop::StoreFrameWord>, &NoteFrameWord},
    {kNumberOf<uop::StartGenerator>, &NoteObject<Generator>},
    {kNumberOf<uop::FinishGenerator>, &NoteObject<Generator>},
    {kNumberOf<uop::MoveRange>, &NoteObject<RangeIterator>},
    {kNumberOf<uop::SetListItem>, &NoteItem},
    {kNumberOf<uop::AppendToList>, &NoteObject<List>},  // and an item: see NoteAfter
    {kNumberOf<uop::AppendToByteArray>, &NoteByte},
    {kNumberOf<uop::NextCharacter>, &NoteObject<StrIterator>},
    {kNumberOf<uop::NextOf<ListIterator>>, &NoteObject<ListIterator>},
    {kNumberOf<uop::NextOf<TupleIterator>>, &NoteObject<TupleIterator>},
    {kNumberOf<uop::EndOf<ListIterator>>, &NoteObject<ListIterator>},
    {kNumberOf<uop::EndOf<TupleIterator>>, &NoteObject<TupleIterator>},
    {kNumberOf<uop::NextByte>, &NoteObject<BytesIterator>},
    {kNumberOf<uop::NextEntry<DictIterator::kKeys>>, &NoteObject<DictIterator>},
    {kNumberOf<uop::NextEntry<DictIterator::kValues>>, &NoteObject<DictIterator>},
    {kNumberOf<uop::NextEntry<DictIterator::kItems>>, &NoteObject<DictIterator>},
    {kNumberOf<uop::StepNumber>, &NoteObject<Enumerate>},
    {kNumberOf<uop::SwapHandled>, &NoteHandled},
};

const Row* RowOf(uint16_t operation) {
  const Row* row = std::ranges::find(kRows, operation, &Row::operation);
  return row == std::end(kRows) ? nullptr : row;
}

std::vector<uint64_t> WordsAt(const void* at, size_t count) {
  std::vector<uint64_t> words(count);
  std::memcpy(words.data(), at, count * sizeof(uint64_t));
  return words;
}

bool Writes(uint16_t operation) { return (OperationOf(operation).effects & uop::kWritesHeap) != 0; }

}  // namespace

bool CanBeUndone(uint16_t operation) { return !Writes(operation) || RowOf(operation) != nullptr; }

void Changes::NoteBefore(Thread& t, uint16_t operation, const uint64_t* operands) {
  if (!Writes(operation)) return;
  if (const Row* row = RowOf(operation); row != nullptr) row->note(t, operands, *this);
}

void Changes::NoteAfter(uint16_t operation, const uint64_t* operands) {
  if (operation != kNumberOf<uop::AppendToList>) return;
  const auto values = ObjectIn<List>(operands[0])->values();
  NoteNew(reinterpret_cast<uint64_t*>(const_cast<Value*>(values.data() + values.size() - 1)));
}

/// Whether what was there at first is known. Other sizes at the same address are noted, too.
bool Changes::IsNoted(const void* at, size_t size) {
  size_t& known = sizes_[at];
  if (known >= size) return true;
  known = size;
  return false;
}

void Changes::Note(void* at, size_t size) {
  if (!IsNoted(at, size)) changes_.push_back({at, WordsAt(at, size / sizeof(uint64_t)), {}});
}

void Changes::NoteNew(uint64_t* at) {
  if (!IsNoted(at, sizeof(*at))) changes_.push_back({at, {0}, {}});
}

void Changes::Undo() {
  for (Change& change : changes_) change.after = WordsAt(change.at, change.before.size());
  // What was noted first is the oldest.
  for (const Change& change : std::views::reverse(changes_)) {
    std::memcpy(change.at, change.before.data(), change.before.size() * sizeof(uint64_t));
  }
}

std::optional<Changes::Difference> Changes::FirstDifference() const {
  for (const Change& change : changes_) {
    const std::vector<uint64_t> found = WordsAt(change.at, change.after.size());
    const auto [now, then] = std::ranges::mismatch(found, change.after);
    if (now == found.end()) continue;
    const auto* at = static_cast<const std::byte*>(change.at) +
                     static_cast<size_t>(now - found.begin()) * sizeof(uint64_t);
    return Difference{at, *now, *then};
  }
  return std::nullopt;
}

void Changes::Forget() {
  changes_.clear();
  sizes_.clear();
}

}  // namespace krait::jit
