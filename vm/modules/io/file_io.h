#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "vm/core/result.h"
#include "vm/object/args.h"
#include "vm/object/native_object.h"

namespace krait {

class Bytes;

/// _io.FileIO: a file descriptor as a stream of bytes, unbuffered.
class FileIO : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args args);
  /// An open stream over `fd`, which stays the caller's to close. `name` is what its name says.
  static Result<FileIO*> OverDescriptor(Thread& t, int fd, Value name, bool readable);
  /// What is written goes to the VM's host instead of the descriptor.
  void RedirectToHost() {
    to_host_ = true;
    seekable_ = 0;
  }
  /// FileIO.__init__: a path or a descriptor. Demands the VM's capability for files. It is the
  /// caller's to register the stream for finalization.
  Result<None> Open(Thread& t, Value file, const std::string& mode, bool close_fd, Value opener);

  int fd() const { return fd_.load(std::memory_order_relaxed); }
  bool is_open() const { return fd() >= 0; }
  bool readable() const { return readable_; }
  bool writable() const { return writable_; }
  bool close_fd() const { return close_fd_; }
  bool to_host() const { return to_host_; }
  const char* mode() const;
  int64_t block_size() const { return block_size_; }
  void set_block_size(int64_t size) { block_size_ = size; }
  bool finalizing() const { return finalizing_; }
  void set_finalizing(bool finalizing) { finalizing_ = finalizing; }
  /// The file that an open for writing found, to recognise it; zero when unknown.
  dev_t device() const { return device_; }
  ino_t inode() const { return inode_; }

  // System calls, detached. The file must be open (else ValueError).
  static constexpr int64_t kWouldBlock = -1;
  /// The number of bytes, or kWouldBlock.
  Result<int64_t> Read(Thread& t, absl::Span<uint8_t> out);
  Result<int64_t> Write(Thread& t, absl::Span<const uint8_t> bytes);
  Result<int64_t> Seek(Thread& t, int64_t offset, int whence);
  /// Everything up to the end of the file; null-like (`*would_block` set) when nothing is there
  /// yet.
  Result<Bytes*> ReadAll(Thread& t, bool* would_block);
  /// Whether the file has a position.
  Result<bool> Seekable(Thread& t);
  Result<bool> IsTerminal(Thread& t);
  Result<None> Truncate(Thread& t, int64_t size);
  /// Closes the descriptor if it is this object's to close; does nothing the second time.
  Result<None> CloseDescriptor(Thread& t);

 private:
  friend struct FileIoInit;

  Result<None> SetMode(Thread& t, const std::string& mode, int* flags);
  Result<int> OpenPath(Thread& t, Value file, int flags, Value opener);
  Result<None> CheckOpened(Thread& t, Value file);
  static void Release(Object* object);

  std::atomic<int> fd_;
  bool created_;
  bool readable_;
  bool writable_;
  bool appending_;
  bool close_fd_;
  bool owned_;  // the VM closes it when nobody else did
  bool finalizing_;
  bool to_host_;
  int8_t seekable_;  // -1: not asked yet
  int64_t block_size_;
  dev_t device_;
  ino_t inode_;
};

/// ValueError "I/O operation on closed file".
Raised RaiseClosed(Thread& t);

/// The FileIO that `raw` exactly is, or null: what fast paths work on.
FileIO* ExactFileIO(Thread& t, Value raw);

/// Flushes every stream of this VM that holds back output for the file `device`/`inode`.
Result<None> FlushWritersOf(Thread& t, dev_t device, ino_t inode);

/// `file` is forgotten, and so are the streams on top of it: closes those that hold back output
/// first.
Result<None> FinalizeWritersOver(Thread& t, const FileIO* file);

}  // namespace krait
