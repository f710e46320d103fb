#include "cli/jit_dump.h"

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/disassembler.h"

namespace krait::cli {
namespace {

using jit::Listing;

/// Addresses are counted from the beginning of the trace's code.
std::string InstructionsText(const Disassembler& disassembler, const Listing& listing,
                             const Listing::Part& part) {
  std::string text;
  for (const auto& [address, instruction] :
       disassembler.Disassemble(listing.code.subspan(part.begin, part.size), part.begin)) {
    absl::StrAppendFormat(&text, "  %6x  %s\n", address, instruction);
  }
  return text;
}

/// Each part below what it is there for; where that is in the source, when it is somewhere else.
std::string PartsText(const Disassembler& disassembler, const Listing& listing) {
  std::string text;
  std::string source;
  for (const Listing::Part& part : listing.parts) {
    if (!part.source.empty() && part.source != source) absl::StrAppend(&text, part.source, "\n");
    if (!part.source.empty()) source = part.source;
    absl::StrAppend(&text, part.purpose, "\n", InstructionsText(disassembler, listing, part));
  }
  return text;
}

std::string MachineCodeText(const Listing& listing) {
  if (listing.code.empty()) return "";
  const std::string size = absl::StrCat("machine code, ", listing.code.size(), " bytes");
  const absl::StatusOr<Disassembler> disassembler = Disassembler::Open();
  if (!disassembler.ok()) return absl::StrCat(size, ": ", disassembler.status().message(), "\n");
  return absl::StrFormat("%s at %p\n%s", size, listing.code.data(),
                         PartsText(*disassembler, listing));
}

}  // namespace

void DumpTrace(const Listing& listing) {
  const std::string text =
      absl::StrCat(listing.title, "\n", listing.trace, MachineCodeText(listing), "\n");
  std::fputs(text.c_str(), stderr);
}

}  // namespace krait::cli
