#pragma once

#include <cstdint>

#include "vm/core/result.h"
#include "vm/core/value.h"

namespace krait {

class Thread;
struct StridedView;

/// Size in bytes of the items of a native format ("i", "@d"), with its letter in `code`; 0 when
/// `format` is none that memoryview reads.
int64_t NativeItemSize(const char* format, char* code);
bool IsByteCode(char code);

/// NotImplementedError for formats that are not native; the letter otherwise.
Result<int> ItemCode(Thread& t, const char* format);

Result<Value> UnpackItem(Thread& t, const uint8_t* item, char code);
Result<None> PackItem(Thread& t, uint8_t* item, char code, Value value);

/// True when both have the same shape and equal items.
Result<bool> EqualItems(Thread& t, const StridedView& a, const StridedView& b);

}  // namespace krait
