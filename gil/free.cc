#include "gil/models.h"
#include "gil/thread_state.h"

namespace krait::gil {
namespace {

/// Every attached thread runs.
class Free final : public ThreadingModel {
 public:
  Free() : ThreadingModel(ModelKind::kFree, /*object_locks=*/true) {}

 private:
  void TakeTurn(ThreadState&) override {}
  void EndTurn(ThreadState&) override {}
  void YieldTurn(ThreadState& thread) override { thread.ClearPoll(ThreadState::kSwitch); }
  void ResetAfterFork(ThreadState&) override {}
};

}  // namespace

std::unique_ptr<ThreadingModel> MakeFree() { return std::make_unique<Free>(); }

}  // namespace krait::gil
