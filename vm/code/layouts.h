#pragma once

namespace krait {

class LayoutTable;

/// Adds code, functions and their translations: for VmOptions::add_layouts.
void AddCodeLayouts(LayoutTable& table);

}  // namespace krait
