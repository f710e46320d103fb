#include "jit/elf_object.h"

#include <elf.h>

#include <cstring>
#include <vector>

namespace krait::jit {
namespace {

template <typename T>
std::string BytesOf(const T& object) {
  return std::string(reinterpret_cast<const char*>(&object), sizeof(object));
}

/// Strings, one behind the other; the first is empty.
class StringTable {
 public:
  /// Where it is.
  uint32_t Add(const std::string& text) {
    const auto at = static_cast<uint32_t>(bytes_.size());
    bytes_.append(text.c_str(), text.size() + 1);
    return at;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_ = std::string(1, '\0');
};

struct Section {
  uint32_t type;
  uint64_t flags = 0;
  uint64_t address = 0;
  uint64_t size = 0;  // of one that has no content in the file
  uint32_t link = 0;  // a table's table of names
  uint32_t info = 0;
  uint64_t entry_size = 0;
};

/// The file's header, then what is in sections, then their headers.
class ElfWriter {
 public:
  /// Returns the section's number.
  uint16_t Add(const std::string& name, const Section& section, const std::string& content = "");
  /// Adds the section with their names, and is done.
  std::string Finish();

 private:
  static constexpr size_t kAlignment = 8;

  std::string file_ = std::string(sizeof(Elf64_Ehdr), '\0');
  std::vector<Elf64_Shdr> headers_ = {{}};  // the first one means none
  StringTable names_;
};

uint16_t ElfWriter::Add(const std::string& name, const Section& section,
                        const std::string& content) {
  headers_.push_back({.sh_name = names_.Add(name),
                      .sh_type = section.type,
                      .sh_flags = section.flags,
                      .sh_addr = section.address,
                      .sh_offset = file_.size(),
                      .sh_size = section.size + content.size(),
                      .sh_link = section.link,
                      .sh_info = section.info,
                      .sh_addralign = kAlignment,
                      .sh_entsize = section.entry_size});
  file_ += content;
  file_.resize((file_.size() + kAlignment - 1) & ~(kAlignment - 1));
  return static_cast<uint16_t>(headers_.size() - 1);
}

std::string ElfWriter::Finish() {
  // The names of all sections, its own included.
  const std::string name = ".shstrtab";
  StringTable names = names_;
  names.Add(name);
  const uint16_t names_section = Add(name, {.type = SHT_STRTAB}, names.bytes());
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_EXEC;
  header.e_machine = EM_X86_64;
  header.e_version = EV_CURRENT;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shoff = file_.size();
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<uint16_t>(headers_.size());
  header.e_shstrndx = names_section;
  for (const Elf64_Shdr& section : headers_) file_ += BytesOf(section);
  std::memcpy(file_.data(), &header, sizeof(header));
  return file_;
}

}  // namespace

std::string MakeElfObject(absl::Span<const uint8_t> code, const std::string& name,
                          const std::string& debug_frame) {
  const auto address = reinterpret_cast<Elf64_Addr>(code.data());
  ElfWriter writer;
  const uint16_t text = writer.Add(".text", {.type = SHT_NOBITS,
                                             .flags = SHF_ALLOC | SHF_EXECINSTR,
                                             .address = address,
                                             .size = code.size()});
  writer.Add(".debug_frame", {.type = SHT_PROGBITS}, debug_frame);
  StringTable strings;
  const Elf64_Sym symbol = {.st_name = strings.Add(name),
                            .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
                            .st_other = STV_DEFAULT,
                            .st_shndx = text,
                            .st_value = address,
                            .st_size = code.size()};
  const uint16_t string_section = writer.Add(".strtab", {.type = SHT_STRTAB}, strings.bytes());
  // The first symbol means none; those from number `info` on are global.
  writer.Add(
      ".symtab",
      {.type = SHT_SYMTAB, .link = string_section, .info = 1, .entry_size = sizeof(Elf64_Sym)},
      BytesOf(Elf64_Sym{}) + BytesOf(symbol));
  return writer.Finish();
}

}  // namespace krait::jit
