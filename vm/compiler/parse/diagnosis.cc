#include "vm/compiler/parse/diagnosis.h"

#include <algorithm>
#include <utility>

#include "vm/compiler/parse/parser.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"

namespace krait::compiler {
namespace {

/// Of a node that is several: its parts become the parts of what it is part of.
constexpr std::string_view kSeveral = "several";

std::string_view StartOf(SourceMode mode) {
  switch (mode) {
    case SourceMode::kFile:
      return "file";
    case SourceMode::kSingle:
      return "single";
    case SourceMode::kExpression:
      return "expression_alone";
    case SourceMode::kFunctionType:
      return "function_type";
    case SourceMode::kField:
      return "field";
  }
  return {};
}

/// CPython takes any beginning of one for it.
bool BeginsSoftKeyword(std::string_view name) {
  constexpr std::string_view kSoftKeywords[] = {"match", "case", "_"};
  return std::ranges::any_of(kSoftKeywords,
                             [&](std::string_view keyword) { return keyword.starts_with(name); });
}

}  // namespace

Result<Problem> Diagnosis::Run(Listener listener) {
  listener_ = listener;
  tokenizer_.SetListener(listener);
  const Grammar::Index rule = grammar_.RuleOf(StartOf(options_.mode));
  const bool matches = MatchRule(rule) != nullptr;
  if (!matches && options_.allow_incomplete && !t_.HasPending() && EndsTooEarly()) {
    return Incomplete();
  }
  if (matches && options_.mode == SourceMode::kSingle) {
    ComplainAtLast(Problem::Kind::kSyntax,
                   "multiple statements found while compiling a single statement");
    return std::move(problem_);
  }
  const size_t last = tokens_.empty() ? 0 : tokens_.size() - 1;
  if (!failed()) {
    memory_.clear();
    at_ = 0;
    tokenizer_.StopTyping();
    wrong_rules_ = true;
    MatchRule(rule);
  }
  if (t_.HasPending()) return Raised{};
  const bool sees_rest = !failed_ || !SawEnd();
  if (!failed_) ComplainOf(last);
  if (sees_rest) ComplainOfRest();
  if (t_.HasPending()) return Raised{};
  return std::move(problem_);
}

Result<Problem> Diagnosis::FindTooNew(Listener listener) {
  listener_ = listener;
  tokenizer_.SetListener(listener);
  MatchRule(grammar_.RuleOf(StartOf(options_.mode)));
  if (!failed()) return Problem{};
  if (!t_.HasPending() && !SawEnd()) ComplainOfRest();
  if (t_.HasPending()) return Raised{};
  return std::move(problem_);
}

// --- Tokens --------------------------------------------------------------------------------------

const Token* Diagnosis::Peek() {
  if (at_ < tokens_.size()) return &tokens_[at_].token;
  if (tokens_end_) return nullptr;
  Token token;
  do {
    if (tokenizer_.Next(&token)) continue;
    tokens_end_ = failed_ = true;
    problem_ = tokenizer_.problem();
    if (embedded() && problem_.kind == Problem::Kind::kDecode) {
      problem_.message.insert(0, "f-string: ");
      // CPython loses the place, or counts from where the expression begins.
      const int32_t shift = options_.first_column;
      const bool is_lost = shift > 0 && problem_.line == options_.first_line;
      problem_.offset = is_lost ? 0 : problem_.offset - shift;
      problem_.end_offset = is_lost ? 0 : problem_.end_offset - shift;
    }
    return nullptr;
  } while (token.kind == TokenKind::kTypeIgnore);
  tokens_end_ = token.kind == TokenKind::kEndMarker;
  int brackets = tokens_.empty() ? 0 : tokens_.back().brackets;
  switch (token.kind) {
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
      ++brackets;
      break;
    case TokenKind::kRightParen:
    case TokenKind::kRightBracket:
    case TokenKind::kRightBrace:
      --brackets;
      break;
    default:
      break;
  }
  tokens_.push_back({token, brackets});
  return &tokens_.back().token;
}

const Diagnosis::Node* Diagnosis::NewNode(std::string_view name, size_t begin) {
  nodes_.push_back({name, begin, at_, {}});
  return &nodes_.back();
}

const Diagnosis::Node* Diagnosis::MatchToken(TokenKind kind) {
  const Token* token = Peek();
  if (token == nullptr || token->kind != kind) return nullptr;
  constexpr size_t kLongNumber = 640;  // what is shorter may have all its digits
  if (kind == TokenKind::kNumber && token->text.size() > kLongNumber &&
      !parser_.CheckNumber(*token)) {
    if (t_.HasPending()) return nullptr;
    const int32_t line = token->begin.line;
    return ComplainAt(Problem::Kind::kSyntax, parser_.problem().message, {line, -1}, {line, -1});
  }
  const bool underscored = kind == TokenKind::kNumber && token->text.find('_') != token->text.npos;
  if (underscored && options_.feature_version < 6) {
    return ComplainOfVersion(6, "Underscores in numeric literals are");
  }
  ++at_;
  return NewNode(token->text, at_ - 1);
}

const Diagnosis::Node* Diagnosis::MatchForced(TokenKind kind) {
  const Token* token = Peek();
  if (token == nullptr) return nullptr;
  if (token->kind == kind) return MatchToken(kind);
  if (failed()) return nullptr;
  return ComplainAt(Problem::Kind::kSyntax,
                    std::string("expected '").append(SpellingOf(kind)).append("'"), token->begin,
                    token->end);
}

// --- Rules ---------------------------------------------------------------------------------------

bool Diagnosis::Enter() {
  constexpr int kMostLevels = 6000;  // CPython's number; groups and repetitions count
  if (level_++ < kMostLevels && !t_.StackLow(__builtin_frame_address(0))) return true;
  (void)RaiseMemoryError(t_);
  return false;
}

const Diagnosis::Node* Diagnosis::Remember(uint64_t key, const Node* node) {
  if (!failed()) memory_[key] = {node, at_};
  return node;
}

const Diagnosis::Node* Diagnosis::MatchRule(Grammar::Index index) {
  if (failed()) return nullptr;
  const Grammar::Rule& rule = grammar_.rule(index);
  const bool remembers = rule.memo || rule.each;
  const uint64_t key = (uint64_t{at_} << 16 | index) << 1 | uint64_t{rule.each && wrong_rules_};
  if (remembers) {
    if (const auto found = memory_.find(key); found != memory_.end()) {
      at_ = found->second.end;
      return found->second.node;
    }
  }
  const bool wrong_rules = std::exchange(wrong_rules_, wrong_rules_ && !rule.lenient);
  const Node* node = nullptr;
  const bool entered = Enter() && (!rule.left || Enter());  // as it has two functions in CPython
  if (entered) node = rule.left ? MatchLeft(rule, key) : MatchChoice(rule.choice);
  level_ -= rule.left ? 2 : 1;
  wrong_rules_ = wrong_rules;
  return remembers ? Remember(key, node) : node;
}

/// The rule begins with itself: it starts from nothing, and takes what it got for the next try, as
/// long as it grows.
const Diagnosis::Node* Diagnosis::MatchLeft(const Grammar::Rule& rule, uint64_t key) {
  const size_t begin = at_;
  size_t end = begin;
  const Node* best = nullptr;
  for (;;) {
    memory_[key] = {best, end};
    at_ = begin;
    const Node* node = MatchChoice(rule.choice);
    if (failed()) return nullptr;
    if (node == nullptr || at_ <= end) break;
    best = node;
    end = at_;
  }
  at_ = end;
  return best;
}

const Diagnosis::Node* Diagnosis::MatchChoice(Grammar::Index index) {
  const size_t begin = at_;
  for (const Grammar::Alternative& alternative : grammar_.choice(index)) {
    if (alternative.wrong && !wrong_rules_) continue;
    bool decided = false;
    const Node* node = MatchAlternative(alternative, &decided);
    if (node != nullptr) return node;
    if (failed()) return nullptr;
    at_ = begin;
    if (decided) return nullptr;
  }
  return nullptr;
}

const Diagnosis::Node* Diagnosis::MatchAlternative(const Grammar::Alternative& alternative,
                                                   bool* decided) {
  using Op = Grammar::Op;
  const size_t begin = at_;
  Letters letters;
  const Node* only = nullptr;
  int items = 0;
  for (const Grammar::Item& item : alternative.items) {
    if (item.op == Op::kCut) {
      *decided = true;
      continue;
    }
    const Node* node = MatchItem(item);
    if (node == nullptr) return nullptr;
    if (item.op != Op::kAhead && item.op != Op::kNotAhead) {
      only = node;
      ++items;
    }
    if (item.letter == 'a') letters.a = node;
    if (item.letter == 'b') letters.b = node;
    if (item.letter == 'c') letters.c = node;
  }
  // A complaint that is not made ends its rule.
  if (alternative.about != Grammar::About::kNothing) {
    *decided = true;
    return Complain(alternative, letters);
  }
  if (options_.feature_version < alternative.since) {
    return ComplainOfVersion(alternative.since, alternative.message);
  }
  return Finish(alternative, letters, begin, items == 1 ? only : nullptr);
}

const Diagnosis::Node* Diagnosis::Finish(const Grammar::Alternative& alternative,
                                         const Letters& letters, size_t begin, const Node* only) {
  if (alternative.name.empty()) {
    if (letters.b == nullptr && letters.a != nullptr) return letters.a;
    if (letters.a == nullptr && only != nullptr) return only;
  }
  Node node{alternative.name, begin, at_, {}};
  if (alternative.name.empty() && letters.a != nullptr) node.name = kSeveral;
  for (const Node* part : {letters.a, letters.b, letters.c}) {
    if (part == nullptr) continue;
    if (part->name == kSeveral) {
      node.parts.insert(node.parts.end(), part->parts.begin(), part->parts.end());
    } else {
      node.parts.push_back(part);
    }
  }
  nodes_.push_back(std::move(node));
  return &nodes_.back();
}

const Diagnosis::Node* Diagnosis::MatchItem(const Grammar::Item& item) {
  using Op = Grammar::Op;
  switch (item.op) {
    case Op::kToken:
      return MatchToken(item.token);
    case Op::kSpelling:
    case Op::kSoftKeyword: {
      const Token* token = Peek();
      if (token == nullptr || token->kind != TokenKind::kName) return nullptr;
      const std::string_view text = token->text;
      const bool matches =
          item.op == Op::kSpelling ? text == item.spelling : BeginsSoftKeyword(text);
      return matches ? MatchToken(TokenKind::kName) : nullptr;
    }
    case Op::kRule:
      return MatchRule(item.inner);
    case Op::kGroup:
    case Op::kOptional: {
      if (failed()) return nullptr;
      const Node* node = Enter() ? MatchChoice(item.inner) : nullptr;
      --level_;
      if (item.op == Op::kGroup) return node;
      if (failed()) return nullptr;
      if (node != nullptr) return node;
      nodes_.push_back({kSeveral, at_, at_, {}});
      return &nodes_.back();
    }
    case Op::kAhead:
    case Op::kNotAhead: {
      const size_t begin = at_;
      const bool matches = MatchItem(grammar_.item(item.inner)) != nullptr;
      at_ = begin;
      if (matches != (item.op == Op::kAhead)) return nullptr;
      return NewNode({}, begin);
    }
    case Op::kForced:
      return MatchForced(item.token);
    case Op::kCut:
      break;
    default:
      return MatchRepeated(item);
  }
  return nullptr;
}

const Diagnosis::Node* Diagnosis::MatchRepeated(const Grammar::Item& item) {
  using Op = Grammar::Op;
  constexpr int kOutermost = 4;
  if (!Enter()) return nullptr;
  // Of the file's statements nobody needs the nodes, and nothing goes back before the end of one.
  const bool forgets = options_.mode == SourceMode::kFile && level_ <= kOutermost;
  Node all{kSeveral, at_, at_, {}};
  for (bool first = true;; first = false) {
    const size_t begin = at_;
    if (item.op == Op::kSeparated && !first && MatchToken(item.token) == nullptr) break;
    const Node* node = MatchItem(grammar_.item(item.inner));
    if (node == nullptr) at_ = begin;
    if (node == nullptr || at_ == begin) break;
    if (forgets) {
      memory_.clear();
      nodes_.clear();
    } else {
      all.parts.push_back(node);
    }
  }
  --level_;
  // CPython does not notice here that an item failed for good, and may complain of something else.
  const bool notices = t_.HasPending() || item.op == Op::kSome;
  if (failed() && notices) return nullptr;
  if (at_ == all.begin && item.op != Op::kAny) return nullptr;
  all.end = at_;
  nodes_.push_back(std::move(all));
  return &nodes_.back();
}

}  // namespace krait::compiler
