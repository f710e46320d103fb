#include "vm/modules/import_part.h"

#include <algorithm>

#include "vm/object/dict.h"
#include "vm/object/type.h"

namespace krait {

void ImportPart::TraceRoots(Marker& marker) {
  for (Type* type : {module_spec, builtin_importer, path_finder, file_finder, source_loader,
                     bytecode_loader, namespace_loader, namespace_path, zip_importer}) {
    marker.Visit(type);
  }
  marker.Visit(native_modules);
}

ModuleImport* ImportPart::Find(const std::string& name) const {
  for (const auto& import : under_way_) {
    if (import->name == name && import->owner != nullptr) return import.get();
  }
  return nullptr;
}

bool ImportPart::WaitsFor(const Thread* owner, const Thread& t) const {
  while (owner != nullptr && owner != &t) {
    const auto entry = std::find_if(waiting_.begin(), waiting_.end(),
                                    [owner](const Waiting& w) { return w.thread == owner; });
    owner = entry == waiting_.end() ? nullptr : entry->import->owner;
  }
  return owner == &t;
}

void ImportPart::Release(ModuleImport* import) {
  if (import->owner != nullptr || import->waiters != 0) return;
  std::erase_if(under_way_, [import](const auto& entry) { return entry.get() == import; });
}

ImportPart::Turn ImportPart::Enter(Thread& t, const std::string& name) {
  ModuleImport* import;
  {
    MutexScope scope(t, table_lock_);
    import = Find(name);
    if (import == nullptr) {
      auto fresh = std::make_unique<ModuleImport>();
      fresh->name = name;
      fresh->owner = &t;
      under_way_.push_back(std::move(fresh));
      under_way_count_.fetch_add(1, std::memory_order_release);
      return Turn::kMine;
    }
    if (WaitsFor(import->owner, t)) return Turn::kPartial;
    waiting_.push_back({&t, import});
    ++import->waiters;
  }
  import->finished.Wait(t);
  MutexScope scope(t, table_lock_);
  std::erase_if(waiting_, [&t](const Waiting& w) { return w.thread == &t; });
  --import->waiters;
  Release(import);
  return Turn::kAgain;
}

void ImportPart::Leave(Thread& t, const std::string& name) {
  MutexScope scope(t, table_lock_);
  ModuleImport* import = Find(name);
  import->owner = nullptr;
  under_way_count_.fetch_sub(1, std::memory_order_release);
  import->finished.Set(t.vm().threads().parking_lot());
  Release(import);
}

}  // namespace krait
