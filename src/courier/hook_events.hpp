#pragma once
#include <span>
#include <string>
#include <string_view>

#include "model/event.hpp"
#include "store/messages.hpp"

namespace courier {

// What other systems can hear of: the journal's events under the names that they have outside. What is one
// member's own business (drafts, reading) has none.
struct HookEvent {
    std::string_view type, group, label;
};
std::span<const HookEvent> hook_events();

// What an event is called outside, or "". `message`: of an event about a message, as it is now.
std::string hook_event(const model::Event&, const store::Message* message);
// The message that an event is about; none for others.
Id message_of(const model::Event&);

}  // namespace courier
