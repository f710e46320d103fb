#include "vm/modules/struct/format.h"

#include "absl/strings/str_cat.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::structs {
namespace {

struct Kind {
  char code;
  int8_t native_size;
  int8_t standard_size;  // 0: native only
};

constexpr Kind kKinds[] = {
    {'x', 1, 1}, {'c', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'?', 1, 1}, {'h', 2, 2}, {'H', 2, 2},
    {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 4}, {'L', 8, 4}, {'q', 8, 8}, {'Q', 8, 8}, {'n', 8, 0},
    {'N', 8, 0}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8}, {'s', 1, 1}, {'p', 1, 1}, {'P', 8, 0},
};

struct ByteOrder {
  bool native = true;
  bool big_endian = false;
};

/// Takes the mark at the front of a format, if there is one.
ByteOrder TakeByteOrder(std::string_view* text) {
  ByteOrder order;
  if (text->empty()) return order;
  const char mark = text->front();
  if (mark != '@' && mark != '=' && mark != '<' && mark != '>' && mark != '!') return order;
  text->remove_prefix(1);
  order.native = mark == '@';
  order.big_endian = mark == '>' || mark == '!';
  return order;
}

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

struct Item {
  char code;
  int64_t size;
  int64_t count;
};

/// Reads a format item by item, with the sizes of its byte order.
class Scanner {
 public:
  Scanner(std::string_view text, ByteOrder order) : text_(text), order_(order) {}

  /// False at the end.
  Result<bool> Next(Thread& t, Item* item) {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
    if (at_ == text_.size()) return false;
    int64_t count = 1;
    if (IsDigit(text_[at_])) {
      count = 0;
      for (; at_ < text_.size() && IsDigit(text_[at_]); ++at_) {
        if (__builtin_mul_overflow(count, 10, &count) ||
            __builtin_add_overflow(count, text_[at_] - '0', &count)) {
          return RaiseError(t, "total struct size too long");
        }
      }
      if (at_ == text_.size()) {
        return RaiseError(t, "repeat count given without format specifier");
      }
    }
    const char code = text_[at_++];
    for (const Kind& kind : kKinds) {
      const int64_t size = order_.native ? kind.native_size : kind.standard_size;
      if (kind.code != code || size == 0) continue;
      *item = {code, size, count};
      return true;
    }
    return RaiseError(t, "bad char in struct format");
  }

  /// Where an item goes behind `offset` bytes; native items are aligned to their size.
  bool Align(const Item& item, int64_t* offset) const {
    if (!order_.native || item.size == 1 || *offset == 0) return true;
    const int64_t mask = item.size - 1;
    if (__builtin_add_overflow(*offset, mask, offset)) return false;
    *offset &= ~mask;
    return true;
  }

 private:
  std::string_view text_;
  ByteOrder order_;
  size_t at_ = 0;
};

bool IsText(char code) { return code == 's' || code == 'p'; }

}  // namespace

void Part::TraceRoots(Marker& marker) {
  marker.Visit(struct_type);
  marker.Visit(iterator);
  marker.Visit(error);
  marker.Visit(cache);
}

Raised RaiseError(Thread& t, std::string_view message) {
  const Result<Str*> text = Str::FromUtf8(t, message);
  if (!text.ok()) return Raised{};
  const Result<Value> error =
      CallWith(t, Value::FromObject(PartOf(t).error), Value::FromObject(*text));
  if (!error.ok()) return Raised{};
  return RaiseException(t, *error);
}

Result<RawArray*> ParseFormat(Thread& t, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return RaiseError(t, "embedded null character");
  // An item takes a character at least.
  RawArray* array = TRY(RawArray::New(t, sizeof(Format) + text.size() * sizeof(Code)));
  auto* format = reinterpret_cast<Format*>(array->data());
  auto* codes = reinterpret_cast<Code*>(format + 1);
  const ByteOrder order = TakeByteOrder(&text);
  Scanner scanner(text, order);
  int64_t offset = 0;
  int64_t items = 0;
  Item item;
  while (TRY(scanner.Next(t, &item))) {
    int64_t length;
    int64_t end;
    if (!scanner.Align(item, &offset) || __builtin_mul_overflow(item.count, item.size, &length) ||
        __builtin_add_overflow(offset, length, &end)) {
      return RaiseError(t, "total struct size too long");
    }
    if (IsText(item.code)) {
      codes[format->code_count++] = {item.code, order.native, order.big_endian,
                                     offset,    item.count,   1};
      ++items;
    } else if (item.code != 'x' && item.count > 0) {
      codes[format->code_count++] = {item.code, order.native, order.big_endian,
                                     offset,    item.size,    item.count};
      items += item.count;
    }
    offset = end;
  }
  format->size = offset;
  format->items = items;
  return array;
}

}  // namespace krait::structs
