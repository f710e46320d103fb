#pragma once

#include <array>
#include <memory>
#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/object/codec.h"

namespace krait {

class Dict;
class List;
class Module;
class Str;

/// What open() and the locale module call the encoding of the system's text.
inline constexpr const char* kLocaleEncoding = "UTF-8";

/// What setlocale() chose, by category (LC_CTYPE, ... as in <clocale>): the process's own locale is
/// left alone.
struct LocaleNames {
  static constexpr int kCount = 13;
  std::array<std::string, kCount> names;
};

/// The VM's codec registry: search functions and what they found, and error handlers.
class Codecs : public CodecRegistry {
 public:
  // All made by InstallCodecs.
  List* search_path = nullptr;
  Dict* found = nullptr;                // by normalized name
  Dict* error_handlers = nullptr;       // by name
  Type* encoding_map_type = nullptr;    // of charmap_build(); made when it is needed
  std::unique_ptr<LocaleNames> locale;  // made by the _locale module
  bool searched_package = false;        // the encodings package was asked for

  void TraceRoots(Marker& marker) override;
};

/// Makes the registry, in place of the empty one that the built-in types brought.
Result<None> InstallCodecs(Thread& t);

/// codecs.lookup(): a tuple (encoder, decoder, stream reader, stream writer). Asks the encodings
/// package first, if there is one; encodings that the VM itself knows need none. LookupError
/// "unknown encoding: X".
Result<Value> LookupCodec(Thread& t, Str* encoding);
/// The same for an encoding that turns text into bytes; "use <alternative> to handle arbitrary
/// codecs" otherwise.
Result<Value> LookupTextCodec(Thread& t, Str* encoding, const char* alternative);

/// The callable for an error handler; LookupError "unknown error handler name 'X'".
Result<Value> LookupErrorHandler(Thread& t, Str* name);

/// The _codecs module.
Result<Module*> MakeCodecsModule(Thread& t);

}  // namespace krait
