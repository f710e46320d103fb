#include "vm/modules/regex/scan.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::sre {
namespace {

Raised RaiseNoSubject(Thread& t, Value string) {
  return RaiseTypeError(
      t, absl::StrCat("expected string or bytes-like object, got '", TypeName(t, string), "'"));
}

/// Takes the bytes of anything but a str.
Result<None> TakeBytes(Thread& t, Value string, Buffer& buffer) {
  if (buffer.Take(string).ok()) return None{};
  if (!ClearPendingIf(t, &BuiltinTypes::Exception)) return Raised{};
  return RaiseNoSubject(t, string);
}

}  // namespace

void* ThreadHost::Resize(void* block, size_t old_bytes, size_t new_bytes) {
  if (new_bytes > old_bytes && !t_.heap().ReserveNative(t_, new_bytes - old_bytes)) return nullptr;
  void* moved = std::realloc(block, new_bytes);
  if (moved == nullptr) {
    if (new_bytes > old_bytes) t_.heap().ReleaseNative(new_bytes - old_bytes);
    return nullptr;
  }
  if (new_bytes < old_bytes) t_.heap().ReleaseNative(old_bytes - new_bytes);
  return moved;
}

void ThreadHost::Free(void* block, size_t bytes) {
  std::free(block);
  t_.heap().ReleaseNative(bytes);
}

bool ThreadHost::Poll() { return CheckPoll(t_).ok(); }

Raised RaiseStatus(Thread& t, Status status) {
  if (status == Status::kMemory) return RaiseMemoryError(t);
  if (status == Status::kInvalid) {
    return Raise(t, &BuiltinTypes::RuntimeError, "invalid SRE code");
  }
  return Raised{};
}

Result<bool> IsBytesSubject(Thread& t, Value string) {
  if (Is<Str>(string)) return false;
  if (Is<Bytes>(string)) return true;
  Buffer buffer(t);
  TRY(TakeBytes(t, string, buffer));
  return true;
}

Result<None> Scan::Open(Value string, int64_t pos, int64_t endpos) {
  if (Is<Str>(string)) {
    const auto* str = Cast<Str>(string);
    subject_ = {str->data(), str->length(), static_cast<uint8_t>(str->width())};
    if (pattern_->kind() == Pattern::Kind::kBytes) {
      return RaiseTypeError(t_, "cannot use a bytes pattern on a string-like object");
    }
  } else {
    if (Is<Bytes>(string)) {
      subject_ = {Cast<Bytes>(string)->data(), Cast<Bytes>(string)->size(), 1};
    } else {
      TRY(TakeBytes(t_, string, buffer_));
      subject_ = {buffer_.view().data, static_cast<size_t>(buffer_.view().size), 1};
    }
    is_bytes_ = true;
    if (pattern_->kind() == Pattern::Kind::kStr) {
      return RaiseTypeError(t_, "cannot use a string pattern on a bytes-like object");
    }
  }
  string_ = string;
  const auto size = static_cast<int64_t>(subject_.size);
  pos_ = std::clamp<int64_t>(pos, 0, size);
  endpos_ = std::clamp<int64_t>(endpos, 0, size);
  matcher_.emplace(host_, program_, subject_, static_cast<size_t>(pos_),
                   static_cast<size_t>(endpos_));
  return None{};
}

Result<bool> Scan::Next(Operation operation) {
  const Status status = matcher_->Next(operation);
  if (status == Status::kMatch) return true;
  if (status == Status::kNoMatch) return false;
  return RaiseStatus(t_, status);
}

Result<Value> Scan::NewMatch() {
  return Match::New(t_, pattern_, string_, pos_, endpos_, *matcher_);
}

Result<Value> Scan::Slice(int64_t start, int64_t end) {
  start = std::clamp<int64_t>(start, 0, static_cast<int64_t>(subject_.size));
  end = std::clamp<int64_t>(end, start, static_cast<int64_t>(subject_.size));
  if (!is_bytes_) {
    if (start == end) return t_.vm().empty_str();
    return Str::Substring(t_, Cast<Str>(string_), static_cast<size_t>(start),
                          static_cast<size_t>(end));
  }
  if (IsExactly<Bytes>(string_) && end - start == static_cast<int64_t>(subject_.size)) {
    return string_;
  }
  return Bytes::From(t_,
                     absl::Span<const uint8_t>(static_cast<const uint8_t*>(subject_.data) + start,
                                               static_cast<size_t>(end - start)));
}

Result<Value> Scan::Group(uint32_t group, Value if_unset) {
  const Span span = matcher_->group(group);
  if (span.start < 0) return if_unset;
  return Slice(span.start, span.end);
}

Result<Value> SliceSubject(Thread& t, Value string, int64_t start, int64_t end) {
  if (Is<Str>(string)) {
    auto* str = Cast<Str>(string);
    start = std::clamp<int64_t>(start, 0, static_cast<int64_t>(str->length()));
    end = std::clamp<int64_t>(end, start, static_cast<int64_t>(str->length()));
    return Str::Substring(t, str, static_cast<size_t>(start), static_cast<size_t>(end));
  }
  Buffer buffer(t);
  TRY(TakeBytes(t, string, buffer));
  const auto bytes = buffer.span();
  start = std::clamp<int64_t>(start, 0, static_cast<int64_t>(bytes.size()));
  end = std::clamp<int64_t>(end, start, static_cast<int64_t>(bytes.size()));
  if (IsExactly<Bytes>(string) && end - start == static_cast<int64_t>(bytes.size())) return string;
  return Bytes::From(t,
                     bytes.subspan(static_cast<size_t>(start), static_cast<size_t>(end - start)));
}

}  // namespace krait::sre
