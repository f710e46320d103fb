#include <atomic>
#include <csignal>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/vm/api/compile_python.h"

namespace krait {
namespace {

using ::testing::HasSubstr;

TEST(VmTest, RunsAModuleAndCallsIntoIt) {
  Program program("def add(a, b):\n    return a + b\nname = __name__\n");
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int>("add", 3, 4), 7);
  EXPECT_EQ(*module.CallMethod<std::string>("add", "ab", std::string("cd")), "abcd");
  EXPECT_EQ(*module.GetAttribute("name")->To<std::string>(), "program");
  EXPECT_TRUE(program.vm.Import("program")->Is(module));
}

TEST(VmTest, AnExceptionCarriesTypeMessageAndTraceback) {
  Program program("class Problem(Exception):\n    pass\n\ndef f(x):\n    raise Problem('no', x)\n");
  const Value module = program.Module();
  const absl::StatusOr<Value> result = module.CallMethod("f", 5);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.status().code(), absl::StatusCode::kUnknown);
  const PythonError error = ErrorOf(result.status());
  EXPECT_EQ(error.type, "program.Problem");
  EXPECT_EQ(error.message, "('no', 5)");
  EXPECT_EQ(error.traceback,
            "Traceback (most recent call last):\n"
            "  File \"program.py\", line 5, in f\n"
            "program.Problem: ('no', 5)\n");
  EXPECT_EQ(result.status().message(), "program.Problem: ('no', 5)");
}

TEST(VmTest, AModuleThatRaisesIsNotKept) {
  Program program("x = 1\nraise ValueError('at import')\n");
  EXPECT_EQ(ErrorOf(program.Run().status()).type, "ValueError");
  EXPECT_EQ(ErrorOf(program.vm.Import("program").status()).type, "ModuleNotFoundError");
}

TEST(VmTest, RunMainGivesTheExitStatus) {
  std::string errors;
  Options options;
  options.standard_error = [&](absl::string_view text) { errors.append(text.data(), text.size()); };
  Program exits("import sys\nsys.exit(len(sys.argv))\n", options);
  EXPECT_EQ(*exits.vm.RunMain(exits.code, {"program.pyc", "x"}), 2);
  EXPECT_EQ(errors, "");
  Program raises("1 / 0\n", options);
  EXPECT_EQ(*raises.vm.RunMain(raises.code, {"program.pyc"}), 1);
  EXPECT_THAT(errors, HasSubstr("ZeroDivisionError: division by zero\n"));
}

TEST(VmTest, OutputGoesToTheSinks) {
  std::string out;
  std::string errors;
  Options options;
  options.capabilities = {};
  options.standard_output = [&](absl::string_view text) { out.append(text.data(), text.size()); };
  options.standard_error = [&](absl::string_view text) { errors.append(text.data(), text.size()); };
  Program program(
      "import sys\nprint('to \\u00e9')\nprint('bad', file=sys.stderr)\nprint('x' * 10000)\n",
      options);
  EXPECT_EQ(*program.vm.RunMain(program.code, {"p"}), 0);
  EXPECT_EQ(out, "to \xc3\xa9\n" + std::string(10000, 'x') + "\n");
  EXPECT_EQ(errors, "bad\n");
}

TEST(VmTest, WithoutStreamsPrintGoesNowhere) {
  Options options;
  options.capabilities = {};
  Program program("import sys\nprint('nothing')\nout = sys.stdout\n", options);
  EXPECT_TRUE(program.Module().GetAttribute("out")->IsNone());
}

TEST(VmTest, AFailingSinkRaisesInPython) {
  Options options;
  options.standard_output = [](absl::string_view) { throw std::runtime_error("disk full"); };
  Program program(
      "import sys\ntry:\n    print('x')\n    sys.stdout.flush()\n    text = ''\n"
      "except OSError as e:\n    text = str(e)\n",
      options);
  EXPECT_EQ(*program.Module().GetAttribute("text")->To<std::string>(),
            "the host's output failed: disk full");
}

