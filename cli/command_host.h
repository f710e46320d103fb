#pragma once

#include <atomic>

#include "cli/site_packages.h"
#include "vm/object/host.h"

namespace krait::cli {

/// What the command gives its VM: line editing at the terminal, and the code that python3's site
/// module runs when it starts. That is put off until it can matter: until a module is searched for
/// along sys.path, or a name such as "exit" is missing. Most of the start would be spent there.
class CommandHost : public Host {
 public:
  explicit CommandHost(const SiteCode& site)
      : site_(site), site_is_due_(site.wanted), names_are_due_(site.wanted) {}

  // What the readline module was given to call: callables, or None.
  Value completer = Value::None();
  Value startup_hook = Value::None();
  Value pre_input_hook = Value::None();

  Result<Value> ReadTerminalLine(Thread& t, Str* prompt) override;
  Result<Value> MissingName(Thread& t, Str* name) override;
  Result<None> BeforeSearch(Thread& t) override;
  void TraceRoots(Marker& marker) override;

  /// The site module itself does all that was put off.
  void LeaveSiteToItself() { site_is_due_ = names_are_due_ = false; }

 private:
  const SiteCode site_;
  std::atomic<bool> site_is_due_;    // code in .pth files, sitecustomize and usercustomize
  std::atomic<bool> names_are_due_;  // exit, help, ...
};

}  // namespace krait::cli
