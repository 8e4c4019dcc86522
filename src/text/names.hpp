#pragma once
#include <string>
#include <string_view>

namespace text {

// One or two characters for an avatar: "Antoinette Dubois" → "AD", "山田太郎" → "山", "@ana" → "A", "" → "".
std::string initials(std::string_view name);

// A name as it came in a From header or a profile, made fit to show: white space collapsed, surrounding
// quotes, control, direction and invisible characters gone, at most 100 characters. "Last, First" is left
// alone; emoji stay.
std::string display_name(std::string_view raw);

}  // namespace text
