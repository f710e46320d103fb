#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/buffer.h"
#include "vm/object/bytearray.h"
#include "vm/object/bytes.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/pyc/marshal_format.h"
#include "vm/pyc/marshal_reader.h"
#include "vm/pyc/marshal_writer.h"

/// marshal: the format of .pyc files, for programs.
namespace krait {
namespace {

Result<Bytes*> Dump(Thread& t, Value value, int version) {
  MarshalWriter writer(t, version);
  TRY(writer.Write(value));
  return writer.Finish();
}

Result<Value> MarshalDumps(Thread& t, Value value, int version) { return Dump(t, value, version); }

Result<Value> MarshalDump(Thread& t, Value value, Value file, int version) {
  Bytes* bytes = TRY(Dump(t, value, version));
  return CallMethodWith(t, file, names(t).write, Value::FromObject(bytes));
}

Result<Value> MarshalLoads(Thread& t, Value bytes) {
  Buffer buffer(t);
  TRY(buffer.Take(bytes));
  MarshalReader reader(t, buffer.span());
  return reader.Read();
}

/// Takes the bytes of one object out of a file, and not one more: the file can be read on from
/// there. Goes by the sizes alone; whether the object is sound is the reader's business.
class ObjectScanner {
 public:
  ObjectScanner(Thread& t, Value file) : t_(t), file_(file) {}

  /// Stops early at what no reader would accept.
  Result<None> Scan();
  absl::Span<const uint8_t> data() const {
    return {reinterpret_cast<const uint8_t*>(data_.data()), data_.size()};
  }

 private:
  static constexpr int64_t kUntilNull = -1;
  static constexpr size_t kChunk = 1 << 20;  // what a size claims is not believed all at once

  /// Objects that are still to come in a container, and bytes behind them.
  struct Level {
    int64_t objects;
    size_t bytes_behind;
  };

  Result<None> Read(size_t size);
  Result<size_t> ReadChunk(size_t size);
  Result<uint8_t> ReadByte();
  Result<int32_t> ReadInt32();
  /// A size of four bytes and so many bytes; false for a negative one.
  Result<bool> ReadSized();
  Result<bool> ReadShort();
  Result<bool> Enter(int64_t objects, size_t bytes_behind = 0);
  /// False when there is no sense in going on.
  Result<bool> ScanObject(uint8_t type);

