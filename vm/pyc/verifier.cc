#include "vm/pyc/verifier.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/code/line_table.h"
#include "vm/object/bytes.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/pyc/bad_code.h"
#include "vm/pyc/decode_311.h"
#include "vm/pyc/stack_verifier.h"

namespace krait {
namespace {

bool AreAllStr(const Tuple* tuple) {
  for (Value value : tuple->values()) {
    if (!IsExactly<Str>(value)) return false;
  }
  return true;
}

/// What is wrong with the numbers and names, or empty.
std::string CheckCounts(const CodeFields& fields) {
  if (fields.argcount < 0 || fields.posonlyargcount < 0 || fields.kwonlyargcount < 0 ||
      fields.posonlyargcount > fields.argcount) {
    return "the counts of parameters do not agree";
  }
  if (fields.stacksize < 0) return "co_stacksize is negative";
  if (fields.flags > INT32_MAX) return "co_flags are negative";
  if (!AreAllStr(fields.names)) return "co_names holds something other than str";
  if (!AreAllStr(fields.localsplusnames)) return "a local's name is not a str";
  if (fields.localsplusnames->size() != fields.localspluskinds->size()) {
    return absl::StrCat("there are ", fields.localsplusnames->size(), " locals' names, but ",
                        fields.localspluskinds->size(), " kinds");
  }
  if (fields.localspluskinds->size() > INT32_MAX || fields.names->size() > INT32_MAX ||
      fields.consts->size() > INT32_MAX) {
    return "it is too large";
  }
  return "";
}

/// Parameters come first, free variables last, and each local is of one kind (or a cell, too).
std::string CheckLocals(const CodeFields& fields) {
  const absl::Span<const uint8_t> kinds = fields.localspluskinds->span();
  const int64_t parameters = int64_t{fields.argcount} + fields.kwonlyargcount +
                             ((fields.flags & kCodeVarArgs) != 0) +
                             ((fields.flags & kCodeVarKeywords) != 0);
  bool is_free_before = false;
  for (size_t i = 0; i < kinds.size(); ++i) {
    const bool is_plain = (kinds[i] & kLocalPlain) != 0;
    if (kinds[i] != kLocalPlain && kinds[i] != kLocalCell && kinds[i] != kLocalFree &&
        kinds[i] != (kLocalPlain | kLocalCell)) {
      return absl::StrCat("local ", i, " is of an unknown kind");
    }
    if (static_cast<int64_t>(i) < parameters && !is_plain) return "a parameter is no local";
    if (is_free_before && kinds[i] != kLocalFree) return "a free variable is not among the last";
    is_free_before = kinds[i] == kLocalFree;
  }
  if (static_cast<int64_t>(kinds.size()) < parameters)
    return "there are fewer locals than parameters";
  return "";
}

std::string CheckLineTable(const CodeFields& fields) {
  LineTableReader reader(fields.linetable->span(), fields.firstlineno);
  LineEntry entry;
  while (reader.Next(&entry)) {
  }
  return reader.malformed() ? "the line table is malformed" : "";
}

Result<None> VerifyFields(Thread& t, const CodeFields& fields) {
  for (auto check : {CheckCounts, CheckLocals}) {
    const std::string reason = check(fields);
    if (!reason.empty()) return RaiseBadCode(t, fields, reason);
  }
  return None{};
}

}  // namespace

Result<None> DecodeAndVerify(Thread& t, const CodeFields& fields, StackCode* out) {
  TRY(VerifyFields(t, fields));
  const std::string reason = CheckLineTable(fields);
  if (!reason.empty()) return RaiseBadCode(t, fields, reason);
  TRY(Decode311(t, fields, out));
  return VerifyStackCode(t, fields, *out);
}

Result<None> Verify(Thread& t, const CodeFields& fields, CodeCheck check) {
  if (check == CodeCheck::kWhenRun) return VerifyFields(t, fields);
  StackCode stack;
  return DecodeAndVerify(t, fields, &stack);
}

}  // namespace krait
