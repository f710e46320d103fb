#include "vm/modules/io/io_part.h"

#include <algorithm>
#include <memory>

#include "vm/heap/marker.h"
#include "vm/modules/io/open.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/dict.h"
#include "vm/object/native_function.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait {

void IoPart::AddWriter(NativeObject* stream) {
  gil::RawMutexLock lock(mutex_);
  writers_.push_back(stream);
}

void IoPart::RemoveWriter(NativeObject* stream) {
  gil::RawMutexLock lock(mutex_);
  // Mostly one of the last.
  const auto found = std::find(writers_.rbegin(), writers_.rend(), stream);
  if (found != writers_.rend()) writers_.erase(std::next(found).base());
}

void IoPart::CollectWriters(RootedVector& out) {
  gil::RawMutexLock lock(mutex_);
  for (auto it = writers_.rbegin(); it != writers_.rend(); ++it) {
    out.push_back(Value::FromObject(*it));
  }
}

void IoPart::TraceRoots(Marker& marker) {
  static_assert(sizeof(IoTypes) % sizeof(Type*) == 0 && sizeof(IoNames) % sizeof(Str*) == 0);
  for (Type** type = &types.iobase; type != &types.iobase + sizeof(IoTypes) / sizeof(Type*);
       ++type) {
    if (*type != nullptr) marker.Visit(*type);
  }
  if (open_function != nullptr) marker.Visit(open_function);
#define KRAIT_VISIT_NAME(member, ...) \
  if (names.member != nullptr) marker.Visit(names.member);
  KRAIT_IO_NAMES(KRAIT_VISIT_NAME)
#undef KRAIT_VISIT_NAME
}

void IoPart::DropUnmarked(Marker& marker) {
  // The world is stopped, but maybe inside one of the functions above.
  gil::RawMutexLock lock(mutex_);
  std::erase_if(writers_, [&](NativeObject* stream) { return !marker.IsMarked(stream); });
}

namespace {

Result<Str*> InternName(Thread& t, const char* name, const char* other = nullptr) {
  return Str::InternUtf8(t, other != nullptr ? other : name);
}

/// class UnsupportedOperation(OSError, ValueError).
Result<Type*> MakeUnsupportedOperation(Thread& t) {
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(krait::types(t).OSError),
                               Value::FromObject(krait::types(t).ValueError)));
  Dict* ns = TRY(Dict::New(t));
  Str* module = TRY(Str::InternUtf8(t, "io"));
  TRY(ns->SetStr(t, krait::names(t).__module__, Value::FromObject(module)));
  Str* name = TRY(Str::InternUtf8(t, "UnsupportedOperation"));
  return TypeBuilder::NewHeapType(t, krait::types(t).type, name, bases, ns, {});
}

struct TypeRow {
  Type* IoTypes::* member;
  const NativeTypeSpec& (*spec)();
  Type* IoTypes::* base;
};
constexpr TypeRow kTypeRows[] = {
    {&IoTypes::iobase, &IoBaseSpec, nullptr},
    {&IoTypes::raw_iobase, &RawIoBaseSpec, &IoTypes::iobase},
    {&IoTypes::buffered_iobase, &BufferedIoBaseSpec, &IoTypes::iobase},
    {&IoTypes::text_iobase, &TextIoBaseSpec, &IoTypes::iobase},
    {&IoTypes::file_io, &FileIoSpec, &IoTypes::raw_iobase},
    {&IoTypes::bytes_io, &BytesIoSpec, &IoTypes::buffered_iobase},
    {&IoTypes::bytes_io_buffer, &BytesIoBufferSpec, nullptr},
    {&IoTypes::string_io, &StringIoSpec, &IoTypes::text_iobase},
    {&IoTypes::buffered_reader, &BufferedReaderSpec, &IoTypes::buffered_iobase},
    {&IoTypes::buffered_writer, &BufferedWriterSpec, &IoTypes::buffered_iobase},
    {&IoTypes::buffered_random, &BufferedRandomSpec, &IoTypes::buffered_iobase},
    {&IoTypes::buffered_rw_pair, &BufferedRwPairSpec, &IoTypes::buffered_iobase},
    {&IoTypes::text_io_wrapper, &TextIoWrapperSpec, &IoTypes::text_iobase},
    {&IoTypes::newline_decoder, &NewlineDecoderSpec, nullptr},
};

}  // namespace

Result<None> InstallIo(Thread& t) {
  IoPart& part = t.vm().AddPart(std::make_unique<IoPart>());
#define KRAIT_INTERN_NAME(member, ...) \
  part.names.member = TRY(InternName(t, #member __VA_OPT__(, ) __VA_ARGS__));
  KRAIT_IO_NAMES(KRAIT_INTERN_NAME)
#undef KRAIT_INTERN_NAME
  for (const TypeRow& row : kTypeRows) {
    NativeTypeSpec spec = row.spec();
    if (row.base != nullptr) spec.base = part.types.*row.base;
    part.types.*row.member = TRY(TypeBuilder::NewNativeType(t, spec));
  }
  part.open_function = TRY(MakeOpenFunction(t));
  part.types.unsupported_operation = TRY(MakeUnsupportedOperation(t));
  return None{};
}

}  // namespace krait
