#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vm/core/result.h"

namespace krait {

class Str;
class Thread;

/// Lines of source files, for tracebacks: keeps the file read last.
class SourceLines {
 public:
  explicit SourceLines(Thread& t) : thread_(t) {}

  /// Line `number` (from 1) of `filename`, or of a file of that name in a directory of sys.path,
  /// as UTF-8 without its end. False when there is no such file or line, when it is not in the
  /// encoding that the file claims, or when the VM may not read files.
  bool Find(const Str* filename, int number, std::string* line);

 private:
  void Open(const std::string& filename);
  bool Load(const std::string& path);
  bool LoadFromPath(std::string_view filename);
  void SplitLines();
  void FindEncoding();
  bool Decode(std::string_view bytes, std::string* line);

  Thread& thread_;
  std::string filename_;
  std::string text_;
  std::vector<std::string_view> lines_;
  std::string encoding_;  // empty: UTF-8
};

}  // namespace krait
