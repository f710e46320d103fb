#include "vm/modules/regex/objects.h"
#include "vm/modules/regex/scan.h"
#include "vm/object/attributes.h"
#include "vm/object/bind.h"
#include "vm/object/bytes.h"
#include "vm/object/memory_view.h"
#include "vm/object/str.h"

/// _sre.SRE_Scanner.
namespace krait::sre {

const NativeClass Scanner::kClass = {"_sre.SRE_Scanner",
                                     [](Object* object, Marker& marker) {
                                       auto* scanner = static_cast<Scanner*>(object);
                                       marker.Visit(scanner->pattern_);
                                       marker.Visit(scanner->string_);
                                       marker.Visit(scanner->view_);
                                     },
                                     nullptr};

Result<Scanner*> Scanner::New(Thread& t, Pattern* pattern, Value string, int64_t pos,
                              int64_t endpos) {
  Scan scan(t, pattern);
  TRY(scan.Open(string, pos, endpos));
  const bool is_fixed = Is<Str>(string) || Is<Bytes>(string);
  MemoryView* view = is_fixed ? nullptr : TRY(MemoryView::New(t, string));
  auto* scanner = TRY(NewNative<Scanner>(t, t.vm().part<Types>().scanner));
  scanner->pattern_.Store(scanner, pattern);
  scanner->string_.Store(scanner, string);
  scanner->view_.Store(scanner, view);
  scanner->pos_ = scan.pos();
  scanner->endpos_ = scan.endpos();
  scanner->start_.store(scan.pos(), std::memory_order_relaxed);
  return scanner;
}

Result<Value> Scanner::Next(Thread& t, Operation operation) {
  const int64_t start = start_.load(std::memory_order_relaxed);
  if (start < 0) return Value::None();
  Scan scan(t, pattern());
  TRY(scan.Open(string_.Load(), start, endpos_));
  if (bar_empty_.load(std::memory_order_relaxed)) scan.BarEmpty();
  if (!TRY(scan.Next(operation))) {
    start_.store(-1, std::memory_order_relaxed);
    return Value::None();
  }
  Match* match = TRY(Match::New(t, pattern(), string_.Load(), pos_, endpos_, scan.matcher()));
  const Span span = scan.span();
  bar_empty_.store(span.end == span.start, std::memory_order_relaxed);
  start_.store(span.end, std::memory_order_relaxed);
  return match;
}

namespace {

Result<Value> ScannerMatch(Thread& t, Scanner* self) { return self->Next(t, Operation::kMatch); }
Result<Value> ScannerSearch(Thread& t, Scanner* self) { return self->Next(t, Operation::kSearch); }

constexpr Method kMethods[] = {
    Bind<ScannerMatch>("match", "($self, /)"),
    Bind<ScannerSearch>("search", "($self, /)"),
};

constexpr GetSet kGetSets[] = {
    {.name = "pattern",
     .get = [](Thread&, Value self) -> Result<Value> {
       return static_cast<Scanner*>(self.AsObject())->pattern();
     },
     .is_member = true},
};

}  // namespace

const TypeSpec& ScannerSpec() {
  static const TypeSpec kSpec{
      .slots = {.getattr = &GenericGetAttr}, .methods = kMethods, .getset = kGetSets};
  return kSpec;
}

}  // namespace krait::sre
