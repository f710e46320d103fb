#include "vm/modules/traceback_text.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "vm/frame/frame_object.h"
#include "vm/heap/rooted.h"
#include "vm/modules/name_suggestions.h"
#include "vm/modules/syntax_error_text.h"
#include "vm/modules/traceback_lines.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

constexpr int kMostGroupMembers = 15;
constexpr int kMostGroupLevels = 10;

constexpr const char kHeader[] = "Traceback (most recent call last):\n";
constexpr const char kGroupHeader[] = "Exception Group Traceback (most recent call last):\n";

/// Two exceptions of a chain: what is said between them.
enum class Link { kNone, kCause, kContext };

/// Writes one exception with all that hangs on it. Whatever its Python code raises meanwhile is
/// dropped, with a note in the place of the text that is missing. A chain may be long: a signal's
/// handler that raises, or a stop of the VM, ends the writing.
class ExceptionPrinter {
 public:
  explicit ExceptionPrinter(Thread& t) : t_(t), out_(t), frames_(t) {}

  void Print(Value exception);
  Result<Str*> Finish() {
    if (interruption_.IsUnbound()) return out_.Finish(t_);
    t_.pending = interruption_;
    return Raised{};
  }

 private:
  TextMargin margin() const { return {2 * depth_, depth_ > 0 ? "| " : ""}; }
  bool IsGroup(Value value) const {
    return TypeOf(t_, value)->IsSubtypeOf(types(t_).BaseExceptionGroup);
  }
  Link LinkOf(const Exception* exception, Value* linked);
  void PrintLink(Link link);
  void PrintAlone(Value exception);
  void PrintGroup(Value group);
  void PrintMembers(const Tuple* members);
  void PrintMessage(Value exception, Value message);
  void PrintNotes(Value exception);
  void PrintNote(Value note);

  Thread& t_;
  StrWriter out_;
  TracebackLines frames_;
  absl::flat_hash_set<const Object*> seen_;
  int depth_ = 0;            // of groups
  bool need_close_ = false;  // the tree's last line is still to be written
  Value interruption_ = Value::Unbound();
};

Link ExceptionPrinter::LinkOf(const Exception* exception, Value* linked) {
  *linked = exception->cause();
  if (!linked->IsNone()) return seen_.contains(linked->AsObject()) ? Link::kNone : Link::kCause;
  *linked = exception->context();
  if (linked->IsNone() || exception->suppress_context()) return Link::kNone;
  return seen_.contains(linked->AsObject()) ? Link::kNone : Link::kContext;
}

void ExceptionPrinter::Print(Value exception) {
  RootedVector chain(t_);
  std::vector<Link> links;
  chain.push_back(exception);
  while (Is<Exception>(chain.back())) {
    seen_.insert(chain.back().AsObject());
    Value linked;
    const Link link = LinkOf(Cast<Exception>(chain.back()), &linked);
    if (link == Link::kNone) break;
    links.push_back(link);
    chain.push_back(linked);
  }
  const bool need_close = need_close_;
  for (size_t i = chain.size(); i-- > 0;) {
    if (!interruption_.IsUnbound()) return;
    if (!CheckPoll(t_).ok()) {
      interruption_ = t_.TakePending();
      return;
    }
    if (IsGroup(chain[i])) {
      PrintGroup(chain[i]);
    } else {
      PrintAlone(chain[i]);
    }
    if (i == 0) break;
    need_close_ = need_close;
    PrintLink(links[i - 1]);
  }
}

void ExceptionPrinter::PrintLink(Link link) {
  margin().Write(out_);
  out_.Append(U'\n');
  margin().Write(out_);
  out_.AppendAscii(link == Link::kCause
                       ? "The above exception was the direct cause of the following exception:\n"
                       : "During handling of the above exception, another exception occurred:\n");
  margin().Write(out_);
  out_.Append(U'\n');
}

void ExceptionPrinter::PrintAlone(Value exception) {
  if (!Is<Exception>(exception)) {
    margin().Write(out_);
    out_.AppendUtf8(absl::StrCat("TypeError: print_exception(): Exception expected for value, ",
                                 TypeName(t_, exception), " found\n"));
    return;
  }
  const Value traceback = Cast<Exception>(exception)->traceback();
  if (Is<Traceback>(traceback)) {
    const bool group = IsGroup(exception);
    frames_.Write(out_, traceback, margin(), group ? kGroupHeader : kHeader,
                  group && depth_ == 1 ? "+ " : margin().text);
  }
  Value message = exception;
  const Result<bool> placed = WriteSyntaxErrorPlace(t_, out_, margin(), exception, &message);
  if (!placed.ok()) t_.pending = Value::Unbound();
  PrintMessage(exception, message);
  if (Str* suggestion = SuggestName(t_, message)) {
    out_.AppendAscii(". Did you mean: '");
    out_.Append(suggestion);
    out_.AppendAscii("'?");
  }
  out_.Append(U'\n');
  PrintNotes(message);  // CPython looks for those of a SyntaxError at its message
}

void ExceptionPrinter::PrintMessage(Value exception, Value message) {
  margin().Write(out_);
  const Result<Str*> type = ExceptionTypeText(t_, Value::FromObject(TypeOf(t_, exception)));
  if (type.ok()) out_.Append(*type);
  t_.pending = Value::Unbound();
  if (message.IsNone()) return;
  const Result<Str*> text = ToStr(t_, message);
  if (!text.ok()) {
    t_.pending = Value::Unbound();
    out_.AppendAscii(": <exception str() failed>");
  } else if ((*text)->length() != 0) {
    out_.AppendAscii(": ");
    out_.Append(*text);
  }
}

void ExceptionPrinter::PrintNote(Value note) {
  const Result<Str*> text = ToStr(t_, note);
  if (!text.ok()) {
    t_.pending = Value::Unbound();
    margin().Write(out_);
    out_.AppendAscii("<note str() failed>\n");
    return;
  }
  const Str* str = *text;
  size_t begin = 0;
  for (size_t i = 0; i < str->length(); ++i) {
    if (str->At(i) != U'\n') continue;
    margin().Write(out_);
    out_.AppendRange(str, begin, i + 1);
    begin = i + 1;
  }
  if (begin < str->length()) {
    margin().Write(out_);
    out_.AppendRange(str, begin, str->length());
  }
  out_.Append(U'\n');
}

void ExceptionPrinter::PrintNotes(Value exception) {
  const Result<Value> notes = GetAttrOrUnbound(t_, exception, names(t_).__notes__);
  if (!notes.ok() || (*notes).IsUnbound()) {
    t_.pending = Value::Unbound();
    return;
  }
  if (Is<Dict>(*notes) || TypeOf(t_, *notes)->slots().getitem == nullptr) {
    const Result<Str*> text = Repr(t_, *notes);
    margin().Write(out_);
    if (text.ok()) {
      out_.Append(*text);
      out_.Append(U'\n');
    } else {
      t_.pending = Value::Unbound();
      out_.AppendAscii("<__notes__ repr() failed>");  // and no line end, as in CPython
    }
    return;
  }
  const Result<int64_t> count = Length(t_, *notes);
  for (int64_t i = 0; count.ok() && i < *count; ++i) {
    const Result<Value> note = GetItem(t_, *notes, Value::FromInt(i));
    if (!note.ok()) break;
    PrintNote(*note);
  }
  t_.pending = Value::Unbound();
}

void ExceptionPrinter::PrintGroup(Value group) {
  if (depth_ > kMostGroupLevels) {
    margin().Write(out_);
    out_.AppendAscii(absl::StrCat("... (max_group_depth is ", kMostGroupLevels, ")\n"));
    return;
  }
  if (depth_ == 0) ++depth_;
  PrintAlone(group);
  const Value members = Cast<Exception>(group)->field(1);
  if (Is<Tuple>(members)) PrintMembers(Cast<Tuple>(members));
  if (depth_ == 1) --depth_;
}

void ExceptionPrinter::PrintMembers(const Tuple* members) {
  const size_t total = members->size();
  const size_t shown = std::min<size_t>(total, kMostGroupMembers);
  const size_t lines = shown < total ? shown + 1 : shown;
  need_close_ = false;
  for (size_t i = 0; i < lines; ++i) {
    const bool last = i + 1 == lines;
    if (last) need_close_ = true;  // a member that is a group may see to it
    out_.Fill(' ', static_cast<size_t>(2 * depth_));
    const std::string label = i < shown ? absl::StrCat(i + 1) : "...";
    out_.AppendAscii(
        absl::StrCat(i == 0 ? "+-" : "  ", "+---------------- ", label, " ----------------\n"));
    ++depth_;
    if (i < shown) {
      Print(members->At(i));
    } else {
      margin().Write(out_);
      const size_t more = total - shown;
      out_.AppendAscii(absl::StrCat("and ", more, " more exception", more > 1 ? "s" : "", "\n"));
    }
    if (last && need_close_) {
      out_.Fill(' ', static_cast<size_t>(2 * depth_));
      out_.AppendAscii("+------------------------------------\n");
      need_close_ = false;
    }
    --depth_;
  }
}

}  // namespace

Result<Str*> ExceptionTypeText(Thread& t, Value type) {
  StrWriter out(t);
  const Result<Value> module = GetAttrOrUnbound(t, type, names(t).__module__);
  t.pending = Value::Unbound();
  if (!module.ok() || !Is<Str>(*module)) {
    out.AppendAscii("<unknown>.");
  } else if (const Str* name = Cast<Str>(*module);
             !name->EqualsAscii("builtins") && !name->EqualsAscii("__main__")) {
    out.Append(name);
    out.Append(U'.');
  }
  if (Is<Type>(type)) {
    out.Append(Cast<Type>(type)->qualname());
  } else {
    out.AppendAscii("<unknown>");
  }
  return out.Finish(t);
}

Result<Str*> FormatException(Thread& t, Value exception) {
  ExceptionPrinter printer(t);
  printer.Print(exception);
  return printer.Finish();
}

Result<Str*> FormatTraceback(Thread& t, Value traceback) {
  StrWriter out(t);
  TracebackLines frames(t);
  frames.Write(out, traceback, {}, kHeader, "");
  return out.Finish(t);
}

}  // namespace krait
