#include "vm/modules/json/encoder.h"

#include <charconv>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_string.h"
#include "vm/builtins/list_sort.h"
#include "vm/modules/json/quote.h"
#include "vm/number/float_text.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

namespace krait::json {
namespace {

constexpr const char* kWhere = " while encoding a JSON object";

/// One encoding. The objects that are being written, outermost last, are known by a chain on the
/// native stack; the markers dict learns of them only before Python code runs that could look, or
/// come back here with the same dict.
class Encoding {
 public:
  Encoding(Thread& t, const EncodeSettings& settings, StrWriter& out)
      : t_(t), settings_(settings), out_(out) {}

  Result<None> Write(Value value);

 private:
  static constexpr uint32_t kValuesPerPoll = 1024;

  /// An object on the way in.
  struct Open {
    Value object;
    Open* outer;
    bool marked = false;
  };

  /// Runs f() with `object` known to be open; ValueError if it is open already.
  template <typename F>
  Result<None> WhileOpen(Value object, F f);
  Result<None> MarkOpen();
  Result<Value> Identity(Value object);

  Result<None> WriteInt(Value value);
  Result<None> WriteFloat(double value);
  Result<None> WriteString(Value string);
  Result<None> WriteSequence(Value sequence);
  Result<None> WriteDict(Value dict);
  Result<None> WriteItems(Value items, bool* first);
  Result<None> WriteMember(Value key, Value value, bool* first);
  Result<None> WriteOther(Value object);

