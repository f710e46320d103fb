#include <utility>

#include "absl/strings/str_cat.h"
#include "vm/api/state.h"

namespace krait::inline v1 {

using internal::Entry;

absl::StatusOr<Vm> Vm::Create(Options options) {
  auto state = std::make_shared<internal::VmState>(std::move(options));
  absl::Status status = state->Start();
  if (!status.ok()) return status;
  return Vm(std::move(state));
}

Vm::Vm(Vm&&) noexcept = default;

Vm& Vm::operator=(Vm&& other) noexcept {
  if (this != &other) {
    if (state_ != nullptr) state_->Close();
    state_ = std::move(other.state_);
  }
  return *this;
}

Vm::~Vm() {
  if (state_ != nullptr) state_->Close();
}

namespace internal {

Result<inside::Value> RunAsModule(Thread& t, inside::Code* code, Str* name) {
  name = Str::Intern(t, name);
  inside::Module* module = TRY(inside::Module::New(t, name));
  const inside::Value value = inside::Value::FromObject(module);
  const inside::Value builtins = t.vm().modules()->GetStr(t, names(t).builtins);
  TRY(module->Add(t, "__file__", inside::Value::FromObject(code->filename())));
  TRY(module->dict()->SetStr(t, names(t).__builtins__, builtins));
  TRY(t.vm().modules()->SetStr(t, name, value));
  if (!RunCode(t, code, module->dict(), inside::Value::FromObject(module->dict())).ok()) {
    t.vm().modules()->RemoveStr(t, name);
    return Raised{};
  }
  return value;
}

}  // namespace internal

namespace {

// What a shell says of a process that SIGINT ended.
constexpr int kInterruptedExit = 130;

Result<None> SetArguments(Thread& t, const std::vector<std::string>& arguments) {
  const inside::Value sys = TRY(ImportModule(t, names(t).sys));
  List* list = TRY(ListOfTexts(t, arguments));
  return Cast<inside::Module>(sys)->Add(t, "argv", inside::Value::FromObject(list));
}

inside::Code* CodeOf(Entry& entry, const Code& code) {
  return Cast<inside::Code>(entry.Unwrap(code.value()));
}

}  // namespace

absl::StatusOr<Code> Code::Load(Vm& vm, absl::string_view pyc, absl::string_view filename) {
  Entry entry(vm.ref());
  if (!entry.ok()) return entry.status();
  const Result<inside::Code*> code =
      LoadPyc(entry.thread(), {reinterpret_cast<const uint8_t*>(pyc.data()), pyc.size()},
              std::string_view(filename.data(), filename.size()));
  if (!code.ok()) return entry.Error();
  return Code(entry.Wrap(inside::Value::FromObject(*code)));
}

absl::StatusOr<Code> Code::Compile(Vm& vm, absl::string_view source, absl::string_view filename) {
  Entry entry(vm.ref());
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<inside::Bytes*> text =
      inside::Bytes::From(t, std::string_view(source.data(), source.size()));
  if (!text.ok()) return entry.Error();
  const Result<krait::Str*> name = internal::NewText(t, filename);
  if (!name.ok()) return entry.Error();
  const Result<inside::Code*> code = CompileModule(t, inside::Value::FromObject(*text), *name);
  if (!code.ok()) return entry.Error();
  return Code(entry.Wrap(inside::Value::FromObject(*code)));
}

absl::StatusOr<Value> Vm::RunModule(const Code& code, absl::string_view name) {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<krait::Str*> text = internal::NewText(entry.thread(), name);
  if (!text.ok()) return entry.Error();
  return entry.Finish(internal::RunAsModule(entry.thread(), CodeOf(entry, code), *text));
}

absl::StatusOr<int> Vm::RunMain(const Code& code, const std::vector<std::string>& arguments) {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  int status = 0;
  const std::string filename = arguments.empty() ? "" : arguments[0];
  if (!SetArguments(t, arguments).ok()) return entry.Error();
  if (!krait::RunMain(t, CodeOf(entry, code), filename).ok()) {
    if (IsStopped()) return entry.Error();
    status = ReportMainException(t);
    if (status == krait::kInterruptedStatus) status = kInterruptedExit;
  }
  FinishMain(t);
  if (IsStopped()) return entry.Error();
  if (!FlushStreams(t)) status = kFlushFailedStatus;
  return status;
}

absl::StatusOr<Value> Vm::Import(absl::string_view name) {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  const Result<krait::Str*> text = internal::NewText(entry.thread(), name);
  if (!text.ok()) return entry.Error();
  return entry.Finish(ImportModule(entry.thread(), krait::Str::Intern(entry.thread(), *text)));
}

void Vm::Stop() { state_->control().Stop(RunControl::Reason::kRequested); }

bool Vm::IsStopped() const { return state_->control().reason() != RunControl::Reason::kNone; }

absl::Status Vm::Resume() { return state_->Resume(); }

absl::Status Vm::SetLimits(const Limits& limits) { return state_->SetLimits(limits); }

absl::Status Vm::CollectGarbage() {
  Entry entry(state_);
  if (!entry.ok()) return entry.status();
  entry.thread().heap().Collect(entry.thread());
  return entry.Finish(CheckPoll(entry.thread()));
}

HeapUse Vm::heap_use() const {
  const Heap& heap = state_->vm().heap();
  const HeapStats stats = heap.stats();
  return {heap.allocated_bytes(), static_cast<size_t>(stats.live_bytes), stats.collections};
}

absl::StatusOr<Vm::ThreadAttachment> Vm::AttachThread() {
  absl::Status status = state_->AttachThread();
  if (!status.ok()) return status;
  return ThreadAttachment(state_);
}

Vm::ThreadAttachment::ThreadAttachment(ThreadAttachment&&) noexcept = default;

Vm::ThreadAttachment& Vm::ThreadAttachment::operator=(ThreadAttachment&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

Vm::ThreadAttachment::~ThreadAttachment() {
  if (state_ != nullptr) state_->DetachThread();
}

absl::StatusOr<Module> Module::Create(Vm& vm, absl::string_view name) {
  Entry entry(vm.ref());
  if (!entry.ok()) return entry.status();
  Thread& t = entry.thread();
  const Result<krait::Str*> text = internal::NewText(t, name);
  if (!text.ok()) return entry.Error();
  krait::Str* interned = krait::Str::Intern(t, *text);
  const Result<inside::Module*> module = inside::Module::New(t, interned);
  if (!module.ok()) return entry.Error();
  const inside::Value value = inside::Value::FromObject(*module);
  if (!t.vm().modules()->SetStr(t, interned, value).ok()) return entry.Error();
  return Module(entry.Wrap(value));
}

}  // namespace krait::inline v1
