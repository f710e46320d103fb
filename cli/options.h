#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gil/threading.h"
#include "jit/jit.h"
#include "vm/heap/heap.h"
#include "vm/modules/config.h"
#include "vm/number/hash.h"

namespace krait::cli {

/// What the command line and the environment ask for.
struct Options {
  enum class Action {
    kRun,          // a file, a folder, or - for standard input
    kRunModule,    // -m
    kRunCommand,   // -c
    kPrompt,       // statements as they are typed
    kDisassemble,  // krait dis FILE
    kHelp,
    kHelpEnvironment,
    kHelpX,
    kHelpAll,
    kVersion,
    kLongVersion,
  };
  Action action = Action::kRun;
  gil::ModelKind threading = gil::ModelKind::kGil;
  HeapOptions heap;
  StringHashKey hash_secret;
  bool gc_stats = false;
  std::optional<bool> jit;  // not given: off
  bool jit_stats = false;
  jit::Options jit_options;
  bool random_hashes = false;         // whatever PYTHONHASHSEED says
  bool pycache_prefix_given = false;  // by -X, maybe as none
  bool system_packages = false;  // of a virtual environment: it sees the system's packages, too
  std::string program;           // a path, "-", a module's name, or -c's text
  Config config;
};

/// InvalidArgument with a one-line message when something is not understood.
absl::StatusOr<Options> ParseOptions(int argc, char** argv);

}  // namespace krait::cli
