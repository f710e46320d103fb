#include <algorithm>
#include <array>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/repr_guard.h"

/// BufferedReader, BufferedWriter and BufferedRandom as Python sees them.
namespace krait {
namespace {

constexpr Method kInits[] = {
    ConstructorSignature("BufferedReader", "(raw, buffer_size=8192)"),
    ConstructorSignature("BufferedWriter", "(raw, buffer_size=8192)"),
    ConstructorSignature("BufferedRandom", "(raw, buffer_size=8192)"),
};

template <Buffered::Mode kMode>
Result<None> Init(Thread& t, Value self, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kInits[kMode - 1], args, bound));
  const int64_t size = TRY(ToIndexInt64(t, bound[1]));
  return Cast<Buffered>(self)->Initialize(t, kMode, bound[0], size);
}

Result<None> BufferedFinalize(Thread& t, Value value) {
  if (const FileIO* file = RawFileOf(t, value); file != nullptr && file->is_open()) {
    TRY(FinalizeWritersOver(t, file));
  }
  return FinalizeStream(t, value);
}

// --- Reading ---------------------------------------------------------------------------------

Result<Value> BufferedRead(Thread& t, Buffered* self, SizeOrNone size) {
  TRY(self->CheckInitialized(t));
  if (size.value < -1) return RaiseValueError(t, "read length must be non-negative or -1");
  TRY(self->CheckOpen(t, "read of closed file"));
  return self->Read(t, size.value);
}

Result<Value> BufferedRead1(Thread& t, Buffered* self, Index size) {
  TRY(self->CheckOpen(t, "read of closed file"));
  return self->Read1(t, size.value);
}

Result<Value> BufferedPeek(Thread& t, Buffered* self, Index) {
  TRY(self->CheckOpen(t, "peek of closed file"));
  return self->Peek(t);
}

Result<Value> ReadInto(Thread& t, Buffered* self, Value object, bool once) {
  Buffer buffer(t);
  TRY(TakeWritable(t, once ? "readinto1" : "readinto", object, buffer));
  TRY(self->CheckOpen(t, "readinto of closed file"));
  return self->ReadInto(t, {buffer.view().data, static_cast<size_t>(buffer.view().size)}, once);
}
Result<Value> BufferedReadinto(Thread& t, Buffered* self, Value buffer) {
  return ReadInto(t, self, buffer, false);
}
Result<Value> BufferedReadinto1(Thread& t, Buffered* self, Value buffer) {
  return ReadInto(t, self, buffer, true);
}

Result<Value> BufferedReadline(Thread& t, Buffered* self, SizeOrNone size) {
  TRY(self->CheckOpen(t, "readline of closed file"));
  return self->ReadLine(t, size.value);
}

Result<Value> BufferedNext(Thread& t, Value value) {
  if (Buffered* self = ExactBuffered(t, value)) {
    TRY(self->CheckOpen(t, "readline of closed file"));
    Bytes* line = TRY(self->ReadLine(t, -1));
    return line->size() == 0 ? Value::Unbound() : Value::FromObject(line);
  }
  TRY(Cast<Buffered>(value)->CheckInitialized(t));
  const Value line = TRY(CallMethodWith(t, value, names(t).readline));
  if (!Is<Bytes>(line)) {
    return Raise(t, &BuiltinTypes::OSError,
                 absl::StrCat("readline() should have returned a bytes object, not '",
                              TypeName(t, line), "'"));
  }
  return Cast<Bytes>(line)->size() == 0 ? Value::Unbound() : line;
}

// --- Writing ---------------------------------------------------------------------------------

Result<int64_t> BufferedWrite(Thread& t, Buffered* self, Value object) {
  Buffer buffer(t);
  TRY(buffer.Take(object));
  TRY(self->CheckInitialized(t));
  if (TRY(self->RawClosed(t))) return RaiseValueError(t, "write to closed file");
  TRY(self->Write(t, buffer.span()));
  return buffer.view().size;
}

Result<Value> BufferedFlush(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  if (!self->writable()) return CallMethodWith(t, self->raw(), names(t).flush);
  if (TRY(self->RawClosed(t))) return RaiseValueError(t, "flush of closed file");
  TRY(self->FlushAndRewind(t));
  return Value::None();
}

