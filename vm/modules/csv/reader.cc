#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/csv/objects.h"
#include "vm/object/bind.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/type_builder.h"

/// csv.reader.
namespace krait::csv {
namespace {

/// The reader object. What it knows of a half-read record lives in the call that reads it.
struct Reader : NativeObject {
  static const NativeClass kClass;
  Field<Value> lines;  // an iterator
  Field<Dialect*> dialect;
  std::atomic<int64_t> line_number;
};

const NativeClass Reader::kClass = {"_csv.reader",
                                    [](Object* object, Marker& marker) {
                                      auto* self = static_cast<Reader*>(object);
                                      marker.Visit(self->lines);
                                      marker.Visit(self->dialect);
                                    },
                                    nullptr};

/// Takes one record apart, line by line. Lives on the native stack.
class RecordParser {
 public:
  RecordParser(Thread& t, const Dialect* dialect, List* fields)
      : t_(t),
        dialect_(*dialect),
        fields_(fields),
        limit_(PartOf(t).field_limit.load(std::memory_order_relaxed)),
        quoting_(dialect->quoting != kNone) {}

  Result<None> TakeLine(const Str* line) {
    TRY(WithCharacters(line, [&](const auto* text) { return TakeText(text, line->length()); }));
    return Take(kEndOfLine);
  }
  bool is_complete() const { return state_ == State::kStartRecord; }

  /// There are no more lines: whether what was read so far is a record.
  Result<bool> TakeEnd() {
    if (field_.empty() && state_ != State::kInQuotes) return false;
    if (dialect_.strict) return RaiseError(t_, "unexpected end of data");
    TRY(EndField());
    return true;
  }

 private:
  enum class State : uint8_t {
    kStartRecord,
    kStartField,
    kInField,
    kEscaped,
    kAfterEscapedNewline,
    kInQuotes,
    kEscapedInQuotes,
    kQuoteInQuotes,
    kEndOfRecord,  // behind the newline
  };
  static constexpr char32_t kEndOfLine = 0xFFFFFFFE;  // stands behind each line's characters

  static bool IsNewline(char32_t c) { return c == '\n' || c == '\r'; }
  bool IsQuote(char32_t c) const { return quoting_ && c == dialect_.quote; }

  /// In the middle of a field, plain characters are taken by the run.
  template <typename Character>
  Result<None> TakeText(const Character* text, size_t length) {
    for (size_t i = 0; i < length; ++i) {
      if (state_ == State::kInField || state_ == State::kInQuotes) {
        const size_t begin = i;
        const auto limit = static_cast<size_t>(std::max<int64_t>(limit_, 0));
        const size_t room = limit - std::min(field_.size(), limit);
        const size_t end = begin + std::min(length - begin, room);
        while (i < end && IsPlain(text[i])) ++i;
        field_.append(text + begin, text + i);
        if (i == length) break;
      }
      TRY(Take(text[i]));
    }
    return None{};
  }
  bool IsPlain(char32_t c) const {
    return c != dialect_.delimiter && c != dialect_.escape && c != dialect_.quote && !IsNewline(c);
  }

  Result<None> Take(char32_t c) {
    switch (state_) {
      case State::kStartRecord:
        return AtStartOfRecord(c);
      case State::kStartField:
        return AtStartOfField(c);
      case State::kAfterEscapedNewline:
        if (c == kEndOfLine) return None{};
        return InField(c);
      case State::kInField:
        return InField(c);
      case State::kEscaped:
        return Add(c == kEndOfLine ? '\n' : c,
                   IsNewline(c) ? State::kAfterEscapedNewline : State::kInField);
      case State::kInQuotes:
        return InQuotes(c);
      case State::kEscapedInQuotes:
        return Add(c == kEndOfLine ? '\n' : c, State::kInQuotes);
      case State::kQuoteInQuotes:
        return AfterQuote(c);
      case State::kEndOfRecord:
        return AtEndOfRecord(c);
    }
    __builtin_unreachable();
  }

  Result<None> AtStartOfRecord(char32_t c) {
    if (c == kEndOfLine) return None{};  // an empty line is an empty record
    if (IsNewline(c)) {
      state_ = State::kEndOfRecord;
      return None{};
    }
    return AtStartOfField(c);
  }

  Result<None> AtStartOfField(char32_t c) {
    if (c == kEndOfLine || IsNewline(c)) return EndRecord(c);
    if (IsQuote(c)) {
      state_ = State::kInQuotes;
    } else if (c == dialect_.escape) {
      state_ = State::kEscaped;
    } else if (c == ' ' && dialect_.skip_initial_space) {
      state_ = State::kStartField;
    } else if (c == dialect_.delimiter) {
      return EndField();
    } else {
      numeric_ = dialect_.quoting == kNonNumeric;
      return Add(c, State::kInField);
    }
    return None{};
  }

  Result<None> InField(char32_t c) {
    if (c == kEndOfLine || IsNewline(c)) return EndRecord(c);
    if (c == dialect_.delimiter) return EndField();
    if (c != dialect_.escape) return Add(c, State::kInField);
    state_ = State::kEscaped;
    return None{};
  }

