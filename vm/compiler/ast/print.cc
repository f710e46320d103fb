#include "vm/compiler/ast/print.h"

#include "absl/strings/str_cat.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"

namespace krait::compiler::ast {
namespace {

class Printer {
 public:
  Printer(Thread& t, const Tree& tree, PrintOptions options)
      : t_(t), tree_(tree), options_(options) {}

  Result<None> PrintNode(const Node* node);
  std::string& out() { return out_; }

 private:
  Result<None> PrintWord(FieldType type, uint64_t word);
  Result<None> PrintConstant(uint64_t word);
  Result<None> PrintSequence(FieldType type, const uint64_t* header);
  void PrintPlace(const Node* node, bool first);

  Thread& t_;
  const Tree& tree_;
  const PrintOptions options_;
  std::string out_;
};

Result<None> Printer::PrintNode(const Node* node) {
  TRY(CheckNativeStack(t_));
  const NodeInfo& info = InfoOf(node->node_kind);
  absl::StrAppend(&out_, info.name, "(");
  bool first = true;
  for (size_t i = 0; i < info.fields.size(); ++i) {
    const FieldInfo& field = info.fields[i];
    const uint64_t word = node->word(i);
    const bool is_number = field.type == FieldType::kInt;
    if (field.quantifier == Quantifier::kOptional && word == 0 && !is_number) continue;
    absl::StrAppend(&out_, first ? "" : ", ", field.name, "=");
    first = false;
    if (field.quantifier == Quantifier::kSequence) {
      TRY(PrintSequence(field.type, reinterpret_cast<const uint64_t*>(word)));
    } else {
      TRY(PrintWord(field.type, word));
    }
  }
  if (options_.places && info.placed) PrintPlace(node, first);
  out_ += ')';
  return None{};
}

Result<None> Printer::PrintSequence(FieldType type, const uint64_t* header) {
  out_ += '[';
  const size_t count = header == nullptr ? 0 : header[0];
  for (size_t i = 0; i < count; ++i) {
    if (i != 0) out_ += ", ";
    TRY(PrintWord(type, header[1 + i]));
  }
  out_ += ']';
  return None{};
}

Result<None> Printer::PrintWord(FieldType type, uint64_t word) {
  switch (type) {
    case FieldType::kNode:
      if (word != 0) return PrintNode(reinterpret_cast<const Node*>(word));
      out_ += "None";
      return None{};
    case FieldType::kIdentifier:
      out_ += '\'';
      out_ += tree_.TextOf({static_cast<uint32_t>(word)});
      out_ += '\'';
      return None{};
    case FieldType::kString:
    case FieldType::kConstant:
      return PrintConstant(word);
    case FieldType::kInt:
      absl::StrAppend(&out_, static_cast<int64_t>(word));
      return None{};
    default:
      absl::StrAppend(&out_, NameOf(type, word), "()");
      return None{};
  }
}

Result<None> Printer::PrintConstant(uint64_t word) {
  Str* text = TRY(Repr(t_, tree_.ValueOf({static_cast<uint32_t>(word)})));
  out_ += text->ToUtf8();
  return None{};
}

void Printer::PrintPlace(const Node* node, bool first) {
  absl::StrAppend(&out_, first ? "" : ", ", "lineno=", node->begin.line,
                  ", col_offset=", node->begin.column, ", end_lineno=", node->end.line,
                  ", end_col_offset=", node->end.column);
}

}  // namespace

Result<std::string> Print(Thread& t, const Tree& tree, const Node* node, PrintOptions options) {
  Printer printer(t, tree, options);
  TRY(printer.PrintNode(node));
  return std::move(printer.out());
}

}  // namespace krait::compiler::ast
