#include "vm/modules/file_loader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/interp/interpreter.h"
#include "vm/modules/import.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"
#include "vm/pyc/pyc_file.h"

namespace krait {

const NativeClass FileLoader::kClass = {"FileLoader",
                                        [](Object* object, Marker& marker) {
                                          auto* loader = static_cast<FileLoader*>(object);
                                          marker.Visit(loader->name_);
                                          marker.Visit(loader->path_);
                                        },
                                        nullptr};

Result<bool> ReadWholeFile(Thread& t, const std::string& path, std::string* content, int* error) {
  TRY(Require(t, Capability::kFiles));
  const gil::DetachScope detached(t);
  content->clear();
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    *error = errno;
    return false;
  }
  struct stat info;
  if (fstat(fd, &info) == 0 && info.st_size > 0)
    content->reserve(static_cast<size_t>(info.st_size));
  char buffer[1 << 16];
  ssize_t count;
  while ((count = read(fd, buffer, sizeof(buffer))) > 0 || (count < 0 && errno == EINTR)) {
    if (count > 0) content->append(buffer, static_cast<size_t>(count));
  }
  *error = count < 0 ? errno : 0;
  close(fd);
  return count == 0;
}

void SetFilenames(Code* code, Str* filename) {
  Str* old = code->filename();
  if (old->Equals(filename)) return;
  code->set_filename(filename);
  for (Value constant : code->consts()->values()) {
    if (Is<Code>(constant) && Cast<Code>(constant)->filename()->Equals(old)) {
      SetFilenames(Cast<Code>(constant), filename);
    }
  }
}

Result<None> RunModuleCode(Thread& t, Code* code, Dict* globals) {
  if (globals->GetStr(t, names(t).__builtins__).IsUnbound()) {
    const Value builtins = Value::FromObject(t.vm().builtins());
    TRY(globals->SetStr(t, names(t).__builtins__, builtins));
  }
  TRY(RunCode(t, code, globals, Value::FromObject(globals)));
  return None{};
}

Result<FileLoader*> FileLoader::New(Thread& t, Type* type, Value name, Value path) {
  FileLoader* loader = TRY(NewNative<FileLoader>(t, type));
  loader->name_.Store(loader, name);
  loader->path_.Store(loader, path);
  return loader;
}

bool FileLoader::IsBytecode(Thread& t) const {
  return TypeOf(t, Value::FromObject(this))->IsSubtypeOf(t.vm().part<ImportPart>().bytecode_loader);
}

namespace {

absl::Span<const uint8_t> BytesOf(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// Whether the bytecode in `file` is that of the source at `source`.
Result<bool> IsFresh(Thread& t, const std::string& file, const std::string& cache,
                     const std::string& source, const struct stat& source_info) {
  const Result<PycHeader> read = ReadPycHeader(t, BytesOf(file), cache);
  if (!read.ok()) {
    t.pending = Value::Unbound();
    return false;
  }
  const PycHeader header = *read;
  if (header.kind == PycHeader::Kind::kTimestamp) {
    return header.source_mtime == static_cast<uint32_t>(source_info.st_mtime) &&
           header.source_size == static_cast<uint32_t>(source_info.st_size);
  }
  const std::string& checking = t.vm().part<SysPart>().config.check_hash_based_pycs;
  const bool check = checking == "always" ||
                     (checking == "default" && header.kind == PycHeader::Kind::kCheckedHash);
  if (!check) return true;
  std::string text;
  int error = 0;
  if (!TRY(ReadWholeFile(t, source, &text, &error))) return false;
  return SourceHash(kPycMagicWord, text) == header.source_hash;
}

/// sys.dont_write_bytecode as it is now: programs set it.
Result<bool> MayWriteBytecode(Thread& t) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (sys.IsUnbound()) return false;
  const Value flag = TRY(GetAttrOrUnbound(t, sys, TRY(Str::InternUtf8(t, "dont_write_bytecode"))));
  return !flag.IsUnbound() && !TRY(IsTrue(t, flag));
}

/// As importlib does: under another name first, so that nobody reads half a file. It does not
/// matter if it cannot be done.
void WriteFile(const std::string& path, const std::string& content, mode_t mode) {
  std::error_code error;
  std::filesystem::create_directories(path.substr(0, path.rfind('/')), error);
  if (error) return;
  const std::string temporary = absl::StrCat(path, ".", getpid(), ".", gettid());
  const int fd = open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (fd < 0) return;
  const ssize_t written = write(fd, content.data(), content.size());
  const bool whole = close(fd) == 0 && written == static_cast<ssize_t>(content.size());
  if (!whole || rename(temporary.c_str(), path.c_str()) != 0) unlink(temporary.c_str());
}

Result<None> WriteCache(Thread& t, const Code* code, const std::string& cache,
                        const struct stat& source_info) {
  if (!TRY(MayWriteBytecode(t))) return None{};
  const std::string file = TRY(WritePyc(t, code, static_cast<uint32_t>(source_info.st_mtime),
                                        static_cast<uint32_t>(source_info.st_size)));
  const gil::DetachScope detached(t);
  WriteFile(cache, file, (source_info.st_mode | S_IWUSR) & 0666);
  return None{};
}

}  // namespace

