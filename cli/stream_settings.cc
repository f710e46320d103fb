#include "cli/stream_settings.h"

#include <cstdlib>
#include <string>

namespace krait::cli {
namespace {

/// The first of the variables that is set and not empty, or "".
std::string FirstSet(std::initializer_list<const char*> variables) {
  for (const char* variable : variables) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
}

/// In the plain locales text that is no UTF-8 passes through unharmed.
bool IsPlainLocale(const std::string& name) {
  return name.empty() || name == "C" || name == "POSIX" || name == "C.UTF-8" || name == "C.utf8" ||
         name == "UTF-8";
}

}  // namespace

void ReadStreamSettings(Config& config) {
  if (config.ignore_environment || config.isolated) return;
  if (!FirstSet({"PYTHONUNBUFFERED"}).empty()) config.unbuffered = true;
  if (IsPlainLocale(FirstSet({"LC_ALL", "LC_CTYPE", "LANG"}))) {
    config.stdio_errors = "surrogateescape";
  }
  const std::string setting = FirstSet({"PYTHONIOENCODING"});
  if (setting.empty()) return;
  const size_t colon = setting.find(':');
  config.stdio_encoding = setting.substr(0, colon);
  const std::string errors = colon == std::string::npos ? "" : setting.substr(colon + 1);
  if (!errors.empty()) {
    config.stdio_errors = errors;
  } else if (!config.stdio_encoding.empty()) {
    config.stdio_errors = "strict";
  }
}

}  // namespace krait::cli
