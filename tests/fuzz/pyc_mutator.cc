#include "tests/fuzz/pyc_mutator.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/fuzz/assembly.h"
#include "tests/fuzz/pyc_tree.h"
#include "tests/fuzz/snippets.h"
#include "tests/fuzz/stack_forms.h"
#include "vm/pyc/marshal_format.h"
#include "vm/pyc/opcodes_311.h"

namespace krait::fuzz {
namespace {

class Mutation : Snippets {
 public:
  Mutation(PycTree tree, std::string_view donor, uint32_t seed)
      : Snippets(std::move(tree), seed), donor_(PycTree::Parse(donor)) {}

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
          in.opcode = AnyOf(Alternatives::Get().Of(in.opcode));
          FixArgument(assembly, in, !OneIn(4));
          break;
        case 3:
          if (!OneIn(3)) break;
          in.opcode = AnyOf(Alternatives::Get().all());
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

  std::optional<PycTree> donor_;
};

}  // namespace

std::string MutatePyc(std::string_view pyc, std::string_view donor, uint32_t seed) {
  std::optional<PycTree> tree = PycTree::Parse(pyc);
  if (!tree.has_value() || tree->CodeObjects().empty()) return "";
  return Mutation(*std::move(tree), donor, seed).Run();
}

}  // namespace krait::fuzz