  Thread& t_;
  const EncodeSettings& settings_;
  StrWriter& out_;
  Open* open_ = nullptr;
  uint32_t values_ = 0;
};

Result<Value> Encoding::Identity(Value object) {
  if (!object.IsObject()) return Int::FromUnsigned(t_, object.bits());
  return Int::From(t_, static_cast<int64_t>(reinterpret_cast<uintptr_t>(object.AsObject())));
}

/// Before Python code runs: enters all open objects into the markers.
Result<None> Encoding::MarkOpen() {
  if (settings_.markers.IsNone()) return None{};
  Dict* markers = Cast<Dict>(settings_.markers);
  for (Open* open = open_; open != nullptr && !open->marked; open = open->outer) {
    TRY(markers->Set(t_, TRY(Identity(open->object)), open->object));
    open->marked = true;
  }
  return None{};
}

template <typename F>
Result<None> Encoding::WhileOpen(Value object, F f) {
  if (settings_.markers.IsNone()) return f();
  Dict* markers = Cast<Dict>(settings_.markers);
  bool circular = false;
  for (Open* open = open_; open != nullptr; open = open->outer) {
    circular |= open->object.SameBits(object);
  }
  if (!circular && markers->size() != 0) {
    circular = !TRY(markers->Get(t_, TRY(Identity(object)))).IsUnbound();
  }
  if (circular) return RaiseValueError(t_, "Circular reference detected");
  Open open{object, open_};
  open_ = &open;
  const Result<None> result = f();
  open_ = open.outer;
  if (!result.ok()) return Raised{};
  if (open.marked) TRY(markers->Remove(t_, TRY(Identity(object))));
  return None{};
}

Result<None> Encoding::Write(Value value) {
  if (++values_ % kValuesPerPoll == 0) TRY(CheckPoll(t_));
  if (Is<Str>(value)) return WriteString(value);
  if (value.IsInt() || Is<Int>(value)) return WriteInt(value);
  if (IsFloatLike(value)) return WriteFloat(FloatOf(value));
  if (Is<List>(value) || Is<Tuple>(value)) {
    const RecursionScope level(t_);
    TRY(level.Check(kWhere));
    return WriteSequence(value);
  }
  if (Is<Dict>(value)) {
    const RecursionScope level(t_);
    TRY(level.Check(kWhere));
    return WriteDict(value);
  }
  if (value.IsNone() || value.IsBool()) {
    out_.AppendAscii(value.IsNone() ? "null" : value.IsTrue() ? "true" : "false");
    return None{};
  }
  return WriteOther(value);
}

Result<None> Encoding::WriteInt(Value value) {
  if (value.IsInt()) {
    char text[24];
    const auto [end, error] = std::to_chars(text, text + sizeof(text), value.AsInt());
    out_.AppendAscii({text, static_cast<size_t>(end - text)});
    return None{};
  }
  out_.Append(TRY(IntToStr(t_, value)));
  return None{};
}

Result<None> Encoding::WriteFloat(double value) {
  if (std::isfinite(value)) {
    out_.AppendAscii(FloatRepr(value));
    return None{};
  }
  if (!settings_.allow_nan) {
    return RaiseValueError(t_, "Out of range float values are not JSON compliant");
  }
  out_.AppendAscii(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  return None{};
}

Result<None> Encoding::WriteString(Value string) {
  if (settings_.quoting != Quoting::kCallable) {
    AppendQuoted(
        out_, Cast<Str>(string),
        settings_.quoting == Quoting::kBasestring ? Escapes::kNecessary : Escapes::kAllButAscii);
    return None{};
  }
  TRY(MarkOpen());
  const Value quoted = TRY(CallWith(t_, settings_.encoder, string));
  if (!Is<Str>(quoted)) {
    return RaiseTypeError(
        t_, absl::StrCat("encoder() must return a string, not ", TypeName(t_, quoted)));
  }
  out_.Append(Cast<Str>(quoted));
  return None{};
}

Result<None> Encoding::WriteSequence(Value sequence) {
  // A list may change while its elements are written.
  const auto item_at = [sequence](size_t index) -> Value {
    if (Is<List>(sequence)) return Cast<List>(sequence)->TryGet(index);
    const Tuple* tuple = Cast<Tuple>(sequence);
    return index < tuple->size() ? tuple->At(index) : Value::Unbound();
  };
  if (item_at(0).IsUnbound()) {
    out_.AppendAscii("[]");
    return None{};
  }
  return WhileOpen(sequence, [&]() -> Result<None> {
    out_.Append('[');
    for (size_t i = 0;; ++i) {
      const Value item = item_at(i);
      if (item.IsUnbound()) break;
      if (i != 0) out_.Append(settings_.item_separator);
      TRY(Write(item));
    }
    out_.Append(']');
    return None{};
  });
}

Result<None> Encoding::WriteDict(Value value) {
  Dict* dict = Cast<Dict>(value);
  if (dict->size() == 0) {
    out_.AppendAscii("{}");
    return None{};
  }
  return WhileOpen(value, [&]() -> Result<None> {
    out_.Append('{');
    bool first = true;
    if (IsExactly<Dict>(value) && !settings_.sort_keys) {
      size_t position = 0;
      Value key, member;
      while (dict->Next(position, key, member)) TRY(WriteMember(key, member, &first));
    } else {
      const Value items = TRY(CallMethodWith(t_, value, names(t_).items));
      TRY(WriteItems(items, &first));
    }
    out_.Append('}');
    return None{};
  });
}

/// What items() of a dict gave, sorted if that is wanted.
Result<None> Encoding::WriteItems(Value items, bool* first) {
  List* list = Cast<List>(TRY(CallWith(t_, Value::FromObject(types(t_).list), items)));
  if (settings_.sort_keys) TRY(SortList(t_, list, Value::None(), false));
  for (size_t i = 0;; ++i) {
    const Value item = list->TryGet(i);
    if (item.IsUnbound()) return None{};
    if (!Is<Tuple>(item) || Cast<Tuple>(item)->size() != 2) {
      return RaiseValueError(t_, "items must return 2-tuples");
    }
    TRY(WriteMember(Cast<Tuple>(item)->At(0), Cast<Tuple>(item)->At(1), first));
  }
}

Result<None> Encoding::WriteMember(Value key, Value value, bool* first) {
  Value text = key;
  if (!Is<Str>(key)) {
    StrWriter writer(t_);
    Encoding plain(t_, settings_, writer);
    if (IsFloatLike(key)) {
      TRY(plain.WriteFloat(FloatOf(key)));
    } else if (key.IsNone() || key.IsBool()) {
      TRY(plain.Write(key));
    } else if (IsIntLike(key)) {
      TRY(plain.WriteInt(key));
    } else if (settings_.skip_keys) {
      return None{};
    } else {
      return RaiseTypeError(
          t_, absl::StrCat("keys must be str, int, float, bool or None, not ", TypeName(t_, key)));
    }
    text = Value::FromObject(TRY(writer.Finish(t_)));
  }
  if (!*first) out_.Append(settings_.item_separator);
  *first = false;
  TRY(WriteString(text));
  out_.Append(settings_.key_separator);
  return Write(value);
}

/// Anything else is written as what default() makes of it.
Result<None> Encoding::WriteOther(Value object) {
  return WhileOpen(object, [&]() -> Result<None> {
    TRY(MarkOpen());
    const Value replacement = TRY(CallWith(t_, settings_.default_, object));
    const RecursionScope level(t_);
    TRY(level.Check(kWhere));
    return Write(replacement);
  });
}

}  // namespace

Result<None> Encode(Thread& t, const EncodeSettings& settings, Value value, StrWriter& out) {
  return Encoding(t, settings, out).Write(value);
}

}  // namespace krait::json