  Result<None> InQuotes(char32_t c) {
    if (c == kEndOfLine) return None{};
    if (c == dialect_.escape) {
      state_ = State::kEscapedInQuotes;
    } else if (IsQuote(c)) {
      state_ = dialect_.double_quote ? State::kQuoteInQuotes : State::kInField;
    } else {
      return Add(c, State::kInQuotes);
    }
    return None{};
  }

  Result<None> AfterQuote(char32_t c) {
    if (IsQuote(c)) return Add(c, State::kInQuotes);
    if (c == dialect_.delimiter) return EndField();
    if (c == kEndOfLine || IsNewline(c)) return EndRecord(c);
    if (!dialect_.strict) return Add(c, State::kInField);
    const Str* delimiter = TRY(Str::FromCodePoint(t_, dialect_.delimiter));
    const Str* quote = TRY(Str::FromCodePoint(t_, dialect_.quote));
    return RaiseError(
        t_, absl::StrCat("'", delimiter->ToUtf8(), "' expected after '", quote->ToUtf8(), "'"));
  }

  Result<None> AtEndOfRecord(char32_t c) {
    if (IsNewline(c)) return None{};
    if (c != kEndOfLine) {
      return RaiseError(t_,
                        "new-line character seen in unquoted field - do you need to open the file "
                        "in universal-newline mode?");
    }
    state_ = State::kStartRecord;
    return None{};
  }

  Result<None> Add(char32_t c, State next) {
    if (static_cast<int64_t>(field_.size()) >= limit_) {
      return RaiseError(t_, absl::StrCat("field larger than field limit (", limit_, ")"));
    }
    field_.push_back(c);
    state_ = next;
    return None{};
  }

  Result<None> EndField() {
    Value field = Value::FromObject(TRY(Str::FromCodePoints(t_, {field_.data(), field_.size()})));
    field_.clear();
    if (numeric_) field = TRY(CallWith(t_, Value::FromObject(types(t_).float_), field));
    numeric_ = false;
    state_ = State::kStartField;
    return fields_->Append(t_, field);
  }

  /// `c` is a newline or the end of the line.
  Result<None> EndRecord(char32_t c) {
    TRY(EndField());
    state_ = c == kEndOfLine ? State::kStartRecord : State::kEndOfRecord;
    return None{};
  }

  Thread& t_;
  const Dialect& dialect_;
  List* fields_;
  int64_t limit_;
  bool quoting_;
  bool numeric_ = false;  // the field is to become a float
  State state_ = State::kStartRecord;
  std::u32string field_;
};

Result<Value> ReaderNext(Thread& t, Value self_value) {
  auto* self = Cast<Reader>(self_value);
  List* fields = TRY(List::New(t));
  RecordParser parser(t, self->dialect.Load(), fields);
  do {
    const Value line = TRY(Next(t, self->lines.Load()));
    if (line.IsUnbound()) return TRY(parser.TakeEnd()) ? Value::FromObject(fields) : line;
    if (!Is<Str>(line)) {
      return RaiseError(t, absl::StrCat("iterator should return strings, not ", TypeName(t, line),
                                        " (the file should be opened in text mode)"));
    }
    self->line_number.fetch_add(1, std::memory_order_relaxed);
    TRY(parser.TakeLine(Cast<Str>(line)));
  } while (!parser.is_complete());
  return fields;
}

Result<Value> GetDialect(Thread&, Value self) { return Cast<Reader>(self)->dialect.Load(); }
Result<Value> GetLineNumber(Thread& t, Value self) {
  return Int::From(t, Cast<Reader>(self)->line_number.load(std::memory_order_relaxed));
}

constexpr GetSet kMembers[] = {{"dialect", &GetDialect, nullptr, true},
                               {"line_num", &GetLineNumber, nullptr, true}};

/// csv.reader(lines, dialect, **changes).
Result<Value> MakeReader(Thread& t, Args args) {
  TRY(CheckArguments(t, args));
  const Value lines = TRY(GetIter(t, args[0]));
  Dialect* dialect = TRY(DialectFrom(t, args));
  auto* self = TRY(NewNative<Reader>(t, PartOf(t).reader));
  self->lines.Store(self, lines);
  self->dialect.Store(self, dialect);
  return self;
}

constexpr Method kFunctions[] = {
    HideSignature(Bind<MakeReader>("reader", "($module, /, *args, **kwargs)")),
};

}  // namespace

Result<None> MakeReaderType(Thread& t, Module* module) {
  NativeTypeSpec spec{};
  spec.name = "_csv.reader";
  spec.instance_size = sizeof(Reader);
  spec.flags = Type::kBaseType | Type::kDisallowNew;
  spec.spec.doc = "Iterates over the records of a file.";
  spec.spec.slots.iter = &IterSelf;
  spec.spec.slots.next = &ReaderNext;
  spec.spec.getset = kMembers;
  PartOf(t).reader = TRY(TypeBuilder::NewNativeType(t, spec));
  TRY(module->Add(t, "Reader", Value::FromObject(PartOf(t).reader)));
  return module->AddFunctions(t, kFunctions);
}

}  // namespace krait::csv
