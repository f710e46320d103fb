#include <algorithm>

#include "jit/recorder.h"
#include "vm/code/code.h"
#include "vm/code/function.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/uop/catalog.h"

/// What the parameters of a function get in a call that becomes part of the trace. Which argument
/// goes where is known when it is recorded, names and defaults included.
namespace krait::jit {

using uop::kNumberOf;

namespace {

/// A parameter that no argument goes to.
constexpr int kDefault = -1;

/// That can be given by name; kDefault: there is none.
int ParameterOf(const Code* code, Value name) {
  const int end = code->argcount() + code->kwonlyargcount();
  for (int i = code->posonlyargcount(); i < end; ++i) {
    const auto* parameter = Cast<Str>(code->localsplusnames()->At(static_cast<size_t>(i)));
    if (parameter->Equals(Cast<Str>(name))) return i;
  }
  return kDefault;
}

int PositionalCount(int count, const Tuple* names) {
  return count - (names == nullptr ? 0 : static_cast<int>(names->size()));
}

/// Parameters up to that have no default.
int RequiredCount(const Function* function) {
  const Tuple* defaults = function->defaults();
  const int optional = defaults == nullptr ? 0 : static_cast<int>(defaults->size());
  return function->code()->argcount() - optional;
}

/// For each parameter but *args the number of its argument, or kDefault. Nothing of a call that
/// raises, or that takes a dict.
std::optional<std::vector<int>> BindingOf(const Function* function, int count, const Tuple* names) {
  const Code* code = function->code();
  const int positional = PositionalCount(count, names);
  const bool takes_rest = code->HasFlag(kCodeVarArgs);
  if (code->HasFlag(kCodeVarKeywords) || (positional > code->argcount() && !takes_rest)) {
    return std::nullopt;
  }
  std::vector<int> from(static_cast<size_t>(code->argcount() + code->kwonlyargcount()), kDefault);
  for (int i = 0; i < std::min(positional, code->argcount()); ++i) from[static_cast<size_t>(i)] = i;
  for (int i = positional; i < count; ++i) {
    const int parameter = ParameterOf(code, names->At(static_cast<size_t>(i - positional)));
    if (parameter < 0 || from[static_cast<size_t>(parameter)] != kDefault) return std::nullopt;
    from[static_cast<size_t>(parameter)] = i;
  }
  const int required = RequiredCount(function);
  for (int i = 0; i < static_cast<int>(from.size()); ++i) {
    const bool has_default = i >= required && i < code->argcount();
    if (from[static_cast<size_t>(i)] == kDefault && !has_default) return std::nullopt;
  }
  return from;
}

}  // namespace

bool Recorder::CanBind(const Function* function, int count, const Tuple* names) {
  return BindingOf(function, count, names).has_value();
}

/// Whether the call needs to know what function it is, and not just of what code.
bool Recorder::NeedsDefaults(const Function* function, const Arguments& arguments) {
  const auto from = BindingOf(function, static_cast<int>(arguments.values.size()), arguments.names);
  return std::ranges::find(*from, kDefault) != from->end();
}

/// The tuple of defaults of a function that this trace makes; kNoValue: it makes none.
ValueId Recorder::DefaultsOf(ValueId function) const {
  const NewObjects::Object* object = function == kNoValue ? nullptr : objects_.Find(function);
  const auto* field = object == nullptr ? nullptr : object->FieldOf(kNumberOf<uop::SetDefaults>, 0);
  return field == nullptr ? kNoValue : field->value;
}

/// `made`: the function, if only its code is known.
std::vector<ValueId> Recorder::ParametersOf(const Word* pc, const Function* function,
                                            const Arguments& arguments, ValueId made) {
  const auto count = static_cast<int>(arguments.values.size());
  const Code* code = function->code();
  const std::vector<int> from = *BindingOf(function, count, arguments.names);
  const Tuple* defaults = function->defaults();
  const int required = RequiredCount(function);
  const ValueId tuple = DefaultsOf(made);
  std::vector<ValueId> values;
  for (int argument : from) {
    const auto number = static_cast<size_t>(static_cast<int>(values.size()) - required);
    if (argument != kDefault) {
      values.push_back(arguments.values[static_cast<size_t>(argument)]);
    } else if (tuple != kNoValue) {
      values.push_back(
          Add({.operation = kNumberOf<uop::TupleElement>, .a = tuple, .constant = number}));
    } else {
      Rely(defaults->At(number));
      values.push_back(AddConstant(defaults->At(number)));
    }
  }
  if (!code->HasFlag(kCodeVarArgs)) return values;
  const int positional = PositionalCount(count, arguments.names);
  const int first = std::min(positional, code->argcount());
  const std::vector<ValueId> rest(arguments.values.begin() + first,
                                  arguments.values.begin() + positional);
  values.push_back(AddTuple(rest, pc));
  return values;
}

}  // namespace krait::jit
