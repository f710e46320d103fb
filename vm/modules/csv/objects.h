#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "vm/object/args.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/vm.h"

namespace krait {

class Module;

namespace csv {

enum Quoting : uint8_t { kMinimal, kAll, kNonNumeric, kNone };

/// A character that a dialect does without.
inline constexpr char32_t kNoCharacter = 0xFFFFFFFF;

/// Dialect: how records are written. Never changes once it is made.
struct Dialect : NativeObject {
  static const NativeClass kClass;
  Field<Str*> line_terminator;
  char32_t delimiter;
  char32_t escape;  // or kNoCharacter
  char32_t quote;   // or kNoCharacter
  Quoting quoting;
  bool double_quote;
  bool skip_initial_space;
  bool strict;
};

/// What _csv keeps per VM.
class Part : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kCsv;
  Type* dialect = nullptr;
  Type* reader = nullptr;
  Type* writer = nullptr;
  Object* error = nullptr;   // csv.Error
  Dict* dialects = nullptr;  // registered, by name
  std::atomic<int64_t> field_limit{128 * 1024};

  void TraceRoots(Marker& marker) override;
};

inline Part& PartOf(Thread& t) { return t.vm().part<Part>(); }

/// Makes a csv.Error pending.
Raised RaiseError(Thread& t, std::string_view message);

/// The dialect registered under that name; csv.Error when there is none.
Result<Value> FindDialect(Thread& t, Value name);

/// For functions of one object, perhaps a dialect, and keywords that change it: TypeError when
/// there are fewer or more.
Result<None> CheckArguments(Thread& t, Args args);
/// The dialect that the arguments behind the first one speak of.
Result<Dialect*> DialectFrom(Thread& t, Args args);

// What each file makes, kept in the part.
Result<None> MakeDialectType(Thread& t, Module* module);
Result<None> MakeReaderType(Thread& t, Module* module);
Result<None> MakeWriterType(Thread& t, Module* module);

}  // namespace csv
}  // namespace krait
