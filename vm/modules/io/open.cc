#include "vm/modules/io/open.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/buffered.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/path_argument.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/warn.h"

/// io.open(): reads the mode and stacks the streams that it asks for.
namespace krait {
namespace {

/// What a mode string says.
struct OpenMode {
  bool creating = false;
  bool reading = false;
  bool writing = false;
  bool appending = false;
  bool updating = false;
  bool text = false;
  bool binary = false;

  /// FileIO's mode.
  std::string Raw() const {
    std::string raw;
    if (creating) raw += 'x';
    if (reading) raw += 'r';
    if (writing) raw += 'w';
    if (appending) raw += 'a';
    if (updating) raw += '+';
    return raw;
  }
};

Result<OpenMode> ParseMode(Thread& t, const std::string& text) {
  OpenMode mode;
  bool* const flags[] = {&mode.creating, &mode.reading, &mode.writing, &mode.appending,
                         &mode.updating, &mode.text,    &mode.binary};
  constexpr std::string_view kLetters = "xrwa+tb";
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t which = kLetters.find(text[i]);
    if (which == std::string_view::npos || text.find(text[i], i + 1) != std::string::npos) {
      return RaiseValueError(t, absl::StrCat("invalid mode: '", text, "'"));
    }
    *flags[which] = true;
  }
  if (mode.text && mode.binary) {
    return RaiseValueError(t, "can't have text and binary mode at once");
  }
  // None at all is FileIO's to tell.
  if (mode.creating + mode.reading + mode.writing + mode.appending > 1) {
    return RaiseValueError(t, "must have exactly one of create/read/write/append mode");
  }
  return mode;
}

Result<None> CheckBinary(Thread& t, const OpenMode& mode, const OpenArguments& arguments) {
  if (!mode.binary) return None{};
  const char* wrong = !arguments.encoding.IsNone()  ? "n encoding"
                      : !arguments.errors.IsNone()  ? "n errors"
                      : !arguments.newline.IsNone() ? " newline"
                                                    : nullptr;
  if (wrong == nullptr) return None{};
  return RaiseValueError(t, absl::StrCat("binary mode doesn't take a", wrong, " argument"));
}

/// How much to buffer: 0 not at all.
Result<int64_t> BufferSize(Thread& t, const OpenMode& mode, FileIO* raw, int64_t buffering) {
  if (buffering == 1 && mode.binary) {
    TRY(Warn(t, &BuiltinTypes::RuntimeWarning,
             "line buffering (buffering=1) isn't supported in binary mode, the default "
             "buffer size will be used"));
  }
  if (buffering == 0) {
    if (mode.binary) return int64_t{0};
    return RaiseValueError(t, "can't have unbuffered text I/O");
  }
  if (buffering > 1) return buffering;
  return raw->block_size();
}

Result<Value> Stack(Thread& t, const OpenMode& mode, FileIO* raw, const OpenArguments& arguments,
                    Value* result) {
  // A file is a terminal only if it is no regular one.
  const bool terminal = raw->inode() == 0 && arguments.buffering < 0 && TRY(raw->IsTerminal(t));
  const bool line_buffering = arguments.buffering == 1 || terminal;
  const int64_t size = TRY(BufferSize(t, mode, raw, arguments.buffering));
  if (size == 0) return *result;
  if (size < 0) return RaiseValueError(t, "invalid buffering size");
  const Buffered::Mode kind = mode.updating  ? Buffered::kRandom
                              : mode.reading ? Buffered::kReader
                                             : Buffered::kWriter;
  if (kind == Buffered::kRandom && !TRY(raw->Seekable(t))) {
    return RaiseUnsupported(t, "File or stream is not seekable.");
  }
  Buffered* buffered = TRY(Buffered::Over(t, kind, raw, size));
  *result = Value::FromObject(buffered);
  if (mode.binary) return *result;
  TextOptions options;
  options.encoding = arguments.encoding;
  options.errors = arguments.errors;
  options.newline = TRY(NewlineMode::Of(t, arguments.newline));
  options.line_buffering = line_buffering;
  auto* text = Cast<TextIO>(TRY(TextIO::New(t, io_types(t).text_io_wrapper, {})));
  TRY(text->Initialize(t, *result, options));
  *result = Value::FromObject(text);
  const Value mode_text =
      arguments.mode.IsUnbound() ? Value::FromObject(t.vm().latin1_char('r')) : arguments.mode;
  TRY(SetAttr(t, *result, names(t).mode, mode_text));
  return *result;
}

constexpr Method kOpenSignature = ConstructorSignature(
    "open",
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
    "opener=None)");

Result<None> CheckTextArgument(Thread& t, int index, Value value) {
  if (value.IsNone()) return None{};
  if (!Is<Str>(value)) {
    return RaiseTypeError(t, absl::StrCat("open() argument '", kOpenSignature.parameter_name(index),
                                          "' must be str or None, not ", TypeName(t, value)));
  }
  if (Cast<Str>(value)->ToUtf8().find('\0') == std::string::npos) return None{};
  return RaiseValueError(t, "embedded null character");
}

Result<Value> BuiltinOpen(Thread& t, Args args) {
  Value bound[8];
  TRY(BindArguments(t, kOpenSignature, args, bound));
  OpenArguments arguments;
  arguments.file = bound[0];
  if (!bound[1].IsUnbound()) {
    if (!Is<Str>(bound[1])) return ArgumentPlace{kOpenSignature, 1}.Mismatch(t, "str", bound[1]);
    arguments.mode = bound[1];
  }
  arguments.buffering = TRY(ToCInteger(t, bound[2], INT32_MIN, INT32_MAX, "int"));
  for (int i = 3; i < 6; ++i) TRY(CheckTextArgument(t, i, bound[i]));
  arguments.encoding = bound[3];
  arguments.errors = bound[4];
  arguments.newline = bound[5];
  arguments.close_fd = TRY(IntFlag(t, bound[6]));
  arguments.opener = bound[7];
  return OpenFile(t, arguments);
}

}  // namespace

