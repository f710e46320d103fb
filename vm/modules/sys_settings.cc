#include <string>

#include "absl/strings/str_cat.h"
#include "vm/heap/rooted.h"
#include "vm/modules/sys_part.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/struct_sequence.h"

/// What sys says of how this VM was started.
namespace krait {
namespace {

constexpr const char* kFlagFields[] = {"debug",
                                       "inspect",
                                       "interactive",
                                       "optimize",
                                       "dont_write_bytecode",
                                       "no_user_site",
                                       "no_site",
                                       "ignore_environment",
                                       "verbose",
                                       "bytes_warning",
                                       "quiet",
                                       "hash_randomization",
                                       "isolated",
                                       "dev_mode",
                                       "utf8_mode",
                                       "warn_default_encoding",
                                       "safe_path",
                                       "int_max_str_digits"};
constexpr StructSequenceSpec kFlags = {"sys.flags", kFlagFields, 18, false};

Result<None> AddFlags(Thread& t, Module* sys, const Config& c) {
  const auto number = [](int value) { return Value::FromInt(value); };
  const Value values[] = {number(c.debug),
                          number(c.inspect),
                          number(c.interactive),
                          number(c.optimize),
                          number(c.dont_write_bytecode),
                          number(c.no_user_site),
                          number(c.no_site),
                          number(c.ignore_environment),
                          number(c.verbose),
                          number(c.bytes_warning),
                          number(c.quiet),
                          number(c.hash_randomization),
                          number(c.isolated),
                          Value::FromBool(c.dev_mode),
                          number(c.utf8_mode),
                          number(c.warn_default_encoding),
                          Value::FromBool(c.safe_path),
                          number(c.int_max_str_digits)};
  Type* type = TRY(StructSequence<kFlags>::NewType(t));
  Tuple* flags = TRY(StructSequence<kFlags>::New(t, type, values));
  return sys->Add(t, "flags", Value::FromObject(flags));
}

/// sys._xoptions: {name: value}, True where there is no value.
Result<None> AddXOptions(Thread& t, Module* sys, const Config& config) {
  Dict* options = TRY(Dict::New(t));
  for (const std::string& option : config.x_options) {
    const size_t equals = option.find('=');
    Str* name = TRY(FromSystemText(t, std::string_view(option).substr(0, equals)));
    Value value = Value::True();
    if (equals != std::string::npos) {
      value =
          Value::FromObject(TRY(FromSystemText(t, std::string_view(option).substr(equals + 1))));
    }
    TRY(options->SetStr(t, Str::Intern(t, name), value));
  }
  return sys->Add(t, "_xoptions", Value::FromObject(options));
}

Result<None> AddText(Thread& t, Module* sys, const char* name, const std::string& text) {
  return sys->Add(t, name, Value::FromObject(TRY(FromSystemText(t, text))));
}

Result<None> AddTexts(Thread& t, Module* sys, const char* name,
                      const std::vector<std::string>& texts) {
  return sys->Add(t, name, Value::FromObject(TRY(ListOfTexts(t, texts))));
}

}  // namespace

Result<Str*> FromSystemText(Thread& t, std::string_view bytes) {
  Bytes* object =
      TRY(Bytes::From(t, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}));
  return DecodeWith(t, Codec::kUtf8, object, TRY(Str::InternUtf8(t, "surrogateescape")));
}

Result<std::string> ToSystemText(Thread& t, Str* text) {
  Bytes* bytes = TRY(EncodeWith(t, Codec::kUtf8, text, TRY(Str::InternUtf8(t, "surrogateescape"))));
  return std::string(bytes->view());
}

Result<List*> ListOfTexts(Thread& t, const std::vector<std::string>& texts) {
  List* list = TRY(List::New(t, texts.size()));
  for (const std::string& text : texts) {
    TRY(list->Append(t, Value::FromObject(TRY(FromSystemText(t, text)))));
  }
  return list;
}

Result<None> AddSysSettings(Thread& t, Module* sys) {
  const Config& config = t.vm().part<SysPart>().config;
  TRY(AddFlags(t, sys, config));
  TRY(AddXOptions(t, sys, config));
  TRY(AddTexts(t, sys, "argv", config.argv));
  TRY(AddTexts(t, sys, "orig_argv", config.orig_argv));
  TRY(AddTexts(t, sys, "warnoptions", config.warn_options));
  TRY(AddTexts(t, sys, "path", config.path));
  TRY(AddText(t, sys, "executable", config.executable));
  TRY(AddText(t, sys, "_base_executable", config.base_executable));
  for (const char* name : {"prefix", "exec_prefix"}) TRY(AddText(t, sys, name, config.prefix));
  for (const char* name : {"base_prefix", "base_exec_prefix"}) {
    TRY(AddText(t, sys, name, config.base_prefix));
  }
  // site's, in CPython.
  if (config.home.empty() && !config.no_site) {
    TRY(sys->Add(t, "_home", Value::None()));
  } else if (!config.no_site) {
    TRY(AddText(t, sys, "_home", config.home));
  }
  if (config.base_prefix.empty()) {
    TRY(sys->Add(t, "_stdlib_dir", Value::None()));
  } else {
    TRY(AddText(t, sys, "_stdlib_dir", absl::StrCat(config.base_prefix, "/lib/python3.11")));
  }
  TRY(sys->Add(t, "dont_write_bytecode", Value::FromBool(config.dont_write_bytecode)));
  if (config.pycache_prefix.empty()) return sys->Add(t, "pycache_prefix", Value::None());
  return AddText(t, sys, "pycache_prefix", config.pycache_prefix);
}

}  // namespace krait
