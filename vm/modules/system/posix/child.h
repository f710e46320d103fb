#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>
#include <vector>

#include "vm/modules/system/posix/string_array.h"

namespace krait {

/// All that a forked child does until another program runs in it, prepared by the parent: between
/// fork and exec a child may not even allocate. It shares its memory with the parent after vfork.
struct ChildPlan {
  // Null-ended; `environment` null: the parent's.
  char* const* executables;  // tried in this order
  char* const* arguments;
  char* const* environment = nullptr;
  const char* directory = nullptr;  // null: the parent's

  // Descriptors; -1: none. The child's ends of pipes become its standard streams.
  int stdin_read, stdin_write;
  int stdout_read, stdout_write;
  int stderr_read, stderr_write;
  int error_read, error_write;  // what failed is written to the latter
  bool close_others;            // all but standard streams and `kept`
  std::vector<int> kept;        // ascending

  bool restore_signals, new_session;
  pid_t process_group;  // -1: the parent's
  bool set_groups = false;
  std::vector<gid_t> groups;
  bool set_group = false, set_user = false;
  gid_t group = 0;
  uid_t user = 0;
  int umask;  // -1: the parent's
  long descriptor_limit;
};

/// What a child does first: up to where Python code may run in it. False with errno set when
/// something failed.
bool PrepareChild(const ChildPlan& plan);
/// Then this runs the program, or returns with errno set.
void ExecChild(const ChildPlan& plan);

/// Tells the parent why there is no program to run, and ends the child. `error` is an errno, or 0
/// when `message` says it.
[[noreturn]] void FailChild(const ChildPlan& plan, int error, const char* message);

/// Forks, or where `share_memory` allows it vforks, a child that follows the plan and runs no
/// Python. Returns its id, or -1 with errno set.
pid_t StartChild(const ChildPlan& plan, bool share_memory);

}  // namespace krait
