#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;
struct TypeSpec;

/// The _json module: what json's decoder and encoder stand on.
Result<Module*> MakeJsonModule(Thread& t);

namespace json {

/// The two types, made for `module`.
Result<None> AddScannerType(Thread& t, Module* module);
Result<None> AddEncoderType(Thread& t, Module* module);

}  // namespace json
}  // namespace krait
