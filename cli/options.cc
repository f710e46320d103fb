#include "cli/options.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace krait::cli {

const char kHelp[] =
    R"(usage: krait [options] FILE.pyc [arguments]

Runs a .pyc file compiled by CPython 3.11. FILE may be - for standard input.

  -X gil=0|1        without or with a global interpreter lock (default: 1)
  -X gil=fair       with a lock that is taken in turns
  -X heap-limit=N   bytes the program may use
  -X gc-every=N     collect garbage at every Nth allocation (for testing)
  -X fail-at=N      let the Nth allocation fail (for testing)
  -X gc-stats       say on leaving what the collector did
  -V, --version     print the version
  -h, --help        print this
)";

namespace {

absl::Status Bad(const std::string& text) { return absl::InvalidArgumentError(text); }

absl::Status ParseCount(const std::string& option, const std::string& value, uint64_t* out) {
  if (absl::SimpleAtoi(value, out)) return absl::OkStatus();
  return Bad(absl::StrCat("-X ", option, " wants a number, not '", value, "'"));
}

absl::Status ParseThreading(const std::string& value, gil::ModelKind* out) {
  if (value == "0") {
    *out = gil::ModelKind::kFree;
  } else if (value == "1" || value.empty()) {
    *out = gil::ModelKind::kGil;
  } else if (value == "fair") {
    *out = gil::ModelKind::kGilFair;
  } else {
    return Bad(absl::StrCat("-X gil is 0, 1 or fair, not '", value, "'"));
  }
  return absl::OkStatus();
}

absl::Status ParseX(const std::string& text, Options& options) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
  uint64_t count = 0;
  if (name == "gil") return ParseThreading(value, &options.threading);
  if (name == "heap-limit") {
    absl::Status status = ParseCount(name, value, &count);
    options.heap.limit_bytes = count;
    return status;
  }
  if (name == "gc-every") return ParseCount(name, value, &options.heap.collect_every);
  if (name == "fail-at") return ParseCount(name, value, &options.heap.fail_at);
  if (name == "gc-stats") {
    options.gc_stats = true;
    return absl::OkStatus();
  }
  if (name == "jit" && (value == "0" || value == "1")) return absl::OkStatus();
  return absl::OkStatus();  // as python3, which ignores -X options it does not know
}

}  // namespace

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  Options options;
  int i = 1;
  for (; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "-" || argument.empty() || argument[0] != '-') break;
    if (argument == "-h" || argument == "--help") {
      options.action = Options::Action::kHelp;
      return options;
    }
    if (argument == "-V" || argument == "--version") {
      options.action = Options::Action::kVersion;
      return options;
    }
    if (argument.rfind("-X", 0) == 0) {
      std::string text = argument.substr(2);
      if (text.empty()) {
        if (++i == argc) return Bad("-X wants an option behind it");
        text = argv[i];
      }
      absl::Status status = ParseX(text, options);
      if (!status.ok()) return status;
      continue;
    }
    if (argument.find_first_not_of("-BEISsuvq") == std::string::npos && argument[1] != '-') {
      continue;  // python3's letters about what Krait does not have or always does
    }
    return Bad(absl::StrCat("unknown option ", argument));
  }
  if (i == argc) {
    options.action = Options::Action::kHelp;
    return options;
  }
  options.program = argv[i];
  options.arguments.assign(argv + i, argv + argc);
  return options;
}

}  // namespace krait::cli
