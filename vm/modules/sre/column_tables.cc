#include "vm/modules/sre/column_tables.h"

#include <algorithm>
#include <cstring>

namespace krait::sre {
namespace {

uint32_t Pack(size_t index, size_t sets_per_table) {
  return static_cast<uint32_t>(index / sets_per_table) << Column::kTableShift |
         1u << (index % sets_per_table);
}

}  // namespace

bool ColumnTables::Add(const CharSet& set, uint32_t& column) {
  size_t oldest = sets_.size() - std::min(sets_.size(), kRemembered);
  for (size_t i = sets_.size(); i-- > oldest;) {
    if (sets_[i].SameBits(set)) {
      column = Pack(i, kSetsPerTable);
      return true;
    }
  }
  size_t index = sets_.size();
  size_t needed = (index / kSetsPerTable + 1) * 256;
  if (index / kSetsPerTable >= Column::kMostTables) return false;
  if (bytes_.size() < needed) {
    if (!bytes_.Resize(needed)) return false;
    std::memset(bytes_.data() + needed - 256, 0, 256);
  }
  if (!sets_.Append(set)) return false;
  uint8_t* table = bytes_.data() + needed - 256;
  for (uint32_t c = 0; c < 256; ++c) {
    if (set.Has(c)) table[c] |= 1u << (index % kSetsPerTable);
  }
  column = Pack(index, kSetsPerTable);
  return true;
}

}  // namespace krait::sre
