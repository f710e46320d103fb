#include <memory>

#include "absl/strings/str_cat.h"
#include "vm/heap/marker.h"
#include "vm/modules/codecs/codecs.h"
#include "vm/modules/codecs/error_handlers.h"
#include "vm/modules/codecs/native_codec.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// The codec registry: lookup by name, and str.encode and bytes.decode for what it finds.
namespace krait {

void Codecs::TraceRoots(Marker& marker) {
  if (search_path != nullptr) marker.Visit(search_path);
  if (found != nullptr) marker.Visit(found);
  if (error_handlers != nullptr) marker.Visit(error_handlers);
  if (encoding_map_type != nullptr) marker.Visit(encoding_map_type);
}

namespace {

/// The encodings package registers a search function when it is imported; it need not exist.
Result<None> ImportPackage(Thread& t) {
  Codecs& codecs = t.vm().part<Codecs>();
  if (codecs.searched_package) return None{};
  codecs.searched_package = true;
  const Value import = t.vm().builtins()->GetStr(t, names(t).__import__);
  if (import.IsUnbound()) return None{};
  Str* package = TRY(Str::InternUtf8(t, "encodings"));
  if (CallWith(t, import, Value::FromObject(package)).ok()) return None{};
  if (ClearPendingIf(t, &BuiltinTypes::ImportError)) return None{};
  return Raised{};
}

/// Asks the search functions; Unbound when none knows the encoding.
Result<Value> Search(Thread& t, Str* name) {
  List* path = t.vm().part<Codecs>().search_path;
  for (size_t i = 0; i < path->size(); ++i) {
    const Value function = path->TryGet(i);
    if (function.IsUnbound()) break;
    const Value result = TRY(CallWith(t, function, Value::FromObject(name)));
    if (result.IsNone()) continue;
    if (!Is<Tuple>(result) || Cast<Tuple>(result)->size() != 4) {
      return RaiseTypeError(t, "codec search functions must return 4-tuples");
    }
    return result;
  }
  return Value::Unbound();
}

}  // namespace

Result<Value> LookupCodec(Thread& t, Str* encoding) {
  const std::string text = encoding->ToUtf8();
  Str* name = TRY(Str::InternUtf8(t, NormalizeEncoding(text)));
  Codecs& codecs = t.vm().part<Codecs>();
  const Value known = codecs.found->GetStr(t, name);
  if (!known.IsUnbound()) return known;
  TRY(ImportPackage(t));
  Value codec = TRY(Search(t, name));
  if (codec.IsUnbound()) {
    const auto native = FindCodec(text);
    if (!native) {
      return Raise(t, &BuiltinTypes::LookupError, absl::StrCat("unknown encoding: ", text));
    }
    codec = TRY(NativeCodecTuple(t, *native));
  }
  TRY(codecs.found->SetStr(t, name, codec));
  return codec;
}

Result<Value> LookupTextCodec(Thread& t, Str* encoding, const char* alternative) {
  const Value codec = TRY(LookupCodec(t, encoding));
  if (IsExactly<Tuple>(codec)) return codec;
  // Only a CodecInfo tells.
  Str* is_text = TRY(Str::InternUtf8(t, "_is_text_encoding"));
  const Value answer = TRY(GetAttrOrUnbound(t, codec, is_text));
  if (answer.IsUnbound() || TRY(IsTrue(t, answer))) return codec;
  return Raise(t, &BuiltinTypes::LookupError,
               absl::StrCat("'", encoding->ToUtf8(), "' is not a text encoding; use ", alternative,
                            " to handle arbitrary codecs"));
}

Result<Value> LookupErrorHandler(Thread& t, Str* name) {
  const Value handler = TRY(t.vm().part<Codecs>().error_handlers->Get(t, Value::FromObject(name)));
  if (!handler.IsUnbound()) return handler;
  return Raise(t, &BuiltinTypes::LookupError,
               absl::StrCat("unknown error handler name '", name->ToUtf8(), "'"));
}

namespace {

/// Calls one side of a text codec: the first item of what it gives.
Result<Value> RunTextCodec(Thread& t, bool encodes, Value object, Str* encoding, Str* errors) {
  const char* alternative = encodes ? "codecs.encode()" : "codecs.decode()";
  const Value codec = TRY(LookupTextCodec(t, encoding, alternative));
  return RunCodec(t, encodes, codec, object, encoding, errors);
}

Raised RaiseWrongResult(Thread& t, bool encodes, Str* encoding, Value result) {
  return RaiseTypeError(
      t, absl::StrCat("'", encoding->ToUtf8(), encodes ? "' encoder" : "' decoder", " returned '",
                      TypeName(t, result), encodes ? "' instead of 'bytes'" : "' instead of 'str'",
                      encodes ? "; use codecs.encode() to encode to arbitrary types"
                              : "; use codecs.decode() to decode to arbitrary types"));
}

Result<Bytes*> EncodeThroughRegistry(Thread& t, Str* text, Str* encoding, Str* errors) {
  const Value result = TRY(RunTextCodec(t, true, Value::FromObject(text), encoding, errors));
  if (Is<Bytes>(result)) return Cast<Bytes>(result);
  return RaiseWrongResult(t, true, encoding, result);
}

Result<Str*> DecodeThroughRegistry(Thread& t, Bytes* bytes, Str* encoding, Str* errors) {
  const Value result = TRY(RunTextCodec(t, false, Value::FromObject(bytes), encoding, errors));
  if (Is<Str>(result)) return Cast<Str>(result);
  return RaiseWrongResult(t, false, encoding, result);
}

/// An exception that only has a message is turned into one that also names the codec.
Raised WrapCodecError(Thread& t, bool encodes, Str* encoding) {
  const Value error = t.pending;
  auto* exception = TryCast<Exception>(error);
  Type* type = TypeOf(t, error);
  // A type with a constructor of its own may want other arguments.
  const TypeSlots& base = types(t).BaseException->slots();
  const bool plain = exception != nullptr && type->slots().new_ == base.new_ &&
                     type->slots().init == base.init && exception->args()->size() <= 1 &&
                     (exception->args()->size() == 0 || Is<Str>(exception->args()->At(0)));
  if (!plain) return Raised{};
  t.pending = Value::Unbound();
  const Result<Str*> message = ToStr(t, error);
  if (!message.ok()) {
    t.pending = error;
    return Raised{};
  }
  const std::string text =
      absl::StrCat(encodes ? "encoding" : "decoding", " with '", encoding->ToUtf8(),
                   "' codec failed (", type->name()->ToUtf8(), ": ", (*message)->ToUtf8(), ")");
  Str* argument = TRY(Str::FromUtf8(t, text));
  const Value wrapped = TRY(CallWith(t, Value::FromObject(type), Value::FromObject(argument)));
  if (auto* outer = TryCast<Exception>(wrapped)) {
    outer->set_cause(error);
    outer->set_suppress_context(true);
    outer->set_traceback(exception->traceback());
  }
  t.pending = wrapped;
  return Raised{};
}

}  // namespace

Result<Value> RunCodec(Thread& t, bool encodes, Value codec, Value object, Str* encoding,
                       Str* errors) {
  const Value function = Cast<Tuple>(codec)->At(encodes ? 0 : 1);
  const Result<Value> result = errors == nullptr
                                   ? CallWith(t, function, object)
                                   : CallWith(t, function, object, Value::FromObject(errors));
  if (!result.ok()) return WrapCodecError(t, encodes, encoding);
  if (!Is<Tuple>(*result) || Cast<Tuple>(*result)->size() != 2) {
    return RaiseTypeError(t, encodes ? "encoder must return a tuple (object, integer)"
                                     : "decoder must return a tuple (object,integer)");
  }
  return Cast<Tuple>(*result)->At(0);
}

Result<None> InstallCodecs(Thread& t) {
  Codecs& codecs = t.vm().AddPart(std::make_unique<Codecs>());
  codecs.search_path = TRY(List::New(t));
  codecs.found = TRY(Dict::New(t));
  codecs.error_handlers = TRY(Dict::New(t));
  TRY(AddStandardHandlers(t, codecs.error_handlers));
  codecs.find_error_handler = &LookupErrorHandler;
  codecs.encode = &EncodeThroughRegistry;
  codecs.decode = &DecodeThroughRegistry;
  codecs.wrap_error = &WrapCodecError;
  return None{};
}

}  // namespace krait
