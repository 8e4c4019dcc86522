#pragma once
#include <string>
#include <string_view>

namespace text {

// The same page for a parser whose time and memory grow faster than hostile input: only elements and
// attributes that this folder knows, no comments, scripts or foreign content, at most 200 levels deep, with a
// bound on what unclosed formatting can multiply to. Every "<" in the result begins a tag written by this
// function. Linear.
std::string tame(std::string_view html);

}  // namespace text
