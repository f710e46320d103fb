#include "vm/compiler/parse/grammar.h"

namespace krait::compiler {

const char* const kStatementRules = R"(
file = | [statements] END
single =
  | compound_statement NEWLINE
  | simple_statements
expression_alone = | expressions NEWLINE* END
function_type = | '(' [type_expressions] ')' '->' expression NEWLINE* END
field = | star_expressions

type_expressions =
  | expression%',' ',' '*' expression ',' '**' expression
  | expression%',' ',' '*' expression
  | expression%',' ',' '**' expression
  | '*' expression ',' '**' expression
  | '*' expression
  | '**' expression
  | expression%','

statements = | statement+
statement = | compound_statement | simple_statements
simple_statements =
  | simple_statement !';' NEWLINE
  | simple_statement%';' [';'] NEWLINE
simple_statement memo =
  | assignment
  | star_expressions
  | &'return' 'return' [star_expressions]
  | &('import' | 'from') import
  | &'raise' raise
  | 'pass'
  | &'del' del
  | &'yield' yield_expression
  | &'assert' 'assert' expression [',' expression]
  | 'break'
  | 'continue'
  | &'global' 'global' NAME%','
  | &'nonlocal' 'nonlocal' NAME%','
compound_statement =
  | &('def' | '@' | 'async') function
  | &'if' if
  | &('class' | '@') class
  | &('with' | 'async') with
  | &('for' | 'async') for
  | &'try' try
  | &'while' while
  | match

block memo =
  | NEWLINE INDENT statements DEDENT
  | simple_statements
  | wrong_block
wrong_block = | NEWLINE !INDENT => IndentationError "expected an indented block"

# --- Assignments

assignment =
  | NAME ':' expression ['=' value] {6 "Variable annotation syntax is"}
  | ('(' single_target ')' | single_member_target) ':' expression ['=' value]
    {6 "Variable annotations syntax is"}
  | (star_targets '=')+ value !'=' [TYPE_COMMENT]
  | single_target augmented_operator ~ value
  | wrong_assignment
value = | yield_expression | star_expressions
augmented_operator =
  | '+=' | '-=' | '*=' | '@=' {5 "The '@' operator is"} | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
wrong_assignment =
  | a:wrong_annotated ':' expression => a "only single target (not {}) can be annotated"
  | a:star_named_expression ',' star_named_expressions* ':' expression
    => a "only single target (not tuple) can be annotated"
  | a:expression ':' expression => a "illegal target for annotation"
  | (star_targets '=')* a:star_expressions '=' => @InvalidTarget
  | (star_targets '=')* a:yield_expression '=' => a "assignment to yield expression not possible"
  | a:star_expressions augmented_operator value
    => a "'{}' is an illegal expression for augmented assignment"
wrong_annotated = | list | tuple | '(' a:wrong_annotated ')'

# --- Statements of a keyword

raise = | 'raise' expression ['from' expression] | 'raise'
del = | 'del' del_targets &(';' | NEWLINE) | wrong_del
wrong_del = | 'del' a:star_expressions => @InvalidDelTarget

import =
  | 'import' imported_module%','
  | 'from' ('.' | '...')* dotted_name 'import' imported_names
  | 'from' ('.' | '...')+ 'import' imported_names
imported_module = | dotted_name ['as' NAME]
imported_name = | NAME ['as' NAME]
imported_names =
  | '(' imported_name%',' [','] ')'
  | imported_name%',' !','
  | '*'
  | wrong_imported_names
wrong_imported_names =
  | imported_name%',' ',' NEWLINE => "trailing comma not allowed without surrounding parentheses"
dotted_name left = | dotted_name '.' NAME | NAME

# --- Branches and loops

if =
  | wrong_if
  | 'if' named_expression ':' block elif
  | 'if' named_expression ':' block [else]
wrong_if =
  | 'if' named_expression NEWLINE => "expected ':'"
  | a:'if' named_expression ':' NEWLINE !INDENT => block a "'if' statement"
elif =
  | wrong_elif
  | 'elif' named_expression ':' block elif
  | 'elif' named_expression ':' block [else]
wrong_elif =
  | 'elif' named_expression NEWLINE => "expected ':'"
  | a:'elif' named_expression ':' NEWLINE !INDENT => block a "'elif' statement"
else =
  | wrong_else
  | 'else' ^':' block
wrong_else = | a:'else' ':' NEWLINE !INDENT => block a "'else' statement"
while =
  | wrong_while
  | 'while' named_expression ':' block [else]
wrong_while =
  | 'while' named_expression NEWLINE => "expected ':'"
  | a:'while' named_expression ':' NEWLINE !INDENT => block a "'while' statement"
for =
  | wrong_for
  | 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else]
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' [TYPE_COMMENT] block [else]
    {5 "Async for loops are"}
  | wrong_for_target
