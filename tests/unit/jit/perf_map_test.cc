#include "jit/perf_map.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "absl/strings/str_cat.h"

namespace krait::jit {
namespace {

std::string Path(pid_t process) { return absl::StrCat("/tmp/perf-", process, ".map"); }

std::string ContentOf(const std::string& path) {
  std::string content;
  if (FILE* file = std::fopen(path.c_str(), "r")) {
    for (int c; (c = std::getc(file)) != EOF;) content += static_cast<char>(c);
    std::fclose(file);
  }
  return content;
}

absl::Span<const uint8_t> CodeAt(uintptr_t address, size_t size) {
  return {reinterpret_cast<const uint8_t*>(address), size};
}

/// What a process that does nothing else writes, as file and to standard error.
struct Written {
  std::string map;
  std::string errors;
};
Written WrittenBy(const std::function<void()>& run) {
  testing::internal::CaptureStderr();
  const pid_t child = fork();
  if (child == 0) {
    run();
    _exit(0);
  }
  EXPECT_EQ(waitpid(child, nullptr, 0), child);
  const Written written = {ContentOf(Path(child)), testing::internal::GetCapturedStderr()};
  unlink(Path(child).c_str());
  rmdir(Path(child).c_str());
  return written;
}

TEST(PerfMapTest, WritesALineForEachPiece) {
  const Written written = WrittenBy([] {
    PerfMap map;
    map.Add(CodeAt(0x7f00beef0, 0x1c0), "krait:f (file.py:3)");
    map.Add(CodeAt(0x40, 16), "two\nlines");
  });
  EXPECT_EQ(written.map, "7f00beef0 1c0 krait:f (file.py:3)\n40 10 two lines\n");
  EXPECT_EQ(written.errors, "");
}

TEST(PerfMapTest, AProcessHasOneFile) {
  const Written written = WrittenBy([] {
    {
      PerfMap().Add(CodeAt(0x10, 1), "of a VM that is gone");
    }
    PerfMap one;
    PerfMap other;
    one.Add(CodeAt(0x20, 1), "one");
    other.Add(CodeAt(0x30, 1), "other");
  });
  EXPECT_EQ(written.map, "10 1 of a VM that is gone\n20 1 one\n30 1 other\n");
}

TEST(PerfMapTest, ForgetsAnEarlierProcess) {
  const Written written = WrittenBy([] {
    if (FILE* old = std::fopen(Path(getpid()).c_str(), "w")) {
      std::fputs("10 1 old\n", old);
      std::fclose(old);
    }
    PerfMap().Add(CodeAt(0x20, 1), "new");
  });
  EXPECT_EQ(written.map, "20 1 new\n");
}

TEST(PerfMapTest, SaysOnceThatItCannotWrite) {
  const Written written = WrittenBy([] {
    mkdir(Path(getpid()).c_str(), 0700);
    PerfMap map;
    map.Add(CodeAt(0x10, 1), "a");
    map.Add(CodeAt(0x20, 1), "b");
  });
  EXPECT_EQ(written.map, "");
  EXPECT_TRUE(written.errors.starts_with("krait: no names for perf: cannot write /tmp/perf-"))
      << written.errors;
  EXPECT_EQ(std::count(written.errors.begin(), written.errors.end(), '\n'), 1);
}

}  // namespace
}  // namespace krait::jit
