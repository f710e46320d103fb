#pragma once

#include <string>
#include <vector>

namespace krait {

/// How a VM presents itself to its programs: what python3's command line and environment say. The
/// library reads neither; the command (or the host) fills this in.
struct Config {
  // sys.flags; the letters are python3's.
  int debug = 0;                       // -d
  int inspect = 0;                     // -i, PYTHONINSPECT
  int interactive = 0;                 // -i
  int optimize = 0;                    // -O, -OO
  bool dont_write_bytecode = false;    // -B
  bool no_user_site = false;           // -s
  bool no_site = false;                // -S
  bool ignore_environment = false;     // -E
  int verbose = 0;                     // -v
  int bytes_warning = 0;               // -b, -bb
  int quiet = 0;                       // -q
  bool hash_randomization = true;      // PYTHONHASHSEED is not 0
  bool isolated = false;               // -I
  bool dev_mode = false;               // -X dev
  bool utf8_mode = false;              // -X utf8
  bool warn_default_encoding = false;  // -X warn_default_encoding
  bool safe_path = false;              // -P
  int int_max_str_digits = -1;         // -X int_max_str_digits; -1: as it comes
  bool unbuffered = false;             // -u
  bool import_time = false;            // -X importtime
  bool fault_handler = false;          // -X faulthandler
  std::string stdio_encoding;          // PYTHONIOENCODING, before the colon; empty: UTF-8
  std::string stdio_errors;            // behind it; empty: "strict"
  std::string check_hash_based_pycs = "default";
  std::string pycache_prefix;     // empty: none
  bool reads_breakpoint = false;  // breakpoint() looks at PYTHONBREAKPOINT each time

  std::string executable;         // absolute, or empty
  std::string prefix;             // of the host's Python or a virtual environment. Empty: none
  std::string base_prefix;        // of the host's Python; its library is below. Empty: none
  std::string base_executable;    // outside of the virtual environment
  std::string home;               // what the virtual environment says of itself; empty: none
  std::vector<std::string> argv;  // sys.argv
  std::vector<std::string> orig_argv;
  std::vector<std::string> warn_options;
  std::vector<std::string> x_options;  // "name" or "name=value"
  std::vector<std::string> path;       // sys.path
};

}  // namespace krait