TEST(VmTest, TheImporterProvidesModules) {
  Options options;
  Vm* vm_address = nullptr;
  options.importer = [&](absl::string_view name) -> absl::StatusOr<std::optional<Code>> {
    if (name == "broken") return absl::InternalError("the archive is damaged");
    if (name != "helper") return std::nullopt;
    absl::StatusOr<Code> code =
        Code::Load(*vm_address, CompilePython("def double(x):\n    return 2 * x\n"), "helper.pyc");
    if (!code.ok()) return code.status();
    return *code;
  };
  Program program(
      "import helper\nresult = helper.double(21)\nagain = __import__('helper') is helper\n",
      options);
  vm_address = &program.vm;
  const Value module = program.Module();
  EXPECT_EQ(*module.GetAttribute("result")->To<int>(), 42);
  EXPECT_TRUE(*module.GetAttribute("again")->To<bool>());
  EXPECT_EQ(ErrorOf(program.vm.Import("missing").status()).type, "ModuleNotFoundError");
  const PythonError broken = ErrorOf(program.vm.Import("broken").status());
  EXPECT_EQ(broken.type, "ImportError");
  EXPECT_EQ(broken.message, "the archive is damaged");
}

TEST(VmTest, VmsAreIsolated) {
  Program a("import sys\nsys.mark = 'a'\n");
  Program b("import sys\nseen = hasattr(sys, 'mark')\n");
  a.Module();
  EXPECT_FALSE(*b.Module().GetAttribute("seen")->To<bool>());
  const Value of_a = *a.vm.Make(std::string("text"));
  EXPECT_EQ(b.vm.Import("builtins")->CallMethod("len", of_a).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(VmTest, ProgramsSeeThatNoJitIsLinked) {
  Program program(
      "import sys\n"
      "jit = [sys._jit.is_available(), sys._jit.is_enabled(), sys._jit.is_active()]\n");
  EXPECT_EQ(*program.Module().GetAttribute("jit")->Repr(), "[False, False, False]");
}

TEST(VmTest, TheHeapLimitRaisesMemoryError) {
  Options options;
  options.limits.heap_bytes = 32 << 20;
  Program program("def grow():\n    x = []\n    while True:\n        x.append(bytes(10000))\n",
                  options);
  const Value module = program.Module();
  const absl::StatusOr<Value> result = module.CallMethod("grow");
  EXPECT_EQ(result.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorOf(result.status()).type, "MemoryError");
  EXPECT_TRUE(module.GetAttribute("grow").ok());
}

TEST(VmTest, UnwindingAtTheHeapLimitDoesNotCollectForEachFrame) {
  Options options;
  options.limits.heap_bytes = 4 << 20;
  Program program(
      "import gc\n"
      "def collections():\n"
      "    return gc.get_stats()[-1]['collections']\n"
      "def fill():\n"
      "    chain = None\n"
      "    try:\n"
      "        while True:\n"
      "            chain = (chain,)\n"
      "    except MemoryError:\n"
      "        return chain\n"
      "def down(n):\n"
      "    try:\n"
      "        return down(n - 1) if n else None.missing\n"
      "    except KeyError:\n"
      "        pass\n"
      "def run(n):\n"
      "    try:\n"
      "        down(3)\n"
      "    except AttributeError:\n"
      "        chain = fill()\n"
      "    down(n)\n",
      options);
  const Value module = program.Module();
  const auto collections_of = [&](int depth) {
    const int before = *module.CallMethod("collections")->To<int>();
    EXPECT_FALSE(module.CallMethod("run", depth).ok());
    return *module.CallMethod("collections")->To<int>() - before;
  };
  EXPECT_LT(collections_of(500), collections_of(1) + 30);
}

TEST(VmTest, AHeapTooSmallToStartIsAnError) {
  Options options;
  for (size_t kilobytes : {1, 10, 50, 100}) {
    options.limits.heap_bytes = kilobytes << 10;
    EXPECT_EQ(Vm::Create(options).status().code(), absl::StatusCode::kResourceExhausted);
  }
}

TEST(VmTest, TheRecursionLimitRaisesRecursionError) {
  Options options;
  options.limits.recursion = 100;
  Program program("def f(n):\n    return f(n + 1)\n", options);
  EXPECT_EQ(ErrorOf(program.Module().CallMethod("f", 0).status()).type, "RecursionError");
}

constexpr char kLoops[] =
    "def spin():\n"
    "    try:\n"
    "        while True:\n"
    "            try:\n"
    "                while True:\n"
    "                    pass\n"
    "            except BaseException:\n"
    "                pass\n"
    "    finally:\n"
    "        global ended\n"
    "        ended = True\n"
    "def count(n):\n"
    "    total = 0\n"
    "    for i in range(n):\n"
    "        total += i\n"
    "    return total\n";

TEST(VmTest, StepsRunOut) {
  Options options;
  options.limits.steps = 10000;
  Program program(kLoops, options);
  const Value module = program.Module();
  EXPECT_EQ(*module.CallMethod<int>("count", 5000), 12497500);
  EXPECT_EQ(*module.CallMethod<int>("count", 9000), 40495500);  // each call has its own
  EXPECT_EQ(module.CallMethod("spin").status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(program.vm.IsStopped());
  EXPECT_EQ(module.CallMethod("count", 1).status().code(), absl::StatusCode::kResourceExhausted);
  ASSERT_TRUE(program.vm.Resume().ok());
  EXPECT_EQ(*module.CallMethod<int>("count", 10), 45);
  EXPECT_FALSE(module.GetAttribute("ended").ok());
}

/// The handler of an instruction can be the instruction itself.
TEST(VmTest, StepsRunOutInALoopOfExceptions) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "def spin():\n"
      "    return 1 / 0\n"
      "spin.__code__ = spin.__code__.replace(co_stacksize=3,\n"
      "                                      co_exceptiontable=bytes([0x81, 4, 3, 1]))\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("spin").status().code(), absl::StatusCode::kResourceExhausted);
}

/// Code without RESUME, which no compiler makes, polls all the same.
TEST(VmTest, StepsRunOutInCallsWithoutResume) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "def f(n):\n"
      "    if n:\n"
      "        f(n - 1)\n"
      "        f(n - 1)\n"
      "def g(n):\n"
      "    if n:\n"
      "        list(g(n - 1))\n"
      "        list(g(n - 1))\n"
      "    yield\n"
      "for function in f, g:\n"
      "    code = function.__code__\n"
      "    bare = code.co_code.replace(bytes([151, 0]), bytes([9, 0]))\n"
      "    assert bare != code.co_code\n"
      "    function.__code__ = code.replace(co_code=bare)\n"
      "def run_g(): list(g(18))\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("f", 18).status().code(), absl::StatusCode::kResourceExhausted);
  ASSERT_TRUE(program.vm.Resume().ok());
  EXPECT_EQ(module.CallMethod("run_g").status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(CodeTest, CompilesSource) {
  Vm vm = Vm::Create().value();
  const absl::StatusOr<Code> code =
      Code::Compile(vm, "def double(x):\n    return eval('2 * x')\n", "rules.py");
  ASSERT_TRUE(code.ok());
  const Value module = vm.RunModule(*code, "rules").value();
  EXPECT_EQ(*module.CallMethod<int>("double", 21), 42);
  EXPECT_EQ(*code->value().GetAttribute("co_filename")->To<std::string>(), "rules.py");
  EXPECT_EQ(ErrorOf(Code::Compile(vm, "def f(:", "wrong.py").status()).type, "SyntaxError");
  EXPECT_EQ(ErrorOf(Code::Compile(vm, "\xff", "wrong.py").status()).type, "SyntaxError");
}

/// What looks at the whole heap is no single step.
TEST(VmTest, StepsRunOutInCollections) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "import gc\n"
      "def collect():\n"
      "    for _ in range(20): gc.collect()\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("collect").status().code(), absl::StatusCode::kResourceExhausted);
}

/// A class that gets __del__ late has its instances looked for.
TEST(VmTest, StepsRunOutInWalksOfTheHeap) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "def finalize():\n"
      "    for _ in range(40):\n"
      "        cls = type('C', (), {})\n"
      "        cls.__del__ = print\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("finalize").status().code(), absl::StatusCode::kResourceExhausted);
}

/// Neither are the reprs of all that something holds.
TEST(VmTest, StepsRunOutInReprs) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "def show():\n"
      "    t = ()\n"
      "    for _ in range(16): t = (t, t)\n"
      "    return len(repr(t))\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("show").status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(VmTest, AStopForgetsWhatWasBeingHandled) {
  Options options;
  options.limits.steps = 10000;
  Program program(
      "import sys\n"
      "def spin():\n"
      "    try:\n"
      "        1 / 0\n"
      "    except ZeroDivisionError:\n"
      "        while True: pass\n"
      "def handled():\n"
      "    return sys.exc_info()[0] is not None\n",
      options);
  const Value module = program.Module();
  EXPECT_EQ(module.CallMethod("spin").status().code(), absl::StatusCode::kResourceExhausted);
  ASSERT_TRUE(program.vm.Resume().ok());
  EXPECT_FALSE(*module.CallMethod<bool>("handled"));
}

