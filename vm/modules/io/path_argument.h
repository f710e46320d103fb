#pragma once

#include <string>

#include "vm/core/result.h"
#include "vm/core/value.h"
#include "vm/heap/thread.h"

namespace krait {

/// The path that a str, bytes or os.PathLike stands for, in the file system's encoding: UTF-8 with
/// surrogateescape. TypeError, or ValueError "embedded null byte".
Result<std::string> SystemPath(Thread& t, Value path);

/// os.fspath(): a str or bytes. TypeError "expected str, bytes or os.PathLike object, not X".
Result<Value> FsPath(Thread& t, Value path);

}  // namespace krait
