#pragma once

#include <cstdint>

#include "vm/code/code.h"
#include "vm/core/result.h"
#include "vm/pyc/stack_code.h"

/// Nothing but verified code reaches the interpreter: what is accepted here cannot cause a memory
/// error there, whoever made it. The same check guards .pyc files, marshal.loads, CodeType(),
/// code.replace() and the compiler's own output.
///
/// What the verifier proves of each instruction that control can reach:
///   - its opcode is a base opcode of Python 3.11, its caches are zero, its argument is in range
///     (constants, names, locals, operators, flags), and a jump leads to the start of an
///     instruction;
///   - the depth of the stack is the same on every path, never negative, and never beyond
///     co_stacksize, what exception handlers push included; control does not run off the end;
///   - operands are of the kind they must be: NULL only where a call expects it, an exception where
///     an exception is handled, "lasti" where RERAISE reads it;
///   - LOAD_FAST, STORE_FAST and DELETE_FAST go to plain locals, the _DEREF ones, LOAD_CLOSURE and
///     LOAD_CLASSDEREF to cells that the prologue has made; the prologue is COPY_FREE_VARS,
///     MAKE_CELLs and RETURN_GENERATOR POP_TOP, in that order, each optional, and nothing jumps
///     back into it;
///   - RETURN_GENERATOR is there only if the flags name one kind of generator, and YIELD_VALUE,
///   SEND
///     and ASYNC_GEN_WRAP only if RETURN_GENERATOR is.
/// Parameters are the first locals, free variables the last. The tables of lines and exceptions are
/// well formed; protected ranges do not overlap, and no instruction in one that can raise takes
/// operands from below the depth that the handler relies on.
///
/// What it cannot prove is checked when the instruction runs (else SystemError). With `peek(n)` for
/// the n-th value from the top after the instruction's own operands were popped:
///
///   instruction           run-time check
///   LIST_APPEND, LIST_EXTEND  peek(arg) is exactly a list (SystemError "bad internal call")
///   LIST_TO_TUPLE         its operand is exactly a list
///   SET_ADD, SET_UPDATE   peek(arg) is exactly a set
///   MAP_ADD, DICT_UPDATE, DICT_MERGE  peek(arg) is exactly a dict
///   BUILD_CONST_KEY_MAP   the keys are a tuple as long as there are values
///   BUILD_STRING          the items are str
///   CALL                  (nothing: KW_NAMES is verified to be a tuple of str, no longer than arg)
///   CALL_FUNCTION_EX      the arguments are a tuple (else made one), the keywords a dict
///   MAKE_FUNCTION         the code is a code object; defaults are a tuple, keyword defaults a
///   dict,
///                         annotations a tuple or dict, the closure a tuple of cells, one for each
///                         free variable of the code (none given: the code has none)
///   COPY_FREE_VARS        (nothing, if a Function always has a closure of cells that fits its
///   code,
///                         and exec() refuses code with free variables)
///   LOAD_NAME, STORE_NAME, DELETE_NAME, LOAD_CLASSDEREF, SETUP_ANNOTATIONS, IMPORT_STAR
///                         the frame has a namespace for its locals
///   MATCH_KEYS            the keys are a tuple
///   MATCH_CLASS           the keyword names are a tuple of str
///   POP_EXCEPT, RERAISE, CHECK_EG_MATCH  the operand is an exception, or None where that is
///   sensible
///                         (RERAISE of None is a SystemError)
///   PREP_RERAISE_STAR     the list is a list (of exceptions and None)
///   IMPORT_NAME           the level is an int
///   GET_ANEXT, BEFORE_WITH ...  types, as the language says
///   FOR_ITER, SEND        the iterator has __next__ (SEND: or is a generator)
///   UnwindToHandler       polls when a handler lies before the instruction that raised: a loop may
///                         be made of nothing else
namespace krait {

class Thread;

/// When the code objects in marshalled data are verified: at once, or each when it is first to run.
/// Counts, names and kinds of locals, which others than the interpreter rely on, are always
/// verified at once.
enum class CodeCheck : uint8_t { kAtOnce, kWhenRun };

/// Decodes co_code and verifies everything. On success `out` is what the translator wants.
/// ValueError says which code object is bad, where and why.
Result<None> DecodeAndVerify(Thread& t, const CodeFields& fields, StackCode* out);

/// For those who do not need the decoded form.
Result<None> Verify(Thread& t, const CodeFields& fields, CodeCheck check = CodeCheck::kAtOnce);

}  // namespace krait
