#include "vm/compiler/parse/grammar.h"

#include <cassert>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace krait::compiler {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string WholeText() {
  const std::string of_def = absl::StrReplaceAll(
      kParameterRules, {{"$TITLE", "Function"}, {"$", "def_"}, {"CLOSING", "')'"}});
  const std::string of_lambda = absl::StrReplaceAll(
      kParameterRules, {{"$TITLE", "Lambda expression"}, {"$", "lambda_"}, {"CLOSING", "':'"}});
  return absl::StrCat(kStatementRules, kExpressionRules, kPatternRules, kOwnParameterRules, of_def,
                      of_lambda);
}

struct NamedKind {
  std::string_view name;
  TokenKind kind;
};
constexpr NamedKind kKinds[] = {
    {"NAME", TokenKind::kName},     {"NUMBER", TokenKind::kNumber},
    {"STRING", TokenKind::kString}, {"NEWLINE", TokenKind::kNewline},
    {"INDENT", TokenKind::kIndent}, {"DEDENT", TokenKind::kDedent},
    {"END", TokenKind::kEndMarker}, {"TYPE_COMMENT", TokenKind::kTypeComment},
};

}  // namespace

/// Makes the tables of the text, which is right: it is our own.
class GrammarReader {
 public:
  explicit GrammarReader(Grammar& grammar) : grammar_(grammar), text_(grammar.text_) {}

  void Read() {
    for (SkipSpace(); at_ < text_.size(); SkipSpace()) ReadRule();
#ifndef NDEBUG
    for (const Grammar::Rule& rule : grammar_.rules_) assert(rule.choice != Grammar::kNone);
#endif
  }

