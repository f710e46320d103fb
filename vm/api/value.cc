#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/api/state.h"

namespace krait::inline v1 {

using internal::Access;
using internal::Entry;

// --- Handles -----------------------------------------------------------------------------------

Value::Value(const Value& other) : state_(other.state_), word_(other.word_) {
  if (other.root_ != nullptr) root_ = state_->CopyRoot(other.root_);
}

Value::Value(Value&& other) noexcept
    : state_(std::move(other.state_)),
      root_(std::exchange(other.root_, nullptr)),
      word_(std::exchange(other.word_, kNoneWord)) {}

Value& Value::operator=(const Value& other) {
  Value copy(other);
  return *this = std::move(copy);
}

Value& Value::operator=(Value&& other) noexcept {
  std::swap(state_, other.state_);
  std::swap(root_, other.root_);
  std::swap(word_, other.word_);
  return *this;
}

Value::~Value() {
  if (root_ != nullptr) state_->DropRoot(root_);
}

bool Value::IsNone() const {
  static_assert(kNoneWord == 10);
  return word_ == inside::Value::None().bits();
}

bool Value::Is(const Value& other) const {
  Entry entry(state_ != nullptr ? state_ : other.state_);
  if (!entry.ok()) return word_ == other.word_;
  return IsSame(entry.Unwrap(*this), entry.Unwrap(other));
}

namespace internal {

static_assert(inside::Value::None().bits() == 10, "Value::kNoneWord");

Value Access::Make(State state, uint64_t word) {
  Value value;
  value.word_ = word;
  if (inside::Value::FromBits(word).IsObject()) value.root_ = state->AddRoot(word);
  value.state_ = std::move(state);
  return value;
}

uint64_t Access::WordOf(const Value& value) { return value.word_; }

Attached::Attached(const std::shared_ptr<VmState>& state) {
  if (state == nullptr) return;
  Thread* t = state->CurrentThread();
  if (t == nullptr || t->attached()) return;
  state->BeginCall();
  t->vm().threading().Attach(*t);
  state_ = state.get();
  thread_ = t;
}

Attached::~Attached() {
  if (state_ == nullptr) return;
  auto* t = static_cast<Thread*>(thread_);
  t->vm().threading().Detach(*t);
  state_->EndCall();
}

// --- C++ to Python -------------------------------------------------------------------------------

absl::StatusOr<Value> Access::FromBool(const State& state, bool value) {
  return Make(state, inside::Value::FromBool(value).bits());
}

absl::StatusOr<Value> Access::FromInt(const State& state, int64_t value) {
  if (inside::Value::FitsInt(value)) return Make(state, inside::Value::FromInt(value).bits());
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  return entry.Finish(Int::From(entry.thread(), value));
}

absl::StatusOr<Value> Access::FromUnsigned(const State& state, uint64_t value) {
  if (value <= static_cast<uint64_t>(INT64_MAX)) {
    return FromInt(state, static_cast<int64_t>(value));
  }
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  return entry.Finish(Int::FromUnsigned(entry.thread(), value));
}

absl::StatusOr<Value> Access::FromDouble(const State& state, double value) {
  if (inside::Value::FitsFloat(value)) {
    return Make(state, inside::Value::FromFloat(value).bits());
  }
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  return entry.Finish(Float::From(entry.thread(), value));
}

absl::StatusOr<Value> Access::FromText(const State& state, absl::string_view utf8) {
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  return entry.Finish(Result<inside::Value>(NewText(entry.thread(), utf8)));
}

absl::StatusOr<Value> Access::FromBytes(const State& state, absl::string_view bytes) {
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  return entry.Finish(Result<inside::Value>(
      inside::Bytes::From(entry.thread(), std::string_view(bytes.data(), bytes.size()))));
}

namespace {

void Unwrap(Entry& entry, absl::Span<const Value> values, RootedVector& out) {
  for (const Value& value : values) out.push_back(entry.Unwrap(value));
}

}  // namespace

absl::StatusOr<Value> Access::NewList(const State& state, absl::Span<const Value> items) {
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  RootedVector words(entry.thread());
  Unwrap(entry, items, words);
  return entry.Finish(
      Result<inside::Value>(List::From(entry.thread(), {words.data(), words.size()})));
}

absl::StatusOr<Value> Access::NewTuple(const State& state, absl::Span<const Value> items) {
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  RootedVector words(entry.thread());
  Unwrap(entry, items, words);
  return entry.Finish(
      Result<inside::Value>(Tuple::From(entry.thread(), {words.data(), words.size()})));
}

absl::StatusOr<Value> Access::NewDict(const State& state,
                                      absl::Span<const std::pair<Value, Value>> items) {
  Entry entry(state);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<Dict*> dict = Dict::New(t, items.size());
  if (!dict.ok()) return entry.Error();
  for (const auto& [key, value] : items) {
    if (!(*dict)->Set(t, entry.Unwrap(key), entry.Unwrap(value)).ok()) return entry.Error();
  }
  return entry.Wrap(inside::Value::FromObject(*dict));
}

// --- Python to C++ -------------------------------------------------------------------------------

namespace {

absl::Status WrongType(Entry& entry, const char* wanted, inside::Value value) {
  return absl::InvalidArgumentError(
      absl::StrCat("expected ", wanted, ", got ", krait::TypeName(entry.thread(), value)));
}

absl::Status OutOfRange() { return absl::InvalidArgumentError("the int is out of range"); }

}  // namespace

absl::StatusOr<bool> Access::ToBool(const Value& value) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!word.IsBool()) return WrongType(entry, "bool", word);
  return word.AsBool();
}

