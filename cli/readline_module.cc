#include "cli/readline_module.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/command_host.h"
#include "cli/line_editor.h"
#include "vm/modules/io/path_argument.h"
#include "vm/modules/sys_part.h"
#include "vm/object/audit.h"
#include "vm/object/bind.h"
#include "vm/object/module.h"
#include "vm/object/str.h"

namespace krait::cli {
namespace {

/// The editor, for the length of a call.
class Editor {
 public:
  explicit Editor(Thread& t) : use_(*LineEditor::Get(), t) {}
  LineEditor* operator->() const { return LineEditor::Get(); }
  const Libedit& libedit() const { return LineEditor::Get()->libedit(); }

 private:
  LineEditor::Use use_;
};

CommandHost& HostOf(Thread& t) { return static_cast<CommandHost&>(t.vm().part<Host>()); }

Result<Value> TextOrNone(Thread& t, const char* text) {
  if (text == nullptr) return Value::None();
  return FromSystemText(t, text);
}

/// A path as libedit takes it: null for the one it has by itself.
class Path {
 public:
  static Result<Path> Of(Thread& t, Value value) {
    Path path;
    path.given_ = !value.IsNone();
    if (path.given_) path.text_ = TRY(SystemPath(t, value));
    return path;
  }
  const char* c_str() const { return given_ ? text_.c_str() : nullptr; }

