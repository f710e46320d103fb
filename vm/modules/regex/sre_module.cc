#include "vm/modules/regex/sre_module.h"

#include <memory>

#include "vm/modules/regex/objects.h"
#include "vm/modules/regex/scan.h"
#include "vm/modules/sre/array.h"
#include "vm/modules/sre/chars.h"
#include "vm/modules/sre/translate.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// The _sre module: what re stands on.
namespace krait {
namespace sre {

void Types::TraceRoots(Marker& marker) {
  marker.Visit(pattern);
  marker.Visit(match);
  marker.Visit(scanner);
}

namespace {

constexpr int kMagic = 20220615;

/// The code words of a list, which another thread may be changing.
Result<None> TakeCode(Thread& t, List* list, Array<uint32_t>& code) {
  for (size_t i = 0;; ++i) {
    const Value item = list->TryGet(i);
    if (item.IsUnbound()) return None{};
    int64_t word;
    if (!IsIntLike(item) || !ToInt64(item, &word) || word < 0 || word > UINT32_MAX) {
      return RaiseOverflowError(t, "regular expression code size limit exceeded");
    }
    if (!code.Append(static_cast<uint32_t>(word))) return RaiseMemoryError(t);
  }
}

Result<Value> Compile(Thread& t, Value pattern, int flags, List* code, Index groups,
                      Dict* groupindex, Tuple* indexgroup) {
  ThreadHost host(t);
  Array<uint32_t> words(host);
  TRY(TakeCode(t, code, words));
  Pattern::Kind kind = Pattern::Kind::kAny;
  if (!pattern.IsNone()) {
    kind = TRY(IsBytesSubject(t, pattern)) ? Pattern::Kind::kBytes : Pattern::Kind::kStr;
  }
  if (groups.value < 0 || groups.value > kMaxGroups) return RaiseStatus(t, Status::kInvalid);
  Array<uint32_t> program(host);
  CodeError error{};
  const Status status = Translate(host, {words.data(), words.size()},
                                  static_cast<uint32_t>(groups.value), program, error);
  if (status != Status::kMatch) return RaiseStatus(t, status);
  return Pattern::New(t, {.pattern = pattern,
                          .kind = kind,
                          .flags = flags,
                          .groups = static_cast<uint32_t>(groups.value),
                          .groupindex = groupindex,
                          .indexgroup = indexgroup,
                          .code = {words.data(), words.size()},
                          .program = {program.data(), program.size()}});
}

Result<int64_t> GetCodeSize(Thread&) { return int64_t{sizeof(uint32_t)}; }

Result<bool> AsciiIsCased(Thread&, int character) {
  return IsAsciiCased(static_cast<uint32_t>(character));
}
Result<bool> UnicodeIsCased(Thread&, int character) {
  return IsUnicodeCased(static_cast<uint32_t>(character));
}
Result<int64_t> AsciiToLower(Thread&, int character) {
  return static_cast<int32_t>(AsciiLower(static_cast<uint32_t>(character)));
}
Result<int64_t> UnicodeToLower(Thread&, int character) {
  return static_cast<int32_t>(UnicodeLower(static_cast<uint32_t>(character)));
}

constexpr Method kFunctions[] = {
    Bind<Compile>("compile",
                  "($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)"),
    Bind<GetCodeSize>("getcodesize", "($module, /)"),
    Bind<AsciiIsCased>("ascii_iscased", "($module, character, /)"),
    Bind<UnicodeIsCased>("unicode_iscased", "($module, character, /)"),
    Bind<AsciiToLower>("ascii_tolower", "($module, character, /)"),
    Bind<UnicodeToLower>("unicode_tolower", "($module, character, /)"),
};

template <typename T>
Result<Type*> MakeType(Thread& t, const TypeSpec& spec, uint32_t flags) {
  return TypeBuilder::NewNativeType(t, {.name = T::kClass.name,
                                        .instance_size = sizeof(T),
                                        .flags = Type::kDisallowNew | Type::kImmutable | flags,
                                        .spec = spec});
}

}  // namespace
}  // namespace sre

Result<Module*> MakeSreModule(Thread& t) {
  using namespace sre;
  auto& types = t.vm().AddPart(std::make_unique<Types>());
  types.pattern = TRY(MakeType<Pattern>(t, PatternSpec(), Type::kHasWeakref));
  types.match = TRY(MakeType<Match>(t, MatchSpec(), 0));
  types.scanner = TRY(MakeType<Scanner>(t, ScannerSpec(), 0));
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_sre"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->AddInt(t, "MAGIC", kMagic));
  TRY(module->AddInt(t, "CODESIZE", sizeof(uint32_t)));
  TRY(module->AddInt(t, "MAXREPEAT", kMaxRepeat));
  TRY(module->AddInt(t, "MAXGROUPS", kMaxGroups));
  TRY(module->AddStr(t, "copyright", " Krait's regular expression engine "));
  return module;
}

}  // namespace krait
