#include "absl/strings/str_cat.h"
#include "vm/builtins/format_fields.h"
#include "vm/builtins/number_format.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// str.format, str.format_map and str.__format__.
namespace krait::str_methods {
namespace {

/// One run of format() or format_map().
class Formatter {
 public:
  /// Unbound `mapping`: names are keywords of `args`.
  Formatter(Thread& t, Str* text, Args args, Value mapping)
      : t_(t), text_(text), args_(args), mapping_(mapping) {}

  Result<Str*> Run(TextRange range, int depth) {
    if (depth < 0) return RaiseValueError(t_, "Max string recursion exceeded");
    StrWriter out(t_);
    FormatFields fields(text_, range);
    FormatField field;
    while (TRY(fields.Next(t_, &field))) {
      out.AppendRange(text_, field.literal.begin, field.literal.end);
      if (field.has_field) TRY(Replace(field, depth, out));
    }
    return out.Finish(t_);
  }

 private:
  Result<None> Replace(const FormatField& field, int depth, StrWriter& out) {
    Value value = TRY(ValueOf(field.name));
    if (field.conversion != 0) value = TRY(Convert(value, field.conversion));
    if (!field.spec_is_nested) {
      return AppendFormatted(t_, value, text_, field.spec.begin, field.spec.end, out);
    }
    Str* spec = TRY(Run(field.spec, depth - 1));
    return AppendFormatted(t_, value, spec, 0, spec->length(), out);
  }

  Result<Value> Convert(Value value, char32_t conversion) {
    switch (conversion) {
      case 'r':
        return Repr(t_, value);
      case 's':
        return ToStr(t_, value);
      case 'a':
        return Ascii(t_, value);
      default:
        break;
    }
    const std::string shown = conversion > 32 && conversion < 127
                                  ? std::string(1, static_cast<char>(conversion))
                                  : absl::StrCat("\\x", absl::Hex(uint32_t{conversion}));
    return RaiseValueError(t_, absl::StrCat("Unknown conversion specifier ", shown));
  }

  Result<Value> ValueOf(TextRange range) {
    FieldName name(text_, range);
    Value value = TRY(FirstValue(name.first()));
    FieldName::Step step;
    while (TRY(name.Next(t_, &step))) {
      if (step.is_attribute) {
        value = TRY(GetAttr(t_, value, TRY(Text(step.name))));
      } else if (step.index >= 0) {
        value = TRY(GetItem(t_, value, TRY(Int::From(t_, step.index))));
      } else {
        value = TRY(GetItem(t_, value, Value::FromObject(TRY(Text(step.name)))));
      }
    }
    return value;
  }

  Result<Value> FirstValue(TextRange first) {
    int64_t index = TRY(FieldIndex(t_, text_, first));
    if (first.empty() || index >= 0) {
      TRY(NoteNumbering(first.empty()));
      if (first.empty()) index = next_++;
      return Positional(index);
    }
    const Value key = Value::FromObject(TRY(Text(first)));
    if (!mapping_.IsUnbound()) return GetItem(t_, mapping_, key);
    for (size_t i = 0; args_.has_keywords() && i < args_.keyword_names->size(); ++i) {
      if (Cast<Str>(args_.keyword_names->At(i))->Equals(Cast<Str>(key))) {
        return args_[args_.count + i];
      }
    }
    return RaiseWithArgument(t_, &BuiltinTypes::KeyError, key);
  }

  /// Fields are all numbered or none is.
  Result<None> NoteNumbering(bool automatic) {
    if (numbering_ == Numbering::kUnknown) {
      numbering_ = automatic ? Numbering::kAutomatic : Numbering::kManual;
    }
    if (numbering_ == Numbering::kManual && automatic) {
      return RaiseValueError(t_,
                             "cannot switch from manual field specification to automatic field "
                             "numbering");
    }
    if (numbering_ == Numbering::kAutomatic && !automatic) {
      return RaiseValueError(t_,
                             "cannot switch from automatic field numbering to manual field "
                             "specification");
    }
    return None{};
  }

  Result<Value> Positional(int64_t index) {
    if (!mapping_.IsUnbound()) {
      return RaiseValueError(t_, "Format string contains positional fields");
    }
    if (index < static_cast<int64_t>(args_.count)) return args_[static_cast<size_t>(index)];
    return Raise(
        t_, &BuiltinTypes::IndexError,
        absl::StrCat("Replacement index ", index, " out of range for positional args tuple"));
  }

  Result<Str*> Text(TextRange range) {
    if (range.empty()) return t_.vm().empty_str();
    return Str::Substring(t_, text_, range.begin, range.end);
  }

  enum class Numbering : uint8_t { kUnknown, kAutomatic, kManual };

  Thread& t_;
  Str* text_;
  Args args_;
  Value mapping_;
  Numbering numbering_ = Numbering::kUnknown;
  int64_t next_ = 0;
};

constexpr int kNesting = 1;  // a spec's fields have no nested ones of their own

}  // namespace

Result<Value> Format(Thread& t, Str* self, Args args) {
  return Formatter(t, self, args, Value::Unbound()).Run({0, self->length()}, kNesting);
}

Result<Value> FormatMap(Thread& t, Str* self, Value mapping) {
  return Formatter(t, self, {}, mapping).Run({0, self->length()}, kNesting);
}

Result<Value> FormatWithSpec(Thread& t, Str* self, Str* text) {
  return FormatStrValue(t, Value::FromObject(self), text);
}

}  // namespace krait::str_methods
