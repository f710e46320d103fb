#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/generic_alias.h"
#include "vm/modules/system/posix/path.h"
#include "vm/modules/system/posix/stat_result.h"
#include "vm/modules/system/posix/tables.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/type_builder.h"

/// posix.scandir and its DirEntry.
namespace krait {
namespace {

// --- DirEntry
// --------------------------------------------------------------------------------------

class DirEntry : public NativeObject {
 public:
  static const NativeClass kClass;

  void Initialize(Value name, Value path, uint64_t inode, unsigned char type, int directory) {
    name_.Store(this, name);
    path_.Store(this, path);
    stat_.Store(this, Value::Unbound());
    lstat_.Store(this, Value::Unbound());
    inode_ = inode;
    type_ = type;
    directory_ = directory;
  }
  Value name() const { return name_.Load(); }
  Value path() const { return path_.Load(); }
  uint64_t inode() const { return inode_; }
  unsigned char type() const { return type_; }
  int directory() const { return directory_; }
  Field<Value>& cached(bool follow) { return follow ? stat_ : lstat_; }

 private:
  static void Trace(Object* object, Marker& marker) {
    auto* entry = static_cast<DirEntry*>(object);
    marker.Visit(entry->name_);
    marker.Visit(entry->path_);
    marker.Visit(entry->stat_);
    marker.Visit(entry->lstat_);
  }

  Field<Value> name_;
  Field<Value> path_;
  Field<Value> stat_;  // Unbound until asked for
  Field<Value> lstat_;
  uint64_t inode_;
  unsigned char type_;  // DT_...
  int directory_;       // the descriptor that scandir was given, or AT_FDCWD
};
const NativeClass DirEntry::kClass = {"posix.DirEntry", &DirEntry::Trace, nullptr};

/// Asks the system; -1 with `error` set.
Result<int> QueryStat(Thread& t, DirEntry* self, bool follow, struct stat* out, int* error) {
  const Value place = self->directory() == AT_FDCWD ? self->path() : self->name();
  const std::string path = TRY(EncodeSystem(t, place, ""));
  const int flags = follow ? 0 : AT_SYMLINK_NOFOLLOW;
  const SystemResult result =
      TRY(FileCall(t, [&] { return fstatat(self->directory(), path.c_str(), out, flags); }));
  *error = result.error;
  return static_cast<int>(result.value);
}

Result<Value> EntryStat(Thread& t, DirEntry* self, bool follow_symlinks) {
  const bool is_link = self->type() == DT_LNK || self->type() == DT_UNKNOWN;
  const bool follow = follow_symlinks && is_link;
  const Value present = self->cached(follow).Load();
  if (!present.IsUnbound()) return present;
  struct stat status{};
  int error = 0;
  if (TRY(QueryStat(t, self, follow, &status, &error)) != 0) {
    return RaiseOSError(t, error, self->path());
  }
  const Value result = TRY(MakeStatResult(t, status));
  self->cached(follow).Store(self, result);
  return result;
}

Result<bool> IsKind(Thread& t, DirEntry* self, bool follow, unsigned char type, mode_t mode) {
  const unsigned char known = self->type();
  if (known != DT_UNKNOWN && !(follow && known == DT_LNK)) return known == type;
  struct stat status{};
  int error = 0;
  if (TRY(QueryStat(t, self, follow, &status, &error)) != 0) {
    if (error == ENOENT) return false;
    return RaiseOSError(t, error, self->path());
  }
  return (status.st_mode & S_IFMT) == mode;
}

Result<bool> EntryIsDir(Thread& t, DirEntry* self, bool follow_symlinks) {
  return IsKind(t, self, follow_symlinks, DT_DIR, S_IFDIR);
}
Result<bool> EntryIsFile(Thread& t, DirEntry* self, bool follow_symlinks) {
  return IsKind(t, self, follow_symlinks, DT_REG, S_IFREG);
}
Result<bool> EntryIsSymlink(Thread& t, DirEntry* self) {
  return IsKind(t, self, false, DT_LNK, S_IFLNK);
}
Result<Value> EntryInode(Thread& t, DirEntry* self) { return Int::FromUnsigned(t, self->inode()); }
Result<Value> EntryFsPath(Thread&, DirEntry* self) { return self->path(); }

DirEntry* Entry(Value self) { return static_cast<DirEntry*>(self.AsObject()); }
Result<Value> GetName(Thread&, Value self) { return Entry(self)->name(); }
Result<Value> GetPath(Thread&, Value self) { return Entry(self)->path(); }

Result<Value> EntryRepr(Thread& t, Value self) {
  Str* name = TRY(Repr(t, Entry(self)->name()));
  return Str::FromUtf8(t, absl::StrCat("<DirEntry ", name->ToUtf8(), ">"));
}

constexpr Method kEntryMethods[] = {
    Bind<EntryIsDir>("is_dir", "($self, /, *, follow_symlinks=True)"),
    Bind<EntryIsFile>("is_file", "($self, /, *, follow_symlinks=True)"),
    Bind<EntryIsSymlink>("is_symlink", "($self, /)"),
    Bind<EntryStat>("stat", "($self, /, *, follow_symlinks=True)"),
    Bind<EntryInode>("inode", "($self, /)"),
    Bind<EntryFsPath>("__fspath__", "($self, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($type, item, /)").AsClassMethod(),
};
constexpr GetSet kEntryGetSets[] = {{"name", &GetName, nullptr, true},
                                    {"path", &GetPath, nullptr, true}};

// --- The iterator
// ------------------------------------------------------------------------------------

class ScandirIterator : public NativeObject {
 public:
  static const NativeClass kClass;

