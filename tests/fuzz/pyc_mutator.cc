#include "tests/fuzz/pyc_mutator.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/fuzz/assembly.h"
#include "tests/fuzz/interesting.h"
#include "tests/fuzz/pyc_tree.h"
#include "vm/pyc/marshal_format.h"
#include "vm/pyc/opcodes_311.h"
#include "vm/pyc/stack_effect.h"

namespace krait::fuzz {
namespace {

/// Opcodes that belong to others beside them, or to the beginning.
bool IsBound(uint8_t opcode) {
  constexpr uint8_t kBound[] = {
      kPRECALL311,   kCALL311,   kKW_NAMES311,       kEXTENDED_ARG311,
      kMAKE_CELL311, kRESUME311, kCOPY_FREE_VARS311, kRETURN_GENERATOR311};
  return std::find(std::begin(kBound), std::end(kBound), opcode) != std::end(kBound);
}

StackInstruction Decoded(const Instruction& in) {
  StackInstruction result;
  result.op = GetOpcode311(in.opcode).stack_op;
  result.arg = in.arg;
  return result;
}

/// How many values the instruction takes from the stack, and puts there.
std::pair<int64_t, int64_t> DepthsOf(const Instruction& in) {
  const StackInstruction decoded = Decoded(in);
  const StackEffect effect = EffectOf(decoded.op);
  const auto count = [&](const char* letters) {
    int64_t sum = 0;
    for (; *letters != '\0'; ++letters) {
      if (*letters != '|') sum += *letters == 'N' ? OperandCount(decoded) : 1;
    }
    return sum;
  };
  int64_t takes = count(effect.takes);
  int64_t gives = count(effect.gives);
  if (const char* left = std::strchr(effect.takes, '|')) gives += left - effect.takes;
  if (in.opcode == kLOAD_GLOBAL311) gives += in.arg & 1;
  return {takes, gives};
}

/// How far down an instruction reaches without taking.
int64_t ReachOf(const Instruction& in) {
  switch (in.opcode) {
    case kCOPY311:
    case kSWAP311:
      return in.arg;
    case kLIST_APPEND311:
    case kSET_ADD311:
    case kLIST_EXTEND311:
    case kSET_UPDATE311:
    case kDICT_UPDATE311:
    case kDICT_MERGE311:
      return int64_t{in.arg} + 1;
    case kMAP_ADD311:
      return int64_t{in.arg} + 2;
    default:
      return 0;
  }
}

bool EndsRun(const Instruction& in) {
  return in.target >= 0 || in.opcode == kRETURN_VALUE311 || in.opcode == kRERAISE311 ||
         in.opcode == kRAISE_VARARGS311 || in.opcode == kRETURN_GENERATOR311;
}

/// Lengths of the runs from `begin` that leave the stack as it was, like a statement.
std::vector<int> NeutralRuns(const std::vector<Instruction>& all, int begin) {
  constexpr int kLongest = 24;
  std::vector<int> lengths;
  int64_t depth = 0;
  for (int i = begin; i < static_cast<int>(all.size()) && i < begin + kLongest; ++i) {
    if (EndsRun(all[i])) break;
    const auto [takes, gives] = DepthsOf(all[i]);
    if (takes > depth || ReachOf(all[i]) > depth) break;
    depth += gives - takes;
    if (depth == 0) lengths.push_back(i + 1 - begin);
  }
  return lengths;
}

/// Opcodes that can stand for each other without harm to the stack.
class Alternatives {
 public:
  Alternatives() {
    for (int opcode = 0; opcode < 256; ++opcode) {
      if (GetOpcode311(opcode).name == nullptr) continue;
      all_.push_back(opcode);
      if (!IsBound(opcode)) groups_[KeyOf(opcode)].push_back(opcode);
    }
  }
  const std::vector<uint8_t>& all() const { return all_; }
  const std::vector<uint8_t>& Of(uint8_t opcode) const {
    const auto found = groups_.find(KeyOf(opcode));
    return found == groups_.end() ? all_ : found->second;
  }

 private:
  using Key = std::tuple<std::string, std::string, bool, int64_t>;

