// Damaged .pyc files and code objects: an error or a sound translation, never a crash. Best run
// with AddressSanitizer.

#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "tests/unit/vm/pyc/unit_checker.h"
#include "vm/heap/rooted.h"
#include "vm/object/bytes.h"
#include "vm/object/tuple.h"
#include "vm/pyc/pyc_file.h"
#include "vm/pyc/translator.h"
#include "vm/pyc/verifier.h"

namespace krait {
namespace {

/// A little of everything that code objects have.
constexpr char kSource[] = R"(
import asyncio, re as regex
from os import path, sep as separator
class Shape(object, metaclass=type):
    "doc"
    x: int = 1
    def area(self, *args, scale=1.5, **kwargs):
        return super().area(*args, **kwargs) * scale
    def __init__(self, /, w, h=(1, 2.5, 'three', b'four', 5j, ..., None, frozenset)):
        self.w, (self.h, *self.rest) = w, h
def outer(a):
    total = 0
    def inner(b):
        nonlocal total
        total += a + b
        return [total * i for i in range(b) if i not in {1, 2, 3}]
    return inner
def generator(items):
    try:
        for item in items:
            got = yield item
            if got is None: continue
            yield from got
    except (ValueError, TypeError) as error:
        raise RuntimeError(f'bad {item!r:>{10}}') from error
    finally:
        del item
async def coroutine(source):
    async with source as s:
        async for value in s:
            await value
            yield {key: value async for key in value}
def match_it(subject):
    match subject:
        case {'a': [1, x, *rest], **others} if x: return rest
        case Shape(w=1 | 2 as w): return w
        case [a, b] | (a, b, _): return a < b <= 3
    while subject:
        with open(subject) as f, f:
            assert f, 'none'
            subject = subject[1:-1] or (lambda y=1, *, z: y @ z)
    try: pass
    except* OSError as group: print(*group, sep='', end='')
    return x if (x := subject) else {**subject, 'k': 2 ** 200}
)";

class HostileTest : public PycTest {
 protected:
  void SetUp() override {
    PycTest::SetUp();
    const std::string folder = ::testing::TempDir();
    const std::string source = folder + "/krait_hostile.py";
    FILE* file = std::fopen(source.c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fputs(kSource, file);
    std::fclose(file);
    const std::string compiled = folder + "/krait_hostile.pyc";
    RunPython("-c 'import py_compile as p; p.compile(\"" + source + "\", \"" + compiled +
              "\", \"hostile.py\", doraise=True)'");
    pyc_ = ReadFile(compiled);
    ASSERT_GT(pyc_.size(), 4000u);
  }

  /// True if it was accepted.
  bool Load(absl::Span<const uint8_t> file) {
    const Result<Code*> code = LoadPyc(t, file, "hostile.pyc");
    if (!code.ok()) {
      ExpectRefusal();
      return false;
    }
    CheckAll(*code);
    return true;
  }

  void ExpectRefusal() {
    const std::string error = TakeError(t);
    const std::string type = error.substr(0, error.find(':'));
    EXPECT_TRUE(type == "ValueError" || type == "EOFError" || type == "TypeError" ||
                type == "ImportError" || type == "UnicodeDecodeError")
        << error;
    ++refusals_[error.substr(0, 60)];
  }

  void CheckAll(Code* code) {
    StackCode stack;
    ASSERT_TRUE(DecodeAndVerify(t, code->fields(), &stack).ok());
    CheckTranslation(code, stack);
    for (Value constant : code->consts()->values()) {
      if (Is<Code>(constant)) CheckAll(Cast<Code>(constant));
    }
  }

  void CheckTranslation(Code* code, const StackCode& stack) {
    const Result<CodeUnit*> unit = Translate(t, code, stack);
    if (!unit.ok()) {
      EXPECT_EQ(TakeError(t).substr(0, 38), "SystemError: code object is too large");
      return;
    }
    EXPECT_EQ(CheckUnit(**unit), "");
  }

  void Collect(Code* code, RootedVector& all) {
    all.push_back(Value::FromObject(code));
    for (Value constant : code->consts()->values()) {
      if (Is<Code>(constant)) Collect(Cast<Code>(constant), all);
    }
  }

  std::vector<uint8_t> pyc_;
  std::map<std::string, int> refusals_;
  std::minstd_rand random_{20260731};
};

TEST_F(HostileTest, EveryTruncationIsRefused) {
  ASSERT_TRUE(Load(pyc_));
  for (size_t size = 0; size < pyc_.size(); ++size) {
    // In memory of its own, so that the sanitizer sees a read behind the end.
    const std::vector<uint8_t> cut(pyc_.begin(), pyc_.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_FALSE(Load(cut)) << size;
  }
}

TEST_F(HostileTest, AnyByteMayFlip) {
  int accepted = 0;
  for (size_t i = 0; i < pyc_.size(); ++i) {
    const int bit = static_cast<int>(random_() % 8);
    std::vector<uint8_t> damaged = pyc_;
    damaged[i] ^= static_cast<uint8_t>(1 << bit);
    accepted += Load(damaged) ? 1 : 0;
    if (HasFailure()) FAIL() << "byte " << i << ", bit " << bit;
  }
  // Most of a file is text, which may read anything.
  EXPECT_GT(accepted, 1000);
}

TEST_F(HostileTest, BytesMayBeAnything) {
  for (int round = 0; round < 20'000; ++round) {
    std::vector<uint8_t> damaged = pyc_;
    for (int i = random_() % 4; i >= 0; --i) {
      damaged[PycHeader::kSize + random_() % (damaged.size() - PycHeader::kSize)] =
          static_cast<uint8_t>(random_());
    }
    Load(damaged);
    if (HasFailure()) FAIL() << "round " << round;
  }
}

/// Where most damage to a file only spoils its text, this hits the code.
TEST_F(HostileTest, CodeMayBeAnything) {
  RootedVector codes(t);
  Collect(*LoadPyc(t, pyc_, "hostile.pyc"), codes);
  ASSERT_GT(codes.size(), 10u);
  int accepted = 0;
  for (int round = 0; round < 100'000; ++round) {
    CodeFields fields = Cast<Code>(codes[random_() % codes.size()])->fields();
    auto damage = [&](Bytes* bytes) {
      if (bytes->size() == 0) return bytes;
      Bytes* copy = *Bytes::From(t, bytes->span());
      const size_t at = random_() % copy->size();
      // Opcodes and arguments of the same code are likelier to fit than noise.
      copy->mutable_data()[at] =
          random_() % 2 == 0 ? bytes->data()[(random_() % copy->size() & ~size_t{1}) | (at & 1)]
                             : static_cast<uint8_t>(random_() % 200);
      return copy;
    };
    for (int i = random_() % 3; i >= 0; --i) {
      switch (random_() % 8) {
        case 0:
          fields.exceptiontable = damage(fields.exceptiontable);
          break;
        case 1:
          fields.localspluskinds = damage(fields.localspluskinds);
          break;
        default:
          fields.code = damage(fields.code);
      }
    }
    StackCode stack;
    if (!DecodeAndVerify(t, fields, &stack).ok()) {
      ExpectRefusal();
      continue;
    }
    ++accepted;
    CheckTranslation(*Code::New(t, fields), stack);
    if (HasFailure()) FAIL() << "round " << round;
  }
  EXPECT_GT(accepted, 5000);
  EXPECT_GT(refusals_.size(), 20u);
  RecordProperty("accepted", accepted);
}

}  // namespace
}  // namespace krait
