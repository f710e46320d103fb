#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/vm/builtins/builtins_fixture.h"
#include "vm/builtins/int_operation.h"
#include "vm/heap/rooted.h"
#include "vm/number/int_text.h"
#include "vm/object/bytes.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

std::string Environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::string(value) : otherwise;
}

/// What number_oracle.py prints; KRAIT_FUZZ_SEED chooses others than the usual.
std::vector<std::string> AskNumberOracle(const std::string& count) {
  const std::string command = "'" + Environment("KRAIT_PYTHON", KRAIT_PYTHON) +
                              "' tests/unit/vm/builtins/number_oracle.py " +
                              Environment("KRAIT_FUZZ_SEED", "1") + " " + count;
  std::vector<std::string> lines;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return lines;
  std::string text;
  for (int c; (c = std::getc(pipe)) != EOF;) {
    if (c != '\n') {
      text += static_cast<char>(c);
    } else {
      lines.push_back(std::move(text));
      text.clear();
    }
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  return lines;
}

std::vector<std::string> Split(const std::string& line, char separator) {
  std::vector<std::string> fields(1);
  for (char c : line) {
    if (c == separator) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::string ToHex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : bytes) {
    hex += kDigits[c >> 4];
    hex += kDigits[c & 15];
  }
  return hex;
}

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

std::string EncodeDouble(double value) {
  if (std::isnan(value)) return "Fnan";
  char text[20];
  std::snprintf(text, sizeof(text), "F%016llx",
                static_cast<unsigned long long>(std::bit_cast<uint64_t>(value)));
  return text;
}

/// Reads what the oracle's encode() writes, and writes it.
class NumberTypesTest : public BuiltinsTest {
 protected:
  explicit NumberTypesTest(const VmOptions& options = {}) : BuiltinsTest(options) {}

  double DecodeDouble(std::string_view& text) {
    if (text.starts_with("Fnan")) {
      text.remove_prefix(4);
      return NAN;
    }
    const uint64_t bits = std::stoull(std::string(text.substr(1, 16)), nullptr, 16);
    text.remove_prefix(17);
    return std::bit_cast<double>(bits);
  }

  Value DecodeInt(std::string_view text) {
    MallocScratch scratch;
    const IntLiteral literal = ScanInt(text, 16, 0);
    std::vector<Limb> limbs(IntLiteralSize(literal) + 1);
    IntOut out{limbs.data(), limbs.size()};
    EXPECT_EQ(ConvertInt(literal, out, scratch), IntStatus::kOk) << text;
    return *Int::FromView(t, out.View());
  }

  /// UTF-8, but for lone surrogates.
  Value DecodeStr(const std::string& utf8) {
    std::u32string text;
    for (size_t i = 0; i < utf8.size();) {
      const auto first = static_cast<unsigned char>(utf8[i++]);
      const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
      char32_t c = more == 0 ? first : first & (0x3F >> more);
      for (int k = 0; k < more; ++k) c = c << 6 | (utf8[i++] & 0x3F);
      text.push_back(c);
    }
    return Value::FromObject(*Str::FromCodePoints(t, {text.data(), text.size()}));
  }

  Value Decode(std::string_view text) {
    switch (text[0]) {
      case 'N':
        return Value::None();
      case 'B':
        return Value::FromBool(text[1] == '1');
      case 'I':
        return DecodeInt(text.substr(1));
      case 'F':
        return *Float::From(t, DecodeDouble(text));
      case 'C': {
        text.remove_prefix(1);
        const double real = DecodeDouble(text);
        return Value::FromObject(*Complex::New(t, real, DecodeDouble(text)));
      }
      case 'Y':
        return Value::FromObject(*Bytes::From(t, std::string_view(FromHex(text.substr(1)))));
      case 'S':
        return DecodeStr(FromHex(text.substr(1)));
      default:
        EXPECT_EQ(text, "T;");
        return Value::FromObject(Tuple::Empty(t));
    }
  }

  std::string EncodeInt(Value value) {
    const IntOperand operand(value);
    MallocScratch scratch;
    std::string text(IntTextBound(operand, 16), '?');
    size_t length = 0;
    EXPECT_EQ(FormatInt(operand, 16, 0, text.data(), length, scratch), IntStatus::kOk);
    text.resize(length);
    return std::string("I") + (operand.view().negative ? "-" : "") + "0x" +
           text.substr(operand.view().negative);
  }

  std::string Encode(Value value) {
    if (value.IsNone()) return "N";
    if (value.IsNotImplemented()) return "X";
    if (value.IsBool()) return value.AsBool() ? "B1" : "B0";
    if (value.IsInt() || IsExactly<Int>(value)) return EncodeInt(value);
    if (value.IsFloat() || IsExactly<Float>(value)) return EncodeDouble(FloatOf(value));
    if (IsExactly<Complex>(value)) {
      const auto* complex = Cast<Complex>(value);
      return "C" + EncodeDouble(complex->real()) + EncodeDouble(complex->imag());
    }
    if (IsExactly<Bytes>(value)) return "Y" + ToHex(Cast<Bytes>(value)->view());
    if (IsExactly<Str>(value)) return "S" + EncodeStr(Cast<Str>(value));
    if (!IsExactly<Tuple>(value)) return "an instance of " + TypeName(t, value);
    std::string text = "T";
    for (Value item : Cast<Tuple>(value)->values()) text += Encode(item);
    return text + ";";
  }

  std::string EncodeStr(const Str* str) {
    std::string utf8;
    for (size_t i = 0; i < str->length(); ++i) {
      const char32_t c = str->At(i);
      if (c < 0x80) {
        utf8 += static_cast<char>(c);
      } else if (c < 0x800) {
        utf8 += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
      } else if (c < 0x10000) {
        utf8 += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))};
      } else {
        utf8 += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                 static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
      }
    }
    return ToHex(utf8);
  }

  std::string EncodeError() {
    const Value pending = t.TakePending();
    const Tuple* args = Cast<Exception>(pending)->args();
    const bool has_text = args->size() > 0 && Is<Str>(args->At(0));
    return "E" + TypeName(t, pending) + ":" +
           (has_text ? EncodeStr(Cast<Str>(args->At(0))) : std::string());
  }

  void CheckLines(const std::vector<std::string>& lines);
  Result<Value> Apply(const std::string& kind, const std::string& name, RootedVector& args);
  Result<Value> ApplyBinary(const std::string& name, Value a, Value b);
  Result<Value> ApplyUnary(const std::string& name, Value a);
};

