#pragma once

#include <cstdint>

#include "vm/modules/sre/array.h"
#include "vm/modules/sre/char_predicate.h"
#include "vm/modules/sre/char_set.h"
#include "vm/modules/sre/column_tables.h"
#include "vm/modules/sre/host.h"
#include "vm/modules/sre/program.h"

namespace krait::sre {

/// A single-character item as instructions carry it.
struct Item {
  ItemKind kind;
  uint32_t operands[kItemOperands] = {0, 0};
};

/// What the instructions of a program that is being made refer to: tables and predicates. A refused
/// allocation is noted, and what is returned then is of no use.
class OperandPool {
 public:
  explicit OperandPool(Host& host) : predicates_(host), tables_(host) {}

  /// The simplest item for `predicate`, of which `set` says which narrow characters it matches.
  Item ItemFor(const CharPredicate& predicate, const CharSet& set);
  /// The Column operand for starts.
  uint32_t StartsOf(const CharSet& set);

  /// Appends all to the program, and says in its header where.
  void AppendTo(Array<uint32_t>& program, ProgramHeader& header);

  bool ok() const { return ok_; }

 private:
  uint32_t ColumnOf(const CharSet& set, uint32_t flags);
  uint32_t AddPredicate(const CharPredicate& predicate);

  Array<uint32_t> predicates_;
  ColumnTables tables_;
  bool ok_ = true;
};

}  // namespace krait::sre
