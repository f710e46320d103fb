#pragma once

namespace krait::cli {

extern const char kLongVersion[];
extern const char kHelp[];
extern const char kHelpEnvironment[];
extern const char kHelpX[];

}  // namespace krait::cli