// --- Position --------------------------------------------------------------------------------

Result<int64_t> BufferedSeek(Thread& t, Buffered* self, Value target, int whence) {
  TRY(self->CheckInitialized(t));
  if (whence < SEEK_SET || whence > SEEK_HOLE) {
    return RaiseValueError(t, absl::StrCat("whence value ", whence, " unsupported"));
  }
  TRY(self->CheckOpen(t, "seek of closed file"));
  if (ExactFileIO(t, self->raw()) == nullptr || !TRY(ExactFileIO(t, self->raw())->Seekable(t))) {
    TRY(CheckSeekable(t, self->raw()));
  }
  return self->Seek(t, TRY(ToIndexInt64(t, target, &BuiltinTypes::ValueError)), whence);
}

Result<int64_t> BufferedTell(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  return self->Tell(t);
}

Result<Value> BufferedTruncate(Thread& t, Buffered* self, Value size) {
  TRY(self->CheckOpen(t, "truncate of closed file"));
  if (!self->writable()) return RaiseUnsupported(t, "truncate");
  return self->Truncate(t, size);
}

// --- Life ------------------------------------------------------------------------------------

Result<None> BufferedDeallocWarn(Thread& t, Buffered* self, Value source) {
  if (!self->ok()) return None{};
  const Result<Value> done = CallMethodWith(t, self->raw(), io_names(t)._dealloc_warn, source);
  if (!done.ok()) t.pending = Value::Unbound();
  return None{};
}

Result<Value> BufferedClose(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  if (TRY(self->RawClosed(t))) return Value::None();
  if (self->finalizing()) TRY(BufferedDeallocWarn(t, self, Value::FromObject(self)));
  (void)CallMethodWith(t, Value::FromObject(self), names(t).flush);
  const Value failure = t.TakePending();
  const Result<Value> result = CallMethodWith(t, self->raw(), names(t).close);
  self->DropBuffer();
  if (self->writable()) t.vm().part<IoPart>().RemoveWriter(self);
  TRY(ChainPending(t, failure));
  return result;
}

Result<Value> BufferedDetach(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  TRY(CallMethodWith(t, Value::FromObject(self), names(t).flush));
  const Value raw = self->raw();
  self->Detach();
  return raw;
}

/// A question for the raw stream.
template <Str* Names::* kName>
Result<Value> Ask(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  return CallMethodWith(t, self->raw(), names(t).*kName);
}
Result<Value> BufferedFileno(Thread& t, Buffered* self) {
  TRY(self->CheckInitialized(t));
  return CallMethodWith(t, self->raw(), io_names(t).fileno);
}

Result<Value> BufferedRepr(Thread& t, Value value) {
  ReprGuard guard(t, value);
  if (guard.recursive()) {
    return Raise(t, &BuiltinTypes::RuntimeError,
                 absl::StrCat("reentrant call inside ", TypeName(t, value), ".__repr__"));
  }
  const Result<Value> name = GetAttrOrUnbound(t, value, names(t).name);
  if (!name.ok() && !ClearPendingIf(t, &BuiltinTypes::ValueError)) return Raised{};
  std::string text = absl::StrCat("<", TypeName(t, value));
  if (name.ok() && !(*name).IsUnbound()) {
    absl::StrAppend(&text, " name=", TRY(Repr(t, *name))->ToUtf8());
  }
  return Str::FromUtf8(t, absl::StrCat(text, ">"));
}

Result<Value> GetRaw(Thread& t, Value self) {
  const Value raw = Cast<Buffered>(self)->raw();
  if (!raw.IsUnbound()) return raw;
  // CPython has None here.
  (void)t;
  return Value::None();
}
template <Str* Names::* kName>
Result<Value> GetOfRaw(Thread& t, Value self) {
  TRY(Cast<Buffered>(self)->CheckInitialized(t));
  return GetAttr(t, Cast<Buffered>(self)->raw(), names(t).*kName);
}
Result<Value> GetFinalizing(Thread&, Value self) {
  return Value::FromBool(Cast<Buffered>(self)->finalizing());
}
Result<None> SetFinalizing(Thread& t, Value self, Value value) {
  if (!value.IsBool()) return RaiseTypeError(t, "attribute value type must be bool");
  Cast<Buffered>(self)->set_finalizing(value.IsTrue());
  return None{};
}
Result<int64_t> BufferedSizeof(Thread&, Buffered* self) {
  return static_cast<int64_t>(sizeof(Buffered) + self->buffer_size());
}