Result<Value> NumberTypesTest::ApplyBinary(const std::string& name, Value a, Value b) {
  if (name == "divmod") return DivMod(t, a, b);
  const std::string_view names[] = {"+", "&",  "//", "<<", "@", "*", "%",
                                    "|", "**", ">>", "-",  "/", "^"};
  for (size_t i = 0; i < std::size(names); ++i) {
    if (names[i] == name) return BinaryOperation(t, static_cast<BinaryOperator>(i), a, b);
  }
  ADD_FAILURE() << name;
  return Value::None();
}

Result<Value> NumberTypesTest::ApplyUnary(const std::string& name, Value a) {
  if (name == "neg") return Negative(t, a);
  if (name == "pos") return Positive(t, a);
  if (name == "abs") return Absolute(t, a);
  if (name == "invert") return Invert(t, a);
  if (name == "bool") return Value::FromBool(TRY(IsTrue(t, a)));
  if (name == "repr") return Repr(t, a);
  if (name == "str") return ToStr(t, a);
  EXPECT_EQ(name, "hash");
  return Int::From(t, TRY(Hash(t, a)));
}

Result<Value> NumberTypesTest::Apply(const std::string& kind, const std::string& name,
                                     RootedVector& args) {
  if (kind == "binary") return ApplyBinary(name, args[0], args[1]);
  if (kind == "unary") return ApplyUnary(name, args[0]);
  if (kind == "compare") {
    const std::string_view names[] = {"<", "<=", "==", "!=", ">", ">="};
    const auto op = std::find(std::begin(names), std::end(names), name) - std::begin(names);
    return RichCompare(t, args[0], args[1], static_cast<CompareOp>(op));
  }
  const Args all{args.data(), static_cast<uint32_t>(args.size()), nullptr};
  Str* method = TRY(Str::InternUtf8(t, name));
  if (kind == "method") return CallMethod(t, args[0], method, all.Rest());
  const BuiltinTypes& b = types(t);
  if (kind == "class method") {
    return CallMethod(t, Value::FromObject(name == "fromhex" ? b.float_ : b.int_), method, all);
  }
  EXPECT_EQ(kind, "call");
  if (name == "pow") return Power(t, args[0], args[1], args[2]);
  Type* type = name == "int"       ? b.int_
               : name == "float"   ? b.float_
               : name == "complex" ? b.complex
                                   : b.bool_;
  return Call(t, Value::FromObject(type), all);
}

