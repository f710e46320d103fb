#include "vm/api/state.h"

#include <sys/random.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/compiler/compiler_part.h"

namespace krait::inline v1::internal {
namespace {

inside::Capabilities InsideCapabilities(const Capabilities& wanted) {
  constexpr std::pair<Capability, inside::Capability> kPairs[] = {
      {Capability::kFiles, inside::Capability::kFiles},
      {Capability::kStreams, inside::Capability::kStreams},
      {Capability::kSockets, inside::Capability::kSockets},
      {Capability::kClock, inside::Capability::kClock},
      {Capability::kProcesses, inside::Capability::kProcesses},
  };
  inside::Capabilities result = inside::Capabilities::None();
  for (const auto& [outside, inside] : kPairs) {
    if (wanted.Has(outside)) result = result.With(inside);
  }
  return result;
}

gil::ModelKind InsideThreading(Threading threading) {
  switch (threading) {
    case Threading::kGil:
      return gil::ModelKind::kGil;
    case Threading::kGilFair:
      return gil::ModelKind::kGilFair;
    case Threading::kFree:
      return gil::ModelKind::kFree;
  }
  return gil::ModelKind::kGil;
}

StringHashKey HashKey(const std::optional<uint32_t>& seed) {
  if (seed.has_value()) return StringHashKey::FromSeed(*seed);
  uint8_t random[16] = {};
  (void)!getrandom(random, sizeof(random), 0);
  return StringHashKey::FromBytes(random);
}

}  // namespace

VmState::VmState(Options options) : options_(std::move(options)) {
  roots_ = {0, &roots_, &roots_};
  VmOptions inside;
  inside.threading = InsideThreading(options_.threading);
  inside.heap.limit_bytes = options_.limits.heap_bytes;
  inside.hash_secret = HashKey(options_.hash_seed);
  inside.recursion_limit = options_.limits.recursion;
  inside.capabilities = InsideCapabilities(options_.capabilities);
  vm_ = std::make_unique<inside::Vm>(WithRuntime(inside));
  if (options_.jit.install_ != nullptr) options_.jit.install_(*this, options_.jit.options_);
}

VmState::~VmState() { Close(); }

absl::Status VmState::Start() {
  {
    auto owned = std::make_unique<VmThread>(*vm_);
    absl::MutexLock lock(&threads_mutex_);
    threads_[pthread_self()] = &owned->thread();
    owned_threads_[pthread_self()] = std::move(owned);
  }
  Thread& t = *CurrentThread();
  {
    gil::AttachScope attached(t);
    if (!StartRuntime(t, Config{}, MakeHost(*this)).ok() || !compiler::InstallCompiler(t).ok()) {
      t.pending = inside::Value::Unbound();
      return absl::ResourceExhaustedError("the heap limit is too low to start a VM");
    }
  }
  started_ = true;
  return SetLimits(options_.limits);
}

// --- Threads and calls -------------------------------------------------------------------------

Thread* VmState::CurrentThread() {
  absl::MutexLock lock(&threads_mutex_);
  const auto found = threads_.find(pthread_self());
  return found == threads_.end() ? nullptr : found->second;
}

absl::Status VmState::AttachThread() {
  if (vm_ == nullptr) return absl::FailedPreconditionError("the VM is gone");
  if (CurrentThread() != nullptr) {
    return absl::FailedPreconditionError("the thread is attached to the VM already");
  }
  auto owned = std::make_unique<VmThread>(*vm_);
  if (!owned->thread().RecordStack()) {
    return absl::FailedPreconditionError("the thread runs on a stack the system does not know");
  }
  control().Adopt(owned->thread());
  absl::MutexLock lock(&threads_mutex_);
  threads_[pthread_self()] = &owned->thread();
  owned_threads_[pthread_self()] = std::move(owned);
  return absl::OkStatus();
}

void VmState::DetachThread() {
  std::unique_ptr<VmThread> owned;  // destroyed without the lock: that waits for collections
  absl::MutexLock lock(&threads_mutex_);
  const auto found = owned_threads_.find(pthread_self());
  if (found == owned_threads_.end()) return;
  owned = std::move(found->second);
  owned_threads_.erase(found);
  threads_.erase(pthread_self());
}

bool VmState::Adopt(Thread& t) {
  absl::MutexLock lock(&threads_mutex_);
  return threads_.try_emplace(pthread_self(), &t).second;
}

void VmState::Disown() {
  absl::MutexLock lock(&threads_mutex_);
  threads_.erase(pthread_self());
}

void VmState::BeginCall() {
  absl::MutexLock lock(&calls_mutex_);
  if (calls_++ != 0) return;
  if (options_.limits.steps != 0) control().SetSteps(options_.limits.steps);
  if (options_.limits.wall_time != absl::InfiniteDuration()) {
    deadline_ = absl::Now() + options_.limits.wall_time;
    watch_changed_ = true;
  }
}

void VmState::EndCall() {
  absl::MutexLock lock(&calls_mutex_);
  if (--calls_ != 0 || deadline_ == absl::InfiniteFuture()) return;
  deadline_ = absl::InfiniteFuture();
  watch_changed_ = true;
}

/// Body of the thread that watches the time.
void VmState::WatchTime() {
  absl::MutexLock lock(&calls_mutex_);
  while (!watch_ends_) {
    watch_changed_ = false;
    if (calls_mutex_.AwaitWithDeadline(absl::Condition(this, &VmState::WatchHasNews), deadline_)) {
      continue;
    }
    deadline_ = absl::InfiniteFuture();
    control().Stop(RunControl::Reason::kTime);
  }
}

absl::Status VmState::SetLimits(const Limits& limits) {
  if (vm_ == nullptr) return absl::FailedPreconditionError("the VM is gone");
  if (limits.recursion < 1) return absl::InvalidArgumentError("a recursion limit is at least 1");
  if (limits.wall_time <= absl::ZeroDuration()) {
    return absl::InvalidArgumentError("a limit of wall time is positive");
  }
  vm_->recursion_limit() = limits.recursion;
  control().SetSteps(limits.steps);
  absl::MutexLock lock(&calls_mutex_);
  options_.limits = limits;
  if (limits.wall_time != absl::InfiniteDuration() && !watch_.joinable()) {
    watch_ = std::thread([this] { WatchTime(); });
  }
  return absl::OkStatus();
}

absl::Status VmState::Resume() {
  if (vm_ == nullptr) return absl::FailedPreconditionError("the VM is gone");
  absl::MutexLock calls_lock(&calls_mutex_);
  if (calls_ != 0) return absl::FailedPreconditionError("calls into the VM are still running");
  absl::MutexLock lock(&threads_mutex_);
  for (auto& [id, owned] : owned_threads_) control().Resume(owned->thread());
  return absl::OkStatus();
}

void VmState::Close() {
  if (vm_ == nullptr) return;
  {
    absl::MutexLock lock(&calls_mutex_);
    watch_ends_ = true;
  }
  if (watch_.joinable()) watch_.join();
  if (Thread* t = started_ ? CurrentThread() : nullptr) {
    gil::AttachScope attached(*t);
    EndRuntime(*t);
  }
  {
    absl::MutexLock lock(&roots_mutex_);
    for (Root* root = roots_.next; root != &roots_; root = root->next) {
      root->bits = inside::Value::None().bits();
    }
  }
  {
    absl::MutexLock lock(&threads_mutex_);
    owned_threads_.clear();
    threads_.clear();
  }
  vm_.reset();
  if (last_error_ != nullptr) DropRoot(std::exchange(last_error_, nullptr));
  absl::MutexLock lock(&host_mutex_);
  methods_.clear();
  classes_.clear();
}

// --- Roots -------------------------------------------------------------------------------------

Root* VmState::AddRoot(uint64_t bits) {
  auto* root = new Root{bits, nullptr, nullptr};
  absl::MutexLock lock(&roots_mutex_);
  root->previous = &roots_;
  root->next = roots_.next;
  root->next->previous = root;
  roots_.next = root;
  return root;
}

Root* VmState::CopyRoot(const Root* root) {
  uint64_t bits;
  {
    absl::MutexLock lock(&roots_mutex_);
    bits = root->bits;
  }
  return AddRoot(bits);  // the original keeps the object alive meanwhile
}

void VmState::DropRoot(Root* root) {
  {
    absl::MutexLock lock(&roots_mutex_);
    root->previous->next = root->next;
    root->next->previous = root->previous;
  }
  delete root;
}

void VmState::TraceRoots(Marker& marker) {
  {
    absl::MutexLock lock(&roots_mutex_);
    for (Root* root = roots_.next; root != &roots_; root = root->next) {
      marker.Visit(inside::Value::FromBits(root->bits));
    }
  }
  absl::MutexLock lock(&host_mutex_);
  for (HostClass& host_class : classes_) marker.Visit(host_class.type);
}

// --- Host functions and classes ----------------------------------------------------------------

HostMethod* VmState::NewMethod(absl::string_view name, HostFunction function) {
  absl::MutexLock lock(&host_mutex_);
  HostMethod& method = methods_.emplace_back();
  method.owned_name.assign(name.data(), name.size());
  method.name = method.owned_name.c_str();
  method.function = std::move(function);
  return &method;
}

HostClass* VmState::NewClass(TypeTag tag, Type* type) {
  absl::MutexLock lock(&host_mutex_);
  return &classes_.emplace_back(HostClass{tag, type, nullptr});
}

HostClass* VmState::FindClass(TypeTag tag) {
  absl::MutexLock lock(&host_mutex_);
  for (HostClass& host_class : classes_) {
    if (host_class.tag == tag) return &host_class;
  }
  return nullptr;
}

HostClass* VmState::FindClass(const Type* type) {
  absl::MutexLock lock(&host_mutex_);
  for (HostClass& host_class : classes_) {
    if (type->IsSubtypeOf(host_class.type)) return &host_class;
  }
  return nullptr;
}

// --- Entry -------------------------------------------------------------------------------------

Entry::Entry(const std::shared_ptr<VmState>& state) : state_(state) {
  if (state_ == nullptr) {
    status_ = absl::FailedPreconditionError("the value belongs to no VM");
    return;
  }
  thread_ = state_->CurrentThread();
  if (thread_ == nullptr) {
    status_ = absl::FailedPreconditionError(
        "the VM is gone, or the calling thread is not attached to it");
    return;
  }
  if (!thread_->attached()) {
    entered_ = true;
    state_->BeginCall();
    thread_->vm().threading().Attach(*thread_);
  }
  handled_ = thread_->handled;
  handled_exception_ = handled_->exception;
  // A stopped VM runs nothing, not even what reaches no safepoint.
  if (entered_ && state_->control().reason() != RunControl::Reason::kNone) {
    status_ = state_->TakeError(*thread_);
  }
}

Entry::~Entry() {
  if (handled_ != nullptr) {
    thread_->handled = handled_;
    handled_->exception = handled_exception_;
  }
  if (!entered_) return;
  thread_->vm().threading().Detach(*thread_);
  state_->EndCall();
}

}  // namespace krait::inline v1::internal
