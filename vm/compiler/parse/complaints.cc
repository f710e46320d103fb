#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/diagnosis.h"
#include "vm/compiler/parse/parser.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {

// --- Places --------------------------------------------------------------------------------------

Position Diagnosis::EndOf(const Node* node) const {
  for (size_t i = node->end; i > node->begin; --i) {
    const Token& token = tokens_[i - 1].token;
    const bool has_text = token.kind != TokenKind::kNewline && token.kind != TokenKind::kIndent &&
                          token.kind != TokenKind::kDedent && token.kind != TokenKind::kEndMarker;
    if (has_text || i == node->begin + 1) return token.end;
  }
  return BeginOf(node);
}

int32_t Diagnosis::OffsetOf(int32_t line, int32_t offset) const {
  return offset <= 0 ? offset : tokenizer_.CharactersTo(line, offset, LastKind());
}

const Diagnosis::Node* Diagnosis::ComplainAt(Problem::Kind kind, std::string_view message,
                                             Position begin, Position end) {
  failed_ = true;
  // CPython takes the column where the f-string's expression begins from all lines' columns.
  const int32_t shift = embedded() ? options_.first_column : 0;
  problem_ = {kind,       absl::StrCat(embedded() ? "f-string: " : "", std::string(message)),
              begin.line, OffsetOf(begin.line, begin.column + 1 - shift),
              end.line,   OffsetOf(begin.line, end.column + 1 - shift)};
  problem_.text = tokenizer_.ShownText(begin.line, LastKind());
  problem_.asks_file = options_.mode == SourceMode::kFile;
  return nullptr;
}

const Diagnosis::Node* Diagnosis::ComplainAbout(const Node* from, const Node* to,
                                                std::string_view message) {
  return ComplainAt(Problem::Kind::kSyntax, message, BeginOf(from), EndOf(to));
}

const Diagnosis::Node* Diagnosis::ComplainAtLast(Problem::Kind kind, std::string_view message) {
  if (failed()) return nullptr;
  const Token& last = tokens_.back().token;
  if (last.begin.column >= 0) return ComplainAt(kind, message, last.begin, last.end);
  // It has no text, and the place is where the reading stopped.
  const Tokenizer::Extent extent = tokenizer_.extent(last.kind);
  return ComplainAt(kind, message, {last.begin.line, extent.position.column - 1},
                    {last.end.line, -2});
}

Problem Diagnosis::AboutToken(const Token& token, std::string_view message) {
  // The columns depend on how far CPython read: to behind strings in a row.
  const auto is_behind = [&](const Token& other) {
    const auto [line, column] = token.begin;
    return other.kind != TokenKind::kString &&
           std::tie(other.begin.line, other.begin.column) > std::tie(line, column);
  };
  for (const Token* seen = Peek(); seen != nullptr && !is_behind(*seen); seen = Peek()) ++at_;
  if (failed_) return std::move(problem_);
  ComplainAt(Problem::Kind::kSyntax, message, token.begin, token.end);
  return std::move(problem_);
}

Result<Problem> Diagnosis::Refuse(const Caution& caution, Listener listener) {
  problem_ = AboutToken(caution.token, caution.message);
  refused_line_ = caution.token.begin.line;
  if (caution.problem) {  // it is in an f-string's expression
    problem_ = *caution.problem;
    refused_line_ = 0;
  }
  tokenizer_.SetListener(listener);
  if (!SawEnd()) ComplainOfRest();
  if (t_.HasPending()) return Raised{};
  return std::move(problem_);
}

// --- What is behind the first thing that is wrong ------------------------------------------------

void Diagnosis::ComplainOf(size_t last_token) {
  const Token last = tokens_[last_token].token;
  if (last.kind == TokenKind::kIndent || last.kind == TokenKind::kDedent) {
    ComplainAtLast(Problem::Kind::kIndentation,
                   last.kind == TokenKind::kIndent ? "unexpected indent" : "unexpected unindent");
    tokens_end_ = true;
  } else {
    ComplainAt(Problem::Kind::kSyntax, "invalid syntax", last.begin, last.end);
  }
}

const Diagnosis::Node* Diagnosis::ComplainOfVersion(int since, std::string_view feature) {
  return ComplainAtLast(
      Problem::Kind::kSyntax,
      absl::StrCat(std::string(feature), " only supported in Python 3.", since, " and greater"));
}

