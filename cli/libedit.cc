#include "cli/libedit.h"

#include <dlfcn.h>

namespace krait::cli {
namespace {

bool Load(Libedit* libedit) {
  void* library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  const auto find = [&]<typename T>(const char* name, T* symbol) {
    *symbol = reinterpret_cast<T>(dlsym(library, name));
    return *symbol != nullptr;
  };
  bool complete = true;
#define KRAIT_LIBEDIT_FIND(name) complete = find(#name, &libedit->name) && complete;
  KRAIT_LIBEDIT_SYMBOLS(KRAIT_LIBEDIT_FIND)
#undef KRAIT_LIBEDIT_FIND
  return complete;
}

}  // namespace

const Libedit* Libedit::Get() {
  // A process has one terminal and one libedit.
  static Libedit libedit;
  static const bool loaded = Load(&libedit);
  return loaded ? &libedit : nullptr;
}

}  // namespace krait::cli
