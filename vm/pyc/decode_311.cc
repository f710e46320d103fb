#include "vm/pyc/decode_311.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "vm/object/bytes.h"
#include "vm/pyc/bad_code.h"
#include "vm/pyc/exception_table.h"
#include "vm/pyc/opcodes_311.h"

namespace krait {
namespace {

constexpr int kMaxPrefixes = 3;  // an argument has four bytes

/// One instruction as it stands in co_code, places in code units.
struct RawInstruction {
  uint32_t begin = 0;   // its first EXTENDED_ARG, if it has one
  uint32_t offset = 0;  // the opcode
  uint32_t end = 0;     // behind its caches
  uint8_t opcode = 0;
  int32_t arg = 0;

  const Opcode311& info() const { return GetOpcode311(opcode); }
};

class Decoder {
 public:
  Decoder(Thread& t, const CodeFields& fields, StackCode& out)
      : t_(t), fields_(fields), out_(out), bytes_(fields.code->span()) {}

  Result<None> Run() {
    if (bytes_.size() % 2 != 0) return RaiseBadCode(t_, fields_, "co_code ends in mid-instruction");
    if (bytes_.size() > INT32_MAX) return RaiseBadCode(t_, fields_, "co_code is too long");
    index_of_unit_.assign(units() + 1, -1);
    while (next_unit_ < units()) TRY(Instruction());
    index_of_unit_[units()] = static_cast<int32_t>(out_.instructions.size());
    TRY(ResolveJumps());
    TRY(Handlers());
    AllowUncheckedJumps();
    return None{};
  }

 private:
  uint32_t units() const { return static_cast<uint32_t>(bytes_.size() / 2); }
  Raised Bad(uint32_t unit, const std::string& reason) {
    return RaiseBadCodeAt(t_, fields_, unit, reason);
  }
  /// The instruction that begins at `unit` (one behind the last: their number), or -1.
  int32_t IndexOf(uint32_t unit) const { return unit <= units() ? index_of_unit_[unit] : -1; }

  Result<RawInstruction> Next();
  Result<RawInstruction> NextOf(OpcodeNumber311 opcode, const char* after);
  Result<None> Instruction();
  Result<None> CallInstruction(RawInstruction raw, StackInstruction* in);
  Result<None> Jump(const RawInstruction& raw, StackInstruction* in);
  Result<None> ResolveJumps();
  Result<None> Handlers();
  void AllowUncheckedJumps();