wrong_for =
  | ['async'] 'for' star_targets 'in' star_expressions NEWLINE => "expected ':'"
  | ['async'] a:'for' star_targets 'in' star_expressions ':' NEWLINE !INDENT
    => block a "'for' statement"
wrong_for_target = | ['async'] 'for' a:star_expressions => @InvalidForTarget

# --- with

with =
  | wrong_with_block
  | 'with' '(' with_item%',' [','] ')' ':' block {9 "Parenthesized context managers are"}
  | 'with' with_item%',' ':' [TYPE_COMMENT] block
  | 'async' 'with' '(' with_item%',' [','] ')' ':' block {5 "Async with statements are"}
  | 'async' 'with' with_item%',' ':' [TYPE_COMMENT] block {5 "Async with statements are"}
  | wrong_with
with_item =
  | expression 'as' star_target &(',' | ')' | ':')
  | wrong_with_item
  | expression
wrong_with_item = | expression 'as' a:expression &(',' | ')' | ':') => @InvalidTarget
wrong_with =
  | ['async'] 'with' (expression ['as' star_target])%',' NEWLINE => "expected ':'"
  | ['async'] 'with' '(' (expressions ['as' star_target])%',' [','] ')' NEWLINE => "expected ':'"
wrong_with_block =
  | ['async'] a:'with' (expression ['as' star_target])%',' ':' NEWLINE !INDENT
    => block a "'with' statement"
  | ['async'] a:'with' '(' (expressions ['as' star_target])%',' [','] ')' ':' NEWLINE !INDENT
    => block a "'with' statement"

# --- try

try =
  | wrong_try
  | 'try' ^':' block finally
  | 'try' ^':' block except+ [else] [finally]
  | 'try' ^':' block except_star+ [else] [finally] {11 "Exception groups are"}
wrong_try =
  | a:'try' ':' NEWLINE !INDENT => block a "'try' statement"
  | 'try' ':' block !('except' | 'finally') => "expected 'except' or 'finally' block"
  | 'try' ':' block* except+ a:'except' b:'*' expression ['as' NAME] ':'
    => a..b "cannot have both 'except' and 'except*' on the same 'try'"
  | 'try' ':' block* except_star+ a:'except' [expression ['as' NAME]] ':'
    => a "cannot have both 'except' and 'except*' on the same 'try'"
except =
  | wrong_except_block
  | 'except' expression ['as' NAME] ':' block
  | 'except' ':' block
  | wrong_except
except_star =
  | wrong_except_star_block
  | 'except' '*' expression ['as' NAME] ':' block
  | wrong_except
wrong_except =
  | 'except' ['*'] a:expression ',' expressions ['as' NAME] ':'
    => a.. "multiple exception types must be parenthesized"
  | 'except' ['*'] expression ['as' NAME] NEWLINE => "expected ':'"
  | 'except' NEWLINE => "expected ':'"
  | 'except' '*' (NEWLINE | ':') => "expected one or more exception types"
wrong_except_block =
  | a:'except' expression ['as' NAME] ':' NEWLINE !INDENT => block a "'except' statement"
  | a:'except' ':' NEWLINE !INDENT => block a "'except' statement"
wrong_except_star_block =
  | a:'except' '*' expression ['as' NAME] ':' NEWLINE !INDENT => block a "'except*' statement"
finally =
  | wrong_finally
  | 'finally' ^':' block
wrong_finally = | a:'finally' ':' NEWLINE !INDENT => block a "'finally' statement"

# --- Definitions

decorators = | ('@' named_expression NEWLINE)+
class = | decorators plain_class | plain_class
plain_class =
  | wrong_class
  | 'class' NAME ['(' [arguments] ')'] ':' block
wrong_class =
  | 'class' NAME ['(' [arguments] ')'] NEWLINE => "expected ':'"
  | a:'class' NAME ['(' [arguments] ')'] ':' NEWLINE !INDENT => block a "class definition"
function = | decorators plain_function | plain_function
plain_function =
  | wrong_function
  | 'def' NAME ^'(' [parameters] ')' ['->' expression] ^':' [function_type_comment] block
  | 'async' 'def' NAME ^'(' [parameters] ')' ['->' expression] ^':' [function_type_comment] block
    {5 "Async functions are"}
wrong_function =
  | ['async'] a:'def' NAME '(' [parameters] ')' ['->' expression] ':' NEWLINE !INDENT
    => block a "function definition"
function_type_comment =
  | NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
  | wrong_type_comments
  | TYPE_COMMENT
wrong_type_comments =
  | TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => "Cannot have two type comments on def"
)";

}  // namespace krait::compiler
