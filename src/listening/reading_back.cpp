#include "listening/reading_back.hpp"

#include <algorithm>
#include <set>

#include "listening/matcher.hpp"
#include "listening/said.hpp"
#include "store/messages.hpp"
#include "store/topic_hits.hpp"

namespace listening {
namespace {
// The topics that are furthest behind, and where the next ones are.
struct Group {
    std::vector<store::TopicReading> topics;
    Id below, floor;
};

Group furthest_behind(const std::vector<store::TopicReading>& all) {
    Group group;
    for (const auto& each : all) group.below = std::max(group.below, each.below);
    for (const auto& each : all)
        if (each.below == group.below)
            group.topics.push_back(each);
        else
            group.floor = std::max(group.floor, each.below);
    return group;
}

std::set<store::TopicHit> heard(const Group& group, const std::vector<Said>& said) {
    Matcher matcher;
    for (std::size_t i = 0; i < group.topics.size(); ++i)
        if (auto query = understood(group.topics[i].query)) matcher.add(i, *query);
    std::set<store::TopicHit> hits;
    std::vector<Matcher::Key> found;
    for (const auto& each : said) {
        matcher.match(each.post(), found);
        for (auto key : found) hits.insert({group.topics[key].topic, each.message});
    }
    return hits;
}
}  // namespace

std::optional<model::Query> understood(std::string_view query) {
    auto parsed = model::parse_query(query);
    if (auto* found = std::get_if<model::Query>(&parsed)) return std::move(*found);
    return std::nullopt;
}

bool read_back_once(const store::Store& store, Id workspace, std::int64_t seq, std::size_t size) {
    auto group = furthest_behind(
        store.index.read([&](db::Tx& index) { return store::topic_readings(index, workspace); }));
    if (!group.below) return false;
    std::vector<Id> ids;
    auto messages = store.truth.read([&](db::Tx& tx) {
        ids = store::message_ids(tx, workspace, group.below, group.floor, size);
        return said(tx, workspace, ids);
    });
    auto hits = heard(group, messages);
    auto reached = ids.size() == size ? ids.back() : group.floor;
    store.index.write([&](db::Tx& index) {
        if (!store::move_topic_progress(index, workspace, seq, seq)) return;
        for (const auto& topic : group.topics)
            if (!store::move_topic_reading(index, workspace, topic, reached))
                std::erase_if(hits, [&](const auto& hit) { return hit.topic == topic.topic; });
        store::add_topic_hits(index, workspace, hits);
    });
    return true;
}
}  // namespace listening