  Thread& t_;
  const CodeFields& fields_;
  StackCode& out_;
  const absl::Span<const uint8_t> bytes_;
  uint32_t next_unit_ = 0;
  std::vector<int32_t> index_of_unit_;
  std::vector<size_t> unchecked_jumps_;  // instructions that were JUMP_BACKWARD_NO_INTERRUPT
};

Result<RawInstruction> Decoder::Next() {
  RawInstruction raw;
  raw.begin = next_unit_;
  uint32_t arg = 0;
  int prefixes = 0;
  for (;; ++next_unit_) {
    if (next_unit_ == units()) return Bad(raw.begin, "EXTENDED_ARG without an instruction");
    raw.opcode = bytes_[2 * next_unit_];
    arg = arg << 8 | bytes_[2 * next_unit_ + 1];
    if (raw.opcode != kEXTENDED_ARG311) break;
    if (++prefixes > kMaxPrefixes) return Bad(raw.begin, "more than three EXTENDED_ARG");
  }
  raw.offset = next_unit_++;
  const Opcode311& info = raw.info();
  if (info.name == nullptr) {
    return Bad(raw.offset, absl::StrCat("unknown or specialised opcode ", int{raw.opcode}));
  }
  if (arg > INT32_MAX) return Bad(raw.offset, absl::StrCat(info.name, ": argument out of range"));
  if (info.argument != Argument311::kNone) raw.arg = static_cast<int32_t>(arg);
  if (units() - next_unit_ < info.caches) {
    return Bad(raw.offset, absl::StrCat(info.name, ": its cache is cut off"));
  }
  for (int i = 0; i < 2 * info.caches; ++i) {
    if (bytes_[2 * next_unit_ + i] != 0) {
      return Bad(raw.offset, absl::StrCat(info.name, ": its cache is not empty"));
    }
  }
  next_unit_ += info.caches;
  raw.end = next_unit_;
  return raw;
}

Result<RawInstruction> Decoder::NextOf(OpcodeNumber311 opcode, const char* after) {
  const RawInstruction raw =
      next_unit_ < units() ? TRY(Next()) : RawInstruction{next_unit_, next_unit_, next_unit_};
  if (raw.opcode == opcode) return raw;
  return Bad(raw.offset, absl::StrCat(after, " is not followed by ", GetOpcode311(opcode).name));
}

Result<None> Decoder::Instruction() {
  const RawInstruction raw = TRY(Next());
  StackInstruction in;
  in.op = raw.info().stack_op;
  in.arg = raw.arg;
  in.offset = raw.offset;
  switch (raw.opcode) {
    case kKW_NAMES311:
    case kPRECALL311:
      TRY(CallInstruction(raw, &in));
      break;
    case kCALL311:
      return Bad(raw.offset, "CALL without PRECALL");
    case kLOAD_GLOBAL311:
      in.flag = (raw.arg & 1) != 0;
      in.arg = raw.arg >> 1;
      break;
    default:
      if (raw.info().argument == Argument311::kForward ||
          raw.info().argument == Argument311::kBackward) {
        TRY(Jump(raw, &in));
      }
  }
  index_of_unit_[raw.begin] = static_cast<int32_t>(out_.instructions.size());
  out_.instructions.push_back(in);
  return None{};
}

Result<None> Decoder::CallInstruction(RawInstruction raw, StackInstruction* in) {
  if (raw.opcode == kKW_NAMES311) {
    in->extra = raw.arg;
    raw = TRY(NextOf(kPRECALL311, "KW_NAMES"));
  }
  const RawInstruction call = TRY(NextOf(kCALL311, "PRECALL"));
  if (call.arg != raw.arg) return Bad(call.offset, "PRECALL and CALL disagree on the arguments");
  in->op = StackOp::CALL;
  in->arg = call.arg;
  in->offset = call.offset;
  return None{};
}

/// The target is a code unit until ResolveJumps.
Result<None> Decoder::Jump(const RawInstruction& raw, StackInstruction* in) {
  const bool forward = raw.info().argument == Argument311::kForward;
  const int64_t target = forward ? int64_t{raw.end} + raw.arg : int64_t{raw.end} - raw.arg;
  if (target < 0 || target >= units()) {
    return Bad(raw.offset, absl::StrCat(raw.info().name, ": jumps out of the code"));
  }
  in->target = static_cast<int32_t>(target);
  in->arg = 0;
  in->flag = raw.info().stack_op == StackOp::JUMP && !forward;
  if (raw.opcode == kJUMP_BACKWARD_NO_INTERRUPT311) {
    unchecked_jumps_.push_back(out_.instructions.size());
  }
  return None{};
}

Result<None> Decoder::ResolveJumps() {
  for (StackInstruction& in : out_.instructions) {
    if (in.target < 0) continue;
    in.target = IndexOf(static_cast<uint32_t>(in.target));
    if (in.target < 0) return Bad(in.offset, "jumps into the middle of an instruction");
  }
  return None{};
}

Result<None> Decoder::Handlers() {
  ExceptionTableReader reader(fields_.exceptiontable->span());
  ExceptionEntry entry;
  int32_t previous_end = 0;
  while (reader.Next(&entry)) {
    const int32_t begin = IndexOf(entry.begin);
    const int32_t end = IndexOf(entry.end);
    const int32_t target = entry.target < units() ? IndexOf(entry.target) : -1;
    if (begin < previous_end || end <= begin || target < 0 || entry.depth > UINT16_MAX) {
      return Bad(entry.begin, "bad entry in the exception table");
    }
    previous_end = end;
    out_.handlers.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                             static_cast<uint32_t>(target), static_cast<uint16_t>(entry.depth),
                             entry.push_lasti});
  }
  if (reader.malformed()) return RaiseBadCode(t_, fields_, "the exception table is malformed");
  return None{};
}

/// JUMP_BACKWARD_NO_INTERRUPT need not check for interrupts where compilers put it, in a loop that
/// yields each time around. Anywhere else it could make a loop that nothing stops.
void Decoder::AllowUncheckedJumps() {
  if (unchecked_jumps_.empty()) return;
  std::vector<StackInstruction>& all = out_.instructions;
  std::vector<bool> is_target(all.size());
  for (const StackInstruction& in : all) {
    if (in.target >= 0) is_target[in.target] = true;
  }
  for (const StackHandler& handler : out_.handlers) is_target[handler.target] = true;
  for (size_t i : unchecked_jumps_) {
    const bool yields = i >= 3 && all[i].target == static_cast<int32_t>(i) - 3 &&
                        all[i - 3].op == StackOp::SEND && all[i - 2].op == StackOp::YIELD_VALUE &&
                        all[i - 1].op == StackOp::RESUME && !is_target[i - 1] && !is_target[i];
    if (yields) all[i].flag = false;
  }
}

}  // namespace

Result<None> Decode311(Thread& t, const CodeFields& fields, StackCode* out) {
  *out = StackCode();
  return Decoder(t, fields, *out).Run();
}

}  // namespace krait
