#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "base/seal.hpp"
#include "channels/connector.hpp"
#include "store/channels.hpp"
#include "store/files.hpp"
#include "store/store.hpp"

namespace courier {

// What connectors have renewed of their own secrets, so that nobody takes it for a change by a member.
struct Renewals {
    std::mutex turn;  // held while one renews: they are rare, and the order of two is what matters
    std::mutex mutex;
    std::map<Id, std::string> sealed;
};

// All that is needed to open a channel; everything lives longer than the courier.
struct Post {
    const store::Store& store;
    const store::Files& files;
    const Seal& seal;
    const channels::Surroundings& surroundings;
    // Opens channels instead of their networks when set: the other side of the demo and of tests.
    std::function<std::unique_ptr<channels::Connector>(const store::Channel&)> opener = {};
    std::shared_ptr<Renewals> renewals = std::make_shared<Renewals>();
};

// The channel's options with its secrets opened. Throws ChannelError{reauthorise} when they cannot be
// read (another key file).
channels::ChannelConfig config(const Post&, const store::Channel&);
// Whether these stored secrets come from the channel's own connector.
bool renewed_by_itself(const Post&, const store::Channel&);
// Throws ChannelError.
std::unique_ptr<channels::Connector> open(const Post&, const store::Channel&);

}  // namespace courier
