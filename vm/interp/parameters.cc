#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vm/code/function.h"
#include "vm/heap/rooted.h"
#include "vm/interp/interpreter.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Arguments to parameters, with CPython's messages when they do not fit.
namespace krait {
namespace {

/// Keeps `object` in a register or on the stack up to here: the collector does not see the slots
/// of a frame that is not linked yet.
void KeepAlive(const Object* object) { asm volatile("" ::"r"(object) : "memory"); }

class ParameterBinder {
 public:
  ParameterBinder(Thread& t, Function* function, Args args, Value* slots)
      : t_(t), function_(function), code_(function->code()), args_(args), slots_(slots) {}

  Result<None> Bind();

 private:
  int positional() const { return code_->argcount(); }
  int named() const { return code_->argcount() + code_->kwonlyargcount(); }
  Str* Name(int index) const { return Cast<Str>(code_->localsplusnames()->At(index)); }
  std::string QualifiedName() const { return function_->qualname()->ToUtf8(); }

  Result<None> BindKeywords(Dict* extra);
  Result<int> FindKeyword(Value name) const;
  Raised RaiseUnexpectedKeyword(Value name);
  Result<None> FillDefaults();
  Result<None> FillKeywordDefaults();
  Raised RaiseMissing(const std::vector<int>& missing, const char* kind);
  Raised RaiseTooMany();

  Thread& t_;
  Function* function_;
  Code* code_;
  Args args_;
  Value* slots_;
};

Result<None> ParameterBinder::Bind() {
  for (int i = 0; i < code_->localsplus_count(); ++i) slots_[i] = Value::Unbound();
  const int given = static_cast<int>(args_.count);
  const int taken = std::min(given, positional());
  std::copy_n(args_.values, taken, slots_);
  int next = named();
  Tuple* rest = nullptr;
  if (code_->HasFlag(kCodeVarArgs)) {
    rest = TRY(Tuple::From(t_, {args_.values + taken, static_cast<size_t>(given - taken)}));
    slots_[next++] = Value::FromObject(rest);
  }
  Dict* extra = nullptr;
  if (code_->HasFlag(kCodeVarKeywords)) {
    extra = TRY(Dict::New(t_));
    slots_[next] = Value::FromObject(extra);
  }
  if (args_.has_keywords()) TRY(BindKeywords(extra));
  if (given > positional() && !code_->HasFlag(kCodeVarArgs)) return RaiseTooMany();
  if (given < positional()) TRY(FillDefaults());
  if (code_->kwonlyargcount() != 0) TRY(FillKeywordDefaults());
  KeepAlive(rest);
  KeepAlive(extra);
  return None{};
}

Result<int> ParameterBinder::FindKeyword(Value name) const {
  for (int i = code_->posonlyargcount(); i < named(); ++i) {
    if (Value::FromObject(Name(i)).SameBits(name)) return i;
  }
  for (int i = code_->posonlyargcount(); i < named(); ++i) {
    if (Name(i)->Equals(Cast<Str>(name))) return i;
  }
  return -1;
}

Result<None> ParameterBinder::BindKeywords(Dict* extra) {
  for (size_t k = 0; k < args_.keyword_names->size(); ++k) {
    const Value name = args_.keyword_names->At(k);
    const Value value = args_[args_.count + k];
    if (!Is<Str>(name)) {
      return RaiseTypeError(t_, absl::StrCat(QualifiedName(), "() keywords must be strings"));
    }
    const int index = TRY(FindKeyword(name));
    if (index < 0) {
      if (extra == nullptr) return RaiseUnexpectedKeyword(name);
      TRY(extra->Set(t_, name, value));
      continue;
    }
    if (!slots_[index].IsUnbound()) {
      return RaiseTypeError(t_,
                            absl::StrCat(QualifiedName(), "() got multiple values for argument '",
                                         Cast<Str>(name)->ToUtf8(), "'"));
    }
    slots_[index] = value;
  }
  return None{};
}

Raised ParameterBinder::RaiseUnexpectedKeyword(Value name) {
  std::vector<std::string> positional_only;
  for (int i = 0; i < code_->posonlyargcount(); ++i) {
    for (Value given : args_.keyword_names->values()) {
      if (Is<Str>(given) && Name(i)->Equals(Cast<Str>(given))) {
        positional_only.push_back(Name(i)->ToUtf8());
      }
    }
  }
  if (!positional_only.empty()) {
    return RaiseTypeError(
        t_, absl::StrCat(QualifiedName(),
                         "() got some positional-only arguments passed as keyword arguments: '",
                         absl::StrJoin(positional_only, ", "), "'"));
  }
  return RaiseTypeError(t_, absl::StrCat(QualifiedName(), "() got an unexpected keyword argument '",
                                         Cast<Str>(name)->ToUtf8(), "'"));
}

Result<None> ParameterBinder::FillDefaults() {
  const Tuple* defaults = function_->defaults();
  const int count = defaults == nullptr ? 0 : static_cast<int>(defaults->size());
  const int first_default = positional() - count;
  std::vector<int> missing;
  for (int i = static_cast<int>(args_.count); i < first_default; ++i) {
    if (slots_[i].IsUnbound()) missing.push_back(i);
  }
  if (!missing.empty()) return RaiseMissing(missing, "positional");
  for (int i = std::max(first_default, 0); i < positional(); ++i) {
    if (slots_[i].IsUnbound()) slots_[i] = defaults->At(i - first_default);
  }
  return None{};
}

Result<None> ParameterBinder::FillKeywordDefaults() {
  std::vector<int> missing;
  for (int i = positional(); i < named(); ++i) {
    if (!slots_[i].IsUnbound()) continue;
    Dict* defaults = function_->kwdefaults();
    Value value;
    if (defaults != nullptr) value = TRY(defaults->Get(t_, Value::FromObject(Name(i))));
    if (value.IsUnbound()) {
      missing.push_back(i);
    } else {
      slots_[i] = value;
    }
  }
  if (!missing.empty()) return RaiseMissing(missing, "keyword-only");
  return None{};
}

Raised ParameterBinder::RaiseMissing(const std::vector<int>& missing, const char* kind) {
  std::string names;
  const size_t count = missing.size();
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) {
      const bool last = i + 1 == count;
      absl::StrAppend(&names, last ? (count == 2 ? " and " : ", and ") : ", ");
    }
    Result<Str*> name = Repr(t_, Value::FromObject(Name(missing[i])));
    if (!name.ok()) return Raised{};
    absl::StrAppend(&names, (*name)->ToUtf8());
  }
  return RaiseTypeError(t_, absl::StrCat(QualifiedName(), "() missing ", count, " required ", kind,
                                         " argument", count == 1 ? "" : "s", ": ", names));
}

