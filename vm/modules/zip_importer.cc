#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/modules/file_loader.h"
#include "vm/modules/finders.h"
#include "vm/modules/import.h"
#include "vm/modules/import_part.h"
#include "vm/modules/module_spec.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/modules/zip_archive.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/type_builder.h"
#include "vm/pyc/pyc_file.h"

/// zipimport.zipimporter: modules in a .zip file, or in a folder of one.
namespace krait {
namespace {

class ZipImporter : public NativeObject {
 public:
  static const NativeClass kClass;

  struct State {
    ZipArchive archive;
    std::string prefix;  // a folder in the archive with a slash behind it, or empty
  };
  State* state;  // owned
};
const NativeClass ZipImporter::kClass = {"zipimporter", nullptr, [](Object* object) {
                                           delete static_cast<ZipImporter*>(object)->state;
                                         }};

Raised RaiseZipError(Thread& t, const std::string& message, Value name = Value::Unbound()) {
  return RaiseImportError(t, types(t).ImportError, message, name);
}

/// Where a module is in the archive.
struct Place {
  std::string file;
  bool package = false;
  bool bytecode = false;
};

struct Candidate {
  const char* suffix;
  bool package;
  bool bytecode;
};
constexpr Candidate kCandidates[] = {{"/__init__.pyc", true, true},
                                     {"/__init__.py", true, false},
                                     {".pyc", false, true},
                                     {".py", false, false}};

std::string PathIn(const ZipImporter* self, Str* fullname) {
  const std::string name = fullname->ToUtf8();
  return self->state->prefix + name.substr(name.rfind('.') + 1);
}

bool FindPlace(const ZipImporter* self, Str* fullname, Place* place) {
  const std::string base = PathIn(self, fullname);
  for (const Candidate& candidate : kCandidates) {
    const std::string file = base + candidate.suffix;
    if (self->state->archive.Find(file) == nullptr) continue;
    *place = {file, candidate.package, candidate.bytecode};
    return true;
  }
  return false;
}

Result<Place> PlaceOf(Thread& t, const ZipImporter* self, Str* fullname) {
  Place place;
  if (FindPlace(self, fullname, &place)) return place;
  return RaiseZipError(t, absl::StrCat("can't find module '", fullname->ToUtf8(), "'"),
                       Value::FromObject(fullname));
}

std::string FullPath(const ZipImporter* self, const std::string& file) {
  return absl::StrCat(self->state->archive.path(), "/", file);
}

Result<Value> ZipNew(Thread& t, Type* cls, Args args) {
  if (args.count != 1 || args.has_keywords()) {
    return RaiseTypeError(t, "zipimporter() takes exactly one argument, a path");
  }
  TRY(Require(t, Capability::kFiles));
  if (!Is<Str>(args[0])) {
    return RaiseTypeError(t, absl::StrCat("expected str, not ", TypeName(t, args[0])));
  }
  std::string archive = TRY(ToSystemText(t, Cast<Str>(args[0])));
  const std::string shown = Cast<Str>(args[0])->ToUtf8();
  if (archive.empty()) return RaiseZipError(t, "archive path is empty");
  std::string prefix;
  struct stat info;
  while (stat(archive.c_str(), &info) != 0) {
    const size_t slash = archive.rfind('/');
    if (slash == std::string::npos || slash == 0) {
      return RaiseZipError(t, absl::StrCat("not a Zip file: '", shown, "'"));
    }
    prefix = absl::StrCat(archive.substr(slash + 1), "/", prefix);
    archive.resize(slash);
  }
  if (!S_ISREG(info.st_mode)) {
    return RaiseZipError(t, absl::StrCat("not a Zip file: '", shown, "'"));
  }
  ZipImporter* self = TRY(NewNative<ZipImporter>(t, cls));
  self->state = new ZipImporter::State;
  self->state->prefix = prefix;
  std::string error;
  if (!self->state->archive.Open(archive, &error)) {
    return RaiseZipError(t, absl::StrCat(error, ": '", shown, "'"));
  }
  return self;
}

// --- As a finder ------------------------------------------------------------------------------

Result<List*> OneLocation(Thread& t, const std::string& path) {
  List* locations = TRY(List::New(t, 1));
  TRY(locations->Append(t, Value::FromObject(TRY(FromSystemText(t, path)))));
  return locations;
}

Result<Value> SpecOf(Thread& t, ZipImporter* self, Str* fullname, const Place& place) {
  const std::string path = FullPath(self, place.file);
  SpecFields fields{fullname};
  fields.loader = Value::FromObject(self);
  fields.origin = Value::FromObject(TRY(FromSystemText(t, path)));
  fields.has_location = true;
  if (place.package) {
    fields.locations = Value::FromObject(TRY(OneLocation(t, path.substr(0, path.rfind('/')))));
  }
  return NewSpec(t, fields);
}

Result<Value> ZipFindSpec(Thread& t, ZipImporter* self, Str* fullname, Value) {
  Place place;
  if (FindPlace(self, fullname, &place)) return SpecOf(t, self, fullname, place);
  const std::string folder = PathIn(self, fullname);
  if (self->state->archive.Find(folder + "/") == nullptr) return Value::None();
  SpecFields fields{fullname};
  fields.locations = Value::FromObject(TRY(OneLocation(t, FullPath(self, folder))));
  return NewSpec(t, fields);
}

Result<None> ZipInvalidate(Thread& t, ZipImporter* self) {
  std::string error;
  const std::string path = self->state->archive.path();
  (void)t;
  self->state->archive.Open(path, &error);
  return None{};
}

// --- As a loader ------------------------------------------------------------------------------

Result<std::string> ReadFile(Thread& t, const ZipImporter* self, const std::string& file) {
  TRY(Require(t, Capability::kFiles));
  const ZipArchive::Entry* entry = self->state->archive.Find(file);
  std::string content;
  std::string error = "no such file in Zip file";
  if (entry == nullptr || !self->state->archive.Read(*entry, &content, &error)) {
    return RaiseZipError(t, absl::StrCat(error, ": '", FullPath(self, file), "'"));
  }
  return content;
}

/// Bytecode beside its source must be as old, give or take the two seconds that archives know of.
Result<bool> IsCurrent(Thread& t, const ZipImporter* self, const std::string& file,
                       const PycHeader& header) {
  const ZipArchive::Entry* source = self->state->archive.Find(file.substr(0, file.size() - 1));
  if (source == nullptr || header.kind == PycHeader::Kind::kUncheckedHash) return true;
  if (header.kind == PycHeader::Kind::kCheckedHash) {
    const std::string text = TRY(ReadFile(t, self, file.substr(0, file.size() - 1)));
    return SourceHash(kPycMagicWord, text) == header.source_hash;
  }
  const int64_t difference =
      TimeOfDos(source->dos_date, source->dos_time) - int64_t{header.source_mtime};
  return difference >= -1 && difference <= 1 && source->size == header.source_size;
}

Result<Value> ZipGetCode(Thread& t, ZipImporter* self, Str* fullname) {
  const Place place = TRY(PlaceOf(t, self, fullname));
  const std::string path = FullPath(self, place.file);
  std::string content = TRY(ReadFile(t, self, place.file));
  if (place.bytecode) {
    const absl::Span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(content.data()),
                                          content.size());
    const PycHeader header = TRY(ReadPycHeader(t, bytes, path));
    if (TRY(IsCurrent(t, self, place.file, header))) {
      Code* code = TRY(LoadPyc(t, bytes, path, CodeCheck::kWhenRun));
      return code;
    }
    content = TRY(ReadFile(t, self, place.file.substr(0, place.file.size() - 1)));
  }
  const std::string source = place.bytecode ? path.substr(0, path.size() - 1) : path;
  return CompileModule(t, Value::FromObject(TRY(Bytes::From(t, std::string_view(content)))),
                       TRY(FromSystemText(t, source)));
}

Result<Value> ZipCreate(Thread&, ZipImporter*, Value) { return Value::None(); }

Result<None> ZipExec(Thread& t, ZipImporter* self, Value module) {
  const Value name = TRY(GetAttr(t, module, names(t).__name__));
  if (!Is<Str>(name)) return RaiseTypeError(t, "module name must be a string");
  const Value code = TRY(ZipGetCode(t, self, Cast<Str>(name)));
  const Value globals = TRY(GetAttr(t, module, names(t).__dict__));
  if (!Is<Dict>(globals)) return RaiseTypeError(t, "the module's __dict__ must be a dict");
  return RunModuleCode(t, Cast<Code>(code), Cast<Dict>(globals));
}

Result<Value> ZipLoad(Thread& t, ZipImporter* self, Str* fullname) {
  const Place place = TRY(PlaceOf(t, self, fullname));
  return LoadFromSpec(t, TRY(SpecOf(t, self, fullname, place)));
}

Result<Value> ZipGetData(Thread& t, ZipImporter* self, Str* pathname) {
  std::string name = TRY(ToSystemText(t, pathname));
  const std::string start = self->state->archive.path() + "/";
  if (name.starts_with(start)) name = name.substr(start.size());
  if (self->state->archive.Find(name) == nullptr) {
    return RaiseOSError(t, 0, Value::FromObject(pathname));
  }
  return Bytes::From(t, std::string_view(TRY(ReadFile(t, self, name))));
}

Result<Value> ZipGetFilename(Thread& t, ZipImporter* self, Str* fullname) {
  const Place place = TRY(PlaceOf(t, self, fullname));
  return FromSystemText(t, FullPath(self, place.file));
}

Result<bool> ZipIsPackage(Thread& t, ZipImporter* self, Str* fullname) {
  return TRY(PlaceOf(t, self, fullname)).package;
}

Result<Value> ZipGetSource(Thread& t, ZipImporter* self, Str* fullname) {
  Place place = TRY(PlaceOf(t, self, fullname));
  if (place.bytecode) place.file.pop_back();
  if (self->state->archive.Find(place.file) == nullptr) return Value::None();
  const std::string text = TRY(ReadFile(t, self, place.file));
  Bytes* bytes = TRY(Bytes::From(t, std::string_view(text)));
  return DecodeWith(t, Codec::kUtf8, bytes, nullptr);
}

// --- Attributes -------------------------------------------------------------------------------

ZipImporter* AsZip(Value self) { return static_cast<ZipImporter*>(self.AsObject()); }

Result<Value> GetArchive(Thread& t, Value self) {
  return FromSystemText(t, AsZip(self)->state->archive.path());
}
Result<Value> GetPrefix(Thread& t, Value self) {
  return FromSystemText(t, AsZip(self)->state->prefix);
}

Result<Value> ZipRepr(Thread& t, Value self) {
  const ZipImporter::State& state = *AsZip(self)->state;
  return FromSystemText(t, absl::StrCat("<zipimporter object \"", state.archive.path(),
                                        state.prefix.empty() ? "" : "/", state.prefix, "\">"));
}

constexpr GetSet kGetSets[] = {{"archive", &GetArchive, nullptr, true},
                               {"prefix", &GetPrefix, nullptr, true}};

constexpr Method kMethods[] = {
    Bind<ZipCreate>("create_module", "($self, spec)"),
    Bind<ZipExec>("exec_module", "($self, module)"),
    Bind<ZipFindSpec>("find_spec", "($self, fullname, target=None)"),
    Bind<ZipGetCode>("get_code", "($self, fullname)"),
    Bind<ZipGetData>("get_data", "($self, pathname)"),
    Bind<ZipGetFilename>("get_filename", "($self, fullname)"),
    Bind<ZipGetSource>("get_source", "($self, fullname)"),
    Bind<ZipInvalidate>("invalidate_caches", "($self)"),
    Bind<ZipIsPackage>("is_package", "($self, fullname)"),
    Bind<ZipLoad>("load_module", "($self, fullname)"),
};

}  // namespace

Result<Type*> MakeZipImporterType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "zipimport.zipimporter";
  spec.instance_size = sizeof(ZipImporter);
  spec.spec.slots.new_ = &ZipNew;
  spec.spec.slots.init = [](Thread&, Value, Args) -> Result<None> { return None{}; };
  spec.spec.slots.repr = &ZipRepr;
  spec.spec.methods = kMethods;
  spec.spec.getset = kGetSets;
  return TypeBuilder::NewNativeType(t, spec);
}

}  // namespace krait
