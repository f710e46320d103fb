#include "vm/compiler/parse/grammar.h"

namespace krait::compiler {

const char* const kPatternRules = R"(
match =
  | "match" subject ':' NEWLINE INDENT case+ DEDENT {10 "Pattern matching is"}
  | wrong_match
wrong_match =
  | "match" subject NEWLINE => "expected ':'"
  | a:"match" subject ':' NEWLINE !INDENT => block a "'match' statement"
subject =
  | star_named_expression ',' [star_named_expressions]
  | named_expression
case =
  | wrong_case
  | "case" patterns [guard] ':' block
wrong_case =
  | "case" patterns [guard] NEWLINE => "expected ':'"
  | a:"case" patterns [guard] ':' NEWLINE !INDENT => block a "'case' statement"
guard = | 'if' named_expression

patterns = | open_sequence | pattern
pattern = | as_pattern | or_pattern
as_pattern =
  | or_pattern 'as' capture
  | wrong_as_pattern
wrong_as_pattern =
  | or_pattern 'as' a:"_" => a "cannot use '_' as a target"
  | or_pattern 'as' !NAME a:expression => a "invalid pattern target"
or_pattern = | closed_pattern ('|' closed_pattern)+ | closed_pattern
closed_pattern memo =
  | literal_pattern
  | capture
  | "_"
  | dotted_value !('.' | '(' | '=')
  | '(' a:pattern ')'
  | '[' [sequence] ']'
  | '(' [open_sequence] ')'
  | mapping_pattern
  | class_pattern
literal_pattern =
  | signed_number !('+' | '-')
  | signed_real ('+' imaginary)
  | signed_real ('-' imaginary)
  | strings
  | 'None'
  | 'True'
  | 'False'
signed_number = | NUMBER | '-' NUMBER
signed_real = | real | '-' real
real = | a:NUMBER => @Real
imaginary = | a:NUMBER => @Imaginary
capture = | !"_" NAME !('.' | '(' | '=')
dotted_value left = | name_or_dotted '.' NAME
name_or_dotted = | dotted_value | NAME
open_sequence = | maybe_star_pattern ',' [sequence]
sequence = | maybe_star_pattern%',' [',']
maybe_star_pattern = | star_pattern | pattern
star_pattern memo = | '*' capture | '*' "_"
mapping_pattern =
  | '{' '}'
  | '{' double_star_pattern [','] '}'
  | '{' mapping_item%',' ',' double_star_pattern [','] '}'
  | '{' mapping_item%',' [','] '}'
mapping_item = | (literal_pattern | dotted_value) ':' pattern
double_star_pattern = | '**' capture
class_pattern =
  | name_or_dotted '(' ')'
  | name_or_dotted '(' pattern%',' [','] ')'
  | name_or_dotted '(' keyword_pattern%',' [','] ')'
  | name_or_dotted '(' pattern%',' ',' keyword_pattern%',' [','] ')'
  | wrong_class_pattern
keyword_pattern = | NAME '=' pattern
wrong_class_pattern =
  | name_or_dotted '(' a:wrong_pattern_order => @PatternOrder
wrong_pattern_order = | [pattern%',' ','] keyword_pattern%',' ',' a:pattern%','
)";

}  // namespace krait::compiler
