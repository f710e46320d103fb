#include "cli/readline_module.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/command_host.h"
#include "cli/history_file.h"
#include "cli/line_editor.h"
#include "cli/read_file.h"
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

/// ~/.history when none is given.
Result<std::string> HistoryPath(Thread& t, Value filename) {
  if (!filename.IsNone()) return SystemPath(t, filename);
  const char* home = std::getenv("HOME");
  return absl::StrCat(home == nullptr ? "." : home, "/.history");
}

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
  const std::string path = filename.IsNone() ? "" : TRY(SystemPath(t, filename));
  errno = 0;
  return Check(t,
               Editor(t).libedit().rl_read_init_file(filename.IsNone() ? nullptr : path.c_str()));
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
  Editor(t).libedit().rl_forced_update_display();
  return None{};
}

// --- History -------------------------------------------------------------------------------------

// Files are read and written here, and not by libedit, whose format no other Python understands.

Result<None> ReadHistoryFile(Thread& t, Value filename) {
  const std::string path = TRY(HistoryPath(t, filename));
  std::string text;
  errno = 0;
  if (!ReadWholeFile(path, &text)) return RaiseOSError(t, errno);
  Editor editor(t);
  for (const std::string& line : LinesOfHistory(text)) editor.libedit().add_history(line.c_str());
  return None{};
}

/// After writing: no more lines than the program wants.
Result<None> Truncate(Thread& t, const Editor& editor, const std::string& path) {
  if (editor->history_limit < 0) return None{};
  const auto limit = static_cast<size_t>(editor->history_limit);
  std::string text;
  if (!ReadWholeFile(path, &text)) return RaiseOSError(t, errno);
  std::vector<std::string> lines = LinesOfHistory(text);
  if (lines.size() <= limit) return None{};
  lines.erase(lines.begin(), lines.end() - static_cast<ptrdiff_t>(limit));
  return Check(t, WriteHistory(path, lines, false));
}

Result<None> WriteHistoryFile(Thread& t, Value filename) {
  const std::string path = TRY(HistoryPath(t, filename));
  Editor editor(t);
  TRY(Check(t, WriteHistory(path, editor->HistoryLines(), false)));
  return Truncate(t, editor, path);
}

Result<None> AppendHistoryFile(Thread& t, int nelements, Value filename) {
  if (nelements < 0) return RaiseValueError(t, "nelements must be positive");
  const std::string path = TRY(HistoryPath(t, filename));
  Editor editor(t);
  std::vector<std::string> lines = editor->HistoryLines();
  const size_t count = std::min(static_cast<size_t>(nelements), lines.size());
  lines.erase(lines.begin(), lines.end() - static_cast<ptrdiff_t>(count));
  TRY(Check(t, WriteHistory(path, lines, true)));
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
  // libedit's own function counts otherwise: from the first entry that ever was.
  std::vector<std::string> lines = editor->HistoryLines();
  const auto index = static_cast<size_t>(position);
  if (index >= lines.size()) return RaiseNoItem(t, position);
  lines[index] = line;
  editor->SetHistory(lines);
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
  const Libedit& libedit = LineEditor::Get()->libedit();
  TRY(module->AddInt(t, "_READLINE_VERSION", RL_READLINE_VERSION));
  TRY(module->AddInt(t, "_READLINE_RUNTIME_VERSION", *libedit.rl_readline_version));
  TRY(module->AddStr(t, "_READLINE_LIBRARY_VERSION", *libedit.rl_library_version));
  return module;
}

}  // namespace

const NativeModule kReadlineModule = {
    "readline", &MakeReadline,
    "Lines that are typed at a terminal: editing, history and completion, by libedit."};

}  // namespace krait::cli
