#include "cli/history_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace krait::cli {
namespace {

constexpr std::string_view kLibeditHeader = "_HiStOrY_V2_\n";

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

/// libedit writes a backslash and three octal digits for space and the like, and doubles
/// backslashes.
std::string Unescape(std::string_view line) {
  std::string result;
  for (size_t i = 0; i < line.size(); ++i) {
    const bool octal = line[i] == '\\' && i + 3 < line.size() && IsOctal(line[i + 1]) &&
                       IsOctal(line[i + 2]) && IsOctal(line[i + 3]);
    if (octal) {
      const int code = (line[i + 1] - '0') * 64 + (line[i + 2] - '0') * 8 + (line[i + 3] - '0');
      result += static_cast<char>(code);
      i += 3;
    } else {
      if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '\\') ++i;
      result += line[i];
    }
  }
  return result;
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

}  // namespace

std::vector<std::string> LinesOfHistory(std::string_view text) {
  const bool escaped = text.starts_with(kLibeditHeader);
  if (escaped) text.remove_prefix(kLibeditHeader.size());
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) lines.push_back(escaped ? Unescape(line) : std::string(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

int WriteHistory(const std::string& path, const std::vector<std::string>& lines, bool append) {
  constexpr mode_t kOwnersOnly = S_IRUSR | S_IWUSR;
  const int flags = O_WRONLY | O_CLOEXEC | (append ? O_APPEND : O_CREAT | O_TRUNC);
  const int file = ::open(path.c_str(), flags, kOwnersOnly);
  if (file < 0) return errno;
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  int error = WriteAll(file, text) ? 0 : errno;
  if (::close(file) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace krait::cli
