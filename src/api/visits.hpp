#pragma once
#include "api/app.hpp"
#include "api/routes.hpp"
#include "channels/visits.hpp"
#include "net/server.hpp"
#include "store/channels.hpp"
#include "store/visitors.hpp"

// The chat window on the company's own page: routes below /chat/{key}/ for people who are no members. Nothing
// is believed but a token in the Authorization header; there is no cookie, and no page but those that the
// channel lists hears an answer.
namespace api {

// The channel that a visitor stands before, open.
struct Door {
    store::Channel channel;
    const channels::Visits* visits;
    channels::ChannelConfig config;
    std::string origin;  // of the page; "" for a page of our own
};

// The public name of a channel in addresses: not a secret, and nobody can make one up.
std::string door_key(Id workspace, Id channel, std::string_view signing_key);

// Runs a route for visitors: who may ask at all, and how often; adds what a browser wants to hear. Never
// throws.
net::Response for_visitor(const Route&, Call&);
// The browser's question before it asks (CORS preflight), and what it means to ask.
net::Method asked_for(const net::Request&);
net::Response may_ask(App&, const net::Request&, const std::map<std::string, std::string>& params);
// Whether this visitor may send a large file now; it goes to the disk.
net::Admission admit_file(Call&);
inline constexpr std::uint64_t largest_visitor_file = 10u << 20;

// Whose token this is. Throws Error{unauthenticated}; a blocked one gets Error{forbidden}.
store::Visitor visitor_of(const Call&);
// Whom an address counts for: one IPv6 address comes with the 2^64 beside it.
std::string counted(const net::Request&);
// Takes one from an allowance. Throws Error{rate_limited} with the seconds to wait.
void take(net::RateLimit&, const std::string& key, double cost = 1);

// What members see of the window: its key, the tag to paste, a page to try it.
json::value window_of(const Call&, db::Tx&, const store::Channel&);

}  // namespace api
