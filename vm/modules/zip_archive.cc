#include "vm/modules/zip_archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <ctime>

namespace krait {
namespace {

constexpr uint32_t kEndMark = 0x06054b50;
constexpr uint32_t kDirectoryMark = 0x02014b50;
constexpr uint32_t kLocalMark = 0x04034b50;
constexpr size_t kEndSize = 22;
constexpr size_t kDirectoryEntrySize = 46;
constexpr size_t kLocalHeaderSize = 30;
constexpr size_t kMaxComment = 0xffff;
constexpr uint16_t kEncrypted = 1;

uint16_t Load16(const char* data) {
  uint16_t value;
  std::memcpy(&value, data, sizeof(value));
  return value;
}
uint32_t Load32(const char* data) {
  uint32_t value;
  std::memcpy(&value, data, sizeof(value));
  return value;
}

bool ReadAt(int fd, uint64_t offset, size_t size, std::string* out) {
  out->resize(size);
  size_t done = 0;
  while (done < size) {
    const ssize_t count =
        pread(fd, out->data() + done, size - done, static_cast<off_t>(offset + done));
    if (count <= 0) return false;
    done += static_cast<size_t>(count);
  }
  return true;
}

/// Closes a descriptor at the end of a scope.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  const int fd_;
};

bool Inflate(const std::string& packed, std::string* out) {
  z_stream stream = {};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out->data());
  stream.avail_out = static_cast<uInt>(out->size());
  const int status = inflate(&stream, Z_FINISH);
  const bool complete = status == Z_STREAM_END && stream.total_out == out->size();
  inflateEnd(&stream);
  return complete;
}

}  // namespace

bool ZipArchive::Open(const std::string& path, std::string* error) {
  path_ = path;
  entries_.clear();
  const Descriptor file(path);
  struct stat info;
  if (file.get() < 0 || fstat(file.get(), &info) != 0) {
    *error = "can't open Zip file";
    return false;
  }
  return ReadDirectory(file.get(), static_cast<uint64_t>(info.st_size), error);
}

bool ZipArchive::ReadDirectory(int fd, uint64_t file_size, std::string* error) {
  *error = "not a Zip file";
  if (file_size < kEndSize) return false;
  const uint64_t tail_size = std::min<uint64_t>(file_size, kEndSize + kMaxComment);
  std::string tail;
  if (!ReadAt(fd, file_size - tail_size, tail_size, &tail)) return false;
  size_t at = tail.size() - kEndSize;
  while (Load32(tail.data() + at) != kEndMark) {
    if (at-- == 0) return false;
  }
  const char* end = tail.data() + at;
  const uint32_t count = Load16(end + 10);
  const uint64_t size = Load32(end + 12);
  const uint64_t offset = Load32(end + 16);
  const uint64_t end_at = file_size - tail_size + at;
  *error = "bad central directory size or offset";
  if (size + offset > end_at) return false;
  // A program in front of the archive moves everything by its length.
  const uint64_t shift = end_at - size - offset;
  std::string directory;
  return ReadAt(fd, offset + shift, size, &directory) && ParseDirectory(directory, count, shift);
}

bool ZipArchive::ParseDirectory(const std::string& directory, uint32_t count, uint64_t shift) {
  size_t at = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (directory.size() - at < kDirectoryEntrySize) return false;
    const char* entry = directory.data() + at;
    if (Load32(entry) != kDirectoryMark) return false;
    const size_t name_size = Load16(entry + 28);
    const size_t total = kDirectoryEntrySize + name_size + Load16(entry + 30) + Load16(entry + 32);
    if (directory.size() - at < total) return false;
    entries_[std::string(entry + kDirectoryEntrySize, name_size)] = {
        Load16(entry + 8),  Load16(entry + 10), Load16(entry + 12), Load16(entry + 14),
        Load32(entry + 16), Load32(entry + 20), Load32(entry + 24), Load32(entry + 42) + shift};
    at += total;
  }
  return true;
}

const ZipArchive::Entry* ZipArchive::Find(const std::string& name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

bool ZipArchive::Read(const Entry& entry, std::string* content, std::string* error) const {
  constexpr uint16_t kStored = 0;
  constexpr uint16_t kDeflated = 8;
  const Descriptor file(path_);
  struct stat info;
  std::string header;
  *error = "can't read Zip file";
  if (file.get() < 0 || fstat(file.get(), &info) != 0) return false;
  if (!ReadAt(file.get(), entry.header, kLocalHeaderSize, &header)) return false;
  *error = "bad local file header";
  if (Load32(header.data()) != kLocalMark) return false;
  const uint64_t data_at =
      entry.header + kLocalHeaderSize + Load16(header.data() + 26) + Load16(header.data() + 28);
  const auto file_size = static_cast<uint64_t>(info.st_size);
  if (data_at > file_size || entry.stored_size > file_size - data_at) return false;
  std::string packed;
  if (!ReadAt(file.get(), data_at, entry.stored_size, &packed)) return false;
  *error = "encrypted files in Zip files cannot be read";
  if ((entry.flags & kEncrypted) != 0) return false;
  *error = "can't decompress data";
  if (entry.method == kStored) {
    *content = std::move(packed);
  } else if (entry.method == kDeflated) {
    // Deflate makes at most a thousandfold of its input: what claims more is damaged.
    constexpr uint64_t kMaxRatio = 1100;
    if (entry.size > (entry.stored_size + 64) * kMaxRatio) return false;
    content->resize(entry.size);
    if (!Inflate(packed, content)) return false;
  } else {
    return false;
  }
  *error = "bad checksum in Zip file";
  const auto* bytes = reinterpret_cast<const Bytef*>(content->data());
  return crc32(0, bytes, static_cast<uInt>(content->size())) == entry.crc;
}

int64_t TimeOfDos(uint16_t date, uint16_t time) {
  std::tm parts = {};
  parts.tm_year = (date >> 9) + 80;
  parts.tm_mon = (date >> 5 & 15) - 1;
  parts.tm_mday = date & 31;
  parts.tm_hour = time >> 11;
  parts.tm_min = time >> 5 & 63;
  parts.tm_sec = (time & 31) * 2;
  parts.tm_isdst = -1;
  return std::mktime(&parts);
}

}  // namespace krait
