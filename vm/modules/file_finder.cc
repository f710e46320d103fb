#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/modules/file_loader.h"
#include "vm/modules/finders.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The modules in one folder.
namespace krait {
namespace {

/// In the order in which they win. Extension modules of CPython are not for Krait.
struct Suffix {
  const char* text;
  Type* ImportPart::* loader;
};
constexpr Suffix kSuffixes[] = {{".py", &ImportPart::source_loader},
                                {".pyc", &ImportPart::bytecode_loader}};

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.empty() ? "." : path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool IsFile(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

/// The folder stays what it is when the process goes to another one.
std::string AbsolutePath(const std::string& folder) {
  if (folder.starts_with("/")) return folder;
  char* current = getcwd(nullptr, 0);
  if (current == nullptr) return folder.empty() ? "." : folder;
  std::string path = current;
  std::free(current);
  if (folder.empty() || folder == ".") return path;
  if (path != "/") path += '/';
  return path + folder;
}

}  // namespace

const NativeClass FileFinder::kClass = {
    "FileFinder",
    [](Object* object, Marker& marker) { marker.Visit(static_cast<FileFinder*>(object)->path_); },
    [](Object* object) { delete static_cast<FileFinder*>(object)->folder_; }};

Result<Value> FileFinder::New(Thread& t, Type* type, Value path) {
  if (!Is<Str>(path)) {
    return RaiseTypeError(t, absl::StrCat("path must be a str, not ", TypeName(t, path)));
  }
  TRY(Require(t, Capability::kFiles));
  const std::string folder = TRY(ToSystemText(t, Cast<Str>(path)));
  if (!IsFolder(folder)) {
    return RaiseImportError(t, types(t).ImportError, "only directories are supported",
                            Value::Unbound(), path);
  }
  FileFinder* finder = TRY(NewNative<FileFinder>(t, type));
  finder->folder_ = new Folder{AbsolutePath(folder), -1, {}};
  finder->path_.Store(finder, path);
  return finder;
}

const absl::flat_hash_set<std::string>& FileFinder::Names() {
  struct stat info;
  if (stat(folder_->path.c_str(), &info) != 0) {
    folder_->names.clear();
    folder_->mtime = -1;
    return folder_->names;
  }
  const int64_t mtime = info.st_mtim.tv_sec * int64_t{1'000'000'000} + info.st_mtim.tv_nsec;
  if (mtime == folder_->mtime) return folder_->names;
  folder_->names.clear();
  if (DIR* folder = opendir(folder_->path.c_str())) {
    while (const dirent* entry = readdir(folder)) folder_->names.insert(entry->d_name);
    closedir(folder);
  }
  folder_->mtime = mtime;
  return folder_->names;
}

/// `package` is the folder of a package, or empty.
Result<Value> FileFinder::MakeSpec(Thread& t, Str* name, const std::string& file,
                                   const std::string& package) {
  const auto& part = t.vm().part<ImportPart>();
  Type* type = part.source_loader;
  for (const Suffix& suffix : kSuffixes) {
    if (file.ends_with(suffix.text)) type = part.*suffix.loader;
  }
  SpecFields fields{name};
  fields.origin = Value::FromObject(TRY(FromSystemText(t, file)));
  fields.has_location = true;
  fields.loader =
      Value::FromObject(TRY(FileLoader::New(t, type, Value::FromObject(name), fields.origin)));
  if (!package.empty()) {
    List* locations = TRY(List::New(t, 1));
    TRY(locations->Append(t, Value::FromObject(TRY(FromSystemText(t, package)))));
    fields.locations = Value::FromObject(locations);
  }
  return NewSpec(t, fields);
}

Result<Value> FileFinder::FindSpec(Thread& t, Str* name) {
  TRY(Require(t, Capability::kFiles));
  const Result<std::string> text = ToSystemText(t, name);
  if (!text.ok()) {
    // No file can have such a name.
    if (ClearPendingIf(t, &BuiltinTypes::UnicodeEncodeError)) return Value::None();
    return Raised{};
  }
  const std::string full = *text;
  const std::string tail = full.substr(full.rfind('.') + 1);
  const absl::flat_hash_set<std::string>& present = Names();
  const std::string root = folder_->path == "/" ? "" : folder_->path;
  const std::string base = absl::StrCat(root, "/", tail);
  const bool has_folder = present.contains(tail);
  if (has_folder) {
    for (const Suffix& suffix : kSuffixes) {
      const std::string init = absl::StrCat(base, "/__init__", suffix.text);
      if (IsFile(init)) return MakeSpec(t, name, init, base);
    }
  }
  for (const Suffix& suffix : kSuffixes) {
    const std::string file = absl::StrCat(base, suffix.text);
    if (present.contains(absl::StrCat(tail, suffix.text)) && IsFile(file)) {
      return MakeSpec(t, name, file, "");
    }
  }
  if (!has_folder || !IsFolder(base)) return Value::None();
  // Maybe a portion of a namespace package.
  List* locations = TRY(List::New(t, 1));
  TRY(locations->Append(t, Value::FromObject(TRY(FromSystemText(t, base)))));
  SpecFields fields{name};
  fields.locations = Value::FromObject(locations);
  return NewSpec(t, fields);
}

// --- What Python sees -------------------------------------------------------------------------

namespace {

FileFinder* AsFinder(Value self) { return static_cast<FileFinder*>(self.AsObject()); }

Result<Value> FinderNew(Thread& t, Type* cls, Args args) {
  if (args.count < 1) {
    return RaiseTypeError(t, "FileFinder() missing required argument 'path' (pos 1)");
  }
  return FileFinder::New(t, cls, args[0]);  // loaders are always the native ones
}

Result<Value> FindSpecMethod(Thread& t, FileFinder* self, Str* fullname, Value) {
  return self->FindSpec(t, fullname);
}

Result<None> InvalidateCaches(Thread&, FileFinder* self) {
  self->Forget();
  return None{};
}

/// For pkgutil: (name, is a package) of each module here.
Result<Value> IterModules(Thread& t, FileFinder* self, Opt<Str*> prefix) {
  TRY(Require(t, Capability::kFiles));
  const std::string before = prefix ? (*prefix)->ToUtf8() : "";
  const absl::flat_hash_set<std::string>& present = self->Names();
  std::vector<std::string> entries(present.begin(), present.end());
  std::sort(entries.begin(), entries.end());
  List* found = TRY(List::New(t));
  absl::flat_hash_set<std::string> seen;
  for (const std::string& entry : entries) {
    std::string module;
    bool package = false;
    for (const Suffix& suffix : kSuffixes) {
      if (entry.ends_with(suffix.text)) module = entry.substr(0, entry.rfind('.'));
      package =
          package || IsFile(absl::StrCat(self->folder(), "/", entry, "/__init__", suffix.text));
    }
    if (package) module = entry;
    if (module.empty() || module == "__init__" || module.find('.') != std::string::npos) continue;
    if (!seen.insert(module).second) continue;
    Str* name = TRY(FromSystemText(t, before + module));
    Tuple* item = TRY(Tuple::Of(t, Value::FromObject(name), Value::FromBool(package)));
    TRY(found->Append(t, Value::FromObject(item)));
  }
  return found;
}

Result<Value> FinderRepr(Thread& t, Value self) {
  return Str::FromUtf8(
      t, absl::StrCat("FileFinder(", TRY(Repr(t, AsFinder(self)->path()))->ToUtf8(), ")"));
}

constexpr GetSet kMembers[] = {
    {"path", [](Thread&, Value self) -> Result<Value> { return AsFinder(self)->path(); }, nullptr,
     true}};

constexpr Method kMethods[] = {
    Bind<FindSpecMethod>("find_spec", "($self, fullname, target=None)"),
    Bind<InvalidateCaches>("invalidate_caches", "($self)"),
    Bind<IterModules>("iter_modules", "($self, prefix='')"),
};

}  // namespace

Result<Type*> MakeFileFinderType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_frozen_importlib_external.FileFinder";
  spec.instance_size = sizeof(FileFinder);
  spec.spec.slots.new_ = &FinderNew;
  spec.spec.slots.init = [](Thread&, Value, Args) -> Result<None> { return None{}; };
  spec.spec.slots.repr = &FinderRepr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  return TypeBuilder::NewNativeType(t, spec);
}

}  // namespace krait
