#include "vm/modules/sre/matcher.h"

#include "vm/modules/sre/run.h"
#include "vm/modules/sre/search.h"

namespace krait::sre {
namespace {

// Positions are never null, even in a subject without storage.
alignas(4) constexpr char kNothing[4] = {};

}  // namespace

Matcher::Matcher(Host& host, const Program& program, const Subject& subject, size_t start,
                 size_t end)
    : machine_(host, program), width_(subject.width), done_(start > end) {
  const char* data = subject.data != nullptr ? static_cast<const char*>(subject.data) : kNothing;
  machine_.begin = data;
  machine_.end = data + end * width_;
  next_start_ = data + start * width_;
}

Status Matcher::Next(Operation operation) {
  if (done_) return Status::kNoMatch;
  if (!machine_.Prepare()) return Status::kMemory;
  if (marks_used_) machine_.ClearMarks();
  marks_used_ = true;
  machine_.whole = operation == Operation::kFullMatch;
  Status status = Dispatch(operation);
  if (status != Status::kMatch) {
    done_ = true;
    return status;
  }
  next_start_ = machine_.match_end;
  machine_.barred_end = match_begin_ == next_start_ ? next_start_ : nullptr;
  return status;
}

Status Matcher::Dispatch(Operation operation) {
  switch (width_) {
    case 1:
      return NextOf<uint8_t>(operation);
    case 2:
      return NextOf<uint16_t>(operation);
    default:
      return NextOf<uint32_t>(operation);
  }
}

template <typename C>
Status Matcher::NextOf(Operation operation) {
  const C* start = static_cast<const C*>(next_start_);
  if (operation == Operation::kSearch) {
    const C* begin = nullptr;
    Status status = Search(machine_, start, begin);
    match_begin_ = begin;
    return status;
  }
  match_begin_ = start;
  return RunAt(machine_, kProgramStart, start);
}

ptrdiff_t Matcher::IndexOf(const void* position) const {
  ptrdiff_t bytes = static_cast<const char*>(position) - static_cast<const char*>(machine_.begin);
  return bytes / width_;
}

Span Matcher::group(uint32_t index) const {
  if (index == 0) return {IndexOf(match_begin_), IndexOf(machine_.match_end)};
  uint64_t start = machine_.marks[size_t{index} * 2 - 2];
  uint64_t end = machine_.marks[size_t{index} * 2 - 1];
  if (start == 0 || end == 0) return {-1, -1};
  return {IndexOf(reinterpret_cast<const void*>(start)),
          IndexOf(reinterpret_cast<const void*>(end))};
}

int64_t Matcher::last_mark() const {
  int64_t mark = int64_t{machine_.header.groups} * 2;
  while (mark-- > 0 && machine_.marks[mark] == 0) {
  }
  return mark;
}

}  // namespace krait::sre
