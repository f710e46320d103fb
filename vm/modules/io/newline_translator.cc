#include "vm/modules/io/newline_translator.h"

#include <algorithm>
#include <cstring>

#include "vm/heap/rooted.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

template <typename Char>
bool Has(const Char* text, size_t size, char c) {
  if constexpr (sizeof(Char) == 1) {
    return size != 0 && std::memchr(text, c, size) != nullptr;
  } else {
    return std::find(text, text + size, static_cast<Char>(c)) != text + size;
  }
}
bool Has(const Str* text, char c) {
  return WithCharacters(text,
                        [&](const auto* characters) { return Has(characters, text->length(), c); });
}

}  // namespace

Result<Str*> NewlineTranslator::Decode(Thread& t, Str* text, bool final) {
  if (pending_cr && (final || text->length() != 0)) {
    text = TRY(Str::Concat(t, t.vm().latin1_char('\r'), text));
    pending_cr = false;
  }
  const size_t length = text->length();
  if (!final && length != 0 && text->At(length - 1) == '\r') {
    text = TRY(Str::Substring(t, text, 0, length - 1));
    pending_cr = true;
  }
  if (!Has(text, '\r')) {
    if ((seen & kSeenLf) == 0 && Has(text, '\n')) seen |= kSeenLf;
    return text;
  }
  StrWriter out(t);
  if (translate) out.Reserve(text->length());
  size_t copied = 0;
  for (size_t i = 0; i < text->length(); ++i) {
    const char32_t c = text->At(i);
    if (c == '\n') seen |= kSeenLf;
    if (c != '\r') continue;
    const bool pair = i + 1 < text->length() && text->At(i + 1) == '\n';
    seen |= pair ? kSeenCrLf : kSeenCr;
    if (translate) {
      out.AppendRange(text, copied, i);
      out.Append(U'\n');
      copied = i + (pair ? 2 : 1);
    }
    if (pair) ++i;
  }
  if (!translate) return text;
  out.AppendRange(text, copied, text->length());
  return out.Finish(t);
}

Result<Value> NewlineTranslator::Newlines(Thread& t) const {
  if (seen == 0) return Value::None();
  RootedVector kinds(t);
  if ((seen & kSeenCr) != 0) kinds.push_back(Value::FromObject(t.vm().latin1_char('\r')));
  if ((seen & kSeenLf) != 0) kinds.push_back(Value::FromObject(t.vm().latin1_char('\n')));
  if ((seen & kSeenCrLf) != 0) {
    kinds.push_back(Value::FromObject(TRY(Str::InternUtf8(t, "\r\n"))));
  }
  if (kinds.size() == 1) return kinds[0];
  return Tuple::From(t, {kinds.data(), kinds.size()});
}

}  // namespace krait
