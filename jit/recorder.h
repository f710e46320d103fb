#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "jit/new_objects.h"
#include "jit/recording.h"
#include "vm/code/opcode.h"
#include "vm/interp/calls.h"
#include "vm/object/iterators.h"

namespace krait {
class AttributeRecord;
class Dict;
class Function;
class Object;
class Thread;
class Tuple;
}  // namespace krait

namespace krait::jit {

/// Writes down paths through a loop as they run, one at a time: first a round of it, then what
/// happens where that is often left.
///
/// What the loop changes goes round it in registers. What must hold of first values moves in front
/// of it, so that inside numbers are unboxed all the way round.
///
/// A function is recorded as a loop that ends where it returns and does not go round.
class Recorder {
 public:
  /// `header` is where the loop begins, or the function.
  Recorder(const CodeUnit* unit, const Word* header, bool is_function);

  /// From the loop's header on.
  void BeginLoop(Value* slots);
  /// From where the step `guard` leaves to; false if that is in vain.
  bool BeginBranch(ValueId guard, Value* slots);
  /// The same of a call that raised; from the handler on, which the thread has just gone to.
  bool BeginHandler(ValueId call, Thread& t);

  enum class Outcome : uint8_t { kGoesOn, kDone, kGaveUp };
  /// The instruction at `pc`, which is about to run on the slots of the thread's innermost frame.
  /// `is_compiled` says whether there is code for the loop with a header.
  using IsCompiled = absl::FunctionRef<bool(const Word* header)>;
  Outcome Record(Thread& t, const Word* pc, IsCompiled is_compiled);

  const CodeUnit* unit() const { return recording_.unit; }
  const Word* header() const { return recording_.header; }
  Recording& recording() { return recording_; }
  const Recording& recording() const { return recording_; }
  /// After kGaveUp, or of what ended a path early: why.
  const std::string& reason() const { return reason_; }

 private:
  /// Instructions in calls and inner loops while a path is recorded, which makes them slow.
  static constexpr uint32_t kMostNested = 20000;
  /// Branches for one value, before it is left to a call.
  static constexpr int kMostTries = 6;
  /// Frames of calls and generators that the path goes through.
  static constexpr uint32_t kMostDepth = 6;

  // The path.
  void BeginPath(ValueId guard, Value* slots);
  bool CanBranch(ValueId guard) const;
  Moment BranchOff(ValueId guard, Value* slots);
  void FindSlots(Value* slots);
  interp::HandlingFrame HandlerFrom(const InlineFrame* frame, uint32_t word) const;
  interp::HandlingFrame HandlerOf(ValueId call) const;
  bool IsAtHandler(const Thread& t, const Word* pc) const;
  void BeginHandler(ValueId call, const interp::HandlingFrame& where, Thread& t);
  void GoOnInHandler(Thread& t);
  void LeaveFrames(const interp::HandlingFrame& where);
  ValueId GoOnAt(const UnitHandler& handler);
  ValueId GoOnBehindRaise(const interp::HandlingFrame& where);
  bool RecordMissingKey(Thread& t, const Word* pc);
  void LeaveWhereFound(ValueId item, const Word* pc);
  bool RequireException(int16_t operand);
  bool RecordRaise(const Word* pc);
  bool RecordReraiseHere(const Word* pc, const UnitHandler& handler);
  bool RecordWithExceptStart(Thread& t, const Word* pc);
  bool RecordException(Thread& t, const Word* pc, int16_t callee, int16_t self);
  bool RecordMatchOfTuple(Thread& t, const Word* pc);
  bool IsInGenerator() const;
  bool RecordPushHandled(const Word* pc);
  bool RecordPopExcept(const Word* pc);
  bool RecordExceptionMatch(Thread& t, const Word* pc);
  bool IsInCall(const Thread& t);
  bool IsWhereExpected(Thread& t, const Word* pc);
  void ResolvePending(const Word* pc);
  const Word* ResolveAsExpected();
  Outcome EndPath(const Word* pc, std::string reason);
  void LeavePath(const Word* pc);
  void CloseLoop(const Word* pc, bool needs_poll);
  bool RecordJumpBack(const Word* pc, IsCompiled is_compiled);
  void RecordInnerLoop(const Word* pc);
  bool IsInInnerLoop(const Thread& t, const Word* pc);
  bool GoOnBehindInnerLoop(const Thread& t, const Word* pc);
  bool Refuse(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }
  void Expect(const Word* pc) { expected_[0] = expected_[1] = pc; }
  void Expect(const Word* pc, const Word* other) { expected_[0] = pc, expected_[1] = other; }

