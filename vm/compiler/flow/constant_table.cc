#include "vm/compiler/flow/constant_table.h"

#include <algorithm>
#include <vector>

#include "vm/object/bytes.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

void AppendRaw(std::string* key, const void* data, size_t size) {
  key->append(reinterpret_cast<const char*>(&size), sizeof(size));
  key->append(static_cast<const char*>(data), size);
}

void AppendDouble(std::string* key, double value, const void* identity) {
  key->append(reinterpret_cast<const char*>(&value), sizeof(value));
  // A NaN equals only itself.
  if (value != value) key->append(reinterpret_cast<const char*>(&identity), sizeof(identity));
}

/// Text that two constants share if and only if they are the same.
void AppendKey(std::string* key, Value value) {
  if (IsExactly<Int>(value)) {
    const IntView view = Cast<Int>(value)->view();
    *key += view.negative ? 'I' : 'i';
    AppendRaw(key, view.limbs, view.size * sizeof(Limb));
  } else if (IsExactly<Float>(value)) {
    *key += 'f';
    AppendDouble(key, Cast<Float>(value)->value(), value.AsObject());
  } else if (IsExactly<Complex>(value)) {
    *key += 'c';
    AppendDouble(key, Cast<Complex>(value)->real(), value.AsObject());
    AppendDouble(key, Cast<Complex>(value)->imag(), value.AsObject());
  } else if (IsExactly<Str>(value)) {
    const auto* str = Cast<Str>(value);
    *key += static_cast<char>('0' + str->width());
    AppendRaw(key, str->data(), str->byte_size());
  } else if (IsExactly<Bytes>(value)) {
    *key += 'b';
    AppendRaw(key, Cast<Bytes>(value)->data(), Cast<Bytes>(value)->size());
  } else if (IsExactly<Tuple>(value)) {
    *key += '(';
    for (const Value item : Cast<Tuple>(value)->values()) AppendKey(key, item);
    *key += ')';
  } else if (IsExactly<Set>(value)) {
    std::vector<std::string> items;
    size_t at = 0;
    for (Value item; Cast<Set>(value)->Next(at, item);) AppendKey(&items.emplace_back(), item);
    std::sort(items.begin(), items.end());
    *key += '{';
    for (const std::string& item : items) *key += item;
    *key += '}';
  } else {
    // Immediates by their value; code objects, of which there are no two that are equal, by their
    // identity.
    *key += 'v';
    const uint64_t bits = value.bits();
    key->append(reinterpret_cast<const char*>(&bits), sizeof(bits));
  }
}

}  // namespace

std::string ConstantKey(Value constant) {
  std::string key;
  AppendKey(&key, constant);
  return key;
}

int ConstantTable::Add(Value constant) {
  std::string key = ConstantKey(constant);
  const auto [place, is_new] = index_.emplace(std::move(key), static_cast<int>(values_.size()));
  if (is_new) values_.push_back(constant);
  return place->second;
}

}  // namespace krait::compiler
