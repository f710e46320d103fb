#pragma once

#include "vm/modules/config.h"

namespace krait::cli {

/// Fills in what the environment says of standard streams: PYTHONIOENCODING, PYTHONUNBUFFERED and
/// the locale.
void ReadStreamSettings(Config& config);

}  // namespace krait::cli