Result<Code*> FileLoader::Compile(Thread& t, const std::string& path) {
  std::string content;
  int error = 0;
  if (!TRY(ReadWholeFile(t, path, &content, &error))) return RaiseOSError(t, error, path_.Load());
  Bytes* source = TRY(Bytes::From(t, std::string_view(content)));
  return CompileModule(t, Value::FromObject(source), Cast<Str>(path_.Load()));
}

Result<Code*> FileLoader::GetCodeOfSource(Thread& t, const std::string& path) {
  TRY(Require(t, Capability::kFiles));
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return RaiseOSError(t, errno, path_.Load());
  const std::string cache = TRY(CachePathOf(t, path));
  std::string content;
  int error = 0;
  if (TRY(ReadWholeFile(t, cache, &content, &error)) &&
      TRY(IsFresh(t, content, cache, path, info))) {
    Code* code = TRY(LoadPyc(t, BytesOf(content), cache, CodeCheck::kWhenRun));
    SetFilenames(code, Cast<Str>(path_.Load()));
    return code;
  }
  Code* code = TRY(Compile(t, path));
  TRY(WriteCache(t, code, cache, info));
  return code;
}

Result<Code*> FileLoader::GetCode(Thread& t) {
  if (!Is<Str>(path_.Load())) return RaiseTypeError(t, "the loader's path must be a str");
  const std::string path = TRY(ToSystemText(t, Cast<Str>(path_.Load())));
  if (!IsBytecode(t)) return GetCodeOfSource(t, path);
  std::string content;
  int error = 0;
  if (!TRY(ReadWholeFile(t, path, &content, &error))) return RaiseOSError(t, error, path_.Load());
  return LoadPyc(t, BytesOf(content), path, CodeCheck::kWhenRun);
}

// --- What Python sees -------------------------------------------------------------------------

