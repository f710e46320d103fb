#pragma once

#include "vm/core/result.h"

namespace krait {

class Module;
class Thread;

/// What hashlib stands on where there is no OpenSSL.
Result<Module*> MakeMd5Module(Thread& t);
Result<Module*> MakeSha1Module(Thread& t);
Result<Module*> MakeSha256Module(Thread& t);
Result<Module*> MakeSha512Module(Thread& t);
Result<Module*> MakeSha3Module(Thread& t);
Result<Module*> MakeBlake2Module(Thread& t);

}  // namespace krait
