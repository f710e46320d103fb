#include "vm/modules/regex/substitute.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/modules/regex/scan.h"
#include "vm/modules/regex/template.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait::sre {
namespace {

bool IsCallable(Thread& t, Value object) { return TypeOf(t, object)->slots().call != nullptr; }

/// A replacement without backslashes stands for itself.
Result<bool> IsLiteral(Thread& t, Value repl) {
  if (Is<Str>(repl)) {
    const auto* str = Cast<Str>(repl);
    return WithCharacters(str, [&](const auto* characters) {
      for (size_t i = 0; i < str->length(); ++i) {
        if (characters[i] == '\\') return false;
      }
      return true;
    });
  }
  Buffer buffer(t);
  if (!buffer.Take(repl).ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::Exception)) return Raised{};
    return false;
  }
  const auto bytes = buffer.span();
  return bytes.empty() || std::memchr(bytes.data(), '\\', bytes.size()) == nullptr;
}

/// The result as it grows: pieces of the subject and replacements. A replacement of another kind is
/// reported only at the end, as by a join of all pieces.
class Output {
 public:
  Output(Thread& t, const Scan& scan) : t_(t), scan_(scan), text_(t), bytes_(t) {}

  void AppendSubject(int64_t start, int64_t end) {
    if (start >= end) return;
    const auto from = static_cast<size_t>(start);
    const auto to = static_cast<size_t>(end);
    ++pieces_;
    if (scan_.is_bytes()) {
      const auto* data = static_cast<const uint8_t*>(scan_.subject().data);
      bytes_.Append(absl::Span<const uint8_t>(data + from, to - from));
    } else {
      text_.AppendRange(Cast<Str>(scan_.string()), from, to);
    }
  }

  Result<None> AppendItem(Value item) {
    if (item.IsNone()) return None{};
    ++pieces_;
    if (scan_.is_bytes() ? TRY(AppendBytes(item)) : AppendText(item)) return None{};
    if (bad_piece_ == 0) {
      bad_piece_ = pieces_;
      bad_type_ = TypeName(t_, item);
    }
    return None{};
  }

  /// The pieces of a template make one.
  Result<None> AppendTemplate(const Template& parsed, const Match* match) {
    if (parsed.size() == 1 && !parsed.IsGroup(0)) return AppendItem(parsed.literal(0));
    return AppendItem(TRY(parsed.Expand(t_, match)));
  }

  Result<Value> Finish() {
    if (bad_piece_ != 0) {
      return RaiseTypeError(
          t_, absl::StrCat("sequence item ", bad_piece_ - 1, ": expected ",
                           scan_.is_bytes() ? "a bytes-like object" : "str instance", ", ",
                           bad_type_, " found"));
    }
    if (scan_.is_bytes()) return bytes_.Finish(t_);
    return text_.Finish(t_);
  }

 private:
  bool AppendText(Value item) {
    if (!Is<Str>(item)) return false;
    text_.Append(Cast<Str>(item));
    return true;
  }
  Result<bool> AppendBytes(Value item) {
    if (Is<Bytes>(item)) {
      bytes_.Append(Cast<Bytes>(item)->span());
      return true;
    }
    Buffer buffer(t_);
    if (!buffer.Take(item).ok()) {
      if (!ClearPendingIf(t_, &BuiltinTypes::Exception)) return Raised{};
      return false;
    }
    bytes_.Append(buffer.span());
    return true;
  }

  Thread& t_;
  const Scan& scan_;
  StrWriter text_;
  ByteWriter bytes_;
  size_t pieces_ = 0;
  size_t bad_piece_ = 0;  // from 1
  std::string bad_type_;
};

}  // namespace

Result<Substitution> Substitute(Thread& t, Pattern* pattern, Value repl, Value string,
                                int64_t count) {
  const bool callable = IsCallable(t, repl);
  Template parsed(t);
  const bool is_template = !callable && !TRY(IsLiteral(t, repl));
  if (is_template) TRY(parsed.Parse(t, pattern, repl));
  Scan scan(t, pattern);
  TRY(scan.Open(string));
  Output output(t, scan);
  Substitution result;
  int64_t done = 0;
  while ((count == 0 || result.count < count) && TRY(scan.Next(Operation::kSearch))) {
    const Span span = scan.span();
    output.AppendSubject(done, span.start);
    if (is_template) {
      const Value match = TRY(scan.NewMatch());
      TRY(output.AppendTemplate(parsed, static_cast<const Match*>(match.AsObject())));
    } else {
      TRY(output.AppendItem(callable ? TRY(CallWith(t, repl, TRY(scan.NewMatch()))) : repl));
    }
    done = span.end;
    ++result.count;
  }
  if (result.count == 0) {
    result.text = TRY(scan.Slice(0, scan.endpos()));
    return result;
  }
  output.AppendSubject(done, scan.endpos());
  result.text = TRY(output.Finish());
  return result;
}

}  // namespace krait::sre
