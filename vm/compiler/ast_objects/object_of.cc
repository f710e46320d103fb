#include "vm/compiler/ast_objects/ast_objects.h"
#include "vm/compiler/ast_objects/ast_part.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace krait::compiler {
namespace {

using ast::FieldInfo;
using ast::FieldType;
using ast::Node;
using ast::NodeInfo;
using ast::Quantifier;

class ObjectMaker {
 public:
  ObjectMaker(Thread& t, const AstPart& part, const ast::Tree& tree)
      : t_(t),
        part_(part),
        tree_(tree),
        depth_left_(int64_t{kLevelsPerCall} * t.recursion_remaining) {}

  Result<Value> Make(const Node* node);

 private:
  /// Levels of a tree that take the place of one call.
  static constexpr int kLevelsPerCall = 3;

  Result<Value> MakeField(const FieldInfo& field, uint64_t word);
  Result<Value> MakeItem(const FieldInfo& field, uint64_t word);
  Result<Value> MakeSequence(const FieldInfo& field, uint64_t word);
  Result<None> SetPlace(Value object, const Node* node);

  Thread& t_;
  const AstPart& part_;
  const ast::Tree& tree_;
  int64_t depth_left_;
};

Result<Value> ObjectMaker::Make(const Node* node) {
  if (node == nullptr) return Value::None();
  constexpr const char* kWhere = " during ast construction";
  TRY(CheckNativeStack(t_, kWhere));
  if (--depth_left_ < 0) {
    return Raise(t_, &BuiltinTypes::RecursionError,
                 "maximum recursion depth exceeded during ast construction");
  }
  const NodeInfo& info = ast::InfoOf(node->node_kind);
  Type* cls = part_.class_at(info.class_index);
  const Value object = TRY(cls->slots().new_(t_, cls, {}));
  for (size_t i = 0; i < info.fields.size(); ++i) {
    const Value value = TRY(MakeField(info.fields[i], node->word(i)));
    TRY(SetAttr(t_, object, part_.field_name(node->node_kind, i), value));
  }
  if (info.placed) TRY(SetPlace(object, node));
  ++depth_left_;
  return object;
}

Result<None> ObjectMaker::SetPlace(Value object, const Node* node) {
  const int64_t places[AstPart::kPlaceNames] = {node->begin.line, node->begin.column,
                                                node->end.line, node->end.column};
  for (size_t i = 0; i < AstPart::kPlaceNames; ++i) {
    TRY(SetAttr(t_, object, part_.place_name(i), Value::FromInt(places[i])));
  }
  return None{};
}

Result<Value> ObjectMaker::MakeField(const FieldInfo& field, uint64_t word) {
  return field.quantifier == Quantifier::kSequence ? MakeSequence(field, word)
                                                   : MakeItem(field, word);
}

Result<Value> ObjectMaker::MakeSequence(const FieldInfo& field, uint64_t word) {
  const auto items = ast::ast_internal::FromWord<ast::Sequence<Node*>>(word);
  List* list = TRY(List::New(t_, items.size()));
  for (size_t i = 0; i < items.size(); ++i) {
    TRY(list->Append(t_, TRY(MakeItem(field, items.header()[1 + i]))));
  }
  return Value::FromObject(list);
}

Result<Value> ObjectMaker::MakeItem(const FieldInfo& field, uint64_t word) {
  switch (field.type) {
    case FieldType::kNode:
      return Make(ast::ast_internal::FromWord<const Node*>(word));
    case FieldType::kIdentifier: {
      const auto name = ast::ast_internal::FromWord<ast::NameId>(word);
      if (!name) return Value::None();
      return Value::FromObject(TRY(Str::InternUtf8(t_, tree_.TextOf(name))));
    }
    case FieldType::kString:
    case FieldType::kConstant: {
      const auto constant = ast::ast_internal::FromWord<ast::ConstantId>(word);
      return constant ? tree_.ValueOf(constant) : Value::None();
    }
    case FieldType::kInt:
      return Value::FromInt(static_cast<int64_t>(word));
    default:  // The values of an enumeration follow its class.
      return part_.shared(static_cast<ast::ClassIndex>(field.class_index + 1 + word));
  }
}

}  // namespace

Result<Value> ObjectOf(Thread& t, const ast::Tree& tree, const Node* node) {
  const AstPart* part = TRY(AstPart::Of(t));
  return ObjectMaker(t, *part, tree).Make(node);
}

}  // namespace krait::compiler