  void Initialize(DIR* directory, Value prefix, bool is_bytes, int descriptor) {
    directory_ = directory;
    prefix_.Store(this, prefix);
    is_bytes_ = is_bytes;
    descriptor_ = descriptor;
  }
  /// Null once closed.
  DIR* directory() const { return directory_; }
  Value prefix() const { return prefix_.Load(); }
  bool is_bytes() const { return is_bytes_; }
  int descriptor() const { return descriptor_; }

  void Close() {
    if (directory_ == nullptr) return;
    if (descriptor_ != AT_FDCWD) rewinddir(directory_);
    closedir(directory_);
    directory_ = nullptr;
  }

 private:
  static void Trace(Object* object, Marker& marker) {
    marker.Visit(static_cast<ScandirIterator*>(object)->prefix_);
  }
  static void Release(Object* object) { static_cast<ScandirIterator*>(object)->Close(); }

  DIR* directory_;
  Field<Value> prefix_;  // the path with a slash behind it, as bytes; None for a descriptor
  bool is_bytes_;
  int descriptor_;
};
const NativeClass ScandirIterator::kClass = {"posix.ScandirIterator", &ScandirIterator::Trace,
                                             &ScandirIterator::Release};

/// One name of an open directory.
struct FoundName {
  std::string name;  // empty at the end
  uint64_t inode = 0;
  unsigned char type = DT_UNKNOWN;
  int error = 0;
};

FoundName ReadName(Thread& t, ScandirIterator* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  while (self->directory() != nullptr) {
    errno = 0;
    const dirent* entry = readdir(self->directory());
    if (entry == nullptr) {
      const int error = errno;
      self->Close();
      return {"", 0, DT_UNKNOWN, error};
    }
    const std::string_view name(entry->d_name);
    if (name == "." || name == "..") continue;
    return {std::string(name), entry->d_ino, entry->d_type, 0};
  }
  return {};
}

Result<Value> ScandirNext(Thread& t, Value value) {
  auto* self = static_cast<ScandirIterator*>(value.AsObject());
  const FoundName found = ReadName(t, self);
  if (found.error != 0) return RaiseOSError(t, found.error);
  if (found.name.empty()) return Value::Unbound();
  const Value name = TRY(FromSystem(t, found.name, self->is_bytes()));
  Value path = name;
  if (Is<Bytes>(self->prefix())) {
    const std::string joined =
        absl::StrCat(std::string(Cast<Bytes>(self->prefix())->view()), found.name);
    path = TRY(FromSystem(t, joined, self->is_bytes()));
  }
  auto* entry = TRY(NewNative<DirEntry>(t, Posix(t).dir_entry));
  entry->Initialize(name, path, found.inode, found.type, self->descriptor());
  return entry;
}

Result<None> ScandirClose(Thread& t, ScandirIterator* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  self->Close();
  return None{};
}
Result<Value> ScandirEnter(Thread&, Value self) { return self; }
Result<None> ScandirExit(Thread& t, ScandirIterator* self, Args) { return ScandirClose(t, self); }

constexpr Method kScandirMethods[] = {
    Bind<ScandirEnter>("__enter__", "($self, /)"),
    Bind<ScandirExit>("__exit__", "($self, /, *args)"),
    Bind<ScandirClose>("close", "($self, /)"),
};

Result<Value> Scandir(Thread& t, const PathArgument<kPathDescriptorOrNone>& argument) {
  const Path& path = argument.path;
  DIR* directory = nullptr;
  const SystemResult result = TRY(FileCall(t, [&]() -> int64_t {
    if (path.is_descriptor()) {
      const int copy = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
      directory = copy < 0 ? nullptr : fdopendir(copy);
      if (directory == nullptr && copy >= 0) {
        const int error = errno;
        close(copy);
        errno = error;
      }
    } else {
      directory = opendir(path.c_str());
    }
    return directory == nullptr ? -1 : 0;
  }));
  if (result.value != 0) return RaiseForPath(t, result.error, path);
  const Result<ScandirIterator*> iterator = NewNative<ScandirIterator>(t, Posix(t).scandir);
  if (!iterator.ok()) {
    closedir(directory);
    return Raised{};
  }
  const int descriptor = path.is_descriptor() ? path.descriptor : AT_FDCWD;
  (*iterator)->Initialize(directory, Value::None(), path.is_bytes, descriptor);
  if (!path.is_descriptor()) {
    const std::string prefix = path.bytes.ends_with('/') ? path.bytes : path.bytes + "/";
    const Value text = Value::FromObject(TRY(Bytes::From(t, std::string_view(prefix))));
    (*iterator)->Initialize(directory, text, path.is_bytes, descriptor);
  }
  return *iterator;
}

constexpr Method kFunctions[] = {Bind<Scandir>("scandir", "($module, /, path=None)")};

}  // namespace

Result<None> AddPosixScandir(Thread& t, Module* module) {
  PosixPart& part = Posix(t);
  NativeTypeSpec entry;
  entry.name = "posix.DirEntry";
  entry.instance_size = sizeof(DirEntry);
  entry.flags = Type::kDisallowNew;
  entry.spec.slots.repr = &EntryRepr;
  entry.spec.methods = kEntryMethods;
  entry.spec.getset = kEntryGetSets;
  part.dir_entry = TRY(TypeBuilder::NewNativeType(t, entry));
  NativeTypeSpec iterator;
  iterator.name = "posix.ScandirIterator";
  iterator.instance_size = sizeof(ScandirIterator);
  iterator.flags = Type::kDisallowNew;
  iterator.spec.slots.iter = &IterSelf;
  iterator.spec.slots.next = &ScandirNext;
  iterator.spec.methods = kScandirMethods;
  part.scandir = TRY(TypeBuilder::NewNativeType(t, iterator));
  TRY(module->Add(t, "DirEntry", Value::FromObject(part.dir_entry)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait
