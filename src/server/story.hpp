#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/message.hpp"

// The story of the demo: three weeks at the bakery of Maison Antoinette, whose bread runs short.
// Everybody in it is invented.
namespace server {

// Where a message of the story turns up.
enum class Door { mail, town, blog, counter, window };

struct Told {
    Door door;
    model::Inbound item;
};

// All that happened until `now`, oldest first; the same for the same `now`.
std::vector<Told> story(Time now);
// What goes on happening: the n-th new message, sent at `at`.
Told next_chapter(std::uint64_t n, Time at);

}  // namespace server
