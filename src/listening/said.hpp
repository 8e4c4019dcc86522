#pragma once
#include <string>
#include <vector>

#include "listening/post.hpp"
#include "store/store.hpp"

namespace listening {

// A stored message as far as queries ask of it.
struct Said {
    Id message;
    model::Inbound item;
    std::string channel;  // its name
    Time received_at;

    // It is held against queries as of when it came in, so that it is the same later.
    Post post() const { return listening::post(item, channel, {}, received_at); }
};

// Those of these messages that topics hear, in this order: what others said, publicly and privately, to us or
// where we listen; no notes of ours, and nothing whose words are gone. To whom a message speaks is not
// stored: it is whom it answers and whom its words name (@ana).
std::vector<Said> said(db::Tx& truth, Id workspace, const std::vector<Id>& ids);

}  // namespace listening
