#pragma once

namespace krait {

class Str;
class StrWriter;

namespace json {

/// Which characters a JSON string shows as escapes: all outside ASCII, or only those that must be.
enum class Escapes : bool { kNecessary, kAllButAscii };

/// Appends `text` as a JSON string, quotes included.
void AppendQuoted(StrWriter& out, const Str* text, Escapes escapes);

}  // namespace json
}  // namespace krait
