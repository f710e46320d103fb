#include <atomic>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/dict_attribute.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/functools_types.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/bound_method.h"
#include "vm/object/dict.h"
#include "vm/object/key_match.h"
#include "vm/object/module.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _lru_cache_wrapper: what functools.lru_cache puts around a function.
namespace krait {
namespace {

/// One cached result of a bounded cache, in a ring from the one used longest ago to the latest.
struct Link : NativeObject {
  static const NativeClass kClass;
  Field<Link*> previous;  // null: not in the ring
  Field<Link*> next;
  Field<Value> key;
  Field<Value> result;
  int64_t hash;
};

const NativeClass Link::kClass = {"functools._lru_list_elem",
                                  [](Object* object, Marker& marker) {
                                    auto* self = static_cast<Link*>(object);
                                    marker.Visit(self->previous);
                                    marker.Visit(self->next);
                                    marker.Visit(self->key);
                                    marker.Visit(self->result);
                                  },
                                  nullptr};

struct LruCache : NativeObject {
  static const NativeClass kClass;
  static constexpr int64_t kUnbounded = -1;

  Field<Value> function;
  Field<Value> info_type;
  Field<Dict*> results;  // key -> result, or Link when bounded
  Field<Link*> ring;     // its start: no result of its own; null unless bounded
  int64_t max_size;      // kUnbounded, 0: nothing is kept
  bool typed;
  std::atomic<int64_t> hits;
  std::atomic<int64_t> misses;
};

const NativeClass LruCache::kClass = {"functools._lru_cache_wrapper",
                                      [](Object* object, Marker& marker) {
                                        auto* self = static_cast<LruCache*>(object);
                                        marker.Visit(self->function);
                                        marker.Visit(self->info_type);
                                        marker.Visit(self->results);
                                        marker.Visit(self->ring);
                                      },
                                      nullptr};

void Count(std::atomic<int64_t>& counter) { counter.fetch_add(1, std::memory_order_relaxed); }

// The ring: the caller holds the cache's lock.

void Unlink(Link* link) {
  Link* previous = link->previous.Load();
  Link* next = link->next.Load();
  previous->next.Store(previous, next);
  next->previous.Store(next, previous);
  link->previous.Store(link, nullptr);
  link->next.Store(link, nullptr);
}

void Append(Link* ring, Link* link) {
  Link* last = ring->previous.Load();
  link->previous.Store(link, last);
  link->next.Store(link, ring);
  last->next.Store(last, link);
  ring->previous.Store(ring, link);
}

Result<Link*> NewLink(Thread& t) {
  return NewNative<Link>(t, t.vm().part<FunctoolsPart>().lru_link);
}

Result<Link*> NewRing(Thread& t) {
  Link* ring = TRY(NewLink(t));
  ring->previous.Store(ring, ring);
  ring->next.Store(ring, ring);
  return ring;
}

// --- Keys ------------------------------------------------------------------------------------

/// A single str or int is its own key; else a tuple of what was given, by keyword after a mark,
/// and, if the cache is typed, of the types.
Result<Value> MakeKey(Thread& t, Args args, bool typed) {
  const size_t keywords = args.has_keywords() ? args.keyword_names->size() : 0;
  if (!typed && keywords == 0) {
    if (args.count == 1) {
      const Value only = args[0];
      if (only.IsInt() || IsExactly<Str>(only) || IsExactly<Int>(only)) return only;
    }
    return Tuple::From(t, {args.values, args.count});
  }
  size_t size = args.count + (keywords == 0 ? 0 : 1 + 2 * keywords);
  if (typed) size += args.count + keywords;
  Tuple* key = TRY(Tuple::New(t, size));
  size_t at = 0;
  for (size_t i = 0; i < args.count; ++i) key->Set(at++, args[i]);
  if (keywords != 0) {
    key->Set(at++, Value::FromObject(t.vm().part<FunctoolsPart>().keyword_mark));
    for (size_t i = 0; i < keywords; ++i) {
      key->Set(at++, args.keyword_names->At(i));
      key->Set(at++, args[args.count + i]);
    }
  }
  for (size_t i = 0; typed && i < args.count + keywords; ++i) {
    key->Set(at++, Value::FromObject(TypeOf(t, args[i])));
  }
  return key;
}

// --- Calls -----------------------------------------------------------------------------------

Result<Value> CallUnbounded(Thread& t, LruCache* self, Args args) {
  const Value key = TRY(MakeKey(t, args, self->typed));
  const int64_t hash = TRY(HashOfKey(t, key));
  Dict* results = self->results.Load();
  const Value found = TRY(results->GetWithHash(t, key, hash));
  if (!found.IsUnbound()) {
    Count(self->hits);
    return found;
  }
  Count(self->misses);
  const Value result = TRY(Call(t, self->function.Load(), args));
  TRY(results->SetWithHash(t, key, hash, result));
  return result;
}

/// Drops the result used longest ago, if the cache is full.
Result<None> MakeRoom(Thread& t, LruCache* self, Dict* results) {
  if (static_cast<int64_t>(results->size()) < self->max_size) return None{};
  Value oldest_key;
  int64_t hash;
  {
    gil::CriticalSection lock(t, self->lock_byte());
    Link* ring = self->ring.Load();
    Link* oldest = ring->next.Load();
    if (oldest == ring) return None{};
    oldest_key = oldest->key.Load();
    hash = oldest->hash;
    Unlink(oldest);
  }
  TRY(results->RemoveWithHash(t, oldest_key, hash));
  return None{};
}

Result<Value> CallBounded(Thread& t, LruCache* self, Args args) {
  const Value key = TRY(MakeKey(t, args, self->typed));
  const int64_t hash = TRY(HashOfKey(t, key));
  Dict* results = self->results.Load();
  const Value found = TRY(results->GetWithHash(t, key, hash));
  if (!found.IsUnbound()) {
    Count(self->hits);
    Link* link = Cast<Link>(found);
    gil::CriticalSection lock(t, self->lock_byte());
    // Another thread may have dropped it, or cleared the cache, a moment ago.
    if (link->previous.Load() != nullptr && self->results.Load() == results) {
      Unlink(link);
      Append(self->ring.Load(), link);
    }
    return link->result.Load();
  }
  Count(self->misses);
  const Value result = TRY(Call(t, self->function.Load(), args));
  // The function may have called itself with the same arguments, or cleared the cache.
  results = self->results.Load();
  if (!TRY(results->GetWithHash(t, key, hash)).IsUnbound()) return result;
  TRY(MakeRoom(t, self, results));
  Link* link = TRY(NewLink(t));
  link->key.Store(link, key);
  link->result.Store(link, result);
  link->hash = hash;
  TRY(results->SetWithHash(t, key, hash, Value::FromObject(link)));
  gil::CriticalSection lock(t, self->lock_byte());
  if (self->results.Load() == results) Append(self->ring.Load(), link);
  return result;
}

Result<Value> LruCall(Thread& t, Value self_value, Args args) {
  auto* self = Cast<LruCache>(self_value);
  TRY(CheckNativeStack(t));
  if (self->max_size > 0) return CallBounded(t, self, args);
  if (self->max_size == LruCache::kUnbounded) return CallUnbounded(t, self, args);
  Count(self->misses);
  return Call(t, self->function.Load(), args);
}

// --- The type --------------------------------------------------------------------------------

constexpr Method kParameters =
    ConstructorSignature("lru_cache", "(user_function, maxsize, typed, cache_info_type)");

Result<int64_t> MaxSizeOf(Thread& t, Value value) {
  if (value.IsNone()) return LruCache::kUnbounded;
  if (!IsIntLike(value) && TypeOf(t, value)->slots().index == nullptr) {
    return RaiseTypeError(t, "maxsize should be integer or None");
  }
  return std::max<int64_t>(0, TRY(ToIndexInt64(t, value)));
}

Result<Value> LruNew(Thread& t, Type* cls, Args args) {
  Value given[4];
  TRY(BindArguments(t, kParameters, args, given));
  const bool typed = TRY(IsTrue(t, given[2]));
  if (TypeOf(t, given[0])->slots().call == nullptr) {
    return RaiseTypeError(t, "the first argument must be callable");
  }
  const int64_t max_size = TRY(MaxSizeOf(t, given[1]));
  Dict* results = TRY(Dict::New(t));
  Link* ring = max_size > 0 ? TRY(NewRing(t)) : nullptr;
  auto* self = TRY(NewNative<LruCache>(t, cls));
  self->function.Store(self, given[0]);
  self->info_type.Store(self, given[3]);
  self->results.Store(self, results);
  self->ring.Store(self, ring);
  self->max_size = max_size;
  self->typed = typed;
  return self;
}

Result<Value> CacheInfo(Thread& t, LruCache* self) {
  const Value max_size =
      self->max_size == LruCache::kUnbounded ? Value::None() : TRY(Int::From(t, self->max_size));
  return CallWith(t, self->info_type.Load(),
                  TRY(Int::From(t, self->hits.load(std::memory_order_relaxed))),
                  TRY(Int::From(t, self->misses.load(std::memory_order_relaxed))), max_size,
                  TRY(Int::From(t, static_cast<int64_t>(self->results.Load()->size()))));
}

Result<None> CacheClear(Thread& t, LruCache* self) {
  Dict* results = TRY(Dict::New(t));
  Link* ring = self->max_size > 0 ? TRY(NewRing(t)) : nullptr;
  gil::CriticalSection lock(t, self->lock_byte());
  self->results.Store(self, results);
  self->ring.Store(self, ring);
  self->hits.store(0, std::memory_order_relaxed);
  self->misses.store(0, std::memory_order_relaxed);
  return None{};
}

Result<Value> LruReduce(Thread& t, LruCache* self) {
  return GetAttr(t, Value::FromObject(self), names(t).__qualname__);
}
Result<Value> LruCopy(Thread&, LruCache* self) { return self; }
Result<Value> LruDeepCopy(Thread&, LruCache* self, Value) { return self; }

Result<Value> LruGet(Thread& t, Value self, Value instance, Value) {
  if (instance.IsUnbound() || instance.IsNone()) return self;
  return BoundMethod::New(t, self, instance);
}

constexpr Method kMethods[] = {
    Bind<CacheInfo>("cache_info", "($self, /)"),
    Bind<CacheClear>("cache_clear", "($self, /)"),
    Bind<LruReduce>("__reduce__", "($self, /)"),
    Bind<LruCopy>("__copy__", "($self, /)"),
    Bind<LruDeepCopy>("__deepcopy__", "($self, memo, /)"),
};

constexpr GetSet kMembers[] = {{"__dict__", &GetDictAttribute, &SetDictAttribute}};

}  // namespace

Result<None> AddLruCache(Thread& t, Module* module) {
  auto& part = t.vm().part<FunctoolsPart>();
  NativeTypeSpec link{};
  link.name = "functools._lru_list_elem";
  link.instance_size = sizeof(Link);
  link.flags = Type::kDisallowNew;
  part.lru_link = TRY(TypeBuilder::NewNativeType(t, link));
  part.keyword_mark = TRY(CallWith(t, Value::FromObject(types(t).object))).AsObject();

  NativeTypeSpec spec{};
  spec.name = "functools._lru_cache_wrapper";
  spec.instance_size = sizeof(LruCache);
  spec.flags = Type::kBaseType | Type::kHasWeakref;
  spec.has_dict = true;
  spec.spec.slots.new_ = &LruNew;
  spec.spec.slots.call = &LruCall;
  spec.spec.slots.descr_get = &LruGet;
  spec.spec.methods = kMethods;
  spec.spec.getset = kMembers;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  return module->Add(t, "_lru_cache_wrapper", Value::FromObject(type));
}

}  // namespace krait
