#include "cli/options.h"

#include <unistd.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "cli/environment.h"
#include "cli/jit_dump.h"
#include "cli/jit_stats.h"

namespace krait::cli {
namespace {

absl::Status Bad(const std::string& text) { return absl::InvalidArgumentError(text); }

absl::Status ParseCount(const std::string& option, const std::string& value, uint64_t* out) {
  if (absl::SimpleAtoi(value, out)) return absl::OkStatus();
  return Bad(absl::StrCat("-X ", option, " wants a number, not '", value, "'"));
}

absl::Status ParseThreading(const std::string& option, const std::string& value,
                            gil::ModelKind* out) {
  if (value == "0") {
    *out = gil::ModelKind::kFree;
  } else if (value == "1" || value.empty()) {
    *out = gil::ModelKind::kGil;
  } else if (value == "fair") {
    *out = gil::ModelKind::kGilFair;
  } else {
    return Bad(absl::StrCat(option, " is 0, 1 or fair, not '", value, "'"));
  }
  return absl::OkStatus();
}

absl::Status ParseSwitch(const std::string& option, const std::string& value,
                         std::optional<bool>* out) {
  if (value != "0" && value != "1") {
    return Bad(absl::StrCat(option, " is 0 or 1, not '", value, "'"));
  }
  *out = value == "1";
  return absl::OkStatus();
}

absl::Status ParseDigits(const std::string& value, int* out) {
  if (absl::SimpleAtoi(value, out) && (*out == 0 || *out >= 640)) return absl::OkStatus();
  return Bad("-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.");
}

absl::Status ParseRegisters(const std::string& value, int* out) {
  if (absl::SimpleAtoi(value, out) && *out >= jit::kFewestRegisters &&
      *out <= jit::kMostRegisters) {
    return absl::OkStatus();
  }
  return Bad(absl::StrCat("-X jit-registers is ", jit::kFewestRegisters, " to ",
                          jit::kMostRegisters, ", not '", value, "'"));
}

/// What makes machine code fail where it could. False: the option is none of these.
bool ParseJitTest(const std::string& name, const std::string& value, jit::Options& jit,
                  absl::Status* status) {
  if (name == "jit-registers") {
    *status = ParseRegisters(value, &jit.registers);
  } else if (name == "jit-exit-at") {
    *status = ParseCount(name, value, &jit.exit_at.emplace());
  } else if (name == "jit-invalidate") {
    *status = ParseCount(name, value, &jit.invalidate_every);
  } else if (name == "jit-verify") {
    jit.verify = &FailVerification;
  } else if (name == "jit-uncompiled") {
    jit.uncompiled = true;
  } else {
    return false;
  }
  return true;
}

/// Options that Krait does not know are for the program, in sys._xoptions, as with python3.
absl::Status ParseX(const std::string& text, Options& options) {
  const size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
  Config& config = options.config;
  config.x_options.push_back(text);
  absl::Status status = absl::OkStatus();
  uint64_t count = 0;
  if (ParseJitTest(name, value, options.jit_options, &status)) return status;
  if (name == "gil") return ParseThreading("-X gil", value, &options.threading);
  if (name == "heap-limit") {
    status = ParseCount(name, value, &count);
    options.heap.limit_bytes = count;
  } else if (name == "gc-every") {
    status = ParseCount(name, value, &options.heap.collect_every);
  } else if (name == "fail-at") {
    status = ParseCount(name, value, &options.heap.fail_at);
  } else if (name == "gc-stats") {
    options.gc_stats = true;
  } else if (name == "jit") {
    status = ParseSwitch("-X jit", value, &options.jit);
  } else if (name == "jit-hot") {
    status = ParseCount(name, value, &count);
    options.jit_options.hot_loop = static_cast<uint32_t>(std::clamp<uint64_t>(count, 1, INT32_MAX));
  } else if (name == "jit-code") {
    status = ParseCount(name, value, &options.jit_options.code_bytes);
  } else if (name == "jit-dump") {
    options.jit_options.dump = &DumpTrace;
  } else if (name == "jit-perf-map") {
    options.jit_options.perf_map = true;
  } else if (name == "jit-gdb") {
    options.jit_options.gdb = true;
  } else if (name == "jit-stats") {
    options.jit_stats = true;
  } else if (name == "importtime") {
    config.import_time = true;
  } else if (name == "dev") {
    config.dev_mode = true;
  } else if (name == "faulthandler") {
    config.fault_handler = true;
  } else if (name == "utf8") {
    config.utf8_mode = value != "0";
  } else if (name == "warn_default_encoding") {
    config.warn_default_encoding = true;
  } else if (name == "pycache_prefix") {
    config.pycache_prefix = value;
    options.pycache_prefix_given = true;
  } else if (name == "int_max_str_digits") {
    status = ParseDigits(value, &config.int_max_str_digits);
  }
  return status;
}

/// A letter that takes no value. False when there is no such letter.
bool ParseLetter(char letter, Options& options) {
  Config& config = options.config;
  switch (letter) {
    case 'b':
      ++config.bytes_warning;
      return true;
    case 'B':
      config.dont_write_bytecode = true;
      return true;
    case 'd':
      ++config.debug;
      return true;
    case 'E':
      config.ignore_environment = true;
      return true;
    case 'i':
      ++config.inspect;
      ++config.interactive;
      return true;
    case 'I':
      config.isolated = true;
      config.ignore_environment = true;
      config.no_user_site = true;
      config.safe_path = true;
      return true;
    case 'O':
      ++config.optimize;
      return true;
    case 'P':
      config.safe_path = true;
      return true;
    case 'q':
      ++config.quiet;
      return true;
    case 'R':
      options.random_hashes = true;
      return true;
    case 's':
      config.no_user_site = true;
      return true;
    case 'S':
      config.no_site = true;
      return true;
    case 'u':
      config.unbuffered = true;
      return true;
    case 'v':
      ++config.verbose;
      return true;
    case 'x':
      return true;  // of source only
    case 'V':
      options.action = options.action == Options::Action::kVersion ? Options::Action::kLongVersion
                                                                   : Options::Action::kVersion;
      return true;
    case 'h':
    case '?':
      options.action = Options::Action::kHelp;
      return true;
    default:
      return false;
  }
}

/// Reads the line from left to right up to the program.
class Parser {
 public:
  Parser(int argc, char** argv, Options& options) : argc_(argc), argv_(argv), options_(options) {}

