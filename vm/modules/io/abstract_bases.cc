#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

/// _io._RawIOBase, _BufferedIOBase and _TextIOBase: what follows from a few methods that subclasses
/// provide.
namespace krait {
namespace {

// --- _RawIOBase ------------------------------------------------------------------------------

Result<Value> RawRead(Thread& t, Value self, Index size) {
  if (size.value < 0) return CallMethodWith(t, self, io_names(t).readall);
  ByteArray* buffer = TRY(ByteArray::New(t, {}));
  TRY(buffer->Resize(t, static_cast<size_t>(size.value)));
  const Value count = TRY(CallMethodWith(t, self, names(t).readinto, Value::FromObject(buffer)));
  if (count.IsNone()) return count;
  const int64_t read = TRY(ToIndexInt64(t, count, &BuiltinTypes::ValueError));
  if (read < 0) {
    return RaiseSystemError(t, "Negative size passed to PyBytes_FromStringAndSize");
  }
  const absl::Span<uint8_t> bytes = buffer->span();
  if (static_cast<size_t>(read) > bytes.size()) {
    return RaiseValueError(
        t, absl::StrCat("readinto() returned ", read, " outside buffer size ", bytes.size()));
  }
  return Bytes::From(t, bytes.subspan(0, static_cast<size_t>(read)));
}

Result<Value> RawReadall(Thread& t, Value self) {
  ByteWriter all(t);
  bool any = false;
  for (;;) {
    const Result<Value> piece =
        CallMethodWith(t, self, names(t).read, Value::FromInt(kDefaultBufferSize));
    if (!piece.ok()) {
      if (!ClearInterrupted(t)) return Raised{};
      TRY(CheckPoll(t));
      continue;
    }
    if ((*piece).IsNone()) {
      if (!any) return Value::None();
      break;
    }
    if (!Is<Bytes>(*piece)) return RaiseTypeError(t, "read() should return bytes");
    const Bytes* bytes = Cast<Bytes>(*piece);
    if (bytes->size() == 0) break;
    any = true;
    all.Append(bytes->span());
    TRY(CheckPoll(t));
  }
  return all.Finish(t);
}

Result<Value> NotImplementedHere(Thread& t, Value, Args) {
  return RaiseWithArgument(t, &BuiltinTypes::NotImplementedError, Value::Unbound());
}

constexpr Method kRawMethods[] = {
    Bind<RawRead>("read", "($self, size=-1, /)"),
    Bind<RawReadall>("readall", "($self, /)"),
    HideSignature(Bind<NotImplementedHere>("readinto", "($self, /, *args)")),
    HideSignature(Bind<NotImplementedHere>("write", "($self, /, *args)")),
};

// --- _BufferedIOBase -------------------------------------------------------------------------

Result<int64_t> ReadInto(Thread& t, Value self, Value object, const char* function, Str* read) {
  Buffer buffer(t);
  TRY(TakeWritable(t, function, object, buffer));
  const int64_t size = buffer.view().size;
  const Value data = TRY(CallMethodWith(t, self, read, Value::FromInt(size)));
  if (!Is<Bytes>(data)) return RaiseTypeError(t, "read() should return bytes");
  const Bytes* bytes = Cast<Bytes>(data);
  const auto given = static_cast<int64_t>(bytes->size());
  if (given > size) {
    return RaiseValueError(t, absl::StrCat("read() returned too much data: ", size,
                                           " bytes requested, ", given, " returned"));
  }
  if (given != 0) std::memcpy(buffer.view().data, bytes->data(), bytes->size());
  return given;
}

Result<int64_t> BufferedReadinto(Thread& t, Value self, Value buffer) {
  return ReadInto(t, self, buffer, "readinto", names(t).read);
}
Result<int64_t> BufferedReadinto1(Thread& t, Value self, Value buffer) {
  return ReadInto(t, self, buffer, "readinto1", io_names(t).read1);
}

Result<Value> BufferedDetach(Thread& t, Value) { return RaiseUnsupported(t, "detach"); }
Result<Value> UnsupportedRead(Thread& t, Value, Args) { return RaiseUnsupported(t, "read"); }
Result<Value> UnsupportedRead1(Thread& t, Value, Args) { return RaiseUnsupported(t, "read1"); }
Result<Value> UnsupportedWrite(Thread& t, Value, Args) { return RaiseUnsupported(t, "write"); }

constexpr Method kBufferedMethods[] = {
    Bind<BufferedDetach>("detach", "($self, /)"),
    HideSignature(Bind<UnsupportedRead>("read", "($self, /, *args)")),
    HideSignature(Bind<UnsupportedRead1>("read1", "($self, /, *args)")),
    Bind<BufferedReadinto>("readinto", "($self, buffer, /)"),
    Bind<BufferedReadinto1>("readinto1", "($self, buffer, /)"),
    HideSignature(Bind<UnsupportedWrite>("write", "($self, /, *args)")),
};

// --- _TextIOBase -----------------------------------------------------------------------------

Result<Value> UnsupportedDetach(Thread& t, Value, Args) { return RaiseUnsupported(t, "detach"); }
Result<Value> UnsupportedReadline(Thread& t, Value, Args) {
  return RaiseUnsupported(t, "readline");
}
Result<Value> GetNone(Thread&, Value) { return Value::None(); }

constexpr Method kTextMethods[] = {
    HideSignature(Bind<UnsupportedDetach>("detach", "($self, /, *args)")),
    HideSignature(Bind<UnsupportedRead>("read", "($self, /, *args)")),
    HideSignature(Bind<UnsupportedReadline>("readline", "($self, /, *args)")),
    HideSignature(Bind<UnsupportedWrite>("write", "($self, /, *args)")),
};
constexpr GetSet kTextGetSets[] = {
    {"encoding", &GetNone}, {"newlines", &GetNone}, {"errors", &GetNone}};

NativeTypeSpec SpecOf(const char* name, absl::Span<const Method> methods,
                      absl::Span<const GetSet> getset) {
  return {.name = name,
          .instance_size = sizeof(NativeObject),
          .flags = Type::kBaseType,
          .has_dict = true,
          .spec = {.slots = {}, .methods = methods, .getset = getset}};
}

}  // namespace

const NativeTypeSpec& RawIoBaseSpec() {
  static const NativeTypeSpec kSpec = SpecOf("_io._RawIOBase", kRawMethods, {});
  return kSpec;
}
const NativeTypeSpec& BufferedIoBaseSpec() {
  static const NativeTypeSpec kSpec = SpecOf("_io._BufferedIOBase", kBufferedMethods, {});
  return kSpec;
}
const NativeTypeSpec& TextIoBaseSpec() {
  static const NativeTypeSpec kSpec = SpecOf("_io._TextIOBase", kTextMethods, kTextGetSets);
  return kSpec;
}

}  // namespace krait