absl::StatusOr<int64_t> Access::ToInt(const Value& value, int64_t low, int64_t high) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!IsIntLike(word)) return WrongType(entry, "int", word);
  int64_t number;
  if (!krait::ToInt64(word, &number) || number < low || number > high) return OutOfRange();
  return number;
}

absl::StatusOr<uint64_t> Access::ToUnsigned(const Value& value, uint64_t high) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!IsIntLike(word)) return WrongType(entry, "int", word);
  const IntOperand operand(word);
  const IntView& view = operand.view();
  if (view.size == 0) return uint64_t{0};
  if (view.negative || view.size > 1 || view.limbs[0] > high) return OutOfRange();
  return uint64_t{view.limbs[0]};
}

absl::StatusOr<double> Access::ToDouble(const Value& value) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!IsFloatLike(word) && !IsIntLike(word)) return WrongType(entry, "float", word);
  const Result<double> number = krait::ToDouble(entry.thread(), word);
  if (!number.ok()) return entry.Error();
  return *number;
}

absl::StatusOr<std::string> Access::ToText(const Value& value) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (Is<inside::Bytes>(word)) return std::string(Cast<inside::Bytes>(word)->view());
  if (!Is<krait::Str>(word)) return WrongType(entry, "str", word);
  auto* text = Cast<krait::Str>(word);
  if (text->is_ascii()) return std::string(text->AsciiView());
  const Result<inside::Bytes*> utf8 = EncodeWith(entry.thread(), Codec::kUtf8, text, nullptr);
  if (!utf8.ok()) return entry.Error();
  return std::string((*utf8)->view());
}

absl::StatusOr<std::string> Access::ToBytes(const Value& value) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!HasBuffer(entry.thread(), word)) return WrongType(entry, "bytes", word);
  Buffer buffer(entry.thread());
  if (!buffer.Take(word).ok()) return entry.Error();
  return std::string(reinterpret_cast<const char*>(buffer.span().data()), buffer.span().size());
}

absl::StatusOr<std::vector<std::pair<Value, Value>>> Access::ToPairs(const Value& value) {
  Entry entry(value.state_);
  if (!entry.ok()) return entry.status();
  const inside::Value word = entry.Unwrap(value);
  if (!Is<Dict>(word)) return WrongType(entry, "dict", word);
  const Result<Dict*> copy = Cast<Dict>(word)->Copy(entry.thread());
  if (!copy.ok()) return entry.Error();
  std::vector<std::pair<Value, Value>> items;
  items.reserve((*copy)->size());
  size_t position = 0;
  inside::Value key;
  inside::Value item;
  while ((*copy)->Next(position, key, item)) items.emplace_back(entry.Wrap(key), entry.Wrap(item));
  return items;
}

// --- Operations ----------------------------------------------------------------------------------

absl::Status Access::SetAttribute(const Value& object, absl::string_view name, const Value& value) {
  Entry entry(object.state_);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<krait::Str*> text = NewText(t, name);
  if (!text.ok()) return entry.Error();
  return entry.Finish(
      SetAttr(t, entry.Unwrap(object), krait::Str::Intern(t, *text), entry.Unwrap(value)));
}