  absl::Status Run();
  /// Index of the first of sys.argv's arguments behind the program.
  int rest() const { return at_; }
  bool has_program() const { return has_program_; }

 private:
  absl::Status ParseLong(const std::string& argument);
  absl::Status ParseCluster(const std::string& argument);
  /// The value of an option: what stands behind its letter, or the next argument.
  absl::StatusOr<std::string> TakeValue(const std::string& argument, size_t letter);
  absl::Status ParseWithValue(char letter, const std::string& value);

  const int argc_;
  char** const argv_;
  Options& options_;
  int at_ = 1;
  bool has_program_ = false;
};

absl::Status Parser::ParseLong(const std::string& argument) {
  if (argument == "--help") {
    options_.action = Options::Action::kHelp;
  } else if (argument == "--help-env") {
    options_.action = Options::Action::kHelpEnvironment;
  } else if (argument == "--help-xoptions") {
    options_.action = Options::Action::kHelpX;
  } else if (argument == "--help-all") {
    options_.action = Options::Action::kHelpAll;
  } else if (argument == "--version") {
    options_.action = Options::Action::kVersion;
  } else if (argument == "--check-hash-based-pycs") {
    const std::string value = at_ < argc_ ? argv_[at_++] : "";
    if (value != "always" && value != "default" && value != "never") {
      return Bad("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
    }
    options_.config.check_hash_based_pycs = value;
  } else {
    return Bad(absl::StrCat("unknown option ", argument));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Parser::TakeValue(const std::string& argument, size_t letter) {
  if (letter + 1 < argument.size()) return argument.substr(letter + 1);
  if (at_ == argc_) {
    return Bad(
        absl::StrCat("Argument expected for the -", std::string(1, argument[letter]), " option"));
  }
  return std::string(argv_[at_++]);
}

absl::Status Parser::ParseWithValue(char letter, const std::string& value) {
  switch (letter) {
    case 'X':
      return ParseX(value, options_);
    case 'W':
      options_.config.warn_options.push_back(value);
      return absl::OkStatus();
    case 'm':
      options_.action = Options::Action::kRunModule;
      options_.program = value;
      has_program_ = true;
      return absl::OkStatus();
    default:
      options_.action = Options::Action::kRunCommand;
      options_.program = value;
      has_program_ = true;
      return absl::OkStatus();
  }
}

absl::Status Parser::ParseCluster(const std::string& argument) {
  for (size_t i = 1; i < argument.size(); ++i) {
    const char letter = argument[i];
    if (letter == 'X' || letter == 'W' || letter == 'm' || letter == 'c') {
      const absl::StatusOr<std::string> value = TakeValue(argument, i);
      if (!value.ok()) return value.status();
      return ParseWithValue(letter, *value);
    }
    if (!ParseLetter(letter, options_)) {
      return Bad(absl::StrCat("Unknown option: -", std::string(1, letter)));
    }
  }
  return absl::OkStatus();
}

absl::Status Parser::Run() {
  while (at_ < argc_ && !has_program_) {
    const std::string argument = argv_[at_];
    if (argument.size() < 2 || argument[0] != '-') break;
    ++at_;
    if (argument == "--") break;
    const absl::Status status = argument[1] == '-' ? ParseLong(argument) : ParseCluster(argument);
    if (!status.ok()) return status;
  }
  if (has_program_) return absl::OkStatus();
  if (at_ < argc_ && std::string(argv_[at_]) == "dis" && at_ + 2 == argc_ &&
      access("dis", F_OK) != 0) {
    options_.action = Options::Action::kDisassemble;
    ++at_;
  }
  if (at_ < argc_) {
    options_.program = argv_[at_++];
    has_program_ = true;
  }
  return absl::OkStatus();
}

/// Warning filters that letters stand for come before -W's own.
void AddImpliedFilters(Config& config) {
  if (config.dev_mode) {
    config.warn_options.insert(config.warn_options.begin(), "default");
    config.fault_handler = true;
  }
  if (config.bytes_warning > 0) {
    config.warn_options.push_back(config.bytes_warning > 1 ? "error::BytesWarning"
                                                           : "default::BytesWarning");
  }
}

}  // namespace

absl::StatusOr<Options> ParseOptions(int argc, char** argv) {
  Options options;
  Parser parser(argc, argv, options);
  absl::Status status = parser.Run();
  if (!status.ok()) return status;
  Config& config = options.config;
  status = ReadEnvironment(options);
  if (!status.ok()) return status;
  if (const char* text = Variable(options, "PYTHON_GIL")) {
    bool given = false;
    for (const std::string& option : config.x_options) given = given || option.rfind("gil", 0) == 0;
    if (!given) status = ParseThreading("PYTHON_GIL", text, &options.threading);
    if (!status.ok()) return status;
  }
  if (const char* text = Variable(options, "PYTHON_JIT"); text != nullptr && !options.jit) {
    status = ParseSwitch("PYTHON_JIT", text, &options.jit);
    if (!status.ok()) return status;
  }
  status = ChooseHashSecret(options);
  if (!status.ok()) return status;
  AddImpliedFilters(config);
  const bool runs = options.action == Options::Action::kRun;
  if (!parser.has_program() && runs) {
    if (isatty(STDIN_FILENO) == 1 || config.interactive > 0) {
      options.action = Options::Action::kPrompt;
    }
    options.program = "-";
  }
  config.orig_argv.assign(argv, argv + argc);
  config.argv.push_back(options.action == Options::Action::kRunModule    ? "-m"
                        : options.action == Options::Action::kRunCommand ? "-c"
                        : parser.has_program()                           ? options.program
                                                                         : "");
  config.argv.insert(config.argv.end(), argv + parser.rest(), argv + argc);
  return options;
}

}  // namespace krait::cli
