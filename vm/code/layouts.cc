#include "vm/code/layouts.h"

#include "vm/code/code.h"
#include "vm/code/code_unit.h"
#include "vm/code/function.h"
#include "vm/object/layout_table.h"
#include "vm/object/type.h"

namespace krait {

void AddCodeLayouts(LayoutTable& table) {
  table.Add<Code>(Type::kHasWeakref);
  table.Add<CodeUnit>();
  table.Add<Function>(Type::kHasWeakref | Type::kHasDict, false, sizeof(Object));
}

}  // namespace krait
