#pragma once

#include <cstddef>
#include <vector>

#include "vm/core/value.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait {

/// A growable array of Values in malloc memory that the collector sees. Lives on the native stack
/// of its thread (or in a host object that dies before the VM).
class RootedVector : public RootList {
 public:
  explicit RootedVector(Thread& t) : RootList(t) {}

  size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }
  Value operator[](size_t index) const { return Value::FromBits(words_[index]); }
  Value back() const { return Value::FromBits(words_.back()); }
  void Set(size_t index, Value value) { words_[index] = value.bits(); }
  void push_back(Value value) { words_.push_back(value.bits()); }
  void pop_back() { words_.pop_back(); }
  void clear() { words_.clear(); }
  void resize(size_t size) { words_.resize(size, Value::Unbound().bits()); }
  /// Valid until the vector changes.
  Value* data() { return reinterpret_cast<Value*>(words_.data()); }
  const Value* data() const { return reinterpret_cast<const Value*>(words_.data()); }
  Value* begin() { return data(); }
  Value* end() { return data() + size(); }

  void TraceRoots(Marker& marker) override {
    for (uint64_t word : words_) marker.Visit(Value::FromBits(word));
  }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace krait
