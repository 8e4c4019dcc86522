#include "store/topic_hits.hpp"

#include <algorithm>
#include <iterator>

#include "db/dialect.hpp"

namespace store {
namespace {
// What was sent at this time or later has at least this key.
Id first_key(Time at) {
    return Id::at(at, 0);
}

std::set<TopicHit> known_hits(db::Tx& index, Id workspace, const std::vector<Id>& messages) {
    auto sql = "SELECT topic_id, message_id FROM topic_hit WHERE workspace_id = $1 AND message_id IN " +
               db::listed(index.dialect(), "$2", db::Listed::ids);
    std::set<TopicHit> found;
    for (const auto& row : index.query(sql, workspace, messages)) found.insert({row.id(0), row.id(1)});
    return found;
}
}  // namespace

std::optional<std::int64_t> topic_progress(db::Tx& index, Id workspace) {
    auto row = index.one("SELECT seq FROM topic_progress WHERE workspace_id = $1", workspace);
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

void begin_topics(db::Tx& index, Id workspace, std::int64_t seq) {
    index.run("DELETE FROM topic_hit WHERE workspace_id = $1", workspace);
    index.run("DELETE FROM topic_reading WHERE workspace_id = $1", workspace);
    index.run(
        "INSERT INTO topic_progress (workspace_id, seq) VALUES ($1, $2) ON CONFLICT (workspace_id) DO UPDATE "
        "SET seq = excluded.seq",
        workspace, seq);
}

bool move_topic_progress(db::Tx& index, Id workspace, std::int64_t from, std::int64_t to) {
    return index.run("UPDATE topic_progress SET seq = $3 WHERE workspace_id = $1 AND seq = $2", workspace,
                     from, to) == 1;
}

std::vector<TopicReading> topic_readings(db::Tx& index, Id workspace) {
    std::vector<TopicReading> all;
    for (const auto& row : index.query(
             "SELECT topic_id, query, below FROM topic_reading WHERE workspace_id = $1 ORDER BY topic_id",
             workspace))
        all.push_back({row.id(0), row.text(1), row.id(2)});
    return all;
}

std::optional<TopicReading> topic_reading(db::Tx& index, Id workspace, Id topic) {
    auto row = index.one("SELECT query, below FROM topic_reading WHERE workspace_id = $1 AND topic_id = $2",
                         workspace, topic);
    return row ? std::optional(TopicReading{topic, row->text(0), row->id(1)}) : std::nullopt;
}

void begin_topic_reading(db::Tx& index, Id workspace, Id topic, std::string_view query) {
    auto known = topic_reading(index, workspace, topic);
    if (known && known->query == query) return;
    forget_topic(index, workspace, topic);
    index.run("INSERT INTO topic_reading (workspace_id, topic_id, query, below) VALUES ($1, $2, $3, $4)",
              workspace, topic, query, above_all_messages);
}

void forget_topic(db::Tx& index, Id workspace, Id topic) {
    index.run("DELETE FROM topic_hit WHERE workspace_id = $1 AND topic_id = $2", workspace, topic);
    index.run("DELETE FROM topic_reading WHERE workspace_id = $1 AND topic_id = $2", workspace, topic);
}

bool move_topic_reading(db::Tx& index, Id workspace, const TopicReading& from, Id below) {
    return index.run(
               "UPDATE topic_reading SET below = $5 WHERE workspace_id = $1 AND topic_id = $2 AND query = $3 "
               "AND below = $4",
               workspace, from.topic, from.query, from.below.value, below.value) == 1;
}

void add_topic_hits(db::Tx& index, Id workspace, const std::set<TopicHit>& hits) {
    for (const auto& hit : hits)
        index.post(
            "INSERT INTO topic_hit (workspace_id, topic_id, message_id) VALUES ($1, $2, $3) ON CONFLICT DO "
            "NOTHING",
            workspace, hit.topic, hit.message);
}

void replace_topic_hits(db::Tx& index, Id workspace, const std::vector<Id>& messages,
                        const std::set<TopicHit>& hits) {
    if (messages.empty()) return;
    auto known = known_hits(index, workspace, messages);
    std::set<TopicHit> fresh;
    std::ranges::set_difference(hits, known, std::inserter(fresh, fresh.end()));
    for (const auto& old : known)
        if (!hits.contains(old))
            index.post("DELETE FROM topic_hit WHERE workspace_id = $1 AND topic_id = $2 AND message_id = $3",
                       workspace, old.topic, old.message);
    add_topic_hits(index, workspace, fresh);
}

std::vector<Id> topic_hits(db::Tx& index, Id workspace, Id topic, Id before, std::size_t limit) {
    std::vector<Id> found;
    for (const auto& row : index.query(
             "SELECT message_id FROM topic_hit WHERE workspace_id = $1 AND topic_id = $2 AND message_id < $3 "
             "ORDER BY message_id DESC LIMIT $4",
             workspace, topic, before ? before : above_all_messages, static_cast<std::int64_t>(limit)))
        found.push_back(row.id(0));
    return found;
}

std::vector<TopicCount> topic_counts(db::Tx& index, Id workspace, Time now) {
    std::vector<TopicCount> all;
    for (const auto& row : index.query(
             "SELECT topic_id, count(*) FILTER (WHERE message_id >= $3), count(*) FILTER (WHERE message_id < "
             "$3) FROM topic_hit WHERE workspace_id = $1 AND message_id >= $2 GROUP BY topic_id",
             workspace, first_key(now - 2 * day_ms), first_key(now - day_ms)))
        all.push_back({row.id(0), row.integer(1), row.integer(2)});
    return all;
}
}  // namespace store
