#include "vm/modules/traceback_text.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/code/code.h"
#include "vm/code/line_table.h"
#include "vm/frame/frame_object.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait {
namespace {

constexpr int kRepeatsShown = 3;

/// Line `number` (from 1) of a file without the white space around it; empty when there is none.
std::string SourceLine(const std::string& file, int number) {
  const std::unique_ptr<FILE, int (*)(FILE*)> stream(std::fopen(file.c_str(), "r"), &std::fclose);
  if (stream == nullptr) return "";
  std::string line;
  for (int c; number > 0 && (c = std::fgetc(stream.get())) != EOF;) {
    if (c == '\n') {
      --number;
    } else if (number == 1) {
      line += static_cast<char>(c);
    }
  }
  const size_t begin = line.find_first_not_of(" \t\f");
  if (begin == std::string::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r\f") - begin + 1);
}

struct Line {
  std::string file;
  int number;
  std::string function;
  bool operator==(const Line&) const = default;
};

Line LineOf(const Traceback* entry) {
  const Code* code = entry->frame()->code();
  const int number = entry->lineno() >= 0 ? entry->lineno() : LineAt(code, entry->offset());
  return {code->filename()->ToUtf8(), number, code->name()->ToUtf8()};
}

void AppendRepeats(std::string& out, int repeats) {
  if (repeats <= kRepeatsShown) return;
  const int more = repeats - kRepeatsShown;
  absl::StrAppend(&out, "  [Previous line repeated ", more, " more time", more > 1 ? "s" : "",
                  "]\n");
}

void AppendTraceback(std::string& out, Value traceback) {
  absl::StrAppend(&out, "Traceback (most recent call last):\n");
  Line previous;
  int repeats = 0;
  for (; Is<Traceback>(traceback); traceback = Cast<Traceback>(traceback)->next()) {
    const Line line = LineOf(Cast<Traceback>(traceback));
    if (line == previous) {
      ++repeats;
    } else {
      AppendRepeats(out, repeats);
      repeats = 1;
      previous = line;
    }
    if (repeats > kRepeatsShown) continue;
    absl::StrAppend(&out, "  File \"", line.file, "\", line ", line.number, ", in ", line.function,
                    "\n");
    const std::string source = SourceLine(line.file, line.number);
    if (!source.empty()) absl::StrAppend(&out, "    ", source, "\n");
  }
  AppendRepeats(out, repeats);
}

/// "ValueError: message".
Result<None> AppendSummary(Thread& t, std::string& out, Value exception) {
  Type* type = TypeOf(t, exception);
  const Value module = TRY(GetAttrOrUnbound(t, Value::FromObject(type), names(t).__module__));
  if (Is<Str>(module) && !Cast<Str>(module)->EqualsAscii("builtins") &&
      !Cast<Str>(module)->EqualsAscii("__main__")) {
    absl::StrAppend(&out, Cast<Str>(module)->ToUtf8(), ".");
  }
  absl::StrAppend(&out, type->qualname()->ToUtf8());
  const Result<Str*> text = ToStr(t, exception);
  if (!text.ok()) {
    t.pending = Value::Unbound();
    absl::StrAppend(&out, ": <exception str() failed>");
  } else if ((*text)->length() != 0) {
    absl::StrAppend(&out, ": ", (*text)->ToUtf8());
  }
  absl::StrAppend(&out, "\n");
  return None{};
}

Result<None> AppendChain(Thread& t, std::string& out, Value exception, std::vector<Object*>& seen) {
  const Exception* e = Cast<Exception>(exception);
  seen.push_back(exception.AsObject());
  const auto fresh = [&](Value other) {
    return Is<Exception>(other) &&
           std::find(seen.begin(), seen.end(), other.AsObject()) == seen.end();
  };
  if (fresh(e->cause())) {
    TRY(AppendChain(t, out, e->cause(), seen));
    absl::StrAppend(&out,
                    "\nThe above exception was the direct cause of the following exception:\n\n");
  } else if (fresh(e->context()) && !e->suppress_context()) {
    TRY(AppendChain(t, out, e->context(), seen));
    absl::StrAppend(&out,
                    "\nDuring handling of the above exception, another exception occurred:\n\n");
  }
  if (Is<Traceback>(e->traceback())) AppendTraceback(out, e->traceback());
  return AppendSummary(t, out, exception);
}

}  // namespace

Result<Str*> FormatException(Thread& t, Value exception) {
  std::string out;
  std::vector<Object*> seen;  // all of them are reachable from `exception`
  TRY(AppendChain(t, out, exception, seen));
  return Str::FromUtf8(t, out);
}

}  // namespace krait