  Thread& t_;
  const Value file_;
  std::string data_;
  std::vector<Level> levels_;
};

Result<size_t> ObjectScanner::ReadChunk(size_t size) {
  const std::vector<uint8_t> zeros(size);
  ByteArray* storage = TRY(ByteArray::New(t_, zeros));
  const Value array = Value::FromObject(storage);
  const Value view = TRY(CallWith(t_, Value::FromObject(types(t_).memoryview), array));
  Str* readinto = TRY(Str::InternUtf8(t_, "readinto"));
  const Value answer = TRY(CallMethodWith(t_, file_, readinto, view));
  const int64_t count = TRY(ToIndexInt64(t_, answer, &BuiltinTypes::ValueError));
  if (count > static_cast<int64_t>(size)) {
    return RaiseValueError(t_, absl::StrCat("read() returned too much data: ", size,
                                            " bytes requested, ", count, " returned"));
  }
  if (count < 0 || (count == 0 && size > 0)) {
    return Raise(t_, &BuiltinTypes::EOFError, "EOF read where not expected");
  }
  const absl::Span<const uint8_t> bytes = storage->span();
  data_.append(reinterpret_cast<const char*>(bytes.data()),
               std::min<size_t>(static_cast<size_t>(count), bytes.size()));
  return static_cast<size_t>(count);
}

Result<None> ObjectScanner::Read(size_t size) {
  while (size > 0) {
    const size_t wanted = std::min(size, kChunk);
    if (TRY(ReadChunk(wanted)) != wanted) {
      return Raise(t_, &BuiltinTypes::EOFError, "EOF read where not expected");
    }
    size -= wanted;
  }
  return None{};
}

Result<uint8_t> ObjectScanner::ReadByte() {
  TRY(Read(1));
  return static_cast<uint8_t>(data_.back());
}

Result<int32_t> ObjectScanner::ReadInt32() {
  TRY(Read(4));
  int32_t value;
  std::memcpy(&value, data_.data() + data_.size() - 4, 4);
  return value;
}

Result<bool> ObjectScanner::ReadSized() {
  const int32_t size = TRY(ReadInt32());
  if (size < 0) return false;
  TRY(Read(static_cast<size_t>(size)));
  return true;
}

Result<bool> ObjectScanner::ReadShort() {
  TRY(Read(TRY(ReadByte())));
  return true;
}

Result<bool> ObjectScanner::Enter(int64_t objects, size_t bytes_behind) {
  if (levels_.size() > MarshalReader::kMaxDepth * 2) return false;
  levels_.push_back({objects, bytes_behind});
  return true;
}

Result<bool> ObjectScanner::ScanObject(uint8_t type) {
  constexpr size_t kNumbersOfCode = 5 * 4;
  const auto skip = [this](size_t size) -> Result<bool> {
    TRY(Read(size));
    return true;
  };
  switch (type) {
    case marshal::kNone:
    case marshal::kFalse:
    case marshal::kTrue:
    case marshal::kStopIteration:
    case marshal::kEllipsis:
      return true;
    case marshal::kNull:
      if (levels_.back().objects != kUntilNull) return false;
      levels_.back().objects = 0;
      return true;
    case marshal::kInt:
    case marshal::kReference:
      return skip(4);
    case marshal::kInt64:
    case marshal::kBinaryFloat:
      return skip(8);
    case marshal::kBinaryComplex:
      return skip(16);
    case marshal::kTextFloat:
    case marshal::kShortAscii:
    case marshal::kShortAsciiInterned:
      return ReadShort();
    case marshal::kTextComplex:
      TRY(ReadShort());
      return ReadShort();
    case marshal::kLong: {
      const int64_t digits = TRY(ReadInt32());
      return skip(2 * static_cast<size_t>(digits < 0 ? -digits : digits));
    }
    case marshal::kBytes:
    case marshal::kUnicode:
    case marshal::kInterned:
    case marshal::kAscii:
    case marshal::kAsciiInterned:
      return ReadSized();
    case marshal::kSmallTuple:
      return Enter(TRY(ReadByte()));
    case marshal::kTuple:
    case marshal::kList:
    case marshal::kSet:
    case marshal::kFrozenSet: {
      const int32_t count = TRY(ReadInt32());
      return count < 0 ? Result<bool>(false) : Enter(count);
    }
    case marshal::kDict:
      return Enter(kUntilNull);
    case marshal::kCode:
      TRY(Read(kNumbersOfCode));
      TRY(Enter(2));  // the line and exception tables
      return Enter(8, 4);
    default:
      return false;
  }
}

Result<None> ObjectScanner::Scan() {
  levels_.push_back({1, 0});
  while (!levels_.empty()) {
    Level& level = levels_.back();
    if (level.objects == 0) {
      const size_t bytes_behind = level.bytes_behind;
      levels_.pop_back();
      TRY(Read(bytes_behind));
      continue;
    }
    if (level.objects != kUntilNull) --level.objects;
    const Result<uint8_t> type = ReadByte();
    if (!type.ok()) {
      t_.pending = Value::Unbound();
      return Raise(t_, &BuiltinTypes::EOFError, "EOF read where object expected");
    }
    if (!TRY(ScanObject(*type & static_cast<uint8_t>(~marshal::kReferenced)))) return None{};
  }
  return None{};
}

Result<Value> MarshalLoad(Thread& t, Value file) {
  Str* read = TRY(Str::InternUtf8(t, "read"));
  const Value nothing = TRY(CallMethodWith(t, file, read, Value::FromInt(0)));
  if (!Is<Bytes>(nothing)) {
    return RaiseTypeError(
        t, absl::StrCat("file.read() returned not bytes but ", TypeName(t, nothing)));
  }
  ObjectScanner scanner(t, file);
  TRY(scanner.Scan());
  MarshalReader reader(t, scanner.data());
  return reader.Read();
}

constexpr Method kFunctions[] = {
    Bind<MarshalDump>("dump", "($module, value, file, version=4, /)"),
    Bind<MarshalDumps>("dumps", "($module, value, version=4, /)"),
    Bind<MarshalLoad>("load", "($module, file, /)"),
    Bind<MarshalLoads>("loads", "($module, bytes, /)"),
};

}  // namespace

Result<Module*> MakeMarshalModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "marshal"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->AddInt(t, "version", MarshalWriter::kVersion));
  return module;
}

}  // namespace krait
