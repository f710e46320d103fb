#pragma once

#include <string_view>

#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Str;

/// What the program around a VM provides in place of the process's own things. This one provides
/// nothing: each VM has a Host, StartRuntime's.
class Host : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kApi;

  /// Whether what Python writes to standard output (1) or standard error (2) goes to WriteStream,
  /// and not to the process's descriptor.
  virtual bool TakesStream(int descriptor) const {
    (void)descriptor;
    return false;
  }
  /// Takes all of `bytes`: UTF-8 from text streams, as buffered there.
  virtual Result<None> WriteStream(Thread& t, int descriptor, std::string_view bytes) {
    (void)t;
    (void)descriptor;
    (void)bytes;
    return None{};
  }
  /// The module called `name` (all of a dotted name), which import found nowhere else and puts into
  /// sys.modules; Unbound when there is none.
  virtual Result<Value> FindModule(Thread& t, Str* name) {
    (void)t;
    (void)name;
    return Value::Unbound();
  }

  /// A line that is typed at the terminal, with its end, for input(); "" at the end. Unbound when
  /// nothing but the terminal helps whoever types it: the caller then reads it.
  virtual Result<Value> ReadTerminalLine(Thread& t, Str* prompt) {
    (void)t;
    (void)prompt;
    return Value::Unbound();
  }
  /// What a name means that neither the program nor `builtins` knows; Unbound when nothing.
  virtual Result<Value> MissingName(Thread& t, Str* name) {
    (void)t;
    (void)name;
    return Value::Unbound();
  }
  /// A module is about to be searched for along sys.path.
  virtual Result<None> BeforeSearch(Thread& t) {
    (void)t;
    return None{};
  }

  void TraceRoots(Marker& marker) override { (void)marker; }
};

}  // namespace krait
