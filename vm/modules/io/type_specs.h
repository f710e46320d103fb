#pragma once

#include "vm/object/type_builder.h"

namespace krait {

// What each type of the _io module declares; `base` is filled in by InstallIo.
const NativeTypeSpec& IoBaseSpec();
const NativeTypeSpec& RawIoBaseSpec();
const NativeTypeSpec& BufferedIoBaseSpec();
const NativeTypeSpec& TextIoBaseSpec();
const NativeTypeSpec& FileIoSpec();
const NativeTypeSpec& BytesIoSpec();
const NativeTypeSpec& BytesIoBufferSpec();
const NativeTypeSpec& StringIoSpec();
const NativeTypeSpec& BufferedReaderSpec();
const NativeTypeSpec& BufferedWriterSpec();
const NativeTypeSpec& BufferedRandomSpec();
const NativeTypeSpec& BufferedRwPairSpec();
const NativeTypeSpec& TextIoWrapperSpec();
const NativeTypeSpec& NewlineDecoderSpec();

}  // namespace krait
