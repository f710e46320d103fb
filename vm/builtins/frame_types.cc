#include "absl/strings/str_cat.h"
#include "vm/builtins/frame_jump.h"
#include "vm/builtins/generator_methods.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/frame_object.h"
#include "vm/frame/locals.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

/// frame and traceback.
namespace krait {
namespace {

// --- frame ------------------------------------------------------------------------------------

FrameObject* AsFrame(Value value) { return Cast<FrameObject>(value); }

constexpr uint8_t kNoTraceLines = FrameObject::kNoTraceLines;
constexpr uint8_t kTraceOpcodes = FrameObject::kTraceOpcodes;

Result<Value> GetBack(Thread& t, Value self) {
  bool none;
  FrameObject* back = TRY(AsFrame(self)->Back(t, &none));
  if (none) return Value::None();
  return back;
}

Result<Value> GetLocals(Thread& t, Value self) { return LocalsOf(t, AsFrame(self)); }
Result<Value> GetGlobals(Thread&, Value self) { return AsFrame(self)->globals(); }
Result<Value> GetBuiltins(Thread&, Value self) { return AsFrame(self)->builtins(); }
Result<Value> GetCode(Thread&, Value self) { return AsFrame(self)->code(); }

int LineOf(const FrameObject* frame) { return LineAt(frame->code(), frame->offset()); }

Result<Value> GetLineno(Thread&, Value self) {
  const int line = LineOf(AsFrame(self));
  return line == CodePosition::kNone ? Value::None() : Value::FromInt(line);
}

Result<None> SetLineno(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, "cannot delete attribute");
  }
  return JumpToLine(t, AsFrame(self), value);
}

Result<Value> GetLasti(Thread&, Value self) {
  return Value::FromInt(int64_t{AsFrame(self)->offset()} * 2);
}

Result<Value> GetTrace(Thread&, Value self) { return AsFrame(self)->trace(); }
Result<None> SetTrace(Thread&, Value self, Value value) {
  FrameObject* frame = AsFrame(self);
  frame->set_trace(value.IsUnbound() ? Value::None() : value);
  // The line where it is has begun before.
  frame->set_previous_offset(static_cast<int32_t>(frame->offset()));
  return None{};
}

template <uint8_t kBit, bool kValueWhenSet>
Result<Value> GetSwitch(Thread&, Value self) {
  return Value::FromBool(((AsFrame(self)->flags() & kBit) != 0) == kValueWhenSet);
}

template <uint8_t kBit, bool kValueWhenSet>
Result<None> SetSwitch(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete numeric/char attribute");
  if (!value.IsBool()) return RaiseTypeError(t, "attribute value type must be bool");
  FrameObject* frame = AsFrame(self);
  const bool set = value.AsBool() == kValueWhenSet;
  frame->set_flags(static_cast<uint8_t>((frame->flags() & ~kBit) | (set ? kBit : 0)));
  return None{};
}

Result<None> FrameClear(Thread& t, FrameObject* self) {
  if (Frame* live = self->live()) {
    Generator* generator = live->generator;
    if (generator == nullptr || generator->state() == Generator::State::kRunning) {
      return Raise(t, &BuiltinTypes::RuntimeError, "cannot clear an executing frame");
    }
    if (!GeneratorClose(t, generator).ok()) {
      WriteUnraisable(t, "in", Value::FromObject(generator));
    }
  }
  if (self->live() == nullptr) self->Clear();
  return None{};
}

Result<Value> FrameRepr(Thread& t, Value self) {
  const FrameObject* frame = AsFrame(self);
  Str* file = TRY(Repr(t, Value::FromObject(frame->code()->filename())));
  return Str::FromUtf8(
      t, absl::StrCat("<frame at 0x", absl::Hex(reinterpret_cast<uintptr_t>(frame)), ", file ",
                      file->ToUtf8(), ", line ", LineOf(frame), ", code ",
                      frame->code()->name()->ToUtf8(), ">"));
}

Result<int64_t> FrameSizeof(Thread& t, Value self) {
  return int64_t{TypeOf(t, self)->instance_size()};
}

constexpr Method kFrameMethods[] = {
    HideSignature(Bind<FrameClear>("clear", "($self, /)")),
    HideSignature(Bind<FrameSizeof>("__sizeof__", "($self, /)")),
};

