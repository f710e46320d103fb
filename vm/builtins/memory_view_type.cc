#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/memory_view_index.h"
#include "vm/builtins/memory_view_item.h"
#include "vm/builtins/method_signatures.h"
#include "vm/builtins/specs.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/iterators.h"
#include "vm/object/list.h"
#include "vm/object/memory_view.h"
#include "vm/object/operations.h"
#include "vm/object/tuple.h"

/// memoryview.
namespace krait {
namespace {

MemoryView* AsView(Value value) { return Cast<MemoryView>(value); }

constexpr Method kNewSignature = ConstructorSignature("memoryview", "(object)");

Result<Value> ViewNew(Thread& t, Type*, Args args) {
  Value object;
  TRY(BindArguments(t, kNewSignature, args, &object));
  return MemoryView::New(t, object);
}

Result<Value> ViewRepr(Thread& t, Value self) {
  const auto address = reinterpret_cast<uintptr_t>(self.AsObject());
  return Str::FromUtf8(t, absl::StrCat("<", AsView(self)->released() ? "released " : "",
                                       "memory at 0x", absl::Hex(address), ">"));
}

Result<int64_t> ViewLength(Thread& t, Value self) {
  TRY(CheckNotReleased(t, AsView(self)));
  return AsView(self)->dimensions() == 0 ? int64_t{1} : AsView(self)->shape()[0];
}

Result<int64_t> ViewHash(Thread& t, Value self) {
  MemoryView* view = AsView(self);
  if (view->hash() != -1) return view->hash();
  TRY(CheckNotReleased(t, view));
  if (!view->readonly()) return RaiseValueError(t, "cannot hash writable memoryview object");
  char code;
  if (NativeItemSize(view->format(), &code) == 0 || !IsByteCode(code)) {
    return RaiseValueError(t, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  TRY(Hash(t, view->object()));
  const int64_t hash = TRY(BytesOfAnyBuffer(t, self))->Hash(t);
  view->set_hash(hash);
  return hash;
}

Result<bool> EqualTo(Thread& t, MemoryView* self, Value other) {
  Buffer buffer(t);
  TRY(buffer.Take(other, kBufferShaped));
  const BufferItems items(buffer.view());
  return EqualItems(t, self->items(), items.view());
}

Result<Value> ViewCompare(Thread& t, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEq && op != CompareOp::kNe) return Value::NotImplemented();
  const auto answer = [op](bool equal) { return Value::FromBool(equal == (op == CompareOp::kEq)); };
  const bool other_released = Is<MemoryView>(other) && AsView(other)->released();
  if (AsView(self)->released() || other_released) return answer(self.SameBits(other));
  if (!HasBuffer(t, other)) return Value::NotImplemented();
  return answer(TRY(EqualTo(t, AsView(self), other)));
}

Result<Value> ViewIter(Thread& t, Value self) {
  MemoryView* view = AsView(self);
  TRY(CheckNotReleased(t, view));
  TRY(ItemCode(t, view->format()));
  if (view->dimensions() == 0) return RaiseTypeError(t, "invalid indexing of 0-dim memory");
  if (view->dimensions() != 1) {
    return Raise(t, &BuiltinTypes::NotImplementedError,
                 "multi-dimensional sub-views are not implemented");
  }
  return BytesIterator::New(t, types(t).memory_iterator, view);
}

Result<None> ViewBuffer(Thread& t, Value self, int flags, BufferView* out) {
  MemoryView* view = AsView(self);
  TRY(CheckNotReleased(t, view));
  if ((flags & kBufferWritable) != 0 && view->readonly()) {
    return Raise(t, &BuiltinTypes::BufferError, "memoryview: underlying buffer is not writable");
  }
  const StridedView items = view->items();
  if ((flags & kBufferShaped) == 0 && !items.IsContiguous()) {
    return Raise(t, &BuiltinTypes::BufferError,
                 "memoryview: underlying buffer is not C-contiguous");
  }
  *out = {};
  out->data = items.data;
  out->size = items.ByteCount();
  out->item_size = items.item_size;
  out->readonly = view->readonly();
  out->format = items.format;
  out->dimensions = items.dimensions;
  out->shape = items.shape;
  out->strides = items.strides;
  out->owner = self;
  out->release = [](Value owner) { AsView(owner)->RemoveExport(); };
  view->AddExport();
  return None{};
}

// --- Methods ---------------------------------------------------------------------------------

Result<None> ViewRelease(Thread& t, MemoryView* self) {
  const int64_t exports = self->exports();
  if (exports != 0 && !self->released()) {
    return Raise(
        t, &BuiltinTypes::BufferError,
        absl::StrCat("memoryview has ", exports, " exported buffer", exports == 1 ? "" : "s"));
  }
  self->Release();
  return None{};
}

Result<Value> ViewEnter(Thread& t, Value self) {
  TRY(CheckNotReleased(t, AsView(self)));
  return self;
}

Result<None> ViewExit(Thread& t, MemoryView* self, Args) { return ViewRelease(t, self); }

Result<Value> ViewToBytes(Thread& t, MemoryView* self, Opt<Value> order) {
  TRY(CheckNotReleased(t, self));
  bool fortran = false;
  if (order && !(*order).IsNone()) {
    if (!Is<Str>(*order)) {
      return RaiseTypeError(t, absl::StrCat("tobytes() argument 'order' must be str or None, not ",
                                            TypeName(t, *order)));
    }
    const Str* text = Cast<Str>(*order);
    const StridedView items = self->items();
    if (text->EqualsAscii("F")) {
      fortran = true;
    } else if (text->EqualsAscii("A")) {
      fortran = !items.IsContiguous() && items.IsFortranContiguous();
    } else if (!text->EqualsAscii("C")) {
      return RaiseValueError(t, "order must be 'C', 'F' or 'A'");
    }
  }
  const StridedView items = self->items();
  Bytes* bytes = TRY(Bytes::NewUninitialized(t, static_cast<size_t>(items.ByteCount())));
  CopyItems(items, bytes->mutable_data(), fortran);
  return bytes;
}

Result<Value> ViewHex(Thread& t, MemoryView* self, Opt<Value> sep, int bytes_per_sep) {
  TRY(CheckNotReleased(t, self));
  Bytes* bytes = TRY(BytesOfAnyBuffer(t, Value::FromObject(self)));
  return byte_methods::HexText(t, bytes->span(), sep, bytes_per_sep);
}

Result<Value> ListFrom(Thread& t, const StridedView& view, char code, int dimension,
                       const uint8_t* data) {
  if (dimension == view.dimensions) return UnpackItem(t, data, code);
  List* list = TRY(List::New(t));
  for (int64_t i = 0; i < view.shape[dimension]; ++i) {
    const uint8_t* at = data + i * view.strides[dimension];
    TRY(list->Append(t, TRY(ListFrom(t, view, code, dimension + 1, at))));
    TRY(CheckPoll(t));
  }
  return list;
}

Result<Value> ViewToList(Thread& t, MemoryView* self) {
  TRY(CheckNotReleased(t, self));
  const int code = TRY(ItemCode(t, self->format()));
  return ListFrom(t, self->items(), static_cast<char>(code), 0, self->items().data);
}

Result<Value> ViewToReadonly(Thread& t, MemoryView* self) {
  TRY(CheckNotReleased(t, self));
  MemoryView* view = TRY(MemoryView::New(t, Value::FromObject(self)));
  view->set_readonly();
  return view;
}

Result<Value> ViewCastMethod(Thread& t, MemoryView* self, Str* format, Opt<Value> shape) {
  return MemoryViewCast(t, self, Value::FromObject(format), shape.value_or(Value::Unbound()));
}

// --- Attributes ------------------------------------------------------------------------------

Result<Value> Sizes(Thread& t, const int64_t* sizes, int count) {
  Tuple* tuple = TRY(Tuple::New(t, static_cast<size_t>(count)));
  for (int i = 0; i < count; ++i) tuple->Set(static_cast<size_t>(i), Value::FromInt(sizes[i]));
  return tuple;
}

/// An attribute of a view that is not released.
template <auto kGet>
Result<Value> Get(Thread& t, Value self) {
  TRY(CheckNotReleased(t, AsView(self)));
  return kGet(t, AsView(self));
}

Result<Value> GetObject(Thread&, MemoryView* view) { return view->object(); }
Result<Value> GetBytes(Thread& t, MemoryView* view) {
  return Int::From(t, view->items().ByteCount());
}
Result<Value> GetReadonly(Thread&, MemoryView* view) { return Value::FromBool(view->readonly()); }
Result<Value> GetItemSize(Thread&, MemoryView* view) { return Value::FromInt(view->item_size()); }
Result<Value> GetFormat(Thread& t, MemoryView* view) { return Str::FromUtf8(t, view->format()); }
Result<Value> GetDimensions(Thread&, MemoryView* view) {
  return Value::FromInt(view->dimensions());
}
Result<Value> GetShape(Thread& t, MemoryView* view) {
  return Sizes(t, view->shape(), view->dimensions());
}
Result<Value> GetStrides(Thread& t, MemoryView* view) {
  return Sizes(t, view->strides(), view->dimensions());
}
Result<Value> GetSuboffsets(Thread& t, MemoryView*) { return Tuple::Empty(t); }
Result<Value> GetC(Thread&, MemoryView* view) {
  return Value::FromBool(view->items().IsContiguous());
}
Result<Value> GetFortran(Thread&, MemoryView* view) {
  return Value::FromBool(view->items().IsFortranContiguous());
}
Result<Value> GetContiguous(Thread&, MemoryView* view) {
  return Value::FromBool(view->items().IsContiguous() || view->items().IsFortranContiguous());
}

constexpr GetSet kGetSets[] = {
    {"obj", &Get<&GetObject>},
    {"nbytes", &Get<&GetBytes>},
    {"readonly", &Get<&GetReadonly>},
    {"itemsize", &Get<&GetItemSize>},
    {"format", &Get<&GetFormat>},
    {"ndim", &Get<&GetDimensions>},
    {"shape", &Get<&GetShape>},
    {"strides", &Get<&GetStrides>},
    {"suboffsets", &Get<&GetSuboffsets>},
    {"c_contiguous", &Get<&GetC>},
    {"f_contiguous", &Get<&GetFortran>},
    {"contiguous", &Get<&GetContiguous>},
};

constexpr Method kMethods[] = {
    Bind<ViewRelease>("release", "($self, /)"),
    Bind<ViewToBytes>("tobytes", "($self, /, order='C')"),
    Bind<ViewHex>("hex", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"),
    Bind<ViewToList>("tolist", "($self, /)"),
    Bind<ViewCastMethod>("cast", "($self, /, format, shape=<unrepresentable>)"),
    Bind<ViewToReadonly>("toreadonly", "($self, /)"),
    HideSignature(Bind<ViewEnter>("__enter__", "($self, /)")),
    HideSignature(Bind<ViewExit>("__exit__", "($self, *args)")),
};

}  // namespace

const TypeSpec& MemoryViewSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.text_signature = "(object)";
    spec.slots.new_ = &ViewNew;
    spec.slots.repr = &ViewRepr;
    spec.slots.hash = &ViewHash;
    spec.slots.compare = &ViewCompare;
    spec.slots.iter = &ViewIter;
    spec.slots.length = &ViewLength;
    spec.slots.getitem = &MemoryViewGetItem;
    spec.slots.setitem = &MemoryViewSetItem;
    spec.slots.buffer = &ViewBuffer;
    spec.methods = kMethods;
    spec.getset = kGetSets;
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
