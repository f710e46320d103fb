#include "vm/compiler/syntax_error.h"

#include <iterator>
#include <string>

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

/// Line `number` of the text, its end included if it has one; false if there is no such line.
bool LineOf(std::string_view text, int number, std::string* line) {
  for (; number > 1; --number) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  const size_t end = text.find('\n');
  *line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  return true;
}

Result<Value> TextOf(Thread& t, const Problem& problem, Str* filename,
                     const std::string_view* text) {
  if (problem.text) return Str::FromUtf8(t, *problem.text);
  std::string line;
  bool found;
  if (text != nullptr) {
    found = problem.line < 1 || LineOf(*text, problem.line, &line);
  } else {
    found = problem.line >= 1 && SourceLines(t).Find(filename, problem.line, &line);
    line += '\n';
  }
  if (!found) return Value::None();
  return Str::FromUtf8(t, line);
}

}  // namespace

namespace {

/// An exception that has its place in attributes only.
Result<Value> BareError(Thread& t, Type* type, Value message, const Tuple* place) {
  constexpr const char* kPlace[] = {"filename", "lineno",     "offset",
                                    "text",     "end_lineno", "end_offset"};
  const Value error = TRY(CallWith(t, Value::FromObject(type), message));
  for (size_t i = 0; i < std::size(kPlace); ++i) {
    Value value = place->At(i);
    if (value.IsInt() && value.AsInt() < 0) value = Value::None();
    TRY(SetAttr(t, error, TRY(Str::InternUtf8(t, kPlace[i])), value));
  }
  return error;
}

}  // namespace

Raised RaiseSyntaxError(Thread& t, const Problem& problem, Str* filename,
                        const std::string_view* text) {
  Tuple* place =
      TRY(Tuple::Of(t, Value::FromObject(filename), Value::FromInt(problem.line),
                    Value::FromInt(problem.offset), TRY(TextOf(t, problem, filename, text)),
                    Value::FromInt(problem.end_line), Value::FromInt(problem.end_offset)));
  const Value message = Value::FromObject(TRY(Str::FromUtf8(t, problem.message)));
  Type* type = TypeFor(t, problem.kind);
  if (problem.bare_args) return RaiseException(t, TRY(BareError(t, type, message, place)));
  return RaiseException(
      t, TRY(CallWith(t, Value::FromObject(type), message, Value::FromObject(place))));
}

}  // namespace krait::compiler
