// Runs the cases that differential.py writes and compares with what CPython found. By hand:
//
//   python3 differential.py --count 100000 --seed 7 > cases
//   KRAIT_SRE_CASES=cases vm_modules_sre_test --gtest_filter='Differential.*'

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/modules/sre/test_host.h"
#include "vm/modules/sre/matcher.h"
#include "vm/modules/sre/translate.h"

#ifndef KRAIT_SOURCE_DIR
#define KRAIT_SOURCE_DIR "."
#endif

namespace krait::sre {
namespace {

// The words of one line.
class Words {
 public:
  explicit Words(const std::string& line) : rest_(line.c_str()) {}
  long long Number() {
    char* end;
    long long number = std::strtoll(rest_, &end, 10);
    EXPECT_NE(end, rest_) << "no number at: " << rest_;
    rest_ = end;
    return number;
  }
  std::string Rest() {
    while (*rest_ == ' ') ++rest_;
    return rest_;
  }
  char Letter() {
    while (*rest_ == ' ') ++rest_;
    return *rest_ == '\0' ? '\0' : *rest_++;
  }

 private:
  const char* rest_;
};

// The lines of a stream of cases, each with a letter first:
//   P pattern, as it is written in Python
//   C groups, number of words, the code
//   T width, number of characters, the characters of a subject
//   m, f, s (match, fullmatch, search), M, S (all of them): start, end, "=", what CPython found
class CaseRunner {
 public:
  void RunLine(const std::string& line) {
    Words words(line);
    switch (char letter = words.Letter()) {
      case 'P':
        pattern_ = words.Rest();
        break;
      case 'C':
        ReadCode(words);
        break;
      case 'T':
        ReadSubject(words);
        break;
      default:
        Compare(letter, words);
    }
  }
  size_t cases() const { return cases_; }

 private:
  void ReadCode(Words& words) {
    groups_ = static_cast<uint32_t>(words.Number());
    size_t count = static_cast<size_t>(words.Number());
    code_.clear();
    for (size_t i = 0; i < count; ++i) code_.push_back(static_cast<uint32_t>(words.Number()));
    CodeError error;
    Status status = Translate(host_, code_, groups_, program_, error);
    ASSERT_EQ(status, Status::kMatch) << pattern_ << ": " << error.reason << " at " << error.offset;
  }

  void ReadSubject(Words& words) {
    subject_.width = static_cast<uint8_t>(words.Number());
    subject_.size = static_cast<size_t>(words.Number());
    // A block of exactly its size, so that a sanitizer sees reads outside.
    bytes_ = std::vector<char>(subject_.size * subject_.width);
    for (size_t i = 0; i < subject_.size; ++i) {
      uint32_t c = static_cast<uint32_t>(words.Number());
      std::memcpy(bytes_.data() + i * subject_.width, &c, subject_.width);
    }
    subject_.data = bytes_.data();
  }

  void Compare(char letter, Words& words) {
    ++cases_;
    size_t start = static_cast<size_t>(words.Number());
    size_t end = static_cast<size_t>(words.Number());
    ASSERT_EQ(words.Letter(), '=');
    std::string expected = words.Rest();
    Operation operation = letter == 'm' || letter == 'M'   ? Operation::kMatch
                          : letter == 'f' || letter == 'F' ? Operation::kFullMatch
                                                           : Operation::kSearch;
    host_.polls = 0;
    host_.stop_at = 20000;
    Matcher matcher(host_, Program({program_.data(), program_.size()}), subject_, start, end);
    std::string found;
    bool all = letter >= 'A' && letter <= 'Z';
    Status status;
    while ((status = matcher.Next(operation)) == Status::kMatch) {
      found += Describe(matcher);
      if (!all) break;
    }
    if (status == Status::kMemory) found += "memory";
    if (status == Status::kStopped) found += "stopped";
    EXPECT_EQ(found, expected) << "pattern " << pattern_ << ", subject '" << SubjectText()
                               << "' of width " << int{subject_.width} << ", operation " << letter
                               << " from " << start << " to " << end;
  }

  std::string Describe(const Matcher& matcher) const {
    std::string text;
    for (uint32_t i = 0; i <= groups_; ++i) {
      Span span = matcher.group(i);
      text += std::to_string(span.start) + "," + std::to_string(span.end) + " ";
    }
    return text + std::to_string(matcher.last_index()) + "; ";
  }

  std::string SubjectText() const {
    std::string text;
    for (size_t i = 0; i < subject_.size; ++i) {
      uint32_t c = 0;
      std::memcpy(&c, bytes_.data() + i * subject_.width, subject_.width);
      char buffer[16];
      std::snprintf(buffer, sizeof(buffer), c >= ' ' && c < 127 ? "%c" : "\\x{%x}", c);
      text += buffer;
    }
    return text;
  }

  TestHost host_;
  std::string pattern_;
  std::vector<uint32_t> code_;
  uint32_t groups_ = 0;
  Array<uint32_t> program_{host_};
  std::vector<char> bytes_;
  Subject subject_ = {nullptr, 0, 1};
  size_t cases_ = 0;
};

bool ReadLine(std::FILE* stream, std::string& line) {
  line.clear();
  int c;
  while ((c = std::getc(stream)) != EOF && c != '\n') line.push_back(static_cast<char>(c));
  return c != EOF || !line.empty();
}

size_t RunCases(std::FILE* stream) {
  CaseRunner runner;
  std::string line;
  while (ReadLine(stream, line) && !testing::Test::HasFatalFailure()) {
    if (!line.empty()) runner.RunLine(line);
    if (testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count() > 20) {
      break;
    }
  }
  return runner.cases();
}

std::string Environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

TEST(Differential, FindsWhatCPythonFinds) {
  const std::string cases_path = Environment("KRAIT_SRE_CASES", "");
  if (!cases_path.empty()) {
    std::FILE* stream = std::fopen(cases_path.c_str(), "r");
    ASSERT_NE(stream, nullptr) << cases_path;
    size_t cases = RunCases(stream);
    std::fclose(stream);
    std::printf("%zu cases\n", cases);
    EXPECT_GT(cases, 0u);
    return;
  }
  const std::string python = Environment("KRAIT_PYTHON", "/usr/bin/python3");
  const std::string script = KRAIT_SOURCE_DIR "/tests/unit/vm/modules/sre/differential.py";
  if (access(python.c_str(), X_OK) != 0 || access(script.c_str(), R_OK) != 0) {
    GTEST_SKIP() << "needs " << python << " and " << script;
  }
  std::FILE* stream = popen(("'" + python + "' '" + script + "' --quick").c_str(), "r");
  ASSERT_NE(stream, nullptr);
  size_t cases = RunCases(stream);
  bool failed = HasFailure();
  int result = pclose(stream);
  if (WIFEXITED(result) && WEXITSTATUS(result) == 77) GTEST_SKIP() << "needs Python 3.11";
  EXPECT_TRUE(result == 0 || failed) << "the script failed";
  EXPECT_GT(cases, 1000u);
}

}  // namespace
}  // namespace krait::sre
