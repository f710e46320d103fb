#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <wchar.h>

#include <climits>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/registry.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// The _locale module. Each VM has its own choice of locales: setlocale() here asks the C library
/// for locale objects and leaves the process's locale as it is.
namespace krait {
namespace {

struct Category {
  const char* name;
  int number;
  int mask;
};
constexpr Category kCategories[] = {
    {"LC_CTYPE", LC_CTYPE, LC_CTYPE_MASK},
    {"LC_NUMERIC", LC_NUMERIC, LC_NUMERIC_MASK},
    {"LC_TIME", LC_TIME, LC_TIME_MASK},
    {"LC_COLLATE", LC_COLLATE, LC_COLLATE_MASK},
    {"LC_MONETARY", LC_MONETARY, LC_MONETARY_MASK},
    {"LC_MESSAGES", LC_MESSAGES, LC_MESSAGES_MASK},
    {"LC_PAPER", LC_PAPER, LC_PAPER_MASK},
    {"LC_NAME", LC_NAME, LC_NAME_MASK},
    {"LC_ADDRESS", LC_ADDRESS, LC_ADDRESS_MASK},
    {"LC_TELEPHONE", LC_TELEPHONE, LC_TELEPHONE_MASK},
    {"LC_MEASUREMENT", LC_MEASUREMENT, LC_MEASUREMENT_MASK},
    {"LC_IDENTIFICATION", LC_IDENTIFICATION, LC_IDENTIFICATION_MASK},
};

/// A locale of the C library's, for a scope.
class LocaleObject {
 public:
  explicit LocaleObject(locale_t locale) : locale_(locale) {}
  ~LocaleObject() {
    if (locale_ != nullptr) freelocale(locale_);
  }
  LocaleObject(const LocaleObject&) = delete;
  LocaleObject& operator=(const LocaleObject&) = delete;
  locale_t get() const { return locale_; }

