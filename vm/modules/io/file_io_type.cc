#include <algorithm>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/attributes.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/repr_guard.h"

/// FileIO as Python sees it.
namespace krait {
namespace {

constexpr Method kInit =
    ConstructorSignature("FileIO", "(file, mode='r', closefd=True, opener=None)");

Result<None> FileInit(Thread& t, Value self, Args args) {
  Value bound[4];
  TRY(BindArguments(t, kInit, args, bound));
  std::string mode = "r";
  if (!bound[1].IsUnbound()) {
    if (!Is<Str>(bound[1])) return ArgumentPlace{kInit, 1}.Mismatch(t, "str", bound[1]);
    mode = Cast<Str>(bound[1])->ToUtf8();
    if (mode.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null character");
  }
  const bool close_fd = TRY(IntFlag(t, bound[2]));
  TRY(Cast<FileIO>(self)->Open(t, bound[0], mode, close_fd, bound[3]));
  if (close_fd && !self.AsObject()->IsSubclassInstance()) {
    t.vm().weakrefs().AddFinalizable(self.AsObject());
  }
  return None{};
}

Result<None> FileFinalize(Thread& t, Value self) {
  if (Cast<FileIO>(self)->is_open()) TRY(FinalizeWritersOver(t, Cast<FileIO>(self)));
  return FinalizeStream(t, self);
}

Result<None> RequireOpen(Thread& t, const FileIO* file) {
  return file->is_open() ? Result<None>(None{}) : RaiseClosed(t);
}
Result<None> RequireMode(Thread& t, bool allowed, const char* verb) {
  if (allowed) return None{};
  return RaiseUnsupported(t, absl::StrCat("File not open for ", verb));
}

Result<Value> FileReadall(Thread& t, FileIO* self) {
  TRY(RequireOpen(t, self));
  bool would_block;
  Bytes* bytes = TRY(self->ReadAll(t, &would_block));
  return would_block ? Value::None() : Value::FromObject(bytes);
}

Result<Value> FileRead(Thread& t, FileIO* self, SizeOrNone size) {
  TRY(RequireOpen(t, self));
  TRY(RequireMode(t, self->readable(), "reading"));
  if (size.value < 0) return FileReadall(t, self);
  constexpr int64_t kMost = 0x7ffff000;
  const auto wanted = static_cast<size_t>(std::min(size.value, kMost));
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, wanted));
  const int64_t count = TRY(self->Read(t, {bytes->mutable_data(), wanted}));
  if (count == FileIO::kWouldBlock) return Value::None();
  if (static_cast<size_t>(count) == wanted) return bytes;
  return Bytes::From(t, {bytes->data(), static_cast<size_t>(count)});
}

Result<Value> FileReadinto(Thread& t, FileIO* self, Value object) {
  Buffer buffer(t);
  TRY(TakeWritable(t, "readinto", object, buffer));
  TRY(RequireOpen(t, self));
  TRY(RequireMode(t, self->readable(), "reading"));
  const int64_t count =
      TRY(self->Read(t, {buffer.view().data, static_cast<size_t>(buffer.view().size)}));
  return count == FileIO::kWouldBlock ? Value::None() : Value::FromInt(count);
}

Result<Value> FileWrite(Thread& t, FileIO* self, Value object) {
  Buffer buffer(t);
  TRY(buffer.Take(object));
  TRY(RequireOpen(t, self));
  TRY(RequireMode(t, self->writable(), "writing"));
  const int64_t count = TRY(self->Write(t, buffer.span()));
  return count == FileIO::kWouldBlock ? Value::None() : Value::FromInt(count);
}

Result<int64_t> FileOffset(Thread& t, Value position) {
  if (TypeOf(t, position)->IsSubtypeOf(types(t).float_)) {
    return RaiseTypeError(t, "'float' object cannot be interpreted as an integer");
  }
  return ToCInteger(t, position, INT64_MIN, INT64_MAX, "long");
}

Result<int64_t> FileSeek(Thread& t, FileIO* self, Value position, int whence) {
  TRY(RequireOpen(t, self));
  return self->Seek(t, TRY(FileOffset(t, position)), whence);
}
Result<int64_t> FileTell(Thread& t, FileIO* self) {
  TRY(RequireOpen(t, self));
  return self->Seek(t, 0, SEEK_CUR);
}

Result<Value> FileTruncate(Thread& t, FileIO* self, Value size) {
  TRY(RequireOpen(t, self));
  TRY(RequireMode(t, self->writable(), "writing"));
  if (size.IsNone()) size = TRY(Int::From(t, TRY(self->Seek(t, 0, SEEK_CUR))));
  TRY(self->Truncate(t, TRY(FileOffset(t, size))));
  return size;
}

Result<bool> FileReadable(Thread& t, FileIO* self) {
  TRY(RequireOpen(t, self));
  return self->readable();
}
Result<bool> FileWritable(Thread& t, FileIO* self) {
  TRY(RequireOpen(t, self));
  return self->writable();
}
Result<bool> FileSeekable(Thread& t, FileIO* self) { return self->Seekable(t); }
Result<bool> FileIsatty(Thread& t, FileIO* self) { return self->IsTerminal(t); }
Result<int64_t> FileFileno(Thread& t, FileIO* self) {
  TRY(RequireOpen(t, self));
  if (self->to_host()) return RaiseUnsupported(t, "fileno");
  return int64_t{self->fd()};
}

Result<None> FileDeallocWarn(Thread& t, FileIO* self, Value source) {
  if (!self->is_open() || !self->close_fd()) return None{};
  if (!WarnUnclosed(t, source).ok()) t.pending = Value::Unbound();
  return None{};
}

Result<None> FileClose(Thread& t, FileIO* self) {
  // The base class flushes through the method of the object's own class.
  const Value base_close =
      TRY(GetAttr(t, Value::FromObject(io_types(t).raw_iobase), names(t).close));
  (void)CallWith(t, base_close, Value::FromObject(self));
  const Value failure = t.TakePending();
  if (!self->close_fd()) {
    (void)self->CloseDescriptor(t);
    return ChainPending(t, failure);
  }
  if (self->finalizing()) (void)FileDeallocWarn(t, self, Value::FromObject(self));
  (void)self->CloseDescriptor(t);
  return ChainPending(t, failure);
}

Result<Value> FileRepr(Thread& t, Value value) {
  auto* self = Cast<FileIO>(value);
  if (!self->is_open()) return Str::FromUtf8(t, "<_io.FileIO [closed]>");
  const Value name = TRY(GetAttrOrUnbound(t, value, names(t).name));
  const char* closes = self->close_fd() ? "True" : "False";
  if (name.IsUnbound()) {
    return Str::FromUtf8(t, absl::StrCat("<_io.FileIO fd=", self->fd(), " mode='", self->mode(),
                                         "' closefd=", closes, ">"));
  }
  ReprGuard guard(t, value);
  if (guard.recursive()) {
    return Raise(t, &BuiltinTypes::RuntimeError,
                 absl::StrCat("reentrant call inside ", TypeName(t, value), ".__repr__"));
  }
  return Str::FromUtf8(t, absl::StrCat("<_io.FileIO name=", TRY(Repr(t, name))->ToUtf8(), " mode='",
                                       self->mode(), "' closefd=", closes, ">"));
}

Result<Value> GetClosed(Thread&, Value self) {
  return Value::FromBool(!Cast<FileIO>(self)->is_open());
}
Result<Value> GetCloseFd(Thread&, Value self) {
  return Value::FromBool(Cast<FileIO>(self)->close_fd());
}
Result<Value> GetMode(Thread& t, Value self) {
  return Str::FromUtf8(t, Cast<FileIO>(self)->mode());
}
Result<Value> GetBlockSize(Thread&, Value self) {
  return Value::FromInt(Cast<FileIO>(self)->block_size());
}
Result<None> SetBlockSize(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete numeric/char attribute");
  Cast<FileIO>(self)->set_block_size(TRY(ToCInteger(t, value, INT32_MIN, INT32_MAX, "int")));
  return None{};
}
Result<Value> GetFinalizing(Thread&, Value self) {
  return Value::FromBool(Cast<FileIO>(self)->finalizing());
}
Result<None> SetFinalizing(Thread& t, Value self, Value value) {
  if (!value.IsBool()) return RaiseTypeError(t, "attribute value type must be bool");
  Cast<FileIO>(self)->set_finalizing(value.IsTrue());
  return None{};
}

constexpr Method kMethods[] = {
    Bind<FileRead>("read", "($self, size=-1, /)"),
    Bind<FileReadall>("readall", "($self, /)"),
    Bind<FileReadinto>("readinto", "($self, buffer, /)"),
    Bind<FileWrite>("write", "($self, b, /)"),
    Bind<FileSeek>("seek", "($self, pos, whence=0, /)"),
    Bind<FileTell>("tell", "($self, /)"),
    Bind<FileTruncate>("truncate", "($self, size=None, /)"),
    Bind<FileClose>("close", "($self, /)"),
    Bind<FileSeekable>("seekable", "($self, /)"),
    Bind<FileReadable>("readable", "($self, /)"),
    Bind<FileWritable>("writable", "($self, /)"),
    Bind<FileFileno>("fileno", "($self, /)"),
    Bind<FileIsatty>("isatty", "($self, /)"),
    HideSignature(Bind<FileDeallocWarn>("_dealloc_warn", "($self, source, /)")),
};
constexpr GetSet kGetSets[] = {
    {"closed", &GetClosed},
    {"closefd", &GetCloseFd},
    {"mode", &GetMode},
    {"_blksize", &GetBlockSize, &SetBlockSize, true},
    {"_finalizing", &GetFinalizing, &SetFinalizing, true},
};

}  // namespace

const NativeTypeSpec& FileIoSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.FileIO",
      .instance_size = sizeof(FileIO),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec = {.slots = {.repr = &FileRepr,
                         .getattr = &GenericGetAttr,
                         .new_ = &FileIO::New,
                         .init = &FileInit,
                         .finalize = &FileFinalize},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
