#include <bit>
#include <charconv>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "jit/new_objects.h"
#include "jit/trace.h"
#include "vm/core/value.h"

/// Traces as text:
///
///     %0 = slot 1
///     %1 = Require<SmallInt> %0 exit 0
///     %2 = constant int 10
///     loop
///     %3 = phi %1
///     %4 = CompareInt<CompareOp::kLt> %3 %2 is true exit 1
///     %5 = AddInt %3 %2 branch 1
///     back %5
///     branch 1
///     %6 = leave exit 1
///     exit 0 at 12
///     exit 1 at 14: 1 <- %3
namespace krait::jit {
namespace {

using stencils::Use;

std::string ConstantText(const Step& step) {
  if (step.Is(TraceOperation::kFloat)) {
    return absl::StrFormat("%.17g", std::bit_cast<double>(step.constant));
  }
  const Value value = Value::FromBits(step.constant);
  if (value.IsInt()) return absl::StrCat("int ", value.AsInt());
  return absl::StrFormat("bits %#x", step.constant);
}

bool HasNumber(const Step& step) {
  return step.Is(TraceOperation::kSlot) || step.Is(TraceOperation::kStore) ||
         OperationOf(step.operation).has_immediate;
}

/// In an exit.
std::string ValueText(ValueId value) {
  return Exit::IsObject(value) ? absl::StrCat("new ", value - Exit::kFirstObject)
                               : absl::StrCat("%", value);
}

std::string ExitText(const Trace& trace, size_t number) {
  const Exit& exit = trace.exits[number];
  std::string text = absl::StrCat("exit ", number, " at ", exit.word);
  if (exit.raises) text += " raises";
  if (exit.keeps_pc) text += " anywhere";
  if (exit.returns) text += " returns";
  const char* before = ": ";
  for (const Exit::Slot& slot : exit.slots) {
    absl::StrAppend(&text, before, slot.slot, " <- ", ValueText(slot.value));
    before = ", ";
  }
  for (size_t i = 0; i < exit.objects.size(); ++i) {
    const Exit::Object& object = exit.objects[i];
    absl::StrAppend(&text, "; new ", i, ": ");
    if (object.otherwise != kNoValue) absl::StrAppend(&text, "%", object.otherwise, " or ");
    absl::StrAppendFormat(&text, "made by %#x", reinterpret_cast<uintptr_t>(object.what));
    for (const auto& [store, constant, value] : object.fields) {
      absl::StrAppend(&text, ", ", NameOf(store));
      if (OperationOf(store).has_immediate) absl::StrAppend(&text, " ", constant);
      if (value != kNoValue) absl::StrAppend(&text, " ", ValueText(value));
    }
  }
  return text;
}

/// Reads one line, word by word.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}

  bool AtEnd() {
    SkipSpace();
    return rest_.empty();
  }
  /// Takes `text` if it is next.
  bool Take(std::string_view text) {
    SkipSpace();
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  std::string_view Word() {
    SkipSpace();
    size_t end = 0;
    // Names of templates hold spaces: "Operate<A, B>".
    for (int depth = 0; end < rest_.size() && (depth > 0 || rest_[end] != ' '); ++end) {
      depth += rest_[end] == '<' ? 1 : rest_[end] == '>' ? -1 : 0;
    }
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }
  template <typename T>
  bool Number(T* number, int base = 10) {
    SkipSpace();
    const auto [end, error] = std::from_chars(rest_.begin(), rest_.end(), *number, base);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.begin()));
    return true;
  }
  bool Double(double* number) {
    const std::string word(Word());
    char* end;
    *number = std::strtod(word.c_str(), &end);
    return !word.empty() && *end == '\0';
  }

 private:
  void SkipSpace() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  std::string_view rest_;
};

bool ReadConstant(LineReader& line, Step* step) {
  if (step->Is(TraceOperation::kFloat)) {
    double number;
    if (!line.Double(&number)) return false;
    step->constant = std::bit_cast<uint64_t>(number);
    return true;
  }
  if (line.Take("bits 0x")) return line.Number(&step->constant, 16);
  int64_t number;
  if (!line.Take("int") || !line.Number(&number)) return false;
  step->constant = Value::FromInt(number).bits();
  return true;
}

/// A line "%N = ..."; false when it makes no sense.
bool ReadStep(LineReader& line, Trace* trace) {
  ValueId id;
  if (!line.Number(&id) || id != trace->steps.size() || !line.Take("=")) return false;
  const std::optional<uint16_t> operation = NumberOfName(line.Word());
  if (!operation) return false;
  Step step{.operation = *operation};
  if (step.IsConstant() && !ReadConstant(line, &step)) return false;
  if (HasNumber(step) && !line.Number(&step.constant)) return false;
  for (ValueId* operand : {&step.a, &step.b, &step.c}) {
    if (line.Take("%") && !line.Number(operand)) return false;
  }
  if (line.Take("is true")) step.use = Use::kRequireTrue;
  if (line.Take("is false")) step.use = Use::kRequireFalse;
  if (line.Take("exit") && !line.Number(&step.exit)) return false;
  if (line.Take("branch") && !line.Number(&step.branch)) return false;
  step.always_leaves = line.Take("always");
  trace->steps.push_back(step);
  return true;
}

