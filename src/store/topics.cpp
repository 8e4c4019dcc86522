#include "store/topics.hpp"

namespace store {
namespace {
constexpr std::string_view select_all =
    "SELECT id, name, query, goal, owner_id, review_on, made_by, created_at, changed_at, removed_at FROM "
    "topic WHERE ";

Topic read(const db::Row& row) {
    return {row.id(0),   row.text(1), row.text(2), row.text(3), row.id(4),
            row.time(5), row.text(6), row.time(7), row.time(8), row.time(9)};
}
}  // namespace

Id add_topic(Change& change, const Topic& topic) {
    auto id = change.fresh();
    change.tx.run(
        "INSERT INTO topic (workspace_id, id, name, query, goal, owner_id, review_on, made_by, created_at, "
        "changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        change.workspace, id, topic.name, topic.query, topic.goal, topic.owner, topic.review_on,
        change.actor.name, change.at);
    change.tell(model::TopicChanged{id});
    return id;
}

void change_topic(Change& change, const Topic& topic) {
    change.tx.run(
        "UPDATE topic SET name = $3, query = $4, goal = $5, owner_id = $6, review_on = $7, changed_at = $8 "
        "WHERE workspace_id = $1 AND id = $2",
        change.workspace, topic.id, topic.name, topic.query, topic.goal, topic.owner, topic.review_on,
        change.at);
    change.tell(model::TopicChanged{topic.id});
}

bool remove_topic(Change& change, Id id) {
    auto removed =
        change.tx.run(
            "UPDATE topic SET removed_at = $3 WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL",
            change.workspace, id, change.at) == 1;
    if (removed) change.tell(model::TopicChanged{id});
    return removed;
}

bool restore_topic(Change& change, Id id) {
    auto restored =
        change.tx.run(
            "UPDATE topic SET removed_at = NULL WHERE workspace_id = $1 AND id = $2 AND removed_at IS NOT "
            "NULL",
            change.workspace, id) == 1;
    if (restored) change.tell(model::TopicChanged{id});
    return restored;
}

std::optional<Topic> topic(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Topic> topics(db::Tx& tx, Id workspace) {
    static const auto sql = std::string(select_all) + "workspace_id = $1 AND removed_at IS NULL ORDER BY id";
    std::vector<Topic> all;
    for (const auto& row : tx.query(sql, workspace)) all.push_back(read(row));
    return all;
}
}  // namespace store
