#include "vm/modules/system/posix/child.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

/// What runs between fork and exec. Here nothing is called but system calls.
namespace krait {
namespace {

void Write(int descriptor, const char* text) {
  if (write(descriptor, text, std::strlen(text)) < 0) return;  // nobody is left to be told
}

bool SetInheritable(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFD);
  return flags >= 0 && fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0;
}

bool CloseIfAny(int descriptor) { return descriptor < 0 || close(descriptor) == 0; }

/// Makes `descriptor` the standard stream `stream`.
bool Install(int descriptor, int stream) {
  if (descriptor < 0) return true;
  return descriptor == stream ? SetInheritable(descriptor) : dup2(descriptor, stream) >= 0;
}

bool InstallStreams(const ChildPlan& plan) {
  int out = plan.stdout_write;
  int err = plan.stderr_write;
  // Out of the way of the streams that are installed before them.
  if (out == 0 && (out = dup(out)) < 0) return false;
  while (err == 0 || err == 1) {
    if ((err = dup(err)) < 0) return false;
  }
  return Install(plan.stdin_read, 0) && Install(out, 1) && Install(err, 2);
}

bool SetIdentity(const ChildPlan& plan) {
  if (plan.set_groups && syscall(SYS_setgroups, plan.groups.size(), plan.groups.data()) != 0) {
    return false;
  }
  // The C library's functions would tell the parent's threads, too.
  if (plan.set_group && syscall(SYS_setregid, plan.group, plan.group) != 0) return false;
  return !plan.set_user || syscall(SYS_setreuid, plan.user, plan.user) == 0;
}

/// Closes the descriptors from `first` up to, not including, `end`.
void CloseRange(unsigned first, unsigned end, long limit) {
  if (first >= end) return;
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, end - 1, 0) == 0) return;
#endif
  for (unsigned at = first; at < end && at < static_cast<unsigned long>(limit); ++at) {
    close(static_cast<int>(at));
  }
}

void CloseOthers(const ChildPlan& plan) {
  unsigned next = 3;
  for (const int kept : plan.kept) {
    if (kept < 3) continue;
    CloseRange(next, static_cast<unsigned>(kept), plan.descriptor_limit);
    next = static_cast<unsigned>(kept) + 1;
  }
  CloseRange(next, static_cast<unsigned>(INT_MAX), plan.descriptor_limit);
}

/// The parent's handlers must not run in a child that shares its memory.
void DropHandlers() {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action;
    if (sigaction(signal, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
  }
}

[[noreturn]] void RunChild(const ChildPlan& plan, const sigset_t& mask) {
  DropHandlers();
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  if (!PrepareChild(plan)) FailChild(plan, errno, "noexec");
  ExecChild(plan);
  FailChild(plan, errno, "");
}

}  // namespace

bool PrepareChild(const ChildPlan& plan) {
  for (const int kept : plan.kept) {
    if (kept != plan.error_write && !SetInheritable(kept)) return false;
  }
  for (const int parents : {plan.stdin_write, plan.stdout_read, plan.stderr_read}) {
    if (!CloseIfAny(parents)) return false;
  }
  if (close(plan.error_read) != 0) return false;  // this one has to be there
  if (!InstallStreams(plan)) return false;
  if (plan.directory != nullptr && chdir(plan.directory) != 0) return false;
  if (plan.umask >= 0) umask(static_cast<mode_t>(plan.umask));
  if (plan.restore_signals) {
    // The runtime ignores these two.
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  if (plan.new_session && setsid() < 0) return false;
  if (plan.process_group >= 0 && setpgid(0, plan.process_group) != 0) return false;
  return SetIdentity(plan);
}

void ExecChild(const ChildPlan& plan) {
  if (plan.close_others) CloseOthers(plan);
  char* const* environment = plan.environment != nullptr ? plan.environment : environ;
  // A file that is there but cannot be run says more than those that are missing.
  int error = 0;
  for (char* const* at = plan.executables; *at != nullptr; ++at) {
    execve(*at, plan.arguments, environment);
    if (errno != ENOENT && errno != ENOTDIR && error == 0) error = errno;
  }
  if (error != 0) errno = error;
}

void FailChild(const ChildPlan& plan, int error, const char* message) {
  if (error != 0) {
    constexpr char kDigits[] = "0123456789abcdef";
    char text[2 * sizeof(error) + 1];
    char* at = text + sizeof(text) - 1;
    *at = '\0';
    for (auto rest = static_cast<unsigned>(error); rest != 0; rest /= 16)
      *--at = kDigits[rest % 16];
    Write(plan.error_write, "OSError:");
    Write(plan.error_write, at);
    Write(plan.error_write, ":");
  } else {
    Write(plan.error_write, "SubprocessError:0:");
  }
  Write(plan.error_write, message);
  _exit(255);
}

pid_t StartChild(const ChildPlan& plan, bool share_memory) {
  sigset_t all;
  sigset_t mask;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &mask);
  const pid_t pid = share_memory ? vfork() : fork();
  if (pid == 0) RunChild(plan, mask);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  errno = error;
  return pid;
}

}  // namespace krait
