#include "cli/command_host.h"

#include <string>
#include <utility>

#include "cli/line_editor.h"
#include "vm/code/code.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/tracing.h"
#include "vm/modules/source_compiler.h"
#include "vm/modules/sys_part.h"
#include "vm/object/audit.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::cli {
namespace {

// Lines of .pth files look at the variables of the frame that runs them.
constexpr const char kSiteProgram[] = R"py(
import sys

def addpackage(sitedir, fullname, n, line):
    exec(line)

def run(lines):
    bad = None
    for sitedir, fullname, n, line in lines:
        if fullname == bad:
            continue
        try:
            addpackage(sitedir, fullname, n, line)
        except Exception:
            import traceback
            bad = fullname
            print(f"Error processing line {n} of {fullname}:\n", file=sys.stderr)
            for record in traceback.format_exception(*sys.exc_info()):
                for text in record.splitlines():
                    print("  " + text, file=sys.stderr)
            print("\nRemainder of file ignored", file=sys.stderr)

def customize(name):
    try:
        try:
            __import__(name)
        except ImportError as error:
            if error.name != name:
                raise
    except Exception as error:
        if sys.flags.verbose:
            sys.excepthook(*sys.exc_info())
        else:
            sys.stderr.write(
                f"Error in {name}; set PYTHONVERBOSE for traceback:\n"
                f"{error.__class__.__name__}: {error}\n")

run(lines)
for name in names:
    customize(name)
)py";

constexpr const char kNamesProgram[] = R"py(
import _sitebuiltins, builtins, sys

end = "Ctrl-D (i.e. EOF)"
builtins.quit = _sitebuiltins.Quitter("quit", end)
builtins.exit = _sitebuiltins.Quitter("exit", end)
builtins.copyright = _sitebuiltins._Printer("copyright", sys.copyright)
builtins.credits = _sitebuiltins._Printer("credits", "    Thanks to all who made Python and Krait.")
builtins.license = _sitebuiltins._Printer(
    "license", "See https://www.python.org/psf/license/", ["LICENSE.txt", "LICENSE"],
    [sys._stdlib_dir + "/..", sys._stdlib_dir, "."])
builtins.help = _sitebuiltins._Helper()
)py";

/// Runs a text of ours in a namespace of its own.
Result<None> RunText(Thread& t, const char* text, Dict* globals) {
  TRY(globals->SetStr(t, names(t).__builtins__, Value::FromObject(t.vm().builtins())));
  Code* code = TRY(CompileModule(t, Value::FromObject(TRY(Str::FromUtf8(t, text))),
                                 TRY(Str::InternUtf8(t, "<frozen site>"))));
  TRY(RunCode(t, code, globals, Value::FromObject(globals)));
  return None{};
}

Result<List*> ListOfLines(Thread& t, const std::vector<SiteCode::Line>& lines) {
  List* list = TRY(List::New(t, lines.size()));
  for (const SiteCode::Line& line : lines) {
    Tuple* item = TRY(Tuple::Of(t, Value::FromObject(TRY(FromSystemText(t, line.folder))),
                                Value::FromObject(TRY(FromSystemText(t, line.file))),
                                Value::FromInt(line.number),
                                Value::FromObject(TRY(FromSystemText(t, line.text)))));
    TRY(list->Append(t, Value::FromObject(item)));
  }
  return list;
}

/// What was put off, the program's hooks and trace functions shall not see: it would have come
/// before them.
class UnseenScope {
 public:
  explicit UnseenScope(Thread& t)
      : t_(t),
        hooks_(std::exchange(t.vm().part<AuditPart>().hooks, Value::None())),
        trace_(t.vm().part<interp::Tracing>().StateOf(t).trace),
        profile_(t.vm().part<interp::Tracing>().StateOf(t).profile) {
    if (!trace_.IsNone()) interp::SetTraceFunction(t, Value::None());
    if (!profile_.IsNone()) interp::SetProfileFunction(t, Value::None());
  }
  ~UnseenScope() {
    if (!hooks_.IsNone()) t_.vm().part<AuditPart>().hooks = hooks_;
    if (!trace_.IsNone()) interp::SetTraceFunction(t_, trace_);
    if (!profile_.IsNone()) interp::SetProfileFunction(t_, profile_);
  }
  UnseenScope(const UnseenScope&) = delete;
  UnseenScope& operator=(const UnseenScope&) = delete;

 private:
  Thread& t_;
  const Value hooks_;
  const Value trace_;
  const Value profile_;
};

}  // namespace

void CommandHost::TraceRoots(Marker& marker) {
  marker.Visit(completer);
  marker.Visit(startup_hook);
  marker.Visit(pre_input_hook);
}

Result<Value> CommandHost::ReadTerminalLine(Thread& t, Str* prompt) {
  LineEditor* editor = LineEditor::Get();
  if (editor == nullptr) return Value::Unbound();
  const std::string text = TRY(ToSystemText(t, prompt));
  std::string line;
  const LineEditor::Outcome outcome = editor->ReadLine(t, text, &line);
  if (outcome == LineEditor::Outcome::kRaised) return Raised{};
  return FromSystemText(t, line);
}

Result<None> CommandHost::BeforeSearch(Thread& t) {
  if (!site_is_due_.exchange(false)) return None{};
  const UnseenScope unseen(t);
  Dict* globals = TRY(Dict::New(t));
  List* customs = TRY(List::New(t));
  for (const char* name : {"sitecustomize", "usercustomize"}) {
    const bool of_user = name[0] == 'u';
    if (of_user && !site_.user) continue;
    TRY(customs->Append(t, Value::FromObject(TRY(Str::InternUtf8(t, name)))));
  }
  TRY(globals->SetStr(t, TRY(Str::InternUtf8(t, "lines")),
                      Value::FromObject(TRY(ListOfLines(t, site_.lines)))));
  TRY(globals->SetStr(t, TRY(Str::InternUtf8(t, "names")), Value::FromObject(customs)));
  return RunText(t, kSiteProgram, globals);
}

Result<Value> CommandHost::MissingName(Thread& t, Str* name) {
  if (!names_are_due_.load(std::memory_order_relaxed)) return Value::Unbound();
  // Whatever is missing: messages suggest names, and these are among them.
  if (!names_are_due_.exchange(false)) return Value::Unbound();
  TRY(RunText(t, kNamesProgram, TRY(Dict::New(t))));
  return t.vm().builtins()->GetStr(t, name);
}

}  // namespace krait::cli
