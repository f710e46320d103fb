#include "tests/fuzz/snippets.h"

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/interesting.h"
#include "tests/fuzz/stack_forms.h"
#include "vm/pyc/opcodes_311.h"

namespace krait::fuzz {

std::vector<Instruction> Snippets::Snippet(int at) {
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
      out.push_back({AnyOf(Alternatives::Get().Of(kGET_ITER311)), 0, -1});
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

void Snippets::LoadValue(std::vector<Instruction>& out) {
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

void Snippets::StoreValue(std::vector<Instruction>& out) {
  const bool has_locals = !Part(kPartLocalKinds).bytes.empty();
  if (IsModule() || !has_locals) {
    out.push_back({IsModule() ? kSTORE_NAME311 : kSTORE_GLOBAL311, AnyName(), -1});
  } else {
    out.push_back({kSTORE_FAST311, AnyLocal(false), -1});
  }
}

void Snippets::Arguments(std::vector<Instruction>& out) {
  const int count = Below(4);
  for (int i = 0; i < count; ++i) LoadValue(out);
  out.push_back({kPRECALL311, count, -1});
  out.push_back({kCALL311, count, -1});
}

void Snippets::CallBuiltin(std::vector<Instruction>& out) {
  out.push_back({kLOAD_GLOBAL311, AddName(AnyOf(kBuiltinNames)) << 1 | 1, -1});
  Arguments(out);
}

void Snippets::CallMethod(std::vector<Instruction>& out) {
  LoadValue(out);
  out.push_back({kLOAD_METHOD311, AddName(AnyOf(kMethodNames)), -1});
  Arguments(out);
}

void Snippets::Loop(std::vector<Instruction>& out, int at) {
  LoadValue(out);
  out.push_back({kGET_ITER311, 0, -1});
  const int head = at + static_cast<int>(out.size());
  out.push_back({kFOR_ITER311, 0, head + 3});
  StoreValue(out);
  out.push_back({kJUMP_BACKWARD311, 0, head});
}

}  // namespace krait::fuzz
