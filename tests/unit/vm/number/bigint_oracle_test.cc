// Random operations, compared with CPython's answers. KRAIT_FUZZ_ROUNDS and KRAIT_FUZZ_SEED change
// how many and which; KRAIT_PYTHON names the interpreter.

#include <gtest/gtest.h>
#include <unistd.h>

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/vm/number/bigint_testing.h"
#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_bytes.h"
#include "vm/number/bigint_division.h"
#include "vm/number/bigint_double.h"
#include "vm/number/bigint_modular.h"
#include "vm/number/bigint_power.h"
#include "vm/number/bigint_roots.h"
#include "vm/number/hash.h"
#include "vm/number/int_text.h"

namespace krait::bigint {
namespace {

constexpr uint32_t kHashSeed = 20231122;

// An expression for CPython, and what Krait makes of it.
struct Question {
  std::string expression;
  std::string answer;
};

std::string HexOf(uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%lx", value);
  return text;
}

std::string Show(double value) { return "float " + HexOf(std::bit_cast<uint64_t>(value)); }
std::string Show(const Result& result) { return result.Hex(); }
std::string Show(HashValue hash) { return Number(hash).Hex(); }

std::string ShowError(IntStatus status) {
  IntError error = ErrorOf(status);
  std::string text = error.text;
  switch (error.type) {
    case IntErrorType::kZeroDivisionError:
      return "ZeroDivisionError: " + text;
    case IntErrorType::kValueError:
      return "ValueError: " + text;
    case IntErrorType::kOverflowError:
      return "OverflowError: " + text;
    default:
      return "unexpected status " + std::to_string(static_cast<int>(status));
  }
}

std::string Literal(const Number& a) { return "(" + a.Hex() + ")"; }
std::string Literal(double value) {
  return "double(0x" + HexOf(std::bit_cast<uint64_t>(value)) + ")";
}

// Random operands, with a liking for edges: powers of two and their neighbours, long runs of equal
// bits, few limbs.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  uint64_t Below(uint64_t limit) { return random_() % limit; }
  bool OneIn(uint64_t count) { return Below(count) == 0; }

  size_t Size() {
    if (OneIn(200)) return 100 + Below(900);
    if (OneIn(10)) return Below(60);
    return Below(7);
  }

  ::krait::Number Int() { return Int(Size()); }

  ::krait::Number Int(size_t size) {
    bool negative = OneIn(2);
    if (OneIn(4)) {
      static constexpr uint64_t kEdges[] = {0, 30, 53, 60, 61, 62, 63, 64, 127, 128, 192};
      ::krait::Number edge = PowerOfTwo(kEdges[Below(std::size(kEdges))] + 64 * (size / 4),
                                        static_cast<int64_t>(Below(5)) - 2);
      return negative ? -edge : edge;
    }
    std::vector<Limb> limbs(size);
    bool runs = OneIn(3);
    Limb last = 0;
    for (Limb& limb : limbs) {
      if (runs && !OneIn(3)) {
        limb = last;
      } else if (runs) {
        limb = OneIn(2) ? 0 - (last & 1) : ~Limb{0} << Below(64);
      } else {
        limb = random_();
      }
      last = limb;
    }
    if (!limbs.empty()) limbs.back() >>= Below(64);
    return {limbs, negative};
  }

  double Double() {
    if (OneIn(3)) return std::bit_cast<double>(random_());
    double value =
        std::ldexp(static_cast<double>(random_() >> Below(64)), static_cast<int>(Below(80)) - 40);
    return OneIn(2) ? -value : value;
  }

  std::string Text(const std::string& alphabet, size_t length) {
    std::string text(length, '\0');
    for (char& character : text) character = alphabet[Below(alphabet.size())];
    return text;
  }