  static Key KeyOf(uint8_t opcode) {
    const Opcode311& info = GetOpcode311(opcode);
    const StackEffect effect = EffectOf(info.stack_op);
    // What is left in place is neither taken nor given.
    std::string takes = effect.takes;
    std::string gives = effect.gives;
    const size_t left = takes.find('|');
    if (left != std::string::npos) {
      gives = takes.substr(0, left) + gives;
      takes.erase(left, 1);
    }
    const bool jumps =
        info.argument == Argument311::kForward || info.argument == Argument311::kBackward;
    const int64_t operands =
        takes.find('N') == std::string::npos && gives.find('N') == std::string::npos
            ? 0
            : OperandCount(Decoded({opcode, 5, -1}));
    return {std::move(takes), std::move(gives), jumps, operands};
  }

  std::vector<uint8_t> all_;
  std::map<Key, std::vector<uint8_t>> groups_;
};

class Chance {
 public:
  explicit Chance(uint32_t seed) : random_(seed) {}
  uint32_t Word() { return static_cast<uint32_t>(random_()); }
  int Below(size_t bound) { return bound == 0 ? 0 : static_cast<int>(random_() % bound); }
  bool OneIn(int n) { return Below(n) == 0; }
  template <typename C>
  const auto& AnyOf(const C& choices) {
    return std::data(choices)[Below(std::size(choices))];
  }

 private:
  std::minstd_rand random_;
};

class Mutation : Chance {
 public:
  Mutation(PycTree tree, std::string_view donor, uint32_t seed)
      : Chance(seed), tree_(std::move(tree)), donor_(PycTree::Parse(donor)) {}

  std::string Run() {
    if (donor_.has_value()) {
      code_ = AnyOf(tree_.CodeObjects());
      TakeFromDonor();
    }
    const int rounds = OneIn(3) ? 1 + Below(4) : 1;
    for (int i = 0; i < rounds; ++i) ChangeCodeObject();
    return tree_.Write();
  }

 private:
  // --- The parts of a code object ---------------------------------------------------------------
  Node& Part(CodePart part) { return tree_[tree_[code_].children[part]]; }
  /// The part as a node that no other code object shares: an empty tuple, name or table may be.
  Node& OwnPart(CodePart part) {
    const int copy = tree_.Add(Part(part));
    tree_[code_].children[part] = copy;
    return tree_[copy];
  }
  size_t ConstCount() { return Part(kPartConsts).children.size(); }
  size_t NameCount() { return Part(kPartNames).children.size(); }

  int AddConst(int node) {
    Node& consts = OwnPart(kPartConsts);
    consts.children.push_back(node);
    return static_cast<int>(consts.children.size()) - 1;
  }
  int AddName(std::string_view name) {
    const int node = tree_.Add(Node{marshal::kShortAsciiInterned, std::string(name), {}, {}});
    Node& names = OwnPart(kPartNames);
    names.children.push_back(node);
    return static_cast<int>(names.children.size()) - 1;
  }
  int AnyConst() {
    return ConstCount() > 0 && !OneIn(3) ? Below(ConstCount()) : AddConst(InterestingConst());
  }
  int AnyName() {
    if (NameCount() > 0 && OneIn(2)) return Below(NameCount());
    return AddName(OneIn(2) ? AnyOf(kBuiltinNames) : AnyOf(kMethodNames));
  }

  int InterestingConst(int depth = 0) {
    const InterestingScalar& scalar = AnyOf(kScalars);
    if (depth > 2 || !OneIn(4)) {
      return tree_.Add(
          Node{static_cast<uint8_t>(scalar.type), std::string(scalar.payload), {}, {}});
    }
    constexpr uint8_t kContainers[] = {marshal::kSmallTuple, marshal::kTuple, marshal::kFrozenSet,
                                       marshal::kList,       marshal::kSet,   marshal::kDict};
    Node node{AnyOf(kContainers), {}, {}, {}};
    const int count = Below(4) * 2;
    for (int i = 0; i < count; ++i) node.children.push_back(InterestingConst(depth + 1));
    return tree_.Add(std::move(node));
  }

  // --- What can be done -------------------------------------------------------------------------
  void ChangeCodeObject() {
    const std::vector<int> objects = tree_.CodeObjects();
    if (objects.empty()) return;
    code_ = AnyOf(objects);
    switch (Below(32)) {
      case 0:
      case 1:
      case 2:
        return ChangeConst();
      case 3:
      case 4:
        return ChangeName();
      case 5:
        return ChangeNumber();
      case 6:
        return ChangeLocal();
      case 7:
      case 8:
        return TakeFromDonor();
      default:
        return ChangeInstructions();
    }
  }

