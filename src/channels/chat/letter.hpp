#pragma once
#include "channels/chat/settings.hpp"

namespace channels::chat {

// Subject and text of the mail that takes a talk on when the visitor has left.
model::Outgoing letter(const Settings&, const std::vector<Line>& answers, const std::vector<Line>& before);

// "Mara Lindqvist" as the window shows her: by first name, or not at all.
std::string signature(const Settings&, std::string_view member);

}  // namespace channels::chat
