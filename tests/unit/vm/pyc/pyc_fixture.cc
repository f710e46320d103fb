#include "tests/unit/vm/pyc/pyc_fixture.h"

#include <bit>
#include <cstdio>

#include "vm/code/layouts.h"
#include "vm/number/hash.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/set.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Result<int64_t> HashInt(Thread&, Value self) { return krait::HashInt(IntOperand(self)); }
Result<int64_t> HashFloat(Thread&, Value self) { return HashDouble(FloatOf(self), 0); }
Result<int64_t> HashComplexCell(Thread&, Value self) {
  return HashComplex(Cast<Complex>(self)->real(), Cast<Complex>(self)->imag(), 0);
}
Result<int64_t> HashBytesCell(Thread& t, Value self) { return Cast<Bytes>(self)->Hash(t); }
Result<int64_t> HashFrozenSet(Thread&, Value self) { return Cast<Set>(self)->FrozenHash(); }
Result<int64_t> HashIdentity(Thread&, Value self) { return static_cast<int64_t>(self.bits() >> 4); }
Result<int64_t> HashTuple(Thread& t, Value self) {
  TRY(CheckNativeStack(t));
  TupleHasher hasher;
  for (Value item : Cast<Tuple>(self)->values()) hasher.Add(TRY(Hash(t, item)));
  return hasher.Finish();
}
Result<Value> Compare(Thread& t, Value self, Value other, CompareOp) {
  TRY(CheckNativeStack(t));
  return Value::FromBool(SameConstants(t, self, other));
}

bool SameDouble(double a, double b) {
  return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
}

bool SameValues(Thread& t, absl::Span<const Value> a, absl::Span<const Value> b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!SameConstants(t, a[i], b[i])) return false;
  }
  return true;
}

bool SameSets(Thread& t, Set* a, Set* b) {
  if (a->size() != b->size() || a->BaseType(t) != b->BaseType(t)) return false;
  size_t position = 0;
  Value key;
  while (a->Next(position, key)) {
    const Result<bool> found = b->Contains(t, key);
    if (!found.ok() || !*found) return false;
  }
  return true;
}

bool SameDicts(Thread& t, Dict* a, Dict* b) {
  if (a->size() != b->size()) return false;
  size_t at_a = 0;
  size_t at_b = 0;
  Value key_a, value_a, key_b, value_b;
  while (a->Next(at_a, key_a, value_a) && b->Next(at_b, key_b, value_b)) {
    if (!SameConstants(t, key_a, key_b) || !SameConstants(t, value_a, value_b)) return false;
  }
  return true;
}

bool SameCode(Thread& t, const Code* a, const Code* b) {
  auto same = [&t](Object* x, Object* y) {
    return SameConstants(t, Value::FromObject(x), Value::FromObject(y));
  };
  const CodeFields f = a->fields();
  const CodeFields g = b->fields();
  return f.argcount == g.argcount && f.posonlyargcount == g.posonlyargcount &&
         f.kwonlyargcount == g.kwonlyargcount && f.stacksize == g.stacksize && f.flags == g.flags &&
         f.firstlineno == g.firstlineno && same(f.code, g.code) && same(f.consts, g.consts) &&
         same(f.names, g.names) && same(f.localsplusnames, g.localsplusnames) &&
         same(f.localspluskinds, g.localspluskinds) && same(f.filename, g.filename) &&
         same(f.name, g.name) && same(f.qualname, g.qualname) && same(f.linetable, g.linetable) &&
         same(f.exceptiontable, g.exceptiontable);
}

}  // namespace

void InstallConstantSlots(Vm& vm) {
  BuiltinTypes& b = vm.mutable_types();
  auto install = [](Type* type, LengthSlot hash) {
    type->mutable_slots().hash = hash;
    type->mutable_slots().compare = &Compare;
  };
  install(b.int_, &HashInt);
  install(b.bool_, &HashInt);
  install(b.float_, &HashFloat);
  install(b.complex, &HashComplexCell);
  install(b.bytes, &HashBytesCell);
  install(b.tuple, &HashTuple);
  install(b.frozenset, &HashFrozenSet);
  install(b.none_type, &HashIdentity);
  install(b.ellipsis, &HashIdentity);
  install(b.code, &HashIdentity);
}

bool SameConstants(Thread& t, Value a, Value b) {
  if (a.SameBits(b)) return true;
  if (!a.IsObject() || !b.IsObject()) return false;
  if (a.AsObject()->layout_word() != b.AsObject()->layout_word()) return false;
  switch (a.AsObject()->layout()) {
    case Layout::kInt:
      return bigint::Equal(Cast<Int>(a)->view(), Cast<Int>(b)->view());
    case Layout::kFloat:
      return SameDouble(FloatOf(a), FloatOf(b));
    case Layout::kComplex:
      return SameDouble(Cast<Complex>(a)->real(), Cast<Complex>(b)->real()) &&
             SameDouble(Cast<Complex>(a)->imag(), Cast<Complex>(b)->imag());
    case Layout::kStr:
      return Cast<Str>(a)->Equals(Cast<Str>(b));
    case Layout::kBytes:
      return Cast<Bytes>(a)->view() == Cast<Bytes>(b)->view();
    case Layout::kTuple:
      return SameValues(t, Cast<Tuple>(a)->values(), Cast<Tuple>(b)->values());
    case Layout::kList:
      return SameValues(t, Cast<List>(a)->values(), Cast<List>(b)->values());
    case Layout::kSet:
      return SameSets(t, Cast<Set>(a), Cast<Set>(b));
    case Layout::kDict:
      return SameDicts(t, Cast<Dict>(a), Cast<Dict>(b));
    case Layout::kCode:
      return SameCode(t, Cast<Code>(a), Cast<Code>(b));
    default:
      return false;
  }
}

VmOptions PycOptions(VmOptions options) {
  options.add_layouts = &AddCodeLayouts;
  return options;
}

PycTest::PycTest() : VmTest(PycOptions()) {}

void PycTest::SetUp() {
  VmTest::SetUp();
  InstallConstantSlots(t.vm());
}

std::string RunPython(const std::string& arguments) {
  const std::string command = std::string(KRAIT_PYTHON) + " " + arguments;
  FILE* pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr) << command;
  if (pipe == nullptr) return "";
  std::string output;
  char buffer[1 << 14];
  while (size_t size = std::fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, size);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

std::vector<uint8_t> ReadFile(const std::string& path) {
  FILE* file = std::fopen(path.c_str(), "rb");
  EXPECT_NE(file, nullptr) << path;
  if (file == nullptr) return {};
  std::vector<uint8_t> data;
  uint8_t buffer[1 << 14];
  while (size_t size = std::fread(buffer, 1, sizeof(buffer), file)) {
    data.insert(data.end(), buffer, buffer + size);
  }
  std::fclose(file);
  return data;
}

}  // namespace krait
