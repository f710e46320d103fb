#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace krait {

/// The table of contents of a .zip file, and its files on demand. Plain and deflated files; no
/// encryption, no archives of several parts, nothing beyond 4 GiB.
class ZipArchive {
 public:
  struct Entry {
    uint16_t flags;
    uint16_t method;
    uint16_t dos_time;
    uint16_t dos_date;
    uint32_t crc;
    uint32_t stored_size;
    uint32_t size;
    uint64_t header;  // where its local header is in the file
  };

  /// Reads the table of contents; on failure says why in `*error`.
  bool Open(const std::string& path, std::string* error);
  const std::string& path() const { return path_; }

  /// By its name in the archive ("pkg/mod.pyc"; folders end in a slash); null when it is not there.
  const Entry* Find(const std::string& name) const;
  const absl::flat_hash_map<std::string, Entry>& entries() const { return entries_; }
  /// The content of a file; false, with `*error`, when it is damaged or packed in another way.
  bool Read(const Entry& entry, std::string* content, std::string* error) const;

 private:
  bool ReadDirectory(int fd, uint64_t file_size, std::string* error);
  bool ParseDirectory(const std::string& directory, uint32_t count, uint64_t shift);

  std::string path_;
  absl::flat_hash_map<std::string, Entry> entries_;
};

/// Seconds since 1970 of a DOS date and time, read as local time.
int64_t TimeOfDos(uint16_t date, uint16_t time);

}  // namespace krait
