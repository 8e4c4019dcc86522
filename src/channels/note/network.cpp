#include "channels/note/canonical.hpp"

namespace channels {
extern const Network note_network;
const Network note_network{
    .id = "note",
    .label = "Note",
    .help =
        "A phone call, a visit or a letter that a member writes down. It stands in the person's history like "
        "any other message. There is nothing to connect.",
    .limits = {},
    .can = {.receive = false, .start = true, .subject = true, .attach = true, .erase = true},
    .visibility = model::Visibility::private_,
    .options = {},
    .canonical = note::canonical,
};
}  // namespace channels
