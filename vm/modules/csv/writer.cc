#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/csv/objects.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/str_writer.h"
#include "vm/object/type_builder.h"

/// csv.writer.
namespace krait::csv {
namespace {

struct Writer : NativeObject {
  static const NativeClass kClass;
  Field<Value> write;  // the file's method
  Field<Dialect*> dialect;
};

const NativeClass Writer::kClass = {"_csv.writer",
                                    [](Object* object, Marker& marker) {
                                      auto* self = static_cast<Writer*>(object);
                                      marker.Visit(self->write);
                                      marker.Visit(self->dialect);
                                    },
                                    nullptr};

/// Joins fields to one record. Lives on the native stack.
class RecordWriter {
 public:
  RecordWriter(Thread& t, const Dialect* dialect) : t_(t), dialect_(*dialect), record_(t) {}

  Result<None> AddField(Value field) {
    bool quoted = dialect_.quoting == kAll;
    if (dialect_.quoting == kNonNumeric) quoted = !IsNumber(field);
    Str* text;
    if (field.IsNone()) {
      text = t_.vm().empty_str();
    } else {
      text = Is<Str>(field) ? Cast<Str>(field) : TRY(ToStr(t_, field));
    }
    return AddText(text, quoted);
  }

  Result<Str*> Finish() {
    // An empty line would be read as a record without fields.
    if (count_ == 1 && record_.length() == 0) {
      if (dialect_.quoting == kNone) {
        return RaiseError(t_, "single empty field record must be quoted");
      }
      record_.Append(dialect_.quote);
      record_.Append(dialect_.quote);
    }
    record_.Append(dialect_.line_terminator.Load());
    return record_.Finish(t_);
  }

 private:
  bool IsNumber(Value value) const {
    const TypeSlots& slots = TypeOf(t_, value)->slots();
    return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr ||
           IsInstanceOf(t_, value, types(t_).complex);
  }

  /// Whether a reader would not take `c` for a plain character.
  bool IsSpecial(char32_t c) const {
    if (c == dialect_.delimiter || c == dialect_.escape || c == dialect_.quote) return true;
    const Str* terminator = dialect_.line_terminator.Load();
    for (size_t i = 0; i < terminator->length(); ++i) {
      if (terminator->At(i) == c) return true;
    }
    return false;
  }

  Result<None> AddText(const Str* text, bool quoted) {
    field_.clear();
    for (size_t i = 0; i < text->length(); ++i) {
      const char32_t c = text->At(i);
      if (IsSpecial(c)) TRY(AddMark(c, &quoted));
      field_.push_back(c);
    }
    if (count_++ != 0) record_.Append(dialect_.delimiter);
    if (quoted) record_.Append(dialect_.quote);
    for (const char32_t c : field_) record_.Append(c);
    if (quoted) record_.Append(dialect_.quote);
    return None{};
  }

  /// What has to stand before a special character, unless quotes around the field do.
  Result<None> AddMark(char32_t c, bool* quoted) {
    bool escape = dialect_.quoting == kNone || c == dialect_.escape;
    if (!escape && c == dialect_.quote) {
      escape = !dialect_.double_quote;
      if (!escape) field_.push_back(dialect_.quote);
    }
    if (!escape) {
      *quoted = true;
      return None{};
    }
    if (dialect_.escape == kNoCharacter) {
      return RaiseError(t_, "need to escape, but no escapechar set");
    }
    field_.push_back(dialect_.escape);
    return None{};
  }

  Thread& t_;
  const Dialect& dialect_;
  StrWriter record_;
  size_t count_ = 0;  // of the fields
  std::u32string field_;
};

Result<Value> WriteRow(Thread& t, Writer* self, Value row) {
  const Result<Value> fields = GetIter(t, row);
  if (!fields.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseError(t, absl::StrCat("iterable expected, not ", TypeName(t, row)));
  }
  RecordWriter record(t, self->dialect.Load());
  for (;;) {
    const Value field = TRY(Next(t, *fields));
    if (field.IsUnbound()) break;
    TRY(record.AddField(field));
  }
  Str* text = TRY(record.Finish());
  return CallWith(t, self->write.Load(), Value::FromObject(text));
}

Result<None> WriteRows(Thread& t, Writer* self, Value rows) {
  return ForEach(t, rows, [&](Value row) -> Result<None> {
    TRY(WriteRow(t, self, row));
    return None{};
  });
}

constexpr Method kMethods[] = {
    HideSignature(Bind<WriteRow>("writerow", "($self, row, /)")),
    HideSignature(Bind<WriteRows>("writerows", "($self, rows, /)")),
};

Result<Value> GetDialect(Thread&, Value self) { return Cast<Writer>(self)->dialect.Load(); }

constexpr GetSet kMembers[] = {{"dialect", &GetDialect, nullptr, true}};

/// csv.writer(file, dialect, **changes).
Result<Value> MakeWriter(Thread& t, Args args) {
  TRY(CheckArguments(t, args));
  const Value write = TRY(GetAttrOrUnbound(t, args[0], TRY(Str::InternUtf8(t, "write"))));
  if (write.IsUnbound() || TypeOf(t, write)->slots().call == nullptr) {
    return RaiseTypeError(t, "argument 1 must have a \"write\" method");
  }
  Dialect* dialect = TRY(DialectFrom(t, args));
  auto* self = TRY(NewNative<Writer>(t, PartOf(t).writer));
  self->write.Store(self, write);
  self->dialect.Store(self, dialect);
  return self;
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<MakeWriter>("writer", "($module, /, *args, **kwargs)")),
};

}  // namespace

Result<None> MakeWriterType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_csv.writer";
  spec.instance_size = sizeof(Writer);
  spec.flags = Type::kBaseType | Type::kDisallowNew;
  spec.spec.doc = "Writes records to a file.";
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  PartOf(t).writer = TRY(TypeBuilder::NewNativeType(t, spec));
  TRY(module->Add(t, "Writer", Value::FromObject(PartOf(t).writer)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait::csv
