#pragma once
#include "courier/doors.hpp"
#include "store/messages.hpp"
#include "store/visitors.hpp"

namespace courier {

// An answer that is where a visitor reads it, while the visitor may have left: if he agreed, a job looks
// after some minutes whether he has seen it. For messages of other networks this does nothing.
void carry_later(store::Change&, Id message);

// The channel by which talks of this one go on; none when no such channel is connected.
std::optional<store::Channel> carrier(db::Tx&, const store::Channel&);

// Takes answers to those who have left, by another channel: one letter for all that they have not seen, once.
// How it went stands in the `extra` of the answer: "carried": {"to","by","state","job","error"?}. For one
// thread.
class Carrying {
public:
    Carrying(const Post& post, Doors& doors) : post_(post), doors_(doors) {}
    void send(const store::Job&);
    // Its end was not seen: in doubt from then on. False when it is in other hands meanwhile.
    bool give_up(const store::Job&, const std::string& owner);
    // Looks for one in doubt on the other side.
    void look(const store::Job&);

private:
    struct Work {
        store::Message message;
        store::Visitor visitor;
        store::Channel channel;
        std::optional<store::Channel> carrier;
        model::Outgoing letter;
    };
    std::optional<Work> gather(const store::Job&);
    std::optional<store::Job> claim(const store::Job&);
    void write(Work&, const store::Job&);
    void end(const store::Job&, const Work&, const char* from, std::string_view state,
             const std::string& error, const std::string& remote = {}, Time run_at = {});
    void refused(const store::Job&, const Work&, const channels::ChannelError&);

    const Post& post_;
    Doors& doors_;
};

}  // namespace courier
