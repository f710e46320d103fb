#include "absl/strings/str_cat.h"
#include "vm/builtins/method_signatures.h"
#include "vm/modules/json/json_module.h"
#include "vm/modules/json/parser.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/native_object.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_builder.h"

/// _json.Scanner, which the module calls make_scanner.
namespace krait::json {
namespace {

class Scanner final : public NativeObject {
 public:
  static const NativeClass kClass;
  /// What it takes from a context, in this order, behind `strict`.
  enum Part : size_t { kObjectHook, kPairsHook, kParseFloat, kParseInt, kParseConstant, kParts };

  bool strict() const { return strict_; }
  void set_strict(bool strict) { strict_ = strict; }
  Value part(Part part) const { return parts_[part].Load(); }
  void set_part(size_t part, Value value) { parts_[part].Store(this, value); }

 private:
  bool strict_;
  Field<Value> parts_[kParts];
};

const NativeClass Scanner::kClass = {
    "_json.Scanner",
    [](Object* object, Marker& marker) {
      for (const auto& part : static_cast<Scanner*>(object)->parts_) marker.Visit(part);
    },
    nullptr};

constexpr const char* kPartNames[Scanner::kParts] = {"object_hook", "object_pairs_hook",
                                                     "parse_float", "parse_int", "parse_constant"};

Scanner* Self(Value self) { return static_cast<Scanner*>(self.AsObject()); }

constexpr Method kNew = ConstructorSignature("make_scanner", "(context)");

Result<Value> ScannerNew(Thread& t, Type* cls, Args args) {
  Value context;
  TRY(BindArguments(t, kNew, args, &context));
  Scanner* scanner = TRY(NewNative<Scanner>(t, cls));
  for (size_t i = 0; i < Scanner::kParts; ++i) scanner->set_part(i, Value::None());
  const Value strict = TRY(GetAttr(t, context, TRY(Str::InternUtf8(t, "strict"))));
  scanner->set_strict(TRY(IsTrue(t, strict)));
  for (size_t i = 0; i < Scanner::kParts; ++i) {
    scanner->set_part(i, TRY(GetAttr(t, context, TRY(Str::InternUtf8(t, kPartNames[i])))));
  }
  return scanner;
}

constexpr Method kCall = ConstructorSignature("scan_once", "(string, idx)");

Result<Value> ScannerCall(Thread& t, Value self, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kCall, args, bound));
  const int64_t index = TRY(ToIndexSsize(t, bound[1]));
  if (!Is<Str>(bound[0])) {
    return RaiseTypeError(
        t, absl::StrCat("first argument must be a string, not ", TypeName(t, bound[0])));
  }
  if (index < 0) return RaiseValueError(t, "idx cannot be negative");
  const Scanner* scanner = Self(self);
  const ParseSettings settings{scanner->strict(),
                               scanner->part(Scanner::kObjectHook),
                               scanner->part(Scanner::kPairsHook),
                               scanner->part(Scanner::kParseFloat),
                               scanner->part(Scanner::kParseInt),
                               scanner->part(Scanner::kParseConstant)};
  size_t next = 0;
  const Value value =
      TRY(Parse(t, settings, Cast<Str>(bound[0]), static_cast<size_t>(index), &next));
  return Tuple::Of(t, value, Value::FromInt(static_cast<int64_t>(next)));
}

template <Scanner::Part kPart>
Result<Value> GetPart(Thread&, Value self) {
  return Self(self)->part(kPart);
}

constexpr GetSet kGetSets[] = {
    {.name = "strict",
     .get = [](Thread&, Value self) -> Result<Value> {
       return Value::FromBool(Self(self)->strict());
     },
     .is_member = true},
    {.name = "object_hook", .get = &GetPart<Scanner::kObjectHook>, .is_member = true},
    {.name = "object_pairs_hook", .get = &GetPart<Scanner::kPairsHook>, .is_member = true},
    {.name = "parse_float", .get = &GetPart<Scanner::kParseFloat>, .is_member = true},
    {.name = "parse_int", .get = &GetPart<Scanner::kParseInt>, .is_member = true},
    {.name = "parse_constant", .get = &GetPart<Scanner::kParseConstant>, .is_member = true},
};

}  // namespace

Result<None> AddScannerType(Thread& t, Module* module) {
  static const TypeSpec kSpec{
      .slots = {.call = &ScannerCall, .getattr = &GenericGetAttr, .new_ = &ScannerNew},
      .methods = {},
      .getset = kGetSets};
  Type* type = TRY(TypeBuilder::NewNativeType(
      t,
      {.name = Scanner::kClass.name, .instance_size = sizeof(Scanner), .flags = 0, .spec = kSpec}));
  return module->Add(t, "make_scanner", Value::FromObject(type));
}

}  // namespace krait::json
