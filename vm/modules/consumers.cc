#include "vm/modules/consumers.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/heap/marker.h"
#include "vm/interp/calls.h"
#include "vm/interp/consumers.h"
#include "vm/modules/source_compiler.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr size_t kCount = static_cast<size_t>(Consumer::kCount);

/// As Python would write them, without names from elsewhere.
constexpr std::array<const char*, kCount> kSources = {
    nullptr,
    R"(
def sum(iterable, native, self):
    total = 0
    for item in iterable:
        total = total + item
    return total
)",
    R"(
def any(iterable, native, self):
    for item in iterable:
        if item:
            return True
    return False
)",
    R"(
def all(iterable, native, self):
    for item in iterable:
        if not item:
            return False
    return True
)",
    R"(
def max(iterable, native, self):
    for best in iterable:
        break
    else:
        return native(iterable)
    for item in iterable:
        if item > best:
            best = item
    return best
)",
    R"(
def min(iterable, native, self):
    for best in iterable:
        break
    else:
        return native(iterable)
    for item in iterable:
        if item < best:
            best = item
    return best
)",
    R"(
def collect(iterable, native, self):
    items = []
    for item in iterable:
        items.append(item)
    return native(items)
)",
    R"(
def collect_method(iterable, native, self):
    items = []
    for item in iterable:
        items.append(item)
    return native(self, items)
)",
    R"(
def list(iterable, native, self):
    items = []
    for item in iterable:
        items.append(item)
    return items
)",
    R"(
def set(iterable, native, self):
    items = {*()}
    for item in iterable:
        items.add(item)
    return items
)",
};

class ConsumersPart : public interp::Consumers {
 public:
  Result<Function*> FunctionFor(Thread& t, Consumer consumer, Code* generator) override;
  void TraceRoots(Marker& marker) override {
    for (std::atomic<Code*>& known : codes_) {
      if (Code* code = known.load()) marker.Visit(Value::FromObject(code));
    }
  }

 private:
  Result<Code*> CodeOf(Thread& t, size_t index);
  Result<Function*> Make(Thread& t, size_t index);

  std::array<std::atomic<Code*>, kCount> codes_ = {};  // what those of generators are copies of
};

/// The code object of the function that a consumer's source defines.
Result<Code*> ConsumersPart::CodeOf(Thread& t, size_t index) {
  if (Code* known = codes_[index].load()) return known;
  Str* source = TRY(Str::FromUtf8(t, kSources[index]));
  Str* filename = TRY(Str::FromUtf8(t, "<consumer>"));
  Code* module = TRY(CompileModule(t, Value::FromObject(source), filename));
  for (Value constant : module->consts()->values()) {
    if (IsExactly<Code>(constant)) codes_[index].store(Cast<Code>(constant));
  }
  return codes_[index].load();
}

Result<Function*> ConsumersPart::Make(Thread& t, size_t index) {
  const CodeFields fields = TRY(CodeOf(t, index))->fields();
  Code* code = TRY(Code::New(t, fields));
  code->set_hidden();
  TRY(interp::EnsureUnit(t, code));
  return Function::New(t, code, t.vm().builtins());
}

Result<Function*> ConsumersPart::FunctionFor(Thread& t, Consumer consumer, Code* generator) {
  const auto index = static_cast<size_t>(consumer);
  const Tuple* known = generator->consumers();
  if (known != nullptr && !known->At(index).IsNone()) return Cast<Function>(known->At(index));
  std::array<Value, kCount> functions;
  functions.fill(Value::None());
  Function* function = TRY(Make(t, index));
  if (known != nullptr) std::ranges::copy(known->values(), functions.begin());
  functions[index] = Value::FromObject(function);
  generator->set_consumers(TRY(Tuple::From(t, functions)));
  return function;
}

}  // namespace

void InstallConsumers(Thread& t) { t.vm().AddPart(std::make_unique<ConsumersPart>()); }

}  // namespace krait
