#include "cli/read_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace krait::cli {

bool ReadWholeFile(const std::string& path, std::string* out) {
  constexpr size_t kAtOnce = 65536;
  const bool is_input = path == "-";
  const int file = is_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const std::unique_ptr<char[]> buffer(new char[kAtOnce]);
  ssize_t count;
  do {
    count = ::read(file, buffer.get(), kAtOnce);
    if (count > 0) out->append(buffer.get(), static_cast<size_t>(count));
  } while (count > 0 || (count < 0 && errno == EINTR));
  const int error = errno;
  if (!is_input) ::close(file);
  errno = error;
  return count == 0;
}

}  // namespace krait::cli