 private:
  locale_t locale_;
};

LocaleNames& NamesOf(Thread& t) { return *t.vm().part<Codecs>().locale; }

/// The chosen locale with at least `mask` in it.
locale_t Chosen(Thread& t, int mask) {
  locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
  for (const Category& category : kCategories) {
    if ((category.mask & mask) == 0) continue;
    const std::string& name = NamesOf(t).names[static_cast<size_t>(category.number)];
    if (locale_t next = newlocale(category.mask, name.c_str(), locale)) locale = next;
  }
  return locale;
}

Raised RaiseUnsupported(Thread& t) {
  const Value module = t.vm().modules()->GetStr(t, TRY(Str::InternUtf8(t, "_locale")));
  const Value error = TRY(GetAttr(t, module, TRY(Str::InternUtf8(t, "Error"))));
  Str* text = TRY(Str::FromUtf8(t, "unsupported locale setting"));
  return RaiseException(t, TRY(CallWith(t, error, Value::FromObject(text))));
}

/// The name of all categories together.
std::string JoinedNames(const LocaleNames& names) {
  bool same = true;
  std::string joined;
  for (const Category& category : kCategories) {
    const std::string& name = names.names[static_cast<size_t>(category.number)];
    same = same && name == names.names[LC_CTYPE];
    absl::StrAppend(&joined, joined.empty() ? "" : ";", category.name, "=", name);
  }
  return same ? names.names[LC_CTYPE] : joined;
}

/// What the environment asks of a category.
std::string FromEnvironment(const char* category) {
  for (const char* variable : {"LC_ALL", category, "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return "C";
}

/// "LC_CTYPE=x;LC_NUMERIC=y": what it says of `category`.
std::string PartOf(const std::string& text, const char* category) {
  const std::string key = absl::StrCat(category, "=");
  size_t at = text.find(key);
  if (at == std::string::npos) return "C";
  at += key.size();
  const size_t end = text.find(';', at);
  return text.substr(at, end == std::string::npos ? end : end - at);
}

Result<Value> SetLocale(Thread& t, int number, Value locale) {
  if (!locale.IsNone() && !Is<Str>(locale)) {
    return RaiseTypeError(
        t, absl::StrCat("setlocale() argument 2 must be str or None, not ", TypeName(t, locale)));
  }
  LocaleNames& names = NamesOf(t);
  const Category* one = nullptr;
  for (const Category& category : kCategories) {
    if (category.number == number) one = &category;
  }
  if (one == nullptr && number != LC_ALL) return RaiseUnsupported(t);
  if (!locale.IsNone()) {
    const std::string wanted = Cast<Str>(locale)->ToUtf8();
    if (wanted.find('\0') != std::string::npos) {
      return RaiseValueError(t, "embedded null character");
    }
    LocaleNames chosen = names;
    for (const Category& category : kCategories) {
      if (one != nullptr && one != &category) continue;
      std::string name = wanted.empty()                          ? FromEnvironment(category.name)
                         : wanted.find('=') != std::string::npos ? PartOf(wanted, category.name)
                                                                 : wanted;
      const LocaleObject made(newlocale(category.mask, name.c_str(), nullptr));
      if (made.get() == nullptr) return RaiseUnsupported(t);
      chosen.names[static_cast<size_t>(category.number)] = name == "POSIX" ? "C" : name;
    }
    names = chosen;
  }
  return Str::FromUtf8(
      t, one == nullptr ? JoinedNames(names) : names.names[static_cast<size_t>(number)]);
}

/// Text of the C library's: UTF-8, or Latin-1 where it is none.
Result<Str*> FromC(Thread& t, const char* text) {
  Bytes* bytes = TRY(Bytes::From(t, std::string_view(text)));
  Str* errors = TRY(Str::InternUtf8(t, "surrogateescape"));
  return DecodeWith(t, Codec::kUtf8, bytes, errors);
}

struct LangItem {
  const char* name;
  nl_item item;
};
constexpr LangItem kLangItems[] = {
    {"DAY_1", DAY_1},
    {"DAY_2", DAY_2},
    {"DAY_3", DAY_3},
    {"DAY_4", DAY_4},
    {"DAY_5", DAY_5},
    {"DAY_6", DAY_6},
    {"DAY_7", DAY_7},
    {"ABDAY_1", ABDAY_1},
    {"ABDAY_2", ABDAY_2},
    {"ABDAY_3", ABDAY_3},
    {"ABDAY_4", ABDAY_4},
    {"ABDAY_5", ABDAY_5},
    {"ABDAY_6", ABDAY_6},
    {"ABDAY_7", ABDAY_7},
    {"MON_1", MON_1},
    {"MON_2", MON_2},
    {"MON_3", MON_3},
    {"MON_4", MON_4},
    {"MON_5", MON_5},
    {"MON_6", MON_6},
    {"MON_7", MON_7},
    {"MON_8", MON_8},
    {"MON_9", MON_9},
    {"MON_10", MON_10},
    {"MON_11", MON_11},
    {"MON_12", MON_12},
    {"ABMON_1", ABMON_1},
    {"ABMON_2", ABMON_2},
    {"ABMON_3", ABMON_3},
    {"ABMON_4", ABMON_4},
    {"ABMON_5", ABMON_5},
    {"ABMON_6", ABMON_6},
    {"ABMON_7", ABMON_7},
    {"ABMON_8", ABMON_8},
    {"ABMON_9", ABMON_9},
    {"ABMON_10", ABMON_10},
    {"ABMON_11", ABMON_11},
    {"ABMON_12", ABMON_12},
    {"RADIXCHAR", RADIXCHAR},
    {"THOUSEP", THOUSEP},
    {"CRNCYSTR", CRNCYSTR},
    {"D_FMT", D_FMT},
    {"D_T_FMT", D_T_FMT},
    {"T_FMT", T_FMT},
    {"AM_STR", AM_STR},
    {"PM_STR", PM_STR},
    {"CODESET", CODESET},
    {"T_FMT_AMPM", T_FMT_AMPM},
    {"ERA", ERA},
    {"ERA_D_FMT", ERA_D_FMT},
    {"ERA_D_T_FMT", ERA_D_T_FMT},
    {"ERA_T_FMT", ERA_T_FMT},
    {"ALT_DIGITS", ALT_DIGITS},
    {"YESEXPR", YESEXPR},
    {"NOEXPR", NOEXPR},
    {"_DATE_FMT", _DATE_FMT},
};

Result<Value> LangInfo(Thread& t, int key) {
  for (const LangItem& row : kLangItems) {
    if (row.item != key) continue;
    const LocaleObject locale(Chosen(t, LC_ALL_MASK));
    return FromC(t, nl_langinfo_l(row.item, locale.get()));
  }
  return RaiseValueError(t, "unsupported langinfo constant");
}

/// How digits are grouped: a list of ints, the last one 0 or CHAR_MAX.
Result<Value> Grouping(Thread& t, const char* grouping) {
  List* list = TRY(List::New(t));
  if (*grouping == '\0') return list;
  const char* at = grouping;
  for (; *at != '\0' && *at != CHAR_MAX; ++at) {
    TRY(list->Append(t, Value::FromInt(static_cast<unsigned char>(*at))));
  }
  TRY(list->Append(t, Value::FromInt(*at == '\0' ? 0 : CHAR_MAX)));
  return list;
}

Result<Value> LocaleConv(Thread& t) {
  struct TextRow {
    const char* name;
    nl_item item;
  };
  static constexpr TextRow kTexts[] = {
      {"int_curr_symbol", __INT_CURR_SYMBOL},
      {"currency_symbol", __CURRENCY_SYMBOL},
      {"mon_decimal_point", __MON_DECIMAL_POINT},
      {"mon_thousands_sep", __MON_THOUSANDS_SEP},
      {"positive_sign", __POSITIVE_SIGN},
      {"negative_sign", __NEGATIVE_SIGN},
      {"decimal_point", RADIXCHAR},
      {"thousands_sep", THOUSEP},
  };
  static constexpr TextRow kNumbers[] = {
      {"int_frac_digits", __INT_FRAC_DIGITS}, {"frac_digits", __FRAC_DIGITS},
      {"p_cs_precedes", __P_CS_PRECEDES},     {"p_sep_by_space", __P_SEP_BY_SPACE},
      {"n_cs_precedes", __N_CS_PRECEDES},     {"n_sep_by_space", __N_SEP_BY_SPACE},
      {"p_sign_posn", __P_SIGN_POSN},         {"n_sign_posn", __N_SIGN_POSN},
  };
  static constexpr TextRow kGroupings[] = {{"mon_grouping", __MON_GROUPING},
                                           {"grouping", __GROUPING}};
  const LocaleObject locale(Chosen(t, LC_NUMERIC_MASK | LC_MONETARY_MASK | LC_CTYPE_MASK));
  Dict* dict = TRY(Dict::New(t));
  const auto add = [&](const char* name, Result<Value> value) -> Result<None> {
    if (!value.ok()) return Raised{};
    return dict->SetStr(t, TRY(Str::InternUtf8(t, name)), *value);
  };
  for (const TextRow& row : kTexts) {
    TRY(add(row.name, FromC(t, nl_langinfo_l(row.item, locale.get()))));
  }
  for (const TextRow& row : kNumbers) {
    const char value = *nl_langinfo_l(row.item, locale.get());
    TRY(add(row.name, Value::FromInt(value == '\377' ? CHAR_MAX : value)));
  }
  for (const TextRow& row : kGroupings) {
    TRY(add(row.name, Grouping(t, nl_langinfo_l(row.item, locale.get()))));
  }
  return dict;
}

/// For the C library: ends in a NUL, contains none.
Result<std::vector<wchar_t>> WideText(Thread& t, const Str* text) {
  static_assert(sizeof(wchar_t) == 4);
  std::vector<wchar_t> wide(text->length() + 1);
  for (size_t i = 0; i < text->length(); ++i) {
    wide[i] = static_cast<wchar_t>(text->At(i));
    if (wide[i] == 0) return RaiseValueError(t, "embedded null character");
  }
  return wide;
}

Result<int64_t> StrColl(Thread& t, Str* a, Str* b) {
  const auto left = TRY(WideText(t, a));
  const auto right = TRY(WideText(t, b));
  const LocaleObject locale(Chosen(t, LC_COLLATE_MASK | LC_CTYPE_MASK));
  return int64_t{wcscoll_l(left.data(), right.data(), locale.get())};
}

Result<Value> StrXfrm(Thread& t, Str* text) {
  const auto source = TRY(WideText(t, text));
  const LocaleObject locale(Chosen(t, LC_COLLATE_MASK | LC_CTYPE_MASK));
  const size_t size = wcsxfrm_l(nullptr, source.data(), 0, locale.get());
  if (size == SIZE_MAX || size > (size_t{1} << 40)) return RaiseOSError(t, EINVAL);
  std::vector<wchar_t> out(size + 1);
  wcsxfrm_l(out.data(), source.data(), out.size(), locale.get());
  StrWriter writer(t);
  for (size_t i = 0; i < size; ++i) {
    const auto c = static_cast<char32_t>(out[i]);
    writer.Append(c > 0x10FFFF ? U'\uFFFD' : c);
  }
  return writer.Finish(t);
}

Result<Value> GetEncoding(Thread& t) { return Str::InternUtf8(t, kLocaleEncoding); }

// --- Message catalogues: the process's --------------------------------------------------------

/// A str as a C string, or None as null.
struct TextOrNull {
  bool is_null = true;
  std::string text;
  const char* get() const { return is_null ? nullptr : text.c_str(); }
};
Result<TextOrNull> ToC(Thread& t, const char* function, int index, Value value, bool none_allowed) {
  if (value.IsNone() && none_allowed) return TextOrNull{};
  if (!Is<Str>(value)) {
    return RaiseTypeError(
        t, absl::StrCat(function, "() argument ", index == 0 ? "" : absl::StrCat(index, " "),
                        "must be str", none_allowed ? " or None" : "", ", not ",
                        value.IsNone() ? "None" : TypeName(t, value)));
  }
  TextOrNull text{false, Cast<Str>(value)->ToUtf8()};
  if (text.text.find('\0') == std::string::npos) return text;
  return RaiseValueError(t, "embedded null character");
}

Result<Value> GetText(Thread& t, Value message) {
  const TextOrNull text = TRY(ToC(t, "gettext", 0, message, false));
  return FromC(t, ::gettext(text.get()));
}
Result<Value> DGetText(Thread& t, Value domain, Value message) {
  const TextOrNull d = TRY(ToC(t, "dgettext", 1, domain, true));
  const TextOrNull text = TRY(ToC(t, "dgettext", 2, message, false));
  return FromC(t, ::dgettext(d.get(), text.get()));
}
Result<Value> DCGetText(Thread& t, Value domain, Value message, int category) {
  const TextOrNull d = TRY(ToC(t, "dcgettext", 1, domain, true));
  const TextOrNull text = TRY(ToC(t, "dcgettext", 2, message, false));
  return FromC(t, ::dcgettext(d.get(), text.get(), category));
}
Result<Value> TextDomain(Thread& t, Value domain) {
  const TextOrNull d = TRY(ToC(t, "textdomain", 0, domain, true));
  const char* now = ::textdomain(d.get());
  return now == nullptr ? Result<Value>(RaiseOSError(t, errno)) : FromC(t, now);
}
Result<Value> BindTextDomain(Thread& t, Value domain, Value folder) {
  const TextOrNull d = TRY(ToC(t, "bindtextdomain", 1, domain, false));
  if (d.text.empty()) {
    const Value module = t.vm().modules()->GetStr(t, TRY(Str::InternUtf8(t, "_locale")));
    const Value error = TRY(GetAttr(t, module, TRY(Str::InternUtf8(t, "Error"))));
    Str* text = TRY(Str::FromUtf8(t, "domain must be a non-empty string"));
    return RaiseException(t, TRY(CallWith(t, error, Value::FromObject(text))));
  }
  const TextOrNull f = TRY(ToC(t, "bindtextdomain", 2, folder, true));
  const char* now = ::bindtextdomain(d.get(), f.get());
  return now == nullptr ? Result<Value>(RaiseOSError(t, errno)) : FromC(t, now);
}
Result<Value> BindCodeset(Thread& t, Value domain, Value codeset) {
  const TextOrNull d = TRY(ToC(t, "bind_textdomain_codeset", 1, domain, false));
  const TextOrNull c = TRY(ToC(t, "bind_textdomain_codeset", 2, codeset, true));
  const char* now = ::bind_textdomain_codeset(d.get(), c.get());
  return now == nullptr ? Result<Value>(Value::None()) : FromC(t, now);
}

constexpr Method kFunctions[] = {
    Bind<SetLocale>("setlocale", "(category, locale=None, /)"),
    Bind<LocaleConv>("localeconv", "()"),
    Bind<LangInfo>("nl_langinfo", "(key, /)"),
    Bind<StrColl>("strcoll", "(os1, os2, /)"),
    Bind<StrXfrm>("strxfrm", "(string, /)"),
    Bind<GetEncoding>("getencoding", "()"),
    Bind<GetText>("gettext", "(msg, /)"),
    Bind<DGetText>("dgettext", "(domain, msg, /)"),
    Bind<DCGetText>("dcgettext", "(domain, msg, category, /)"),
    Bind<TextDomain>("textdomain", "(domain, /)"),
    Bind<BindTextDomain>("bindtextdomain", "(domain, dir, /)"),
    Bind<BindCodeset>("bind_textdomain_codeset", "(domain, codeset, /)"),
};

Result<Type*> MakeErrorType(Thread& t) {
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(types(t).Exception)));
  Dict* ns = TRY(Dict::New(t));
  Str* module = TRY(Str::InternUtf8(t, "locale"));
  TRY(ns->SetStr(t, names(t).__module__, Value::FromObject(module)));
  Str* name = TRY(Str::InternUtf8(t, "Error"));
  return TypeBuilder::NewHeapType(t, types(t).type, name, bases, ns, {});
}

}  // namespace

Result<Module*> MakeLocaleModule(Thread& t) {
  Codecs& codecs = t.vm().part<Codecs>();
  if (codecs.locale == nullptr) {
    codecs.locale = std::make_unique<LocaleNames>();
    codecs.locale->names.fill("C");
    codecs.locale->names[LC_CTYPE] = "C.UTF-8";
  }
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_locale"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->Add(t, "Error", Value::FromObject(TRY(MakeErrorType(t)))));
  constexpr size_t kPublic = 6;  // categories that CPython names
  for (size_t i = 0; i < kPublic; ++i) {
    TRY(module->AddInt(t, kCategories[i].name, kCategories[i].number));
  }
  TRY(module->AddInt(t, "LC_ALL", LC_ALL));
  TRY(module->AddInt(t, "CHAR_MAX", CHAR_MAX));
  for (const LangItem& row : kLangItems) TRY(module->AddInt(t, row.name, row.item));
  return module;
}

}  // namespace krait
