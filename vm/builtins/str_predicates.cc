#include "vm/builtins/str_method_functions.h"
#include "vm/object/str.h"
#include "vm/unicode/properties.h"

/// What str can be asked about its characters.
namespace krait::str_methods {
namespace {

template <typename F>
bool All(const Str* self, F holds) {
  return WithCharacters(self, [&](const auto* characters) {
    for (size_t i = 0; i < self->length(); ++i) {
      if (!holds(characters[i])) return false;
    }
    return true;
  });
}

/// Most predicates are false of the empty string.
template <typename F>
bool AllOfSome(const Str* self, F holds) {
  return self->length() != 0 && All(self, holds);
}

/// All cased characters are of one case, and there are some.
bool AllCased(const Str* self, bool (*wanted)(char32_t), bool (*other)(char32_t)) {
  bool cased = false;
  const bool uniform = All(self, [&](char32_t c) {
    if (other(c) || IsTitle(c)) return false;
    cased = cased || wanted(c);
    return true;
  });
  return uniform && cased;
}

}  // namespace

Result<bool> Isalnum(Thread&, Str* self) { return AllOfSome(self, IsAlnum); }
Result<bool> Isalpha(Thread&, Str* self) { return AllOfSome(self, IsAlpha); }
Result<bool> Isascii(Thread&, Str* self) { return self->is_ascii(); }
Result<bool> Isdecimal(Thread&, Str* self) { return AllOfSome(self, IsDecimal); }
Result<bool> Isdigit(Thread&, Str* self) { return AllOfSome(self, IsDigit); }
Result<bool> Isnumeric(Thread&, Str* self) { return AllOfSome(self, IsNumeric); }
Result<bool> Isprintable(Thread&, Str* self) { return All(self, IsPrintable); }
Result<bool> Isspace(Thread&, Str* self) { return AllOfSome(self, IsSpace); }
Result<bool> Islower(Thread&, Str* self) { return AllCased(self, IsLower, IsUpper); }
Result<bool> Isupper(Thread&, Str* self) { return AllCased(self, IsUpper, IsLower); }

Result<bool> Isidentifier(Thread&, Str* self) {
  bool first = true;
  return AllOfSome(self, [&](char32_t c) {
    const bool fits = first ? c == '_' || IsXidStart(c) : IsXidContinue(c);
    first = false;
    return fits;
  });
}

Result<bool> Istitle(Thread&, Str* self) {
  bool cased = false;
  bool within_word = false;
  const bool titled = All(self, [&](char32_t c) {
    if (IsUpper(c) || IsTitle(c)) {
      if (within_word) return false;
      cased = within_word = true;
    } else if (IsLower(c)) {
      if (!within_word) return false;
      cased = true;
    } else {
      within_word = false;
    }
    return true;
  });
  return titled && cased;
}

}  // namespace krait::str_methods
