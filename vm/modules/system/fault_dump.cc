#include "vm/modules/system/fault_dump.h"

#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "vm/code/line_table.h"
#include "vm/frame/frame.h"
#include "vm/object/str.h"

namespace krait {
namespace {

constexpr int kMostFrames = 100;
constexpr int kMostThreads = 100;
constexpr size_t kMostCharacters = 500;

/// Copies a T from an address that may have nothing behind it.
template <typename T>
bool Read(const void* address, T* out) {
  iovec local{out, sizeof(T)};
  iovec remote{const_cast<void*>(address), sizeof(T)};
  const ssize_t got = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
  if (got == static_cast<ssize_t>(sizeof(T))) return true;
  // Not permitted at all is no verdict about the address.
  if (got < 0 && (errno == EPERM || errno == ENOSYS)) {
    std::memcpy(static_cast<void*>(out), address, sizeof(T));
    return true;
  }
  return false;
}

/// A frame's fields as they are now. Frame itself is no trivial type to the compiler.
struct FrameCopy {
  alignas(Frame) char bytes[sizeof(Frame)];
  const Frame& get() const { return *reinterpret_cast<const Frame*>(bytes); }
};

/// Whether a cell of that layout is there.
bool HasLayout(const Object* cell, Layout layout) {
  if (cell == nullptr || reinterpret_cast<uintptr_t>(cell) % 16 != 0) return false;
  alignas(Object) char header[sizeof(Object)];
  if (!Read(cell, &header)) return false;
  return reinterpret_cast<const Object*>(header)->layout() == layout;
}

/// The line the frame is at, as far as it has said; else the first of its code.
int LineOf(const Frame& frame) {
  const CodeUnit* unit = frame.unit;
  if (HasLayout(unit, Layout::kCodeUnit) && unit->code() == frame.code &&
      frame.pc >= unit->words() && frame.pc < unit->words() + unit->word_count()) {
    const int line = LineAt(frame.code, frame.offset());
    if (line != CodePosition::kNone) return line;
  }
  return frame.code->firstlineno();
}

}  // namespace

void FaultDump::Bytes(const char* bytes, size_t size) {
  while (size != 0) {
    const ssize_t written = write(descriptor_, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    size -= static_cast<size_t>(written);
  }
}

void FaultDump::Text(const char* text) { Bytes(text, std::strlen(text)); }

void FaultDump::Number(uint64_t number) {
  char digits[20];
  size_t at = sizeof(digits);
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  Bytes(digits + at, sizeof(digits) - at);
}

void FaultDump::Hex(uint64_t number, int digits) {
  char text[16];
  for (int i = digits - 1; i >= 0; --i, number /= 16) text[i] = "0123456789abcdef"[number % 16];
  Bytes(text, static_cast<size_t>(digits));
}

void FaultDump::Name(const Value& name) {
  if (!name.IsObject() || !HasLayout(name.AsObject(), Layout::kStr)) return Text("???");
  const Str* str = Cast<Str>(name);
  for (size_t i = 0; i < str->length(); ++i) {
    if (i == kMostCharacters) return Text("...");
    const uint32_t c = str->At(i);
    const char byte = static_cast<char>(c);
    if (c >= 0x20 && c < 0x7f) {
      Bytes(&byte, 1);
    } else {
      Text(c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
      Hex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
}

void FaultDump::Frames(const Thread& thread) {
  const Frame* frame = thread.frame;
  if (frame == nullptr) return Text("  <no Python frame>\n");
  for (int depth = 0; frame != nullptr; ++depth) {
    if (depth == kMostFrames) return Text("  ...\n");
    FrameCopy copy;
    if (!Read(frame, &copy.bytes)) return;
    const Frame& now = copy.get();
    if (!HasLayout(now.code, Layout::kCode)) return;
    if (now.code->is_hidden()) {
      frame = now.previous;
      continue;
    }
    Text("  File \"");
    Name(Value::FromObject(now.code->filename()));
    Text("\", line ");
    Number(static_cast<uint64_t>(LineOf(now)));
    Text(" in ");
    Name(Value::FromObject(now.code->name()));
    Text("\n");
    frame = now.previous;
  }
}

void FaultDump::Stack(const Thread& thread) {
  Text("Stack (most recent call first):\n");
  Frames(thread);
}

void FaultDump::AllThreads(gil::ThreadGroup& threads, uintptr_t current) {
  int count = 0;
  threads.ForEachUnlocked([&](gil::ThreadState& state) {
    if (count > kMostThreads) return;
    if (count != 0) Text("\n");
    if (++count > kMostThreads) return Text("...\n");
    Text(state.native_thread() == current ? "Current thread 0x" : "Thread 0x");
    Hex(state.native_thread(), 16);
    Text(" (most recent call first):\n");
    Frames(static_cast<const Thread&>(state));
  });
}

}  // namespace krait
