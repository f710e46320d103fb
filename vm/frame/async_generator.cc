#include "vm/frame/async_generator.h"

#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/vm.h"

namespace krait {

Result<AsyncGeneratorStep*> AsyncGeneratorStep::New(Thread& t, Type* type, Value generator,
                                                    Value value) {
  auto* step = TRY(AllocateExact<AsyncGeneratorStep>(t, type, sizeof(AsyncGeneratorStep)));
  step->generator_.Store(step, generator);
  step->value_.Store(step, value);
  return step;
}

void AsyncGeneratorStep::Trace(Marker& marker) {
  marker.Visit(generator_);
  marker.Visit(value_);
}

Result<CoroutineWrapper*> CoroutineWrapper::New(Thread& t, Type* type, Value wrapped,
                                                Value default_value) {
  auto* wrapper = TRY(AllocateExact<CoroutineWrapper>(t, type, sizeof(CoroutineWrapper)));
  wrapper->wrapped_.Store(wrapper, wrapped);
  wrapper->default_.Store(wrapper, default_value);
  return wrapper;
}

void CoroutineWrapper::Trace(Marker& marker) {
  marker.Visit(wrapped_);
  marker.Visit(default_);
}

}  // namespace krait
