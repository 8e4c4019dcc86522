#pragma once
#include <optional>

#include "api/app.hpp"
#include "store/channels.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"

namespace api {

// How to say something to one handle that nobody else sees.
struct PrivateWay {
    store::Channel channel;
    std::string audience = {};  // the narrowest of the network, where it has several
    Id conversation = {};       // where nothing can be begun: the talk with this handle alone
};

// By a channel that works and by which they talked with us last; nullopt when there is none.
std::optional<PrivateWay> private_way(db::Tx&, Id workspace, const store::Identity&);

struct PrivateWords {
    std::string subject, text;
    json::object extra = {};
};
// Queues it. To this handle alone, whatever was answered to whom before.
store::Message say_privately(store::Change&, const PrivateWay&, const store::Identity&, const PrivateWords&);

}  // namespace api