absl::StatusOr<Value> Access::GetItem(const Value& object, const Value& key) {
  Entry entry(object.state_);
  if (!entry.ok()) return entry.status();
  return entry.Finish(krait::GetItem(entry.thread(), entry.Unwrap(object), entry.Unwrap(key)));
}

absl::Status Access::SetItem(const Value& object, const Value& key, const Value& value) {
  Entry entry(object.state_);
  if (!entry.ok()) return entry.status();
  return entry.Finish(
      krait::SetItem(entry.thread(), entry.Unwrap(object), entry.Unwrap(key), entry.Unwrap(value)));
}

absl::StatusOr<Value> Access::CallMethod(const Value& object, absl::string_view name,
                                         absl::Span<const Value> arguments) {
  Entry entry(object.state_);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<krait::Str*> text = NewText(t, name);
  if (!text.ok()) return entry.Error();
  RootedVector words(t);
  Unwrap(entry, arguments, words);
  return entry.Finish(krait::CallMethod(t, entry.Unwrap(object), krait::Str::Intern(t, *text),
                                        {words.data(), static_cast<uint32_t>(words.size())}));
}

}  // namespace internal

absl::StatusOr<Value> Value::GetAttribute(absl::string_view name) const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<krait::Str*> text = internal::NewText(t, name);
  if (!text.ok()) return entry.Error();
  return entry.Finish(GetAttr(t, entry.Unwrap(*this), krait::Str::Intern(t, *text)));
}

absl::StatusOr<size_t> Value::Length() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<int64_t> length = krait::Length(entry.thread(), entry.Unwrap(*this));
  if (!length.ok()) return entry.Error();
  return static_cast<size_t>(*length);
}

absl::StatusOr<std::string> Value::Str() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<krait::Str*> text = ToStr(entry.thread(), entry.Unwrap(*this));
  if (!text.ok()) return entry.Error();
  return (*text)->ToUtf8();
}

absl::StatusOr<std::string> Value::Repr() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<krait::Str*> text = krait::Repr(entry.thread(), entry.Unwrap(*this));
  if (!text.ok()) return entry.Error();
  return (*text)->ToUtf8();
}

absl::StatusOr<bool> Value::IsTrue() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<bool> truth = krait::IsTrue(entry.thread(), entry.Unwrap(*this));
  if (!truth.ok()) return entry.Error();
  return *truth;
}

absl::StatusOr<bool> Value::Equals(const Value& other) const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<bool> equal =
      RichCompareBool(entry.thread(), entry.Unwrap(*this), entry.Unwrap(other), CompareOp::kEq);
  if (!equal.ok()) return entry.Error();
  return *equal;
}

absl::StatusOr<std::vector<Value>> Value::Items() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<Tuple*> items = TupleOf(entry.thread(), entry.Unwrap(*this));
  if (!items.ok()) return entry.Error();
  std::vector<Value> values;
  values.reserve((*items)->size());
  for (size_t i = 0; i < (*items)->size(); ++i) values.push_back(entry.Wrap((*items)->At(i)));
  return values;
}

absl::StatusOr<std::string> Value::TypeName() const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  return krait::TypeName(entry.thread(), entry.Unwrap(*this));
}

namespace {

/// The keywords' names as a tuple, and their values behind `words`.
Result<Tuple*> AppendKeywords(Entry& entry,
                              absl::Span<const std::pair<std::string, Value>> keywords,
                              RootedVector& words) {
  Thread& t = entry.thread();
  RootedVector names(t);
  for (const auto& [name, value] : keywords) {
    krait::Str* text = TRY(internal::NewText(t, name));
    names.push_back(inside::Value::FromObject(krait::Str::Intern(t, text)));
    words.push_back(entry.Unwrap(value));
  }
  return Tuple::From(t, {names.data(), names.size()});
}

}  // namespace

absl::StatusOr<Value> Value::CallWith(
    absl::Span<const Value> positional,
    absl::Span<const std::pair<std::string, Value>> keywords) const {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  RootedVector words(t);
  for (const Value& value : positional) words.push_back(entry.Unwrap(value));
  Tuple* keyword_names = nullptr;
  if (!keywords.empty()) {
    const Result<Tuple*> names = AppendKeywords(entry, keywords, words);
    if (!names.ok()) return entry.Error();
    keyword_names = *names;
  }
  return entry.Finish(
      krait::Call(t, entry.Unwrap(*this),
                  {words.data(), static_cast<uint32_t>(positional.size()), keyword_names}));
}

}  // namespace krait::inline v1
