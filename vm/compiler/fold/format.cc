#include "vm/compiler/fold/format.h"

#include <optional>
#include <string>
#include <vector>

#include "vm/object/exception.h"
#include "vm/object/str.h"

namespace krait::compiler {
namespace {

/// A format unit after its "%".
struct Unit {
  char32_t conversion = 0;
  bool left = false;
  std::string width;
  std::string precision;
  bool has_precision = false;

  /// As str.format has it.
  std::string Spec() const {
    std::string spec;
    if (!left && !width.empty() && width != "0") spec += '>';
    spec += width;
    if (has_precision) spec += "." + (precision.empty() ? "0" : precision);
    return spec;
  }
};

class FormatReader {
 public:
  explicit FormatReader(const Str* format) : format_(format) {}

  bool at_end() const { return at_ >= format_->length(); }

  /// The text up to the next unit, "%%" as "%"; empty if there is none.
  std::u32string Literal() {
    std::u32string text;
    while (!at_end()) {
      const char32_t c = format_->At(at_);
      if (c == '%') {
        if (at_ + 1 >= format_->length() || format_->At(at_ + 1) != '%') break;
        ++at_;
      }
      text.push_back(c);
      ++at_;
    }
    return text;
  }

  /// From the "%" on.
  std::optional<Unit> TakeUnit() {
    Unit unit;
    ++at_;
    for (;; ++at_) {
      if (Peek() == '-') {
        unit.left = true;
      } else if (Peek() == '+' || Peek() == ' ' || Peek() == '#' || Peek() == '0') {
        // Of no meaning for text.
      } else {
        break;
      }
    }
    if (!TakeDigits(&unit.width)) return std::nullopt;
    if (Peek() == '.') {
      ++at_;
      unit.has_precision = true;
      if (!TakeDigits(&unit.precision)) return std::nullopt;
    }
    unit.conversion = Peek();
    ++at_;
    const bool known = unit.conversion == 's' || unit.conversion == 'r' || unit.conversion == 'a';
    return known ? std::optional(unit) : std::nullopt;
  }

 private:
  static constexpr size_t kMaxDigits = 2;

  char32_t Peek() const { return at_end() ? 0 : format_->At(at_); }

  /// A number without leading zeros.
  bool TakeDigits(std::string* digits) {
    size_t count = 0;
    while (Peek() >= '0' && Peek() <= '9') {
      if (++count > kMaxDigits) return false;
      if (!digits->empty() || Peek() != '0') *digits += static_cast<char>(Peek());
      ++at_;
    }
    return true;
  }

  const Str* format_;
  size_t at_ = 0;
};

class Converter {
 public:
  Converter(Thread& t, ast::Tree& tree, ast::BinOp* node)
      : t_(t), tree_(tree), node_(node), items_(static_cast<ast::Tuple*>(node->right())->elts()) {}

  /// False: it cannot be done.
  Result<bool> Convert(const Str* format) {
    FormatReader reader(format);
    size_t used = 0;
    for (;;) {
      const std::u32string literal = reader.Literal();
      if (!literal.empty()) TRY(AddText(literal));
      if (reader.at_end()) return used == items_.size();
      if (used == items_.size()) return false;
      const std::optional<Unit> unit = reader.TakeUnit();
      if (!unit) return false;
      TRY(AddItem(items_[used++], *unit));
    }
  }

  Result<ast::ExprNode*> Finish() {
    bool done = true;
    const auto values =
        ast::NewSequence<ast::ExprNode*>(tree_.arena(), absl::MakeConstSpan(values_), &done);
    if (!done) return RaiseMemoryError(t_);
    return Make<ast::JoinedStr>(node_->begin, node_->end, values);
  }

 private:
  template <typename T, typename... Fields>
  Result<ast::ExprNode*> Make(Position begin, Position end, Fields... fields) {
    T* node = ast::New<T>(tree_.arena(), begin, end, fields...);
    if (node == nullptr) return RaiseMemoryError(t_);
    return node;
  }

  Result<ast::ExprNode*> Text(const std::u32string& text, Position begin, Position end) {
    Str* str = TRY(Str::FromCodePoints(t_, text));
    return Make<ast::Constant>(begin, end, tree_.Add(Value::FromObject(str)), ast::ConstantId());
  }

  Result<None> AddText(const std::u32string& text) {
    constexpr Position kNowhere = {-1, -1};
    values_.push_back(TRY(Text(text, kNowhere, kNowhere)));
    return None{};
  }

  Result<None> AddItem(ast::ExprNode* item, const Unit& unit) {
    const std::string spec_text = unit.Spec();
    ast::ExprNode* spec = nullptr;
    if (!spec_text.empty()) {
      // In CPython it has no place.
      spec = TRY(Text({spec_text.begin(), spec_text.end()}, {-1, -1}, {-1, -1}));
    }
    values_.push_back(TRY(Make<ast::FormattedValue>(item->begin, item->end, item,
                                                    static_cast<int>(unit.conversion), spec)));
    return None{};
  }

  Thread& t_;
  ast::Tree& tree_;
  ast::BinOp* node_;
  const ast::Sequence<ast::ExprNode*> items_;
  std::vector<ast::ExprNode*> values_;
};

}  // namespace

Result<ast::ExprNode*> FormatToJoinedStr(Thread& t, ast::Tree& tree, ast::BinOp* node) {
  const auto* format = ast::As<ast::Constant>(node->left());
  const auto* items = ast::As<ast::Tuple>(node->right());
  if (node->op() != ast::Operator::kMod || format == nullptr || items == nullptr) return node;
  const Value text = tree.ValueOf(format->value());
  if (!IsExactly<Str>(text) || ast::HasStarred(items->elts())) return node;
  Converter converter(t, tree, node);
  if (!TRY(converter.Convert(Cast<Str>(text)))) return node;
  return converter.Finish();
}

}  // namespace krait::compiler
