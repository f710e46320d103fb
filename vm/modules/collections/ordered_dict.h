#pragma once

#include "vm/core/result.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"

namespace krait::collections {

/// An iterator over an OrderedDict; of type odict_iterator.
Result<Value> NewOrderedDictIterator(Thread& t, Dict* dict, DictIterator::Kind kind, bool reversed);
/// odict_keys, odict_values or odict_items.
Result<Value> NewOrderedDictView(Thread& t, Dict* dict, DictIterator::Kind kind);

}  // namespace krait::collections
