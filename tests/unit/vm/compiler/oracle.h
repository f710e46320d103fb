#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace krait::compiler {

using Lines = std::vector<std::string>;

/// The lines that a script of this folder prints when it reads `input`. `call` is its path here,
/// and arguments.
inline Lines AskOracle(const std::string& call, const std::string& input) {
  std::string path = testing::TempDir() + "oracle_input_XXXXXX";
  const int fd = mkstemp(path.data());
  if (fd < 0) return {};
  std::FILE* file = fdopen(fd, "w");
  std::fwrite(input.data(), 1, input.size(), file);
  std::fclose(file);
  const std::string command =
      absl::StrCat("PYTHONUTF8=1 /usr/bin/python3 tests/unit/vm/compiler/", call, " <'", path, "'");
  Lines lines;
  if (std::FILE* pipe = popen(command.c_str(), "r")) {
    std::string text;
    for (int c; (c = std::getc(pipe)) != EOF;) text += static_cast<char>(c);
    pclose(pipe);
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
  }
  std::filesystem::remove(path);
  return lines;
}

/// The text as the tokenizer wants it.
inline std::string WholeLines(std::string text) {
  text = absl::StrReplaceAll(text, {{"\r\n", "\n"}, {"\r", "\n"}});
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

/// The sources in a folder; without KRAIT_ALL_SOURCES one in `step`.
inline std::vector<std::string> SourcesIn(const std::string& folder, size_t step) {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".py") all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  if (std::getenv("KRAIT_ALL_SOURCES") != nullptr) step = 1;
  std::vector<std::string> some;
  for (size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
  return some;
}

}  // namespace krait::compiler
