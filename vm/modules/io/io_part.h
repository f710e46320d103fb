#pragma once

#include <cstdint>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "gil/raw_mutex.h"
#include "vm/core/result.h"
#include "vm/heap/rooted.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

class Marker;
class NativeFunction;
class Str;
class Type;

/// The types of the _io module.
struct IoTypes {
  Type* iobase = nullptr;
  Type* raw_iobase = nullptr;
  Type* buffered_iobase = nullptr;
  Type* text_iobase = nullptr;
  Type* file_io = nullptr;
  Type* bytes_io = nullptr;
  Type* bytes_io_buffer = nullptr;
  Type* string_io = nullptr;
  Type* buffered_reader = nullptr;
  Type* buffered_writer = nullptr;
  Type* buffered_random = nullptr;
  Type* buffered_rw_pair = nullptr;
  Type* text_io_wrapper = nullptr;
  Type* newline_decoder = nullptr;
  Type* unsupported_operation = nullptr;
};

/// Names that only the io classes look up.
// clang-format off
#define KRAIT_IO_NAMES(X) \
  X(fileno) \
  X(peek) \
  X(read1) \
  X(readall) \
  X(readinto1) \
  X(getstate) \
  X(setstate) \
  X(reset) \
  X(detach) \
  X(_finalizing) \
  X(_dealloc_warn) \
  X(iobase_closed, "__IOBase_closed") \
  X(incrementalencoder) \
  X(incrementaldecoder) \
  X(_is_text_encoding) \
  X(_codecs) \
  X(lookup) \
  X(fspath, "__fspath__") \
  X(checkClosed, "_checkClosed") \
  X(line_buffering) \
  X(prompt)
// clang-format on

struct IoNames {
#define KRAIT_IO_NAME_MEMBER(member, ...) Str* member = nullptr;
  KRAIT_IO_NAMES(KRAIT_IO_NAME_MEMBER)
#undef KRAIT_IO_NAME_MEMBER
};

/// What the io classes keep per VM: their types, names, and the streams that hold output back.
class IoPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kIo;

  IoTypes types;
  IoNames names;
  NativeFunction* open_function = nullptr;

  /// `stream` may hold output that only its flush() passes on: it is flushed when the same file is
  /// opened again, and when the VM ends.
  void AddWriter(NativeObject* stream) ABSL_LOCKS_EXCLUDED(mutex_);
  /// It is closed: does nothing if it was not added.
  void RemoveWriter(NativeObject* stream) ABSL_LOCKS_EXCLUDED(mutex_);
  /// Puts the streams of AddWriter that are alive into `out`, newest first.
  void CollectWriters(RootedVector& out) ABSL_LOCKS_EXCLUDED(mutex_);

  void TraceRoots(Marker& marker) override;
  void DropUnmarked(Marker& marker) override;

 private:
  gil::RawMutex mutex_;
  std::vector<NativeObject*> writers_ ABSL_GUARDED_BY(mutex_);  // weak
};

inline const IoTypes& io_types(Thread& t) { return t.vm().part<IoPart>().types; }
inline const IoNames& io_names(Thread& t) { return t.vm().part<IoPart>().names; }

/// Makes the types; once per VM, before anything else here.
Result<None> InstallIo(Thread& t);

}  // namespace krait