Problem Diagnosis::Incomplete() {
  constexpr std::string_view kIncomplete = "incomplete input";
  const bool has_problem =
      tokens_end_ && (tokens_.empty() || tokens_.back().token.kind != TokenKind::kEndMarker);
  if (!has_problem) {
    failed_ = false;
    ComplainAtLast(Problem::Kind::kSyntax, kIncomplete);
    return std::move(problem_);
  }
  const Tokenizer::Extent extent = tokenizer_.extent(TokenKind::kEndMarker);
  Problem problem{.message = std::string(kIncomplete),
                  .line = extent.position.line,
                  .offset = OffsetOf(extent.position.line, extent.position.column),
                  .end_line = extent.position.line,
                  .end_offset = -1};
  // An open string is where it begins.
  if (tokenizer_.problem_outranks()) {
    problem.line = problem.end_line = problem_.line;
    problem.offset = problem_.offset;
  }
  problem.text = tokenizer_.ShownText(problem.line, TokenKind::kEndMarker);
  problem.asks_file = options_.mode == SourceMode::kFile;
  return problem;
}

bool Diagnosis::SawEnd() const {
  if (tokens_end_ || text_.ends_with('\n')) return tokens_end_;
  const Token& last = tokens_.back().token;
  const std::string_view spelling = SpellingOf(last.kind);
  const bool is_longest_operator = spelling.size() == 3 && !IsNameStart(spelling[0]);
  return last.kind != TokenKind::kString && !is_longest_operator &&
         tokenizer_.extent(last.kind).end == text_.size();
}

void Diagnosis::RaiseDecodeError(std::string_view name) {
  const Result<Bytes*> bytes = Bytes::From(t_, name);
  if (bytes.ok()) (void)DecodeText(t_, *bytes, nullptr, nullptr);
}

/// What no tokens can be made of is told of before what is no grammar, even if it comes later.
void Diagnosis::ComplainOfRest() {
  if (tokens_end_ || options_.typed != nullptr) return;
  const int32_t line = refused_line_ != 0 ? refused_line_ : tokens_.back().token.begin.line;
  Token token;
  do {
    if (tokenizer_.Next(&token)) continue;
    const std::optional<Problem> unclosed = tokenizer_.UnclosedBracket();
    if (t_.HasPending()) return;
    if (tokenizer_.problem().kind == Problem::Kind::kDecode) {
      RaiseDecodeError(tokenizer_.bad_name());
    } else if (tokenizer_.problem_outranks()) {
      problem_ = tokenizer_.problem();
    } else if (unclosed && line > unclosed->line) {
      problem_ = *unclosed;
    }
    return;
  } while (token.kind != TokenKind::kEndMarker);
}

// --- Complaints ----------------------------------------------------------------------------------

const Diagnosis::Node* Diagnosis::Complain(const Grammar::Alternative& alternative,
                                           const Letters& letters) {
  using About = Grammar::About;
  const auto& [a, b, c] = letters;
  const auto message = [&] {
    return absl::StrReplaceAll(alternative.message, {{"{}", std::string(a->name)}});
  };
  switch (alternative.about) {
    case About::kLast:
      return ComplainAtLast(Problem::Kind::kSyntax, alternative.message);
    case About::kLastIndentation:
      return ComplainAtLast(Problem::Kind::kIndentation, alternative.message);
    case About::kBlock:
      return ComplainAtLast(Problem::Kind::kIndentation,
                            absl::StrCat("expected an indented block after ", alternative.message,
                                         " on line ", BeginOf(a).line));
    case About::kOne:
      return ComplainAbout(a, a, message());
    case About::kRange:
      return ComplainAbout(a, b, message());
    case About::kFrom: {
      const Position end = tokenizer_.extent(tokens_.back().token.kind).position;
      return ComplainAt(Problem::Kind::kSyntax, alternative.message, BeginOf(a),
                        {end.line, end.column - 1});
    }
    default:
      return (this->*ActionOf(alternative.message))(letters);
  }
}

