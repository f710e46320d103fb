#include "cli/jit_stats.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"

namespace krait::cli {
namespace {

constexpr size_t kMostLoops = 8;

/// A line each, those that count most first.
std::string Ranking(const std::map<std::string, uint64_t>& counts, size_t most = SIZE_MAX) {
  using Entry = std::pair<std::string, uint64_t>;
  std::vector<Entry> entries(counts.begin(), counts.end());
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  entries.resize(std::min(entries.size(), most));
  std::string text;
  for (const auto& [name, count] : entries) text += absl::StrFormat("  %25d  %s\n", count, name);
  return text;
}

std::string Line(const char* name, uint64_t count, const std::string& more = "") {
  return absl::StrFormat("  %-14s %10d%s\n", name, count, more);
}

std::string TimeLine(const char* name, std::chrono::nanoseconds time,
                     const std::string& more = "") {
  return absl::StrFormat("  %-14s %10.3f ms%s\n", name, static_cast<double>(time.count()) / 1e6,
                         more);
}

/// What -X jit-verify did, if anything.
std::string ComparedText(const jit::Stats& stats) {
  uint64_t not_compared = 0;
  for (const auto& [reason, count] : stats.not_compared) not_compared += count;
  if (stats.compared + not_compared == 0) return "";
  return Line("compared", stats.compared) + Line("not compared", not_compared) +
         Ranking(stats.not_compared);
}

}  // namespace

std::string JitStatsText(const jit::Stats& stats) {
  if (!stats.enabled) return "krait: no machine code: the JIT was off\n";
  uint64_t given_up = 0;
  for (const auto& [reason, count] : stats.given_up) given_up += count;
  std::string text = "krait: machine code\n";
  text += Line("loops recorded", stats.recorded);
  text += Line("compiled", stats.compiled);
  text += Line("given up", given_up);
  text += Ranking(stats.given_up);
  text += Line("entered", stats.entered, stats.entered == 1 ? " time" : " times");
  text += Ranking(stats.entered_by_loop, kMostLoops);
  text += ComparedText(stats);
  text += Line("code", stats.code_bytes, " bytes");
  text += Line("micro-ops", stats.micro_ops);
  text += TimeLine("recording", stats.recording);
  const std::string per_op =
      stats.micro_ops == 0
          ? ""
          : absl::StrFormat(", %d ns a micro-op",
                            static_cast<uint64_t>(stats.compiling.count()) / stats.micro_ops);
  return text + TimeLine("compiling", stats.compiling, per_op);
}

void FailVerification(const std::string& difference) {
  std::fprintf(stderr, "krait: %s", difference.c_str());
  std::abort();
}

}  // namespace krait::cli
