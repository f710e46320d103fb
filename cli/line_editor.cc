#include "cli/line_editor.h"

#include <langinfo.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "cli/command_host.h"
#include "vm/heap/thread.h"
#include "vm/modules/sys_part.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::cli {
namespace {

// libedit's state is the process's, and its callbacks carry no context: so is this.
LineEditor* the_editor = nullptr;

CommandHost& HostOf(Thread& t) { return static_cast<CommandHost&>(t.vm().part<Host>()); }

/// libedit goes by the locale. What is typed is UTF-8 for Krait, whatever the locale says.
void ChooseCharacters() {
  std::setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

/// A hook's exception has nobody to go to.
void RunHook(Thread& t, Value hook) {
  if (hook.IsNone()) return;
  (void)CallWith(t, hook);
  t.pending = Value::Unbound();
}

}  // namespace

LineEditor* LineEditor::Get() { return the_editor; }

LineEditor* LineEditor::Make() {
  if (the_editor == nullptr) {
    const Libedit* libedit = Libedit::Get();
    if (libedit == nullptr) return nullptr;
    the_editor = new LineEditor(*libedit);
  }
  return the_editor;
}

LineEditor::LineEditor(const Libedit& libedit) : libedit_(libedit) {
  ChooseCharacters();
  *libedit_.rl_readline_name = "krait";
  *libedit_.rl_instream = stdin;
  *libedit_.rl_outstream = stdout;
  *libedit_.rl_catch_signals = 0;
  libedit_.rl_initialize();
  libedit_.using_history();
  libedit_.add_history("1");
  first_history_ = libedit_.history_get(1) == nullptr ? 0 : 1;
  libedit_.clear_history();
  // A tab indents until a program wants it to complete.
  libedit_.rl_bind_key('\t', libedit_.rl_insert);
  *libedit_.rl_attempted_completion_function = &Complete;
  SetDelimiters(" \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?");
  libedit_.rl_read_init_file(nullptr);
}

void LineEditor::SetDelimiters(std::string characters) {
  delimiters_ = std::move(characters);
  *libedit_.rl_completer_word_break_characters = delimiters_.data();
  *libedit_.rl_basic_word_break_characters = delimiters_.c_str();
}

// --- Turns ---------------------------------------------------------------------------------------

LineEditor::Use::Use(LineEditor& editor, Thread& t)
    : editor_(editor), thread_(t), outermost_(editor.user_.load() != &t) {
  if (!outermost_) return;
  editor_.using_.Lock(t);
  editor_.user_.store(&t);
}

LineEditor::Use::~Use() {
  if (!outermost_) return;
  editor_.user_.store(nullptr);
  editor_.using_.Unlock(thread_);
}

// --- History -------------------------------------------------------------------------------------

int LineEditor::HistoryLength() const {
  HISTORY_STATE* state = libedit_.history_get_history_state();
  const int length = state == nullptr ? 0 : state->length;
  std::free(state);
  return length;
}

const char* LineEditor::HistoryLine(int number) const {
  if (number < 1 || number > HistoryLength()) return nullptr;
  const HIST_ENTRY* entry = libedit_.history_get(number - 1 + first_history_);
  return entry == nullptr ? nullptr : entry->line;
}

std::vector<std::string> LineEditor::HistoryLines() const {
  std::vector<std::string> lines;
  const int length = HistoryLength();
  for (int i = 1; i <= length; ++i) {
    const char* line = HistoryLine(i);
    lines.emplace_back(line == nullptr ? "" : line);
  }
  return lines;
}

void LineEditor::SetHistory(const std::vector<std::string>& lines) {
  libedit_.clear_history();
  for (const std::string& line : lines) libedit_.add_history(line.c_str());
}

/// Not what is there already as the latest.
void LineEditor::AddToHistory(const std::string& line) {
  if (!adds_history || line.empty()) return;
  const char* latest = HistoryLine(HistoryLength());
  if (latest == nullptr || line != latest) libedit_.add_history(line.c_str());
}

// --- Reading -------------------------------------------------------------------------------------

void LineEditor::TakeLine(char* line) {
  the_editor->typed_ = line;
  the_editor->done_ = true;
  the_editor->libedit_.rl_callback_handler_remove();
}

bool LineEditor::WaitForInput(Thread& t) {
  // Signals that come before poll() do not end it; so it ends by itself.
  constexpr int kMilliseconds = 200;
  for (;;) {
    if (!CheckPoll(t).ok()) return false;
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    int ready;
    {
      gil::DetachScope detached(t);
      ready = ::poll(&input, 1, kMilliseconds);
    }
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
}

LineEditor::Outcome LineEditor::ReadLine(Thread& t, const std::string& prompt, std::string* line) {
  reading_.Lock(t);
  const auto install = [&] {
    Use use(*this, t);
    done_ = false;
    typed_ = nullptr;
    libedit_.rl_resize_terminal();
    libedit_.rl_callback_handler_install(prompt.c_str(), &TakeLine);
    const CommandHost& host = HostOf(t);
    RunHook(t, host.startup_hook);
    RunHook(t, host.pre_input_hook);
    const bool hooked = !host.startup_hook.IsNone() || !host.pre_input_hook.IsNone();
    if (hooked) {
      std::fputc('\r', stdout);  // over the prompt that is there
      libedit_.rl_forced_update_display();
    }
  };
  install();
  bool raised = false;
  while (!done_ && !raised) {
    raised = !WaitForInput(t);
    Use use(*this, t);
    if (raised) {
      libedit_.rl_callback_handler_remove();
    } else {
      libedit_.rl_callback_read_char();
    }
  }
  Outcome outcome = Outcome::kRaised;
  if (!raised) {
    Use use(*this, t);
    outcome = typed_ == nullptr ? Outcome::kEnd : Outcome::kLine;
    if (typed_ != nullptr) {
      line->assign(typed_);
      AddToHistory(*line);
      *line += '\n';
    }
    std::free(std::exchange(typed_, nullptr));
  }
  reading_.Unlock(t);
  return outcome;
}

// --- Completion ----------------------------------------------------------------------------------

char** LineEditor::Complete(const char* text, int begin, int end) {
  const Libedit& libedit = the_editor->libedit_;
  *libedit.rl_completion_append_character = '\0';
  the_editor->completion_begin = begin;
  the_editor->completion_end = end;
  return libedit.rl_completion_matches(text, &NextMatch);
}

char* LineEditor::NextMatch(const char* text, int state) {
  Thread& t = *the_editor->user_.load();
  const Value completer = HostOf(t).completer;
  if (completer.IsNone()) return nullptr;
  // Without a completer names of files are completed.
  *the_editor->libedit_.rl_attempted_completion_over = 1;
  const auto next = [&]() -> Result<Value> {
    return CallWith(t, completer, Value::FromObject(TRY(FromSystemText(t, text))),
                    Value::FromInt(state));
  };
  const Result<Value> match = next();
  char* copy = nullptr;
  if (match.ok() && Is<Str>(*match)) {
    const Result<std::string> bytes = ToSystemText(t, Cast<Str>(*match));
    if (bytes.ok()) copy = strdup((*bytes).c_str());
  }
  t.pending = Value::Unbound();
  return copy;
}

}  // namespace krait::cli
