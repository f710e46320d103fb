#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace krait::cli {

/// What python3's site module would run at the start: code, where the rest is only paths.
struct SiteCode {
  /// A line of a .pth file that begins with "import".
  struct Line {
    std::string folder;
    std::string file;  // with its folder
    int number;
    std::string text;
  };
  bool wanted = false;  // no -S, and there is a library
  bool user = false;    // the user's packages are in, and usercustomize counts
  std::vector<Line> lines;
};

/// Adds the folders where packages are installed to sys.path, as python3's site module does: those
/// of a virtual environment, the user's, the system's, and what .pth files in them name.
SiteCode AddSitePackages(Options& options);

}  // namespace krait::cli
