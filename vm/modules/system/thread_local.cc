#include "absl/strings/str_cat.h"
#include "vm/modules/system/threads.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _thread._local: attributes of which each thread has its own.
namespace krait {

class LocalObject : public NativeObject {
 public:
  static const NativeClass kClass;

  /// From a thread's key to its __dict__.
  Dict* dicts() const { return dicts_.Load(); }
  /// What __init__ is called with in each thread.
  Args args() const {
    Tuple* values = arguments_.Load();
    Tuple* keywords = keyword_names_.Load();
    const size_t keyword_count = keywords == nullptr ? 0 : keywords->size();
    return {values->values().data(), static_cast<uint32_t>(values->size() - keyword_count),
            keywords};
  }
  void Initialize(Dict* dicts, Tuple* arguments, Tuple* keyword_names) {
    dicts_.Store(this, dicts);
    arguments_.Store(this, arguments);
    if (keyword_names != nullptr) keyword_names_.Store(this, keyword_names);
  }

 private:
  static void Trace(Object* object, Marker& marker) {
    auto* local = static_cast<LocalObject*>(object);
    marker.Visit(local->dicts_);
    marker.Visit(local->arguments_);
    marker.Visit(local->keyword_names_);
  }

  Field<Dict*> dicts_;
  Field<Tuple*> arguments_;
  Field<Tuple*> keyword_names_;
};
const NativeClass LocalObject::kClass = {"_thread._local", &LocalObject::Trace, nullptr};

namespace {

LocalObject* Local(Value self) { return static_cast<LocalObject*>(self.AsObject()); }

bool HasInit(Thread& t, const Type* type) {
  return type->slots().init != types(t).object->slots().init;
}

/// The calling thread's dict; made, and __init__ called, at its first use there.
Result<Dict*> DictHere(Thread& t, Value self) {
  LocalObject* local = Local(self);
  const Value present = TRY(local->dicts()->Get(t, ThreadKey(t)));
  if (!present.IsUnbound()) return Cast<Dict>(present);
  Dict* fresh = TRY(Dict::New(t));
  TRY(local->dicts()->Set(t, ThreadKey(t), Value::FromObject(fresh)));
  const Type* type = TypeOf(t, self);
  if (HasInit(t, type) && !type->slots().init(t, self, local->args()).ok()) {
    const Value error = t.TakePending();  // the next use tries again
    (void)local->dicts()->Remove(t, ThreadKey(t));
    t.pending = error;
    return Raised{};
  }
  return fresh;
}

Result<Value> LocalNew(Thread& t, Type* cls, Args args) {
  if ((args.count != 0 || args.has_keywords()) && !HasInit(t, cls)) {
    return RaiseTypeError(t, "Initialization arguments are not supported");
  }
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  Tuple* values = TRY(Tuple::From(t, {args.values, args.count + keywords}));
  Dict* dicts = TRY(Dict::New(t));
  auto* local = TRY(NewNative<LocalObject>(t, cls));
  local->Initialize(dicts, values, args.keyword_names);
  t.vm().part<ThreadPart>().AddLocal(local);
  // type.__call__ calls __init__ for this thread.
  Dict* here = TRY(Dict::New(t));
  TRY(dicts->Set(t, ThreadKey(t), Value::FromObject(here)));
  return local;
}

Result<Value> LocalGetAttr(Thread& t, Value self, Str* name) {
  name = Str::Intern(t, name);
  Dict* dict = TRY(DictHere(t, self));
  if (name == names(t).__dict__) return dict;
  const Value found = TypeOf(t, self)->Lookup(t, name);
  const TypeSlots* slots = found.IsUnbound() ? nullptr : &TypeOf(t, found)->slots();
  const Value owner = Value::FromObject(TypeOf(t, self));
  if (slots != nullptr && slots->descr_set != nullptr && slots->descr_get != nullptr) {
    return slots->descr_get(t, found, self, owner);
  }
  const Value own = dict->GetStr(t, name);
  if (!own.IsUnbound()) return own;
  if (slots == nullptr) return RaiseAttributeError(t, self, name);
  return slots->descr_get == nullptr ? Result<Value>(found)
                                     : slots->descr_get(t, found, self, owner);
}

Result<None> LocalSetAttr(Thread& t, Value self, Str* name, Value value) {
  name = Str::Intern(t, name);
  Dict* dict = TRY(DictHere(t, self));
  if (name == names(t).__dict__) {
    return Raise(
        t, &BuiltinTypes::AttributeError,
        absl::StrCat("'", TypeName(t, self), "' object attribute '__dict__' is read-only"));
  }
  const Value found = TypeOf(t, self)->Lookup(t, name);
  if (!found.IsUnbound()) {
    if (const DescrSetSlot set = TypeOf(t, found)->slots().descr_set) {
      return set(t, found, self, value);
    }
  }
  if (!value.IsUnbound()) return dict->SetStr(t, name, value);
  if (dict->RemoveStr(t, name).IsUnbound()) return RaiseAttributeError(t, self, name);
  return None{};
}

Result<Value> GetLocalDict(Thread& t, Value self) { return DictHere(t, self); }

constexpr GetSet kLocalGetSets[] = {{"__dict__", &GetLocalDict}};

}  // namespace

void ForgetThread(Thread& t, LocalObject* local) {
  (void)local->dicts()->Remove(t, ThreadKey(t));
  t.pending = Value::Unbound();
}

Result<None> MakeLocalType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "_thread._local";
  spec.instance_size = sizeof(LocalObject);
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.spec.slots.new_ = &LocalNew;
  spec.spec.slots.getattr = &LocalGetAttr;
  spec.spec.slots.setattr = &LocalSetAttr;
  spec.spec.getset = kLocalGetSets;
  t.vm().part<ThreadPart>().local_type = TRY(TypeBuilder::NewNativeType(t, spec));
  return None{};
}

}  // namespace krait
