#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vm/compiler/parse/token.h"

namespace krait::compiler {

/// What is wrong with a source, in CPython's words.
struct Problem {
  enum class Kind : uint8_t {
    kSyntax,       // SyntaxError
    kIndentation,  // IndentationError
    kTab,          // TabError
    kEof,          // SyntaxError; the text ended where more must follow
    kDecode,       // the same; or, if it comes behind another problem, a UnicodeDecodeError
  };
  Kind kind = Kind::kSyntax;
  std::string message;
  /// As SyntaxError has them: offsets count characters (or bytes: see Tokenizer::Options) from 1;
  /// an unknown one is 0 or -1.
  int32_t line = 0;
  int32_t offset = 0;
  int32_t end_line = 0;
  int32_t end_offset = 0;
  /// What SyntaxError shows, where only the parser knows it. Mostly this is the line, but CPython
  /// shows what it has in hand.
  std::optional<std::string> text = std::nullopt;
  /// The file of that name is asked for the line before `text`.
  bool asks_file = false;
  /// False: end_line and end_offset are none.
  bool has_end = true;
  /// The exception was made without a place, and got that later: its `args` have none.
  bool placed_later = false;
  /// False: the message says all that is known of where it is.
  bool has_place = true;
};

/// What is not wrong, but will be in a later version of Python.
struct Caution {
  enum class Kind : uint8_t { kDeprecation, kSyntax };  // which warning it is
  Kind kind;
  std::string message;
  int32_t line;
  Token token = {};                               // of a string literal
  std::optional<Problem> problem = std::nullopt;  // it is, if it is made an error
};

/// Told of cautions as they come up. False makes it an error.
struct Listener {
  bool (*tell)(void* context, const Caution& caution) = nullptr;
  void* context = nullptr;

  bool Tell(const Caution& caution) const { return tell == nullptr || tell(context, caution); }
};

/// What a text is.
enum class SourceMode : uint8_t {
  kFile,
  kSingle,        // one statement, as typed
  kExpression,    // for eval()
  kFunctionType,  // a type comment
  kField,         // an expression in an f-string
};

/// A text that is being typed: it grows when more of it is needed.
class TypedText {
 public:
  /// What there is: whole lines, the last one's end included. It stays where it is.
  virtual std::string_view text() const = 0;
  /// Adds a line. False when no more comes: then nothing ever does.
  virtual bool More() = 0;

 protected:
  ~TypedText() = default;
};

/// Cuts a source text into tokens, one at a time.
class Tokenizer {
 public:
  static constexpr int kFeatureVersion = 11;

  struct Options {
    SourceMode mode = SourceMode::kFile;
    bool type_comments = false;
    /// Of problems, offsets count bytes and not characters: as CPython counts in texts of which it
    /// was not told the encoding.
    bool counts_bytes = false;
    /// The end of what is typed ends no blocks, see TakeEnd.
    bool dont_imply_dedent = false;
    /// A text that may be the beginning of a good one is told of as "incomplete input".
    bool allow_incomplete = false;
    /// "<>" is an operator, and "!=" is none: from the __future__.
    bool barry_as_bdfl = false;
    /// The minor version of Python 3 whose syntax is good.
    int feature_version = kFeatureVersion;
    /// Where the text begins, if it is a part of another.
    int32_t first_line = 1;
    int32_t first_column = 0;
    /// The text comes from here, a statement long (SourceMode::kSingle).
    TypedText* typed = nullptr;
  };

  /// `text` is UTF-8 whose lines end with '\n', a file's last one too; it outlives the tokens.
  Tokenizer(std::string_view text, const Options& options)
      : options_(options), text_(text), line_(options.first_line) {}

  /// The next token; after the last one, kEndMarker for ever. False when there is a problem, which
  /// ends everything.
  [[nodiscard]] bool Next(Token* token);

  /// The last call returned false: why.
  const Problem& problem() const { return problem_; }
  /// It is told of even if something before it is wrong, too.
  bool problem_outranks() const { return problem_outranks_; }
  /// What comes behind the text was asked for.
  bool saw_end() const { return saw_end_; }
  /// If it is one of Problem::Kind::kDecode: the name that is no UTF-8.
  std::string_view bad_name() const { return bad_name_; }
  /// The bracket last opened, if it is still open.
  std::optional<Problem> UnclosedBracket() const;

