#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gil/threading.h"
#include "vm/heap/heap.h"

namespace krait::cli {

/// What the command line asks for.
struct Options {
  enum class Action { kRun, kHelp, kVersion };
  Action action = Action::kRun;
  gil::ModelKind threading = gil::ModelKind::kGil;
  HeapOptions heap;
  bool gc_stats = false;
  std::string program;                 // a .pyc file, or "-" for standard input
  std::vector<std::string> arguments;  // sys.argv: the program first
};

/// InvalidArgument with a one-line message when something on the line is not understood.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

extern const char kHelp[];

}  // namespace krait::cli
