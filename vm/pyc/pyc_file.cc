#include "vm/pyc/pyc_file.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/number/siphash.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/vm.h"
#include "vm/pyc/little_endian.h"
#include "vm/pyc/marshal_reader.h"
#include "vm/pyc/marshal_writer.h"

namespace krait {
namespace {

// The flags word of the header.
constexpr uint32_t kHashBased = 1;
constexpr uint32_t kCheckSource = 2;

/// Magic numbers a version has used while it was made, the last one in its releases.
struct MagicRange {
  uint16_t first;
  uint16_t last;
  const char* version;
};

constexpr MagicRange kMagicRanges[] = {
    {3000, 3131, "3.0"},  {3140, 3151, "3.1"},  {3160, 3180, "3.2"},  {3190, 3230, "3.3"},
    {3250, 3310, "3.4"},  {3320, 3351, "3.5"},  {3360, 3379, "3.6"},  {3390, 3394, "3.7"},
    {3400, 3413, "3.8"},  {3420, 3425, "3.9"},  {3430, 3439, "3.10"}, {3450, 3495, "3.11"},
    {3500, 3531, "3.12"}, {3550, 3571, "3.13"}, {3600, 3627, "3.14"}, {62041, 62211, "2"},
};

std::string DescribeMagic(uint16_t magic) {
  for (const MagicRange& range : kMagicRanges) {
    if (magic < range.first || magic > range.last) continue;
    const bool released = magic == range.last;
    return absl::StrCat("it was compiled by Python ", range.version,
                        released ? "" : " before its release");
  }
  return "it was compiled by an unknown version of Python, or is no .pyc file";
}

Raised RaiseImportError(Thread& t, const std::string& message, std::string_view filename) {
  const Result<Str*> text = Str::FromUtf8(t, message);
  if (!text.ok()) return Raised{};
  const Result<Str*> path = Str::FromUtf8(t, filename);
  if (!path.ok()) return Raised{};
  const Result<Tuple*> args = Tuple::Of(t, Value::FromObject(*text));
  if (!args.ok()) return Raised{};
  const Result<Exception*> exception = Exception::New(t, types(t).ImportError, *args);
  if (!exception.ok()) return Raised{};
  exception->set_field(0, Value::FromObject(*text));  // msg, name, path
  exception->set_field(2, Value::FromObject(*path));
  return RaiseException(t, Value::FromObject(*exception));
}

}  // namespace

uint64_t SourceHash(uint64_t key, std::string_view source) {
  return SipHash13(source.data(), source.size(), {key, 0});
}

Result<PycHeader> ReadPycHeader(Thread& t, absl::Span<const uint8_t> file,
                                std::string_view filename) {
  const std::string name(filename);
  const uint8_t* data = file.data();
  // The magic number comes first: any version's tells more than the length does.
  if (file.size() >= 4) {
    const uint16_t magic = LoadLittleEndian<uint16_t>(data);
    if (magic != kPycMagic || data[2] != '\r' || data[3] != '\n') {
      const std::string reason =
          data[2] == '\r' && data[3] == '\n'
              ? absl::StrCat(DescribeMagic(magic), " (magic number ", magic, ")")
              : "it is no .pyc file";
      return RaiseImportError(
          t,
          absl::StrCat("bad magic number in '", name, "': ", reason, "; Krait runs Python 3.11's"),
          filename);
    }
  }
  if (file.size() < PycHeader::kSize) {
    return Raise(t, &BuiltinTypes::EOFError,
                 absl::StrCat("reached EOF while reading the header of '", name, "'"));
  }
  PycHeader header;
  header.magic = kPycMagic;
  const uint32_t flags = LoadLittleEndian<uint32_t>(data + 4);
  if ((flags & ~(kHashBased | kCheckSource)) != 0 || flags == kCheckSource) {
    return RaiseImportError(t, absl::StrCat("invalid flags ", flags, " in '", name, "'"), filename);
  }
  if ((flags & kHashBased) != 0) {
    header.kind = (flags & kCheckSource) != 0 ? PycHeader::Kind::kCheckedHash
                                              : PycHeader::Kind::kUncheckedHash;
    header.source_hash = LoadLittleEndian<uint64_t>(data + 8);
  } else {
    header.source_mtime = LoadLittleEndian<uint32_t>(data + 8);
    header.source_size = LoadLittleEndian<uint32_t>(data + 12);
  }
  return header;
}

Result<Code*> LoadPyc(Thread& t, absl::Span<const uint8_t> file, std::string_view filename,
                      CodeCheck check) {
  TRY(ReadPycHeader(t, file, filename));
  MarshalReader reader(t, file.subspan(PycHeader::kSize), check);
  const Value value = TRY(reader.Read());
  if (!Is<Code>(value)) {
    return RaiseImportError(t, absl::StrCat("no code object in '", std::string(filename), "'"),
                            filename);
  }
  return Cast<Code>(value);
}

void WritePycHeader(const PycHeader& header, uint8_t* out) {
  uint32_t flags = 0;
  if (header.kind != PycHeader::Kind::kTimestamp) flags |= kHashBased;
  if (header.kind == PycHeader::Kind::kCheckedHash) flags |= kCheckSource;
  std::memcpy(out, &header.magic, 2);
  out[2] = '\r';
  out[3] = '\n';
  std::memcpy(out + 4, &flags, 4);
  if (flags != 0) {
    std::memcpy(out + 8, &header.source_hash, 8);
  } else {
    std::memcpy(out + 8, &header.source_mtime, 4);
    std::memcpy(out + 12, &header.source_size, 4);
  }
}

bool LooksLikePyc(std::string_view file) {
  if (file.size() < 4 || file.substr(2, 2) != "\r\n") return false;
  const auto magic = LoadLittleEndian<uint16_t>(reinterpret_cast<const uint8_t*>(file.data()));
  return std::any_of(
      std::begin(kMagicRanges), std::end(kMagicRanges),
      [&](const MagicRange& range) { return magic >= range.first && magic <= range.last; });
}

Result<std::string> WritePyc(Thread& t, const Code* code, uint32_t source_mtime,
                             uint32_t source_size) {
  MarshalWriter writer(t);
  TRY(writer.Write(Value::FromObject(code)));
  const Bytes* body = TRY(writer.Finish());
  const uint32_t header[] = {static_cast<uint32_t>(kPycMagicWord), 0, source_mtime, source_size};
  static_assert(sizeof(header) == PycHeader::kSize);
  std::string file(reinterpret_cast<const char*>(header), sizeof(header));
  return file.append(body->view());
}

}  // namespace krait