Result<Value> OpenFile(Thread& t, const OpenArguments& arguments) {
  Value file = arguments.file;
  if (!IsIntLike(file)) {
    file = TRY(FsPath(t, file));
  }
  const std::string text = arguments.mode.IsUnbound() ? "r" : Cast<Str>(arguments.mode)->ToUtf8();
  const OpenMode mode = TRY(ParseMode(t, text));
  TRY(CheckBinary(t, mode, arguments));
  auto* raw = Cast<FileIO>(TRY(FileIO::New(t, io_types(t).file_io, {})));
  TRY(raw->Open(t, file, mode.Raw(), arguments.close_fd, arguments.opener));
  Value result = Value::FromObject(raw);
  const Result<Value> stacked = Stack(t, mode, raw, arguments, &result);
  if (stacked.ok()) {
    // Forgotten together, what is on top is to be closed first: a TextIO is registered already.
    WeakrefTable& finalizable = t.vm().weakrefs();
    if (const TextIO* text = TryCastNative<TextIO>(*stacked)) {
      finalizable.AddFinalizable(text->buffer().AsObject());
    } else if (!stacked.raw().SameBits(Value::FromObject(raw))) {
      finalizable.AddFinalizable(stacked.raw().AsObject());
    }
    if (arguments.close_fd) finalizable.AddFinalizable(raw);
    return stacked;
  }
  // What was made so far is not left open.
  const Value failure = t.TakePending();
  (void)CallMethodWith(t, result, names(t).close);
  TRY(ChainPending(t, failure));
  return Raised{};
}

Result<NativeFunction*> MakeOpenFunction(Thread& t) {
  static constexpr Method kOpen =
      Bind<BuiltinOpen>("open",
                        "($module, /, file, mode='r', buffering=-1, encoding=None,\n"
                        "     errors=None, newline=None, closefd=True, opener=None)");
  Str* module = TRY(Str::InternUtf8(t, "io"));
  return NativeFunction::New(t, &kOpen, Value::Unbound(), Value::FromObject(module));
}

}  // namespace krait