constexpr GetSet kFrameGetSets[] = {
    {"f_trace_lines", &GetSwitch<kNoTraceLines, false>, &SetSwitch<kNoTraceLines, false>, true},
    {"f_trace_opcodes", &GetSwitch<kTraceOpcodes, true>, &SetSwitch<kTraceOpcodes, true>, true},
    {"f_back", &GetBack},
    {"f_locals", &GetLocals},
    {"f_lineno", &GetLineno, &SetLineno},
    {"f_trace", &GetTrace, &SetTrace},
    {"f_lasti", &GetLasti},
    {"f_globals", &GetGlobals},
    {"f_builtins", &GetBuiltins},
    {"f_code", &GetCode},
};

// --- traceback --------------------------------------------------------------------------------

Traceback* AsTraceback(Value value) { return Cast<Traceback>(value); }

constexpr Method kTracebackNew = [] {
  Method method;
  method.name = "TracebackType";
  method.text_signature = "(tb_next, tb_frame, tb_lasti, tb_lineno)";
  method.signature = Signature::Parse("(tb_next, tb_frame, tb_lasti, tb_lineno)");
  return method;
}();

Result<Value> TracebackNew(Thread& t, Type*, Args args) {
  Value bound[4];
  TRY(BindArguments(t, kTracebackNew, args, bound));
  if (!Is<FrameObject>(bound[1])) {
    return ArgumentPlace{kTracebackNew, 1}.Mismatch(t, "frame", bound[1]);
  }
  const int64_t lasti = TRY(ToCInteger(t, bound[2], INT32_MIN, INT32_MAX, "int"));
  const int64_t lineno = TRY(ToCInteger(t, bound[3], INT32_MIN, INT32_MAX, "int"));
  if (!bound[0].IsNone() && !Is<Traceback>(bound[0])) {
    return RaiseTypeError(
        t, absl::StrCat("expected traceback object or None, got '", TypeName(t, bound[0]), "'"));
  }
  Traceback* traceback = TRY(Traceback::New(t, bound[0], AsFrame(bound[1])));
  if (lasti > 0) traceback->set_lasti(static_cast<uint32_t>(lasti));
  traceback->set_lineno(static_cast<int32_t>(lineno));
  return traceback;
}

Result<Value> GetNext(Thread&, Value self) { return AsTraceback(self)->next(); }

Result<None> SetNext(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete tb_next attribute");
  if (!value.IsNone() && !Is<Traceback>(value)) {
    return RaiseTypeError(
        t, absl::StrCat("expected traceback object, got '", TypeName(t, value), "'"));
  }
  for (Value at = value; Is<Traceback>(at); at = AsTraceback(at)->next()) {
    if (at.SameBits(self)) return RaiseValueError(t, "traceback loop detected");
  }
  AsTraceback(self)->set_next(value);
  return None{};
}

Result<Value> GetTracebackFrame(Thread&, Value self) { return AsTraceback(self)->frame(); }

Result<Value> GetTracebackLasti(Thread&, Value self) {
  return Value::FromInt(int64_t{AsTraceback(self)->lasti()});
}

Result<Value> GetTracebackLineno(Thread&, Value self) {
  const Traceback* traceback = AsTraceback(self);
  if (traceback->lineno() != -1) return Value::FromInt(traceback->lineno());
  return Value::FromInt(LineAt(traceback->frame()->code(), traceback->offset()));
}

Result<Value> TracebackDir(Thread& t, Value) {
  List* list = TRY(List::New(t));
  for (const char* text : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    Str* name = TRY(Str::InternUtf8(t, text));
    TRY(list->Append(t, Value::FromObject(name)));
  }
  return list;
}

constexpr Method kTracebackMethods[] = {HideSignature(Bind<TracebackDir>("__dir__", "($self, /)"))};

constexpr GetSet kTracebackGetSets[] = {
    {"tb_next", &GetNext, &SetNext},
    {"tb_frame", &GetTracebackFrame, nullptr, true},
    {"tb_lasti", &GetTracebackLasti, nullptr, true},
    {"tb_lineno", &GetTracebackLineno, nullptr, true},
};

}  // namespace

const TypeSpec& FrameSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.repr = &FrameRepr;
    spec.methods = kFrameMethods;
    spec.getset = kFrameGetSets;
    return spec;
  }();
  return kSpec;
}

const TypeSpec& TracebackSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &TracebackNew;
    spec.methods = kTracebackMethods;
    spec.getset = kTracebackGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
