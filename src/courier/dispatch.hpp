#pragma once
#include <map>
#include <memory>
#include <string>

#include "courier/opening.hpp"
#include "store/jobs.hpp"
#include "store/messages.hpp"

// The way out: queued messages leave the house, once.
namespace courier {

// A job is `sending`, durably, before anything leaves. If we do not see the end (a crash, a lost line),
// it becomes `unknown` and is settled by looking at the other side or by a person, never by sending
// again blindly. For one thread.
class Dispatch {
public:
    // `owner` names this run of this process.
    Dispatch(const Post& post, std::string owner) : post_(post), owner_(std::move(owner)) {}

    // Sends what is due; true when there was anything.
    bool step();
    // Looks after sends whose end nobody saw: `all` at the start of a house that has only one process.
    enum class Abandoned { expired, all };
    void recover(Abandoned);

private:
    void send(const store::Job&);
    void settle(const store::Job&, const store::Message&, const channels::Receipt&);
    void refuse(const store::Job&, const store::Message&, const channels::ChannelError&);
    void look_for(const store::Job&);
    channels::Connector& connector(const store::Channel&);

    const Post& post_;
    std::string owner_;
    std::map<Id, std::unique_ptr<channels::Connector>> open_;
};

// What a channel is told to send for a message, with its attachments' bytes.
model::Outgoing outgoing(const Post&, Id workspace, const store::Message&);

}  // namespace courier
