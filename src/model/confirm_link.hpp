#pragma once
#include <string>
#include <string_view>

#include "model/message.hpp"

// Links by which somebody confirms that a handle is his. Whoever has one can answer for him, so the house
// keeps none in clear: what we write holds a mark until it leaves, and what comes back is given the mark
// again.
namespace model {

// Stands for the link in the words that we keep.
inline constexpr std::string_view link_mark = "[link]";

std::string confirm_link(std::string_view base, std::string_view word);
// The text with every such link, of whatever house, replaced by the mark.
std::string without_confirm_links(std::string text);
// The same for all words of a message: a reply quotes ours, and our own come back from the network.
void hide_confirm_links(Inbound&);

}  // namespace model
