#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vm/compiler/parse/token.h"

namespace krait::compiler {

/// Python's grammar together with what is often written instead of it: rules called "wrong_..."
/// match texts that are no Python, and complain. The parser takes good programs by itself; this one
/// is for telling what is wrong with the others, see Diagnosis.
///
/// A rule is "name flags = | alternative | alternative". The first alternative that matches counts
/// (a parsing expression grammar). Of an alternative's items
///   'if' or "case"       are a token's spelling, or that of a name which is no keyword,
///   NAME, END, ...       are kinds of tokens, and other words rules,
///   (...) [...]          are groups: one of several alternatives; one or none of them,
///   x* x+ x%','          are repetitions: any number; at least one; at least one, with commas
///   between, &x !x                look ahead: the text must (not) go on with x,
///   ^':'                 complains if the token is not there,
///   ~                    makes this alternative the only one,
///   a:x                  gives x a letter, by which it is spoken of at the end.
/// At the end may stand <what a complaint calls this expression>, or a complaint:
///   => "..."             about the last token read,
///   => a "..."           about a ("{}" is what a is called), "a..b" from a to b, and "a.." from a
///   to
///                        the last token read,
///   => block a "..."     about an indented block missing after what begins with a,
///   => @Name             which Diagnosis knows how to make.
/// or {8 "..."}, for what older versions of Python than 3.8 do not have.
/// Flags: "left" (the rule begins with itself), "memo" (it matches a place's text only once, be the
/// wrong_ rules in force or not; so does "left"), "each" (once with them, once without), "lenient"
/// (in it wrong_ rules are not in force).
class Grammar {
 public:
  using Index = uint16_t;  // of an Item, Choice, ...
  static constexpr Index kNone = 0xFFFF;

  enum class Op : uint8_t {
    kToken,
    kSpelling,     // a name of this spelling
    kSoftKeyword,  // any name that begins as one that is a keyword somewhere
    kRule,
    kGroup,
    kOptional,
    kAny,
    kSome,
    kSeparated,
    kAhead,
    kNotAhead,
    kForced,
    kCut,
  };
  struct Item {
    Op op;
    char letter = 0;
    TokenKind token{};               // of kToken, kForced and kSeparated
    Index inner = kNone;             // the Rule, Choice or Item that it is about
    std::string_view spelling = {};  // of kSpelling
  };
  enum class About : uint8_t {
    kNothing,
    kLast,
    kLastIndentation,
    kOne,
    kRange,
    kFrom,
    kBlock,
    kAction
  };
  struct Alternative {
    std::vector<Item> items;
    bool wrong = false;     // is a wrong_ rule
    std::string_view name;  // of the expression
    About about = About::kNothing;
    std::string message;  // or an action's name
    int since = 0;        // a minor version of Python 3; `message` says what came with it
  };
  using Choice = std::vector<Alternative>;
  struct Rule {
    std::string_view name = {};
    bool left = false;
    bool memo = false;
    bool each = false;
    bool lenient = false;
    Index choice = kNone;
  };

  static const Grammar& Get();

  Index RuleOf(std::string_view name) const;
  const Rule& rule(Index i) const { return rules_[i]; }
  const Choice& choice(Index i) const { return choices_[i]; }
  const Item& item(Index i) const { return items_[i]; }

 private:
  friend class GrammarReader;
  Grammar();

  const std::string text_;
  std::vector<Rule> rules_;
  std::vector<Choice> choices_;
  std::vector<Item> items_;
};

extern const char* const kStatementRules;
extern const char* const kExpressionRules;
extern const char* const kPatternRules;
/// A part of the rules for parameters that exists twice.
extern const char* const kParameterRules;
extern const char* const kOwnParameterRules;

}  // namespace krait::compiler
