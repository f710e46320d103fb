#include "vm/frame/generator.h"

#include <algorithm>

#include "vm/code/line_table.h"
#include "vm/heap/marker.h"
#include "vm/object/allocate.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

Type* GeneratorType(Thread& t, const Code* code) {
  if (code->HasFlag(kCodeCoroutine)) return types(t).coroutine;
  if (code->HasFlag(kCodeAsyncGenerator)) return types(t).async_generator;
  return types(t).generator;
}

/// (filename, line, name) of each of the innermost frames, as many as the thread wants.
Result<Value> OriginOf(Thread& t, Frame* frame) {
  List* places = TRY(List::New(t));
  for (int32_t i = 0; frame != nullptr && i < t.coroutine_origin_depth; ++i) {
    const Code* code = frame->code;
    const int line = LineAt(code, frame->offset());
    Tuple* place = TRY(Tuple::Of(t, Value::FromObject(code->filename()), Value::FromInt(line),
                                 Value::FromObject(code->name())));
    TRY(places->Append(t, Value::FromObject(place)));
    frame = frame->caller();
  }
  return Tuple::From(t, places->values());
}

}  // namespace

Result<Generator*> Generator::New(Thread& t, const Frame& header, const Value* slots) {
  const size_t size = sizeof(Generator) - sizeof(Frame) + Frame::SizeFor(header.unit);
  auto* generator = TRY(AllocateExact<Generator>(t, GeneratorType(t, header.code), size));
  Frame& own = generator->frame_;
  own = header;
  const uint32_t count = header.unit->frame_slots();
  if (slots != nullptr) {
    std::copy_n(slots, count, own.slots());
  } else {
    std::fill_n(own.slots(), count, Value::Unbound());
  }
  own.flags = (own.flags & Frame::kTraced) | Frame::kGenerator;
  own.previous = nullptr;
  own.generator = generator;
  own.object = nullptr;
  generator->handled_.exception = Value::None();
  const bool has_function = own.function != nullptr;
  generator->set_name(has_function ? own.function->name() : own.code->name());
  generator->set_qualname(has_function ? own.function->qualname() : own.code->qualname());
  generator->finalizer_.Store(generator, Value::None());
  generator->origin_.Store(generator, Value::None());
  generator->set_state(State::kCreated);
  // A generator that is abandoned runs its finally clauses; a coroutine tells that it was never
  // awaited.
  if (!own.unit->handlers().empty() || !own.code->HasFlag(kCodeGenerator)) {
    t.vm().weakrefs().AddFinalizable(generator);
  }
  if (t.coroutine_origin_depth > 0 && own.code->HasFlag(kCodeCoroutine)) {
    generator->origin_.Store(generator, TRY(OriginOf(t, header.previous)));
  }
  return generator;
}

void Generator::Finish() {
  set_state(State::kFinished);
  Value* values = frame_.slots();
  for (uint32_t i = 0; i < frame_.unit->frame_slots(); ++i) values[i] = Value::Unbound();
  handled_.exception = Value::None();
}

void Generator::Trace(Marker& marker) {
  marker.Visit(name_);
  marker.Visit(qualname_);
  marker.Visit(finalizer_);
  marker.Visit(origin_);
  marker.Visit(handled_.exception);
  if (state() == State::kFinished) {
    marker.Visit(frame_.code);
    marker.Visit(frame_.unit);
    return;
  }
  frame_.Trace(marker);
}

}  // namespace krait
