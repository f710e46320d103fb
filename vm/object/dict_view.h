#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"

namespace krait {

class Marker;
class Thread;
class Type;

/// dict_keys, dict_values and dict_items: what a dict's methods of these names give. A view shows
/// the dict as it is when one looks.
class DictView : public Object {
 public:
  static constexpr Layout kLayout = Layout::kDictView;
  using Kind = DictIterator::Kind;

  static Result<DictView*> New(Thread& t, Dict* dict, Kind kind);
  /// An instance of `cls`, a type below that of the kind.
  static Result<DictView*> NewOfType(Thread& t, Type* cls, Dict* dict, Kind kind);

  Dict* dict() const { return dict_.Load(); }
  Kind kind() const { return static_cast<Kind>(flags()); }
  /// Keys and items behave as sets; values do not.
  bool IsSetLike() const { return kind() != DictIterator::kValues; }

  void Trace(Marker& marker);

 private:
  Field<Dict*> dict_;
};

}  // namespace krait
