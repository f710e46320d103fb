#include "vm/frame/frame.h"

#include <sys/mman.h>

#include <algorithm>

#include "vm/frame/generator.h"
#include "vm/heap/marker.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"

namespace krait {

void Frame::Trace(Marker& marker) {
  marker.Visit(code);
  marker.Visit(unit);
  marker.Visit(function);
  marker.Visit(globals);
  marker.Visit(builtins);
  marker.Visit(locals);
  marker.Visit(result);
  marker.Visit(reinterpret_cast<Object*>(object));
  marker.Visit(generator);
  const uint32_t locals_count = static_cast<uint32_t>(code->localsplus_count());
  Value* values = slots();
  for (uint32_t i = 0; i < locals_count; ++i) marker.Visit(values[i]);
  uint64_t live = unit->PositionOf(unit->IndexOf(pc)).live_stack;
  const uint32_t stack_size = unit->frame_slots() - locals_count;
  for (uint32_t i = 0; live != 0 && i < stack_size; ++i) {
    if ((live & 1) != 0) marker.Visit(values[locals_count + i]);
    // The last bit speaks for all deeper slots, which may hold stale words.
    if (i < 63) {
      live >>= 1;
    } else {
      marker.VisitAmbiguous(values[locals_count + i].bits());
    }
  }
}

void TraceFrames(Thread& t, Marker& marker) {
  for (Frame* frame = t.frame; frame != nullptr; frame = frame->previous) frame->Trace(marker);
}

namespace {

constexpr size_t kFirstChunk = 256 << 10;

/// In front of each chunk: where to go back to when it empties.
struct ChunkHeader {
  size_t size;
  char* previous_base;
  char* previous_top;
  char* previous_limit;
};

}  // namespace

Result<char*> FrameStack::Grow(Thread& t, size_t bytes) {
  const size_t previous =
      t.frame_base == nullptr ? 0 : reinterpret_cast<ChunkHeader*>(t.frame_base)[-1].size;
  const size_t size = std::max({kFirstChunk, previous * 2, bytes + sizeof(ChunkHeader)});
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return RaiseMemoryError(t);
  auto* header = static_cast<ChunkHeader*>(memory);
  *header = {size, t.frame_base, t.frame_top, t.frame_limit};
  t.frame_base = reinterpret_cast<char*>(header + 1);
  t.frame_limit = static_cast<char*>(memory) + size;
  t.frame_top = t.frame_base + bytes;
  return t.frame_base;
}

void FrameStack::Shrink(Thread& t) {
  ChunkHeader header = reinterpret_cast<ChunkHeader*>(t.frame_base)[-1];
  if (header.previous_base == nullptr) {  // the first chunk stays
    t.frame_top = t.frame_base;
    return;
  }
  munmap(t.frame_base - sizeof(ChunkHeader), header.size);
  t.frame_base = header.previous_base;
  t.frame_top = header.previous_top;
  t.frame_limit = header.previous_limit;
}

void FrameStack::Release(Thread& t) {
  while (t.frame_base != nullptr) {
    ChunkHeader header = reinterpret_cast<ChunkHeader*>(t.frame_base)[-1];
    munmap(t.frame_base - sizeof(ChunkHeader), header.size);
    t.frame_base = header.previous_base;
  }
  t.frame_top = t.frame_limit = nullptr;
}

}  // namespace krait
