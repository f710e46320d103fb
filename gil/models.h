#pragma once

#include <memory>

#include "gil/threading.h"

namespace krait::gil {

// One factory per model, each defined in the model's own file and listed in models.cc.
std::unique_ptr<ThreadingModel> MakeGil();
std::unique_ptr<ThreadingModel> MakeGilFair();
std::unique_ptr<ThreadingModel> MakeFree();

}  // namespace krait::gil
