#include "vm/modules/io/string_io.h"

#include <algorithm>
#include <cstring>

#include "vm/heap/marker.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/vm.h"

namespace krait {

const NativeClass StringIO::kClass = {"_io.StringIO", &StringIO::TraceString, nullptr};

void StringIO::TraceString(Object* object, Marker& marker) {
  marker.Visit(static_cast<StringIO*>(object)->storage_);
}

Result<Value> StringIO::New(Thread& t, Type* cls, Args) { return NewNative<StringIO>(t, cls); }

void StringIO::Reset(const NewlineMode& newline) {
  storage_.Store(this, nullptr);
  size_ = position_ = 0;
  newline_ = newline;
  translator_ = {.translate = newline.translate, .pending_cr = false, .seen = 0};
  closed_ = false;
  ready_ = true;
}

absl::Span<const char32_t> StringIO::content() const {
  RawArray* storage = storage_.Load();
  if (storage == nullptr) return {};
  return {reinterpret_cast<const char32_t*>(storage->data()), size_};
}

absl::Span<const char32_t> StringIO::Take(int64_t limit) {
  if (position_ >= size_) return {};
  size_t count = size_ - position_;
  if (limit >= 0) count = std::min(count, static_cast<size_t>(limit));
  const absl::Span<const char32_t> taken = content().subspan(position_, count);
  position_ += count;
  return taken;
}

absl::Span<const char32_t> StringIO::TakeLine(int64_t limit) {
  if (position_ >= size_) return {};
  absl::Span<const char32_t> rest = content().subspan(position_);
  if (limit >= 0) rest = rest.subspan(0, std::min(rest.size(), static_cast<size_t>(limit)));
  const bool any_kind = newline_.universal && !newline_.translate;
  const char* ending = newline_.universal ? "\n" : newline_.ending;
  size_t end = rest.size();
  for (size_t i = 0; i < rest.size(); ++i) {
    const char32_t c = rest[i];
    const char32_t next = i + 1 < rest.size() ? rest[i + 1] : 0;
    if (any_kind) {
      if (c != '\n' && c != '\r') continue;
      end = i + (c == '\r' && next == '\n' ? 2 : 1);
      break;
    }
    if (c != static_cast<unsigned char>(ending[0])) continue;
    if (ending[1] != '\0' && next != static_cast<unsigned char>(ending[1])) continue;
    end = i + (ending[1] != '\0' ? 2 : 1);
    break;
  }
  position_ += end;
  return rest.subspan(0, end);
}

Result<None> StringIO::Write(Thread& t, const Str* text) {
  if (text->length() == 0) return None{};
  if (position_ > Str::kMaxLength - text->length()) {
    return RaiseOverflowError(t, "new position too large");
  }
  const size_t end = position_ + text->length();
  RawArray* storage = storage_.Load();
  const size_t capacity = storage == nullptr ? 0 : storage->capacity() / sizeof(char32_t);
  if (end > capacity) {
    const size_t wanted = std::max({end, capacity + capacity / 2, size_t{32}});
    RawArray* grown = TRY(RawArray::New(t, wanted * sizeof(char32_t)));
    if (size_ != 0) std::memcpy(grown->data(), storage->data(), size_ * sizeof(char32_t));
    storage_.Store(this, grown);
    storage = grown;
  }
  auto* characters = reinterpret_cast<char32_t*>(storage->data());
  // What a seek left out is zero.
  if (position_ > size_) std::fill(characters + size_, characters + position_, U'\0');
  WithCharacters(text, [&](const auto* from) {
    CopyCharacters(characters + position_, from, text->length());
  });
  position_ = end;
  size_ = std::max(size_, end);
  return None{};
}

void StringIO::Truncate(size_t size) { size_ = std::min(size, size_); }

}  // namespace krait
