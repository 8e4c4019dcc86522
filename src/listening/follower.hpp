#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "listening/matcher.hpp"
#include "listening/said.hpp"
#include "store/topic_hits.hpp"
#include "store/topics.hpp"

namespace listening {

// Keeps what topics have heard up to the journal, and holds what was said before against a topic that is new
// or asks something else, newest first. Every hit is a function of the truth, so that applying an event twice
// changes nothing, and how far it is is kept in the transaction of the hits: it may be killed anywhere, and
// the whole may be deleted. What a channel or a person was called when the message was looked at counts.
// One thread of a process calls advance(); caught_up() may come from any.
class Follower {
public:
    // `store` lives longer. `piece`: so many lines of the journal, or messages, are looked at in one go.
    explicit Follower(const store::Store& store, std::size_t piece = 1'000) : store_(store), size_(piece) {}

    // Reads on by one piece in every workspace, forward and back; true when there was anything to do.
    bool advance();
    // advance() until there is nothing left.
    void finish();
    // Blocks until all that was in the journal of the workspace when this was called has been heard, and new
    // topics have looked at the newest messages, or `milliseconds` have passed (false).
    bool caught_up(Id workspace, std::int64_t milliseconds) const;

private:
    using Key = Matcher::Key;
    struct Place {
        Id workspace, topic;
        auto operator<=>(const Place&) const = default;
    };
    // How far this process knows a workspace to be.
    struct Room {
        bool open = false, behind = true;  // behind: something may be left to be read back
        std::int64_t seq = 0;
    };
    struct Piece;

    void open(Id workspace, Room&);
    bool follow(Id workspace, Room&);
    Piece next_piece(db::Tx& truth, Id workspace, const Room&) const;
    bool listens(Id workspace) const;
    void listen_for(Id workspace, Id topic, const std::optional<store::Topic>&);
    std::set<store::TopicHit> heard(Id workspace, const std::vector<Said>&);
    bool read_back(Id workspace, Room&);
    void tell(const std::map<Id, std::int64_t>& reached);

    const store::Store& store_;
    const std::size_t size_;
    // One matcher for all workspaces: what it tells counts where the topic belongs.
    Matcher matcher_;
    std::map<Place, Key> keys_;
    std::unordered_map<Key, Place> places_;
    Key last_key_ = 0;
    std::vector<Key> found_;
    std::map<Id, Room> rooms_;
    mutable std::mutex mutex_;
    mutable std::condition_variable moved_;
    std::map<Id, std::int64_t> told_;  // under the mutex
};

}  // namespace listening
