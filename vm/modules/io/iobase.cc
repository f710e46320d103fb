#include "vm/modules/io/iobase.h"

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/attributes.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/warn.h"

/// _io._IOBase: what every stream has.
namespace krait {

Raised RaiseClosedFile(Thread& t) { return RaiseValueError(t, "I/O operation on closed file."); }

Raised RaiseUnsupported(Thread& t, std::string_view message) {
  Str* text = TRY(Str::FromUtf8(t, message));
  const Value type = Value::FromObject(io_types(t).unsupported_operation);
  return RaiseException(t, TRY(CallWith(t, type, Value::FromObject(text))));
}

Result<bool> IsClosed(Thread& t, Value file) {
  return IsTrue(t, TRY(GetAttr(t, file, names(t).closed)));
}

Result<None> CheckNotClosed(Thread& t, Value file) {
  if (TRY(IsClosed(t, file))) return RaiseClosedFile(t);
  return None{};
}

namespace {

Result<None> CheckAnswer(Thread& t, Value file, Str* question, const char* message) {
  const Value answer = TRY(CallMethodWith(t, file, question));
  if (answer.IsTrue()) return None{};
  return RaiseUnsupported(t, message);
}

}  // namespace

Result<None> CheckSeekable(Thread& t, Value file) {
  return CheckAnswer(t, file, names(t).seekable, "File or stream is not seekable.");
}
Result<None> CheckReadable(Thread& t, Value file) {
  return CheckAnswer(t, file, names(t).readable, "File or stream is not readable.");
}
Result<None> CheckWritable(Thread& t, Value file) {
  return CheckAnswer(t, file, names(t).writable, "File or stream is not writable.");
}

Result<None> ChainPending(Thread& t, Value first) {
  if (first.IsUnbound()) return t.HasPending() ? Result<None>(Raised{}) : None{};
  if (!t.HasPending()) {
    t.pending = first;
  } else if (!t.pending.SameBits(first)) {
    auto* last = Cast<Exception>(t.pending);
    if (last->context().IsNone()) last->set_context(first);
  }
  return Raised{};
}

bool ClearInterrupted(Thread& t) {
  if (!PendingIs(t, &BuiltinTypes::OSError)) return false;
  const Value number = Cast<Exception>(t.pending)->field(0);
  if (!number.IsInt() || number.AsInt() != EINTR) return false;
  t.pending = Value::Unbound();
  return true;
}

Result<None> WarnUnclosed(Thread& t, Value file, std::string_view what) {
  const std::string text = TRY(Repr(t, file))->ToUtf8();
  return Warn(t, &BuiltinTypes::ResourceWarning, absl::StrCat("unclosed ", std::string(what), text),
              file);
}

Result<None> FinalizeStream(Thread& t, Value self) {
  const Result<bool> closed = IsClosed(t, self);
  if (!closed.ok()) t.pending = Value::Unbound();
  if (closed.ok() && !*closed) {
    // For close(), which may want to know that the stream was forgotten.
    if (!SetAttr(t, self, io_names(t)._finalizing, Value::True()).ok()) {
      t.pending = Value::Unbound();
    }
    if (!CallMethodWith(t, self, names(t).close).ok()) t.pending = Value::Unbound();
  }
  return None{};
}

namespace {

/// The state of a stream that no native class keeps: an attribute, so that subclasses may come from
/// anywhere.
Result<bool> BaseIsClosed(Thread& t, Value self) {
  return !TRY(GetAttrOrUnbound(t, self, io_names(t).iobase_closed)).IsUnbound();
}

Result<Value> GetClosed(Thread& t, Value self) {
  return Value::FromBool(TRY(BaseIsClosed(t, self)));
}

Result<None> BaseFlush(Thread& t, Value self) {
  if (TRY(BaseIsClosed(t, self))) return RaiseClosedFile(t);
  return None{};
}

Result<None> BaseClose(Thread& t, Value self) {
  if (TRY(BaseIsClosed(t, self))) return None{};
  (void)CallMethodWith(t, self, names(t).flush);
  const Value failure = t.TakePending();
  (void)SetAttr(t, self, io_names(t).iobase_closed, Value::True());
  return ChainPending(t, failure);
}

Result<bool> BaseFalse(Thread& t, Value self) {
  TRY(CheckNotClosed(t, self));
  return false;
}
Result<bool> BaseCapability(Thread&, Value) { return false; }

Result<Value> BaseSeek(Thread& t, Value, Args) { return RaiseUnsupported(t, "seek"); }
Result<Value> BaseTruncate(Thread& t, Value, Args) { return RaiseUnsupported(t, "truncate"); }
Result<Value> BaseFileno(Thread& t, Value) { return RaiseUnsupported(t, "fileno"); }
Result<Value> BaseTell(Thread& t, Value self) {
  return CallMethodWith(t, self, names(t).seek, Value::FromInt(0), Value::FromInt(1));
}

Result<Value> BaseCheckClosed(Thread& t, Value self, Args) {
  TRY(CheckNotClosed(t, self));
  return Value::None();
}
template <Result<None> (*kCheck)(Thread&, Value)>
Result<Value> BaseCheck(Thread& t, Value self, Args) {
  TRY(kCheck(t, self));
  return Value::True();
}

Result<Value> BaseEnter(Thread& t, Value self) {
  TRY(CheckNotClosed(t, self));
  return self;
}
Result<Value> BaseExit(Thread& t, Value self, Args) {
  return CallMethodWith(t, self, names(t).close);
}

/// How many bytes to ask for next: up to the end of the line, as far as peek() tells.
Result<int64_t> PeekLine(Thread& t, Value self, int64_t limit) {
  const Value ahead = TRY(CallMethodWith(t, self, io_names(t).peek, Value::FromInt(1)));
  if (!Is<Bytes>(ahead)) {
    return Raise(
        t, &BuiltinTypes::OSError,
        absl::StrCat("peek() should have returned a bytes object, not '", TypeName(t, ahead), "'"));
  }
  std::string_view view = Cast<Bytes>(ahead)->view();
  if (view.empty()) return int64_t{1};
  if (limit >= 0) view = view.substr(0, static_cast<size_t>(limit));
  const size_t newline = view.find('\n');
  return static_cast<int64_t>(newline == std::string_view::npos ? view.size() : newline + 1);
}

/// Calls `step` again while a signal interrupts it.
template <typename F>
auto Uninterrupted(Thread& t, F step) -> decltype(step()) {
  for (;;) {
    auto result = step();
    if (result.ok() || !ClearInterrupted(t)) return result;
    TRY(CheckPoll(t));
  }
}

Result<Bytes*> BaseReadline(Thread& t, Value self, SizeOrNone size) {
  const int64_t limit = size.value;
  const bool peeks = !TRY(GetAttrOrUnbound(t, self, io_names(t).peek)).IsUnbound();
  ByteWriter line(t);
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    const int64_t left = limit < 0 ? -1 : limit - static_cast<int64_t>(line.size());
    int64_t wanted = 1;
    if (peeks) wanted = TRY(Uninterrupted(t, [&] { return PeekLine(t, self, left); }));
    const Value piece = TRY(Uninterrupted(
        t, [&] { return CallMethodWith(t, self, names(t).read, Value::FromInt(wanted)); }));
    if (!Is<Bytes>(piece)) {
      return Raise(t, &BuiltinTypes::OSError,
                   absl::StrCat("read() should have returned a bytes object, not '",
                                TypeName(t, piece), "'"));
    }
    const std::string_view view = Cast<Bytes>(piece)->view();
    if (view.empty()) break;
    line.Append(view);
    if (view.back() == '\n') break;
    TRY(CheckPoll(t));
  }
  return line.Finish(t);
}

Result<Value> BaseIter(Thread& t, Value self) {
  TRY(CheckNotClosed(t, self));
  return self;
}

Result<Value> BaseNext(Thread& t, Value self) {
  const Value line = TRY(CallMethodWith(t, self, names(t).readline));
  if (TRY(Length(t, line)) <= 0) return Value::Unbound();
  return line;
}

Result<List*> BaseReadlines(Thread& t, Value self, SizeOrNone hint) {
  List* lines = TRY(List::New(t));
  const Value iterator = TRY(GetIter(t, self));
  int64_t length = 0;
  for (;;) {
    const Value line = TRY(Next(t, iterator));
    if (line.IsUnbound()) return lines;
    TRY(lines->Append(t, line));
    if (hint.value <= 0) continue;
    const int64_t size = TRY(Length(t, line));
    if (size > hint.value - length) return lines;
    length += size;
  }
}

Result<None> BaseWritelines(Thread& t, Value self, Value lines) {
  TRY(CheckNotClosed(t, self));
  return ForEach(t, lines, [&](Value line) -> Result<None> {
    TRY(Uninterrupted(t, [&] { return CallMethodWith(t, self, names(t).write, line); }));
    return None{};
  });
}

Result<Value> GetDict(Thread& t, Value self) { return InstanceDict(t, self.AsObject()); }

constexpr Method kMethods[] = {
    HideSignature(Bind<BaseSeek>("seek", "($self, /, *args)")),
    Bind<BaseTell>("tell", "($self, /)"),
    HideSignature(Bind<BaseTruncate>("truncate", "($self, /, *args)")),
    Bind<BaseFlush>("flush", "($self, /)"),
    Bind<BaseClose>("close", "($self, /)"),
    Bind<BaseCapability>("seekable", "($self, /)"),
    Bind<BaseCapability>("readable", "($self, /)"),
    Bind<BaseCapability>("writable", "($self, /)"),
    HideSignature(Bind<BaseCheckClosed>("_checkClosed", "($self, /, *args)")),
    HideSignature(Bind<BaseCheck<CheckSeekable>>("_checkSeekable", "($self, /, *args)")),
    HideSignature(Bind<BaseCheck<CheckReadable>>("_checkReadable", "($self, /, *args)")),
    HideSignature(Bind<BaseCheck<CheckWritable>>("_checkWritable", "($self, /, *args)")),
    Bind<BaseFileno>("fileno", "($self, /)"),
    Bind<BaseFalse>("isatty", "($self, /)"),
    HideSignature(Bind<BaseEnter>("__enter__", "($self, /)")),
    HideSignature(Bind<BaseExit>("__exit__", "($self, /, *args)")),
    Bind<BaseReadline>("readline", "($self, size=-1, /)"),
    Bind<BaseReadlines>("readlines", "($self, hint=-1, /)"),
    Bind<BaseWritelines>("writelines", "($self, lines, /)"),
};

constexpr GetSet kGetSets[] = {{"closed", &GetClosed}, {"__dict__", &GetDict}};

}  // namespace

const NativeTypeSpec& IoBaseSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io._IOBase",
      .instance_size = sizeof(NativeObject),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec = {.slots = {.finalize = &FinalizeStream, .iter = &BaseIter, .next = &BaseNext},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
