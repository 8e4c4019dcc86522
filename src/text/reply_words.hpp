#pragma once
#include <optional>
#include <string>
#include <string_view>

// What mail programs write around the words of their users, in the languages they come in. Every line given
// here is folded (fold.hpp) and trimmed.
namespace text {

// "on monday, ana <ana@x.example> wrote:", joined to one line when it was wrapped.
bool introduces_quote(std::string_view folded);

// False when no introduction can begin with this line, which saves looking further.
bool may_begin_introduction(std::string_view folded);

// True when it reads like the first words of one: "on …" or a date.
bool begins_introduction(std::string_view folded);

enum class Label { from, sent, to, subject, copy };

// What "from: …" and the like in the head of a quoted mail name.
std::optional<Label> header_label(std::string_view folded);

// "-----original message-----", "begin forwarded message:", "please reply above this line".
bool divides(std::string_view folded);

// "sent from my phone".
bool mobile_signature(std::string_view folded);

// "best regards," alone on its line.
bool signs_off(std::string_view folded);

// A line of nothing but dashes, underscores, equal signs or stars, three at least.
bool is_rule(std::string_view line);

// Folded, without the stars of bold text, invisible marks and white space around it.
std::string folded_line(std::string_view line);

}  // namespace text
