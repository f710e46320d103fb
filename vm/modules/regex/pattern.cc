#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/heap/rooted.h"
#include "vm/modules/regex/objects.h"
#include "vm/modules/regex/scan.h"
#include "vm/modules/regex/substitute.h"
#include "vm/number/hash.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/mapping_proxy.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// re.Pattern.
namespace krait::sre {

const NativeClass Pattern::kClass = {"re.Pattern",
                                     [](Object* object, Marker& marker) {
                                       auto* pattern = static_cast<Pattern*>(object);
                                       marker.Visit(pattern->pattern_);
                                       marker.Visit(pattern->groupindex_);
                                       marker.Visit(pattern->indexgroup_);
                                       marker.Visit(pattern->code_);
                                       marker.Visit(pattern->program_);
                                     },
                                     nullptr};

Result<Pattern*> Pattern::New(Thread& t, const Parts& parts) {
  const auto keep = [&](absl::Span<const uint32_t> words) -> Result<RawArray*> {
    RawArray* array = TRY(RawArray::New(t, words.size() * sizeof(uint32_t)));
    std::memcpy(array->data(), words.data(), words.size() * sizeof(uint32_t));
    return array;
  };
  RawArray* code = TRY(keep(parts.code));
  RawArray* program = TRY(keep(parts.program));
  auto* pattern = TRY(NewNative<Pattern>(t, t.vm().part<Types>().pattern));
  pattern->pattern_.Store(pattern, parts.pattern);
  pattern->groupindex_.Store(pattern, parts.groupindex);
  pattern->indexgroup_.Store(pattern, parts.indexgroup);
  pattern->code_.Store(pattern, code);
  pattern->program_.Store(pattern, program);
  pattern->flags_ = parts.flags;
  pattern->groups_ = parts.groups;
  pattern->kind_ = parts.kind;
  return pattern;
}

Result<int64_t> Pattern::GroupNumber(Thread& t, Value index) const {
  if (!IsIntLike(index) && TypeOf(t, index)->slots().index == nullptr) {
    index = TRY(groupindex()->Get(t, index));
    if (!IsIntLike(index)) return -1;
  }
  return ClampToInt64(TRY(ToIndex(t, index)));
}

namespace {

Pattern* Self(Value self) { return static_cast<Pattern*>(self.AsObject()); }

int64_t EndOf(const Opt<Index>& endpos) { return endpos ? (*endpos).value : INT64_MAX; }

// --- Finding ---------------------------------------------------------------------------------

template <Operation kOperation>
Result<Value> FindOne(Thread& t, Pattern* self, Value string, Index pos, Opt<Index> endpos) {
  Scan scan(t, self);
  TRY(scan.Open(string, pos.value, EndOf(endpos)));
  if (!TRY(scan.Next(kOperation))) return Value::None();
  return scan.NewMatch();
}

/// What findall() gives for one match: its text, that of its only group, or those of all groups.
Result<Value> FoundItem(Thread& t, Scan& scan) {
  const Value empty = TRY(scan.Slice(0, 0));
  const uint32_t groups = scan.matcher().groups();
  if (groups <= 1) return scan.Group(groups, empty);
  Tuple* item = TRY(Tuple::New(t, groups));
  for (uint32_t i = 0; i < groups; ++i) item->Set(i, TRY(scan.Group(i + 1, empty)));
  return item;
}

Result<Value> PatternFindAll(Thread& t, Pattern* self, Value string, Index pos, Opt<Index> endpos) {
  Scan scan(t, self);
  TRY(scan.Open(string, pos.value, EndOf(endpos)));
  List* found = TRY(List::New(t));
  while (TRY(scan.Next(Operation::kSearch))) {
    const Span span = scan.span();
    const Value item = scan.matcher().groups() == 0 ? TRY(scan.Slice(span.start, span.end))
                                                    : TRY(FoundItem(t, scan));
    TRY(found->Append(t, item));
  }
  return found;
}

Result<Value> PatternScanner(Thread& t, Pattern* self, Value string, Index pos, Opt<Index> endpos) {
  return Scanner::New(t, self, string, pos.value, EndOf(endpos));
}

Result<Value> PatternFindIter(Thread& t, Pattern* self, Value string, Index pos,
                              Opt<Index> endpos) {
  Scanner* scanner = TRY(Scanner::New(t, self, string, pos.value, EndOf(endpos)));
  const Value search =
      TRY(GetAttr(t, Value::FromObject(scanner), TRY(Str::InternUtf8(t, "search"))));
  return CallableIterator::New(t, search, Value::None());
}

Result<Value> PatternSplit(Thread& t, Pattern* self, Value string, Index maxsplit) {
  Scan scan(t, self);
  TRY(scan.Open(string));
  List* parts = TRY(List::New(t));
  int64_t last = 0;
  for (int64_t n = 0; maxsplit.value == 0 || n < maxsplit.value; ++n) {
    if (!TRY(scan.Next(Operation::kSearch))) break;
    const Span span = scan.span();
    TRY(parts->Append(t, TRY(scan.Slice(last, span.start))));
    for (uint32_t i = 1; i <= scan.matcher().groups(); ++i) {
      TRY(parts->Append(t, TRY(scan.Group(i, Value::None()))));
    }
    last = span.end;
  }
  TRY(parts->Append(t, TRY(scan.Slice(last, scan.endpos()))));
  return parts;
}

Result<Value> PatternSub(Thread& t, Pattern* self, Value repl, Value string, Index count) {
  return TRY(Substitute(t, self, repl, string, count.value)).text;
}

Result<Value> PatternSubn(Thread& t, Pattern* self, Value repl, Value string, Index count) {
  const Substitution result = TRY(Substitute(t, self, repl, string, count.value));
  return Tuple::Of(t, result.text, Value::FromInt(result.count));
}

// --- Identity --------------------------------------------------------------------------------

Result<Value> Itself(Thread&, Value self) { return self; }
Result<Value> DeepCopy(Thread&, Value self, Value) { return self; }

Result<int64_t> PatternHash(Thread& t, Value self) {
  const Pattern* pattern = Self(self);
  const auto code = pattern->code();
  uint64_t hash = static_cast<uint64_t>(
      HashBytes(code.data(), code.size() * sizeof(uint32_t), t.vm().hash_secret()));
  hash ^= static_cast<uint64_t>(TRY(Hash(t, pattern->pattern())));
  hash ^= static_cast<uint64_t>(pattern->flags()) ^ (uint64_t{pattern->groups()} << 32);
  return AvoidMinusOne(static_cast<HashValue>(hash));
}

Result<Value> PatternCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
  const Pattern* right = TryCastNative<Pattern>(other);
  if (right == nullptr) return Value::NotImplemented();
  const Pattern* left = Self(self);
  bool equal = left == right;
  if (!equal && left->flags() == right->flags() && left->kind() == right->kind() &&
      left->code() == right->code()) {
    equal = TRY(Equals(t, left->pattern(), right->pattern()));
  }
  return Value::FromBool(equal == (op == CompareOp::kEq));
}

struct FlagName {
  int32_t bit;
  const char* name;
};
constexpr int32_t kLocaleFlag = 4;
constexpr int32_t kUnicodeFlag = 32;
constexpr int32_t kAsciiFlag = 256;
constexpr FlagName kFlagNames[] = {
    {1, "re.TEMPLATE"},  {2, "re.IGNORECASE"}, {kLocaleFlag, "re.LOCALE"},
    {8, "re.MULTILINE"}, {16, "re.DOTALL"},    {kUnicodeFlag, "re.UNICODE"},
    {64, "re.VERBOSE"},  {128, "re.DEBUG"},    {kAsciiFlag, "re.ASCII"},
};

std::string FlagsText(const Pattern* pattern) {
  int32_t flags = pattern->flags();
  // What every pattern on text has goes without saying.
  if (pattern->kind() == Pattern::Kind::kStr &&
      (flags & (kLocaleFlag | kUnicodeFlag | kAsciiFlag)) == kUnicodeFlag) {
    flags &= ~kUnicodeFlag;
  }
  std::string text;
  const auto add = [&](const std::string& name) {
    absl::StrAppend(&text, text.empty() ? "" : "|", name);
  };
  for (const FlagName& flag : kFlagNames) {
    if ((flags & flag.bit) == 0) continue;
    add(flag.name);
    flags &= ~flag.bit;
  }
  if (flags != 0) add(absl::StrCat("0x", absl::Hex(static_cast<uint32_t>(flags))));
  return text;
}

Result<Value> PatternRepr(Thread& t, Value self) {
  constexpr size_t kMostCharacters = 200;
  const Pattern* pattern = Self(self);
  Str* source = TRY(Repr(t, pattern->pattern()));
  const std::string flags = FlagsText(pattern);
  StrWriter writer(t);
  writer.AppendAscii("re.compile(");
  writer.AppendRange(source, 0, std::min(source->length(), kMostCharacters));
  if (!flags.empty()) writer.AppendAscii(absl::StrCat(", ", flags));
  writer.AppendAscii(")");
  return writer.Finish(t);
}

constexpr char kFindSignature[] = "($self, /, string, pos=0, endpos=sys.maxsize)";

constexpr Method kMethods[] = {
    Bind<FindOne<Operation::kMatch>>("match", kFindSignature),
    Bind<FindOne<Operation::kFullMatch>>("fullmatch", kFindSignature),
    Bind<FindOne<Operation::kSearch>>("search", kFindSignature),
    Bind<PatternSub>("sub", "($self, /, repl, string, count=0)"),
    Bind<PatternSubn>("subn", "($self, /, repl, string, count=0)"),
    Bind<PatternFindAll>("findall", kFindSignature),
    Bind<PatternSplit>("split", "($self, /, string, maxsplit=0)"),
    Bind<PatternFindIter>("finditer", kFindSignature),
    Bind<PatternScanner>("scanner", kFindSignature),
    Bind<Itself>("__copy__", "($self, /)"),
    Bind<DeepCopy>("__deepcopy__", "($self, memo, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($cls, item, /)").AsClassMethod(),
};

constexpr GetSet kGetSets[] = {
    {.name = "groupindex",
     .get = [](Thread& t, Value self) -> Result<Value> {
       return MappingProxy::New(t, Value::FromObject(Self(self)->groupindex()));
     }},
    {.name = "pattern",
     .get = [](Thread&, Value self) -> Result<Value> { return Self(self)->pattern(); },
     .is_member = true},
    {.name = "flags",
     .get = [](Thread&, Value self) -> Result<Value> {
       return Value::FromInt(Self(self)->flags());
     },
     .is_member = true},
    {.name = "groups",
     .get = [](Thread&, Value self) -> Result<Value> {
       return Value::FromInt(Self(self)->groups());
     },
     .is_member = true},
};

}  // namespace

const TypeSpec& PatternSpec() {
  static const TypeSpec kSpec{.slots = {.repr = &PatternRepr,
                                        .hash = &PatternHash,
                                        .compare = &PatternCompare,
                                        .getattr = &GenericGetAttr},
                              .methods = kMethods,
                              .getset = kGetSets};
  return kSpec;
}

}  // namespace krait::sre
