#include "vm/compiler/codegen/code_generator.h"

namespace krait::compiler {
namespace {

constexpr size_t kMaxBlocks = 20;

}  // namespace

Result<None> CodeGenerator::Push(const FrameBlock& block) {
  if (unit_->blocks.size() >= kMaxBlocks) return Fail("too many statically nested blocks");
  unit_->blocks.push_back(block);
  return None{};
}

/// The name of a handled exception is gone when the handler ends.
Result<None> CodeGenerator::ForgetName(ast::NameId name) {
  LoadNone();
  TRY(NameOperation(name, NameUse::kStore));
  return NameOperation(name, NameUse::kDelete);
}

/// Undoes what `block` stands for. `preserve_top`: the top of the stack is what is returned.
Result<None> CodeGenerator::Unwind(const FrameBlock& block, bool preserve_top) {
  using Kind = FrameBlock::Kind;
  const auto keep_top = [&] {
    if (preserve_top) Add(Op::SWAP, 2);
  };
  switch (block.kind) {
    case Kind::kWhileLoop:
    case Kind::kExceptionHandler:
    case Kind::kExceptionGroupHandler:
    case Kind::kAsyncComprehension:
      return None{};
    case Kind::kForLoop:
    case Kind::kPopValue:
      keep_top();
      Add(Op::POP_TOP);
      return None{};
    case Kind::kTryExcept:
      Add(Op::POP_BLOCK);
      return None{};
    case Kind::kFinallyTry:
      Add(Op::POP_BLOCK);
      if (preserve_top) TRY(Push({.kind = Kind::kPopValue}));
      TRY(VisitAll(block.finally_body));
      if (preserve_top) Pop();
      UnsetPosition();
      return None{};
    case Kind::kFinallyEnd:
      keep_top();
      Add(Op::POP_TOP);
      keep_top();
      Add(Op::POP_BLOCK);
      Add(Op::POP_EXCEPT);
      return None{};
    case Kind::kWith:
    case Kind::kAsyncWith:
      SetPosition(block.statement);
      Add(Op::POP_BLOCK);
      keep_top();
      CallExitWithNones();
      if (block.kind == Kind::kAsyncWith) AddAwait(2);
      Add(Op::POP_TOP);
      UnsetPosition();
      return None{};
    case Kind::kHandlerCleanup:
      if (block.name) Add(Op::POP_BLOCK);
      keep_top();
      Add(Op::POP_BLOCK);
      Add(Op::POP_EXCEPT);
      return block.name ? ForgetName(block.name) : Done(None{});
  }
  return None{};
}

Result<None> CodeGenerator::UnwindAll(bool preserve_top, const FrameBlock** loop,
                                      FrameBlock* found) {
  if (unit_->blocks.empty()) return None{};
  // What is unwound is not in force while that happens.
  const FrameBlock top = unit_->blocks.back();
  if (top.kind == FrameBlock::Kind::kExceptionGroupHandler) {
    return Fail("'break', 'continue' and 'return' cannot appear in an except* block");
  }
  if (loop != nullptr && top.is_loop()) {
    *found = top;
    *loop = found;
    return None{};
  }
  unit_->blocks.pop_back();
  TRY(Unwind(top, preserve_top));
  TRY(UnwindAll(preserve_top, loop, found));
  unit_->blocks.push_back(top);
  return None{};
}

}  // namespace krait::compiler
