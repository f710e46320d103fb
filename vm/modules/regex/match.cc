#include <algorithm>

#include "absl/strings/str_cat.h"
#include "vm/builtins/generic_alias.h"
#include "vm/modules/regex/objects.h"
#include "vm/modules/regex/scan.h"
#include "vm/modules/regex/template.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// re.Match.
namespace krait::sre {

const NativeClass Match::kClass = {"re.Match",
                                   [](Object* object, Marker& marker) {
                                     auto* match = static_cast<Match*>(object);
                                     marker.Visit(match->pattern_);
                                     marker.Visit(match->string_);
                                     marker.Visit(match->regs_);
                                   },
                                   nullptr};

Result<Match*> Match::New(Thread& t, Pattern* pattern, Value string, int64_t pos, int64_t endpos,
                          const Matcher& matcher) {
  const uint32_t groups = matcher.groups();
  const size_t size = sizeof(Match) + (size_t{groups} + 1) * sizeof(Span);
  auto* match = static_cast<Match*>(TRY(AllocateInstance(t, t.vm().part<Types>().match, size)));
  match->native_class_ = &kClass;
  match->pattern_.Store(match, pattern);
  match->string_.Store(match, string);
  match->regs_.Store(match, Value::Unbound());
  match->pos_ = pos;
  match->endpos_ = endpos;
  match->groups_ = groups;
  match->last_index_ = matcher.last_index();
  for (uint32_t i = 0; i <= groups; ++i) match->spans()[i] = matcher.group(i);
  return match;
}

Result<Value> Match::Text(Thread& t, uint32_t group, Value if_unset) const {
  const Span part = span(group);
  if (part.start < 0) return if_unset;
  return SliceSubject(t, string(), part.start, part.end);
}

namespace {

Result<uint32_t> GroupNumber(Thread& t, const Match* self, Value index) {
  if (index.IsInt() && index.AsInt() >= 0 && index.AsInt() <= self->groups()) [[likely]] {
    return static_cast<uint32_t>(index.AsInt());
  }
  const int64_t number = TRY(self->pattern()->GroupNumber(t, index));
  if (number < 0 || number > self->groups()) {
    return Raise(t, &BuiltinTypes::IndexError, "no such group");
  }
  return static_cast<uint32_t>(number);
}

Result<Value> GroupText(Thread& t, const Match* self, Value index) {
  return self->Text(t, TRY(GroupNumber(t, self, index)), Value::None());
}

/// group([group1, ...])
Result<Value> MatchGroup(Thread& t, Match* self, Args args) {
  if (args.has_keywords()) {
    return RaiseTypeError(t, "re.Match.group() takes no keyword arguments");
  }
  if (args.count == 0) return self->Text(t, 0, Value::None());
  if (args.count == 1) return GroupText(t, self, args[0]);
  Tuple* result = TRY(Tuple::New(t, args.count));
  for (uint32_t i = 0; i < args.count; ++i) result->Set(i, TRY(GroupText(t, self, args[i])));
  return result;
}

Result<Value> MatchGetItem(Thread& t, Value self, Value index) {
  return GroupText(t, static_cast<Match*>(self.AsObject()), index);
}

Result<Value> MatchGroups(Thread& t, Match* self, Value if_unset) {
  Tuple* result = TRY(Tuple::New(t, self->groups()));
  for (uint32_t i = 0; i < self->groups(); ++i) {
    result->Set(i, TRY(self->Text(t, i + 1, if_unset)));
  }
  return result;
}

Result<Value> MatchGroupDict(Thread& t, Match* self, Value if_unset) {
  Dict* groups = self->pattern()->groupindex();
  Dict* result = TRY(Dict::New(t, groups->size()));
  size_t position = 0;
  Value name, number;
  while (groups->Next(position, name, number)) {
    const uint32_t group = TRY(GroupNumber(t, self, name));
    TRY(result->Set(t, name, TRY(self->Text(t, group, if_unset))));
  }
  return result;
}

Result<int64_t> MatchStart(Thread& t, Match* self, Value group) {
  return self->span(TRY(GroupNumber(t, self, group))).start;
}
Result<int64_t> MatchEnd(Thread& t, Match* self, Value group) {
  return self->span(TRY(GroupNumber(t, self, group))).end;
}

Result<Value> SpanTuple(Thread& t, Span span) {
  return Tuple::Of(t, Value::FromInt(span.start), Value::FromInt(span.end));
}
Result<Value> MatchSpan(Thread& t, Match* self, Value group) {
  return SpanTuple(t, self->span(TRY(GroupNumber(t, self, group))));
}

Result<Value> MatchExpand(Thread& t, Match* self, Value pattern_template) {
  Template parsed(t);
  TRY(parsed.Parse(t, self->pattern(), pattern_template));
  return parsed.Expand(t, self);
}

Result<Value> Itself(Thread&, Value self) { return self; }
Result<Value> DeepCopy(Thread&, Value self, Value) { return self; }

Result<Value> MatchRepr(Thread& t, Value self) {
  const auto* match = static_cast<Match*>(self.AsObject());
  const Span span = match->span(0);
  const Value text = TRY(match->Text(t, 0, Value::None()));
  StrWriter writer(t);
  writer.AppendAscii(
      absl::StrCat("<re.Match object; span=(", span.start, ", ", span.end, "), match="));
  writer.Append(TRY(Repr(t, text)));
  writer.AppendAscii(">");
  return writer.Finish(t);
}

Match* Self(Value self) { return static_cast<Match*>(self.AsObject()); }

Result<Value> GetLastIndex(Thread&, Value self) {
  const uint32_t index = Self(self)->last_index();
  return index == 0 ? Value::None() : Value::FromInt(index);
}

Result<Value> GetLastGroup(Thread&, Value self) {
  const uint32_t index = Self(self)->last_index();
  const Tuple* names = Self(self)->pattern()->indexgroup();
  return index == 0 || index >= names->size() ? Value::None() : names->At(index);
}

Result<Value> GetRegs(Thread& t, Value self) {
  Match* match = Self(self);
  const Value present = match->regs().Load();
  if (!present.IsUnbound()) return present;
  Tuple* regs = TRY(Tuple::New(t, size_t{match->groups()} + 1));
  for (uint32_t i = 0; i <= match->groups(); ++i) {
    regs->Set(i, TRY(SpanTuple(t, match->span(i))));
  }
  match->regs().Store(match, Value::FromObject(regs));
  return regs;
}

constexpr Method kMethods[] = {
    Bind<MatchGroup>("group", "($self, *groups)"),
    Bind<MatchStart>("start", "($self, group=0, /)"),
    Bind<MatchEnd>("end", "($self, group=0, /)"),
    Bind<MatchSpan>("span", "($self, group=0, /)"),
    Bind<MatchGroups>("groups", "($self, /, default=None)"),
    Bind<MatchGroupDict>("groupdict", "($self, /, default=None)"),
    Bind<MatchExpand>("expand", "($self, /, template)"),
    Bind<Itself>("__copy__", "($self, /)"),
    Bind<DeepCopy>("__deepcopy__", "($self, memo, /)"),
    Bind<MakeGenericAlias>("__class_getitem__", "($cls, item, /)").AsClassMethod(),
};

constexpr GetSet kGetSets[] = {
    {.name = "lastindex", .get = &GetLastIndex},
    {.name = "lastgroup", .get = &GetLastGroup},
    {.name = "regs", .get = &GetRegs},
    {.name = "string",
     .get = [](Thread&, Value self) -> Result<Value> { return Self(self)->string(); },
     .is_member = true},
    {.name = "re",
     .get = [](Thread&, Value self) -> Result<Value> { return Self(self)->pattern(); },
     .is_member = true},
    {.name = "pos",
     .get = [](Thread& t, Value self) -> Result<Value> { return Int::From(t, Self(self)->pos()); },
     .is_member = true},
    {.name = "endpos",
     .get = [](Thread& t, Value self) -> Result<Value> {
       return Int::From(t, Self(self)->endpos());
     },
     .is_member = true},
};

}  // namespace

const TypeSpec& MatchSpec() {
  static const TypeSpec kSpec{
      .slots = {.repr = &MatchRepr, .getattr = &GenericGetAttr, .getitem = &MatchGetItem},
      .methods = kMethods,
      .getset = kGetSets};
  return kSpec;
}

}  // namespace krait::sre
