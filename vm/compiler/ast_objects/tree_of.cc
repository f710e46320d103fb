#include <cstdint>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vm/compiler/ast_objects/ast_objects.h"
#include "vm/compiler/ast_objects/ast_part.h"
#include "vm/compiler/ast_objects/validate.h"
#include "vm/object/audit.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace krait::compiler {
namespace {

using ast::ClassIndex;
using ast::ClassInfo;
using ast::FieldInfo;
using ast::FieldType;
using ast::Node;
using ast::NodeInfo;
using ast::NodeKind;
using ast::Place;
using ast::Quantifier;
using Words = std::vector<uint64_t>;

/// Reads objects. Any look at one may run Python code that changes it: so nothing is looked at
/// twice.
class TreeMaker {
 public:
  TreeMaker(Thread& t, const AstPart& part, ast::Tree& tree) : t_(t), part_(part), tree_(tree) {}

  /// The word of a node (null for None), whose type is the class at `index`.
  Result<uint64_t> MakeNode(Value object, ClassIndex index);

 private:
  struct Span {
    Position begin;
    Position end;
  };

  Raised RaiseMissing(const char* field, const ClassInfo& owner);
  Raised RaiseUnexpected(Value object, const ClassInfo& wanted);
  Raised OutOfMemory() { return Raise(t_, &BuiltinTypes::MemoryError, ""); }

  Result<uint64_t> MakeOfKind(Value object, NodeKind kind, const Span* span);
  /// Which of the classes that follow `index` the object is an instance of.
  Result<ClassIndex> FindDerived(Value object, ClassIndex index);
  Result<Span> MakeSpan(Value object, const ClassInfo& owner);
  Result<int32_t> MakePlace(Value object, size_t i, const ClassInfo& owner, int32_t otherwise);
  Result<None> CheckPresent(NodeKind kind, const Words& words);

  Result<uint64_t> MakeField(Value object, NodeKind kind, size_t i);
  Result<uint64_t> MakeSequence(Value value, const FieldInfo& field, const ClassInfo& owner);
  Result<uint64_t> MakeItem(Value value, const FieldInfo& field, const ClassInfo& owner);
  Result<uint64_t> MakeIdentifier(Value value);
  Result<uint64_t> MakeString(Value value);
  Result<int32_t> MakeInt(Value value);

