#pragma once
#include "store/channels.hpp"
#include "store/messages.hpp"
#include "store/reactions.hpp"

// What members do with messages and people besides writing: like, boost, follow, edit, take back from the
// world.
namespace inbox {

enum class Way { forward, undo };

// Throws Error{conflict} while the message is not known over there.
store::Message do_to(store::Change&, Id message, model::Deed::Act, Way);
// Our own message gets other words, there and then here. Throws Error{conflict} for one that is not ours.
store::Message edit(store::Change&, Id message, std::string_view text,
                    const std::optional<std::string>& subject);
// Our own message is deleted over there; for a while that can be undone.
store::Message erase(store::Change&, Id message, Way);
void follow(store::Change&, Id channel, Id identity, Way);

}  // namespace inbox
