#include "vm/modules/name_suggestions.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "vm/code/code.h"
#include "vm/frame/frame_object.h"
#include "vm/heap/rooted.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr size_t kMostCandidates = 750;
constexpr size_t kLongestCompared = 40;
constexpr size_t kMoveCost = 2;  // of inserting, deleting or replacing a character
constexpr size_t kCaseCost = 1;  // of another case

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t SubstitutionCost(char a, char b) {
  if (a == b) return 0;
  return Lower(a) == Lower(b) ? kCaseCost : kMoveCost;
}

/// The Levenshtein distance of `a` and `b`, or something above `limit` when it is larger.
size_t Distance(std::string_view a, std::string_view b, size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMoveCost;
  if (a.size() > kLongestCompared || b.size() > kLongestCompared) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  size_t row[kLongestCompared];
  for (size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * kMoveCost;
  size_t result = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    size_t diagonal = j * kMoveCost;
    size_t least = SIZE_MAX;
    result = diagonal;
    for (size_t i = 0; i < a.size(); ++i) {
      const size_t substituted = diagonal + SubstitutionCost(b[j], a[i]);
      diagonal = row[i];
      result = std::min(std::min(result, diagonal) + kMoveCost, substituted);
      row[i] = result;
      least = std::min(least, result);
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

/// The candidate next to `name`, the first of several; null when none is near enough.
Str* Nearest(const Str* name, absl::Span<const Value> candidates) {
  if (candidates.size() >= kMostCandidates) return nullptr;
  const std::string wanted = name->ToUtf8();
  Str* best = nullptr;
  size_t best_distance = SIZE_MAX;
  for (Value value : candidates) {
    if (!Is<Str>(value)) return nullptr;
    Str* candidate = Cast<Str>(value);
    if (candidate->Equals(name)) continue;
    const std::string text = candidate->ToUtf8();
    // At most a third of the characters may differ.
    const size_t limit =
        std::min((wanted.size() + text.size() + 3) * kMoveCost / 6, best_distance - 1);
    const size_t distance = Distance(wanted, text, limit);
    if (distance > limit) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

Str* NearestKey(Thread& t, const Str* name, Dict* dict) {
  RootedVector keys(t);
  size_t position = 0;
  Value key;
  Value value;
  while (dict->Next(position, key, value)) keys.push_back(key);
  return Nearest(name, {keys.data(), keys.size()});
}

Str* SuggestVariable(Thread& t, const Exception* error) {
  const Value name = error->field(0);
  Value traceback = error->traceback();
  if (!Is<Str>(name) || !Is<Traceback>(traceback)) return nullptr;
  while (Is<Traceback>(Cast<Traceback>(traceback)->next())) {
    traceback = Cast<Traceback>(traceback)->next();
  }
  FrameObject* frame = Cast<Traceback>(traceback)->frame();
  const Code* code = frame->code();
  RootedVector variables(t);
  for (int i = 0; i < code->nlocals(); ++i) variables.push_back(code->localsplusnames()->At(i));
  const Str* wanted = Cast<Str>(name);
  if (Str* near = Nearest(wanted, {variables.data(), variables.size()})) return near;
  if (Str* near = NearestKey(t, wanted, frame->globals())) return near;
  return NearestKey(t, wanted, frame->builtins());
}

Result<Value> Directory(Thread& t, Value object) {
  const Value method = TRY(LookupSpecial(t, object, names(t).__dir__));
  if (method.IsUnbound()) return method;
  List* list = TRY(ListOf(t, TRY(CallWith(t, method))));
  // As dir() does; of several equally near, the first in order is suggested.
  TRY(CallMethodWith(t, Value::FromObject(list), names(t).sort));
  return list;
}

Str* SuggestAttribute(Thread& t, const Exception* error) {
  const Value name = error->field(0);
  const Value object = error->field(1);
  if (!Is<Str>(name)) return nullptr;
  const Result<Value> list = Directory(t, object);
  if (!list.ok() || !Is<List>(*list)) return nullptr;
  return Nearest(Cast<Str>(name), Cast<List>(*list)->values());
}

}  // namespace

Str* SuggestName(Thread& t, Value exception) {
  Type* type = TypeOf(t, exception);
  Str* found = nullptr;
  if (type == types(t).NameError) found = SuggestVariable(t, Cast<Exception>(exception));
  if (type == types(t).AttributeError) found = SuggestAttribute(t, Cast<Exception>(exception));
  t.pending = Value::Unbound();
  return found;
}

}  // namespace krait
