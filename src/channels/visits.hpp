#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "model/message.hpp"

// Networks whose people come to a window of ours on the company's own page, instead of us going to them. Pure
// functions of the channel's options; the routes, the sessions, the stream and the limits are the house's.
namespace channels {
struct ChannelConfig;

// Bytes that a body of a visitor may have; files go by a route of their own.
inline constexpr std::size_t largest_visitor_body = 16u << 10;

// Who somebody is whom the site vouches for.
struct Guest {
    std::string handle, name;
    std::optional<model::Claim> also;  // a handle elsewhere that the site has signed is the same human's
};

// What somebody says of himself when a chat begins, or later.
struct Arrival {
    bool consent = false;   // to the chat at all
    bool remember = false;  // to be known again by this browser
    bool carry_on = false;  // to answers by mail once the page is left
    std::string name, email, proof;
};

// One message as the window sends it.
struct Said {
    std::string key;  // of the window's own making: the same for every attempt
    std::string text, page;
    std::vector<std::string> files;  // what the upload of each gave
};

// How a talk goes on when the visitor has left. `channel`: the name or id of a channel; empty: not at all.
struct CarryOn {
    std::string channel;
    std::int64_t after_ms = 0;
};

struct Line {
    bool ours = false;
    std::string who, text;
    std::size_t files = 0;
};

struct Visits {
    // How the window looks and what it says, for anybody.
    json::object (*window)(const ChannelConfig&, Time now);
    // May a page of this origin (RFC 6454) show it?
    bool (*welcome)(const ChannelConfig&, std::string_view origin);
    // Each throws Error{bad_request}, naming the field, for a body that is none.
    Arrival (*arrival)(std::string_view body);
    Said (*said)(std::string_view body);
    // Throws Error{forbidden} with the reason when the site has not signed this.
    Guest (*vouched)(const ChannelConfig&, std::string_view proof, Time now);
    CarryOn (*carry_on)(const ChannelConfig&);
    // The mail with `answers`, and what was said `before` them.
    model::Outgoing (*letter)(const ChannelConfig&, const std::vector<Line>& answers,
                              const std::vector<Line>& before);
    // The name under which a member answers there.
    std::string (*signature)(const ChannelConfig&, std::string_view member);
};

}  // namespace channels
