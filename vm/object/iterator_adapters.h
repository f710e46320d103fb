#pragma once

#include <atomic>
#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"

/// Iterators over the items of other iterators: enumerate, zip, map, filter, reversed. As in
/// iterators.h, Next gives Unbound with nothing pending at the end. All can be subclassed: New
/// makes an instance of `cls`.
namespace krait {

class Marker;
class Thread;
class Tuple;
class Type;

class Enumerate : public Object {
 public:
  static constexpr Layout kLayout = Layout::kEnumerate;

  /// `start` is an exact int.
  static Result<Enumerate*> New(Thread& t, Type* cls, Value iterator, Value start);
  Result<Value> Next(Thread& t);
  /// What Next puts in a tuple; false at the end.
  Result<bool> NextPair(Thread& t, Value pair[2]);

  Value iterator() const { return iterator_.Load(); }
  /// The number of the next item, an exact int.
  Value index() const { return index_.Load(); }
  void set_index(Value index) { index_.Store(this, index); }

  void Trace(Marker& marker);

 private:
  Field<Value> iterator_;
  Field<Value> index_;
};

class Zip : public Object {
 public:
  static constexpr Layout kLayout = Layout::kZip;

  static Result<Zip*> New(Thread& t, Type* cls, Tuple* iterators, bool strict);
  /// ValueError when a strict zip finds that one iterator ends before another.
  Result<Value> Next(Thread& t);
  /// What Next puts in a tuple; false at the end. `items` has room for one of each iterator.
  Result<bool> NextItems(Thread& t, Value* items);

  Tuple* iterators() const { return iterators_.Load(); }
  bool strict() const { return flags() != 0; }
  void set_strict(bool strict) { set_flags(strict ? 1 : 0); }

  void Trace(Marker& marker);

 private:
  /// What NextItems says when the iterator at `ended` has come to its end.
  Result<bool> End(Thread& t, size_t ended);

  Field<Tuple*> iterators_;
};

class Map : public Object {
 public:
  static constexpr Layout kLayout = Layout::kMap;

  static Result<Map*> New(Thread& t, Type* cls, Value function, Tuple* iterators);
  Result<Value> Next(Thread& t);

  Value function() const { return function_.Load(); }
  Tuple* iterators() const { return iterators_.Load(); }

  void Trace(Marker& marker);

 private:
  Field<Value> function_;
  Field<Tuple*> iterators_;
};

class Filter : public Object {
 public:
  static constexpr Layout kLayout = Layout::kFilter;

  static Result<Filter*> New(Thread& t, Type* cls, Value function, Value iterator);
  Result<Value> Next(Thread& t);

  /// None: items that are true pass.
  Value function() const { return function_.Load(); }
  Value iterator() const { return iterator_.Load(); }

  void Trace(Marker& marker);

 private:
  Field<Value> function_;
  Field<Value> iterator_;
};

/// The items of an object with length and items from the last to the first.
class Reversed : public Object {
 public:
  static constexpr Layout kLayout = Layout::kReversed;

  static Result<Reversed*> New(Thread& t, Type* cls, Value sequence, int64_t size);
  Result<Value> Next(Thread& t);

  /// Unbound at the end.
  Value sequence() const { return sequence_.Load(); }
  /// That of the next item; -1 when there is none.
  int64_t index() const { return index_.load(std::memory_order_relaxed); }
  void set_index(int64_t index) { index_.store(index, std::memory_order_relaxed); }

  void Trace(Marker& marker);

 private:
  Value End() {
    set_index(-1);
    sequence_.Store(this, Value::Unbound());
    return Value::Unbound();
  }

  Field<Value> sequence_;
  std::atomic<int64_t> index_;
};

}  // namespace krait
