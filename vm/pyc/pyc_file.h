#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "vm/code/code.h"
#include "vm/core/result.h"
#include "vm/pyc/verifier.h"

namespace krait {

class Thread;

/// The 16 bytes in front of the code in a .pyc file (PEP 552).
struct PycHeader {
  static constexpr size_t kSize = 16;

  enum class Kind : uint8_t {
    kTimestamp,      // valid if the source has this time and size
    kCheckedHash,    // valid if the source has this hash
    kUncheckedHash,  // valid
  };

  uint16_t magic = 0;
  Kind kind = Kind::kTimestamp;
  uint32_t source_mtime = 0;
  uint32_t source_size = 0;  // modulo 2^32
  uint64_t source_hash = 0;
};

/// The magic number of the bytecode that Krait runs: CPython 3.11's.
inline constexpr uint16_t kPycMagic = 3495;
/// The first four bytes of a file: _imp.source_hash()'s key for caches.
inline constexpr uint64_t kPycMagicWord = 0x0a0d0000u | kPycMagic;

/// The hash of a source file that PEP 552's caches carry.
uint64_t SourceHash(uint64_t key, std::string_view source);

/// Reads and checks the header. ImportError for other magic numbers ("compiled by Python 3.12") and
/// unknown flags, EOFError when it is cut off. `filename` is for messages.
Result<PycHeader> ReadPycHeader(Thread& t, absl::Span<const uint8_t> file,
                                std::string_view filename);

/// Whether a file begins as .pyc files of some version do.
bool LooksLikePyc(std::string_view file);

/// A whole .pyc file for the code of a source with this time and size.
Result<std::string> WritePyc(Thread& t, const Code* code, uint32_t source_mtime,
                             uint32_t source_size);

/// The code object in the bytes of a .pyc file. What has the source's time or hash to be compared
/// with is the caller's business.
Result<Code*> LoadPyc(Thread& t, absl::Span<const uint8_t> file, std::string_view filename,
                      CodeCheck check = CodeCheck::kAtOnce);

/// Writes a header; `out` has room for PycHeader::kSize bytes.
void WritePycHeader(const PycHeader& header, uint8_t* out);

}  // namespace krait
