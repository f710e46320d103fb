#include "vm/modules/codecs/arguments.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/codecs/native_codec.h"
#include "vm/modules/codecs/stateless.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"

/// The _codecs module: the registry's functions; the codecs themselves are in tables of their own.
namespace krait {
namespace {

bool IsCallable(Thread& t, Value value) { return TypeOf(t, value)->slots().call != nullptr; }

Result<None> Register(Thread& t, Value search_function) {
  if (!IsCallable(t, search_function)) return RaiseTypeError(t, "argument must be callable");
  return t.vm().part<Codecs>().search_path->Append(t, search_function);
}

Result<None> Unregister(Thread& t, Value search_function) {
  Codecs& codecs = t.vm().part<Codecs>();
  for (size_t i = 0; i < codecs.search_path->size(); ++i) {
    if (!codecs.search_path->TryGet(i).SameBits(search_function)) continue;
    codecs.found->Clear(t);
    codecs.search_path->RemoveAt(i);
    return None{};
  }
  return None{};
}

/// A codec's or handler's name goes on as a C string.
Result<None> CheckName(Thread& t, const Str* name) {
  if (name->ToUtf8().find('\0') == std::string::npos) return None{};
  return RaiseValueError(t, "embedded null character");
}

Result<Value> Lookup(Thread& t, Str* encoding) {
  TRY(CheckName(t, encoding));
  return LookupCodec(t, encoding);
}

Result<Value> Run(Thread& t, bool encodes, Value object, Opt<Str*> encoding, Opt<Str*> errors) {
  Str* name = encoding ? *encoding : names(t).utf_8;
  TRY(CheckName(t, name));
  const Value codec = TRY(LookupCodec(t, name));
  return RunCodec(t, encodes, codec, object, name, errors ? *errors : nullptr);
}
Result<Value> Encode(Thread& t, Value object, Opt<Str*> encoding, Opt<Str*> errors) {
  return Run(t, true, object, encoding, errors);
}
Result<Value> Decode(Thread& t, Value object, Opt<Str*> encoding, Opt<Str*> errors) {
  return Run(t, false, object, encoding, errors);
}

Result<None> RegisterError(Thread& t, Str* name, Value handler) {
  TRY(CheckName(t, name));
  if (!IsCallable(t, handler)) return RaiseTypeError(t, "handler must be callable");
  return t.vm().part<Codecs>().error_handlers->Set(t, Value::FromObject(name), handler);
}

Result<Value> LookupError(Thread& t, Str* name) {
  TRY(CheckName(t, name));
  return LookupErrorHandler(t, name);
}

Result<Value> ForgetCodec(Thread& t, Str* encoding) {
  Str* name = TRY(Str::InternUtf8(t, NormalizeEncoding(encoding->ToUtf8())));
  return Value::FromBool(!t.vm().part<Codecs>().found->RemoveStr(t, name).IsUnbound());
}

constexpr Method kFunctions[] = {
    Bind<Register>("register", "(search_function, /)"),
    Bind<Unregister>("unregister", "(search_function, /)"),
    Bind<Lookup>("lookup", "(encoding, /)"),
    Bind<Encode>("encode", "(obj, encoding='utf-8', errors='strict')"),
    Bind<Decode>("decode", "(obj, encoding='utf-8', errors='strict')"),
    Bind<RegisterError>("register_error", "(errors, handler, /)"),
    Bind<LookupError>("lookup_error", "(name, /)"),
    Bind<ForgetCodec>("_forget_codec", "(encoding, /)"),
};

}  // namespace

Result<Module*> MakeCodecsModule(Thread& t) {
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "_codecs"))));
  TRY(module->AddFunctions(t, kFunctions));
  TRY(module->AddFunctions(t, UtfFunctions()));
  TRY(module->AddFunctions(t, EscapeFunctions()));
  TRY(module->AddFunctions(t, Utf7Functions()));
  TRY(module->AddFunctions(t, CharmapFunctions()));
  return module;
}

}  // namespace krait
