#pragma once

#include <cstdint>
#include <vector>

#include "vm/compiler/flow/flow_graph.h"

namespace krait::compiler {

/// Writes what LineTableReader reads.
class LineTableWriter {
 public:
  LineTableWriter(int first_line, std::vector<uint8_t>* out) : line_(first_line), out_(*out) {}

  /// The position of the next `size` code units.
  void Add(int size, const CodePosition& position);

 private:
  void AddEntry(int size, const CodePosition& position);
  void Head(int code, int size);
  void Varint(unsigned value);
  void SignedVarint(int value);

  int line_;
  std::vector<uint8_t>& out_;
};

/// Writes what ExceptionTableReader reads.
class ExceptionTableWriter {
 public:
  explicit ExceptionTableWriter(std::vector<uint8_t>* out) : out_(*out) {}

  /// The handler from this code unit on; null for none.
  void Add(int offset, const Block* handler);
  void Finish(int offset) { Add(offset, nullptr); }

 private:
  void Varint(unsigned value, unsigned first_bit);

  std::vector<uint8_t>& out_;
  const Block* handler_ = nullptr;
  int begin_ = 0;
};

}  // namespace krait::compiler