TEST(VmTest, TimeRunsOut) {
  Options options;
  options.limits.wall_time = absl::Milliseconds(50);
  Program program(kLoops, options);
  const Value module = program.Module();
  const absl::Time start = absl::Now();
  EXPECT_EQ(module.CallMethod("spin").status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(absl::Now() - start, absl::Seconds(20));
  ASSERT_TRUE(program.vm.Resume().ok());
  EXPECT_EQ(*module.CallMethod<int>("count", 10), 45);
}

class StopTest : public ::testing::TestWithParam<Threading> {};

TEST_P(StopTest, AnotherThreadStopsTheProgram) {
  Options options;
  options.threading = GetParam();
  Program program(kLoops, options);
  const Value module = program.Module();
  std::thread stopper([&] {
    absl::SleepFor(absl::Milliseconds(30));
    program.vm.Stop();
  });
  EXPECT_EQ(module.CallMethod("spin").status().code(), absl::StatusCode::kCancelled);
  stopper.join();
  EXPECT_EQ(program.vm.Import("sys").status().code(), absl::StatusCode::kCancelled);
  ASSERT_TRUE(program.vm.Resume().ok());
  EXPECT_TRUE(program.vm.Import("sys").ok());
}

TEST_P(StopTest, ThreadsAttachAndCall) {
  Options options;
  options.threading = GetParam();
  Program program(kLoops, options);
  const Value module = program.Module();
  constexpr int kThreads = 4;
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      EXPECT_EQ(module.CallMethod("count", 1).status().code(),
                absl::StatusCode::kFailedPrecondition);
      const Vm::ThreadAttachment attached = program.vm.AttachThread().value();
      EXPECT_FALSE(program.vm.AttachThread().ok());
      for (int round = 0; round < 200; ++round) {
        good += *module.CallMethod<int>("count", 100) == 4950;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, kThreads * 200);
}

INSTANTIATE_TEST_SUITE_P(Models, StopTest,
                         ::testing::Values(Threading::kGil, Threading::kGilFair, Threading::kFree));

TEST(VmTest, PythonThreadsEndWithTheVm) {
  for (Threading threading : {Threading::kGil, Threading::kFree}) {
    Options options;
    options.threading = threading;
    Program program(
        "import _thread, time\n"
        "started = []\n"
        "def loop():\n"
        "    started.append(1)\n"
        "    while True:\n"
        "        try:\n"
        "            time.sleep(1000)\n"
        "        except BaseException:\n"
        "            pass\n"
        "for _ in range(3):\n"
        "    _thread.start_new_thread(loop, ())\n"
        "while len(started) < 3:\n"
        "    time.sleep(0.001)\n",
        options);
    EXPECT_EQ(*program.Module().GetAttribute("started")->Length(), 3u);
  }
}

TEST(VmTest, ExitFunctionsRunWithTheVm) {
  std::string out;
  Options options;
  options.standard_output = [&](absl::string_view text) { out.append(text.data(), text.size()); };
  {
    Program("import atexit\natexit.register(print, 'left')\n", options).Module();
  }
  EXPECT_EQ(out, "left\n");
}

TEST(VmTest, TheLibraryLeavesSignalsAlone) {
  struct sigaction before{};
  struct sigaction after{};
  sigaction(SIGINT, nullptr, &before);
  Program program("import _signal\nhandler = _signal.getsignal(_signal.SIGINT)\n");
  EXPECT_EQ(*program.Module().GetAttribute("handler")->To<int>(), 0);  // SIG_DFL
  sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
}

TEST(VmTest, WhatIsNotAllowedRaisesPermissionError) {
  Options options;
  options.capabilities = {};
  Program program(
      "import posix, time, _signal, _socket\n"
      "def tried(function, *args):\n"
      "    try:\n        function(*args)\n        return 'allowed'\n"
      "    except PermissionError as error:\n        return str(error)\n"
      "results = [tried(posix.listdir, '/'), tried(posix.open, '/etc/passwd', 0),\n"
      "           tried(posix.fork), tried(posix.kill, 0, 0), tried(time.time),\n"
      "           tried(time.sleep, 0), tried(_signal.alarm, 1), tried(_socket.socket),\n"
      "           tried(_socket.socketpair), tried(_socket.getaddrinfo, 'localhost', 1)]\n"
      "environment = len(posix.environ)\n",
      options);
  const Value module = program.Module();
  EXPECT_THAT(*module.GetAttribute("results")->To<std::vector<std::string>>(),
              ::testing::ElementsAre(
                  "this VM has no access to files", "this VM has no access to files",
                  "this VM has no access to processes", "this VM has no access to processes",
                  "this VM has no access to clock", "this VM has no access to clock",
                  "this VM has no access to processes", "this VM has no access to sockets",
                  "this VM has no access to sockets", "this VM has no access to sockets"));
  EXPECT_EQ(*module.GetAttribute("environment")->To<int>(), 0);
}

/// Whatever a program calls of posix: with arguments that would fail harmlessly where it is
/// allowed.
TEST(VmTest, NothingOfPosixReachesOutWithoutCapabilities) {
  Options options;
  options.capabilities = {};
  Program program(
      "import posix\n"
      "harmless = {'strerror', 'fspath', '_path_normpath', 'major', 'minor', 'makedev',\n"
      "            'waitstatus_to_exitcode', 'cpu_count', 'urandom', 'getloadavg', 'getlogin',\n"
      "            'getpid', 'getppid', 'getuid', 'geteuid', 'getgid', 'getegid', 'getpgrp',\n"
      "            'getpgid', 'getsid', 'getgroups', 'getresuid', 'getresgid', 'getgrouplist',\n"
      "            'getpriority', 'sched_getaffinity', 'sched_getparam', 'sched_getscheduler',\n"
      "            'sched_rr_get_interval',\n"
      "            'getrandom', 'register_at_fork', 'sched_yield', 'sched_get_priority_max',\n"
      "            'sched_get_priority_min', 'ctermid', 'sysconf', 'confstr', 'uname'}\n"
      "reached = []\n"
      "for name in dir(posix):\n"
      "    function = getattr(posix, name)\n"
      "    if name in harmless or type(function) is not type(len) or name.startswith('W'):\n"
      "        continue\n"
      "    for arguments in [(), (-1,), ('/dev/null',), (-1, -1), ('/dev/null', 'x'),\n"
      "                      (-1, b'x'), (-1, [bytearray(1)]), ('/dev/null', -1), (-1, -1, -1),\n"
      "                      ('/dev/null', 'x', b'x'), (-1, -1, posix.sched_param(0)),\n"
      "                      (-1, [bytearray(1)], -1), (-1, b'x', -1), ('/', [b'x']), (-1, [0]),\n"
      "                      (-1, posix.sched_param(0)), ('/', [b'x'], {}), (-1, -1, -1, -1),\n"
      "                      (9999,), (9999, 1), ('/dev/null', -1, -1), ([],)]:\n"
      "        try:\n"
      "            function(*arguments)\n"
      "            reached.append(name)\n"
      "        except PermissionError as error:\n"
      "            if not str(error).startswith('this VM has no access'): reached.append(name)\n"
      "        except (TypeError, ValueError, OverflowError):\n"
      "            continue\n"
      "        except Exception as error:\n"
      "            reached.append(name)\n"
      "        break\n"
      "    else:\n"
      "        reached.append('cannot call ' + name)\n",
      options);
  const Value module = program.Module();
  EXPECT_THAT(*module.GetAttribute("reached")->To<std::vector<std::string>>(),
              ::testing::IsEmpty());
}

TEST(VmTest, BadBytesAreAnError) {
  Vm vm = Vm::Create().value();
  EXPECT_EQ(ErrorOf(Code::Load(vm, "", "empty.pyc").status()).type, "EOFError");
  std::string pyc = CompilePython("x = 1\n");
  pyc[0] = 'x';
  EXPECT_EQ(ErrorOf(Code::Load(vm, pyc, "magic.pyc").status()).type, "ImportError");
  EXPECT_FALSE(Code::Load(vm, CompilePython("x = 1\n").substr(0, 40), "cut.pyc").ok());
}

TEST(VmTest, HandlesOutliveTheVm) {
  Value kept;
  {
    Program program("value = [1, 2, 3]\n");
    kept = *program.Module().GetAttribute("value");
    EXPECT_EQ(*kept.Length(), 3);
  }
  EXPECT_EQ(kept.Length().status().code(), absl::StatusCode::kFailedPrecondition);
  const Value copy = kept;
  EXPECT_FALSE(copy.Repr().ok());
}

TEST(VmTest, HandlesKeepObjectsAlive) {
  Program program("def make(i):\n    return [i, str(i)]\n");
  const Value module = program.Module();
  std::vector<Value> kept;
  for (int i = 0; i < 500; ++i) kept.push_back(*module.CallMethod("make", i));
  ASSERT_TRUE(program.vm.CollectGarbage().ok());
  EXPECT_GE(program.vm.heap_use().collections, 1u);
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(*kept[i].Repr(), "[" + std::to_string(i) + ", '" + std::to_string(i) + "']");
  }
}

}  // namespace
}  // namespace krait