Diagnosis::Action Diagnosis::ActionOf(std::string_view name) {
  constexpr struct {
    std::string_view name;
    Action action;
  } kActions[] = {
      {"Strings", &Diagnosis::Strings},
      {"NotEqual", &Diagnosis::NotEqual},
      {"Real", &Diagnosis::Real},
      {"Imaginary", &Diagnosis::Imaginary},
      {"MissingComma", &Diagnosis::MissingComma},
      {"MissingParentheses", &Diagnosis::MissingParentheses},
      {"MissingValue", &Diagnosis::MissingValue},
      {"InvalidTarget", &Diagnosis::InvalidTarget},
      {"InvalidDelTarget", &Diagnosis::InvalidDelTarget},
      {"InvalidForTarget", &Diagnosis::InvalidForTarget},
      {"UnparenthesizedTarget", &Diagnosis::UnparenthesizedTarget},
      {"UnparenthesizedGenerator", &Diagnosis::UnparenthesizedGenerator},
      {"UnparenthesizedLastGenerator", &Diagnosis::UnparenthesizedLastGenerator},
      {"ArgumentOrder", &Diagnosis::ArgumentOrder},
      {"PatternOrder", &Diagnosis::PatternOrder},
  };
  for (const auto& action : kActions) {
    if (action.name == name) return action.action;
  }
  return nullptr;
}

// --- Literals ------------------------------------------------------------------------------------

const Diagnosis::Node* Diagnosis::Strings(const Letters& letters) {
  std::vector<Token> tokens;
  for (const Node* part : letters.a->parts) tokens.push_back(tokens_[part->begin].token);
  bool formatted = false;
  std::vector<Caution> cautions;
  const bool good = parser_.CheckStrings(tokens, &formatted, &cautions);
  const std::string undecodable = good ? "" : TakeUnicodeError();
  if (!TellOf(std::move(cautions))) return nullptr;
  if (!undecodable.empty()) return ComplainAtLast(Problem::Kind::kSyntax, undecodable);
  if (!good) {
    if (t_.HasPending()) return nullptr;
    const Problem& problem = parser_.problem();
    if (problem.line == 0) return ComplainAtLast(Problem::Kind::kSyntax, problem.message);
    failed_ = true;
    problem_ = problem;
    return nullptr;
  }
  return NewNode(formatted ? "f-string expression" : "literal", letters.a->begin);
}

/// One that was raised behind an error in an f-string's expression becomes the string's error.
std::string Diagnosis::TakeUnicodeError() {
  if (!PendingIs(t_, &BuiltinTypes::UnicodeError)) return {};
  const Value error = t_.TakePending();
  const Result<Str*> text = ToStr(t_, error);
  return text.ok() ? absl::StrCat("(unicode error) ", (*text)->ToUtf8()) : "";
}

bool Diagnosis::TellOf(std::vector<Caution> cautions) {
  if (t_.HasPending()) return false;
  for (Caution& caution : cautions) {
    const bool is_inner = caution.problem.has_value();
    if (!is_inner) {
      ComplainAt(Problem::Kind::kSyntax, caution.message, caution.token.begin, caution.token.end);
      caution.problem = problem_;
      failed_ = false;
    }
    if (listener_.Tell(caution)) continue;
    failed_ = true;
    problem_ = *std::move(caution.problem);
    if (!is_inner) refused_line_ = caution.token.begin.line;
    return false;
  }
  return true;
}

const Diagnosis::Node* Diagnosis::NotEqual(const Letters& letters) {
  const bool is_old = letters.a->name == "<>";
  if (is_old == options_.barry_as_bdfl) return letters.a;
  if (is_old) return nullptr;
  return ComplainAtLast(Problem::Kind::kSyntax, "with Barry as BDFL, use '<>' instead of '!='");
}

const Diagnosis::Node* Diagnosis::Real(const Letters& letters) {
  if ((letters.a->name.back() | 0x20) != 'j') return letters.a;
  return ComplainAbout(letters.a, letters.a, "real number required in complex literal");
}

const Diagnosis::Node* Diagnosis::Imaginary(const Letters& letters) {
  if ((letters.a->name.back() | 0x20) == 'j') return letters.a;
  return ComplainAbout(letters.a, letters.a, "imaginary number required in complex literal");
}

// --- Something is missing ------------------------------------------------------------------------

bool Diagnosis::IsPrintOrExec(const Node* node) const {
  if (node->end != node->begin + 1) return false;
  const std::string_view text = tokens_[node->begin].token.text;
  return text == "print" || text == "exec";
}

const Diagnosis::Node* Diagnosis::MissingComma(const Letters& letters) {
  if (IsPrintOrExec(letters.a) || tokens_[at_ - 1].brackets == 0) return nullptr;
  return ComplainAbout(letters.a, letters.b, "invalid syntax. Perhaps you forgot a comma?");
}

