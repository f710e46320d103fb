#include "vm/unicode/names.h"

#include <algorithm>
#include <iterator>

namespace krait {
namespace {

/// Neighbouring code points that have names, and the number of the first one's.
struct NameRun {
  uint32_t first;
  uint32_t count;
  uint32_t entry;
};

/// Code points named after a prefix and their own number.
struct NameRange {
  uint32_t first;
  uint32_t last;
};

struct NamedSequence {
  uint32_t size;
  uint32_t code_points[kMaxNamedSequence];
};

}  // namespace

// Entries, their words and the hash table: write_names in tools/generate_unicode.py says how.
#include "vm/unicode/name_tables.inc"

namespace {

constexpr std::string_view kIdeographPrefix = "CJK UNIFIED IDEOGRAPH-";
constexpr std::string_view kSyllablePrefix = "HANGUL SYLLABLE ";
constexpr char32_t kSyllableBase = 0xAC00;
constexpr uint32_t kSyllables = 11172;

constexpr std::string_view kLeads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                       "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                        "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                        "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                        "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                        "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr uint32_t kVowelCount = std::size(kVowels);
constexpr uint32_t kTrailCount = std::size(kTrails);

char UpperAscii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

size_t Append(std::string_view text, char* out, size_t size) {
  std::copy(text.begin(), text.end(), out + size);
  return size + text.size();
}

bool IsIdeograph(char32_t c) {
  for (const NameRange& range : kIdeographRanges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

size_t IdeographName(char32_t c, char* out) {
  size_t size = Append(kIdeographPrefix, out, 0);
  for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) {
    out[size++] = "0123456789ABCDEF"[c >> shift & 0xF];
  }
  return size;
}

size_t SyllableName(uint32_t index, char* out) {
  size_t size = Append(kSyllablePrefix, out, 0);
  size = Append(kLeads[index / (kVowelCount * kTrailCount)], out, size);
  size = Append(kVowels[index / kTrailCount % kVowelCount], out, size);
  return Append(kTrails[index % kTrailCount], out, size);
}

/// Reads the words of one entry.
class WordReader {
 public:
  explicit WordReader(uint32_t entry) : place_(kNameText + kNameGroupOffsets[entry / kNameGroup]) {
    for (uint32_t skip = entry % kNameGroup; skip > 0; --skip) {
      while (ReadCode() != 0) {
      }
    }
  }

  /// The next word's letters, the last with its top bit set; null at the end.
  const uint8_t* Next() {
    uint32_t code = ReadCode();
    return code == 0 ? nullptr : kWordLetters + kWordOffsets[code];
  }

 private:
  uint32_t ReadCode() {
    uint32_t code = *place_++;
    if (code < kOneByteWords) return code;
    return ((code - kOneByteWords) << 8 | *place_++) + kOneByteWords;
  }

  const uint8_t* place_;
};

/// Writes the entry with the space that its first word carries; returns the length.
size_t EntryName(uint32_t entry, char* out) {
  size_t size = 0;
  WordReader words(entry);
  while (const uint8_t* letter = words.Next()) {
    for (;; ++letter) {
      out[size++] = static_cast<char>(*letter & 0x7F);
      if (*letter & 0x80) break;
    }
  }
  return size;
}

bool EntryIs(uint32_t entry, std::string_view name) {
  char text[kMaxCharName + 1];
  size_t size = EntryName(entry, text);
  return std::equal(text + 1, text + size, name.begin(), name.end(),
                    [](char ours, char theirs) { return ours == UpperAscii(theirs); });
}

/// FNV-1a with its high half folded in: the generator computes the same.
uint32_t HashName(std::string_view name) {
  uint32_t hash = 2166136261;
  for (char c : name) hash = (hash ^ static_cast<uint8_t>(UpperAscii(c))) * 16777619;
  return hash ^ hash >> 15;
}

NamedText SingleCharacter(char32_t c) { return {.code_points = {c}, .size = 1}; }

NamedText EntryTarget(uint32_t entry) {
  if (entry < kNamedCharacters) {
    const NameRun* run =
        std::upper_bound(std::begin(kNameRuns), std::end(kNameRuns), entry,
                         [](uint32_t wanted, const NameRun& run) { return wanted < run.entry; }) -
        1;
    return SingleCharacter(run->first + (entry - run->entry));
  }
  entry -= kNamedCharacters;
  if (entry < kNameAliases) return SingleCharacter(kAliasTargets[entry]);
  const NamedSequence& sequence = kNamedSequences[entry - kNameAliases];
  NamedText text = {.code_points = {}, .size = sequence.size};
  std::copy_n(sequence.code_points, sequence.size, text.code_points);
  return text;
}

/// The number of the longest of `parts` that `name` starts with, which it loses; -1 if none.
template <size_t kCount>
int TakeLongest(const std::string_view (&parts)[kCount], std::string_view* name) {
  int best = -1;
  for (size_t i = 0; i < kCount; ++i) {
    if (name->starts_with(parts[i]) && (best < 0 || parts[i].size() > parts[best].size())) {
      best = static_cast<int>(i);
    }
  }
  if (best >= 0) name->remove_prefix(parts[best].size());
  return best;
}

NamedText LookupSyllable(std::string_view name) {
  int lead = TakeLongest(kLeads, &name);
  int vowel = TakeLongest(kVowels, &name);
  int trail = TakeLongest(kTrails, &name);
  if (vowel < 0 || !name.empty()) return {};
  return SingleCharacter(kSyllableBase + (lead * kVowelCount + vowel) * kTrailCount + trail);
}

NamedText LookupIdeograph(std::string_view digits) {
  if (digits.size() != 4 && digits.size() != 5) return {};
  char32_t c = 0;
  for (char digit : digits) {
    size_t value = std::string_view("0123456789ABCDEF").find(digit);
    if (value == std::string_view::npos) return {};
    c = c << 4 | static_cast<char32_t>(value);
  }
  return IsIdeograph(c) ? SingleCharacter(c) : NamedText{};
}

}  // namespace

size_t CharName(char32_t c, char out[kMaxCharName]) {
  if (c - kSyllableBase < kSyllables) return SyllableName(c - kSyllableBase, out);
  if (IsIdeograph(c)) return IdeographName(c, out);
  const NameRun* run =
      std::upper_bound(std::begin(kNameRuns), std::end(kNameRuns), c,
                       [](char32_t wanted, const NameRun& run) { return wanted < run.first; });
  if (run == std::begin(kNameRuns)) return 0;
  --run;
  if (c - run->first >= run->count) return 0;
  char text[kMaxCharName + 1];
  size_t size = EntryName(run->entry + (c - run->first), text);
  std::copy(text + 1, text + size, out);
  return size - 1;
}

NamedText LookupCharName(std::string_view name) {
  if (name.size() > kMaxCharName) return {};
  if (name.starts_with(kSyllablePrefix)) {
    return LookupSyllable(name.substr(kSyllablePrefix.size()));
  }
  if (name.starts_with(kIdeographPrefix)) {
    return LookupIdeograph(name.substr(kIdeographPrefix.size()));
  }
  constexpr uint32_t kMask = std::size(kNameSlots) - 1;
  for (uint32_t slot = HashName(name) & kMask;; slot = (slot + 1) & kMask) {
    if (kNameSlots[slot] == kEmptyNameSlot) return {};
    if (EntryIs(kNameSlots[slot], name)) return EntryTarget(kNameSlots[slot]);
  }
}

}  // namespace krait
