#include "store/index_counts.hpp"

#include "db/dialect.hpp"

namespace store {
std::unordered_map<Id, Standing> standings(db::Tx& index, Id workspace,
                                           const std::vector<Id>& conversations) {
    const auto among = db::listed(index.dialect(), "$2", db::Listed::ids);
    std::unordered_map<Id, Standing> found;
    for (const auto& row :
         index.query("SELECT conversation_id, channel_id, assignee_id, closed_at, heard FROM inbox_row "
                     "WHERE workspace_id = $1 AND conversation_id IN " +
                         among,
                     workspace, conversations))
        found[row.id(0)] = {row.id(1), row.id(2), row.time(3), row.flag(4), {}};
    for (const auto& row :
         index.query("SELECT conversation_id, label FROM inbox_label WHERE workspace_id = $1 AND "
                     "conversation_id IN " +
                         among,
                     workspace, conversations))
        found[row.id(0)].labels.insert(row.text(1));
    return found;
}

void Counting::count(const Standing& s, std::int64_t by) {
    if (s.closed_at) {
        changes_[{"closed", ""}] += by;
        return;
    }
    if (s.heard) {
        changes_[{"heard", ""}] += by;
        return;
    }
    changes_[{"open", ""}] += by;
    changes_[{"channel", s.channel.text()}] += by;
    changes_[{"assignee", s.assignee.text()}] += by;
    for (const auto& label : s.labels) changes_[{"label", label}] += by;
}

void Counting::write(db::Tx& index, Id workspace) const {
    for (const auto& [what, by] : changes_)
        if (by != 0)
            index.post(
                "INSERT INTO inbox_count (workspace_id, kind, key, conversations) VALUES ($1, $2, $3, $4) "
                "ON CONFLICT (workspace_id, kind, key) DO UPDATE SET conversations = "
                "inbox_count.conversations + excluded.conversations",
                workspace, what.first, what.second, by);
}
}  // namespace store
