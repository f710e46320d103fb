#include "vm/compiler/ast_objects/ast_part.h"

#include <algorithm>

#include "vm/heap/rooted.h"
#include "vm/object/dict.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

namespace krait::compiler {
namespace {

using ast::ClassIndex;
using ast::ClassInfo;
using ast::FieldInfo;
using ast::NodeKind;
using ast::Place;
using ast::Quantifier;

constexpr const char* kPlaceFields[AstPart::kPlaceNames] = {"lineno", "col_offset", "end_lineno",
                                                            "end_col_offset"};

Result<None> SetIn(Thread& t, Dict* dict, const char* name, Value value) {
  return dict->SetStr(t, TRY(Str::InternUtf8(t, name)), value);
}

}  // namespace

Result<AstPart*> AstPart::Of(Thread& t) {
  auto& part = t.vm().part<AstPart>();
  if (part.made_.load(std::memory_order_acquire)) return &part;
  const MutexScope scope(t, part.lock_);
  if (!part.made_.load(std::memory_order_relaxed)) {
    TRY(part.Make(t));
    part.made_.store(true, std::memory_order_release);
  }
  return &part;
}

AstPart* AstPart::IfMade(Thread& t) {
  auto& part = t.vm().part<AstPart>();
  return part.made_.load(std::memory_order_acquire) ? &part : nullptr;
}

ClassIndex AstPart::IndexOf(const Type* type) const {
  const auto end = classes_.begin() + static_cast<ptrdiff_t>(ast::Classes().size());
  const auto found = std::find(classes_.begin(), end, type);
  return found == end ? ast::kNoClass : static_cast<ClassIndex>(found - classes_.begin());
}

void AstPart::TraceRoots(Marker& marker) {
  marker.Visit(base_);
  marker.Visit(scope_type());
  for (Type* type : classes_) marker.Visit(type);
  for (const Value value : shared_) marker.Visit(value);
  for (Str* name : place_names_) marker.Visit(name);
  for (Str* name : field_names_) marker.Visit(name);
}

Result<None> AstPart::Make(Thread& t) {
  TRY(MakeNames(t));
  base_ = TRY(MakeAstType(t));
  const Value none = Value::FromObject(Tuple::Empty(t));
  for (const char* name : {"_fields", "__match_args__", "_attributes"}) {
    TRY(SetIn(t, base_->dict(), name, none));
  }
  for (size_t i = 0; i < ast::Classes().size(); ++i) TRY(MakeClass(t, static_cast<ClassIndex>(i)));
  return None{};
}

Result<None> AstPart::MakeNames(Thread& t) {
  for (size_t i = 0; i < kPlaceNames; ++i) {
    place_names_[i] = TRY(Str::InternUtf8(t, kPlaceFields[i]));
  }
  field_names_.clear();
  for (size_t kind = 0; kind < first_field_.size(); ++kind) {
    first_field_[kind] = field_names_.size();
    for (const FieldInfo& field : ast::InfoOf(static_cast<NodeKind>(kind)).fields) {
      field_names_.push_back(TRY(Str::InternUtf8(t, field.name)));
    }
  }
  return None{};
}

Result<Value> AstPart::PlaceAttributes(Thread& t, bool placed) {
  if (!placed) return Value::FromObject(Tuple::Empty(t));
  Tuple* tuple = TRY(Tuple::New(t, kPlaceNames));
  for (size_t i = 0; i < kPlaceNames; ++i) tuple->Set(i, Value::FromObject(place_names_[i]));
  return Value::FromObject(tuple);
}

Result<None> AstPart::MakeClass(Thread& t, ClassIndex index) {
  const ClassInfo& info = ast::Classes()[index];
  const bool derived = info.base != ast::kNoClass;
  Dict* ns = TRY(Dict::New(t));
  Tuple* fields = Tuple::Empty(t);
  if (info.kind != NodeKind::kCount) {
    const auto rows = ast::InfoOf(info.kind).fields;
    if (!rows.empty()) fields = TRY(Tuple::New(t, rows.size()));
    for (size_t i = 0; i < rows.size(); ++i) {
      Str* name = field_name(info.kind, i);
      fields->Set(i, Value::FromObject(name));
      if (rows[i].quantifier == Quantifier::kOptional) {
        TRY(ns->SetStr(t, name, Value::None()));
      }
    }
  }
  TRY(SetIn(t, ns, "_fields", Value::FromObject(fields)));
  TRY(SetIn(t, ns, "__match_args__", Value::FromObject(fields)));
  TRY(SetIn(t, ns, "__module__", Value::FromObject(TRY(Str::InternUtf8(t, "ast")))));
  TRY(SetIn(t, ns, "__doc__", Value::FromObject(TRY(Str::FromUtf8(t, info.doc)))));
  if (!derived) {
    TRY(SetIn(t, ns, "_attributes", TRY(PlaceAttributes(t, info.place != Place::kNone))));
    if (info.place == Place::kEndOptional) {
      TRY(ns->SetStr(t, place_names_[2], Value::None()));
      TRY(ns->SetStr(t, place_names_[3], Value::None()));
    }
  }
  Type* base = derived ? classes_[info.base] : base_;
  Tuple* bases = TRY(Tuple::Of(t, Value::FromObject(base)));
  Str* name = TRY(Str::InternUtf8(t, info.name));
  classes_[index] = TRY(TypeBuilder::NewHeapType(t, types(t).type, name, bases, ns, {}));
  if (derived && info.kind == NodeKind::kCount) {
    shared_[index] = TRY(CallWith(t, Value::FromObject(classes_[index])));
  }
  return None{};
}

}  // namespace krait::compiler