  /// What was read: to `end`, of lines from `begin` on. There are several if a token has several.
  struct Extent {
    size_t begin;
    size_t end;
    Position position;  // of `end`
  };
  Extent extent(TokenKind last) const;
  /// What CPython shows of a line. If it is the last line of an extent, that is all of it, unless
  /// it is being typed.
  std::string_view ShownText(int32_t line, TokenKind last) const;
  /// Counts characters, where `offset` counts bytes of a line, both from 1. An offset that is not
  /// in what is shown of it becomes one behind its end.
  int32_t CharactersTo(int32_t line, int32_t offset, TokenKind last) const;

  /// From now on a text that is being typed ends where it is, even between brackets.
  void StopTyping() { stopped_ = options_.typed != nullptr; }

  void SetListener(Listener listener) { listener_ = listener; }

 private:
  // See Problem::end_offset.
  static constexpr int kNoColumn = -1;
  static constexpr int kUnknownColumn = -2;
  static constexpr int kMaxIndents = 100;
  static constexpr int kMaxBrackets = 200;

  char Peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool at_end() const { return at_ >= text_.size(); }
  /// Whether the text ends here, and no more of it can be had.
  bool AtLast() { return at_end() && !Refill(); }
  bool Refill();
  Position PositionOf(size_t at) const {
    const auto column = static_cast<int32_t>(at - line_begin_);
    return {line_, line_begin_ == 0 ? column + options_.first_column : column};
  }
  void StartLine() {
    ++line_;
    line_begin_ = at_;
  }
  /// Of the last line, if the text ends here.
  Position LinePosition() const;

  bool Fail(Problem::Kind kind, std::string message, Position begin, int end_column);
  bool FailAtEnd(Position at);
  size_t BeginOfLine(int32_t line) const;
  int32_t OffsetOf(Position at) const;
  /// The character before the present one is wrong.
  bool FailSyntax(std::string message);
  /// False if it is to be an error.
  bool Warn(const std::string& message);
  /// Says that a character which cannot be part of any token is wrong.
  bool FailCharacter();

  bool MeasureIndent();
  /// Of a line of nothing but space or a comment: whether it counts, as some do where they are
  /// typed.
  bool EndsTyping(int column) const;
  bool Indent(int column, int alternative);
  bool SkipContinuation();
  /// A comment; true when it became a token.
  bool TakeComment(Token* token);
  bool TakeNewline(Token* token);
  /// In SourceMode::kSingle, a newline comes first: what was typed is whole.
  bool TakeEnd(Token* token);
  bool TakeName(Token* token);
  /// Before Python 3.7, "async" and "await" were keywords in "async def" only.
  bool IsAsyncName(std::string_view name);
  bool AtDefKeyword() const;
  void LeaveAsyncFunction();
  bool TakeOperator(Token* token);
  bool OpenBracket(char opening);
  bool CloseBracket(char closing);
  void Finish(Token* token, TokenKind kind);
  /// Letters before a quote that say what kind of string follows.
  bool IsStringPrefix(size_t size) const;
  bool CheckName(std::string_view name, size_t begin);
  bool FailDecode(std::string_view name);

  // token_number.cc
  bool TakeNumber(Token* token);
  bool TakePrefixedDigits(int base);
  bool TakeZeros();
  bool TakeDigits();
  bool TakeExponent(bool* taken);
  /// Looks at what follows a number.
  bool EndNumber(const char* what);
  bool FailLeadingZeros(size_t zeros_end);
  // token_string.cc
  bool TakeString(Token* token);
  bool FailUnterminated(bool triple);

  const Options options_;
  std::string_view text_;
  size_t at_ = 0;
  size_t token_begin_ = 0;
  Position token_position_;
  int32_t line_;
  size_t line_begin_ = 0;

  bool line_begins_ = true;   // a logical line may begin here
  bool blank_ = false;        // the present line has no tokens so far
  bool newline_due_ = false;  // if the text ends and is no file: something was read since the last
  int pending_ = 0;           // indents (above 0) or dedents to be told
  int indents_ = 0;
  struct Column {
    int column;       // with tabs every eight columns
    int alternative;  // with tabs of one column: both must tell the same story
  };
  Column columns_[kMaxIndents] = {};
  struct AsyncFunction {
    bool open = false;
    bool in_body = false;
    int indents = 0;  // around it
  };
  AsyncFunction async_;
  int depth_ = 0;
  struct Bracket {
    char opening;
    Position at;
  };
  Bracket brackets_[kMaxBrackets];

  Problem problem_;
  bool problem_outranks_ = false;
  bool saw_end_ = false;
  bool stopped_ = false;
  std::string_view bad_name_;
  size_t extent_begin_ = 0;
  size_t last_extent_begin_ = 0;  // before the last newline
  Listener listener_;
};

}  // namespace krait::compiler
