#include "vm/modules/socket/arguments.h"

#include <climits>

#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait::sockets {

Result<int> ToParsedInt(Thread& t, Value value) {
  const int64_t number = TRY(ToCInteger(t, value, INT64_MIN, INT64_MAX, "long"));
  if (number > INT_MAX) return RaiseOverflowError(t, "signed integer is greater than maximum");
  if (number < INT_MIN) return RaiseOverflowError(t, "signed integer is less than minimum");
  return static_cast<int>(number);
}

}  // namespace krait::sockets
