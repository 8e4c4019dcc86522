#pragma once
#include "courier/doors.hpp"
#include "store/messages.hpp"
#include "store/reactions.hpp"

namespace courier {

// Likes, boosts, follows, edits and deletions on their way out. Doing one twice is the same as once, so an
// unsure end is simply tried again. For one thread.
class Deeds {
public:
    Deeds(const Post& post, Doors& doors) : post_(post), doors_(doors) {}
    void send(const store::Job&);
    // Its end was not seen: back into the queue.
    void again(const store::Job&);

private:
    struct Work {
        store::Deed deed;
        store::Channel channel;
        std::optional<store::Message> message;
        model::Deed told;
    };
    std::optional<Work> gather(const store::Job&);
    void done(const store::Job&, const Work&, const channels::Receipt&);
    void refused(const store::Job&, const Work&, const channels::ChannelError&);

    const Post& post_;
    Doors& doors_;
};

}  // namespace courier
