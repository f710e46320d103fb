#include "vm/compiler/syntax_error.h"

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

/// Line `number` of the text, its end included; false if there is none.
bool LineOf(std::string_view text, int number, std::string* line) {
  for (; number > 1; --number) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  *line = text.substr(0, text.find('\n'));
  *line += '\n';
  return true;
}

Result<Value> TextOf(Thread& t, const Problem& problem, Str* filename,
                     const std::string_view* text) {
  if (problem.line < 1) return Value::None();
  std::string line;
  bool found;
  if (text != nullptr) {
    found = LineOf(*text, problem.line, &line);
  } else {
    found = SourceLines(t).Find(filename, problem.line, &line);
    line += '\n';
  }
  if (!found) return Value::None();
  return Str::FromUtf8(t, line);
}

}  // namespace

Raised RaiseSyntaxError(Thread& t, const Problem& problem, Str* filename,
                        const std::string_view* text) {
  Tuple* place =
      TRY(Tuple::Of(t, Value::FromObject(filename), Value::FromInt(problem.line),
                    Value::FromInt(problem.offset), TRY(TextOf(t, problem, filename, text)),
                    Value::FromInt(problem.end_line), Value::FromInt(problem.end_offset)));
  const Value message = Value::FromObject(TRY(Str::FromUtf8(t, problem.message)));
  return RaiseException(t, TRY(CallWith(t, Value::FromObject(TypeFor(t, problem.kind)), message,
                                        Value::FromObject(place))));
}

}  // namespace krait::compiler
