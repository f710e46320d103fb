#include "vm/modules/abc_registry.h"

#include "vm/heap/rooted.h"
#include "vm/object/str.h"

namespace krait {

bool AbcRegistry::Contains(Kind kind, const Type* cls) {
  absl::ReaderMutexLock lock(&mutex_);
  return classes_[kind].contains(cls);
}

void AbcRegistry::Add(Kind kind, Type* cls) {
  absl::MutexLock lock(&mutex_);
  classes_[kind].insert(cls);
}

void AbcRegistry::Clear(Kind kind) {
  absl::MutexLock lock(&mutex_);
  classes_[kind].clear();
}

void AbcRegistry::List(Kind kind, RootedVector& out) {
  absl::ReaderMutexLock lock(&mutex_);
  for (const Type* cls : classes_[kind]) out.push_back(Value::FromObject(cls));
}

void AbcRegistry::DropUnmarked(Marker& marker) {
  absl::MutexLock lock(&mutex_);
  for (auto& classes : classes_) {
    absl::erase_if(classes, [&](const Type* cls) { return !marker.IsMarked(cls); });
  }
}

const NativeClass AbcData::kClass = {
    "_abc._abc_data", nullptr, [](Object* self) { delete static_cast<AbcData*>(self)->registry; }};

void AbcPart::AddData(AbcData* added) {
  absl::MutexLock lock(&mutex_);
  all_data_.push_back(added);
}

void AbcPart::TraceRoots(Marker& marker) {
  marker.Visit(data);
  marker.Visit(subclasses);
  marker.Visit(collection_flags);
}

void AbcPart::DropUnmarked(Marker& marker) {
  absl::MutexLock lock(&mutex_);
  std::erase_if(all_data_, [&](AbcData* kept) { return !marker.IsMarked(kept); });
  for (AbcData* kept : all_data_) kept->registry->DropUnmarked(marker);
}

}  // namespace krait