namespace {

template <bool kBytecode>
Result<Value> LoaderNew(Thread& t, Type* cls, Args args) {
  static constexpr Method kNew{kBytecode ? "SourcelessFileLoader" : "SourceFileLoader",
                               "(fullname, path)", nullptr, Signature::Parse("(fullname, path)"),
                               Method::Kind::kInstance};
  Value bound[2];
  TRY(BindArguments(t, kNew, args, bound));
  return FileLoader::New(t, cls, bound[0], bound[1]);
}

FileLoader* AsLoader(Value self) { return static_cast<FileLoader*>(self.AsObject()); }

/// None stands for the module the loader was made for; another name is refused.
Result<Str*> CheckedName(Thread& t, FileLoader* self, Value fullname) {
  if (fullname.IsNone()) fullname = self->name();
  if (!TRY(Equals(t, fullname, self->name()))) {
    return RaiseImportError(t, types(t).ImportError,
                            absl::StrCat("loader for ", TRY(ToStr(t, self->name()))->ToUtf8(),
                                         " cannot handle ", TRY(ToStr(t, fullname))->ToUtf8()),
                            fullname);
  }
  if (!Is<Str>(fullname)) return RaiseTypeError(t, "module name must be a string");
  return Cast<Str>(fullname);
}

Result<Value> CreateModule(Thread&, FileLoader*, Value) { return Value::None(); }

Result<None> ExecModule(Thread& t, Value self, Value module) {
  const Value name = TRY(GetAttr(t, module, names(t).__name__));
  Str* get_code = TRY(Str::InternUtf8(t, "get_code"));
  const Value code = TRY(CallMethodWith(t, self, get_code, name));
  if (!Is<Code>(code)) {
    return RaiseImportError(t, types(t).ImportError,
                            absl::StrCat("cannot load module ", TRY(Repr(t, name))->ToUtf8(),
                                         " when get_code() returns None"),
                            name);
  }
  const Value globals = TRY(GetAttr(t, module, names(t).__dict__));
  if (!Is<Dict>(globals)) return RaiseTypeError(t, "the module's __dict__ must be a dict");
  return RunModuleCode(t, Cast<Code>(code), Cast<Dict>(globals));
}

Result<Value> GetCodeMethod(Thread& t, FileLoader* self, Value fullname) {
  TRY(CheckedName(t, self, fullname));
  return self->GetCode(t);
}

Result<Value> GetFilename(Thread& t, FileLoader* self, Value fullname) {
  TRY(CheckedName(t, self, fullname));
  return self->path();
}

/// A path, str or bytes, as the system takes it.
Result<std::string> SystemPath(Thread& t, Value path) {
  if (Is<Str>(path)) return ToSystemText(t, Cast<Str>(path));
  if (Is<Bytes>(path)) return std::string(Cast<Bytes>(path)->view());
  const Value method = TRY(LookupSpecial(t, path, names(t).__fspath__));
  if (!method.IsUnbound()) return SystemPath(t, TRY(CallWith(t, method)));
  return RaiseTypeError(
      t, absl::StrCat("expected str, bytes or os.PathLike object, not ", TypeName(t, path)));
}

Result<Value> GetData(Thread& t, Value, Value path) {
  std::string content;
  int error = 0;
  const std::string name = TRY(SystemPath(t, path));
  if (!TRY(ReadWholeFile(t, name, &content, &error))) return RaiseOSError(t, error, path);
  return Bytes::From(t, std::string_view(content));
}

/// Source as text: UTF-8 with or without a mark, any kind of line ends.
Result<Value> GetSource(Thread& t, FileLoader* self, Value fullname) {
  TRY(CheckedName(t, self, fullname));
  if (self->path().IsNone()) return Value::None();
  const Value data = TRY(GetData(t, Value::None(), self->path()));
  std::string_view text = Cast<Bytes>(data)->view();
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::string lines;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!pair) lines.push_back(text[i] == '\r' ? '\n' : text[i]);
  }
  Bytes* bytes = TRY(Bytes::From(t, std::string_view(lines)));
  return DecodeWith(t, Codec::kUtf8, bytes, nullptr);
}

Result<Value> GetNoSource(Thread&, FileLoader*, Value) { return Value::None(); }

Result<bool> IsPackage(Thread& t, FileLoader* self, Value fullname) {
  const std::string module = TRY(CheckedName(t, self, fullname))->ToUtf8();
  const std::string path = TRY(SystemPath(t, self->path()));
  std::string file = path.substr(path.rfind('/') + 1);
  file = file.substr(0, file.rfind('.'));
  return file == "__init__" && module.substr(module.rfind('.') + 1) != "__init__";
}

Result<Value> PathStats(Thread& t, Value, Value path) {
  TRY(Require(t, Capability::kFiles));
  struct stat info;
  if (stat(TRY(SystemPath(t, path)).c_str(), &info) != 0) return RaiseOSError(t, errno, path);
  Dict* result = TRY(Dict::New(t));
  const double mtime =
      static_cast<double>(info.st_mtim.tv_sec) + 1e-9 * static_cast<double>(info.st_mtim.tv_nsec);
  TRY(result->SetStr(t, TRY(Str::InternUtf8(t, "mtime")), TRY(Float::From(t, mtime))));
  TRY(result->SetStr(t, TRY(Str::InternUtf8(t, "size")), TRY(Int::From(t, info.st_size))));
  return result;
}

Result<Value> LoadModule(Thread& t, FileLoader* self, Value fullname) {
  Str* name = TRY(CheckedName(t, self, fullname));
  SpecFields fields{name};
  fields.loader = Value::FromObject(self);
  fields.origin = self->path();
  fields.has_location = true;
  if (TRY(IsPackage(t, self, fullname)) && Is<Str>(self->path())) {
    const std::string path = TRY(SystemPath(t, self->path()));
    List* locations = TRY(List::New(t, 1));
    Str* folder = TRY(FromSystemText(t, path.substr(0, path.rfind('/'))));
    TRY(locations->Append(t, Value::FromObject(folder)));
    fields.locations = Value::FromObject(locations);
  }
  return LoadFromSpec(t, TRY(NewSpec(t, fields)));
}