constexpr Method kCommon[] = {
    HideSignature(Bind<BufferedDetach>("detach", "($self, /)")),
    HideSignature(Bind<BufferedFlush>("flush", "($self, /)")),
    HideSignature(Bind<BufferedClose>("close", "($self, /)")),
    HideSignature(Bind<Ask<&Names::seekable>>("seekable", "($self, /)")),
    HideSignature(Bind<BufferedFileno>("fileno", "($self, /)")),
    HideSignature(Bind<Ask<&Names::isatty>>("isatty", "($self, /)")),
    HideSignature(Bind<BufferedDeallocWarn>("_dealloc_warn", "($self, source, /)")),
    Bind<BufferedSeek>("seek", "($self, target, whence=0, /)"),
    HideSignature(Bind<BufferedTell>("tell", "($self, /)")),
    Bind<BufferedTruncate>("truncate", "($self, pos=None, /)"),
    HideSignature(Bind<BufferedSizeof>("__sizeof__", "($self, /)")),
};
constexpr Method kReads[] = {
    Bind<BufferedRead>("read", "($self, size=-1, /)"),
    Bind<BufferedPeek>("peek", "($self, size=0, /)"),
    Bind<BufferedRead1>("read1", "($self, size=-1, /)"),
    Bind<BufferedReadinto>("readinto", "($self, buffer, /)"),
    Bind<BufferedReadinto1>("readinto1", "($self, buffer, /)"),
    Bind<BufferedReadline>("readline", "($self, size=-1, /)"),
    HideSignature(Bind<Ask<&Names::readable>>("readable", "($self, /)")),
};
constexpr Method kWrites[] = {
    Bind<BufferedWrite>("write", "($self, buffer, /)"),
    HideSignature(Bind<Ask<&Names::writable>>("writable", "($self, /)")),
};

template <size_t... kCounts>
consteval auto Join(const Method (&... tables)[kCounts]) {
  std::array<Method, (kCounts + ...)> joined{};
  size_t at = 0;
  const auto add = [&](const auto& table) {
    for (const Method& method : table) joined[at++] = method;
  };
  (add(tables), ...);
  return joined;
}
constexpr auto kReaderMethods = Join(kCommon, kReads);
constexpr auto kWriterMethods = Join(kCommon, kWrites);
constexpr auto kRandomMethods = Join(kCommon, kReads, kWrites);

constexpr GetSet kGetSets[] = {
    {"raw", &GetRaw, nullptr, true},
    {"closed", &GetOfRaw<&Names::closed>},
    {"name", &GetOfRaw<&Names::name>},
    {"mode", &GetOfRaw<&Names::mode>},
    {"_finalizing", &GetFinalizing, &SetFinalizing, true},
};

NativeTypeSpec SpecOf(const char* name, InitSlot init, NextSlot next,
                      absl::Span<const Method> methods) {
  return {.name = name,
          .instance_size = sizeof(Buffered),
          .flags = Type::kBaseType | Type::kHasWeakref,
          .has_dict = true,
          .spec = {.slots = {.repr = &BufferedRepr,
                             .new_ = &Buffered::New,
                             .init = init,
                             .finalize = &BufferedFinalize,
                             .next = next},
                   .methods = methods,
                   .getset = kGetSets}};
}

}  // namespace

const NativeTypeSpec& BufferedReaderSpec() {
  static const NativeTypeSpec kSpec =
      SpecOf("_io.BufferedReader", &Init<Buffered::kReader>, &BufferedNext, kReaderMethods);
  return kSpec;
}
const NativeTypeSpec& BufferedWriterSpec() {
  static const NativeTypeSpec kSpec =
      SpecOf("_io.BufferedWriter", &Init<Buffered::kWriter>, nullptr, kWriterMethods);
  return kSpec;
}
const NativeTypeSpec& BufferedRandomSpec() {
  static const NativeTypeSpec kSpec =
      SpecOf("_io.BufferedRandom", &Init<Buffered::kRandom>, &BufferedNext, kRandomMethods);
  return kSpec;
}

}  // namespace krait