  void ChangeConst() {
    const int fresh = InterestingConst();
    if (ConstCount() == 0 || OneIn(4)) {
      AddConst(fresh);
      return;
    }
    Node& consts = OwnPart(kPartConsts);
    consts.children[Below(consts.children.size())] = fresh;
  }

  void ChangeName() {
    if (NameCount() == 0) return;
    const int fresh = AnyName();
    Node& names = OwnPart(kPartNames);
    names.children[Below(names.children.size())] = names.children[fresh];
  }

  void ChangeNumber() {
    constexpr int32_t kInteresting[] = {0,       1,         2,    3,     5,        255,
                                        256,     300,       -1,   32000, 65535,    1 << 20,
                                        1 << 30, INT32_MAX, 1000, 64,    INT32_MIN};
    int32_t& number = tree_[code_].numbers[Below(kCodeNumbers)];
    switch (Below(4)) {
      case 0:
        number = AnyOf(kInteresting);
        break;
      case 1:
        number ^= 1 << Below(12);  // the flags that are there
        break;
      default:
        number = static_cast<int32_t>(static_cast<uint32_t>(number) + Below(5) - 2);
    }
  }

  void ChangeLocal() {
    constexpr char kKinds[] = {0x20, 0x40, 0x60, static_cast<char>(0x80), 0};
    Node& kinds = OwnPart(kPartLocalKinds);
    if (kinds.bytes.empty() || OneIn(4)) {
      kinds.bytes.push_back(AnyOf(kKinds));
      const int name = tree_.Add(Node{marshal::kShortAsciiInterned, "fresh", {}, {}});
      OwnPart(kPartLocalNames).children.push_back(name);
      return;
    }
    kinds.bytes[Below(kinds.bytes.size())] = AnyOf(kKinds);
  }

  void TakeFromDonor() {
    PycTree& donor = donor_.has_value() ? *donor_ : tree_;
    const std::vector<int> objects = donor.CodeObjects();
    if (objects.empty()) return;
    const int other = AnyOf(objects);
    if (OneIn(3)) {  // a whole code object, as a constant
      const std::vector<int>& consts = Part(kPartConsts).children;
      std::vector<int> places;
      for (size_t i = 0; i < consts.size(); ++i) {
        if (tree_[consts[i]].IsCode()) places.push_back(static_cast<int>(i));
      }
      const int copy = CopyOf(donor, other);
      if (places.empty()) {
        AddConst(copy);
        return;
      }
      OwnPart(kPartConsts).children[AnyOf(places)] = copy;
      return;
    }
    TakeInstructions(donor, other);
  }

  int CopyOf(const PycTree& from, int index) {
    if (&from != &tree_) return tree_.AddCopy(from, index);
    const PycTree same = tree_;
    return tree_.AddCopy(same, index);
  }

  /// Some instructions of another code object, with the constants and names that they speak of.
  void TakeInstructions(const PycTree& donor, int other) {
    const Node& code = donor[other];
    const std::optional<Assembly> theirs =
        Assembly::Decode(donor[code.children[kPartCode]].bytes, "");
    const std::vector<int> consts = donor[code.children[kPartConsts]].children;
    const std::vector<int> names = donor[code.children[kPartNames]].children;
    if (!theirs.has_value() || theirs->instructions.empty()) return;
    const int begin = Below(theirs->instructions.size());
    const std::vector<int> runs = NeutralRuns(theirs->instructions, begin);
    if (runs.empty() && !OneIn(4)) return;
    const int count =
        runs.empty()
            ? std::min<int>(1 + Below(12), static_cast<int>(theirs->instructions.size()) - begin)
            : AnyOf(runs);
    std::vector<Instruction> taken(theirs->instructions.begin() + begin,
                                   theirs->instructions.begin() + begin + count);
    for (Instruction& in : taken) {
      const Argument311 argument = GetOpcode311(in.opcode).argument;
      if (argument == Argument311::kConst && static_cast<size_t>(in.arg) < consts.size()) {
        in.arg = AddConst(CopyOf(donor, consts[in.arg]));
      } else if (argument == Argument311::kName) {
        const bool is_global = in.opcode == kLOAD_GLOBAL311;
        const size_t index = is_global ? in.arg >> 1 : in.arg;
        if (index >= names.size()) continue;
        const int name = CopyOf(donor, names[index]);
        Node& ours = OwnPart(kPartNames);
        ours.children.push_back(name);
        const int place = static_cast<int>(ours.children.size()) - 1;
        in.arg = is_global ? place << 1 | (in.arg & 1) : place;
      }
    }
    EditInstructions([&](Assembly& assembly) {
      const int at = Below(assembly.instructions.size() + 1);
      for (Instruction& in : taken) {
        // A jump to what was not taken goes anywhere.
        if (in.target >= 0) in.target = Below(assembly.instructions.size() + 1);
      }
      assembly.Insert(at, taken);
    });
  }

