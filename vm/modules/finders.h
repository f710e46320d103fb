#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/object/native_object.h"

namespace krait {

class Str;

/// Puts the native finders into sys.meta_path and sys.path_hooks, and makes
/// sys.path_importer_cache.
Result<None> InstallFinders(Thread& t);

/// What `finder` would say, if it is one of Krait's own; Unbound if it is not.
Result<Value> FindSpecNatively(Thread& t, Value finder, Str* name, Value path);

/// importlib.machinery.PathFinder: looks along `path`, or along sys.path when it is None.
Result<Value> FindAlongPath(Thread& t, Str* name, Value path);
/// The finder for one entry of a path, from sys.path_importer_cache or made by sys.path_hooks; None
/// when nobody deals with it.
Result<Value> FinderOf(Thread& t, Str* entry);

/// importlib.machinery.FileFinder: the modules in one folder. It remembers the folder's names for
/// as long as its time stands still.
class FileFinder : public NativeObject {
 public:
  static const NativeClass kClass;

  /// ImportError when `path` is no folder.
  static Result<Value> New(Thread& t, Type* type, Value path);

  Value path() const { return path_.Load(); }
  Result<Value> FindSpec(Thread& t, Str* name);
  void Forget() { folder_->mtime = -1; }
  /// The names in the folder, for pkgutil.iter_modules().
  const absl::flat_hash_set<std::string>& Names();
  const std::string& folder() const { return folder_->path; }

 private:
  struct Folder {
    std::string path;
    int64_t mtime = -1;  // nanoseconds; -1: not read yet
    absl::flat_hash_set<std::string> names;
  };

  Result<Value> MakeSpec(Thread& t, Str* name, const std::string& file, const std::string& package);

  Field<Value> path_;
  Folder* folder_;  // owned
};

Result<Type*> MakeFileFinderType(Thread& t);
Result<Type*> MakeBuiltinImporterType(Thread& t);
Result<Type*> MakePathFinderType(Thread& t);
Result<Type*> MakeZipImporterType(Thread& t);

}  // namespace krait
