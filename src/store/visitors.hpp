#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

// Tables visitor and block: who writes in a window on the company's own page, and who may not.
namespace store {

struct Visitor {
    Id workspace, id, channel;
    std::string handle, name;
    std::string email;    // or ""
    Time carry_on_at;     // agreed to answers by mail; none: did not
    std::string vouched;  // JSON of what the site signed, or ""
    Time created_at, expires_at, seen_at, wrote_at;
    Id carried_to;
    std::string carried_remote;
};

// The key is the visitor's own (it may be part of the handle); seen from now on.
void add_visitor(Change&, const Visitor&, std::string_view token_hash);
// Only one whose session has not ended or run out.
std::optional<Visitor> visitor_of_token(db::Tx&, Id workspace, Id channel, std::string_view token_hash,
                                        Time now);
std::optional<Visitor> visitor(db::Tx&, Id workspace, Id id);
// Every browser of one handle, the last one seen first; at most 20.
std::vector<Visitor> visitors_of(db::Tx&, Id workspace, Id channel, std::string_view handle);
void change_visitor(Change&,
                    const Visitor&);  // name, email, carry_on_at, wrote_at, carried_to, carried_remote
void end_visit(Change&, Id visitor);
// Their windows are open now; not before `at` by any clock of theirs.
void see_visitors(db::Tx&, Id workspace, const std::vector<Id>& visitors, Time at);
// Forgets those whose time is over: all of one who never wrote, the session of the others.
void sweep_visitors(db::Tx&, Time now);

// False when it was so already.
bool block(Change&, Id identity);
bool unblock(Change&, Id identity);
bool blocked(db::Tx&, Id workspace, Id identity);

}  // namespace store
