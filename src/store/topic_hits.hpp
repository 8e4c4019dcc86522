#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/store.hpp"

// Tables topic_progress, topic_reading, topic_hit of the index: which messages each topic has heard.
namespace store {

// The seq up to which the journal has been read for topics; none where nothing was read yet.
std::optional<std::int64_t> topic_progress(db::Tx& index, Id workspace);
// Forgets every hit and every reading of the workspace and begins after `seq`.
void begin_topics(db::Tx& index, Id workspace, std::int64_t seq);
// False when somebody else has read on meanwhile. Holds others back until the transaction ends.
bool move_topic_progress(db::Tx& index, Id workspace, std::int64_t from, std::int64_t to);

// How much of what was said before has been held against a topic.
struct TopicReading {
    Id topic;
    std::string query;  // what its hits meet
    Id below;           // messages with lower keys have not been; none: all have
};
constexpr Id above_all_messages{std::numeric_limits<std::int64_t>::max()};

std::vector<TopicReading> topic_readings(db::Tx& index, Id workspace);
std::optional<TopicReading> topic_reading(db::Tx& index, Id workspace, Id topic);
// The hits of another query go, and everything is to be read for this one; nothing happens if it is the same.
void begin_topic_reading(db::Tx& index, Id workspace, Id topic, std::string_view query);
void forget_topic(db::Tx& index, Id workspace, Id topic);
// False when it is not as it was any more.
bool move_topic_reading(db::Tx& index, Id workspace, const TopicReading& from, Id below);

struct TopicHit {
    Id topic, message;
    auto operator<=>(const TopicHit&) const = default;
};
// These hits more; those that are here already stay.
void add_topic_hits(db::Tx& index, Id workspace, const std::set<TopicHit>&);
// Of these messages, these hits and no others.
void replace_topic_hits(db::Tx& index, Id workspace, const std::vector<Id>& messages,
                        const std::set<TopicHit>&);

// Messages that a topic has heard, newest first, older than `before` (none: the newest).
std::vector<Id> topic_hits(db::Tx& index, Id workspace, Id topic, Id before, std::size_t limit);

// How many a topic has heard lately.
struct TopicCount {
    Id topic;
    std::int64_t day = 0, day_before = 0;  // the last 24 hours, and the 24 before
};
std::vector<TopicCount> topic_counts(db::Tx& index, Id workspace, Time now);

}  // namespace store
