#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vm/compiler/parse/grammar.h"
#include "vm/compiler/parse/tokenizer.h"
#include "vm/core/result.h"
#include "vm/heap/thread.h"

namespace krait::compiler {

class Parser;

/// Finds out what is wrong with a text that the parser refused, in CPython's words and at its
/// places.
///
/// As CPython does, it matches the text with Grammar twice: first without the wrong_ rules, to see
/// how far the text is good, and then with them, until one complains. It takes its time: it is for
/// programs that do not run.
class Diagnosis {
 public:
  /// `parser` is asked about what string literals say.
  Diagnosis(Thread& t, Parser& parser, std::string_view text, const Tokenizer::Options& options)
      : t_(t), parser_(parser), text_(text), options_(options), tokenizer_(text, options) {}

  /// Tells `listener` of cautions when CPython does: strings are looked at twice, for example.
  /// Raises MemoryError if the text is too deeply nested, as CPython does.
  Result<Problem> Run(Listener listener);

  /// What the options' version of Python did not have yet, of a text that is good otherwise; a
  /// problem without a message if there is nothing. `listener` as above.
  Result<Problem> FindTooNew(Listener listener);

  /// Of a caution about a token that is to be an error.
  Problem AboutToken(const Token& token, std::string_view message);
  /// Of a caution about a string that the listener made an error of: what is behind it may be
  /// worse.
  Result<Problem> Refuse(const Caution& caution, Listener listener);

 private:
  /// What matched.
  struct Node {
    std::string_view name;  // what a complaint calls it
    size_t begin = 0;       // tokens
    size_t end = 0;
    std::vector<const Node*> parts;
  };
  /// The parts of an alternative that have letters.
  struct Letters {
    const Node* a = nullptr;
    const Node* b = nullptr;
    const Node* c = nullptr;
  };
  struct Seen {
    Token token;
    int brackets;  // that are open behind it
  };
  struct Remembered {
    const Node* node;
    size_t end;
  };

  // --- Matching (diagnosis.cc): null if it does not match, or if something failed for good
  const Node* MatchRule(Grammar::Index index);
  const Node* MatchLeft(const Grammar::Rule& rule, uint64_t key);
  const Node* MatchChoice(Grammar::Index index);
  /// `*decided`: no other alternative counts.
  const Node* MatchAlternative(const Grammar::Alternative& alternative, bool* decided);
  const Node* MatchItem(const Grammar::Item& item);
  const Node* MatchRepeated(const Grammar::Item& item);
  const Node* MatchToken(TokenKind kind);
  const Node* MatchForced(TokenKind kind);
  const Node* Finish(const Grammar::Alternative& alternative, const Letters& letters, size_t begin,
                     const Node* only);
  const Node* NewNode(std::string_view name, size_t begin);
  const Node* Remember(uint64_t key, const Node* node);
  /// Another level of rules within rules; false if there are too many.
  bool Enter();
  /// The token at `at_`; null if the tokenizer has a problem.
  const Token* Peek();
  bool embedded() const { return options_.mode == SourceMode::kField; }
  bool failed() const { return failed_ || t_.HasPending(); }

  // --- Complaints (complaints.cc): all return null
  const Node* Complain(const Grammar::Alternative& alternative, const Letters& letters);
  const Node* ComplainAbout(const Node* from, const Node* to, std::string_view message);
  /// About the last token that was read.
  const Node* ComplainAtLast(Problem::Kind kind, std::string_view message);
  /// Columns count bytes from 0 here, and -1 is none; `end` may be a token's or a node's.
  const Node* ComplainAt(Problem::Kind kind, std::string_view message, Position begin,
                         Position end);
  int32_t OffsetOf(int32_t line, int32_t offset) const;
  TokenKind LastKind() const {
    return tokens_.empty() ? TokenKind::kName : tokens_.back().token.kind;
  }
  /// The end of the text was seen when the last token was read, to know that it ends there.
  bool SawEnd() const;
  void ComplainOfRest();
  const Node* ComplainOfVersion(int since, std::string_view feature);
  /// CPython's tokenizer saw the end of the text, whatever the parser failed at.
  bool EndsTooEarly() const { return tokenizer_.saw_end() || (!tokens_end_ && SawEnd()); }
  Problem Incomplete();
  void RaiseDecodeError(std::string_view name);
  void ComplainOf(size_t last_token);
  Position BeginOf(const Node* node) const { return tokens_[node->begin].token.begin; }
  Position EndOf(const Node* node) const;

  // --- Actions (complaints.cc)
  using Action = const Node* (Diagnosis::*)(const Letters& letters);
  static Action ActionOf(std::string_view name);
  const Node* Strings(const Letters& letters);
  bool TellOf(std::vector<Caution> cautions);
  std::string TakeUnicodeError();
  const Node* NotEqual(const Letters& letters);
  const Node* Real(const Letters& letters);
  const Node* Imaginary(const Letters& letters);
  const Node* MissingComma(const Letters& letters);
  const Node* MissingParentheses(const Letters& letters);
  const Node* MissingValue(const Letters& letters);
  const Node* InvalidTarget(const Letters& letters);
  const Node* InvalidDelTarget(const Letters& letters);
  const Node* InvalidForTarget(const Letters& letters);
  const Node* UnparenthesizedTarget(const Letters& letters);
  const Node* UnparenthesizedGenerator(const Letters& letters);
  const Node* UnparenthesizedLastGenerator(const Letters& letters);
  const Node* ArgumentOrder(const Letters& letters);
  const Node* PatternOrder(const Letters& letters);
  enum class Targets : uint8_t { kStar, kDel, kFor };
  const Node* FindInvalidTarget(const Node* node, Targets targets);
  bool IsPrintOrExec(const Node* node) const;

  Thread& t_;
  Parser& parser_;
  const std::string_view text_;
  const Tokenizer::Options options_;
  Tokenizer tokenizer_;
  const Grammar& grammar_ = Grammar::Get();
  std::vector<Seen> tokens_;
  bool tokens_end_ = false;  // with the last one, or a problem
  size_t at_ = 0;
  bool wrong_rules_ = false;  // are in force
  int level_ = 0;
  std::deque<Node> nodes_;
  absl::flat_hash_map<uint64_t, Remembered> memory_;
  bool failed_ = false;
  Problem problem_;
  int32_t refused_line_ = 0;  // of the string that was refused
  Listener listener_;
};

}  // namespace krait::compiler
