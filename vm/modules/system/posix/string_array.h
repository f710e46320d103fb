#pragma once

#include <string>
#include <utility>
#include <vector>

namespace krait {

/// A null-ended array of strings, as exec wants it.
class StringArray {
 public:
  void Add(std::string text) { texts_.push_back(std::move(text)); }
  size_t size() const { return texts_.size(); }
  const std::string& front() const { return texts_.front(); }
  char* const* data() {
    pointers_.clear();
    for (std::string& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
    return pointers_.data();
  }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

}  // namespace krait
