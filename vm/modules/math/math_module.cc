#include "vm/modules/math/math_module.h"

#include <limits>
#include <numbers>

#include "absl/strings/str_cat.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/module.h"
#include "vm/object/str.h"

/// The math module: the table of its parts, and its constants.
namespace krait {

Result<None> math::CheckNoKeywords(Thread& t, const char* function, Args args) {
  if (!args.has_keywords()) return None{};
  return RaiseTypeError(t, absl::StrCat("math.", function, "() takes no keyword arguments"));
}

Result<Module*> MakeMathModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "math"))));
  TRY(module->AddFunctions(t, math::FloatFunctions()));
  TRY(module->AddFunctions(t, math::IntegerFunctions()));
  TRY(module->AddFunctions(t, math::SequenceFunctions()));
  struct Constant {
    const char* name;
    double value;
  };
  constexpr Constant kConstants[] = {
      {"pi", std::numbers::pi},
      {"e", std::numbers::e},
      {"tau", 2 * std::numbers::pi},
      {"inf", std::numeric_limits<double>::infinity()},
      {"nan", std::numeric_limits<double>::quiet_NaN()},
  };
  for (const Constant& constant : kConstants) {
    TRY(module->Add(t, constant.name, TRY(Float::From(t, constant.value))));
  }
  return module;
}

}  // namespace krait
