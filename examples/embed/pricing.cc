// A shop lets its customers write their own discount rules in Python.
//
// The rules are untrusted: each gets a VM of its own that can reach nothing outside, with limits on
// memory, work and time. They see the shop's C++ order as a Python object and what they print goes
// to the shop's log. Build it against an installed Krait and give it a rule that CPython 3.11 has
// compiled:
//
//   cmake -S examples/embed -B build/embed -DCMAKE_CXX_COMPILER=clang++-19 && cmake --build
//   build/embed python3 -c 'import py_compile; py_compile.compile("examples/embed/rules.py",
//   "rules.pyc")' build/embed/pricing rules.pyc

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "krait/krait.h"

namespace {

class Order {
 public:
  explicit Order(std::string customer) : customer_(std::move(customer)) {}

  void Add(const std::string& item, double price, int count) {
    lines_.emplace_back(item, price * count);
  }
  const std::string& customer() const { return customer_; }
  double total() const {
    double sum = 0;
    for (const auto& [item, price] : lines_) sum += price;
    return sum;
  }
  /// What a rule asks for; more than half is refused.
  absl::Status Discount(const std::string& reason, double share) {
    if (share < 0 || share > 0.5) {
      return absl::InvalidArgumentError("a discount is between 0 and 0.5");
    }
    for (auto& [item, price] : lines_) price *= 1 - share;
    reasons_.push_back(reason);
    return absl::OkStatus();
  }
  const std::vector<std::string>& reasons() const { return reasons_; }

 private:
  std::string customer_;
  std::vector<std::pair<std::string, double>> lines_;
  std::vector<std::string> reasons_;
};

krait::Options UntrustedOptions() {
  krait::Options options;
  options.capabilities = {};  // no files, no network, no processes, not even the time
  options.limits.heap_bytes = 64 << 20;
  options.limits.steps = 1'000'000;
  options.limits.wall_time = absl::Seconds(2);
  options.standard_output = [](absl::string_view text) {
    std::printf("log: %.*s", static_cast<int>(text.size()), text.data());
  };
  return options;
}

/// The module `shop` as the rules see it.
absl::Status AddShop(krait::Vm& vm) {
  absl::StatusOr<krait::Module> shop = krait::Module::Create(vm, "shop");
  if (!shop.ok()) return shop.status();
  absl::Status status = shop->AddFunction(
      "in_stock", [](const std::string& item) { return item == "snake" ? 3 : 0; });
  status.Update(shop->Add("currency", "EUR"));

  absl::StatusOr<krait::Class<Order>> order = krait::Class<Order>::Create(*shop, "Order");
  if (!order.ok()) return order.status();
  status.Update(order->Property("customer", &Order::customer));
  status.Update(order->Property("total", &Order::total));
  status.Update(order->Method("discount", &Order::Discount));
  return status;
}

/// Loads the rules; their module on success.
absl::StatusOr<krait::Value> LoadRules(krait::Vm& vm, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("cannot read " + path);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  absl::StatusOr<krait::Code> code = krait::Code::Load(vm, bytes, path);
  if (!code.ok()) return code.status();
  return vm.RunModule(*code, "rules");
}

void Report(const char* what, const absl::Status& status) {
  std::printf("%s: %s\n", what, std::string(status.message()).c_str());
  if (const auto error = krait::PythonError::From(status))
    std::printf("%s", error->traceback.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s RULES.pyc\n", argv[0]);
    return 2;
  }
  absl::StatusOr<krait::Vm> vm = krait::Vm::Create(UntrustedOptions());
  if (!vm.ok()) {
    Report("cannot start", vm.status());
    return 1;
  }
  absl::Status ready = AddShop(*vm);
  absl::StatusOr<krait::Value> rules =
      ready.ok() ? LoadRules(*vm, argv[1]) : absl::StatusOr<krait::Value>(ready);
  if (!rules.ok()) {
    Report("cannot load the rules", rules.status());
    return 1;
  }

  for (const char* customer : {"Ada", "Mallory", "Eve", "Trent"}) {
    auto order = std::make_shared<Order>(customer);
    order->Add("snake", 40, 2);
    order->Add("lamp", 20, 1);
    const absl::StatusOr<int> points = rules->CallMethod<int>("price", order);
    if (!points.ok()) {
      Report(customer, points.status());
      if (vm->IsStopped() && !vm->Resume().ok()) return 1;
      continue;
    }
    std::printf("%s pays %.2f, earns %d points", customer, order->total(), *points);
    for (const std::string& reason : order->reasons()) std::printf(" (%s)", reason.c_str());
    std::printf("\n");
  }
  return 0;
}
