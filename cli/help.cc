#include "cli/help.h"

namespace krait::cli {

const char kLongVersion[] = "Krait 0.1 (Python 3.11.2) [Clang " __clang_version__ "]";

const char kHelp[] =
    R"(usage: krait [options] FILE [arguments]
       krait [options] -c TEXT [arguments]
       krait [options] -m MODULE [arguments]
       krait dis FILE
       krait

Runs Python 3.11 programs: FILE is a source, a .pyc file that CPython or Krait compiled, a folder
or .zip file with a __main__ module in it, or - for source or bytecode from standard input. Without
any of them, statements are run as they are typed.

  -c TEXT       run this text
  -m MODULE     run a module that is found along sys.path
  -X OPTION     choose how Krait works; see --help-xoptions
  -W FILTER     action:message:category:module:line for warnings
  -O, -OO       leave out asserts; docstrings too
  -u            do not buffer standard output and error
  -b, -bb       warn about (fail on) comparing bytes with str
  -B            do not write .pyc files
  -i            then run statements as they are typed, terminal or not
  -R            random str hashes, whatever PYTHONHASHSEED says
  -I            shut out the user's environment: -E, -P and -s
  -E            ignore PYTHON... variables
  -P            keep the program's folder out of sys.path
  -s, -S        do without the user's, without all site packages
  -v, -q, -d    say more, say less, debug (for programs to look at)
  --check-hash-based-pycs always|default|never
                when to compare .pyc files that carry a hash with their source
  -V, -VV       print the version, and how Krait was built
  -h            print this; --help-env and --help-xoptions tell more, --help-all tells all
)";

const char kHelpEnvironment[] =
    R"(Variables that Krait reads (-E and -I make it ignore them):

  PYTHONPATH                folders to find modules in, separated by colons
  PYTHONHOME                where Python 3.11's library is: below lib/python3.11 there
  PYTHONSTARTUP             a source to run before the first prompt
  PYTHONINSPECT             as -i, at a terminal; programs may set it
  PYTHONHASHSEED            random, or a number that makes str hashes the same in each run
  PYTHON_GIL                0, 1 or fair, as -X gil
  PYTHON_JIT                0 or 1, as -X jit
  PYTHONWARNINGS            filters as for -W, separated by commas
  PYTHONINTMAXSTRDIGITS     digits that int and str convert at most; 0: no limit
  PYTHONPYCACHEPREFIX       folder with the bytecode of source files, instead of __pycache__
  PYTHONBREAKPOINT          what breakpoint() calls, as a dotted name; 0: nothing
  PYTHONUNBUFFERED          -u
  PYTHONDONTWRITEBYTECODE   -B
  PYTHONOPTIMIZE            -O
  PYTHONNOUSERSITE          -s
  PYTHONSAFEPATH            -P
  PYTHONVERBOSE             -v
  PYTHONDEBUG               -d
  PYTHONDEVMODE             -X dev
  PYTHONUTF8                -X utf8
  PYTHONFAULTHANDLER        -X faulthandler
  PYTHONPROFILEIMPORTTIME   -X importtime
  PYTHONWARNDEFAULTENCODING -X warn_default_encoding
)";

const char kHelpX[] =
    R"(Options that Krait knows; others are kept for the program in sys._xoptions:

  -X gil=1, -X gil=0, -X gil=fair
                               with a global interpreter lock (default), without, or with one that
                               is taken in turns
  -X jit=0, -X jit=1           without machine code (default), or with it for hot loops
  -X jit-hot=N                 compile a loop that has gone round N times (default 1000)
  -X jit-code=BYTES            room for machine code (default 16 MiB)
  -X jit-stats                 say on leaving what was compiled, what was not and why, how often it
                               ran and how long compiling took
  -X jit-uncompiled            run what would be compiled step by step (for testing)
  -X jit-verify                compare machine code with those steps each time that it runs (for
                               testing)
  -X jit-registers=N           use so few registers of each kind, 3 to 8 (for testing)
  -X jit-exit-at=N             let the Nth guard of what is compiled leave always (for testing)
  -X jit-invalidate=N          take code out of use at every Nth entry or call (for testing)
  -X jit-dump                  print what is compiled, as steps and machine code, on standard error
  -X jit-perf-map              name machine code for perf, in /tmp/perf-PID.map
  -X jit-gdb                   name machine code for gdb
  -X heap-limit=BYTES          memory the program may use
  -X gc-every=N                collect garbage at every Nth allocation (for testing)
  -X fail-at=N                 let the Nth allocation fail (for testing)
  -X gc-stats                  say on leaving what the collector did
  -X faulthandler              print where threads are when a fatal signal ends the process
  -X importtime                say how long each import took
  -X int_max_str_digits=N      digits that int and str convert at most; 0: no limit
  -X pycache_prefix=FOLDER     where the bytecode of source files is, instead of __pycache__
  -X dev, -X utf8, -X warn_default_encoding
                               as python3's
)";

}  // namespace krait::cli
