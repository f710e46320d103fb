#include "vm/compiler/parse/grammar.h"

namespace krait::compiler {

// The lists of "def" and of "lambda" differ in what ends them and in what a parameter is: "$"
// stands for the prefix of the rules' names and "CLOSING" for what ends the list.
const char* const kParameterRules = R"(
$parameters = | wrong_$parameters | good_$parameters
good_$parameters =
  | $slash $plain* $defaulted* [$star] {8 "Positional-only parameters are"}
  | $defaulted_slash $defaulted* [$star] {8 "Positional-only parameters are"}
  | $plain+ $defaulted* [$star]
  | $defaulted+ [$star]
  | $star
$slash = | $plain+ '/' ',' | $plain+ '/' &CLOSING
$defaulted_slash = | $plain* $defaulted+ '/' ',' | $plain* $defaulted+ '/' &CLOSING
$keywords = | wrong_$keywords | '**' $plain

wrong_$parameters =
  | $plain* wrong_$defaults a:$plain => a "non-default argument follows default argument"
  | $plain* a:'(' $parenthesized [','] b:')' => a..b "$TITLE parameters cannot be parenthesized"
  | a:'/' ',' => a "at least one argument must precede /"
  | ($slash | $defaulted_slash) $any* a:'/' => a "/ may appear only once"
  | [($slash | $defaulted_slash)] $any* '*' (',' | $plain) $any* a:'/' => a "/ must be ahead of *"
  | $any+ '/' a:'*' => a "expected comma between / and *"
wrong_$defaults = | $defaulted_slash | $defaulted+
wrong_$keywords =
  | '**' $parameter a:'=' => a "var-keyword argument cannot have default value"
  | '**' $parameter ',' a:$parameter => a "arguments cannot follow var-keyword argument"
  | '**' $parameter ',' a:('*' | '**' | '/') => a "arguments cannot follow var-keyword argument"
)";

const char* const kOwnParameterRules = R"(
def_star =
  | wrong_def_star
  | '*' def_plain def_any* [def_keywords]
  | '*' def_plain_star def_any* [def_keywords]
  | '*' ',' def_any+ [def_keywords]
  | def_keywords
def_plain = | a:def_parameter ',' [TYPE_COMMENT] | a:def_parameter [TYPE_COMMENT] &')'
def_plain_star =
  | NAME ':' star_expression ',' [TYPE_COMMENT]
  | NAME ':' star_expression [TYPE_COMMENT] &')'
def_defaulted =
  | def_parameter default ',' [TYPE_COMMENT]
  | def_parameter default [TYPE_COMMENT] &')'
def_any =
  | def_parameter [default] ',' [TYPE_COMMENT]
  | def_parameter [default] [TYPE_COMMENT] &')'
def_parameter = | NAME [':' expression]
def_parenthesized = | def_plain+
wrong_def_star =
  | a:'*' (')' | ',' (')' | '**')) => a "named arguments must follow bare *"
  | '*' ',' TYPE_COMMENT => "bare * has associated type comment"
  | '*' def_parameter a:'=' => a "var-positional argument cannot have default value"
  | '*' (def_plain | ',') def_any* a:'*' (def_plain | ',') => a "* argument may appear only once"
parameters = | def_parameters

default = | '=' expression | wrong_default
wrong_default = | a:'=' &(')' | ',') => a "expected default value expression"

lambda_star =
  | wrong_lambda_star
  | '*' lambda_plain lambda_any* [lambda_keywords]
  | '*' ',' lambda_any+ [lambda_keywords]
  | lambda_keywords
lambda_plain = | a:lambda_parameter ',' | a:lambda_parameter &':'
lambda_defaulted = | lambda_parameter default ',' | lambda_parameter default &':'
lambda_any = | lambda_parameter [default] ',' | lambda_parameter [default] &':'
lambda_parameter = | NAME
lambda_parenthesized = | lambda_parameter%','
wrong_lambda_star =
  | '*' (':' | ',' (':' | '**')) => "named arguments must follow bare *"
  | '*' lambda_parameter a:'=' => a "var-positional argument cannot have default value"
  | '*' (lambda_plain | ',') lambda_any* a:'*' (lambda_plain | ',')
    => a "* argument may appear only once"
)";

}  // namespace krait::compiler
