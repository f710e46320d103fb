#pragma once

#include <editline/readline.h>

#include <cstdio>

namespace krait::cli {

// Everything of libedit that Krait uses: functions and variables.
#define KRAIT_LIBEDIT_SYMBOLS(X)        \
  X(rl_library_version)                 \
  X(rl_readline_version)                \
  X(rl_readline_name)                   \
  X(rl_instream)                        \
  X(rl_outstream)                       \
  X(rl_line_buffer)                     \
  X(rl_point)                           \
  X(rl_catch_signals)                   \
  X(rl_basic_word_break_characters)     \
  X(rl_completer_word_break_characters) \
  X(rl_attempted_completion_function)   \
  X(rl_attempted_completion_over)       \
  X(rl_completion_type)                 \
  X(rl_completion_append_character)     \
  X(rl_initialize)                      \
  X(rl_read_init_file)                  \
  X(rl_parse_and_bind)                  \
  X(rl_bind_key)                        \
  X(rl_insert)                          \
  X(rl_insert_text)                     \
  X(rl_forced_update_display)           \
  X(rl_resize_terminal)                 \
  X(rl_completion_matches)              \
  X(rl_callback_handler_install)        \
  X(rl_callback_handler_remove)         \
  X(rl_callback_read_char)              \
  X(using_history)                      \
  X(add_history)                        \
  X(clear_history)                      \
  X(history_get)                        \
  X(history_get_history_state)          \
  X(remove_history)                     \
  X(history_truncate_file)

/// libedit's symbols. It is loaded when it is first wanted, so that nobody who runs a program pays
/// for it, and a system without it only lacks editing.
struct Libedit {
#define KRAIT_LIBEDIT_MEMBER(name) decltype(&::name) name = nullptr;
  KRAIT_LIBEDIT_SYMBOLS(KRAIT_LIBEDIT_MEMBER)
#undef KRAIT_LIBEDIT_MEMBER

  /// Null when the system does not have it.
  static const Libedit* Get();
};

}  // namespace krait::cli