/// In an exit.
bool ReadValue(LineReader& line, ValueId* value) {
  const bool is_object = line.Take("new");
  if ((!is_object && !line.Take("%")) || !line.Number(value)) return false;
  if (is_object) *value += Exit::kFirstObject;
  return true;
}

bool ReadObject(LineReader& line, Exit* exit) {
  size_t number;
  uintptr_t what;
  if (!line.Number(&number) || number != exit->objects.size()) return false;
  ValueId otherwise = kNoValue;
  if (!line.Take(":")) return false;
  if (line.Take("%") && (!line.Number(&otherwise) || !line.Take("or"))) return false;
  if (!line.Take("made by 0x") || !line.Number(&what, 16)) return false;
  Exit::Object object{reinterpret_cast<const NewObject*>(what), otherwise};
  while (line.Take(",")) {
    const std::optional<uint16_t> store = NumberOfName(line.Word());
    if (!store) return false;
    Exit::Object::Field field{*store, 0, kNoValue};
    const Operation& operation = OperationOf(*store);
    if (operation.has_immediate && !line.Number(&field.constant)) return false;
    if (TakesValue(*store) && !ReadValue(line, &field.value)) return false;
    object.fields.push_back(field);
  }
  exit->objects.push_back(std::move(object));
  return true;
}

bool ReadExit(LineReader& line, Trace* trace) {
  size_t number;
  Exit exit;
  if (!line.Number(&number) || number != trace->exits.size()) return false;
  if (!line.Take("at") || !line.Number(&exit.word)) return false;
  exit.raises = line.Take("raises");
  exit.keeps_pc = line.Take("anywhere");
  exit.returns = line.Take("returns");
  bool more = line.Take(":");
  while (more) {
    Exit::Slot slot;
    if (!line.Number(&slot.slot) || !line.Take("<-") || !ReadValue(line, &slot.value)) return false;
    exit.slots.push_back(slot);
    more = line.Take(",");
  }
  while (line.Take("; new")) {
    if (!ReadObject(line, &exit)) return false;
  }
  trace->exits.push_back(std::move(exit));
  return true;
}

/// What a path ends with: the values of the phis.
bool ReadBack(LineReader& line, Trace* trace) {
  Segment& segment = trace->segments.back();
  segment.loops = true;
  while (line.Take("%")) {
    segment.back.push_back(kNoValue);
    if (!line.Number(&segment.back.back())) return false;
  }
  return true;
}

bool ReadLine(LineReader& line, Trace* trace) {
  if (line.Take("loop")) {
    trace->loop = static_cast<uint32_t>(trace->steps.size());
    return true;
  }
  if (line.Take("%")) return ReadStep(line, trace);
  if (line.Take("back")) return ReadBack(line, trace);
  if (line.Take("branch")) {
    size_t number;
    if (!line.Number(&number) || number != trace->segments.size()) return false;
    trace->segments.emplace_back().begin = static_cast<uint32_t>(trace->steps.size());
    return true;
  }
  return line.Take("exit") && ReadExit(line, trace);
}

}  // namespace

std::string Print(const Trace& trace, ValueId id) {
  const Step& step = trace.steps[id];
  std::string text = absl::StrCat("%", id, " = ", NameOf(step.operation));
  if (step.IsConstant()) absl::StrAppend(&text, " ", ConstantText(step));
  if (HasNumber(step)) absl::StrAppend(&text, " ", step.constant);
  for (ValueId operand : {step.a, step.b, step.c}) {
    if (operand != kNoValue) absl::StrAppend(&text, " %", operand);
  }
  if (step.use == Use::kRequireTrue) text += " is true";
  if (step.use == Use::kRequireFalse) text += " is false";
  if (step.exit != kNoExit) absl::StrAppend(&text, " exit ", step.exit);
  if (step.branch != kNoSegment) absl::StrAppend(&text, " branch ", step.branch);
  if (step.always_leaves) text += " always";
  return text;
}

std::string Print(const Trace& trace) {
  std::string text;
  for (uint32_t i = 0; i < trace.segments.size(); ++i) {
    const Segment& segment = trace.segments[i];
    if (i > 0) absl::StrAppend(&text, "branch ", i, "\n");
    for (ValueId id = segment.begin; id < trace.EndOf(i); ++id) {
      if (id == trace.loop) text += "loop\n";
      absl::StrAppend(&text, Print(trace, id), "\n");
    }
    if (!segment.loops) continue;
    text += "back";
    for (ValueId value : segment.back) absl::StrAppend(&text, " %", value);
    text += "\n";
  }
  for (size_t i = 0; i < trace.exits.size(); ++i) absl::StrAppend(&text, ExitText(trace, i), "\n");
  return text;
}

std::variant<Trace, std::string> Parse(std::string_view text) {
  Trace trace;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    LineReader line(text.substr(0, end));
    if (!line.AtEnd() && (!ReadLine(line, &trace) || !line.AtEnd())) {
      return absl::StrCat("cannot read: ", std::string(text.substr(0, end)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const std::string problem = Verify(trace);
  if (!problem.empty()) return problem;
  return trace;
}

}  // namespace krait::jit
