#pragma once

#include <cstdint>

#include "absl/types/span.h"
#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

namespace krait {

class Bytes;
class CodeUnit;
class Marker;
class Str;
class Thread;
class Tuple;

/// co_flags that Krait reads, with CPython's values.
enum CodeFlag : uint32_t {
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarArgs = 0x4,
  kCodeVarKeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeCoroutine = 0x80,
  kCodeIterableCoroutine = 0x100,
  kCodeAsyncGenerator = 0x200,
};
inline constexpr uint32_t kCodeAnyGenerator = kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator;

/// What a fast local is: bits of localspluskinds.
enum LocalKind : uint8_t {
  kLocalHidden = 0x10,
  kLocalPlain = 0x20,
  kLocalCell = 0x40,
  kLocalFree = 0x80,
};

/// The fields of a code object as the compiler made them. All are exact types.
struct CodeFields {
  int32_t argcount = 0;  // positional parameters, positional-only ones included
  int32_t posonlyargcount = 0;
  int32_t kwonlyargcount = 0;
  int32_t stacksize = 0;
  uint32_t flags = 0;
  int32_t firstlineno = 0;
  Bytes* code = nullptr;
  Tuple* consts = nullptr;
  Tuple* names = nullptr;            // of str
  Tuple* localsplusnames = nullptr;  // of str
  Bytes* localspluskinds = nullptr;  // LocalKind bits, one byte a name
  Str* filename = nullptr;
  Str* name = nullptr;
  Str* qualname = nullptr;
  Bytes* linetable = nullptr;
  Bytes* exceptiontable = nullptr;
};

/// A Python code object: what CPython's says it is, plus its translation to register code, made on
/// first use. Only verified fields become a Code (see vm/pyc/verifier.h), so all indices in the
/// bytecode and both tables are in range.
class Code : public Object {
 public:
  static constexpr Layout kLayout = Layout::kCode;

  /// `fields` must have been verified.
  static Result<Code*> New(Thread& t, const CodeFields& fields);

  int32_t argcount() const { return argcount_; }
  int32_t posonlyargcount() const { return posonlyargcount_; }
  int32_t kwonlyargcount() const { return kwonlyargcount_; }
  int32_t stacksize() const { return stacksize_; }
  uint32_t code_flags() const { return code_flags_; }
  bool HasFlag(CodeFlag flag) const { return (code_flags_ & flag) != 0; }
  int32_t firstlineno() const { return firstlineno_; }
  /// Parameters with a local each: positional, keyword-only, *args, **kwargs.
  int32_t parameter_count() const {
    return argcount_ + kwonlyargcount_ + (HasFlag(kCodeVarArgs) ? 1 : 0) +
           (HasFlag(kCodeVarKeywords) ? 1 : 0);
  }
  /// Only positional parameters: no keyword-only ones, no *args, no **kwargs.
  bool has_simple_parameters() const {
    return kwonlyargcount_ == 0 && (code_flags_ & (kCodeVarArgs | kCodeVarKeywords)) == 0;
  }
  /// Fast locals: parameters, locals, cells, free variables.
  int32_t localsplus_count() const { return localsplus_count_; }
  int32_t nlocals() const { return nlocals_; }
  int32_t ncellvars() const { return ncellvars_; }
  int32_t nfreevars() const { return nfreevars_; }
  Bytes* code() const { return code_.Load(); }
  Tuple* consts() const { return consts_.Load(); }
  Tuple* names() const { return names_.Load(); }
  Tuple* localsplusnames() const { return localsplusnames_.Load(); }
  Bytes* localspluskinds() const { return localspluskinds_.Load(); }
  Str* filename() const { return filename_.Load(); }
  /// For code compiled elsewhere: where its source is on this machine.
  void set_filename(Str* filename) { filename_.Store(this, filename); }
  Str* name() const { return name_.Load(); }
  Str* qualname() const { return qualname_.Load(); }
  Bytes* linetable() const { return linetable_.Load(); }
  Bytes* exceptiontable() const { return exceptiontable_.Load(); }
  CodeFields fields() const;

  /// The translation, or null before the first use.
  CodeUnit* unit() const { return unit_.LoadAcquire(); }
  /// Publishes `unit` unless another thread was first; returns the one that stays.
  CodeUnit* SetUnit(CodeUnit* unit);
  /// The same for the translation that is traced.
  CodeUnit* traced_unit() const { return traced_unit_.LoadAcquire(); }
  CodeUnit* SetTracedUnit(CodeUnit* unit);

  /// Whether its frames are part of a native function, which Python does not see.
  bool is_hidden() const { return is_hidden_; }
  void set_hidden() { is_hidden_ = true; }
  /// Of a generator: functions that consume it, or null. See vm/interp/consumers.h.
  Tuple* consumers() const { return consumers_.LoadAcquire(); }
  void set_consumers(Tuple* functions) { consumers_.Store(this, functions); }

  void Trace(Marker& marker);

 private:
  int32_t argcount_;
  int32_t posonlyargcount_;
  int32_t kwonlyargcount_;
  int32_t stacksize_;
  uint32_t code_flags_;
  int32_t firstlineno_;
  int32_t localsplus_count_;
  int32_t nlocals_;
  int32_t ncellvars_;
  int32_t nfreevars_;
  bool is_hidden_ = false;
  Field<Bytes*> code_;
  Field<Tuple*> consts_;
  Field<Tuple*> names_;
  Field<Tuple*> localsplusnames_;
  Field<Bytes*> localspluskinds_;
  Field<Str*> filename_;
  Field<Str*> name_;
  Field<Str*> qualname_;
  Field<Bytes*> linetable_;
  Field<Bytes*> exceptiontable_;
  Field<CodeUnit*> unit_;
  Field<CodeUnit*> traced_unit_;
  Field<Tuple*> consumers_;
};

}  // namespace krait
