#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/object/native_object.h"

namespace krait {

class Str;

/// The text stream behind sys.stdout and sys.stderr until the io module has taken over: UTF-8,
/// buffered (line by line on a terminal), straight to a file descriptor.
class HostStream : public NativeObject {
 public:
  static const NativeClass kClass;

  /// `fd` stays the caller's to close. Line buffering: each write with a newline flushes.
  static Result<HostStream*> New(Thread& t, int fd, bool line_buffered, bool backslash_errors);

  /// UnicodeEncodeError for a lone surrogate, unless the stream writes those as \udcxx.
  Result<None> Write(Thread& t, Str* text);
  /// OSError when the descriptor does not take it; what was not written stays in the buffer.
  Result<None> Flush(Thread& t);
  int fd() const { return fd_; }

 private:
  static void Release(Object* object);

  int fd_;
  bool line_buffered_;
  bool backslash_errors_;
  bool to_host_;
  std::string* buffer_;  // owned
};

/// Makes the type of streams; once per VM, before New.
Result<None> InstallHostStream(Thread& t);

}  // namespace krait
