#include "vm/compiler/parse/utf8_text.h"

#include "absl/strings/str_format.h"
#include "vm/unicode/utf.h"

namespace krait::compiler {
namespace {

DecodeScan Scan(std::string_view text) {
  return ScanUtf8(reinterpret_cast<const uint8_t*>(text.data()), text.size(), true);
}

}  // namespace

std::optional<std::string> DecodeProblem(std::string_view text) {
  const CodecError error = Scan(text).error;
  if (error.reason == nullptr) return std::nullopt;
  if (error.end - error.start == 1) {
    return absl::StrFormat("'utf-8' codec can't decode byte 0x%02x in position %d: %s",
                           static_cast<uint8_t>(text[error.start]), error.start, error.reason);
  }
  return absl::StrFormat("'utf-8' codec can't decode bytes in position %d-%d: %s", error.start,
                         error.end - 1, error.reason);
}

std::string ReadableText(std::string_view text) {
  std::string readable;
  for (;;) {
    const DecodeScan scan = Scan(text);
    readable.append(text.substr(0, scan.bytes));
    if (scan.error.reason == nullptr) return readable;
    readable.append("\uFFFD");
    text.remove_prefix(scan.error.end);
  }
}

int32_t CharactersIn(std::string_view text) {
  size_t count = 0;
  for (;;) {
    const DecodeScan scan = Scan(text);
    count += scan.code_points;
    if (scan.error.reason == nullptr) return static_cast<int32_t>(count);
    ++count;
    text.remove_prefix(scan.error.end);
  }
}

}  // namespace krait::compiler
