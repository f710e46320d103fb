#include "vm/modules/sre/search.h"

#include <algorithm>
#include <limits>

#include "vm/modules/sre/find.h"
#include "vm/modules/sre/items.h"
#include "vm/modules/sre/run.h"

namespace krait::sre {
namespace {

// One search: the places where a match may start, each tried in turn.
template <typename C>
class Searcher {
 public:
  explicit Searcher(Machine& m)
      : m_(m), begin_(static_cast<const C*>(m.begin)), end_(static_cast<const C*>(m.end)) {}

  Status Run(const C* at);
  const C* match_begin() const { return match_begin_; }

 private:
  Status SearchEverywhere(const C* at);
  Status SearchAtBeginning(const C* at);
  Status SearchLines(const C* at);
  Status SearchStarts(const C* at);
  Status SearchPrefix(const C* at);
  Status SearchOverlapping(const C*& at);
  Status Try(const C* at);
  Status TryPrefix(const C* at);
  Status SkipRun(const C*& at);

  // Looks for `find(from, stop)` in pieces, with polls between. Null: the host wants to stop.
  template <typename Find>
  const C* FindInPieces(const C* at, const C* stop, Find find) {
    for (;;) {
      const C* piece_end = stop - at > kLongestPiece ? at + kLongestPiece : stop;
      const C* found = find(at, piece_end);
      m_.Charge(static_cast<size_t>(found - at));
      if (found != piece_end || piece_end == stop) return found;
      if (!m_.Tick()) return nullptr;
      at = piece_end;
    }
  }

