#pragma once
#include <deque>
#include <map>
#include <string>

#include "courier/carrying.hpp"
#include "courier/deeds.hpp"
#include "courier/doors.hpp"
#include "store/jobs.hpp"
#include "store/messages.hpp"

// The way out: queued messages leave the house, once.
namespace courier {

// How long a node that falls silent keeps what it reads and sends; it renews that three times as often.
inline constexpr std::int64_t lease_ms = 45 * second_ms;
// What is not on the other side may still be on its way: it waits in a queue there after we were killed or
// ran out of patience. Only this long after the doubt began does its absence prove anything.
inline constexpr std::int64_t arrives_within_ms = 2 * minute_ms;

// A job is `sending`, durably, before anything leaves. If we do not see the end (a crash, a lost line),
// it becomes `unknown` and is settled by looking at the other side or by a person, never by sending
// again blindly. One at a time, so that a crash leaves one in doubt. For one thread.
class Dispatch {
public:
    // `owner` names the node, in this life and the next; no other that lives has this name.
    Dispatch(const Post& post, std::string owner)
        : post_(post),
          owner_(std::move(owner)),
          doors_(post),
          deeds_(post, doors_),
          carrying_(post, doors_) {}

    // Sends one that is due; false when there was none.
    bool step();
    // Finds sends whose end nobody saw: those of nodes that fell silent, and our own of before. They are in
    // doubt from then on, and are queued for look(); the first time all are that are in doubt.
    void recover();
    // Looks for one of them on the other side, which may take seconds; false when none is to be looked for
    // now.
    bool look();

private:
    // How a send ended, to be written down as soon as the database takes it.
    struct Ended {
        store::Job job;
        Id conversation;
        std::string state, text;
        Time run_at = {};
        std::string remote_id = {}, url = {};
        bool needs_login = false;
    };
    Ended send(const store::Job&, const store::Message&, const store::Channel&);
    Ended refused(const store::Job&, const store::Message&, const channels::ChannelError&);
    void write_down();
    bool give_up(const store::Job&);
    void doubt(const store::Job&, Time look_at);
    void look_for(Id workspace, Id job);
    void settle(const store::Job&, const store::Message&, const channels::Sighting&);
    std::optional<channels::Sighting> sighting(const store::Job&, const store::Message&,
                                               const store::Channel&);
    channels::Sighting search(const store::Job&, const store::Message&, const store::Channel&);

    const Post& post_;
    std::string owner_;
    Doors doors_;
    Deeds deeds_;
    Carrying carrying_;
    std::deque<Ended> ended_;
    struct Doubt {
        Id workspace;
        Time look_at;
    };
    // A channel that could not be asked.
    struct Silence {
        Time until;
        std::int64_t ms;
    };
    std::map<Id, Doubt> doubts_;    // by job
    std::map<Id, Silence> silent_;  // by channel
    bool recovered_ = false;        // since this process started
};

// What a channel is told to send for a message, with its attachments' bytes.
model::Outgoing outgoing(const Post&, Id workspace, const store::Message&);

}  // namespace courier
