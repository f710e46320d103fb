#include "cli/environment.h"

#include <sys/random.h>

#include <cstdlib>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace krait::cli {
namespace {

/// A variable that counts: 2 means more than 1, and any text means 1.
int Level(const char* text) {
  int number = 0;
  return absl::SimpleAtoi(text, &number) && number >= 0 ? number : 1;
}

void Raise(const Options& options, const char* name, int* level) {
  const char* text = Variable(options, name);
  if (text != nullptr && Level(text) > *level) *level = Level(text);
}

void Set(const Options& options, const char* name, bool* flag) {
  if (Variable(options, name) != nullptr) *flag = true;
}

}  // namespace

const char* Variable(const Options& options, const char* name) {
  if (options.config.ignore_environment) return nullptr;
  const char* text = std::getenv(name);
  return text == nullptr || *text == '\0' ? nullptr : text;
}

absl::Status ReadEnvironment(Options& options) {
  Config& config = options.config;
  Raise(options, "PYTHONDEBUG", &config.debug);
  Raise(options, "PYTHONOPTIMIZE", &config.optimize);
  Raise(options, "PYTHONVERBOSE", &config.verbose);
  if (Variable(options, "PYTHONINSPECT") != nullptr && config.inspect == 0) config.inspect = 1;
  Set(options, "PYTHONDONTWRITEBYTECODE", &config.dont_write_bytecode);
  Set(options, "PYTHONNOUSERSITE", &config.no_user_site);
  Set(options, "PYTHONUNBUFFERED", &config.unbuffered);
  Set(options, "PYTHONSAFEPATH", &config.safe_path);
  Set(options, "PYTHONDEVMODE", &config.dev_mode);
  Set(options, "PYTHONFAULTHANDLER", &config.fault_handler);
  Set(options, "PYTHONPROFILEIMPORTTIME", &config.import_time);
  Set(options, "PYTHONWARNDEFAULTENCODING", &config.warn_default_encoding);
  config.reads_breakpoint = !config.ignore_environment;
  if (const char* text = Variable(options, "PYTHONUTF8")) config.utf8_mode = *text == '1';
  if (const char* text = Variable(options, "PYTHONPYCACHEPREFIX")) {
    if (!options.pycache_prefix_given) config.pycache_prefix = text;
  }
  if (const char* text = Variable(options, "PYTHONINTMAXSTRDIGITS")) {
    int digits = 0;
    if (!absl::SimpleAtoi(text, &digits) || (digits != 0 && digits < 640)) {
      return absl::InvalidArgumentError(
          "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.");
    }
    if (config.int_max_str_digits < 0) config.int_max_str_digits = digits;
  }
  if (const char* text = Variable(options, "PYTHONWARNINGS")) {
    std::vector<std::string> filters = absl::StrSplit(text, ',');
    config.warn_options.insert(config.warn_options.begin(), filters.begin(), filters.end());
  }
  return absl::OkStatus();
}

absl::Status ChooseHashSecret(Options& options) {
  const char* text = options.random_hashes ? nullptr : Variable(options, "PYTHONHASHSEED");
  if (text != nullptr && std::strcmp(text, "random") != 0) {
    uint32_t seed = 0;
    if (!absl::SimpleAtoi(text, &seed)) {
      return absl::InvalidArgumentError(
          "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
    }
    options.hash_secret = StringHashKey::FromSeed(seed);
    options.config.hash_randomization = seed != 0;
    return absl::OkStatus();
  }
  uint8_t bytes[16];
  if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes)) {
    return absl::InternalError("the system gives no random numbers");
  }
  options.hash_secret = StringHashKey::FromBytes(bytes);
  return absl::OkStatus();
}

}  // namespace krait::cli
