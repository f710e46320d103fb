#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gil/blocking.h"
#include "vm/core/result.h"
#include "vm/object/vm.h"

namespace krait {

class Dict;
class Str;
class Type;
struct NativeModule;

/// An import under way. Other threads that want the module wait for its end.
struct ModuleImport {
  std::string name;
  Thread* owner;
  int waiters = 0;
  gil::Event finished;
};

/// What the import system keeps per VM: its types, the native modules made so far, and the imports
/// under way.
class ImportPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kImport;

  void TraceRoots(Marker& marker) override;

  Type* module_spec = nullptr;
  Type* builtin_importer = nullptr;
  Type* path_finder = nullptr;
  Type* file_finder = nullptr;
  Type* source_loader = nullptr;
  Type* bytecode_loader = nullptr;
  Type* namespace_loader = nullptr;
  Type* namespace_path = nullptr;
  Type* zip_importer = nullptr;
  /// Native modules by name. Each is made once: importing it again gives the same object.
  Dict* native_modules = nullptr;
  /// What AddNativeModule was given.
  std::vector<const NativeModule*> added_modules;

  // The lock of imp.acquire_lock(), which programs hold around fork().
  Thread* lock_owner = nullptr;
  int lock_depth = 0;
  gil::Mutex lock;

  /// Enter's answer.
  enum class Turn {
    kMine,     // import it, then call Leave
    kAgain,    // another thread has imported it (or failed to): look again
    kPartial,  // this thread is importing it already, or waiting would never end
  };
  Turn Enter(Thread& t, const std::string& name);
  void Leave(Thread& t, const std::string& name);
  bool AnyUnderWay() const { return under_way_count_.load(std::memory_order_acquire) != 0; }

  // -X importtime
  int time_depth = 0;
  int64_t time_of_children = 0;  // nanoseconds
  bool time_header_printed = false;

 private:
  struct Waiting {
    Thread* thread;
    ModuleImport* import;
  };

  ModuleImport* Find(const std::string& name) const;
  /// True when `owner` waits, directly or not, for `t`.
  bool WaitsFor(const Thread* owner, const Thread& t) const;
  void Release(ModuleImport* import);

  gil::Mutex table_lock_;  // of what follows
  std::vector<std::unique_ptr<ModuleImport>> under_way_;
  std::vector<Waiting> waiting_;
  std::atomic<int> under_way_count_{0};
};

}  // namespace krait