 private:
  using Item = Grammar::Item;
  using Op = Grammar::Op;
  using Index = Grammar::Index;

  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void SkipSpace() {
    for (;; ++at_) {
      if (Peek() == '#') at_ = text_.find('\n', at_);
      if (Peek() != ' ' && Peek() != '\n') return;
    }
  }
  bool TakeIf(std::string_view wanted) {
    if (!text_.substr(at_).starts_with(wanted)) return false;
    at_ += wanted.size();
    SkipSpace();
    return true;
  }
  std::string_view TakeWord() {
    const size_t begin = at_;
    while (IsLetter(Peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    SkipSpace();
    return word;
  }
  std::string_view TakeUpTo(char end) {
    const size_t begin = at_;
    at_ = text_.find(end, at_);
    const std::string_view part = text_.substr(begin, at_ - begin);
    ++at_;
    SkipSpace();
    return part;
  }

  void ReadRule() {
    const Index index = RuleOf(TakeWord());
    Grammar::Rule rule = grammar_.rules_[index];
    while (!TakeIf("=")) {
      const std::string_view flag = TakeWord();
      rule.left |= flag == "left";
      rule.memo |= flag == "memo" || flag == "left";
      rule.each |= flag == "each";
      rule.lenient |= flag == "lenient";
    }
    TakeIf("|");
    rule.choice = ReadChoice();
    grammar_.rules_[index] = rule;
  }

  Index ReadChoice() {
    Grammar::Choice choice;
    do {
      choice.push_back(ReadAlternative());
    } while (TakeIf("|"));
    grammar_.choices_.push_back(std::move(choice));
    return static_cast<Index>(grammar_.choices_.size() - 1);
  }

  Grammar::Alternative ReadAlternative() {
    Grammar::Alternative alternative;
    while (!AtEndOfItems()) alternative.items.push_back(ReadItem());
    const Item& first = alternative.items[0];
    alternative.wrong = alternative.items.size() == 1 && first.op == Op::kRule &&
                        grammar_.rules_[first.inner].name.starts_with("wrong_");
    if (TakeIf("=>")) {
      ReadComplaint(&alternative);
    } else if (TakeIf("<")) {
      alternative.name = TakeUpTo('>');
    }
    if (TakeIf("{")) ReadVersion(&alternative);
    return alternative;
  }

  /// At the next rule, too: "name flags =".
  bool AtEndOfItems() {
    switch (Peek()) {
      case '|':
      case ')':
      case ']':
      case '<':
      case '=':
      case '{':
      case '\0':
        return true;
      default:
        return IsLetter(Peek()) && text_[at_ - 1] == '\n';
    }
  }

  void ReadVersion(Grammar::Alternative* alternative) {
    for (; Peek() >= '0' && Peek() <= '9'; ++at_) {
      alternative->since = 10 * alternative->since + (Peek() - '0');
    }
    SkipSpace();
    TakeIf("\"");
    alternative->message = TakeUpTo('"');
    TakeIf("}");
  }

  void ReadComplaint(Grammar::Alternative* alternative) {
    using About = Grammar::About;
    if (TakeIf("@")) {
      alternative->about = About::kAction;
      alternative->message = TakeWord();
      return;
    }
    alternative->about = About::kLast;
    if (TakeIf("IndentationError")) {
      alternative->about = About::kLastIndentation;
    } else if (TakeIf("block a")) {
      alternative->about = About::kBlock;
    } else if (TakeIf("a..b")) {
      alternative->about = About::kRange;
    } else if (TakeIf("a..")) {
      alternative->about = About::kFrom;
    } else if (TakeIf("a")) {
      alternative->about = About::kOne;
    }
    for (++at_; Peek() != '"'; ++at_) {
      if (Peek() == '\\') ++at_;
      alternative->message += Peek();
    }
    ++at_;
    SkipSpace();
  }

  Item ReadItem() {
    char letter = 0;
    if (IsLetter(Peek()) && text_[at_ + 1] == ':') {
      letter = Peek();
      at_ += 2;
    }
    Item item = ReadPlainItem();
    if (TakeIf("*")) {
      item = {.op = Op::kAny, .inner = Keep(item)};
    } else if (TakeIf("+")) {
      item = {.op = Op::kSome, .inner = Keep(item)};
    } else if (TakeIf("%")) {
      item = {.op = Op::kSeparated, .token = ReadPlainItem().token, .inner = Keep(item)};
    }
    item.letter = letter;
    return item;
  }

  Item ReadPlainItem() {
    if (TakeIf("~")) return {.op = Op::kCut};
    if (TakeIf("^")) return {.op = Op::kForced, .token = ReadPlainItem().token};
    if (TakeIf("&")) return {.op = Op::kAhead, .inner = Keep(ReadPlainItem())};
    if (TakeIf("!")) return {.op = Op::kNotAhead, .inner = Keep(ReadPlainItem())};
    if (TakeIf("(")) return ReadGroup(Op::kGroup, ")");
    if (TakeIf("[")) return ReadGroup(Op::kOptional, "]");
    if (Peek() == '"') {
      ++at_;
      return {.op = Op::kSpelling, .spelling = TakeUpTo('"')};
    }
    if (Peek() == '\'') {
      ++at_;
      const std::string_view spelling = TakeUpTo('\'');
      const TokenKind kind = IsLetter(spelling[0]) ? KeywordOf(spelling) : OperatorAt(spelling);
      return {.op = Op::kToken, .token = kind};
    }
    const std::string_view word = TakeWord();
    if (word == "SOFT_KEYWORD") return {.op = Op::kSoftKeyword};
    for (const NamedKind& kind : kKinds) {
      if (kind.name == word) return {.op = Op::kToken, .token = kind.kind};
    }
    return {.op = Op::kRule, .inner = RuleOf(word)};
  }

  Item ReadGroup(Op op, std::string_view closing) {
    const Index choice = ReadChoice();
    TakeIf(closing);
    return {.op = op, .inner = choice};
  }

  Index Keep(const Item& item) {
    grammar_.items_.push_back(item);
    return static_cast<Index>(grammar_.items_.size() - 1);
  }

  Index RuleOf(std::string_view name) {
    const auto [found, is_new] = numbers_.emplace(name, grammar_.rules_.size());
    if (is_new) grammar_.rules_.push_back({.name = name});
    return found->second;
  }

  Grammar& grammar_;
  const std::string_view text_;
  size_t at_ = 0;
  absl::flat_hash_map<std::string_view, Index> numbers_;
};

Grammar::Grammar() : text_(WholeText()) { GrammarReader(*this).Read(); }

const Grammar& Grammar::Get() {
  static const Grammar& grammar = *new Grammar;
  return grammar;
}

Grammar::Index Grammar::RuleOf(std::string_view name) const {
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].name == name) return static_cast<Index>(i);
  }
  return kNone;
}

}  // namespace krait::compiler
