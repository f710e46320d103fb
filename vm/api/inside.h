#pragma once

// The VM's own headers come before the public ones: these bring an inline namespace into krait, in
// which Vm, Value, Code and Module are the embedding program's.
// clang-format off
#include "vm/code/code.h"
#include "vm/heap/rooted.h"
#include "vm/heap/thread.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/run_control.h"
#include "vm/interp/vm_thread.h"
#include "vm/modules/import.h"
#include "vm/modules/runtime.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/modules/traceback_text.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/collect.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/host.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native_function.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type.h"
#include "vm/object/type_builder.h"
#include "vm/object/vm.h"
#include "vm/pyc/pyc_file.h"

/// The names that mean something else outside.
namespace krait::inside {
using Bytes = krait::Bytes;
using Capabilities = krait::Capabilities;
using Capability = krait::Capability;
using Code = krait::Code;
using Module = krait::Module;
using Value = krait::Value;
using Vm = krait::Vm;
}  // namespace krait::inside

#include "krait/krait.h"
// clang-format on