  Machine& m_;
  const C* begin_;
  const C* end_;
  const C* last_ = nullptr;  // the last place where a match has room
  const C* match_begin_ = nullptr;
};

template <typename C>
Status Searcher<C>::Run(const C* at) {
  if (static_cast<size_t>(end_ - at) < m_.header.width) return Status::kNoMatch;
  last_ = end_ - m_.header.width;
  switch (m_.header.search) {
    case SearchKind::kEverywhere:
      return SearchEverywhere(at);
    case SearchKind::kAtBeginning:
      return SearchAtBeginning(at);
    case SearchKind::kAtLines:
      return SearchLines(at);
    case SearchKind::kPrefix:
      return SearchPrefix(at);
    case SearchKind::kStarts:
      return SearchStarts(at);
  }
  return Status::kNoMatch;
}

template <typename C>
Status Searcher<C>::Try(const C* at) {
  match_begin_ = at;
  return RunAt(m_, kProgramStart, at);
}

// Moves `at`, where no match starts, over the places where none can start either.
template <typename C>
Status Searcher<C>::SkipRun(const C*& at) {
  if (m_.header.leading_run != 0 && at < end_) {
    at = LeadingRunEnd(m_, at);
    if (at == nullptr) return Status::kStopped;
  }
  ++at;
  return Status::kNoMatch;
}

template <typename C>
Status Searcher<C>::SearchEverywhere(const C* at) {
  while (at <= last_) {
    Status status = Try(at);
    if (status == Status::kNoMatch) status = SkipRun(at);
    if (status != Status::kNoMatch) return status;
  }
  return Status::kNoMatch;
}

template <typename C>
Status Searcher<C>::SearchAtBeginning(const C* at) {
  return at == begin_ ? Try(at) : Status::kNoMatch;
}

template <typename C>
Status Searcher<C>::SearchLines(const C* at) {
  if (at == begin_) {
    Status status = Try(at);
    if (status != Status::kNoMatch) return status;
  } else {
    --at;  // the newline before may be the one
  }
  for (;;) {
    const C* newline = FindInPieces(
        at, end_, [](const C* from, const C* stop) { return FindChar(from, stop, '\n'); });
    if (newline == nullptr) return Status::kStopped;
    at = newline + 1;
    if (newline == end_ || at > last_) return Status::kNoMatch;
    Status status = Try(at);
    if (status != Status::kNoMatch) return status;
  }
}

template <typename C>
Status Searcher<C>::SearchStarts(const C* at) {
  const Column starts{m_.header.starts};
  const uint8_t* table = m_.tables + starts.table_offset();
  const uint8_t mask = starts.mask();
  const bool wide = (starts.packed & Column::kWideAll) != 0;
  const bool at_end = (starts.packed & Column::kEnd) != 0;
  auto find = [=](const C* from, const C* stop) {
    while (from < stop && !(IsNarrow(*from) ? (table[*from] & mask) != 0 : wide)) ++from;
    return from;
  };
  while (at <= last_) {
    at = FindInPieces(at, end_, find);
    if (at == nullptr) return Status::kStopped;
    if (at > last_ || (at == end_ && !at_end)) break;
    Status status = Try(at);
    if (status == Status::kNoMatch) status = SkipRun(at);
    if (status != Status::kNoMatch) return status;
  }
  return Status::kNoMatch;
}

template <typename C>
Status Searcher<C>::TryPrefix(const C* at) {
  if (m_.header.after_prefix == 0) return Try(at);
  match_begin_ = at;
  return RunAt(m_, m_.header.after_prefix, at + m_.header.prefix_length);
}

// Finds the prefix's first and last character at their distance, then compares what is between.
template <typename C>
Status Searcher<C>::SearchPrefix(const C* at) {
  const uint32_t* prefix = m_.code + m_.header.prefix;
  const size_t length = m_.header.prefix_length;
  if (*std::max_element(prefix, prefix + length) > std::numeric_limits<C>::max()) {
    return Status::kNoMatch;
  }
  // A match may be shorter than what it starts with, as lookahead does.
  if (static_cast<size_t>(end_ - at) < length) return Status::kNoMatch;
  last_ = std::min(last_, end_ - length);
  const C first = static_cast<C>(prefix[0]);
  const C last = static_cast<C>(prefix[length - 1]);
  while (at <= last_) {
    at = FindInPieces(at, last_ + 1, [=](const C* from, const C* stop) {
      return length == 1 ? FindChar(from, stop, first)
                         : FindPair(from, stop, first, last, length - 1);
    });
    if (at == nullptr) return Status::kStopped;
    if (at > last_) break;
    Status status = Status::kNoMatch;
    if (length <= 2) {
      status = TryPrefix(at);
      ++at;
    } else {
      status = SearchOverlapping(at);
    }
    if (status != Status::kNoMatch) return status;
  }
  return Status::kNoMatch;
}

// Compares the prefix with what stands at `at` and, as long as some first part of it fits, on from
// there (Knuth, Morris and Pratt): each character is looked at once, whatever the prefix. Leaves
// `at` at the first place that has not been ruled out.
template <typename C>
Status Searcher<C>::SearchOverlapping(const C*& at) {
  const uint32_t* prefix = m_.code + m_.header.prefix;
  const size_t length = m_.header.prefix_length;
  const uint32_t* overlap = prefix + length;
  const C* p = at + 1;
  size_t fits = 1;
  while (fits > 0 && p < end_) {
    while (fits > 0 && *p != prefix[fits]) fits = overlap[fits - 1];
    if (*p == prefix[fits]) ++fits;
    ++p;
    if (fits == length) {
      at = p - length;
      if (at > last_) break;
      Status status = TryPrefix(at);
      if (status != Status::kNoMatch) return status;
      fits = overlap[fits - 1];
    }
    if (!m_.Tick()) return Status::kStopped;
  }
  at = p - fits;
  return Status::kNoMatch;
}

}  // namespace

template <typename C>
Status Search(Machine& m, const C* at, const C*& match_begin) {
  Searcher<C> searcher(m);
  Status status = searcher.Run(at);
  match_begin = searcher.match_begin();
  return status;
}

template Status Search(Machine&, const uint8_t*, const uint8_t*&);
template Status Search(Machine&, const uint16_t*, const uint16_t*&);
template Status Search(Machine&, const uint32_t*, const uint32_t*&);

}  // namespace krait::sre