  Thread& t_;
  const AstPart& part_;
  ast::Tree& tree_;
};

Raised TreeMaker::RaiseMissing(const char* field, const ClassInfo& owner) {
  return RaiseTypeError(t_,
                        absl::StrCat("required field \"", field, "\" missing from ", owner.name));
}

Raised TreeMaker::RaiseUnexpected(Value object, const ClassInfo& wanted) {
  Str* text = TRY(Repr(t_, object));
  return RaiseTypeError(
      t_, absl::StrCat("expected some sort of ", wanted.name, ", but got ", text->ToUtf8()));
}

Result<uint64_t> TreeMaker::MakeNode(Value object, ClassIndex index) {
  const ClassInfo& info = ast::Classes()[index];
  if (info.kind != NodeKind::kCount) return MakeOfKind(object, info.kind, nullptr);
  if (object.IsNone()) return uint64_t{0};
  Span span;
  if (info.place != Place::kNone) span = TRY(MakeSpan(object, info));
  const ClassIndex derived = TRY(FindDerived(object, index));
  return MakeOfKind(object, ast::Classes()[derived].kind, &span);
}

Result<ClassIndex> TreeMaker::FindDerived(Value object, ClassIndex index) {
  const absl::Span<const ClassInfo> classes = ast::Classes();
  // Most are what they are called, and no instances of classes that derive from that.
  const ClassIndex exact = part_.IndexOf(TypeOf(t_, object));
  if (exact != ast::kNoClass && classes[exact].base == index) return exact;
  for (size_t i = index + 1; i < classes.size() && classes[i].base == index; ++i) {
    const auto derived = static_cast<ClassIndex>(i);
    if (TRY(IsInstance(t_, object, Value::FromObject(part_.class_at(derived))))) return derived;
  }
  return RaiseUnexpected(object, classes[index]);
}

Result<uint64_t> TreeMaker::MakeOfKind(Value object, NodeKind kind, const Span* span) {
  const NodeInfo& info = ast::InfoOf(kind);
  Words words;
  for (size_t i = 0; i < info.fields.size(); ++i) words.push_back(TRY(MakeField(object, kind, i)));
  Span own;
  if (span == nullptr && info.placed) own = TRY(MakeSpan(object, ast::Classes()[info.class_index]));
  if (span != nullptr) own = *span;
  TRY(CheckPresent(kind, words));
  const Node* node = ast::NewOfKind(tree_.arena(), kind, own.begin, own.end, words);
  if (node == nullptr) return OutOfMemory();
  return ast::ast_internal::ToWord(node);
}

Result<None> TreeMaker::CheckPresent(NodeKind kind, const Words& words) {
  const NodeInfo& info = ast::InfoOf(kind);
  for (size_t i = 0; i < words.size(); ++i) {
    const FieldInfo& field = info.fields[i];
    const bool needed = field.quantifier == Quantifier::kOne &&
                        (field.type == FieldType::kNode || field.type == FieldType::kIdentifier);
    if (needed && words[i] == 0) {
      return RaiseValueError(t_,
                             absl::StrCat("field '", field.name, "' is required for ", info.name));
    }
  }
  return None{};
}

// --- Places ------------------------------------------------------------------------------------

Result<TreeMaker::Span> TreeMaker::MakeSpan(Value object, const ClassInfo& owner) {
  Span span;
  span.begin.line = TRY(MakePlace(object, 0, owner, 0));
  span.begin.column = TRY(MakePlace(object, 1, owner, 0));
  span.end.line = TRY(MakePlace(object, 2, owner, span.begin.line));
  span.end.column = TRY(MakePlace(object, 3, owner, span.begin.column));
  return span;
}

Result<int32_t> TreeMaker::MakePlace(Value object, size_t i, const ClassInfo& owner,
                                     int32_t otherwise) {
  Str* name = part_.place_name(i);
  const Value value = TRY(GetAttrOrUnbound(t_, object, name));
  if (i >= 2 && owner.place == Place::kEndOptional && (value.IsUnbound() || value.IsNone())) {
    return otherwise;
  }
  if (value.IsUnbound()) return RaiseMissing(name->ToUtf8().c_str(), owner);
  const RecursionScope level(t_);
  TRY(level.Check(owner.traversal));
  return MakeInt(value);
}

// --- Fields ------------------------------------------------------------------------------------

Result<uint64_t> TreeMaker::MakeField(Value object, NodeKind kind, size_t i) {
  const NodeInfo& info = ast::InfoOf(kind);
  const ClassInfo& owner = ast::Classes()[info.class_index];
  const FieldInfo& field = info.fields[i];
  const Value value = TRY(GetAttrOrUnbound(t_, object, part_.field_name(kind, i)));
  if (field.quantifier == Quantifier::kOptional && (value.IsUnbound() || value.IsNone())) {
    return uint64_t{0};
  }
  if (value.IsUnbound()) return RaiseMissing(field.name, owner);
  if (field.quantifier == Quantifier::kSequence) return MakeSequence(value, field, owner);
  return MakeItem(value, field, owner);
}

Result<uint64_t> TreeMaker::MakeSequence(Value value, const FieldInfo& field,
                                         const ClassInfo& owner) {
  const auto describe = [&] { return absl::StrCat(owner.name, " field \"", field.name, "\" "); };
  if (!Is<List>(value)) {
    return RaiseTypeError(t_, absl::StrCat(describe(), "must be a list, not a ",
                                           TypeOf(t_, value)->name()->ToUtf8()));
  }
  const auto* list = Cast<List>(value);
  const size_t size = list->size();
  Words words;
  for (size_t i = 0; i < size; ++i) {
    const Value item = list->TryGet(i);
    if (!item.IsUnbound()) words.push_back(TRY(MakeItem(item, field, owner)));
    if (item.IsUnbound() || list->size() != size) {
      return Raise(t_, &BuiltinTypes::RuntimeError,
                   absl::StrCat(describe(), "changed size during iteration"));
    }
  }
  bool done = true;
  const auto sequence = ast::NewSequence<uint64_t>(tree_.arena(), words, &done);
  if (!done) return OutOfMemory();
  return ast::ast_internal::ToWord(sequence);
}

Result<uint64_t> TreeMaker::MakeItem(Value value, const FieldInfo& field, const ClassInfo& owner) {
  const RecursionScope level(t_);
  TRY(level.Check(owner.traversal));
  switch (field.type) {
    case FieldType::kNode:
      return MakeNode(value, field.class_index);
    case FieldType::kIdentifier:
      return MakeIdentifier(value);
    case FieldType::kString:
      return MakeString(value);
    case FieldType::kConstant:
      return uint64_t{tree_.Add(value).index};
    case FieldType::kInt:
      return ast::ast_internal::ToWord(TRY(MakeInt(value)));
    default:
      return uint64_t{TRY(FindDerived(value, field.class_index))} - field.class_index - 1;
  }
}

Result<uint64_t> TreeMaker::MakeIdentifier(Value value) {
  if (value.IsNone()) return uint64_t{0};
  if (TypeOf(t_, value) != types(t_).str) {
    return RaiseTypeError(t_, "AST identifier must be of type str");
  }
  const Bytes* utf8 = TRY(EncodeWith(t_, Codec::kUtf8, Cast<Str>(value), nullptr));
  const ast::NameId name = tree_.NameOf(utf8->view());
  if (!name) return OutOfMemory();
  return uint64_t{name.index};
}

Result<uint64_t> TreeMaker::MakeString(Value value) {
  const Type* type = TypeOf(t_, value);
  if (type != types(t_).str && type != types(t_).bytes) {
    return RaiseTypeError(t_, "AST string must be of type str");
  }
  return uint64_t{tree_.Add(value).index};
}

Result<int32_t> TreeMaker::MakeInt(Value value) {
  if (!IsIntLike(value)) {
    Str* text = TRY(Repr(t_, value));
    return RaiseValueError(t_, absl::StrCat("invalid integer value: ", text->ToUtf8()));
  }
  return static_cast<int32_t>(TRY(ToCInteger(t_, value, INT32_MIN, INT32_MAX, "int")));
}

}  // namespace

Result<ast::ModNode*> TreeOf(Thread& t, ast::Tree& tree, Value object, NodeKind kind) {
  TRY(Audit(t, "compile", object, Value::None()));
  const AstPart* part = TRY(AstPart::Of(t));
  const NodeInfo& info = ast::InfoOf(kind);
  if (!TRY(IsInstance(t, object, Value::FromObject(part->class_at(info.class_index))))) {
    return RaiseTypeError(t, absl::StrCat("expected ", info.name, " node, got ",
                                          TypeOf(t, object)->name()->ToUtf8()));
  }
  const ClassIndex mod = ast::Classes()[info.class_index].base;
  const uint64_t word = TRY(TreeMaker(t, *part, tree).MakeNode(object, mod));
  auto* module = ast::ast_internal::FromWord<ast::ModNode*>(word);
  TRY(Validate(t, tree, module));
  return module;
}

}  // namespace krait::compiler
