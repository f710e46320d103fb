#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "vm/number/int_text.h"
#include "vm/object/int.h"

namespace krait {

inline constexpr uint32_t kOracleHashSeed = 20231122;

/// The lines that object_oracle.py prints, each cut at its spaces. KRAIT_FUZZ_SEED and
/// KRAIT_FUZZ_ROUNDS choose others than the usual; KRAIT_PYTHON names the interpreter.
inline std::vector<std::vector<std::string>> AskOracle(const std::string& what, int count) {
  auto environment = [](const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::string(value) : otherwise;
  };
  const std::string command = "PYTHONHASHSEED=" + std::to_string(kOracleHashSeed) +
                              " PYTHONUTF8=1 '" + environment("KRAIT_PYTHON", "/usr/bin/python3") +
                              "' tests/unit/vm/object/object_oracle.py " + what + " " +
                              environment("KRAIT_FUZZ_SEED", "1") + " " +
                              environment("KRAIT_FUZZ_ROUNDS", std::to_string(count));
  std::vector<std::vector<std::string>> lines;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return lines;
  std::string text;
  for (int c; (c = std::getc(pipe)) != EOF;) {
    if (c != '\n') {
      text += static_cast<char>(c);
      continue;
    }
    std::istringstream words(text);
    lines.emplace_back();
    for (std::string word; words >> word;) lines.back().push_back(word);
    text.clear();
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  return lines;
}

/// An exact int from its decimal digits; None from "None".
inline Value ParseNumber(Thread& t, const std::string& text) {
  if (text == "None") return Value::None();
  MallocScratch scratch;
  const IntLiteral literal = ScanInt(text, 10, 0);
  std::vector<Limb> limbs(IntLiteralSize(literal) + 1);
  IntOut out{limbs.data(), limbs.size()};
  EXPECT_EQ(ConvertInt(literal, out, scratch), IntStatus::kOk) << text;
  return *Int::FromView(t, out.View());
}

/// The decimal digits of an exact int.
inline std::string NumberText(Value value) {
  MallocScratch scratch;
  const IntOperand operand(value);
  std::string text(IntTextBound(operand, 10), '?');
  size_t length = 0;
  EXPECT_EQ(FormatInt(operand, 10, 0, text.data(), length, scratch), IntStatus::kOk);
  return text.substr(0, length);
}

}  // namespace krait
