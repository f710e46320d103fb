#include "vm/modules/host_stream.h"

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gil/blocking.h"
#include "vm/object/bind.h"
#include "vm/object/exception.h"
#include "vm/object/host.h"
#include "vm/object/str.h"
#include "vm/object/type_builder.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

constexpr size_t kBufferSize = 8192;

class HostStreamPart : public VmPart {
 public:
  static constexpr VmPartId kPartId = VmPartId::kIo;
  explicit HostStreamPart(Type* type) : type_(type) {}
  Type* type() const { return type_; }
  void TraceRoots(Marker& marker) override { marker.Visit(type_); }

 private:
  Type* type_;  // a root
};

void AppendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

Result<int64_t> StreamWrite(Thread& t, HostStream* self, Str* text) {
  TRY(self->Write(t, text));
  return static_cast<int64_t>(text->length());
}
Result<None> StreamFlush(Thread& t, HostStream* self) { return self->Flush(t); }
Result<bool> StreamIsatty(Thread&, HostStream* self) { return isatty(self->fd()) == 1; }
Result<int64_t> StreamFileno(Thread&, HostStream* self) { return int64_t{self->fd()}; }
Result<bool> StreamWritable(Thread&, HostStream*) { return true; }

constexpr Method kMethods[] = {
    Bind<StreamWrite>("write", "($self, text, /)"), Bind<StreamFlush>("flush", "($self, /)"),
    Bind<StreamIsatty>("isatty", "($self, /)"),     Bind<StreamFileno>("fileno", "($self, /)"),
    Bind<StreamWritable>("writable", "($self, /)"),
};

Result<Value> GetEncoding(Thread& t, Value) { return Str::InternUtf8(t, "utf-8"); }

constexpr GetSet kGetSets[] = {{"encoding", &GetEncoding}};

}  // namespace

const NativeClass HostStream::kClass = {"krait.HostStream", nullptr, &HostStream::Release};

Result<HostStream*> HostStream::New(Thread& t, int fd, bool line_buffered, bool backslash_errors) {
  auto* stream = TRY(NewNative<HostStream>(t, t.vm().part<HostStreamPart>().type()));
  stream->fd_ = fd;
  stream->to_host_ = t.vm().part<Host>().TakesStream(fd);
  stream->line_buffered_ = line_buffered;
  stream->backslash_errors_ = backslash_errors;
  stream->buffer_ = new std::string;
  return stream;
}

void HostStream::Release(Object* object) {
  auto* stream = static_cast<HostStream*>(object);
  std::unique_ptr<std::string> buffer(stream->buffer_);
  if (buffer != nullptr && !buffer->empty() && !stream->to_host_) {
    // Nobody is left to tell of an error.
    (void)!::write(stream->fd_, buffer->data(), buffer->size());
  }
}

Result<None> HostStream::Write(Thread& t, Str* text) {
  bool has_newline = false;
  if (text->is_ascii()) {
    buffer_->append(text->AsciiView());
    has_newline = text->AsciiView().find('\n') != std::string_view::npos;
  } else {
    for (size_t i = 0; i < text->length(); ++i) {
      const char32_t c = text->At(i);
      has_newline |= c == '\n';
      if (c < 0xD800 || c > 0xDFFF) {
        AppendUtf8(*buffer_, c);
      } else if (backslash_errors_) {
        absl::StrAppend(buffer_, "\\u", absl::Hex(static_cast<uint32_t>(c), absl::kZeroPad4));
      } else {
        return RaiseValueError(t, "'utf-8' codec can't encode: surrogates not allowed");
      }
    }
  }
  if (buffer_->size() >= kBufferSize || (line_buffered_ && has_newline)) return Flush(t);
  return None{};
}

Result<None> HostStream::Flush(Thread& t) {
  if (to_host_) {
    const std::string bytes = std::exchange(*buffer_, {});
    return bytes.empty() ? Result<None>(None{}) : t.vm().part<Host>().WriteStream(t, fd_, bytes);
  }
  while (!buffer_->empty()) {
    ssize_t written;
    int error;
    {
      gil::DetachScope detached(t);
      written = ::write(fd_, buffer_->data(), buffer_->size());
      error = errno;
    }
    if (written < 0) {
      if (error == EINTR) continue;
      return RaiseOSError(t, error);
    }
    buffer_->erase(0, static_cast<size_t>(written));
  }
  return None{};
}

Result<None> InstallHostStream(Thread& t) {
  NativeTypeSpec spec;
  spec.name = "krait.HostStream";
  spec.instance_size = sizeof(HostStream);
  spec.flags = Type::kDisallowNew;
  spec.spec.methods = kMethods;
  spec.spec.getset = kGetSets;
  Type* type = TRY(TypeBuilder::NewNativeType(t, spec));
  t.vm().AddPart(std::make_unique<HostStreamPart>(type));
  return None{};
}

}  // namespace krait
