#pragma once

#include "vm/core/result.h"
#include "vm/object/bind.h"

namespace krait {

class Str;
class Thread;
class Type;

/// The functions behind str's methods, for the table in str_methods.cc.
namespace str_methods {

// str_find.cc
Result<int64_t> Find(Thread& t, Str* self, Args args);
Result<int64_t> Rfind(Thread& t, Str* self, Args args);
Result<int64_t> Index(Thread& t, Str* self, Args args);
Result<int64_t> Rindex(Thread& t, Str* self, Args args);
Result<int64_t> Count(Thread& t, Str* self, Args args);
Result<bool> Startswith(Thread& t, Str* self, Args args);
Result<bool> Endswith(Thread& t, Str* self, Args args);
Result<Value> Replace(Thread& t, Str* self, Str* old, Str* replacement, struct Index count);
Result<Value> Removeprefix(Thread& t, Str* self, Str* prefix);
Result<Value> Removesuffix(Thread& t, Str* self, Str* suffix);

// str_case.cc
Result<Value> Upper(Thread& t, Str* self);
Result<Value> Lower(Thread& t, Str* self);
Result<Value> Title(Thread& t, Str* self);
Result<Value> Capitalize(Thread& t, Str* self);
Result<Value> Swapcase(Thread& t, Str* self);
Result<Value> Casefold(Thread& t, Str* self);

// str_predicates.cc
Result<bool> Isalnum(Thread& t, Str* self);
Result<bool> Isalpha(Thread& t, Str* self);
Result<bool> Isascii(Thread& t, Str* self);
Result<bool> Isdecimal(Thread& t, Str* self);
Result<bool> Isdigit(Thread& t, Str* self);
Result<bool> Isidentifier(Thread& t, Str* self);
Result<bool> Islower(Thread& t, Str* self);
Result<bool> Isnumeric(Thread& t, Str* self);
Result<bool> Isprintable(Thread& t, Str* self);
Result<bool> Isspace(Thread& t, Str* self);
Result<bool> Istitle(Thread& t, Str* self);
Result<bool> Isupper(Thread& t, Str* self);

// str_layout.cc
Result<Value> Center(Thread& t, Str* self, struct Index width, Opt<Value> fill);
Result<Value> Ljust(Thread& t, Str* self, struct Index width, Opt<Value> fill);
Result<Value> Rjust(Thread& t, Str* self, struct Index width, Opt<Value> fill);
Result<Value> Zfill(Thread& t, Str* self, struct Index width);
Result<Value> Expandtabs(Thread& t, Str* self, int tabsize);
Result<Value> Strip(Thread& t, Str* self, Value chars);
Result<Value> Lstrip(Thread& t, Str* self, Value chars);
Result<Value> Rstrip(Thread& t, Str* self, Value chars);

// str_split.cc
Result<Value> Join(Thread& t, Str* self, Value iterable);
Result<Value> Split(Thread& t, Str* self, Value sep, struct Index maxsplit);
Result<Value> Rsplit(Thread& t, Str* self, Value sep, struct Index maxsplit);
Result<Value> Splitlines(Thread& t, Str* self, int keepends);
Result<Value> Partition(Thread& t, Str* self, Value sep);
Result<Value> Rpartition(Thread& t, Str* self, Value sep);

// str_translate.cc
Result<Value> Maketrans(Thread& t, Value x, Opt<Str*> y, Opt<Str*> z);
Result<Value> Translate(Thread& t, Str* self, Value table);

// str_format.cc
Result<Value> Format(Thread& t, Str* self, Args args);
Result<Value> FormatMap(Thread& t, Str* self, Value mapping);
Result<Value> FormatWithSpec(Thread& t, Str* self, Str* spec);

}  // namespace str_methods
}  // namespace krait
