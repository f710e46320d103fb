#include "jit/gdb.h"

#include "gil/raw_mutex.h"
#include "jit/call_frames.h"
#include "jit/elf_object.h"

// Names and layouts that gdb knows: "JIT Compilation Interface" in its manual. Weak, since a
// program may have another JIT, and gdb looks for one list of entries.
extern "C" {

struct jit_code_entry {
  jit_code_entry* next_entry = nullptr;
  jit_code_entry* prev_entry = nullptr;
  const char* symfile_addr = nullptr;
  uint64_t symfile_size = 0;
};

enum jit_actions_t : uint32_t { JIT_NOACTION, JIT_REGISTER_FN, JIT_UNREGISTER_FN };

struct jit_descriptor {
  uint32_t version;
  jit_actions_t action_flag;
  jit_code_entry* relevant_entry;
  jit_code_entry* first_entry;
};

/// gdb stops here.
[[gnu::weak, gnu::noinline]] void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
[[gnu::weak]] jit_descriptor __jit_debug_descriptor = {1, JIT_NOACTION, nullptr, nullptr};

}  // extern "C"

namespace krait::jit {
namespace {

gil::RawMutex list_mutex;

void TellGdb(jit_actions_t action, jit_code_entry* entry) {
  __jit_debug_descriptor.relevant_entry = entry;
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_register_code();
}

}  // namespace

struct GdbEntry::Registered {
  std::string object;
  jit_code_entry entry;
};

GdbEntry::GdbEntry(absl::Span<const uint8_t> code, const std::string& name)
    : registered_(new Registered{MakeElfObject(code, name, CallFramesOf(code)), {}}) {
  jit_code_entry& entry = registered_->entry;
  entry.symfile_addr = registered_->object.data();
  entry.symfile_size = registered_->object.size();
  gil::RawMutexLock lock(list_mutex);
  entry.next_entry = __jit_debug_descriptor.first_entry;
  if (entry.next_entry != nullptr) entry.next_entry->prev_entry = &entry;
  __jit_debug_descriptor.first_entry = &entry;
  TellGdb(JIT_REGISTER_FN, &entry);
}

GdbEntry::~GdbEntry() {
  jit_code_entry& entry = registered_->entry;
  gil::RawMutexLock lock(list_mutex);
  if (entry.next_entry != nullptr) entry.next_entry->prev_entry = entry.prev_entry;
  jit_code_entry*& to_entry = entry.prev_entry == nullptr ? __jit_debug_descriptor.first_entry
                                                          : entry.prev_entry->next_entry;
  to_entry = entry.next_entry;
  TellGdb(JIT_UNREGISTER_FN, &entry);
}

const std::string& GdbEntry::object() const { return registered_->object; }

}  // namespace krait::jit
