#pragma once
#include "api/app.hpp"
#include "inbox/compose.hpp"
#include "store/channels.hpp"

namespace api {

// What holds at one channel: what its server told us, or what is usual for the network.
channels::Limits limits(const channels::Network&, const store::Channel&);

// The audiences an answer to `parent` may have, from the widest: never wider than what it answers. All of
// them when it answers nothing.
std::span<const channels::Audience> audiences(const channels::Network&,
                                              const std::optional<store::Message>& parent);

// The handles that an answer in the conversation is addressed to.
std::vector<std::string> named(db::Tx&, Id workspace, Id conversation);

// How what somebody wrote to those `named` is to appear: audience, warning, question. Throws
// Error{bad_request} for what the network does not know, would refuse, or what would be seen by more people
// than what it answers.
inbox::Shown shown(const Body&, const channels::Network&, const store::Channel&,
                   const std::optional<store::Message>& parent, const std::vector<std::string>& named);

}  // namespace api
