#include "cli/search_path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/environment.h"
#include "cli/read_file.h"

namespace krait::cli {

namespace {

std::string CurrentFolder() {
  char folder[4096];
  return getcwd(folder, sizeof(folder)) == nullptr ? "" : folder;
}

}  // namespace

std::string Absolute(const std::string& path) {
  if (path.starts_with('/')) return path;
  return absl::StrCat(CurrentFolder(), "/", path.starts_with("./") ? path.substr(2) : path);
}

namespace {

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool IsZipFile(const std::string& path) {
  char start[4] = "";
  std::FILE* file = path == "-" ? nullptr : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  const bool is_zip = std::fread(start, 1, 4, file) == 4 && std::memcmp(start, "PK\3\4", 4) == 0;
  std::fclose(file);
  return is_zip;
}

std::string RealPath(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  const std::string result = real == nullptr ? Absolute(path) : real;
  free(real);
  return result;
}

/// As the shell found the command.
std::string FindExecutable(const std::string& command) {
  if (command.find('/') != std::string::npos) return Absolute(command);
  const char* path = getenv("PATH");
  for (const absl::string_view folder : absl::StrSplit(path == nullptr ? "" : path, ':')) {
    const std::string candidate =
        absl::StrCat(folder.empty() ? CurrentFolder() : std::string(folder), "/", command);
    if (access(candidate.c_str(), X_OK) == 0 && !IsFolder(candidate)) return candidate;
  }
  return RealPath("/proc/self/exe");
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool HasLibrary(const std::string& prefix) {
  return Exists(absl::StrCat(prefix, "/lib/python3.11/os.py"));
}

/// PYTHONHOME, or what a virtual environment was made of, or where Debian or a local installation
/// has Python 3.11.
std::string FindPrefix(const Options& options) {
  if (const char* home = Variable(options, "PYTHONHOME")) {
    const std::string text = home;
    return text.substr(0, text.find(':'));
  }
  std::string above = options.config.home;
  while (above.size() > 1) {
    above = FolderOf(above);
    // "/lib" is "/usr/lib" by another name.
    if (above != "/" && HasLibrary(above)) return above;
  }
  for (const char* prefix : {"/usr", "/usr/local"}) {
    if (HasLibrary(prefix)) return prefix;
  }
  return "";
}

/// Reads pyvenv.cfg, which lies beside a virtual environment's executable or above it. Returns the
/// environment's folder; "" if this is none.
std::string EnterEnvironment(Options& options) {
  Config& config = options.config;
  const std::string folder = FolderOf(config.executable);
  std::string text;
  if (!ReadWholeFile(absl::StrCat(folder, "/pyvenv.cfg"), &text) &&
      !ReadWholeFile(absl::StrCat(FolderOf(folder), "/pyvenv.cfg"), &text)) {
    return "";
  }
  options.system_packages = true;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits('=', 1));
    if (!absl::StrContains(line, '=')) continue;
    const std::string key = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.first));
    const auto value = std::string(absl::StripAsciiWhitespace(parts.second));
    if (key == "home") config.home = value;
    if (key == "include-system-site-packages") {
      options.system_packages = absl::AsciiStrToLower(value) == "true";
    }
  }
  return FolderOf(folder);
}

/// What the environment's executable stands for.
std::string FindBaseExecutable(const Config& config) {
  if (config.home.empty()) return config.executable;
  const std::string name = config.executable.substr(config.executable.rfind('/'));
  const std::string candidate = absl::StrCat(config.home, name);
  return Exists(candidate) ? candidate : RealPath(config.executable);
}

}  // namespace

void FindLibrary(const char* command, Options& options) {
  Config& config = options.config;
  config.executable = FindExecutable(command);
  if (const char* text = Variable(options, "PYTHONPATH")) {
    for (const absl::string_view entry : absl::StrSplit(text, ':')) {
      config.path.push_back(entry.empty() ? CurrentFolder() : Absolute(std::string(entry)));
    }
  }
  const std::string environment = EnterEnvironment(options);
  config.base_executable = FindBaseExecutable(config);
  config.base_prefix = FindPrefix(options);
  config.prefix = config.base_prefix;
  if (config.base_prefix.empty()) return;
  if (!environment.empty() && !config.no_site) config.prefix = environment;
  config.path.push_back(absl::StrCat(config.base_prefix, "/lib/python311.zip"));
  config.path.push_back(absl::StrCat(config.base_prefix, "/lib/python3.11"));
  config.path.push_back(absl::StrCat(config.base_prefix, "/lib/python3.11/lib-dynload"));
}

void AddProgramFolder(Options& options) {
  Config& config = options.config;
  // As python3 shows it in __file__ and in messages; sys.argv keeps what was given.
  const bool is_file = (options.action == Options::Action::kRun ||
                        options.action == Options::Action::kDisassemble) &&
                       options.program != "-";
  if (is_file && !options.program.starts_with('/')) {
    options.program = absl::StrCat(CurrentFolder(), "/", options.program);
  }
  const bool is_container = options.action == Options::Action::kRun &&
                            (IsFolder(options.program) || IsZipFile(options.program));
  if (is_container) {
    config.path.insert(config.path.begin(), options.program);
    return;
  }
  if (config.safe_path) return;
  std::string folder;
  if (options.action == Options::Action::kRunModule) {
    folder = CurrentFolder();
  } else if (is_file) {
    folder = RealPath(options.program);
    const size_t slash = folder.rfind('/');
    folder = slash == 0 ? "/" : folder.substr(0, slash);
  }
  config.path.insert(config.path.begin(), folder);
}

}  // namespace krait::cli
