#include "vm/frame/locals.h"

#include "vm/frame/frame_object.h"
#include "vm/object/bound_method.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

/// Class bodies show no free variables: they belong to the functions around.
bool IsShown(const Code* code, int index) {
  const uint8_t kind = code->localspluskinds()->data()[index];
  return (kind & kLocalFree) == 0 || code->HasFlag(kCodeOptimized);
}

}  // namespace

Result<Value> LocalsOf(Thread& t, FrameObject* frame) {
  if (!frame->locals().IsUnbound()) return frame->locals();
  Dict* dict = frame->snapshot();
  if (dict == nullptr) {
    dict = TRY(Dict::New(t));
    frame->set_snapshot(dict);
  }
  const Code* code = frame->code();
  for (int i = 0; i < code->localsplus_count(); ++i) {
    if (!IsShown(code, i)) continue;
    Value value = frame->Local(i);
    const uint8_t kind = code->localspluskinds()->data()[i];
    if ((kind & (kLocalCell | kLocalFree)) != 0 && Is<Cell>(value)) {
      value = Cast<Cell>(value)->content();
    }
    Str* name = Cast<Str>(code->localsplusnames()->At(i));
    if (value.IsUnbound()) {
      dict->RemoveStr(t, name);
    } else {
      TRY(dict->SetStr(t, name, value));
    }
  }
  return dict;
}

Result<None> StoreLocals(Thread& t, FrameObject* frame) {
  Dict* dict = frame->snapshot();
  if (dict == nullptr || !frame->locals().IsUnbound()) return None{};
  const Code* code = frame->code();
  for (int i = 0; i < code->localsplus_count(); ++i) {
    if (!IsShown(code, i)) continue;
    const Value value = dict->GetStr(t, Cast<Str>(code->localsplusnames()->At(i)));
    const uint8_t kind = code->localspluskinds()->data()[i];
    const Value local = frame->Local(i);
    if ((kind & (kLocalCell | kLocalFree)) != 0 && Is<Cell>(local)) {
      Cast<Cell>(local)->set_content(value);
    } else {
      frame->SetLocal(i, value);
    }
  }
  return None{};
}

Result<Value> CurrentLocals(Thread& t) {
  if (t.frame == nullptr) return Value::None();
  if (!t.frame->locals.IsUnbound()) return t.frame->locals;
  FrameObject* frame = TRY(FrameObject::Of(t, t.frame));
  return LocalsOf(t, frame);
}

}  // namespace krait
