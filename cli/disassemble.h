#pragma once

#include <string>

namespace krait {
class Code;
class Thread;
}  // namespace krait

namespace krait::cli {

/// Prints all code in a .pyc file, CPython's instructions on the left and what Krait makes of them
/// on the right. Returns the exit status.
int PrintDisassembly(Thread& t, Code* code);

}  // namespace krait::cli
