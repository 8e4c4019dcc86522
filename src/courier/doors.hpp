#pragma once
#include <map>
#include <memory>
#include <string>

#include "courier/opening.hpp"
#include "store/jobs.hpp"

namespace courier {

// The connectors by which messages leave, opened when first wanted. For one thread.
class Doors {
public:
    explicit Doors(const Post& post) : post_(post) {}
    // Opened anew when the channel's options or secrets have changed. Throws ChannelError.
    channels::Connector& of(const store::Channel&);
    void close(Id channel) { open_.erase(channel); }

private:
    struct Held {
        json::object options;
        std::string secrets;
        std::unique_ptr<channels::Connector> connector;
    };
    const Post& post_;
    std::map<Id, Held> open_;
};

// Whether what failed so should be tried again, and when: as the other side asked, else later and later.
bool try_again(const store::Job&, const channels::ChannelError&);
Time next_try(const store::Job&, const channels::ChannelError&, Time now);

}  // namespace courier
