#include "vm/object/vm.h"

#include "vm/object/allocate.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/layout_table.h"
#include "vm/object/lookup_cache.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/object/type_builder.h"
#include "vm/object/weakref.h"

namespace krait {

Vm::Vm(const VmOptions& options)
    : options_(options),
      threads_(gil::ThreadingModel::Create(options.threading)),
      heap_(*this, layouts_.traces(), options.heap),
      recursion_limit_(options.recursion_limit) {
  if (options.add_layouts != nullptr) options.add_layouts(layouts_);
}

Vm::~Vm() { weakrefs_.ReleaseAll(); }

void Vm::ReleaseLocalHeaps() {
  threads_.ForEach([](gil::ThreadState& state) {
    auto& thread = static_cast<Thread&>(state);
    thread.local_heap().ReleaseBlocks();
    if (thread.lookup_cache != nullptr) thread.lookup_cache->Clear();
  });
}

void Vm::TraceRoots(Marker& marker) {
#define KRAIT_VISIT(member, ...) marker.Visit(types_.member);
  KRAIT_BUILTIN_TYPES(KRAIT_VISIT)
  KRAIT_EXCEPTION_TYPES(KRAIT_VISIT)
#undef KRAIT_VISIT
  marker.Visit(types_.ExceptionGroup);
#define KRAIT_VISIT(member, ...) marker.Visit(names_.member);
  KRAIT_NAMES(KRAIT_VISIT)
#undef KRAIT_VISIT
  marker.Visit(empty_tuple_);
  marker.Visit(empty_str_);
  for (Str* str : latin1_chars_) marker.Visit(str);
  marker.Visit(builtins_);
  marker.Visit(modules_);
  marker.Visit(memory_error_);
  weakrefs_.TraceQueued(marker);
  for (auto& part : parts_) {
    if (part != nullptr) part->TraceRoots(marker);
  }
  threads_.ForEach([&](gil::ThreadState& state) {
    auto& thread = static_cast<Thread&>(state);
    thread.TraceNative(marker);
    if (frame_tracer_ != nullptr) frame_tracer_(thread, marker);
  });
}

bool Vm::ProcessUnreachable(Marker& marker) { return weakrefs_.ProcessUnreachable(marker); }

void Vm::DropUnmarked(Marker& marker) {
  weakrefs_.DropUnmarked(marker);
  interned_.DropUnmarked(marker);
  for (auto& part : parts_) {
    if (part != nullptr) part->DropUnmarked(marker);
  }
  shape_table_.DropUnmarked(marker);
}

void Vm::AfterCollection(Thread& thread) {
  // Finalizers run Python: at the next safepoint, not in the middle of an allocation.
  if (weakrefs_.has_queued()) thread.RequestPoll(gil::ThreadState::kFinalize);
}

namespace {

/// What Bootstrap knows of one bare type before anything else exists.
struct BareType {
  Type* BuiltinTypes::* member;
  const char* name;
  Layout layout;
};

constexpr BareType kBareTypes[] = {
#define KRAIT_ROW(member, name, layout) {&BuiltinTypes::member, name, Layout::k##layout},
    KRAIT_BUILTIN_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
};

struct BareException {
  Type* BuiltinTypes::* member;
  const char* name;
  Type* BuiltinTypes::* base;
};

constexpr BareException kBareExceptions[] = {
#define KRAIT_ROW(name, base, fields) {&BuiltinTypes::name, #name, &BuiltinTypes::base},
    KRAIT_EXCEPTION_TYPES(KRAIT_ROW)
#undef KRAIT_ROW
};

}  // namespace

Result<None> Vm::MakeTypes(Thread& t) {
  BuiltinTypes& b = types_;
  for (const BareType& row : kBareTypes) {
    Type* base = row.member == &BuiltinTypes::object  ? nullptr
                 : row.member == &BuiltinTypes::bool_ ? b.int_
                                                      : b.object;
    b.*row.member = TRY(TypeBuilder::NewUnnamed(t, b.type, base, row.layout, 0));
  }
  // They share the layout of types that can be subclassed.
  for (Type* type : {b.bool_, b.none_type, b.ellipsis, b.not_implemented_type}) {
    type->SetFlag(Type::kBaseType, false);
  }
  // The two that came before the metatype get its shape now.
  for (Type* type : {b.object, b.type}) {
    type->InitializeHeader(b.type->instance_shape()->id(), static_cast<uint16_t>(Layout::kType));
  }
  for (const BareException& row : kBareExceptions) {
    Type* base = row.member == row.base ? b.object : b.*row.base;
    b.*row.member = TRY(TypeBuilder::NewUnnamed(t, b.type, base, Layout::kException, 0));
  }
  b.ExceptionGroup =
      TRY(TypeBuilder::NewUnnamed(t, b.type, b.BaseExceptionGroup, Layout::kException, 0));
  return None{};
}

Result<None> Vm::NameTypes(Thread& t) {
  for (const BareType& row : kBareTypes) {
    TRY(TypeBuilder::SetName(t, types_.*row.member, row.name));
  }
  for (const BareException& row : kBareExceptions) {
    TRY(TypeBuilder::SetName(t, types_.*row.member, row.name));
  }
  return TypeBuilder::SetName(t, types_.ExceptionGroup, "ExceptionGroup");
}

Result<None> Vm::MakeSingletons(Thread& t) {
  empty_str_ = TRY(Str::InternUtf8(t, ""));
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    Str* str = TRY(Str::FromLatin1(t, {&byte, 1}));
    latin1_chars_[c] = Str::Intern(t, str);
  }
  empty_tuple_ = TRY(Tuple::New(t, 0));
  struct NameRow {
    Str* Names::* member;
    const char* identifier;
    const char* text;
  };
  static constexpr NameRow kNames[] = {
#define KRAIT_ROW(member, ...) {&Names::member, #member, "" __VA_ARGS__},
      KRAIT_NAMES(KRAIT_ROW)
#undef KRAIT_ROW
  };
  for (const NameRow& row : kNames) {
    names_.*row.member = TRY(Str::InternUtf8(t, *row.text != 0 ? row.text : row.identifier));
  }
  builtins_ = TRY(Dict::New(t));
  modules_ = TRY(Dict::New(t));
  memory_error_ = TRY(Exception::New(t, types_.MemoryError, empty_tuple_));
  return None{};
}

Result<None> Vm::Bootstrap(Thread& t) {
  TRY(MakeTypes(t));
  TRY(NameTypes(t));
  return MakeSingletons(t);
}

}  // namespace krait
