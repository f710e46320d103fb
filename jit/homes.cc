#include "jit/homes.h"

#include <algorithm>

namespace krait::jit {

void Homes::Settle(ValueId value, int reg) {
  Note(value);
  LeaveRegister(value);
  homes_[value].reg = reg;
  HolderOf(value, reg) = value;
}

void Homes::SetSpill(ValueId value, int spill) {
  Note(value);
  homes_[value].spill = spill;
}

void Homes::LeaveRegister(ValueId value) {
  Home& home = homes_[value];
  if (home.reg != kNowhere) HolderOf(value, home.reg) = kNoValue;
  home.reg = kNowhere;
}

void Homes::Release(ValueId value) {
  LeaveRegister(value);
  if (homes_[value].spill != kNowhere) FreeSpill(homes_[value].spill);
  homes_[value].spill = kNowhere;
}

int Homes::TakeSpill() {
  size_t spill = 0;
  while (spill < is_taken_.size() && is_taken_[spill]) ++spill;
  if (spill < is_taken_.size()) is_taken_.set(spill);
  return static_cast<int>(spill);
}

Homes::Snapshot Homes::Save() const {
  Snapshot snapshot{{}, is_taken_};
  for (ValueId value : settled_) {
    if (!homes_[value].IsNowhere()) snapshot.homes.emplace_back(value, homes_[value]);
  }
  // A value that was somewhere, nowhere and somewhere again is there twice.
  std::sort(snapshot.homes.begin(), snapshot.homes.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  snapshot.homes.erase(std::unique(snapshot.homes.begin(), snapshot.homes.end(), same),
                       snapshot.homes.end());
  return snapshot;
}

void Homes::Restore(const Snapshot& snapshot) {
  for (ValueId value : settled_) homes_[value] = {};
  for (auto& registers : holder_) registers.fill(kNoValue);
  settled_.clear();
  is_taken_ = snapshot.is_taken;
  for (const auto& [value, home] : snapshot.homes) {
    settled_.push_back(value);
    homes_[value] = home;
    if (home.reg != kNowhere) HolderOf(value, home.reg) = value;
  }
}

}  // namespace krait::jit
