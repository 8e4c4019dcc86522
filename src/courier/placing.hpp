#pragma once
#include "courier/known.hpp"

namespace courier {

// Where a message belongs.
struct Place {
    Id conversation;
    Id parent;                  // none: it answers nothing that is here
    std::string parent_remote;  // set instead while the parent is not here
    bool unproven = false;      // it claims to answer something that its author has no part in
    bool awaited = false;       // answers to it came before it
};

// Finds the conversation of an inbound message or makes one. A reply joins its parent's conversation if
// the network vouches for it or its author already takes part there; otherwise the claim grants
// nothing. A conversation that waited for this very message takes it in, and joins the parent's when both
// turn out to be one thread.
Place place(store::Change&, Known&, Id channel, const model::Inbound&, const store::Identity& author);

}  // namespace courier