  // --- Instructions -----------------------------------------------------------------------------
  template <typename F>
  void EditInstructions(F edit) {
    std::optional<Assembly> assembly =
        Assembly::Decode(Part(kPartCode).bytes, Part(kPartExceptionTable).bytes);
    if (!assembly.has_value() || assembly->instructions.empty()) return;
    const size_t before = assembly->instructions.size();
    edit(*assembly);
    std::string table;
    std::string code = assembly->Encode(&table);
    if (assembly->instructions.size() != before) {
      OwnPart(kPartLineTable).bytes = EmptyLineTable(code.size() / 2);
      int32_t& depth = tree_[code_].numbers[kStackSize];
      if (depth >= 0 && depth < 100) depth += 3;
    }
    OwnPart(kPartCode).bytes = std::move(code);
    OwnPart(kPartExceptionTable).bytes = std::move(table);
  }

  void ChangeInstructions() {
    EditInstructions([this](Assembly& assembly) {
      const int at = Below(assembly.instructions.size());
      Instruction& in = assembly.instructions[at];
      switch (Below(16)) {
        case 0:
        case 1:
        case 2:
          if (IsBound(in.opcode)) break;
          in.opcode = AnyOf(Alternatives_().Of(in.opcode));
          FixArgument(assembly, in, !OneIn(4));
          break;
        case 3:
          if (!OneIn(3)) break;
          in.opcode = AnyOf(Alternatives_().all());
          FixArgument(assembly, in, OneIn(2));
          break;
        case 4:
        case 5:
        case 6:
        case 7:
          if (!DecidesDepth(in) || OneIn(8)) FixArgument(assembly, in, false);
          break;
        case 8:
          EraseRun(assembly, at);
          break;
        case 9:
          RepeatRun(assembly, at);
          break;
        case 10:
          if (OneIn(6)) std::swap(in, assembly.instructions[Below(assembly.instructions.size())]);
          break;
        case 11:
          if (OneIn(2)) ChangeHandlers(assembly);
          break;
        default:
          if (!SplitsCall(assembly, at)) assembly.Insert(at, Snippet(at));
      }
    });
  }

  /// Would another argument change the depth of the stack, here or where it goes to?
  bool DecidesDepth(const Instruction& in) {
    if (IsBound(in.opcode) || in.target >= 0) return true;
    const StackEffect effect = EffectOf(GetOpcode311(in.opcode).stack_op);
    return std::strchr(effect.takes, 'N') != nullptr || std::strchr(effect.gives, 'N') != nullptr;
  }

  /// Is `at` between the parts of a call, or in the prologue?
  bool SplitsCall(const Assembly& assembly, int at) {
    const uint8_t opcode = assembly.instructions[at].opcode;
    if (opcode == kRESUME311) return false;
    if (IsBound(opcode)) return opcode != kPRECALL311 && opcode != kKW_NAMES311;
    return at > 0 && assembly.instructions[at - 1].opcode == kRETURN_GENERATOR311;
  }

  void EraseRun(Assembly& assembly, int at) {
    const std::vector<int> runs = NeutralRuns(assembly.instructions, at);
    if (!runs.empty()) {
      assembly.Erase(at, AnyOf(runs));
    } else if (OneIn(8)) {
      assembly.Erase(at, 1 + Below(2) * Below(4));
    }
  }

