#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/vm/api/compile_python.h"

namespace krait {
namespace {

class FunctionTest : public ::testing::Test {
 protected:
  FunctionTest() : vm_(Vm::Create().value()), host_(Module::Create(vm_, "host").value()) {}

  /// `name` of a module made of `source`, as text.
  std::string Result(const std::string& source, const std::string& name = "result") {
    const Code code = Code::Load(vm_, CompilePython(source), "program.pyc").value();
    absl::StatusOr<Value> module = vm_.RunModule(code, "program");
    if (!module.ok()) return std::string(module.status().message());
    return module->GetAttribute(name)->Str().value_or("(none)");
  }
  std::string Call(const std::string& expression) {
    return Result("import host\ntry:\n    result = " + expression +
                  "\nexcept Exception as e:\n    result = type(e).__name__ + ': ' + str(e)\n");
  }

  Vm vm_;
  Module host_;
};

TEST_F(FunctionTest, ConvertsArgumentsAndResults) {
  ASSERT_TRUE(host_.AddFunction("area", [](double w, double h) { return w * h; }).ok());
  ASSERT_TRUE(host_
                  .AddFunction("join",
                               [](const std::vector<std::string>& parts) {
                                 std::string all;
                                 for (const std::string& part : parts) all += part;
                                 return all;
                               })
                  .ok());
  ASSERT_TRUE(host_.AddFunction("nothing", [] {}).ok());
  ASSERT_TRUE(host_.Add("version", 3).ok());
  EXPECT_EQ(Call("host.area(3, 1.5)"), "4.5");
  EXPECT_EQ(Call("host.join(['a', 'b'])"), "ab");
  EXPECT_EQ(Call("host.nothing()"), "None");
  EXPECT_EQ(Call("host.version"), "3");
  EXPECT_EQ(Call("host.area(1)"), "TypeError: area() takes 2 positional arguments but 1 was given");
  EXPECT_EQ(Call("host.area(1, 'x')"), "TypeError: area() argument 2: expected float, got str");
  EXPECT_EQ(Call("host.area(1, h=2)"), "TypeError: area() takes no keyword arguments");
  EXPECT_EQ(Call("host.area.__name__"), "area");
}

TEST_F(FunctionTest, ErrorsBecomeExceptions) {
  ASSERT_TRUE(host_.AddFunction("throws", [] { throw std::runtime_error("broken"); }).ok());
  ASSERT_TRUE(host_
                  .AddFunction("fails",
                               [](int code) -> absl::Status {
                                 return absl::Status(static_cast<absl::StatusCode>(code),
                                                     "message");
                               })
                  .ok());
  ASSERT_TRUE(host_
                  .AddFunction("raises",
                               []() -> absl::StatusOr<int> {
                                 return RaiseInPython("OverflowError", "too much");
                               })
                  .ok());
  EXPECT_EQ(Call("host.throws()"), "RuntimeError: broken");
  EXPECT_EQ(Call("host.fails(3)"), "ValueError: message");
  EXPECT_EQ(Call("host.fails(11)"), "IndexError: message");
  EXPECT_EQ(Call("host.fails(13)"), "RuntimeError: message");
  EXPECT_EQ(Call("host.raises()"), "OverflowError: too much");
}

TEST_F(FunctionTest, APythonExceptionPassesThroughTheHost) {
  ASSERT_TRUE(host_.AddFunction("call", [](const Value& f) { return f.Call(1); }).ok());
  EXPECT_EQ(Result("import host\n"
                   "error = LookupError('the same')\n"
                   "def f(x):\n    raise error\n"
                   "try:\n    host.call(f)\n"
                   "except LookupError as e:\n"
                   "    result = e is error, e.__traceback__.tb_next.tb_frame.f_code.co_name\n"),
            "(True, 'f')");
  EXPECT_EQ(Call("host.call(lambda x: x + 1)"), "2");
}

TEST_F(FunctionTest, StopPassesThroughTheHost) {
  ASSERT_TRUE(host_.AddFunction("stop", [this] { vm_.Stop(); }).ok());
  EXPECT_EQ(Result("import host\n"
                   "try:\n    host.stop()\n    while True: pass\n"
                   "except BaseException: pass\n"),
            "the VM is stopped");
}

TEST_F(FunctionTest, ArgumentsSurviveCollections) {
  ASSERT_TRUE(host_
                  .AddFunction("twice",
                               [this](const Value& value) {
                                 EXPECT_TRUE(vm_.CollectGarbage().ok());
                                 return std::vector<Value>{value, value};
                               })
                  .ok());
  EXPECT_EQ(Call("host.twice(['a' + str(1)])"), "[['a1'], ['a1']]");
}

// --- Classes -------------------------------------------------------------------------------------

class Account {
 public:
  explicit Account(std::string owner) : owner_(std::move(owner)) {
    if (owner_.empty()) throw std::invalid_argument("an account needs an owner");
  }
  ~Account() { ++destroyed; }
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  void Deposit(double amount) { balance_ += amount; }
  absl::Status Withdraw(double amount) {
    if (amount > balance_) return absl::InvalidArgumentError("not enough money");
    balance_ -= amount;
    return absl::OkStatus();
  }
  double balance() const { return balance_; }
  const std::string& owner() const { return owner_; }
  void set_owner(const std::string& owner) { owner_ = owner; }
  int number = 17;