Raised ParameterBinder::RaiseTooMany() {
  const int defaults =
      function_->defaults() == nullptr ? 0 : static_cast<int>(function_->defaults()->size());
  int keyword_only_given = 0;
  for (int i = positional(); i < named(); ++i) {
    if (!slots_[i].IsUnbound()) ++keyword_only_given;
  }
  const bool plural = positional() != 1 || defaults != 0;
  std::string takes = absl::StrCat(positional());
  if (defaults != 0) takes = absl::StrCat("from ", positional() - defaults, " to ", positional());
  std::string keyword_text;
  if (keyword_only_given > 0) {
    keyword_text = absl::StrCat(" positional argument", args_.count != 1 ? "s" : "", " (and ",
                                keyword_only_given, " keyword-only argument",
                                keyword_only_given != 1 ? "s" : "", ")");
  }
  return RaiseTypeError(
      t_, absl::StrCat(QualifiedName(), "() takes ", takes, " positional argument",
                       plural ? "s" : "", " but ", args_.count, keyword_text,
                       args_.count == 1 && keyword_only_given == 0 ? " was" : " were", " given"));
}

}  // namespace

Result<None> BindParameters(Thread& t, Function* function, Args args, Value* slots) {
  return ParameterBinder(t, function, args, slots).Bind();
}

Result<Str*> FunctionText(Thread& t, Value callee) {
  const Value qualname = TRY(GetAttrOrUnbound(t, callee, names(t).__qualname__));
  if (!Is<Str>(qualname)) return ToStr(t, callee);
  std::string text = Cast<Str>(qualname)->ToUtf8();
  const Value module = TRY(GetAttrOrUnbound(t, callee, names(t).__module__));
  if (Is<Str>(module) && !Cast<Str>(module)->Equals(names(t).builtins)) {
    text = absl::StrCat(Cast<Str>(module)->ToUtf8(), ".", text);
  }
  return Str::FromUtf8(t, absl::StrCat(text, "()"));
}

}  // namespace krait
