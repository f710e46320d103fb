#pragma once

#include "vm/core/result.h"
#include "vm/modules/source_lines.h"

namespace krait {

class StrWriter;
class Thread;
class Traceback;

/// What stands before each line: inside the tree of an exception group "| ", indented.
struct TextMargin {
  int indent = 0;
  const char* text = "";

  void Write(StrWriter& out) const;
};

/// Writes the frames of tracebacks.
class TracebackLines {
 public:
  explicit TracebackLines(Thread& t) : thread_(t), source_(t) {}

  /// The header line in a margin of its own, then two or three lines a frame.
  void Write(StrWriter& out, Value traceback, const TextMargin& margin, const char* header,
             const char* header_margin);

 private:
  void WriteFrame(StrWriter& out, const Traceback* entry, int line, const TextMargin& margin);

  Thread& thread_;
  SourceLines source_;
};

}  // namespace krait
