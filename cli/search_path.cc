#include "cli/search_path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/environment.h"

namespace krait::cli {
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

std::string CurrentFolder() {
  char folder[4096];
  return getcwd(folder, sizeof(folder)) == nullptr ? "" : folder;
}

std::string Absolute(const std::string& path) {
  if (path.starts_with('/')) return path;
  return absl::StrCat(CurrentFolder(), "/", path.starts_with("./") ? path.substr(2) : path);
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

/// PYTHONHOME, or where Debian or a local installation has Python 3.11.
std::string FindPrefix(const Options& options) {
  if (const char* home = Variable(options, "PYTHONHOME")) {
    const std::string text = home;
    return text.substr(0, text.find(':'));
  }
  for (const char* prefix : {"/usr", "/usr/local"}) {
    if (Exists(absl::StrCat(prefix, "/lib/python3.11/os.py"))) return prefix;
  }
  return "";
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
  config.prefix = FindPrefix(options);
  if (config.prefix.empty()) return;
  config.path.push_back(absl::StrCat(config.prefix, "/lib/python311.zip"));
  config.path.push_back(absl::StrCat(config.prefix, "/lib/python3.11"));
  config.path.push_back(absl::StrCat(config.prefix, "/lib/python3.11/lib-dynload"));
  if (config.no_site) return;
  // Where packages are installed: Debian's folders, and everybody else's.
  for (const char* folder :
       {"/usr/local/lib/python3.11/dist-packages", "/usr/lib/python3/dist-packages"}) {
    if (config.prefix == "/usr" && IsFolder(folder)) config.path.push_back(folder);
  }
  const std::string packages = absl::StrCat(config.prefix, "/lib/python3.11/site-packages");
  if (IsFolder(packages)) config.path.push_back(packages);
}

void AddProgramFolder(Options& options) {
  Config& config = options.config;
  // As python3 shows it in __file__ and in messages; sys.argv keeps what was given.
  const bool is_file = options.action != Options::Action::kRunModule &&
                       options.action != Options::Action::kRunCommand && options.program != "-";
  if (is_file) options.program = Absolute(options.program);
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
