#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "cli/libedit.h"
#include "gil/blocking.h"

namespace krait {
class Thread;
}

namespace krait::cli {

/// Lines typed at the terminal, edited by libedit. The process has one, for libedit keeps its state
/// in global variables; the readline module makes it. One thread at a time uses it, see Use.
class LineEditor {
 public:
  /// Sets up libedit at the first call. Null when the system does not have it.
  static LineEditor* Make();
  /// Null before Make.
  static LineEditor* Get();

  enum class Outcome { kLine, kEnd, kRaised };
  /// `*line` has its end. Other threads run meanwhile; completion and hooks call Python.
  Outcome ReadLine(Thread& t, const std::string& prompt, std::string* line);

  /// While it lives, this thread has libedit to itself; it may nest.
  class Use {
   public:
    Use(LineEditor& editor, Thread& t);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();

   private:
    LineEditor& editor_;
    Thread& thread_;
    const bool outermost_;
  };

  const Libedit& libedit() const { return libedit_; }
  int HistoryLength() const;
  /// Entry `number`, from 1; null when there is none.
  const char* HistoryLine(int number) const;

  std::vector<std::string> HistoryLines() const;
  void SetHistory(const std::vector<std::string>& lines);

  /// Characters that end what is completed.
  void SetDelimiters(std::string characters);
  const std::string& delimiters() const { return delimiters_; }

  // Of the completion under way: characters of the line.
  int completion_begin = 0;
  int completion_end = 0;
  // What the readline module was told.
  bool adds_history = true;
  int history_limit = -1;  // lines of a history file; below 0: no limit

 private:
  explicit LineEditor(const Libedit& libedit);

  /// libedit's callbacks.
  static void TakeLine(char* line);
  static char** Complete(const char* text, int begin, int end);
  static char* NextMatch(const char* text, int state);

  /// False with an exception pending.
  bool WaitForInput(Thread& t);
  void AddToHistory(const std::string& line);

  const Libedit& libedit_;
  int first_history_ = 1;  // number of history's first entry: older libedits begin with 0
  std::string delimiters_;
  gil::Mutex reading_;
  gil::Mutex using_;
  std::atomic<Thread*> user_{nullptr};
  bool done_ = false;
  char* typed_ = nullptr;  // malloc's; null at the end
};

}  // namespace krait::cli
