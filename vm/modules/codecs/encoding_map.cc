#include "vm/modules/codecs/encoding_map.h"

#include <algorithm>

#include "vm/modules/codecs/codecs.h"
#include "vm/object/bind.h"
#include "vm/object/str.h"
#include "vm/object/type_builder.h"

namespace krait {
namespace {

constexpr char32_t kNoCharacter = 0xFFFE;

Result<int64_t> MapSize(Thread&, EncodingMap*) { return int64_t{sizeof(EncodingMap)}; }

constexpr Method kMethods[] = {Bind<MapSize>("size", "($self, /)")};

}  // namespace

const NativeClass EncodingMap::kClass = {"EncodingMap", nullptr, nullptr};

bool EncodingMap::CanHold(const Str* table) {
  const size_t size = std::min<size_t>(table->length(), 256);
  if (size == 0 || table->At(0) != 0) return false;
  for (size_t i = 1; i < size; ++i) {
    if (table->At(i) == 0 || table->At(i) > 0xFFFF) return false;
  }
  return true;
}

Result<EncodingMap*> EncodingMap::New(Thread& t, const Str* table) {
  Codecs& codecs = t.vm().part<Codecs>();
  if (codecs.encoding_map_type == nullptr) {
    codecs.encoding_map_type = TRY(MakeEncodingMapType(t));
  }
  auto* map = TRY(NewNative<EncodingMap>(t, codecs.encoding_map_type));
  const size_t size = std::min<size_t>(table->length(), 256);
  Entry* end = map->entries_;
  for (size_t i = 0; i < size; ++i) {
    if (table->At(i) == kNoCharacter) continue;
    *end++ = {static_cast<uint16_t>(table->At(i)), static_cast<uint8_t>(i)};
  }
  map->count_ = static_cast<uint32_t>(end - map->entries_);
  // Of several bytes for one character the last counts.
  std::sort(map->entries_, end, [](const Entry& a, const Entry& b) {
    return a.character != b.character ? a.character < b.character : a.byte < b.byte;
  });
  return map;
}

int EncodingMap::Find(char32_t c) const {
  if (c > 0xFFFF) return -1;
  const Entry* end = entries_ + count_;
  const Entry* found = std::upper_bound(
      entries_, end, c, [](char32_t wanted, const Entry& e) { return wanted < e.character; });
  if (found == entries_ || found[-1].character != c) return -1;
  return found[-1].byte;
}

Result<Type*> MakeEncodingMapType(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "EncodingMap";
  spec.instance_size = sizeof(EncodingMap);
  spec.flags = Type::kDisallowNew;
  spec.spec.methods = kMethods;
  return TypeBuilder::NewNativeType(t, spec);
}

}  // namespace krait