/// "ETypeError:6261..." as "ETypeError: bad", for messages.
std::string Readable(const std::string& text) {
  const size_t colon = text.find(':');
  if (text[0] == 'S') return text + " '" + FromHex(text.substr(1)) + "'";
  if (text[0] == 'E') return text.substr(0, colon + 1) + " " + FromHex(text.substr(colon + 1));
  return text;
}

void NumberTypesTest::CheckLines(const std::vector<std::string>& lines) {
  constexpr int kEnough = 20;
  ASSERT_GT(lines.size(), 0u);
  int failures = 0;
  for (const std::string& line : lines) {
    const std::vector<std::string> fields = Split(line, '\t');
    ASSERT_GE(fields.size(), 4u) << line;
    RootedVector args(t);
    size_t i = 2;
    for (; fields[i] != "="; ++i) args.push_back(Decode(fields[i]));
    const Result<Value> result = Apply(fields[0], fields[1], args);
    const std::string actual = result.ok() ? Encode(*result) : EncodeError();
    const std::string& expected = fields[i + 1];
    if (actual == expected) continue;
    ADD_FAILURE() << line.substr(0, 600) << "\nhere: " << Readable(actual)
                  << "\nthere: " << Readable(expected);
    if (++failures == kEnough) return;
  }
}

TEST_F(NumberTypesTest, OperationsGiveWhatPythonGives) {
  CheckLines(AskNumberOracle(Environment("KRAIT_FUZZ_ROUNDS", "20000")));
}

/// With collections all the time: what only native frames hold must survive them.
class NumberStressTest : public NumberTypesTest {
 protected:
  NumberStressTest() : NumberTypesTest(Options()) {}

 private:
  static VmOptions Options() {
    VmOptions options;
    options.heap.collect_every = 5;
    return options;
  }
};

TEST_F(NumberStressTest, OperandsAndResultsSurviveCollections) {
  CheckLines(AskNumberOracle("1000"));
}

TEST_F(NumberTypesTest, LongOperationsRunDetached) {
  // Large enough for every branch that lets go of the VM.
  const Value shift = Value::FromInt(64 * 300'000);
  const Value big = *ApplyBinary("<<", Value::FromInt(12345), shift);
  const Value other = *ApplyBinary("-", big, Value::FromInt(1));
  EXPECT_EQ(Encode(*ApplyBinary("-", big, other)), "I0x1");
  const Value product = *ApplyBinary("*", big, other);
  EXPECT_EQ(Encode(*ApplyBinary("-", *ApplyBinary("//", product, other), big)), "I0x0");
  EXPECT_EQ(Encode(*ApplyBinary("%", product, big)), "I0x0");
  EXPECT_EQ(Encode(*ApplyBinary(">>", big, shift)), "I0x3039");
  EXPECT_EQ(Encode(*ApplyBinary("^", big, big)), "I0x0");
}

TEST_F(NumberTypesTest, SmallResultsOfLargeOperandsAreSmall) {
  const Value big = *ApplyBinary("<<", Value::FromInt(1), Value::FromInt(1'000'000));
  Limb limbs[2] = {~Limb{0}, ~Limb{0}};
  const Value mask = *Int::FromView(t, {limbs, 2, false});
  const Value low = *ApplyBinary("&", *ApplyBinary("-", big, Value::FromInt(1)), mask);
  ASSERT_TRUE(IsExactly<Int>(low));
  EXPECT_LT(Cast<Int>(low)->capacity(), 8u);
}

TEST_F(NumberTypesTest, DigitLimitIsTheVms) {
  const Value big = *ApplyBinary("**", Value::FromInt(10), Value::FromInt(700));
  EXPECT_TRUE(Repr(t, big).ok());
  t.vm().int_max_str_digits() = 640;
  EXPECT_FALSE(Repr(t, big).ok());
  EXPECT_EQ(TakeError(t),
            "ValueError: Exceeds the limit (640 digits) for integer string conversion; use "
            "sys.set_int_max_str_digits() to increase the limit");
}

}  // namespace
}  // namespace krait
