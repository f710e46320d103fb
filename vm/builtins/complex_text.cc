#include "vm/builtins/complex_text.h"

#include <cmath>
#include <string_view>

#include "vm/builtins/number_source.h"
#include "vm/number/float_text.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait {
namespace {

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

/// Walks over a text: [(] [real] [imaginary "j"] [)], with spaces at the ends and inside the
/// parentheses.
class ComplexScanner {
 public:
  explicit ComplexScanner(std::string_view text) : text_(text) {}

  bool Scan(ComplexNumber* number) {
    SkipSpaces();
    const bool enclosed = Take('(');
    if (enclosed) SkipSpaces();
    if (!ScanParts(number)) return false;
    SkipSpaces();
    if (enclosed) {
      if (!Take(')')) return false;
      SkipSpaces();
    }
    return text_.empty();
  }

 private:
  bool At(char c) const { return !text_.empty() && text_[0] == c; }
  bool AtSign() const { return At('+') || At('-'); }
  bool AtUnit() const { return At('j') || At('J'); }

  bool Take(char c) {
    if (!At(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool TakeUnit() { return Take('j') || Take('J'); }

  void SkipSpaces() {
    while (At(' ') || (!text_.empty() && text_[0] >= '\t' && text_[0] <= '\r')) {
      text_.remove_prefix(1);
    }
  }

  bool TakeNumber(double* value) {
    const size_t length = ParseFloatPrefix(text_, value);
    text_.remove_prefix(length);
    return length != 0;
  }

  /// A sign without a number stands for one.
  double TakeSign() {
    if (Take('-')) return -1.0;
    Take('+');
    return 1.0;
  }

  bool ScanParts(ComplexNumber* number) {
    *number = {};
    double first;
    if (!TakeNumber(&first)) {
      number->imag = TakeSign();
      return TakeUnit();
    }
    if (AtSign()) {
      number->real = first;
      if (!TakeNumber(&number->imag)) number->imag = TakeSign();
      return TakeUnit();
    }
    (AtUnit() ? number->imag : number->real) = first;
    if (AtUnit()) TakeUnit();
    return true;
  }

  std::string_view text_;
};

Raised RaiseNoConversion(Thread& t, Str* text) {
  Str* repr = TRY(Repr(t, Value::FromObject(text)));
  StrWriter message(t);
  message.AppendAscii("could not convert string to complex: ");
  message.Append(repr);
  Str* shown = TRY(message.Finish(t));
  return RaiseWithArgument(t, &BuiltinTypes::ValueError, Value::FromObject(shown));
}

/// Each stands between two digits, and there is no NUL.
bool UnderscoresAreRight(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return false;
    if (text[i] != '_') continue;
    if (i == 0 || i + 1 == text.size()) return false;
    if (!IsAsciiDigit(text[i - 1]) || !IsAsciiDigit(text[i + 1])) return false;
  }
  return true;
}

Result<Str*> WithoutUnderscores(Thread& t, std::string_view text) {
  StrWriter out(t);
  for (char c : text) {
    if (c != '_') out.Append(static_cast<unsigned char>(c));
  }
  return out.Finish(t);
}

}  // namespace

std::string ComplexRepr(ComplexNumber number) {
  if (number.real == 0 && !std::signbit(number.real)) {
    return FormatFloat(number.imag, {}) + "j";
  }
  return "(" + FormatFloat(number.real, {}) + FormatFloat(number.imag, {.always_sign = true}) +
         "j)";
}

Result<ComplexNumber> ComplexFromStr(Thread& t, Str* text) {
  Str* ascii = TRY(AsciiNumberText(t, text));
  // As in CPython, an underscore behind a NUL is not seen: the text is malformed in any case.
  const std::string_view view = ascii->AsciiView();
  if (view.substr(0, view.find('\0')).find('_') != std::string_view::npos) {
    if (!UnderscoresAreRight(view)) return RaiseNoConversion(t, text);
    ascii = TRY(WithoutUnderscores(t, view));
  }
  ComplexNumber number;
  if (ComplexScanner(ascii->AsciiView()).Scan(&number)) return number;
  return RaiseValueError(t, "complex() arg is a malformed string");
}

}  // namespace krait