const Diagnosis::Node* Diagnosis::MissingParentheses(const Letters& letters) {
  if (!IsPrintOrExec(letters.a)) return nullptr;
  const std::string name(letters.a->name);
  return ComplainAbout(
      letters.a, letters.b,
      absl::StrCat("Missing parentheses in call to '", name, "'. Did you mean ", name, "(...)?"));
}

const Diagnosis::Node* Diagnosis::MissingValue(const Letters& letters) {
  const Position begin = BeginOf(letters.a);
  const Position end = EndOf(letters.a);
  return ComplainAt(Problem::Kind::kSyntax, "':' expected after dictionary key",
                    {begin.line, end.column - 1}, {end.line, -1});
}

// --- Targets -------------------------------------------------------------------------------------

/// What in an expression cannot be assigned to or deleted; null if there is nothing.
const Diagnosis::Node* Diagnosis::FindInvalidTarget(const Node* node, Targets targets) {
  const std::string_view name = node->name;
  if (name == "tuple" || name == "list") {
    for (const Node* part : node->parts) {
      if (const Node* found = FindInvalidTarget(part, targets)) return found;
    }
    return nullptr;
  }
  if (name == "starred" && targets != Targets::kDel) {
    return FindInvalidTarget(node->parts[0], targets);
  }
  // What follows "for" was read up to behind "in".
  if (name == "comparison" && targets == Targets::kFor) {
    const Node* first = node->parts[1];
    const bool is_in = tokens_[first->begin].token.kind == TokenKind::kInKeyword;
    return is_in ? FindInvalidTarget(node->parts[0], targets) : nullptr;
  }
  const bool good = name == "name" || name == "attribute" || name == "subscript";
  return good ? nullptr : node;
}

const Diagnosis::Node* Diagnosis::InvalidTarget(const Letters& letters) {
  const Node* found = FindInvalidTarget(letters.a, Targets::kStar);
  if (found == nullptr) return nullptr;
  return ComplainAbout(found, found, absl::StrCat("cannot assign to ", std::string(found->name)));
}

const Diagnosis::Node* Diagnosis::InvalidForTarget(const Letters& letters) {
  const Node* found = FindInvalidTarget(letters.a, Targets::kFor);
  if (found == nullptr) return nullptr;
  return ComplainAbout(found, found, absl::StrCat("cannot assign to ", std::string(found->name)));
}

const Diagnosis::Node* Diagnosis::InvalidDelTarget(const Letters& letters) {
  const Node* found = FindInvalidTarget(letters.a, Targets::kDel);
  if (found == nullptr) return nullptr;
  return ComplainAbout(found, found, absl::StrCat("cannot delete ", std::string(found->name)));
}

// --- Comprehensions and arguments ----------------------------------------------------------------

namespace {

constexpr std::string_view kUnparenthesized = "Generator expression must be parenthesized";

}  // namespace

const Diagnosis::Node* Diagnosis::UnparenthesizedTarget(const Letters& letters) {
  return ComplainAbout(letters.a, letters.b->parts.back(),
                       "did you forget parentheses around the comprehension target?");
}

const Diagnosis::Node* Diagnosis::UnparenthesizedGenerator(const Letters& letters) {
  return ComplainAbout(letters.a, letters.b->parts.back()->parts.back(), kUnparenthesized);
}

/// Of arguments of which the last one is a generator.
const Diagnosis::Node* Diagnosis::UnparenthesizedLastGenerator(const Letters& letters) {
  const Node* last = nullptr;
  int positional = 0;
  for (const Node* argument : letters.a->parts) {
    if (argument->name == "keyword" || argument->name == "unpacked mapping") continue;
    last = argument;
    ++positional;
  }
  if (positional <= 1) return nullptr;
  return ComplainAbout(last, letters.b->parts.back()->parts.back(), kUnparenthesized);
}

const Diagnosis::Node* Diagnosis::ArgumentOrder(const Letters& letters) {
  const auto& arguments = letters.a->parts;
  const bool unpacking = std::any_of(arguments.begin(), arguments.end(), [](const Node* argument) {
    return argument->name == "unpacked mapping";
  });
  return ComplainAtLast(Problem::Kind::kSyntax,
                        unpacking ? "positional argument follows keyword argument unpacking"
                                  : "positional argument follows keyword argument");
}

const Diagnosis::Node* Diagnosis::PatternOrder(const Letters& letters) {
  return ComplainAbout(letters.a->parts.front(), letters.a->parts.back(),
                       "positional patterns follow keyword patterns");
}

}  // namespace krait::compiler
