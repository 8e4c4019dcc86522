#include "listening/follower.hpp"

#include <algorithm>
#include <chrono>

#include "listening/reading_back.hpp"

namespace listening {
namespace {
std::vector<Id> workspaces(db::Tx& tx) {
    std::vector<Id> all;
    for (const auto& row : tx.query("SELECT workspace_id FROM workspace")) all.push_back(row.id(0));
    return all;
}

struct Touched {
    std::set<Id> messages, topics;

    void operator()(const model::MessageAdded& e) {
        if (e.direction == model::name(model::Direction::inbound)) messages.insert(e.message);
    }
    void operator()(const model::MessageChanged& e) {
        if (e.why != "delivery") messages.insert(e.message);
    }
    void operator()(const model::TopicChanged& e) { topics.insert(e.topic); }
    void operator()(const auto&) {}
};

bool stands(const std::optional<store::Topic>& topic) {
    return topic && !topic->removed_at;
}

// What a new or changed topic has heard so far, before it has read anything.
void settle(db::Tx& index, Id workspace, Id id, const std::optional<store::Topic>& topic) {
    if (stands(topic))
        store::begin_topic_reading(index, workspace, id, topic->query);
    else
        store::forget_topic(index, workspace, id);
}
}  // namespace

// A stretch of the journal and what it is about, as it is now.
struct Follower::Piece {
    std::int64_t from = 0, to = 0;
    std::map<Id, std::optional<store::Topic>> topics;
    std::vector<Id> messages;
    std::vector<Said> said;
};

bool Follower::advance() {
    bool any = false;
    std::map<Id, std::int64_t> reached;
    for (auto workspace : store_.truth.read([](db::Tx& tx) { return workspaces(tx); })) {
        auto& room = rooms_[workspace];
        if (!room.open) open(workspace, room);
        any = follow(workspace, room) || any;
        any = read_back(workspace, room) || any;
        reached[workspace] = room.seq;
    }
    tell(reached);
    return any;
}

void Follower::finish() {
    while (advance()) continue;
}

void Follower::tell(const std::map<Id, std::int64_t>& reached) {
    std::lock_guard lock(mutex_);
    told_ = reached;
    moved_.notify_all();
}

bool Follower::caught_up(Id workspace, std::int64_t milliseconds) const {
    auto head = store_.truth.read([&](db::Tx& tx) { return store::journal_head(tx, workspace); });
    std::unique_lock lock(mutex_);
    return moved_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] {
        auto found = told_.find(workspace);
        return head == 0 || (found != told_.end() && found->second >= head);
    });
}

// Where nothing was read yet, the topics begin at the journal's end and read back from there: the journal
// from its beginning would say the same, later and oldest first.
void Follower::open(Id workspace, Room& room) {
    std::int64_t head = 0;
    std::vector<store::Topic> topics;
    store_.truth.read([&](db::Tx& tx) {
        head = store::journal_head(tx, workspace);
        topics = store::topics(tx, workspace);
    });
    auto known = store_.index.read([&](db::Tx& index) { return store::topic_progress(index, workspace); });
    if (!known)
        store_.index.write([&](db::Tx& index) {
            store::begin_topics(index, workspace, head);
            for (const auto& topic : topics)
                store::begin_topic_reading(index, workspace, topic.id, topic.query);
        });
    std::vector<Id> old;
    for (const auto& [place, key] : keys_)
        if (place.workspace == workspace) old.push_back(place.topic);
    for (auto id : old) listen_for(workspace, id, std::nullopt);
    for (const auto& topic : topics) listen_for(workspace, topic.id, topic);
    room = {.open = true, .behind = true, .seq = known.value_or(head)};
}

Follower::Piece Follower::next_piece(db::Tx& truth, Id workspace, const Room& room) const {
    Piece piece;
    piece.from = piece.to = room.seq;
    auto head = store::journal_head(truth, workspace);
    if (head <= room.seq) return piece;
    auto entries = store::journal(truth, workspace, room.seq, size_);
    // A piece of which nothing is known to this version is passed over.
    piece.to =
        entries.empty() ? std::min(head, room.seq + static_cast<std::int64_t>(size_)) : entries.back().seq;
    Touched touched;
    for (const auto& entry : entries) std::visit(touched, entry.event);
    for (auto id : touched.topics) piece.topics[id] = store::topic(truth, workspace, id);
    if (piece.topics.empty() && !listens(workspace)) return piece;
    piece.messages.assign(touched.messages.begin(), touched.messages.end());
    piece.said = said(truth, workspace, piece.messages);
    return piece;
}

bool Follower::follow(Id workspace, Room& room) {
    auto piece = store_.truth.read([&](db::Tx& tx) { return next_piece(tx, workspace, room); });
    if (piece.to == piece.from) return false;
    for (const auto& [id, topic] : piece.topics) listen_for(workspace, id, topic);
    auto hits = heard(workspace, piece.said);
    bool ours = store_.index.write([&](db::Tx& index) {
        // Another node reads here, too, and goes on.
        if (!store::move_topic_progress(index, workspace, piece.from, piece.to)) return false;
        for (const auto& [id, topic] : piece.topics) settle(index, workspace, id, topic);
        store::replace_topic_hits(index, workspace, piece.messages, hits);
        return true;
    });
    room.open = ours, room.seq = ours ? piece.to : room.seq;
    room.behind = room.behind || !piece.topics.empty();
    return true;
}

bool Follower::listens(Id workspace) const {
    auto first = keys_.lower_bound({workspace, Id{}});
    return first != keys_.end() && first->first.workspace == workspace;
}

// A topic that is gone, removed or cannot be understood by this version is listened for no more.
void Follower::listen_for(Id workspace, Id id, const std::optional<store::Topic>& topic) {
    Place place{workspace, id};
    auto query = stands(topic) ? understood(topic->query) : std::nullopt;
    auto known = keys_.find(place);
    if (query) {
        if (known == keys_.end()) known = keys_.emplace(place, ++last_key_).first;
        places_[known->second] = place;
        matcher_.add(known->second, *query);
    } else if (known != keys_.end()) {
        matcher_.remove(known->second);
        places_.erase(known->second);
        keys_.erase(known);
    }
}

std::set<store::TopicHit> Follower::heard(Id workspace, const std::vector<Said>& said) {
    std::set<store::TopicHit> hits;
    for (const auto& each : said) {
        matcher_.match(each.post(), found_);
        for (auto key : found_)
            if (const auto& place = places_.at(key); place.workspace == workspace)
                hits.insert({place.topic, each.message});
    }
    return hits;
}

bool Follower::read_back(Id workspace, Room& room) {
    if (!room.open || !room.behind) return false;
    room.behind = read_back_once(store_, workspace, room.seq, size_);
    return room.behind;
}
}  // namespace listening
