#include "vm/object/capabilities.h"

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

constexpr const char* kNames[] = {"files", "streams", "sockets", "clock", "processes"};

}  // namespace

Result<None> Require(Thread& t, Capability capability) {
  if (t.vm().capabilities().Has(capability)) [[likely]]
    return None{};
  return Raise(t, &BuiltinTypes::PermissionError,
               absl::StrCat("this VM has no access to ", kNames[static_cast<int>(capability)]));
}

}  // namespace krait
