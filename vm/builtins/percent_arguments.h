#pragma once

#include <cstdint>
#include <string_view>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/number/format_text.h"
#include "vm/number/percent_format.h"

namespace krait {

class Thread;

/// The right-hand side of the % operator: a tuple's items one after the other, the values of a
/// mapping's keys, or one value.
class PercentArguments {
 public:
  PercentArguments(Thread& t, Value arguments, PercentDialect dialect);

  /// The value for the next conversion.
  Result<Value> Next();
  /// Makes the mapping's value for `key` the next one.
  Result<None> TakeKey(Value key);
  /// TypeError unless keys can be taken.
  Result<None> CheckIsMapping();
  /// Width and precision that the arguments give.
  Result<None> TakeStars(PercentConversion* conversion);
  /// TypeError if something is left that was not asked for.
  Result<None> Finish();

  Thread& thread() { return t_; }

 private:
  Thread& t_;
  PercentDialect dialect_;
  Value arguments_;
  Value mapping_;  // Unbound: no mapping
  Value current_;  // the value to give when no tuple is being read
  bool is_tuple_;
  bool given_ = false;
  size_t next_ = 0;
};

/// What the number conversions make of a value; false: `type` is none of theirs.
Result<bool> FormatPercentNumber(Thread& t, const PercentConversion& conversion,
                                 PercentDialect dialect, Value value, FormattedText* out);

}  // namespace krait