/// importlib.readers.FileReader: the stdlib's.
Result<Value> GetResourceReader(Thread& t, Value self, Value) {
  const Value module = TRY(ImportModule(t, TRY(Str::InternUtf8(t, "importlib.readers"))));
  const Value reader = TRY(GetAttr(t, module, TRY(Str::InternUtf8(t, "FileReader"))));
  return CallWith(t, reader, self);
}

Result<Value> LoaderCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
  const FileLoader* its = TryCastNative<FileLoader>(other);
  bool same = its != nullptr && TypeOf(t, self) == TypeOf(t, other);
  same = same && TRY(Equals(t, AsLoader(self)->name(), its->name())) &&
         TRY(Equals(t, AsLoader(self)->path(), its->path()));
  return Value::FromBool(same == (op == CompareOp::kEq));
}

Result<int64_t> LoaderHash(Thread& t, Value self) {
  return TRY(Hash(t, AsLoader(self)->name())) ^ TRY(Hash(t, AsLoader(self)->path()));
}

constexpr GetSet kLoaderMembers[] = {
    {"name", [](Thread&, Value self) -> Result<Value> { return AsLoader(self)->name(); }, nullptr,
     true},
    {"path", [](Thread&, Value self) -> Result<Value> { return AsLoader(self)->path(); }, nullptr,
     true},
};

constexpr Method kSourceMethods[] = {
    Bind<CreateModule>("create_module", "($self, spec)"),
    Bind<ExecModule>("exec_module", "($self, module)"),
    Bind<GetCodeMethod>("get_code", "($self, fullname=None)"),
    Bind<GetData>("get_data", "($self, path)"),
    Bind<GetFilename>("get_filename", "($self, name=None)"),
    Bind<GetResourceReader>("get_resource_reader", "($self, module)"),
    Bind<GetSource>("get_source", "($self, fullname=None)"),
    Bind<IsPackage>("is_package", "($self, fullname=None)"),
    Bind<LoadModule>("load_module", "($self, name=None)"),
    Bind<PathStats>("path_stats", "($self, path)"),
};

constexpr Method kBytecodeMethods[] = {
    Bind<CreateModule>("create_module", "($self, spec)"),
    Bind<ExecModule>("exec_module", "($self, module)"),
    Bind<GetCodeMethod>("get_code", "($self, fullname=None)"),
    Bind<GetData>("get_data", "($self, path)"),
    Bind<GetFilename>("get_filename", "($self, name=None)"),
    Bind<GetResourceReader>("get_resource_reader", "($self, module)"),
    Bind<GetNoSource>("get_source", "($self, fullname=None)"),
    Bind<IsPackage>("is_package", "($self, fullname=None)"),
    Bind<LoadModule>("load_module", "($self, name=None)"),
};

NativeTypeSpec LoaderType(const char* name, NewSlot make, absl::Span<const Method> methods) {
  NativeTypeSpec spec;
  spec.name = name;
  spec.instance_size = sizeof(FileLoader);
  spec.has_dict = true;
  spec.spec.slots.new_ = make;
  spec.spec.slots.init = [](Thread&, Value, Args) -> Result<None> { return None{}; };
  spec.spec.slots.compare = &LoaderCompare;
  spec.spec.slots.hash = &LoaderHash;
  spec.spec.methods = methods;
  spec.spec.getset = kLoaderMembers;
  return spec;
}

}  // namespace

Result<Type*> MakeSourceLoaderType(Thread& t) {
  return TypeBuilder::NewNativeType(t, LoaderType("_frozen_importlib_external.SourceFileLoader",
                                                  &LoaderNew<false>, kSourceMethods));
}

Result<Type*> MakeBytecodeLoaderType(Thread& t) {
  return TypeBuilder::NewNativeType(t, LoaderType("_frozen_importlib_external.SourcelessFileLoader",
                                                  &LoaderNew<true>, kBytecodeMethods));
}

}  // namespace krait
