#include "cli/disassembler.h"

#include <dlfcn.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#if __has_include(<capstone/capstone.h>)
#include <capstone/capstone.h>

namespace krait::cli {
namespace {

/// What Krait uses of the library.
struct Capstone {
  decltype(&cs_open) open;
  decltype(&cs_close) close;
  decltype(&cs_option) option;
  decltype(&cs_disasm) disassemble;
  decltype(&cs_free) free;
};

std::string LibraryName() { return absl::StrCat("libcapstone.so.", CS_API_MAJOR); }

bool Load(Capstone* capstone) {
  void* library = dlopen(LibraryName().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  const auto find = [&]<typename T>(const char* name, T* symbol) {
    *symbol = reinterpret_cast<T>(dlsym(library, name));
    return *symbol != nullptr;
  };
  return find("cs_open", &capstone->open) && find("cs_close", &capstone->close) &&
         find("cs_option", &capstone->option) && find("cs_disasm", &capstone->disassemble) &&
         find("cs_free", &capstone->free);
}

/// Null when the system does not have it.
const Capstone* LoadedCapstone() {
  static Capstone capstone;
  static const bool loaded = Load(&capstone);
  return loaded ? &capstone : nullptr;
}

}  // namespace

absl::StatusOr<Disassembler> Disassembler::Open() {
  const Capstone* capstone = LoadedCapstone();
  csh engine = 0;
  if (capstone == nullptr || capstone->open(CS_ARCH_X86, CS_MODE_64, &engine) != CS_ERR_OK) {
    return absl::UnavailableError(absl::StrCat("no disassembler: cannot load ", LibraryName()));
  }
  capstone->option(engine, CS_OPT_SKIPDATA, CS_OPT_ON);
  return Disassembler(engine);
}

Disassembler::~Disassembler() {
  csh engine = engine_;
  if (engine != 0) LoadedCapstone()->close(&engine);
}

std::vector<Disassembler::Instruction> Disassembler::Disassemble(absl::Span<const uint8_t> code,
                                                                 uint64_t address) const {
  const Capstone& capstone = *LoadedCapstone();
  cs_insn* found = nullptr;
  const size_t count = capstone.disassemble(engine_, code.data(), code.size(), address, 0, &found);
  std::vector<Instruction> instructions;
  for (const cs_insn& one : absl::MakeConstSpan(found, count)) {
    const char* separator = one.op_str[0] == '\0' ? "" : " ";
    instructions.push_back({one.address, absl::StrCat(one.mnemonic, separator, one.op_str)});
  }
  if (count != 0) capstone.free(found, count);
  return instructions;
}

}  // namespace krait::cli

#else

namespace krait::cli {

absl::StatusOr<Disassembler> Disassembler::Open() {
  return absl::UnavailableError("this build has no disassembler");
}

Disassembler::~Disassembler() = default;

std::vector<Disassembler::Instruction> Disassembler::Disassemble(absl::Span<const uint8_t>,
                                                                 uint64_t) const {
  return {};
}

}  // namespace krait::cli

#endif
