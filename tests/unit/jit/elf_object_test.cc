#include "jit/elf_object.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>

namespace krait::jit {
namespace {

constexpr uint8_t kCode[48] = {};

/// Reads an object as a debugger does.
class ElfReader {
 public:
  explicit ElfReader(std::string object) : object_(std::move(object)) {
    const auto header = At<Elf64_Ehdr>(0);
    EXPECT_EQ(std::memcmp(header.e_ident, ELFMAG, SELFMAG), 0);
    EXPECT_EQ(header.e_ident[EI_CLASS], ELFCLASS64);
    EXPECT_EQ(header.e_ident[EI_DATA], ELFDATA2LSB);
    EXPECT_EQ(header.e_machine, EM_X86_64);
    EXPECT_EQ(header.e_shentsize, sizeof(Elf64_Shdr));
    const auto names = At<Elf64_Shdr>(header.e_shoff + header.e_shstrndx * sizeof(Elf64_Shdr));
    for (int i = 0; i < header.e_shnum; ++i) {
      const auto section = At<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr));
      by_number_.push_back(section);
      by_name_[TextAt(names, section.sh_name)] = section;
    }
  }

  template <typename T>
  T At(size_t offset) const {
    T object;
    EXPECT_LE(offset + sizeof(T), object_.size());
    std::memcpy(&object, object_.data() + offset, sizeof(T));
    return object;
  }
  std::string TextAt(const Elf64_Shdr& table, uint32_t offset) const {
    EXPECT_LT(offset, table.sh_size);
    return object_.data() + table.sh_offset + offset;
  }
  const Elf64_Shdr& Section(const std::string& name) const { return by_name_.at(name); }
  const Elf64_Shdr& Section(size_t number) const { return by_number_.at(number); }
  std::string ContentOf(const std::string& name) const {
    return object_.substr(Section(name).sh_offset, Section(name).sh_size);
  }

 private:
  std::string object_;
  std::vector<Elf64_Shdr> by_number_;
  std::map<std::string, Elf64_Shdr> by_name_;
};

TEST(ElfObjectTest, NamesTheCode) {
  const ElfReader elf(MakeElfObject(kCode, "krait:f (file.py:3)", ""));
  const Elf64_Shdr symbols = elf.Section(".symtab");
  ASSERT_EQ(symbols.sh_size, 2 * sizeof(Elf64_Sym));
  EXPECT_EQ(symbols.sh_entsize, sizeof(Elf64_Sym));
  EXPECT_EQ(symbols.sh_info, 1u);  // the first global one
  const auto symbol = elf.At<Elf64_Sym>(symbols.sh_offset + sizeof(Elf64_Sym));
  EXPECT_EQ(elf.TextAt(elf.Section(symbols.sh_link), symbol.st_name), "krait:f (file.py:3)");
  EXPECT_EQ(ELF64_ST_TYPE(symbol.st_info), STT_FUNC);
  EXPECT_EQ(ELF64_ST_BIND(symbol.st_info), STB_GLOBAL);
  EXPECT_EQ(symbol.st_value, reinterpret_cast<uintptr_t>(kCode));
  EXPECT_EQ(symbol.st_size, sizeof(kCode));
  EXPECT_EQ(elf.Section(symbol.st_shndx).sh_addr, symbol.st_value);
}

TEST(ElfObjectTest, SaysWhereTheCodeIs) {
  const ElfReader elf(MakeElfObject(kCode, "f", ""));
  const Elf64_Shdr text = elf.Section(".text");
  EXPECT_EQ(text.sh_type, uint32_t{SHT_NOBITS});
  EXPECT_EQ(text.sh_flags, uint64_t{SHF_ALLOC | SHF_EXECINSTR});
  EXPECT_EQ(text.sh_addr, reinterpret_cast<uintptr_t>(kCode));
  EXPECT_EQ(text.sh_size, sizeof(kCode));
}

TEST(ElfObjectTest, HasWhatIsSaidOfFrames) {
  const ElfReader elf(MakeElfObject(kCode, "f", "call frames"));
  EXPECT_EQ(elf.ContentOf(".debug_frame"), "call frames");
}

}  // namespace
}  // namespace krait::jit