  // Values.
  const CodeUnit* FrameUnit() const { return frame_ == nullptr ? recording_.unit : frame_->unit; }
  uint32_t Base() const { return frame_ == nullptr ? 0 : frame_->base; }
  uint32_t PlaceOf(int slot) const { return Base() + static_cast<uint32_t>(slot); }
  Moment Now(const Word* pc) const;
  ValueId Add(Step step) {
    const std::optional<ValueId> known = objects_.ResultOf(recording_, step);
    return known ? *known : AddAt(step, pc_);
  }
  bool IsImplied(const Step& step) const;
  /// Where Python goes on elsewhere when the step leaves.
  ValueId AddAt(Step step, const Word* resume);
  ValueId AddEntry(Step step);
  ValueId AddConstant(Value value);
  ValueId Get(uint32_t place);
  void Set(uint32_t place, ValueId value);
  void ForgetCounters(uint32_t place);
  void ForgetFrame();
  void SetSlot(int slot, ValueId value) { Set(PlaceOf(slot), value); }
  ValueId Operand(int16_t operand);
  /// The value itself, as in the frame now.
  Value Actual(int16_t operand) const;
  /// The value, known to be of the type from here on.
  ValueId Required(ValueId value, ValueType type);
  void Replace(ValueId value, ValueId known);
  ValueId AsWord(ValueId value);
  ValueId AsFloat(ValueId value, uint16_t conversion);
  Place* PlaceOfFirst(ValueId value);
  ValueId Refine(ValueId value, Step step);
  void RequireIdentity(ValueId value, Value actual);
  void RequireShape(ValueId object, uint32_t shape_id);
  int TriesOf(ValueId value) const;
  bool VariesOften(ValueId value) const { return TriesOf(value) >= kMostTries; }
  void RequireTypeVersion(Object* type, uint64_t version);
  bool RequireInstance(Thread& t, ValueId object, Value actual);
  void ForgetObjects();
  /// Compiled code knows the object by its address.
  void Rely(Value value);

