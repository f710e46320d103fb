#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace krait::cli {

/// The lines of a history file: plain ones, as GNU readline and so most Pythons write them, or
/// libedit's own format.
std::vector<std::string> LinesOfHistory(std::string_view text);

/// Writes plain lines, in place of what the file has or behind it. Returns 0, or the errno of what
/// failed; what is appended to must be there.
int WriteHistory(const std::string& path, const std::vector<std::string>& lines, bool append);

}  // namespace krait::cli
