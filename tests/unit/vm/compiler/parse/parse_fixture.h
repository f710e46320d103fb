#pragma once

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/unit/vm/builtins/builtins_fixture.h"
#include "tests/unit/vm/compiler/oracle.h"
#include "vm/compiler/ast/print.h"
#include "vm/compiler/parse/parser.h"

namespace krait::compiler {

/// Compares what becomes of texts with what problems_oracle.py says.
class ParseTest : public BuiltinsTest {
 protected:
  struct Request {
    const char* mode = "exec";  // of compile()
    SourceMode source_mode = SourceMode::kFile;
    bool comments = false;  // type comments count
    bool trees = false;     // are printed, not "none"
    bool cautions = false;  // are printed first
    bool refuse = false;    // cautions are errors
  };

  std::string OutcomeOf(const std::string& source, const Request& request) {
    const std::string text = request.source_mode == SourceMode::kFile ? WholeLines(source) : source;
    ast::Tree tree(t);
    Parser parser(t, tree, text, {.mode = request.source_mode, .type_comments = request.comments});
    Cautions cautions{.refuse = request.refuse};
    if (request.cautions || request.refuse) parser.SetListener({&Hear, &cautions});
    const Result<ast::ModNode*> module = parser.Parse();
    if (!module.ok()) return cautions.heard + ProblemOf(parser.problem());
    if (!request.trees) return cautions.heard + "none";
    Result<std::string> printed = ast::Print(t, tree, *module, {.places = true});
    return cautions.heard + (printed.ok() ? *std::move(printed) : TakeError(t));
  }

  void CompareWithCPython(const Lines& texts, const Request& request) {
    std::string call = absl::StrCat("problems_oracle.py ", request.mode);
    if (request.comments) call += " comments";
    if (request.trees) call += " trees";
    if (request.cautions) call += " cautions";
    if (request.refuse) call += " refuse";
    std::string input;
    for (const std::string& text : texts) {
      absl::StrAppend(&input, absl::BytesToHexString(text), "\n");
    }
    const Lines wanted = AskOracle("parse/" + call, input);
    ASSERT_EQ(wanted.size(), texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(OutcomeOf(texts[i], request), wanted[i]) << texts[i];
    }
  }

 private:
  struct Cautions {
    bool refuse = false;
    std::string heard = {};
  };
  static bool Hear(void* context, const Caution& caution) {
    auto* cautions = static_cast<Cautions*>(context);
    if (cautions->refuse) return false;
    absl::StrAppend(&cautions->heard, caution.line, " ", caution.message, "; ");
    return true;
  }

  std::string ProblemOf(const Problem& problem) {
    if (t.HasPending()) {
      const std::string error = TakeError(t);
      return error.substr(0, error.find(':'));
    }
    const char* const type = problem.kind == Problem::Kind::kTab           ? "TabError"
                             : problem.kind == Problem::Kind::kIndentation ? "IndentationError"
                                                                           : "SyntaxError";
    return absl::StrCat(type, " ", problem.line, " ", problem.offset, " ", problem.end_line, " ",
                        problem.end_offset, " ", problem.message, " ",
                        absl::BytesToHexString(problem.text.value_or("")));
  }
};

}  // namespace krait::compiler
