#include "vm/heap/marker.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/exception.h"
#include "vm/object/native_object.h"

/// _io.BufferedRWPair: a reader and a writer over two raw streams, such as the ends of a pipe.
namespace krait {
namespace {

class BufferedRwPair : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<Value> New(Thread& t, Type* cls, Args) {
    auto* pair = TRY(NewNative<BufferedRwPair>(t, cls));
    pair->set_reader(Value::Unbound());
    pair->set_writer(Value::Unbound());
    return pair;
  }
  Value reader() const { return reader_.Load(); }
  Value writer() const { return writer_.Load(); }
  void set_reader(Value reader) { reader_.Store(this, reader); }
  void set_writer(Value writer) { writer_.Store(this, writer); }

 private:
  static void TracePair(Object* object, Marker& marker) {
    auto* pair = static_cast<BufferedRwPair*>(object);
    marker.Visit(pair->reader_);
    marker.Visit(pair->writer_);
  }

  Field<Value> reader_;  // Unbound before __init__
  Field<Value> writer_;
};

const NativeClass BufferedRwPair::kClass = {"_io.BufferedRWPair", &BufferedRwPair::TracePair,
                                            nullptr};

constexpr Method kInit =
    ConstructorSignature("BufferedRWPair", "(reader, writer, buffer_size=8192, /)");

Result<None> PairInit(Thread& t, Value value, Args args) {
  Value bound[3];
  if (args.has_keywords()) return RaiseTypeError(t, "BufferedRWPair() takes no keyword arguments");
  TRY(BindArguments(t, kInit, args, bound));
  TRY(ToIndexInt64(t, bound[2]));
  TRY(CheckReadable(t, bound[0]));
  TRY(CheckWritable(t, bound[1]));
  auto* self = Cast<BufferedRwPair>(value);
  const IoTypes& types = io_types(t);
  self->set_reader(TRY(CallWith(t, Value::FromObject(types.buffered_reader), bound[0], bound[2])));
  self->set_writer(TRY(CallWith(t, Value::FromObject(types.buffered_writer), bound[1], bound[2])));
  return None{};
}

Result<Value> Forward(Thread& t, Value stream, Str* name, Args args) {
  if (stream.IsUnbound()) return RaiseValueError(t, "I/O operation on uninitialized object");
  return CallMethod(t, stream, name, args);
}

template <Str* Names::* kName>
Result<Value> Reads(Thread& t, BufferedRwPair* self, Args args) {
  return Forward(t, self->reader(), names(t).*kName, args);
}
template <Str* IoNames::* kName>
Result<Value> ReadsIo(Thread& t, BufferedRwPair* self, Args args) {
  return Forward(t, self->reader(), io_names(t).*kName, args);
}
template <Str* Names::* kName>
Result<Value> Writes(Thread& t, BufferedRwPair* self, Args args) {
  return Forward(t, self->writer(), names(t).*kName, args);
}

Result<Value> PairClose(Thread& t, BufferedRwPair* self) {
  (void)Forward(t, self->writer(), names(t).close, {});
  const Value failure = t.TakePending();
  const Result<Value> result = Forward(t, self->reader(), names(t).close, {});
  TRY(ChainPending(t, failure));
  return result;
}

Result<Value> PairIsatty(Thread& t, BufferedRwPair* self) {
  const Value writes = TRY(Forward(t, self->writer(), names(t).isatty, {}));
  if (!writes.IsFalse()) return writes;
  return Forward(t, self->reader(), names(t).isatty, {});
}

Result<Value> GetClosed(Thread& t, Value value) {
  const Value writer = Cast<BufferedRwPair>(value)->writer();
  if (writer.IsUnbound()) {
    return Raise(t, &BuiltinTypes::RuntimeError,
                 "the BufferedRWPair object is being garbage-collected");
  }
  return GetAttr(t, writer, names(t).closed);
}

constexpr const char* kAny = "($self, /, *args)";
constexpr Method kMethods[] = {
    HideSignature(Bind<Reads<&Names::read>>("read", kAny)),
    HideSignature(Bind<ReadsIo<&IoNames::peek>>("peek", kAny)),
    HideSignature(Bind<ReadsIo<&IoNames::read1>>("read1", kAny)),
    HideSignature(Bind<Reads<&Names::readinto>>("readinto", kAny)),
    HideSignature(Bind<ReadsIo<&IoNames::readinto1>>("readinto1", kAny)),
    HideSignature(Bind<Writes<&Names::write>>("write", kAny)),
    HideSignature(Bind<Writes<&Names::flush>>("flush", kAny)),
    HideSignature(Bind<Reads<&Names::readable>>("readable", kAny)),
    HideSignature(Bind<Writes<&Names::writable>>("writable", kAny)),
    HideSignature(Bind<PairClose>("close", "($self, /)")),
    HideSignature(Bind<PairIsatty>("isatty", "($self, /)")),
};
constexpr GetSet kGetSets[] = {{"closed", &GetClosed}};

}  // namespace

const NativeTypeSpec& BufferedRwPairSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.BufferedRWPair",
      .instance_size = sizeof(BufferedRwPair),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec = {.slots = {.new_ = &BufferedRwPair::New, .init = &PairInit},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
