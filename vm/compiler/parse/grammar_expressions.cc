#include "vm/compiler/parse/grammar.h"

namespace krait::compiler {

const char* const kExpressionRules = R"(
expressions =
  | expression (',' expression)+ [','] <tuple>
  | expression ',' <tuple>
  | expression
expression memo =
  | wrong_expression
  | wrong_print
  | disjunction 'if' disjunction 'else' expression <conditional expression>
  | disjunction
  | lambda
wrong_expression =
  | !(NAME STRING | SOFT_KEYWORD) a:disjunction b:expression_taken_as_right => @MissingComma
  | a:disjunction 'if' b:disjunction !('else' | ':')
    => a..b "expected 'else' after 'if' expression"
wrong_print = | a:NAME !'(' b:star_expressions => @MissingParentheses
expression_taken_as_right lenient =
  | disjunction 'if' disjunction 'else' expression
  | disjunction
  | lambda
yield_expression =
  | 'yield' 'from' expression <yield expression>
  | 'yield' [star_expressions] <yield expression>
star_expressions =
  | a:star_expression b:comma_star_expression+ [','] <tuple>
  | a:star_expression ',' <tuple>
  | star_expression
comma_star_expression = | ',' a:star_expression
star_expression memo = | '*' a:bitwise_or <starred> | expression
star_named_expressions = | a:star_named_expression%',' [',']
star_named_expression = | '*' a:bitwise_or <starred> | named_expression
assignment_expression = | NAME ':=' ~ expression <named expression>
    {8 "Assignment expressions are"}
named_expression =
  | assignment_expression
  | wrong_named_expression
  | a:expression !':='
wrong_named_expression memo =
  | a:expression ':=' expression => a "cannot use assignment expressions with {}"
  | a:NAME '=' b:bitwise_or !('=' | ':=')
    => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(list | tuple | generator | 'True' | 'None' | 'False') a:bitwise_or '=' bitwise_or
    !('=' | ':=') => a "cannot assign to {} here. Maybe you meant '==' instead of '='?"
lambda = | 'lambda' [lambda_parameters] ':' expression <lambda>

# --- Operators

disjunction memo = | conjunction ('or' conjunction)+ <expression> | conjunction
conjunction memo = | inversion ('and' inversion)+ <expression> | inversion
inversion memo = | 'not' inversion <expression> | comparison
comparison = | a:bitwise_or b:compared+ <comparison> | bitwise_or
compared =
  | '==' bitwise_or
  | not_equal bitwise_or
  | '<=' bitwise_or
  | '<' bitwise_or
  | '>=' bitwise_or
  | '>' bitwise_or
  | 'not' 'in' bitwise_or
  | 'in' bitwise_or
  | 'is' 'not' bitwise_or
  | 'is' bitwise_or
not_equal = | a:'!=' => @NotEqual | a:'<>' => @NotEqual
bitwise_or left = | bitwise_or '|' bitwise_xor <expression> | bitwise_xor
bitwise_xor left = | bitwise_xor '^' bitwise_and <expression> | bitwise_and
bitwise_and left = | bitwise_and '&' shift <expression> | shift
shift left = | shift '<<' sum <expression> | shift '>>' sum <expression> | sum
sum left = | sum '+' term <expression> | sum '-' term <expression> | term
term left =
  | term '*' factor <expression>
  | term '/' factor <expression>
  | term '//' factor <expression>
  | term '%' factor <expression>
  | term '@' factor <expression> {5 "The '@' operator is"}
  | factor
factor memo =
  | '+' factor <expression>
  | '-' factor <expression>
  | '~' factor <expression>
  | power
power = | awaited '**' factor <expression> | awaited
awaited memo = | 'await' primary <await expression> {5 "Await expressions are"} | primary

# --- Primaries and atoms

primary left =
  | primary '.' NAME <attribute>
  | primary generator <function call>
  | primary '(' [arguments] ')' <function call>
  | primary '[' slices ']' <subscript>
  | atom
slices = | slice !',' | (slice | starred)%',' [',']
slice =
  | [expression] ':' [expression] [':' [expression]]
  | named_expression
atom each =
  | NAME <name>
  | 'True' <True>
  | 'False' <False>
  | 'None' <None>
  | &STRING strings
  | NUMBER <literal>
  | &'(' (tuple | group | generator)
  | &'[' (list | list_comprehension)
  | &'{' (dict | set | dict_comprehension | set_comprehension)
  | '...' <ellipsis>
strings memo = | a:STRING+ => @Strings
group = | '(' a:(yield_expression | named_expression) ')' | wrong_group
wrong_group =
  | '(' a:starred ')' => a "cannot use starred expression here"
  | '(' a:'**' expression ')' => a "cannot use double starred expression here"
list = | '[' a:[star_named_expressions] ']' <list>
tuple =
  | '(' a:star_named_expression ',' b:[star_named_expressions] ')' <tuple>
  | '(' ')' <tuple>
set = | '{' star_named_expressions '}' <set display>
dict =
  | '{' [pairs] '}' <dict literal>
  | '{' wrong_pairs '}'
pairs = | pair%',' [',']
pair = | '**' bitwise_or | key_and_value
key_and_value = | expression ':' expression
wrong_pairs =
  | pair%',' ',' wrong_pair
  | expression ':' a:'*' bitwise_or => a.. "cannot use a starred expression in a dictionary value"
  | expression a:':' &('}' | ',') => a "expression expected after dictionary key and ':'"
wrong_pair =
  | a:expression !':' => @MissingValue
  | expression ':' a:'*' bitwise_or => a.. "cannot use a starred expression in a dictionary value"
  | expression a:':' &('}' | ',') => a "expression expected after dictionary key and ':'"

# --- Comprehensions

for_if_clauses = | a:for_if_clause+
for_if_clause =
  | 'async' 'for' a:star_targets 'in' ~ b:disjunction c:comprehension_condition* <clause>
    {6 "Async comprehensions are"}
  | 'for' a:star_targets 'in' ~ b:disjunction c:comprehension_condition* <clause>
  | wrong_for_target
comprehension_condition = | 'if' a:disjunction
list_comprehension =
  | '[' named_expression for_if_clauses ']' <list comprehension>
  | wrong_comprehension
set_comprehension =
  | '{' named_expression for_if_clauses '}' <set comprehension>
  | wrong_comprehension
generator =
  | '(' (assignment_expression | expression !':=') for_if_clauses ')' <generator expression>
  | wrong_comprehension
dict_comprehension =
  | '{' key_and_value for_if_clauses '}' <dict comprehension>
  | wrong_dict_comprehension
wrong_comprehension =
  | ('[' | '(' | '{') a:starred for_if_clauses
    => a "iterable unpacking cannot be used in comprehension"
  | ('[' | '{') a:star_named_expression ',' b:star_named_expressions for_if_clauses
    => @UnparenthesizedTarget
  | ('[' | '{') a:star_named_expression b:',' for_if_clauses
    => a..b "did you forget parentheses around the comprehension target?"
wrong_dict_comprehension =
  | '{' a:'**' bitwise_or for_if_clauses '}'
    => a "dict unpacking cannot be used in dict comprehension"

# --- Calls

arguments memo = | a:args [','] &')' | wrong_arguments
args =
  | a:(starred | (assignment_expression | a:expression !':=') !'=')%',' b:[comma_keywords] <call>
  | a:keywords <call>
comma_keywords = | ',' a:keywords
keywords =
  | a:keyword_or_starred%',' ',' b:keyword_or_double_starred%','
  | keyword_or_starred%','
  | keyword_or_double_starred%','
starred = | '*' a:expression <starred>
keyword_or_starred = | wrong_keyword | NAME '=' expression <keyword> | starred
keyword_or_double_starred =
  | wrong_keyword
  | NAME '=' expression <keyword>
  | '**' expression <unpacked mapping>
wrong_keyword =
  | a:('True' | 'False' | 'None') b:'=' => a..b "cannot assign to {}"
  | a:NAME b:'=' expression for_if_clauses
    => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(NAME '=') a:expression b:'='
    => a..b "expression cannot contain assignment, perhaps you meant \"==\"?"
wrong_arguments =
  | a:args ',' '*' => a "iterable argument unpacking follows keyword argument unpacking"
  | a:expression b:for_if_clauses ',' [args | expression for_if_clauses] => @UnparenthesizedGenerator
  | a:NAME b:'=' expression for_if_clauses
    => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | a:args b:for_if_clauses => @UnparenthesizedLastGenerator
  | args ',' a:expression b:for_if_clauses => @UnparenthesizedGenerator
  | a:args ',' args => @ArgumentOrder

# --- Targets

star_targets =
  | a:star_target !','
  | a:star_target b:comma_star_target* [','] <tuple>
comma_star_target = | ',' a:star_target
star_target memo = | '*' (!'*' star_target) <starred> | member_or_star_atom
member_or_star_atom memo =
  | target_primary '.' NAME !more <attribute>
  | target_primary '[' slices ']' !more <subscript>
  | star_atom
star_atom =
  | NAME <name>
  | '(' a:member_or_star_atom ')'
  | '(' [star_target comma_star_target+ [','] | star_target ','] ')' <tuple>
  | '[' [star_target%',' [',']] ']' <list>
single_target = | single_member_target | NAME <name> | '(' single_target ')'
single_member_target =
  | target_primary '.' NAME !more
  | target_primary '[' slices ']' !more
target_primary left =
  | target_primary '.' NAME &more
  | target_primary '[' slices ']' &more
  | target_primary generator &more
  | target_primary '(' [arguments] ')' &more
  | atom &more
more = | '(' | '[' | '.'
del_targets = | del_target%',' [',']
del_target memo =
  | target_primary '.' NAME !more
  | target_primary '[' slices ']' !more
  | del_atom
del_atom = | NAME | '(' del_target ')' | '(' [del_targets] ')' | '[' [del_targets] ']'
)";

}  // namespace krait::compiler
