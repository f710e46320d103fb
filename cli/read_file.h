#pragma once

#include <string>

namespace krait::cli {

/// All bytes of a file; of standard input if `path` is "-". False with errno set when that fails.
bool ReadWholeFile(const std::string& path, std::string* out);

}  // namespace krait::cli
