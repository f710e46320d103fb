#include "vm/modules/io/std_streams.h"

#include <sys/stat.h>
#include <unistd.h>

#include "vm/modules/io/buffered.h"
#include "vm/modules/io/file_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/object/capabilities.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/host.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {
namespace {

struct StreamRow {
  int fd;
  const char* name;       // in sys
  const char* original;   // there, too
  const char* file_name;  // what its `name` says
};
constexpr StreamRow kStreams[] = {
    {STDIN_FILENO, "stdin", "__stdin__", "<stdin>"},
    {STDOUT_FILENO, "stdout", "__stdout__", "<stdout>"},
    {STDERR_FILENO, "stderr", "__stderr__", "<stderr>"},
};

Result<Value> MakeStream(Thread& t, const StreamRow& row, const StreamSettings& settings) {
  const bool to_host = t.vm().part<Host>().TakesStream(row.fd);
  struct stat status = {};
  if (!to_host &&
      (!t.vm().capabilities().Has(Capability::kStreams) || ::fstat(row.fd, &status) != 0)) {
    return Value::None();
  }
  const bool terminal = !to_host && S_ISCHR(status.st_mode) && ::isatty(row.fd) == 1;
  const bool input = row.fd == STDIN_FILENO;
  const bool error = row.fd == STDERR_FILENO;
  Str* name = TRY(Str::InternUtf8(t, row.file_name));
  FileIO* raw = TRY(FileIO::OverDescriptor(t, row.fd, Value::FromObject(name), input));
  if (to_host) raw->RedirectToHost();
  Value buffer = Value::FromObject(raw);
  if (input || !settings.unbuffered) {
    const Buffered::Mode mode = input ? Buffered::kReader : Buffered::kWriter;
    buffer = Value::FromObject(TRY(Buffered::Over(t, mode, raw, kDefaultBufferSize)));
  }
  TextOptions options;
  const std::string& encoding = settings.encoding;
  options.encoding =
      Value::FromObject(TRY(Str::InternUtf8(t, encoding.empty() ? "utf-8" : encoding)));
  const std::string errors = error                     ? "backslashreplace"
                             : settings.errors.empty() ? "strict"
                                                       : settings.errors;
  options.errors = Value::FromObject(TRY(Str::InternUtf8(t, errors)));
  options.newline = {.universal = false, .translate = false, .ending = "\n"};
  options.line_buffering = !settings.unbuffered && (terminal || error || to_host);
  options.write_through = settings.unbuffered;
  auto* stream = Cast<TextIO>(TRY(TextIO::New(t, io_types(t).text_io_wrapper, {})));
  TRY(stream->Initialize(t, buffer, options));
  const Value mode = Value::FromObject(t.vm().latin1_char(input ? 'r' : 'w'));
  TRY(SetAttr(t, Value::FromObject(stream), names(t).mode, mode));
  return stream;
}

}  // namespace

Result<None> AddStandardStreams(Thread& t, Module* sys, const StreamSettings& settings) {
  for (const StreamRow& row : kStreams) {
    const Value stream = TRY(MakeStream(t, row, settings));
    TRY(sys->Add(t, row.name, stream));
    TRY(sys->Add(t, row.original, stream));
  }
  return None{};
}

namespace {

/// An entry of sys that can be flushed; Unbound when there is none.
Value OpenStream(Thread& t, Str* name) {
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (!Is<Module>(sys) || Cast<Module>(sys)->dict() == nullptr) return Value::Unbound();
  const Value stream = Cast<Module>(sys)->dict()->GetStr(t, name);
  if (stream.IsUnbound() || stream.IsNone()) return Value::Unbound();
  const Result<Value> closed = GetAttrOrUnbound(t, stream, names(t).closed);
  if (closed.ok() && !(*closed).IsUnbound()) {
    const Result<bool> is_closed = IsTrue(t, *closed);
    if (is_closed.ok() && *is_closed) return Value::Unbound();
  }
  t.pending = Value::Unbound();
  return stream;
}

}  // namespace

bool FlushStandardStreams(Thread& t) {
  bool ok = true;
  const Value out = OpenStream(t, names(t).stdout);
  if (!out.IsUnbound() && !CallMethodWith(t, out, names(t).flush).ok()) {
    WriteUnraisable(t, "in", out);
    ok = false;
  }
  const Value error = OpenStream(t, names(t).stderr);
  if (!error.IsUnbound() && !CallMethodWith(t, error, names(t).flush).ok()) {
    t.pending = Value::Unbound();
    ok = false;
  }
  return ok;
}

void FlushStandardStreamsQuietly(Thread& t) {
  PendingScope pending(t);
  for (Str* name : {names(t).stderr, names(t).stdout}) {
    const Value stream = OpenStream(t, name);
    if (!stream.IsUnbound()) (void)CallMethodWith(t, stream, names(t).flush);
    t.pending = Value::Unbound();
  }
}

namespace {

void ResetLock(Thread& t, IoLock& lock) {
  if (!lock.HeldBy(t)) lock.Reset();
}

void ResetLocks(Thread& t, Value stream) {
  if (TextIO* text = TryCastNative<TextIO>(stream)) {
    ResetLock(t, text->lock());
    stream = text->buffer();
  }
  if (Buffered* buffered = TryCastNative<Buffered>(stream)) ResetLock(t, buffered->lock());
}

}  // namespace

void ResetStreamLocksAfterFork(Thread& t) {
  RootedVector writers(t);
  t.vm().part<IoPart>().CollectWriters(writers);
  for (size_t i = 0; i < writers.size(); ++i) ResetLocks(t, writers[i]);
  const Value sys = t.vm().modules()->GetStr(t, names(t).sys);
  if (!Is<Module>(sys) || Cast<Module>(sys)->dict() == nullptr) return;
  ResetLocks(t, Cast<Module>(sys)->dict()->GetStr(t, names(t).stdin));
}

void FlushAllStreams(Thread& t) {
  RootedVector writers(t);
  t.vm().part<IoPart>().CollectWriters(writers);
  for (size_t i = 0; i < writers.size(); ++i) {
    if (TextIO* text = TryCastNative<TextIO>(writers[i]); text != nullptr && !text->HasPending()) {
      continue;
    }
    if (Buffered* buffered = TryCastNative<Buffered>(writers[i]);
        buffered != nullptr && !buffered->HasPending()) {
      continue;
    }
    (void)CallMethodWith(t, writers[i], names(t).flush);
    t.pending = Value::Unbound();
  }
}

}  // namespace krait
