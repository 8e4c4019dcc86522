#pragma once
#include "channels/connector.hpp"
#include "courier/claims.hpp"
#include "store/messages.hpp"

namespace courier {

// What is new about a message that is here already: its author changed the words, or somebody voted. What we
// have not sent yet is ours alone.
void renew(store::Change&, const store::Message& known, const model::Inbound&);

// Whether renew() could find anything; most that is fetched again is as it was.
inline bool may_be_news(const model::Inbound& item) {
    return item.edited_at || item.extra.contains("poll");
}

// The edits and reactions of a batch.
void take_news(store::Change&, Claims&, Id channel, const channels::Batch&);

}  // namespace courier
