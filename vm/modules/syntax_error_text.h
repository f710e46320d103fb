#pragma once

#include "vm/core/result.h"
#include "vm/modules/traceback_lines.h"

namespace krait {

class StrWriter;
class Thread;

/// For an exception that says where in a source text it is (a SyntaxError): writes the file, the
/// line and a caret, and lets `*message` be what goes behind the type's name. False when it says
/// nothing, or nothing that makes sense: then nothing is written.
Result<bool> WriteSyntaxErrorPlace(Thread& t, StrWriter& out, const TextMargin& margin,
                                   Value exception, Value* message);

}  // namespace krait
