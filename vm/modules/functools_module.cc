#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/modules/functools_types.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"

/// The _functools module.
namespace krait {
namespace {

Result<Value> Reduce(Thread& t, Args args) {
  if (args.count < 2 || args.count > 3) {
    return RaiseTypeError(t,
                          absl::StrCat("reduce expected at ", args.count < 2 ? "least 2" : "most 3",
                                       " arguments, got ", args.count));
  }
  const Value function = args[0];
  const Result<Value> iterator = GetIter(t, args[1]);
  if (!iterator.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, "reduce() arg 2 must support iteration");
  }
  Value result = args.count == 3 ? args[2] : TRY(Next(t, *iterator));
  if (result.IsUnbound()) {
    return RaiseTypeError(t, "reduce() of empty iterable with no initial value");
  }
  for (;;) {
    const Value item = TRY(Next(t, *iterator));
    if (item.IsUnbound()) return result;
    result = TRY(CallWith(t, function, result, item));
    TRY(CheckPoll(t));
  }
}

constexpr Method kFunctions[] = {
    Bind<Reduce>("reduce", "(function, sequence, initial=<unrepresentable>, /)"),
};

}  // namespace

Result<Module*> MakeFunctoolsModule(Thread& t) {
  t.vm().AddPart(std::make_unique<FunctoolsPart>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_functools"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(AddPartial(t, module));
  TRY(AddCmpToKey(t, module));
  TRY(AddLruCache(t, module));
  return module;
}

}  // namespace krait