  static inline int destroyed = 0;

 private:
  std::string owner_;
  double balance_ = 0;
};

class ClassTest : public FunctionTest {
 protected:
  ClassTest() {
    Class<Account> account = Class<Account>::Create(host_, "Account").value();
    EXPECT_TRUE(account.Constructor<std::string>().ok());
    EXPECT_TRUE(account.Method("deposit", &Account::Deposit).ok());
    EXPECT_TRUE(account.Method("withdraw", &Account::Withdraw).ok());
    EXPECT_TRUE(account.Property("balance", &Account::balance).ok());
    EXPECT_TRUE(account.Property("owner", &Account::owner, &Account::set_owner).ok());
    EXPECT_TRUE(account.Property("number", &Account::number).ok());
    EXPECT_TRUE(account
                    .Method("__repr__",
                            [](const Account& self) { return "<account of " + self.owner() + ">"; })
                    .ok());
  }
};

TEST_F(ClassTest, PythonUsesTheClass) {
  EXPECT_EQ(Result("import host\n"
                   "a = host.Account('Ada')\n"
                   "a.deposit(10.5)\n"
                   "a.withdraw(0.5)\n"
                   "a.owner = 'Grace'\n"
                   "result = a.balance, a.owner, a.number, type(a).__name__\n"),
            "(10.0, 'Grace', 17, 'Account')");
  EXPECT_EQ(Call("host.Account('Ada').withdraw(1)"), "ValueError: not enough money");
  EXPECT_EQ(Call("host.Account('')"), "RuntimeError: an account needs an owner");
  EXPECT_EQ(Call("host.Account()"),
            "TypeError: Account() takes 1 positional argument but 0 were given");
  EXPECT_EQ(Call("setattr(host.Account('Ada'), 'balance', 5)"),
            "AttributeError: property 'balance' of 'Account' object has no setter");
  EXPECT_EQ(
      Call("host.Account.deposit(5, 1)"),
      "TypeError: descriptor 'deposit' for 'host.Account' objects doesn't apply to a 'int' object");
  EXPECT_EQ(Call("repr(host.Account('Ada'))"), "<account of Ada>");
}

TEST_F(ClassTest, PythonDerivesFromIt) {
  EXPECT_EQ(Result("import host\n"
                   "class Rich(host.Account):\n"
                   "    def __init__(self, owner):\n"
                   "        self.deposit(1000)\n"
                   "        self.note = 'rich'\n"
                   "r = Rich('Croesus')\n"
                   "result = r.balance, r.note, isinstance(r, host.Account)\n"),
            "(1000.0, 'rich', True)");
}

TEST_F(ClassTest, ObjectsAreShared) {
  ASSERT_TRUE(host_
                  .AddFunction("pay",
                               [](const std::shared_ptr<Account>& account, double amount) {
                                 account->Deposit(amount);
                                 return account;
                               })
                  .ok());
  auto account = std::make_shared<Account>("Ada");
  ASSERT_TRUE(host_.Add("ada", account).ok());
  EXPECT_EQ(Call("host.pay(host.ada, 5).balance"), "5.0");
  EXPECT_EQ(account->balance(), 5.0);
  EXPECT_EQ(Call("host.pay(1, 5)"), "TypeError: pay() argument 1: expected Account, got int");
}

TEST_F(ClassTest, TheCollectorDestroysWhatPythonDropped) {
  Account::destroyed = 0;
  EXPECT_EQ(Result("import host\nfor i in range(100):\n    host.Account('x')\nresult = 1\n"), "1");
  ASSERT_TRUE(vm_.CollectGarbage().ok());
  EXPECT_GT(Account::destroyed, 90);
}

TEST_F(ClassTest, ATypeHasOneClassPerVm) {
  EXPECT_EQ(Class<Account>::Create(host_, "Again").status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(vm_.Make(std::make_shared<int>(5)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace krait