  // Instructions: false when one cannot be recorded.
  bool RecordInstruction(Thread& t, const Word* pc, IsCompiled is_compiled);
  bool RecordCheck(const Word* pc);
  bool RecordDeleteLocal(const Word* pc);
  bool RecordMicroOps(Thread& t, const Word* pc);
  Step Reduced(Step step);
  bool BeginWrapping(const Word* pc);
  bool RecordWrapping(const Word* pc);
  void RecordAlternative(const Word* pc, uint16_t operation, bool truth);
  void RecordGeneric(Thread& t, const Word* pc, uint16_t operation);
  bool RecordFunction(const Word* pc);
  ValueId RunOutside(const Word* pc, uint64_t extra, bool stores,
                     CallSite::Function function = &RunInstruction);
  bool RecordGetIter(Thread& t, const Word* pc);
  bool RecordForIter(Thread& t, const Word* pc);
  bool RecordForRange(const Word* pc);
  void LoadCounters(uint32_t place, ValueId iterator, bool has_step_one);
  ValueId NextElement(ValueId iterator, Value actual);
  ValueId NextEntry(const Thread& t, const Word* pc);
  ValueId NextOfDict(const Thread& t, const Word* pc, DictIterator::Kind kind);
  bool RecordForAny(const Word* pc);
  uint32_t GeneratorIn(uint32_t place);
  bool HoldGenerator(Thread& t, uint32_t place, Value actual);
  bool IsHeld(uint32_t generator) const;
  bool StillWaits(uint32_t generator);
  bool CanMakeGenerator(const Thread& t, const Function* function, const Word* pc,
                        int before) const;
  bool RecordReturnGenerator(const Word* pc);
  bool RecordEndOfGenerator(const Word* pc);
  void WriteGenerator(uint32_t generator);
  void WriteGenerators();
  void LetGeneratorGo(uint32_t generator);
  void LetGeneratorsGo();
  bool RecordForGenerator(Thread& t, const Word* pc);
  bool RecordYield(const Word* pc);
  void RequireResumable(ValueId value, Value actual);
  ValueId YieldOf(uint32_t generator);
  bool GeneratorsWaitAsAtFirst();
  void LookAtGenerators();
  bool RecordEnd(const Word* pc);
  bool RecordZip(const Word* pc);
  bool RecordKnownPair(const Thread& t, const Word* pc);
  bool RecordForPair(Thread& t, const Word* pc);
  bool RecordLoadGlobal(const Word* pc);
  bool RecordStoreGlobal(Thread& t, const Word* pc);
  ValueId KeysOf(Dict* dict, uint64_t version);
  ValueId LoadByRecord(ValueId object, Value actual, const AttributeRecord* record);
  bool RecordLoadAttribute(const Word* pc);
  bool RecordLoadMethod(const Word* pc);
  bool RecordStoreAttribute(Thread& t, const Word* pc);
  void RecordAddOverflow(const Word* pc, ValueId object, ValueId value,
                         const AttributeRecord* record);
  bool RecordCell(const Word* pc);
  bool RecordSetItem(Thread& t, const Word* pc);
  bool RecordChange(Thread& t, const Word* pc, uint16_t operation);
  bool RecordUnpack(const Word* pc);
  bool RecordCall(Thread& t, const Word* pc);
  bool RecordNativeCall(Thread& t, const Word* pc, int16_t callee, int16_t self);
  /// The receiver and the arguments of a native function.
  struct NativeOperands {
    ValueId values[3];
    Value actual[3];
    size_t count = 0;
    void Add(ValueId value, Value what) {
      values[count] = value;
      actual[count++] = what;
    }
  };
  bool RecordNativeOperation(Thread& t, const Word* pc, int16_t callee, int16_t self);
  bool AddNativeOperation(Thread& t, const Word* pc, int16_t callee, uint16_t operation,
                          const NativeOperands& given);
  bool HasFailed(const Word* pc, uint16_t operation) const;
  bool RecordFreeVariables(const Word* pc);
  bool RecordConstructor(Thread& t, const Word* pc, int16_t callee, int16_t self);
  ValueId AddInstance(krait::Type* type, const Word* pc);
  ValueId AddTuple(const std::vector<ValueId>& items, const Word* pc);
  bool RecordBuildTuple(const Word* pc);
  ValueId AddMade(CallSite::Function make, ValueType type, const Word* pc, uint64_t extra);
  bool RecordBuildList(const Thread& t, const Word* pc);
  bool RecordBuildMap(const Thread& t, const Word* pc);
  bool RecordMakeCell(const Word* pc);
  bool IsOfKnownCells(int16_t closure);
  bool RecordMakeFunction(Thread& t, const Word* pc);
  bool RequireBuiltins(Thread& t, Dict* globals);
  Function* BoundFunctionIn(int16_t callee);
  ValueId SelfOfBound(int16_t callee, Function* function);
  bool RecordBoundCall(const Word* pc, int16_t callee, int16_t self);
  bool RecordSuperCall(const Word* pc);
  bool RecordSuperSlotCall(const Word* pc, Value wrapper);
  bool RecordSuper(Thread& t, const Word* pc, int16_t callee);
  bool RequireRight(Thread& t, int16_t operand);
  bool RecordSpecialMethod(Thread& t, const Word* pc);
  bool RecordBeforeWith(Thread& t, const Word* pc);
  bool RequireResult(const Word* pc, ValueId value);
  static const Word* BehindOperator(const InlineFrame& frame, Value result);
  bool RecordConsumer(Thread& t, const Word* pc, int16_t callee, int16_t self);
  bool RecordDirectCall(const Word* pc, int16_t callee, int16_t self);
  bool RecordOutsideCall(const Word* pc);
  void FinishCall(const Word* pc, ValueId result);
  std::vector<uint32_t> SetLocals(const InlineFrame& frame, const std::vector<ValueId>& parameters);
  const InlineFrame* AddFrame(const Word* pc, Function* function, const Word* return_pc,
                              uint32_t flags, bool finds_function);
  /// The arguments of a call, the last ones by these names.
  struct Arguments {
    std::vector<ValueId> values;
    const Tuple* names = nullptr;
  };
  bool CanInline(const Function* function, int given) const;
  /// The same of a call as an instruction says it, with so many arguments before its list.
  bool CanInlineCall(const Function* function, const Word* pc, int before) const;
  bool CanBindCall(const Function* function, const Word* pc, int before) const;
  std::vector<ValueId> ListOf(const Word* pc, std::vector<ValueId> before = {});
  Arguments ArgumentsOf(const Word* pc, std::vector<ValueId> before = {});
  const Tuple* NamesOf(const Word* pc) const;
  static bool CanBind(const Function* function, int count, const Tuple* names);
  static bool NeedsDefaults(const Function* function, const Arguments& arguments);
  ValueId DefaultsOf(ValueId function) const;
  std::vector<ValueId> ParametersOf(const Word* pc, const Function* function,
                                    const Arguments& arguments, ValueId made);
  bool IsTooDeepFor(const CodeUnit* unit) const;
  /// `made`: the function, if the trace knows it by its code alone.
  void RecordInlineCall(const Word* pc, Function* function, const Arguments& arguments,
                        const Word* return_pc, uint32_t flags = 0, ValueId made = kNoValue);
  void RecordFunctionCall(const Word* pc, int16_t callee, const Arguments& arguments);
  bool RecordReturn(const Word* pc);
  void GoBackWith(ValueId value, const Word* next);

