#include "gil/spill.h"

// A leaf that touches no stack: it needs no frame, no alignment and no unwind rules, and the
// registers it stores are exactly those at the call. A value live across the call is, by the
// calling convention, in one of them or in the caller's memory.

#if defined(__x86_64__)

asm(R"(
  .pushsection .text.krait_gil_spill_registers,"ax",@progbits
  .p2align 4
  .globl krait_gil_spill_registers
  .hidden krait_gil_spill_registers
  .type krait_gil_spill_registers,@function
krait_gil_spill_registers:
  .cfi_startproc
  endbr64
  movq %rbx, 0(%rdi)
  movq %rbp, 8(%rdi)
  movq %r12, 16(%rdi)
  movq %r13, 24(%rdi)
  movq %r14, 32(%rdi)
  movq %r15, 40(%rdi)
  leaq 8(%rsp), %rax
  retq
  .cfi_endproc
  .size krait_gil_spill_registers, .-krait_gil_spill_registers
  .popsection
)");

#elif defined(__aarch64__)

asm(R"(
  .pushsection .text.krait_gil_spill_registers,"ax",@progbits
  .p2align 4
  .globl krait_gil_spill_registers
  .hidden krait_gil_spill_registers
  .type krait_gil_spill_registers,@function
krait_gil_spill_registers:
  .cfi_startproc
  hint #34
  stp x19, x20, [x0, #0]
  stp x21, x22, [x0, #16]
  stp x23, x24, [x0, #32]
  stp x25, x26, [x0, #48]
  stp x27, x28, [x0, #64]
  stp x29, x30, [x0, #80]
  stp d8, d9, [x0, #96]
  stp d10, d11, [x0, #112]
  stp d12, d13, [x0, #128]
  stp d14, d15, [x0, #144]
  mov x0, sp
  ret
  .cfi_endproc
  .size krait_gil_spill_registers, .-krait_gil_spill_registers
  .popsection
)");

#endif