 private:
  std::mt19937_64 random_;
};

// What a successful or failed operation answers.
template <typename T>
std::string Answer(IntStatus status, const T& result) {
  return status == IntStatus::kOk ? Show(result) : ShowError(status);
}

Question AskSum(Generator& random) {
  Number a = random.Int();
  Number b = random.Int();
  bool plus = random.OneIn(2);
  Result result(SumSize(a, b));
  (plus ? Add : Subtract)(a, b, result.out);
  return {Literal(a) + (plus ? "+" : "-") + Literal(b), Show(result)};
}

Question AskProduct(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  Number b = random.Int();
  Result result(ProductSize(a, b));
  IntStatus status = Multiply(a, b, result.out, scratch);
  return {Literal(a) + "*" + Literal(b), Answer(status, result)};
}

Question AskQuotient(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  Number b = random.Int();
  Result result(QuotientSize(a, b));
  IntStatus status = FloorDivide(a, b, result.out, scratch);
  return {Literal(a) + "//" + Literal(b), Answer(status, result)};
}

Question AskRemainder(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  Number b = random.Int();
  Result result(RemainderSize(b));
  IntStatus status = Modulo(a, b, result.out, scratch);
  return {Literal(a) + "%" + Literal(b), Answer(status, result)};
}

Question AskDivMod(Generator& random) {
  GuardedScratch scratch;
  Number b = random.Int();
  Number a = random.Int(b.view().size + random.Size());
  Result quotient(QuotientSize(a, b));
  Result remainder(RemainderSize(b));
  IntStatus status = DivMod(a, b, quotient.out, remainder.out, scratch);
  std::string answer = Answer(status, quotient);
  if (status == IntStatus::kOk) answer += " " + Show(remainder);
  return {"divmod(" + Literal(a) + "," + Literal(b) + ")", answer};
}

Question AskTrueQuotient(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  Number b = random.OneIn(8) ? Number(IntView(a)) : random.Int();
  double result = 0;
  IntStatus status = TrueDivide(a, b, result, scratch);
  return {Literal(a) + "/" + Literal(b), Answer(status, result)};
}

Question AskPower(Generator& random) {
  GuardedScratch scratch;
  Number base = random.Int();
  Number exponent(static_cast<int64_t>(random.Below(base.view().size > 10 ? 9 : 300)));
  size_t limbs = 0;
  EXPECT_EQ(PowerSize(base, exponent, limbs), IntStatus::kOk);
  Result result(limbs);
  IntStatus status = Power(base, exponent, result.out, scratch);
  return {Literal(base) + "**" + Literal(exponent), Answer(status, result)};
}

Question AskModularPower(Generator& random) {
  GuardedScratch scratch;
  Number modulus = random.Int(random.Below(random.OneIn(20) ? 40 : 5));
  Number base = random.Int(random.Below(8));
  Number exponent = random.Int(random.Below(4));
  Result result(ResidueSize(modulus));
  IntStatus status = PowerModulo(base, exponent, modulus, result.out, scratch);
  return {"pow(" + Literal(base) + "," + Literal(exponent) + "," + Literal(modulus) + ")",
          Answer(status, result)};
}

Question AskBitwise(Generator& random) {
  Number a = random.Int();
  Number b = random.Int();
  Result result(BitwiseSize(a, b));
  size_t which = random.Below(3);
  (which == 0 ? And : which == 1 ? Or : Xor)(a, b, result.out);
  return {Literal(a) + "&|^"[which] + Literal(b), Show(result)};
}

Question AskShift(Generator& random) {
  Number a = random.Int();
  Number count(static_cast<int64_t>(random.Below(random.OneIn(2) ? 130 : 5000)) - 1);
  if (random.OneIn(2)) {
    Result result(RightShiftSize(a, count));
    IntStatus status = RightShift(a, count, result.out);
    return {Literal(a) + ">>" + Literal(count), Answer(status, result)};
  }
  size_t limbs = 0;
  IntStatus status = LeftShiftSize(a, count, limbs);
  Result result(limbs);
  if (status == IntStatus::kOk) LeftShift(a, count, result.out);
  return {Literal(a) + "<<" + Literal(count), Answer(status, result)};
}

Question AskBits(Generator& random) {
  Number a = random.Int();
  Result inverted(a.view().size + 1);
  Invert(a, inverted.out);
  Result minus_one(a.view().size + 1);
  Subtract(a, Number(1), minus_one.out);
  std::string text = Literal(a);
  return {"(~" + text + "," + text + "-1," + text + ".bit_length()," + text + ".bit_count(),hash(" +
              text + "))",
          Show(inverted) + " " + Show(minus_one) + " 0x" + HexOf(BitLength(a)) + " 0x" +
              HexOf(BitCount(a)) + " " + Show(HashInt(a))};
}

Question AskOrder(Generator& random) {
  Number a = random.Int();
  Number b = random.OneIn(4) ? Number(IntView(a)) : random.Int(a.view().size);
  auto order = Compare(a, b);
  return {"order(" + Literal(a) + "," + Literal(b) + ")", order < 0   ? "less"
                                                          : order > 0 ? "greater"
                                                                      : "equal"};
}

Question AskOrderWithDouble(Generator& random) {
  Number a = random.Int();
  double b = random.Double();
  if (random.OneIn(2) && ToDouble(a, b) == IntStatus::kOk && random.OneIn(2)) {
    b = std::nextafter(b, random.Double());
  }
  auto order = CompareWithDouble(a, b);
  return {"order(" + Literal(a) + "," + Literal(b) + ")", order < 0    ? "less"
                                                          : order > 0  ? "greater"
                                                          : order == 0 ? "equal"
                                                                       : "unordered"};
}

Question AskToDouble(Generator& random) {
  Number a = random.Int(random.Below(20));
  double result = 0;
  IntStatus status = ToDouble(a, result);
  return {"float(" + Literal(a) + ")", Answer(status, result)};
}

Question AskFromDouble(Generator& random) {
  double value = random.Double();
  Result result(kDoubleLimbs);
  IntStatus status = FromDouble(value, result.out);
  return {"int(" + Literal(value) + ")", Answer(status, result)};
}

Question AskDoubleHash(Generator& random) {
  double value = random.Double();
  if (std::isnan(value)) value = 0.1;
  return {"hash(" + Literal(value) + ")", Show(HashDouble(value, 0))};
}

Question AskFrexp(Generator& random) {
  Number a = random.Int();
  Fraction fraction = Frexp(a);
  return {"split(" + Literal(a) + ")",
          Show(fraction.mantissa) + " " + Number(fraction.exponent).Hex()};
}

std::string HexBytes(const std::vector<uint8_t>& bytes) {
  std::string text;
  for (uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::string ByteOptions(ByteOrder order, Signedness signedness) {
  return std::string(order == ByteOrder::kBig ? ",'big'" : ",'little'") +
         (signedness == Signedness::kSigned ? ",signed=True)" : ")");
}

Question AskToBytes(Generator& random) {
  Number a = random.Int(random.Below(4));
  ByteOrder order = random.OneIn(2) ? ByteOrder::kBig : ByteOrder::kLittle;
  Signedness signedness = random.OneIn(3) ? Signedness::kUnsigned : Signedness::kSigned;
  uint64_t fitting = (BitLength(a) + 7) / 8;
  std::vector<uint8_t> bytes(fitting + random.Below(4) - std::min<uint64_t>(fitting, 1));
  IntStatus status = ToBytes(a, order, signedness, bytes);
  return {Literal(a) + ".to_bytes(" + std::to_string(bytes.size()) + ByteOptions(order, signedness),
          status == IntStatus::kOk ? HexBytes(bytes) : ShowError(status)};
}

Question AskFromBytes(Generator& random) {
  std::vector<uint8_t> bytes(random.Below(40));
  for (uint8_t& byte : bytes) {
    byte = static_cast<uint8_t>(random.OneIn(3) ? random.Below(256) : random.OneIn(2) ? 0 : 255);
  }
  ByteOrder order = random.OneIn(2) ? ByteOrder::kBig : ByteOrder::kLittle;
  Signedness signedness = random.OneIn(2) ? Signedness::kUnsigned : Signedness::kSigned;
  Result result(BytesSize(bytes.size()));
  FromBytes(bytes, order, signedness, result.out);
  return {
      "int.from_bytes(bytes.fromhex('" + HexBytes(bytes) + "')" + ByteOptions(order, signedness),
      Show(result)};
}

Question AskGcd(Generator& random) {
  GuardedScratch scratch;
  Number common = random.Int(random.Below(3));
  Result left(16 + 3);
  Result right(16 + 3);
  EXPECT_EQ(Multiply(random.Int(random.Below(8)), common, left.out, scratch), IntStatus::kOk);
  EXPECT_EQ(Multiply(random.Int(random.Below(8)), common, right.out, scratch), IntStatus::kOk);
  Number a(left.out.View());
  Number b(right.out.View());
  Result gcd(GcdSize(a, b));
  Result lcm(ProductSize(a, b));
  IntStatus status = Gcd(a, b, gcd.out, scratch);
  if (status == IntStatus::kOk) status = Lcm(a, b, lcm.out, scratch);
  std::string operands = "(" + Literal(a) + "," + Literal(b) + ")";
  return {"(gcd" + operands + ",lcm" + operands + ")", Answer(status, gcd) + " " + Show(lcm)};
}

Question AskSquareRoot(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  if (random.OneIn(2)) a = Number(a.view().Magnitude());
  Result result(SqrtSize(a));
  IntStatus status = SquareRoot(a, result.out, scratch);
  return {"isqrt(" + Literal(a) + ")", Answer(status, result)};
}

Question AskFormat(Generator& random) {
  GuardedScratch scratch;
  Number a = random.Int();
  int base = random.OneIn(2) ? 10 : static_cast<int>(2 + random.Below(35));
  int limit = base == 10 ? kDefaultMaxStrDigits : 0;
  std::vector<char> text(IntTextBound(a, base));
  size_t length = 0;
  IntStatus status = FormatInt(a, base, limit, text.data(), length, scratch);
  std::string expression = base == 10 ? "str(" + Literal(a) + ")"
                                      : "digits(" + Literal(a) + "," + std::to_string(base) + ")";
  if (status == IntStatus::kTooManyTextDigits) {
    return {expression, "ValueError: " + DigitLimitMessage(limit, std::nullopt)};
  }
  return {expression,
          status == IntStatus::kOk ? std::string(text.data(), length) : ShowError(status)};
}

Question AskParse(Generator& random) {
  static constexpr int kBases[] = {0, 2, 3, 8, 10, 10, 16, 36};
  int base = kBases[random.Below(std::size(kBases))];
  std::string text;
  if (random.OneIn(2)) text += random.Text(" +-0", random.Below(3));
  if (random.OneIn(3)) text += "0" + random.Text("xXoObB_", random.Below(3));
  static const std::string kAlphabets[] = {"01", "0123456789", "0123456789_", "01_",
                                           "0189afzAFZ_ "};
  text += random.Text(kAlphabets[random.Below(std::size(kAlphabets))],
                      random.Below(random.OneIn(50) ? 6000 : 40));
  if (random.OneIn(5)) text += random.Text(" _x", random.Below(3));

  std::string expression = "int('" + text + "'," + std::to_string(base) + ")";
  IntLiteral literal = ScanInt(text, base, kDefaultMaxStrDigits);
  if (literal.error == IntLiteralError::kTooManyDigits) {
    return {expression,
            "ValueError: " + DigitLimitMessage(kDefaultMaxStrDigits, literal.digit_count)};
  }
  if (literal.error == IntLiteralError::kInvalid) {
    EXPECT_LE(literal.error_offset, text.size());
    return {expression, "ValueError: invalid literal for int() with base " + std::to_string(base)};
  }
  GuardedScratch scratch;
  Result result(IntLiteralSize(literal));
  IntStatus status = ConvertInt(literal, result.out, scratch);
  return {expression, Answer(status, result)};
}

Question AskContainerHash(Generator& random) {
  TupleHasher tuple;
  FrozenSetHasher set;
  std::string items;
  std::vector<std::string> seen;
  for (uint64_t count = random.Below(20); count > 0; --count) {
    Number item = random.Int(random.Below(3));
    items += Literal(item) + ",";
    tuple.Add(HashInt(item));
    if (std::find(seen.begin(), seen.end(), item.Hex()) == seen.end()) set.Add(HashInt(item));
    seen.push_back(item.Hex());
  }
  return {"(hash((" + items + ")),hash(frozenset((" + items + "))))",
          Show(tuple.Finish()) + " " + Show(set.Finish())};
}

Question AskStringHash(Generator& random) {
  StringHashKey key = StringHashKey::FromSeed(kHashSeed);
  static constexpr uint64_t kLimits[] = {0x80, 0x100, 0xd800, 0x110000};
  size_t width = random.Below(4);
  std::u32string text(random.Below(30), U'\0');
  for (char32_t& c : text) c = static_cast<char32_t>(random.Below(kLimits[width]));
  // The storage is as wide as the widest character that came.
  char32_t widest = 0;
  std::string escaped;
  for (char32_t c : text) {
    widest = std::max(widest, c);
    std::string hex = HexOf(c);
    escaped += "\\U" + std::string(8 - hex.size(), '0') + hex;
  }
  std::string narrow(text.begin(), text.end());
  std::u16string medium(text.begin(), text.end());
  HashValue hash = widest < 0x100     ? HashBytes(narrow.data(), narrow.size(), key)
                   : widest < 0x10000 ? HashBytes(medium.data(), medium.size() * 2, key)
                                      : HashBytes(text.data(), text.size() * 4, key);
  return {"hash('" + escaped + "')", Show(hash)};
}

constexpr Question (*kQuestioners[])(Generator&) = {
    AskSum,    AskProduct,      AskQuotient,        AskRemainder,  AskDivMod,
    AskPower,  AskModularPower, AskTrueQuotient,    AskBitwise,    AskShift,
    AskBits,   AskOrder,        AskOrderWithDouble, AskToDouble,   AskFromDouble,
    AskFrexp,  AskToBytes,      AskFromBytes,       AskGcd,        AskSquareRoot,
    AskFormat, AskParse,        AskDoubleHash,      AskStringHash, AskContainerHash,
};

std::string Environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : otherwise;
}

// Relative to the root of the sources, where tests run.
constexpr char kScript[] = "tests/unit/vm/number/bigint_oracle.py";

std::vector<std::string> AskPython(const std::vector<Question>& questions) {
  std::string path = testing::TempDir() + "bigint_oracle." + std::to_string(getpid());
  std::ofstream file(path + ".in");
  for (const Question& question : questions) file << question.expression << '\n';
  file.close();
  std::string command = "PYTHONHASHSEED=" + std::to_string(kHashSeed) + " '" +
                        Environment("KRAIT_PYTHON", "/usr/bin/python3") + "' " + kScript + " <'" +
                        path + ".in' >'" + path + ".out'";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  std::vector<std::string> answers;
  std::ifstream output(path + ".out");
  for (std::string line; std::getline(output, line);) answers.push_back(line);
  std::remove((path + ".in").c_str());
  std::remove((path + ".out").c_str());
  return answers;
}

TEST(BigintOracleTest, AgreesWithCPython) {
  uint64_t seed = std::stoull(Environment("KRAIT_FUZZ_SEED", "1"));
  uint64_t rounds = std::stoull(Environment("KRAIT_FUZZ_ROUNDS", "1500"));
  Generator random(seed);
  std::vector<Question> questions;
  for (uint64_t round = 0; round < rounds; ++round) {
    for (auto* ask : kQuestioners) questions.push_back(ask(random));
  }
  std::vector<std::string> answers = AskPython(questions);
  ASSERT_EQ(answers.size(), questions.size());
  int wrong = 0;
  for (size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].answer == answers[i]) continue;
    ADD_FAILURE() << questions[i].expression << "\n  CPython: " << answers[i]
                  << "\n  Krait:   " << questions[i].answer;
    if (++wrong == 10) break;
  }
}

}  // namespace
}  // namespace krait::bigint