  // Calls out of compiled code.
  using CallOperands = std::array<ValueId, 3>;
  static constexpr CallOperands kNoOperands = {kNoValue, kNoValue, kNoValue};
  ValueId AddCall(CallSite::Function function, const Word* pc, uint64_t extra,
                  CallOperands operands = kNoOperands);
  /// The same of one that runs no other code and does not collect.
  ValueId AddLeafCall(CallSite::Function function, const Word* pc, uint64_t extra,
                      CallOperands operands);
  /// An object whose fields are steps to come.
  ValueId AddNew(const NewObject& what, const Word* pc);
  /// What a step can store in an object: nobody boxes what goes to one that is not made.
  ValueId AsFieldOf(ValueId object, ValueId value) {
    return objects_.Find(object) == nullptr ? AsWord(value) : value;
  }
  ValueId AddCallSite(const CallSite& site, const Word* resume, CallOperands operands);

  ValueId AddOperation(const Word* pc, uint16_t operation, const CallOperands& values);

  // Those that are quiet: see jit/quiet.h.
  struct QuietOperand {
    ValueId value;
    Value actual;
    Demand demand;
  };
  ValueId AddQuietCall(Thread& t, const Word* pc, CallSite::Function function, uint64_t extra,
                       absl::Span<const QuietOperand> operands);
  ValueId RecordQuietOperation(Thread& t, const Word* pc, uint16_t operation,
                               const CallOperands& values);
  bool RecordSlice(Thread& t, const Word* pc);
  bool RecordQuietSetItem(Thread& t, const Word* pc);
  ValueId NextQuietly(Thread& t, const Word* pc);
  void ForgetOutside();
  void PollAfter(const Word* resume);
  void PushFrames();

  Recording recording_;
  std::map<uint32_t, ValueId> now_;  // what is in places that the path has changed
  const InlineFrame* frame_ = nullptr;
  uint32_t pushed_ = 0;           // how many of the inlined frames are real
  std::vector<Value*> slots_;     // of the frames, as they are while this is recorded
  const Word* expected_[2] = {};  // where the next instruction can be
  const Word* pc_ = nullptr;
  std::map<const Word*, uint32_t> rounds_;  // of loops on the path, by header
  uint32_t nested_ = 0;
  const Word* wraps_until_ = nullptr;  // see record_wrapping.cc
  bool runs_outside_ = false;          // other code may have run since the loop began
  bool generators_may_have_run_ = false;
  ValueId call_ = kNoValue;       // what the last instruction called, which may raise
  bool is_left_to_call_ = false;  // that takes long, and the path ends before it has returned
  /// Instructions that were recorded as one, of the innermost frame.
  struct {
    const Word* begin = nullptr;
    const Word* end = nullptr;
  } skips_;
  /// An inner loop that was left to its own code.
  struct {
    ValueId where = kNoValue;  // the word at which the frame goes on
    const Word* begin = nullptr;
    const Word* end = nullptr;
  } inner_;
  NewObjects objects_;
  // What is known of objects until other code runs.
  std::map<ValueId, uint32_t> shapes_;
  std::map<std::pair<const Object*, uint64_t>, ValueId> versions_;
  /// A bool that was computed out of line: the next instruction says what it was.
  struct {
    ValueId value = kNoValue;
    const Word* if_true = nullptr;
    const Word* if_false = nullptr;
    bool polls = true;     // other code may have run
    bool is_item = false;  // of an iterator: its end is Unbound
    uint32_t to = 0;       // its place
  } pending_;
  std::string reason_;
};

/// Whether it is of exactly the type that has the method.
bool IsReceiver(Thread& t, Value method, Value receiver);

}  // namespace krait::jit