  /// Puts a copy of a run somewhere else.
  void RepeatRun(Assembly& assembly, int at) {
    const std::vector<int> runs = NeutralRuns(assembly.instructions, at);
    if (runs.empty()) return;
    const auto begin = assembly.instructions.begin() + at;
    const std::vector<Instruction> run(begin, begin + AnyOf(runs));
    const int to = Below(assembly.instructions.size());
    if (!SplitsCall(assembly, to)) assembly.Insert(to, run);
  }

  static const Alternatives& Alternatives_() {
    static const Alternatives& alternatives = *new Alternatives();
    return alternatives;
  }

  /// An argument that fits the opcode: another one, unless `keep` and it fits already.
  void FixArgument(const Assembly& assembly, Instruction& in, bool keep) {
    const size_t local_count = Part(kPartLocalKinds).bytes.size();
    const Argument311 argument = GetOpcode311(in.opcode).argument;
    const bool jumps = argument == Argument311::kForward || argument == Argument311::kBackward;
    if (!jumps) in.target = -1;
    switch (argument) {
      case Argument311::kNone:
        in.arg = 0;
        break;
      case Argument311::kConst:
        if (!keep || static_cast<size_t>(in.arg) >= ConstCount()) in.arg = AnyConst();
        break;
      case Argument311::kName: {
        const bool is_global = in.opcode == kLOAD_GLOBAL311;
        const size_t index = is_global ? in.arg >> 1 : in.arg;
        if (keep && index < NameCount()) break;
        const int name = AnyName();
        in.arg = is_global ? name << 1 | (in.arg & 1) : name;
        break;
      }
      case Argument311::kLocal:
      case Argument311::kCell:
        if (!keep || static_cast<size_t>(in.arg) >= local_count) {
          in.arg = AnyLocal(argument == Argument311::kCell);
        }
        break;
      case Argument311::kForward:
      case Argument311::kBackward:
        if (!keep || in.target < 0) in.target = Below(assembly.instructions.size());
        break;
      case Argument311::kNumber:
        in.arg = AnyNumber(in, keep);
    }
  }

  /// A local of the right kind if there is one.
  int32_t AnyLocal(bool is_cell) {
    constexpr uint8_t kPlain = 0x20;
    const std::string& kinds = Part(kPartLocalKinds).bytes;
    std::vector<int32_t> fitting;
    for (size_t i = 0; i < kinds.size(); ++i) {
      if ((static_cast<uint8_t>(kinds[i]) == kPlain) != is_cell) {
        fitting.push_back(static_cast<int32_t>(i));
      }
    }
    return fitting.empty() || OneIn(10) ? Below(kinds.size()) : AnyOf(fitting);
  }

  int32_t AnyNumber(const Instruction& in, bool keep) {
    switch (in.opcode) {
      case kBINARY_OP311:
        return keep && in.arg < 26 ? in.arg : Below(26);
      case kCOMPARE_OP311:
        return keep && in.arg < 6 ? in.arg : Below(6);
      case kIS_OP311:
      case kCONTAINS_OP311:
      case kCALL_FUNCTION_EX311:
        return Below(2);
      case kFORMAT_VALUE311:
        return Below(8);
      case kMAKE_FUNCTION311:
        return Below(16);
      default:
        break;
    }
    if (keep && in.arg < 8) return in.arg;
    if (OneIn(20)) return static_cast<int32_t>(Word() & (OneIn(2) ? 0xFFFF : INT32_MAX));
    return OneIn(2) ? Below(5) : std::max(0, in.arg + Below(3) - 1);
  }

  void ChangeHandlers(Assembly& assembly) {
    const size_t size = assembly.instructions.size();
    if (assembly.handlers.empty() || OneIn(3)) {
      Handler handler;
      handler.begin = Below(size);
      handler.end = handler.begin + 1 + Below(size - handler.begin);
      handler.target = Below(size);
      handler.depth = Below(4);
      handler.push_lasti = OneIn(2);
      assembly.handlers.push_back(handler);
      return;
    }
    const int index = Below(assembly.handlers.size());
    Handler& handler = assembly.handlers[index];
    switch (Below(5)) {
      case 0:
        assembly.handlers.erase(assembly.handlers.begin() + index);
        break;
      case 1:
        handler.target = Below(size);
        break;
      case 2:
        handler.depth += Below(3) - 1;
        break;
      case 3:
        handler.push_lasti = !handler.push_lasti;
        break;
      default:
        handler.end = handler.begin + 1 + Below(size - handler.begin);
    }
  }

