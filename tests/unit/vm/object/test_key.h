#pragma once

#include <cstdint>
#include <functional>

#include "tests/unit/vm/object/vm_fixture.h"
#include "vm/object/native_object.h"
#include "vm/object/type_builder.h"

namespace krait {

/// An object that hashes and compares as a test wants: equal to those with the same id, after
/// calling `on_compare`, which may change the container that compares.
class TestKey : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Type*> NewKeyType(Thread& t) {
    // Bare types have no MRO; this one's base must.
    TRY(TypeBuilder::Complete(t, types(t).object, TypeSpec{}));
    NativeTypeSpec spec{};
    spec.name = "test.Key";
    spec.instance_size = sizeof(TestKey);
    spec.spec.slots.hash = &HashSlot;
    spec.spec.slots.compare = &Compare;
    return TypeBuilder::NewNativeType(t, spec);
  }
  static Result<TestKey*> New(Thread& t, Type* type, int64_t id, int64_t hash) {
    TestKey* key = TRY(NewNative<TestKey>(t, type));
    key->id = id;
    key->hash = hash;
    return key;
  }

  /// Called by each comparison with its sides; false raises ValueError.
  static inline thread_local std::function<bool(TestKey*, TestKey*)> on_compare;
  static inline thread_local int comparisons = 0;

  int64_t id;
  int64_t hash;

 private:
  static Result<int64_t> HashSlot(Thread&, Value self) {
    return TryCastNative<TestKey>(self)->hash;
  }
  static Result<Value> Compare(Thread& t, Value self, Value other, CompareOp op) {
    TestKey* a = TryCastNative<TestKey>(self);
    TestKey* b = TryCastNative<TestKey>(other);
    if (op != CompareOp::kEq || b == nullptr) return Value::NotImplemented();
    ++comparisons;
    const bool equal = a->id == b->id;
    if (on_compare && !on_compare(a, b)) return RaiseValueError(t, "no comparison");
    return Value::FromBool(equal);
  }
};

inline const NativeClass TestKey::kClass = {"Key", nullptr, nullptr};

/// A fixture with a TestKey type.
template <typename Base>
class KeyTest : public Base {
 protected:
  void SetUp() override {
    Base::SetUp();
    const Result<Type*> made = TestKey::NewKeyType(this->t);
    ASSERT_TRUE(made.ok());
    // A type is kept alive by being an attribute of something: here, sys.modules.
    type_ = *made;
    ASSERT_TRUE(
        this->t.vm().modules()->Set(this->t, this->S("Key"), Value::FromObject(type_)).ok());
    TestKey::on_compare = nullptr;
    TestKey::comparisons = 0;
  }
  void TearDown() override {
    TestKey::on_compare = nullptr;
    Base::TearDown();
  }
  Value Key(int64_t id, int64_t hash) {
    return Value::FromObject(*TestKey::New(this->t, type_, id, hash));
  }

 private:
  Type* type_ = nullptr;
};

}  // namespace krait
