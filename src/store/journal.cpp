#include "store/journal.hpp"

#include "db/dialect.hpp"

namespace store {
std::int64_t append(db::Tx& tx, Id workspace, Time at, std::span<const model::Event> events) {
    if (events.empty()) return journal_head(tx, workspace);
    db::lock_journal(tx, workspace);
    auto seq = journal_head(tx, workspace);
    const auto first = seq + 1;
    for (const auto& event : events)
        tx.post("INSERT INTO event (workspace_id, seq, at, type, payload) VALUES ($1, $2, $3, $4, $5)",
                workspace, ++seq, at, model::type(event), json::serialize(model::payload(event)));
    db::notify(tx, "journal");
    return first;
}

std::vector<model::Entry> journal(db::Tx& tx, Id workspace, std::int64_t since, std::size_t limit) {
    std::vector<model::Entry> entries;
    tx.each(
        [&](const db::Row& row) {
            auto payload = json::parse(row.text(3));
            auto event = payload ? model::event(row.text(2), *payload) : std::nullopt;
            if (event) entries.push_back({workspace, row.integer(0), row.time(1), *event});
            return true;
        },
        "SELECT seq, at, type, payload FROM event WHERE workspace_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        workspace, since, static_cast<std::int64_t>(limit));
    return entries;
}

std::int64_t journal_head(db::Tx& tx, Id workspace) {
    return tx.one("SELECT max(seq) FROM event WHERE workspace_id = $1", workspace)->integer(0);
}
}  // namespace store
