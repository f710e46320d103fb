#include "vm/api/host_call.h"

#include <functional>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

namespace krait::inline v1::internal {
namespace {

/// What this VM's modules get from the host program.
class ApiHost : public Host {
 public:
  explicit ApiHost(VmState& state) : state_(state) {}

  VmState& state() { return state_; }

  bool TakesStream(int descriptor) const override { return SinkOf(descriptor) != nullptr; }
  Result<None> WriteStream(Thread& t, int descriptor, std::string_view bytes) override;
  Result<inside::Value> FindModule(Thread& t, Str* name) override;
  void TraceRoots(Marker& marker) override { state_.TraceRoots(marker); }

 private:
  using Sink = std::function<void(absl::string_view)>;
  const Sink& SinkOf(int descriptor) const {
    return descriptor == 1 ? state_.options().standard_output : state_.options().standard_error;
  }

  VmState& state_;
};

Result<None> ApiHost::WriteStream(Thread& t, int descriptor, std::string_view bytes) {
  const absl::Status status = Guarded(state_, t, [&]() -> absl::Status {
    SinkOf(descriptor)(absl::string_view(bytes.data(), bytes.size()));
    return absl::OkStatus();
  });
  if (status.ok()) return None{};
  const std::optional<PythonError> error = PythonError::From(status);
  return Raise(t, &BuiltinTypes::OSError,
               absl::StrCat("the host's output failed: ", error.value_or(PythonError{}).message));
}

Result<inside::Value> ApiHost::FindModule(Thread& t, Str* name) {
  if (!state_.options().importer) return inside::Value::Unbound();
  const std::string text = name->ToUtf8();
  const absl::StatusOr<std::optional<Code>> found = Guarded(
      state_, t,
      [&]() -> absl::StatusOr<std::optional<Code>> { return state_.options().importer(text); });
  if (!found.ok()) {
    if (PythonError::From(found.status()).has_value()) return state_.RaiseStatus(t, found.status());
    return Raise(t, &BuiltinTypes::ImportError, std::string(found.status().message()));
  }
  if (!found->has_value()) return inside::Value::Unbound();
  const auto word = inside::Value::FromBits(Access::WordOf((*found)->value()));
  return RunAsModule(t, Cast<inside::Code>(word), name);
}

}  // namespace

std::unique_ptr<Host> MakeHost(VmState& state) { return std::make_unique<ApiHost>(state); }

VmState& StateOf(Thread& t) { return static_cast<ApiHost&>(t.vm().part<Host>()).state(); }

std::vector<Value> WrapArguments(VmState& state, inside::Value self, Args args) {
  std::vector<Value> values;
  values.reserve(args.count + 1);
  const auto add = [&](inside::Value value) {
    values.push_back(Access::Make(state.shared_from_this(), value.bits()));
  };
  if (!self.IsUnbound()) add(self);
  for (uint32_t i = 0; i < args.count; ++i) add(args[i]);
  return values;
}

Result<inside::Value> CallHostMethod(Thread& t, const Method& method, inside::Value self,
                                     Args args) {
  const auto& host = static_cast<const HostMethod&>(method);
  if (args.has_keywords()) {
    return RaiseTypeError(t, absl::StrCat(host.owned_name, "() takes no keyword arguments"));
  }
  VmState& state = StateOf(t);
  const std::vector<Value> arguments = WrapArguments(state, self, args);
  const absl::StatusOr<Value> result = Guarded(state, t, [&]() -> absl::StatusOr<Value> {
    return host.function(state.shared_from_this(), arguments);
  });
  if (!result.ok()) return state.RaiseStatus(t, result.status());
  return inside::Value::FromBits(Access::WordOf(*result));
}

absl::StatusOr<Value> NewFunction(const VmRef& vm, absl::string_view name, HostFunction function) {
  Entry entry(vm);
  if (!entry.ok()) return entry.status();
  HostMethod* method = vm->NewMethod(name, std::move(function));
  method->entry = &CallHostMethod;
  return entry.Finish(Result<inside::Value>(NativeFunction::New(
      entry.thread(), method, inside::Value::Unbound(), inside::Value::None())));
}

absl::Status WrongArgumentCount(absl::string_view name, size_t wanted, size_t given) {
  return RaiseInPython("TypeError", absl::StrCat(name, "() takes ", wanted, " positional argument",
                                                 wanted == 1 ? "" : "s", " but ", given,
                                                 given == 1 ? " was" : " were", " given"));
}

absl::Status WrongArgument(absl::string_view name, size_t index, const absl::Status& status) {
  // An exception raised by Python code during the conversion goes on as it is.
  if (PythonError::From(status).has_value()) return status;
  return RaiseInPython("TypeError",
                       absl::StrCat(name, "() argument ", index + 1, ": ", status.message()));
}

}  // namespace krait::inline v1::internal
