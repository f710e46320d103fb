#pragma once

#include "vm/compiler/ast/ast.h"
#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/object/operations.h"

namespace krait::compiler {

/// As BINARY_OP numbers them.
BinaryOperator OperatorOf(ast::Operator op);

/// What the operation on these constants gives; Unbound when it fails, or when the result would be
/// large: then it is left to the program.
Value FoldBinary(Thread& t, ast::Operator op, Value left, Value right);
Value FoldUnary(Thread& t, ast::Unaryop op, Value operand);
Value FoldSubscript(Thread& t, Value value, Value index);

}  // namespace krait::compiler