  // --- Snippets: new instructions that leave the stack as it was --------------------------------
  std::vector<Instruction> Snippet(int at) {
    std::vector<Instruction> out;
    switch (Below(7)) {
      case 0:  // LOAD, drop
        LoadValue(out);
        break;
      case 1:
        LoadValue(out);
        LoadValue(out);
        out.push_back({kBINARY_OP311, Below(26), -1});
        break;
      case 2:
        LoadValue(out);
        out.push_back({AnyOf(Alternatives_().Of(kGET_ITER311)), 0, -1});
        out.back().arg =
            GetOpcode311(out.back().opcode).argument == Argument311::kName ? AnyName() : Below(3);
        break;
      case 3:
        Loop(out, at);
        return out;
      case 4:
        CallBuiltin(out);
        break;
      default:
        CallMethod(out);
    }
    if (OneIn(3)) {
      StoreValue(out);
    } else {
      out.push_back({kPOP_TOP311, 0, -1});
    }
    return out;
  }

  void LoadValue(std::vector<Instruction>& out) {
    const size_t local_count = Part(kPartLocalKinds).bytes.size();
    switch (Below(4)) {
      case 0:
        out.push_back({IsModule() ? kLOAD_NAME311 : kLOAD_GLOBAL311, AnyName(), -1});
        if (!IsModule()) out.back().arg <<= 1;
        break;
      case 1:
        if (local_count > 0) {
          out.push_back({kLOAD_FAST311, AnyLocal(false), -1});
          break;
        }
        [[fallthrough]];
      case 2:
        out.push_back({kLOAD_CONST311, AnyConst(), -1});
        break;
      default: {
        constexpr uint8_t kBuild[] = {kBUILD_TUPLE311, kBUILD_LIST311, kBUILD_SET311};
        const int count = Below(4);
        for (int i = 0; i < count; ++i) out.push_back({kLOAD_CONST311, AnyConst(), -1});
        out.push_back({AnyOf(kBuild), count, -1});
      }
    }
  }

  /// Functions have no namespace for STORE_NAME.
  bool IsModule() { return (tree_[code_].numbers[kFlags] & 2) == 0; }

  void StoreValue(std::vector<Instruction>& out) {
    const bool has_locals = !Part(kPartLocalKinds).bytes.empty();
    if (IsModule() || !has_locals) {
      out.push_back({IsModule() ? kSTORE_NAME311 : kSTORE_GLOBAL311, AnyName(), -1});
    } else {
      out.push_back({kSTORE_FAST311, AnyLocal(false), -1});
    }
  }

  void Arguments(std::vector<Instruction>& out) {
    const int count = Below(4);
    for (int i = 0; i < count; ++i) LoadValue(out);
    out.push_back({kPRECALL311, count, -1});
    out.push_back({kCALL311, count, -1});
  }

  void CallBuiltin(std::vector<Instruction>& out) {
    out.push_back({kLOAD_GLOBAL311, AddName(AnyOf(kBuiltinNames)) << 1 | 1, -1});
    Arguments(out);
  }

  void CallMethod(std::vector<Instruction>& out) {
    LoadValue(out);
    out.push_back({kLOAD_METHOD311, AddName(AnyOf(kMethodNames)), -1});
    Arguments(out);
  }

  /// for _ in value: pass
  void Loop(std::vector<Instruction>& out, int at) {
    LoadValue(out);
    out.push_back({kGET_ITER311, 0, -1});
    const int head = at + static_cast<int>(out.size());
    out.push_back({kFOR_ITER311, 0, head + 3});
    StoreValue(out);
    out.push_back({kJUMP_BACKWARD311, 0, head});
  }

  PycTree tree_;
  std::optional<PycTree> donor_;
  int code_ = 0;
};

}  // namespace

std::string MutatePyc(std::string_view pyc, std::string_view donor, uint32_t seed) {
  std::optional<PycTree> tree = PycTree::Parse(pyc);
  if (!tree.has_value() || tree->CodeObjects().empty()) return "";
  return Mutation(*std::move(tree), donor, seed).Run();
}

}  // namespace krait::fuzz
