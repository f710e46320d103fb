#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/modules/system/time_parts.h"
#include "vm/modules/system/timestamp.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/module.h"
#include "vm/object/struct_sequence.h"
#include "vm/object/tuple.h"

/// time: years, months and days.
namespace krait {
namespace {

constexpr const char* kFields[] = {"tm_year",  "tm_mon",  "tm_mday",  "tm_hour",
                                   "tm_min",   "tm_sec",  "tm_wday",  "tm_yday",
                                   "tm_isdst", "tm_zone", "tm_gmtoff"};
constexpr StructSequenceSpec kStructTime = {"time.struct_time", kFields, 9};
constexpr size_t kItems = 9;

Result<Str*> ZoneText(Thread& t, const char* zone) {
  Bytes* bytes = TRY(Bytes::From(t, std::string_view(zone)));
  return DecodeWith(t, Codec::kUtf8, bytes, TRY(Str::InternUtf8(t, "surrogateescape")));
}

/// A struct_time of `tm`.
Result<Value> FromTm(Thread& t, const tm& tm) {
  const Value zone = Value::FromObject(TRY(ZoneText(t, tm.tm_zone == nullptr ? "" : tm.tm_zone)));
  const Value values[] = {Value::FromInt(int64_t{tm.tm_year} + 1900),
                          Value::FromInt(tm.tm_mon + 1),
                          Value::FromInt(tm.tm_mday),
                          Value::FromInt(tm.tm_hour),
                          Value::FromInt(tm.tm_min),
                          Value::FromInt(tm.tm_sec),
                          Value::FromInt((tm.tm_wday + 6) % 7),
                          Value::FromInt(tm.tm_yday + 1),
                          Value::FromInt(tm.tm_isdst),
                          zone,
                          Value::FromInt(tm.tm_gmtoff)};
  return StructSequence<kStructTime>::New(t, t.vm().part<TimePart>().struct_time, values);
}

/// A tm with the text that its tm_zone points to.
struct TimeParts {
  tm value{};
  std::string zone;
};

/// The other way; `function` is for messages.
Result<None> ToTm(Thread& t, Value object, const char* function, TimeParts* out) {
  if (!Is<Tuple>(object)) return RaiseTypeError(t, "Tuple or struct_time argument required");
  const Tuple* tuple = Cast<Tuple>(object);
  if (tuple->size() < kItems) {
    return RaiseTypeError(t, absl::StrCat(function, "(): illegal time tuple argument"));
  }
  int64_t items[kItems];
  for (size_t i = 0; i < kItems; ++i) {
    items[i] = ClampToInt64(TRY(ToIndex(t, tuple->At(i))));
    if (items[i] > INT32_MAX) {
      return RaiseOverflowError(t, "signed integer is greater than maximum");
    }
    if (items[i] < INT32_MIN) return RaiseOverflowError(t, "signed integer is less than minimum");
  }
  if (items[0] < INT64_C(-0x80000000) + 1900) return RaiseOverflowError(t, "year out of range");
  tm& tm = out->value;
  tm.tm_year = static_cast<int>(items[0] - 1900);
  tm.tm_mon = static_cast<int>(items[1] - 1);
  tm.tm_mday = static_cast<int>(items[2]);
  tm.tm_hour = static_cast<int>(items[3]);
  tm.tm_min = static_cast<int>(items[4]);
  tm.tm_sec = static_cast<int>(items[5]);
  tm.tm_wday = static_cast<int>((items[6] + 1) % 7);
  tm.tm_yday = static_cast<int>(items[7] - 1);
  tm.tm_isdst = static_cast<int>(items[8]);
  if (TypeOf(t, object) != t.vm().part<TimePart>().struct_time) return None{};
  const Value zone = struct_sequence::GetField(t, object, 9);
  const Value offset = struct_sequence::GetField(t, object, 10);
  if (Is<Str>(zone)) {
    out->zone = Cast<Str>(zone)->ToUtf8();
    tm.tm_zone = out->zone.c_str();
  }
  if (!offset.IsNone()) tm.tm_gmtoff = TRY(ToIndexInt64(t, offset));
  return None{};
}

/// Refuses what asctime and strftime could not read; zero stands for the first month and day.
Result<None> CheckTm(Thread& t, tm& tm) {
  const auto fix = [](int& value, int low) {
    if (value == low - 1) value = low;
  };
  fix(tm.tm_mon, 0);
  fix(tm.tm_mday, 1);
  fix(tm.tm_yday, 0);
  if (tm.tm_mon < 0 || tm.tm_mon > 11) return RaiseValueError(t, "month out of range");
  if (tm.tm_mday < 0 || tm.tm_mday > 31) return RaiseValueError(t, "day of month out of range");
  if (tm.tm_hour < 0 || tm.tm_hour > 23) return RaiseValueError(t, "hour out of range");
  if (tm.tm_min < 0 || tm.tm_min > 59) return RaiseValueError(t, "minute out of range");
  if (tm.tm_sec < 0 || tm.tm_sec > 61) return RaiseValueError(t, "seconds out of range");
  if (tm.tm_wday < 0) return RaiseValueError(t, "day of week out of range");
  if (tm.tm_yday < 0 || tm.tm_yday > 365) return RaiseValueError(t, "day of year out of range");
  return None{};
}

Result<int64_t> SecondsOrNow(Thread& t, Value seconds) {
  if (!seconds.IsNone()) return ToTimeT(t, seconds);
  return int64_t{time(nullptr)};
}

Result<tm> Broken(Thread& t, Value seconds, struct tm* (*convert)(const time_t*, struct tm*)) {
  const time_t moment = TRY(SecondsOrNow(t, seconds));
  struct tm tm{};
  errno = 0;
  if (convert(&moment, &tm) == nullptr) return RaiseOSError(t, errno == 0 ? EINVAL : errno);
  return tm;
}

Result<Value> GmTime(Thread& t, Value seconds) {
  return FromTm(t, TRY(Broken(t, seconds, &gmtime_r)));
}

Result<Value> LocalTime(Thread& t, Value seconds) {
  return FromTm(t, TRY(Broken(t, seconds, &localtime_r)));
}

Result<Value> AscText(Thread& t, const tm& tm) {
  static constexpr char kDays[] = "SunMonTueWedThuFriSat";
  static constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char text[80];
  std::snprintf(text, sizeof(text), "%.3s %.3s%3d %.2d:%.2d:%.2d %d", kDays + 3 * tm.tm_wday,
                kMonths + 3 * tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
                1900 + tm.tm_year);
  return Str::FromLatin1(t, text);
}

Result<Value> AscTime(Thread& t, Value tuple) {
  TimeParts parts;
  if (tuple.IsUnbound()) {
    parts.value = TRY(Broken(t, Value::None(), &localtime_r));
  } else {
    TRY(ToTm(t, tuple, "asctime", &parts));
    TRY(CheckTm(t, parts.value));
  }
  return AscText(t, parts.value);
}

Result<Value> CTime(Thread& t, Value seconds) {
  return AscText(t, TRY(Broken(t, seconds, &localtime_r)));
}

Result<double> MkTime(Thread& t, Value tuple) {
  TimeParts parts;
  TRY(ToTm(t, tuple, "mktime", &parts));
  parts.value.tm_wday = -1;  // stays so when there is no such time
  const time_t moment = mktime(&parts.value);
  if (moment == static_cast<time_t>(-1) && parts.value.tm_wday == -1) {
    return RaiseOverflowError(t, "mktime argument out of range");
  }
  return static_cast<double>(moment);
}

/// strftime with as much room as it takes.
std::string Formatted(const std::string& format, const tm& tm) {
  // Nothing written can also mean that nothing is to be written: an added blank tells.
  const std::string marked = format + " ";
  for (size_t room = 256 + marked.size() * 2;; room *= 2) {
    std::string text(room, '\0');
    const size_t size = strftime(text.data(), room, marked.c_str(), &tm);
    if (size > 0 || room > 256 * marked.size() + 65536) {
      text.resize(size == 0 ? 0 : size - 1);
      return text;
    }
  }
}

Result<Value> StrFTime(Thread& t, Args args) {
  if (args.count == 0) return RaiseTypeError(t, "strftime() takes at least 1 argument (0 given)");
  if (args.count > 2) {
    return RaiseTypeError(
        t, absl::StrCat("strftime() takes at most 2 arguments (", args.count, " given)"));
  }
  if (!Is<Str>(args[0])) {
    return RaiseTypeError(
        t, absl::StrCat("strftime() argument 1 must be str, not ", TypeName(t, args[0])));
  }
  TimeParts parts;
  if (args.count == 1) {
    parts.value = TRY(Broken(t, Value::None(), &localtime_r));
  } else {
    TRY(ToTm(t, args[1], "strftime", &parts));
    TRY(CheckTm(t, parts.value));
  }
  if (parts.value.tm_isdst < -1) parts.value.tm_isdst = -1;
  if (parts.value.tm_isdst > 1) parts.value.tm_isdst = 1;
  Str* surrogates = TRY(Str::InternUtf8(t, "surrogateescape"));
  Bytes* format = TRY(EncodeWith(t, Codec::kUtf8, Cast<Str>(args[0]), surrogates));
  if (format->view().find('\0') != std::string_view::npos) {
    return RaiseValueError(t, "embedded null character");
  }
  Bytes* text = TRY(Bytes::From(t, Formatted(std::string(format->view()), parts.value)));
  return DecodeWith(t, Codec::kUtf8, text, surrogates);
}

Result<Value> StrPTime(Thread& t, Args args) {
  Str* name = TRY(Str::InternUtf8(t, "_strptime"));
  const Value import = t.vm().builtins()->GetStr(t, names(t).__import__);
  if (import.IsUnbound()) return Raise(t, &BuiltinTypes::ImportError, "__import__ not found");
  const Value module = TRY(CallWith(t, import, Value::FromObject(name)));
  return CallMethod(t, module, TRY(Str::InternUtf8(t, "_strptime_time")), args);
}

/// timezone, altzone, daylight and tzname, from how January and July look this year.
Result<None> AddZone(Thread& t, Module* module) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t january = time(nullptr) / kYear * kYear;
  const time_t july = january + kYear / 2;
  tm winter{};
  tm summer{};
  localtime_r(&january, &winter);
  localtime_r(&july, &summer);
  if (winter.tm_gmtoff > summer.tm_gmtoff) std::swap(winter, summer);  // south of the equator
  TRY(module->AddInt(t, "timezone", -winter.tm_gmtoff));
  TRY(module->AddInt(t, "altzone", -summer.tm_gmtoff));
  TRY(module->AddInt(t, "daylight", winter.tm_gmtoff != summer.tm_gmtoff));
  Str* first = TRY(ZoneText(t, winter.tm_zone));
  Str* second = TRY(ZoneText(t, summer.tm_zone));
  Tuple* both = TRY(Tuple::Of(t, Value::FromObject(first), Value::FromObject(second)));
  return module->Add(t, "tzname", Value::FromObject(both));
}

Result<None> TzSet(Thread& t) {
  tzset();
  Str* name = TRY(Str::InternUtf8(t, "time"));
  const Value module = t.vm().modules()->GetStr(t, name);
  return Is<Module>(module) ? AddZone(t, Cast<Module>(module)) : Result<None>(None{});
}

Result<Value> AscTimeArguments(Thread& t, Opt<Value> tuple) {
  return AscTime(t, tuple ? *tuple : Value::Unbound());
}

constexpr Method kFunctions[] = {
    Bind<GmTime>("gmtime", "($module, seconds=None, /)"),
    Bind<LocalTime>("localtime", "($module, seconds=None, /)"),
    Bind<AscTimeArguments>("asctime", "($module, tuple=..., /)"),
    Bind<CTime>("ctime", "($module, seconds=None, /)"),
    Bind<MkTime>("mktime", "($module, tuple, /)"),
    Bind<StrFTime>("strftime", "($module, format, tuple=..., /)"),
    Bind<StrPTime>("strptime", "($module, string, format=..., /)"),
    Bind<TzSet>("tzset", "($module, /)"),
};

}  // namespace

void TimePart::TraceRoots(Marker& marker) { marker.Visit(struct_time); }

Result<None> AddCalendar(Thread& t, Module* module) {
  Type* type = TRY(StructSequence<kStructTime>::NewType(t));
  t.vm().AddPart(std::make_unique<TimePart>(type));
  TRY(module->Add(t, "struct_time", Value::FromObject(type)));
  TRY(module->AddInt(t, "_STRUCT_TM_ITEMS", static_cast<int64_t>(std::size(kFields))));
  TRY(module->AddFunctions(t, kFunctions));
  tzset();
  return AddZone(t, module);
}

}  // namespace krait
