#include "vm/modules/expression_anchors.h"

#include <algorithm>
#include <iterator>
#include <vector>

/// Tracebacks need two facts of an expression's grammar only: what its outermost operation is, and
/// where that has its operands. Tokens tell both; brackets are skipped as a whole.
namespace krait {
namespace {

enum class TokenKind { kName, kNumber, kString, kGroup, kOperator, kUnary, kAwait, kDot, kOther };

struct Token {
  TokenKind kind;
  size_t begin;
  size_t end;
  int precedence = 0;  // kOperator
};

constexpr int kPowerPrecedence = 8;

constexpr std::string_view kKeywords[] = {
    "and",  "as",     "assert", "async",  "break",   "class",    "continue", "def",
    "del",  "elif",   "else",   "except", "finally", "for",      "from",     "global",
    "if",   "import", "in",     "is",     "lambda",  "nonlocal", "not",      "or",
    "pass", "raise",  "return", "try",    "while",   "with",     "yield"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\f'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }
bool IsQuote(char c) { return c == '"' || c == '\''; }

bool IsStringPrefix(std::string_view name) {
  return name.size() <= 2 && std::all_of(name.begin(), name.end(), [](char c) {
           return std::string_view("rRbBuUfF").find(c) != std::string_view::npos;
         });
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// The tokens of [begin, end) outside brackets; false when they cannot be an expression's.
  bool Scan(size_t begin, size_t end, std::vector<Token>* tokens);

 private:
  char At(size_t i) const { return i < end_ ? text_[i] : '\0'; }
  bool Next(Token* token);
  bool String();
  bool Group();
  void Name(Token* token);
  void Number();
  bool Operator(Token* token);

  std::string_view text_;
  size_t at_ = 0;
  size_t end_ = 0;
};

bool Scanner::Scan(size_t begin, size_t end, std::vector<Token>* tokens) {
  at_ = begin;
  end_ = end;
  tokens->clear();
  for (;;) {
    while (at_ < end_ && IsSpace(text_[at_])) ++at_;
    if (at_ >= end_) return true;
    Token token{TokenKind::kOther, at_, at_};
    if (!Next(&token)) return false;
    token.end = at_;
    tokens->push_back(token);
  }
}

bool Scanner::Next(Token* token) {
  const char c = At(at_);
  if (IsNameStart(c)) {
    Name(token);
    return token->kind != TokenKind::kString || String();
  }
  if (IsDigit(c) || (c == '.' && IsDigit(At(at_ + 1)))) {
    token->kind = TokenKind::kNumber;
    Number();
    return true;
  }
  if (IsQuote(c)) {
    token->kind = TokenKind::kString;
    return String();
  }
  if (c == '(' || c == '[' || c == '{') {
    token->kind = TokenKind::kGroup;
    return Group();
  }
  return Operator(token);
}

/// Leaves a string's prefix behind, the quote next.
void Scanner::Name(Token* token) {
  const size_t begin = at_;
  while (IsNamePart(At(at_))) ++at_;
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (IsQuote(At(at_)) && IsStringPrefix(name)) {
    token->kind = TokenKind::kString;
  } else if (name == "await") {
    token->kind = TokenKind::kAwait;
  } else if (std::find(std::begin(kKeywords), std::end(kKeywords), name) == std::end(kKeywords)) {
    token->kind = TokenKind::kName;
  }
}

void Scanner::Number() {
  const bool radix = At(at_) == '0' && IsNameStart(At(at_ + 1)) && At(at_ + 1) != 'e';
  while (IsNamePart(At(at_)) || At(at_) == '.') {
    const bool exponent = !radix && (At(at_) == 'e' || At(at_) == 'E');
    ++at_;
    if (exponent && (At(at_) == '+' || At(at_) == '-')) ++at_;
  }
}

bool Scanner::String() {
  const char quote = At(at_);
  const bool triple = At(at_ + 1) == quote && At(at_ + 2) == quote;
  at_ += triple ? 3 : 1;
  for (; at_ < end_; ++at_) {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == quote) {
      if (!triple) {
        ++at_;
        return true;
      }
      if (At(at_ + 1) == quote && At(at_ + 2) == quote) {
        at_ += 3;
        return true;
      }
    }
  }
  return false;
}

/// From an opening bracket to behind the one that closes it.
bool Scanner::Group() {
  std::vector<char> open;
  do {
    const char c = At(at_);
    if (IsQuote(c)) {
      if (!String()) return false;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') open.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
    if (c == ')' || c == ']' || c == '}') {
      if (open.back() != c) return false;
      open.pop_back();
    }
    ++at_;
  } while (!open.empty() && at_ < end_);
  return open.empty();
}

bool Scanner::Operator(Token* token) {
  struct Row {
    std::string_view text;
    int precedence;
  };
  static constexpr Row kRows[] = {{"**", kPowerPrecedence},
                                  {"//", 6},
                                  {"<<", 4},
                                  {">>", 4},
                                  {"|", 1},
                                  {"^", 2},
                                  {"&", 3},
                                  {"+", 5},
                                  {"-", 5},
                                  {"*", 6},
                                  {"/", 6},
                                  {"%", 6},
                                  {"@", 6}};
  if (text_.substr(at_, 3) == "..." && at_ + 3 <= end_) {
    token->kind = TokenKind::kName;
    at_ += 3;
    return true;
  }
  for (const Row& row : kRows) {
    if (text_.substr(at_, row.text.size()) != row.text) continue;
    at_ += row.text.size();
    token->kind = TokenKind::kOperator;
    token->precedence = row.precedence;
    if (At(at_) == '=') {  // an assignment
      token->kind = TokenKind::kOther;
      ++at_;
    }
    return true;
  }
  const char c = At(at_++);
  if (c == '.') token->kind = TokenKind::kDot;
  if (c == '~') token->kind = TokenKind::kUnary;
  return c != '\\' && c != '#';
}

struct Range {
  size_t begin;
  size_t end;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), scanner_(text) {}

  std::optional<ExpressionAnchors> Find(Range range);

 private:
  bool IsPlainGroup(const Token& token);
  Range NodeOf(Range range);
  std::optional<ExpressionAnchors> OfOperator(const std::vector<Token>& tokens, size_t index);
  std::optional<ExpressionAnchors> OfSubscript(const std::vector<Token>& tokens);

  std::string_view text_;
  Scanner scanner_;
};

/// (x), which leaves no trace in the syntax tree; not a tuple or a generator expression.
bool Finder::IsPlainGroup(const Token& token) {
  if (token.kind != TokenKind::kGroup || text_[token.begin] != '(') return false;
  std::vector<Token> inside;
  if (!scanner_.Scan(token.begin + 1, token.end - 1, &inside) || inside.empty()) return false;
  return std::none_of(inside.begin(), inside.end(), [&](const Token& t) {
    const std::string_view text = text_.substr(t.begin, t.end - t.begin);
    return text == "," || text == "for" || text == "async";
  });
}

/// Where the syntax tree says that the expression in `range` lies: inside its parentheses.
Range Finder::NodeOf(Range range) {
  std::vector<Token> tokens;
  while (scanner_.Scan(range.begin, range.end, &tokens) && !tokens.empty()) {
    range = {tokens.front().begin, tokens.back().end};
    if (tokens.size() != 1 || !IsPlainGroup(tokens[0])) break;
    range = {range.begin + 1, range.end - 1};
  }
  return range;
}

std::optional<ExpressionAnchors> Finder::OfOperator(const std::vector<Token>& tokens,
                                                    size_t index) {
  const size_t left_end = NodeOf({tokens.front().begin, tokens[index - 1].end}).end;
  const size_t right_begin = NodeOf({tokens[index + 1].begin, tokens.back().end}).begin;
  for (size_t i = left_end; i < right_begin; ++i) {
    if (IsSpace(text_[i])) continue;
    const bool wide = i + 1 < right_begin && !IsSpace(text_[i + 1]);
    return ExpressionAnchors{i, i + (wide ? 2 : 1)};
  }
  return std::nullopt;
}

std::optional<ExpressionAnchors> Finder::OfSubscript(const std::vector<Token>& tokens) {
  const Token& brackets = tokens.back();
  const size_t value_end = NodeOf({tokens.front().begin, tokens[tokens.size() - 2].end}).end;
  const size_t slice_end = NodeOf({brackets.begin + 1, brackets.end - 1}).end;
  return ExpressionAnchors{value_end, slice_end + 1};
}

std::optional<ExpressionAnchors> Finder::Find(Range range) {
  range = NodeOf(range);
  std::vector<Token> tokens;
  if (!scanner_.Scan(range.begin, range.end, &tokens)) return std::nullopt;
  bool after_operand = false;
  size_t top = 0;  // of the operators, the one that is applied last
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool sign = token.precedence == 5 || token.kind == TokenKind::kUnary;
    switch (token.kind) {
      case TokenKind::kOther:
        return std::nullopt;
      case TokenKind::kAwait:
        if (after_operand) return std::nullopt;
        break;
      case TokenKind::kUnary:
      case TokenKind::kOperator:
        if (!after_operand) {
          if (!sign) return std::nullopt;
          break;
        }
        if (token.kind == TokenKind::kUnary) return std::nullopt;
        after_operand = false;
        if (top == 0 || token.precedence < tokens[top].precedence ||
            (token.precedence == tokens[top].precedence && token.precedence != kPowerPrecedence)) {
          top = i;
        }
        break;
      case TokenKind::kDot:
        if (!after_operand || i + 1 == tokens.size() || tokens[++i].kind != TokenKind::kName) {
          return std::nullopt;
        }
        break;
      case TokenKind::kGroup:
        if (after_operand && text_[token.begin] == '{') return std::nullopt;
        after_operand = true;
        break;
      case TokenKind::kString:
        if (after_operand && tokens[i - 1].kind != TokenKind::kString) return std::nullopt;
        after_operand = true;
        break;
      case TokenKind::kName:
      case TokenKind::kNumber:
        if (after_operand) return std::nullopt;
        after_operand = true;
        break;
    }
  }
  if (!after_operand) return std::nullopt;
  const TokenKind first = tokens.front().kind;
  const bool signed_first = first == TokenKind::kOperator || first == TokenKind::kUnary;
  if (top != 0) {
    // -a ** b is the negative of a power.
    if (signed_first && tokens[top].precedence == kPowerPrecedence) return std::nullopt;
    return OfOperator(tokens, top);
  }
  const bool subscript = tokens.size() > 1 && tokens.back().kind == TokenKind::kGroup &&
                         text_[tokens.back().begin] == '[';
  if (!subscript || signed_first || first == TokenKind::kAwait) return std::nullopt;
  return OfSubscript(tokens);
}

}  // namespace

std::optional<ExpressionAnchors> FindExpressionAnchors(std::string_view text) {
  if (text.empty() || IsSpace(text.front())) return std::nullopt;
  return Finder(text).Find({0, text.size()});
}

}  // namespace krait
