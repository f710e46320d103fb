#include "cli/site_packages.h"

#include <dirent.h>
#include <pwd.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/read_file.h"
#include "cli/search_path.h"

namespace krait::cli {
namespace {

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// Without "." and "..", as os.path.normpath makes it.
std::string Normal(const std::string& path) {
  if (!absl::StrContains(path, "/.") && !absl::StrContains(path, "//") &&
      (path.size() < 2 || path.back() != '/')) {
    return path;
  }
  std::vector<absl::string_view> parts;
  for (const absl::string_view part : absl::StrSplit(path, '/')) {
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
  }
  return absl::StrCat("/", absl::StrJoin(parts, "/"));
}

/// In the order of names. False when there is no such folder.
bool FindPthFiles(const std::string& folder, std::vector<std::string>* names) {
  DIR* entries = opendir(folder.c_str());
  if (entries == nullptr) return errno == EACCES && IsFolder(folder);
  while (const dirent* entry = readdir(entries)) {
    if (absl::EndsWith(entry->d_name, ".pth")) names->push_back(entry->d_name);
  }
  closedir(entries);
  std::sort(names->begin(), names->end());
  return true;
}

/// sys.path as it grows.
class PathBuilder {
 public:
  PathBuilder(std::vector<std::string>& path, SiteCode& code) : path_(path), code_(code) {
    std::vector<std::string> given = std::exchange(path_, {});
    for (const std::string& entry : given) Add(Normal(entry));
  }

  /// A folder of packages, if it is there, with what its .pth files say.
  void AddPackages(const std::string& given) {
    const std::string folder = Normal(given);
    std::vector<std::string> names;
    if (!FindPthFiles(folder, &names)) return;
    Add(folder);
    for (const std::string& name : names) AddFrom(folder, name);
  }

 private:
  void Add(const std::string& entry) {
    if (std::find(path_.begin(), path_.end(), entry) == path_.end()) path_.push_back(entry);
  }

  void AddFrom(const std::string& folder, const std::string& name) {
    const std::string file = absl::StrCat(folder, "/", name);
    std::string text;
    if (!ReadWholeFile(file, &text)) return;
    int number = 0;
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      ++number;
      const absl::string_view stripped = absl::StripTrailingAsciiWhitespace(line);
      if (absl::StartsWith(line, "#") || stripped.empty()) continue;
      if (absl::StartsWith(line, "import ") || absl::StartsWith(line, "import\t")) {
        code_.lines.push_back({folder, file, number, std::string(stripped)});
        continue;
      }
      const bool absolute = absl::StartsWith(stripped, "/");
      const std::string entry =
          Normal(absolute ? std::string(stripped) : absl::StrCat(folder, "/", stripped));
      if (access(entry.c_str(), F_OK) == 0) Add(entry);
    }
  }

  std::vector<std::string>& path_;
  SiteCode& code_;
};

/// Debian's Python keeps packages elsewhere than others do, to leave "site-packages" to what is
/// installed by hand.
void AddPackagesBelow(const std::string& prefix, const Config& config, PathBuilder& path) {
  constexpr const char* kDebian[] = {"/local/lib/python3.11/dist-packages",
                                     "/lib/python3/dist-packages", "/lib/python3.11/dist-packages"};
  const bool debian = config.base_prefix == "/usr";
  if (!debian || config.prefix != config.base_prefix) {
    path.AddPackages(absl::StrCat(prefix, "/lib/python3.11/site-packages"));
  }
  if (!debian) return;
  for (const char* folder : kDebian) path.AddPackages(absl::StrCat(prefix, folder));
}

/// Programs that run with other rights than their user's do not look into the user's folders.
bool MayUseUsersPackages(const Config& config) {
  return !config.no_user_site && getauxval(AT_UID) == getauxval(AT_EUID) &&
         getauxval(AT_GID) == getauxval(AT_EGID);
}

std::string UsersPackages() {
  const char* base = std::getenv("PYTHONUSERBASE");
  if (base != nullptr && *base != '\0') {
    return absl::StrCat(Absolute(base), "/lib/python3.11/site-packages");
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr) {
    const passwd* user = getpwuid(getuid());
    home = user == nullptr ? "" : user->pw_dir;
  }
  return absl::StrCat(home, "/.local/lib/python3.11/site-packages");
}

}  // namespace

SiteCode AddSitePackages(Options& options) {
  const Config& config = options.config;
  SiteCode code;
  if (config.no_site || config.prefix.empty()) return code;
  code.wanted = true;
  PathBuilder path(options.config.path, code);
  const bool environment = config.prefix != config.base_prefix;
  if (environment) AddPackagesBelow(config.prefix, config, path);
  code.user = MayUseUsersPackages(config) && (!environment || options.system_packages);
  if (code.user) path.AddPackages(UsersPackages());
  if (!environment || options.system_packages) {
    AddPackagesBelow(config.base_prefix, config, path);
  }
  return code;
}

}  // namespace krait::cli
