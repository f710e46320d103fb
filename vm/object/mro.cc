#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait {
namespace {

/// One list to merge: a base's MRO, or the bases themselves, from `next` on.
struct MergeList {
  absl::Span<const Value> items;
  size_t next = 0;

  bool done() const { return next == items.size(); }
  Value head() const { return items[next]; }
  bool InTail(Value type) const {
    for (size_t i = next + 1; i < items.size(); ++i) {
      if (items[i].SameBits(type)) return true;
    }
    return false;
  }
};

bool InAnyTail(absl::Span<const MergeList> lists, Value type) {
  for (const MergeList& list : lists) {
    if (list.InTail(type)) return true;
  }
  return false;
}

Raised RaiseMroConflict(Thread& t, absl::Span<const MergeList> lists) {
  std::string text = "Cannot create a consistent method resolution\norder (MRO) for bases";
  const char* separator = " ";
  std::vector<Object*> named;
  for (const MergeList& list : lists) {
    if (list.done()) continue;
    Object* head = list.head().AsObject();
    if (std::find(named.begin(), named.end(), head) != named.end()) continue;
    named.push_back(head);
    absl::StrAppend(&text, separator, Cast<Type>(list.head())->name()->ToUtf8());
    separator = ", ";
  }
  return RaiseTypeError(t, text);
}

}  // namespace

Result<Tuple*> TypeBuilder::ComputeMro(Thread& t, Type* type, Tuple* bases) {
  for (size_t i = 0; i < bases->size(); ++i) {
    for (size_t k = i + 1; k < bases->size(); ++k) {
      if (!bases->At(i).SameBits(bases->At(k))) continue;
      return RaiseTypeError(
          t, absl::StrCat("duplicate base class ", Cast<Type>(bases->At(i))->name()->ToUtf8()));
    }
  }
  std::vector<MergeList> lists;
  for (Value entry : bases->values()) {
    const Type* base = Cast<Type>(entry);
    if (!base->is_complete()) {
      return RaiseTypeError(
          t, absl::StrCat("Cannot extend an incomplete type '", base->name()->ToUtf8(), "'"));
    }
    lists.push_back({base->ancestors()});
  }
  lists.push_back({bases->values()});
  RootedVector order(t);
  order.push_back(Value::FromObject(type));
  for (;;) {
    Value next;
    bool all_done = true;
    for (const MergeList& list : lists) {
      if (list.done()) continue;
      all_done = false;
      if (InAnyTail(lists, list.head())) continue;
      next = list.head();
      break;
    }
    if (all_done) return Tuple::From(t, {order.data(), order.size()});
    if (next.IsUnbound()) return RaiseMroConflict(t, lists);
    order.push_back(next);
    for (MergeList& list : lists) {
      if (!list.done() && list.head().SameBits(next)) ++list.next;
    }
  }
}

}  // namespace krait