 private:
  bool given_ = false;
  std::string text_;
};

Result<None> Check(Thread& t, int error) {
  if (error == 0) return None{};
  // Some of libedit's functions give an errno, and some -1.
  return RaiseOSError(t, error > 0 ? error : errno);
}

// --- Settings ------------------------------------------------------------------------------------

Result<None> ParseAndBind(Thread& t, Str* text) {
  const std::string line = TRY(ToSystemText(t, text));
  Editor(t).libedit().rl_parse_and_bind(line.c_str());
  return None{};
}

Result<None> ReadInitFile(Thread& t, Value filename) {
  const Path path = TRY(Path::Of(t, filename));
  errno = 0;
  return Check(t, Editor(t).libedit().rl_read_init_file(path.c_str()));
}

// --- The line ------------------------------------------------------------------------------------

Result<Value> GetLineBuffer(Thread& t) {
  Editor editor(t);
  const char* line = *editor.libedit().rl_line_buffer;
  return FromSystemText(t, line == nullptr ? "" : line);
}

Result<None> InsertText(Thread& t, Str* text) {
  const std::string bytes = TRY(ToSystemText(t, text));
  Editor(t).libedit().rl_insert_text(bytes.c_str());
  return None{};
}

Result<None> Redisplay(Thread& t) {
  Editor(t).libedit().rl_redisplay();
  return None{};
}

// --- History -------------------------------------------------------------------------------------

Result<None> ReadHistoryFile(Thread& t, Value filename) {
  const Path path = TRY(Path::Of(t, filename));
  errno = 0;
  return Check(t, Editor(t).libedit().read_history(path.c_str()));
}

/// After writing: no more lines than the program wants.
Result<None> Truncate(Thread& t, const Editor& editor, const Path& path) {
  if (editor->history_limit < 0) return None{};
  return Check(t, editor.libedit().history_truncate_file(path.c_str(), editor->history_limit));
}

Result<None> WriteHistoryFile(Thread& t, Value filename) {
  const Path path = TRY(Path::Of(t, filename));
  Editor editor(t);
  errno = 0;
  TRY(Check(t, editor.libedit().write_history(path.c_str())));
  return Truncate(t, editor, path);
}

Result<None> AppendHistoryFile(Thread& t, int nelements, Value filename) {
  if (nelements < 0) return RaiseValueError(t, "nelements must be positive");
  const Path path = TRY(Path::Of(t, filename));
  Editor editor(t);
  errno = 0;
  TRY(Check(t, editor.libedit().append_history(nelements, path.c_str())));
  return Truncate(t, editor, path);
}

Result<Value> GetHistoryLength(Thread& t) { return Value::FromInt(Editor(t)->history_limit); }

Result<None> SetHistoryLength(Thread& t, int length) {
  Editor(t)->history_limit = length;
  return None{};
}

Result<Value> GetCurrentHistoryLength(Thread& t) {
  return Value::FromInt(Editor(t)->HistoryLength());
}

Result<Value> GetHistoryItem(Thread& t, int index) {
  Editor editor(t);
  return TextOrNone(t, editor->HistoryLine(index));
}

void Free(HIST_ENTRY* entry) {
  std::free(const_cast<char*>(entry->line));
  std::free(entry->data);
  std::free(entry);
}

Result<None> CheckPosition(Thread& t, int position) {
  if (position >= 0) return None{};
  return RaiseValueError(t, "History index cannot be negative");
}

Raised RaiseNoItem(Thread& t, int position) {
  return RaiseValueError(t, absl::StrCat("No history item at position ", position));
}

Result<None> RemoveHistoryItem(Thread& t, int position) {
  TRY(CheckPosition(t, position));
  Editor editor(t);
  // libedit would look for it among all that ever was.
  HIST_ENTRY* entry =
      position < editor->HistoryLength() ? editor.libedit().remove_history(position) : nullptr;
  if (entry == nullptr) return RaiseNoItem(t, position);
  Free(entry);
  return None{};
}

Result<None> ReplaceHistoryItem(Thread& t, int position, Str* text) {
  TRY(CheckPosition(t, position));
  const std::string line = TRY(ToSystemText(t, text));
  Editor editor(t);
  HIST_ENTRY* entry = position < editor->HistoryLength()
                          ? editor.libedit().replace_history_entry(position, line.c_str(), nullptr)
                          : nullptr;
  if (entry == nullptr) return RaiseNoItem(t, position);
  Free(entry);
  return None{};
}

Result<None> AddHistory(Thread& t, Str* text) {
  const std::string line = TRY(ToSystemText(t, text));
  Editor(t).libedit().add_history(line.c_str());
  return None{};
}

Result<None> SetAutoHistory(Thread& t, bool enabled) {
  Editor(t)->adds_history = enabled;
  return None{};
}

Result<None> ClearHistory(Thread& t) {
  Editor(t).libedit().clear_history();
  return None{};
}

// --- Hooks and completion ------------------------------------------------------------------------

Result<None> SetHook(Thread& t, const char* function, Value hook, Value* place) {
  if (!hook.IsNone() && TypeOf(t, hook)->slots().call == nullptr) {
    return RaiseTypeError(t, absl::StrCat("set_", function, "(func): argument not callable"));
  }
  Editor editor(t);
  *place = hook;
  return None{};
}

Result<None> SetStartupHook(Thread& t, Value hook) {
  return SetHook(t, "startup_hook", hook, &HostOf(t).startup_hook);
}
Result<None> SetPreInputHook(Thread& t, Value hook) {
  return SetHook(t, "pre_input_hook", hook, &HostOf(t).pre_input_hook);
}
Result<None> SetCompleter(Thread& t, Value hook) {
  return SetHook(t, "completer", hook, &HostOf(t).completer);
}
Result<Value> GetCompleter(Thread& t) { return HostOf(t).completer; }

Result<Value> GetCompletionType(Thread& t) {
  return Value::FromInt(*Editor(t).libedit().rl_completion_type);
}
Result<Value> GetBeginIndex(Thread& t) { return Value::FromInt(Editor(t)->completion_begin); }
Result<Value> GetEndIndex(Thread& t) { return Value::FromInt(Editor(t)->completion_end); }

Result<None> SetCompleterDelims(Thread& t, Str* text) {
  std::string characters = TRY(ToSystemText(t, text));
  Editor(t)->SetDelimiters(std::move(characters));
  return None{};
}
Result<Value> GetCompleterDelims(Thread& t) {
  Editor editor(t);
  return FromSystemText(t, editor->delimiters());
}

constexpr Method kFunctions[] = {
    Bind<ParseAndBind>("parse_and_bind", "($module, string, /)"),
    Bind<ReadInitFile>("read_init_file", "($module, filename=None, /)"),
    Bind<GetLineBuffer>("get_line_buffer", "($module, /)"),
    Bind<InsertText>("insert_text", "($module, string, /)"),
    Bind<Redisplay>("redisplay", "($module, /)"),
    Bind<ReadHistoryFile>("read_history_file", "($module, filename=None, /)"),
    Bind<WriteHistoryFile>("write_history_file", "($module, filename=None, /)"),
    Bind<AppendHistoryFile>("append_history_file", "($module, nelements, filename=None, /)"),
    Bind<GetHistoryLength>("get_history_length", "($module, /)"),
    Bind<SetHistoryLength>("set_history_length", "($module, length, /)"),
    Bind<GetCurrentHistoryLength>("get_current_history_length", "($module, /)"),
    Bind<GetHistoryItem>("get_history_item", "($module, index, /)"),
    Bind<RemoveHistoryItem>("remove_history_item", "($module, pos, /)"),
    Bind<ReplaceHistoryItem>("replace_history_item", "($module, pos, line, /)"),
    Bind<AddHistory>("add_history", "($module, string, /)"),
    Bind<SetAutoHistory>("set_auto_history", "($module, enabled, /)"),
    Bind<ClearHistory>("clear_history", "($module, /)"),
    Bind<SetStartupHook>("set_startup_hook", "($module, function=None, /)"),
    Bind<SetPreInputHook>("set_pre_input_hook", "($module, function=None, /)"),
    Bind<SetCompleter>("set_completer", "($module, function=None, /)"),
    Bind<GetCompleter>("get_completer", "($module, /)"),
    Bind<GetCompletionType>("get_completion_type", "($module, /)"),
    Bind<GetBeginIndex>("get_begidx", "($module, /)"),
    Bind<GetEndIndex>("get_endidx", "($module, /)"),
    Bind<SetCompleterDelims>("set_completer_delims", "($module, string, /)"),
    Bind<GetCompleterDelims>("get_completer_delims", "($module, /)"),
};

Result<Module*> MakeReadline(Thread& t) {
  if (LineEditor::Make() == nullptr) {
    return Raise(t, &BuiltinTypes::ImportError, "libedit.so.2 is not installed");
  }
  Module* module = TRY(Module::New(t, TRY(Str::InternUtf8(t, "readline"))));
  TRY(module->AddFunctions(t, kFunctions));
  return module;
}

}  // namespace

const NativeModule kReadlineModule = {
    "readline", &MakeReadline,
    "Lines that are typed at a terminal: editing, history and completion, by libedit."};

}  // namespace krait::cli
