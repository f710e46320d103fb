#include "vm/modules/array/module.h"

#include <memory>
#include <string>

#include "vm/modules/array/array.h"
#include "vm/object/str.h"

namespace krait {

Result<Module*> MakeArrayModule(Thread& t) {
  t.vm().AddPart(std::make_unique<arrays::Part>());
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "array"))));
  TRY(arrays::AddArrayType(t, module));
  TRY(arrays::AddReconstructor(t, module));
  std::string codes;
  for (const arrays::ItemType& type : arrays::ItemTypes()) codes += type.code;
  TRY(module->AddStr(t, "typecodes", codes));
  return module;
}

}  // namespace krait
