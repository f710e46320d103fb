#include "vm/modules/io/io_module.h"

#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/open.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/type.h"

namespace krait {
namespace {

/// io.open_code(path): for files that hold code.
Result<Value> OpenCode(Thread& t, Str* path) {
  OpenArguments arguments;
  arguments.file = Value::FromObject(path);
  arguments.mode = Value::FromObject(TRY(Str::InternUtf8(t, "rb")));
  return OpenFile(t, arguments);
}

/// io.text_encoding(encoding): what open() shall be given when the caller's `encoding` is None.
Result<Value> TextEncoding(Thread& t, Value encoding, int) {
  if (!encoding.IsNone()) return encoding;
  return Str::InternUtf8(t, "locale");
}

constexpr Method kFunctions[] = {
    Bind<OpenCode>("open_code", "(path)"),
    Bind<TextEncoding>("text_encoding", "(encoding, stacklevel=2, /)"),
};

constexpr Type* IoTypes::* kPublicTypes[] = {
    &IoTypes::iobase,           &IoTypes::raw_iobase,
    &IoTypes::buffered_iobase,  &IoTypes::text_iobase,
    &IoTypes::file_io,          &IoTypes::bytes_io,
    &IoTypes::string_io,        &IoTypes::buffered_reader,
    &IoTypes::buffered_writer,  &IoTypes::buffered_random,
    &IoTypes::buffered_rw_pair, &IoTypes::text_io_wrapper,
    &IoTypes::newline_decoder,  &IoTypes::unsupported_operation,
};

}  // namespace

Result<Module*> MakeIoModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_io"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->Add(t, "open", Value::FromObject(t.vm().part<IoPart>().open_function)));
  for (Type* IoTypes::* member : kPublicTypes) {
    Type* type = io_types(t).*member;
    TRY(module->Add(t, type->name()->AsciiView(), Value::FromObject(type)));
  }
  TRY(module->Add(t, "BlockingIOError", Value::FromObject(types(t).BlockingIOError)));
  TRY(module->AddInt(t, "DEFAULT_BUFFER_SIZE", kDefaultBufferSize));
  return module;
}

}  // namespace krait
