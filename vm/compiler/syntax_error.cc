#include "vm/compiler/syntax_error.h"

#include <iterator>
#include <string>

#include "absl/types/span.h"
#include "vm/compiler/parse/utf8_text.h"
#include "vm/modules/source_lines.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

Type* TypeFor(Thread& t, Problem::Kind kind) {
  switch (kind) {
    case Problem::Kind::kIndentation:
      return types(t).IndentationError;
    case Problem::Kind::kTab:
      return types(t).TabError;
    default:
      return types(t).SyntaxError;
  }
}

bool LineInFile(Thread& t, const Problem& problem, Str* filename, std::string* line) {
  if (problem.line < 1 || !SourceLines(t).Find(filename, problem.line, line)) return false;
  *line += '\n';
  return true;
}

Result<Value> TextOf(Thread& t, const Problem& problem, Str* filename) {
  std::string line;
  const bool asks_file = problem.asks_file || !problem.text;
  if (asks_file && LineInFile(t, problem, filename, &line)) return Str::FromUtf8(t, line);
  if (!problem.text) return Value::None();
  return Str::FromUtf8(t, ReadableText(*problem.text));
}

/// As SyntaxError has them, and its `args`.
struct Place {
  const char* name;
  Value value;
};

Result<None> SetPlace(Thread& t, Value error, absl::Span<const Place> place) {
  for (const Place& part : place) {
    TRY(SetAttr(t, error, TRY(Str::InternUtf8(t, part.name)), part.value));
  }
  return None{};
}

}  // namespace

Raised RaiseSyntaxError(Thread& t, const Problem& problem, Str* filename) {
  const Value message = Value::FromObject(TRY(Str::FromUtf8(t, problem.message)));
  const Value type = Value::FromObject(TypeFor(t, problem.kind));
  if (!problem.has_place) return RaiseException(t, TRY(CallWith(t, type, message)));
  const auto offset = [&](int32_t number) {
    return problem.placed_later && number < 0 ? Value::None() : Value::FromInt(number);
  };
  const Place place[] = {{"filename", Value::FromObject(filename)},
                         {"lineno", Value::FromInt(problem.line)},
                         {"offset", offset(problem.offset)},
                         {"text", TRY(TextOf(t, problem, filename))},
                         {"end_lineno", Value::FromInt(problem.end_line)},
                         {"end_offset", offset(problem.end_offset)}};
  if (problem.placed_later) {
    const Value error = TRY(CallWith(t, type, message));
    TRY(SetPlace(t, error, place));
    return RaiseException(t, error);
  }
  Tuple* const arg =
      problem.has_end
          ? TRY(Tuple::Of(t, place[0].value, place[1].value, place[2].value, place[3].value,
                          place[4].value, place[5].value))
          : TRY(Tuple::Of(t, place[0].value, place[1].value, place[2].value, place[3].value));
  return RaiseException(t, TRY(CallWith(t, type, message, Value::FromObject(arg))));
}

}  // namespace krait::compiler
