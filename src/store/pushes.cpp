#include "store/pushes.hpp"

namespace store {
void set_channel_key(Change& change, Id channel, std::string_view key) {
    change.tx.run("INSERT INTO channel_key (workspace_id, channel_id, public_key) VALUES ($1, $2, $3)",
                  change.workspace, channel, key);
}

std::string channel_key(db::Tx& tx, Id workspace, Id channel) {
    auto row = tx.one("SELECT public_key FROM channel_key WHERE workspace_id = $1 AND channel_id = $2",
                      workspace, channel);
    return row ? row->text(0) : "";
}

std::optional<Channel> channel_with_key(db::Tx& tx, std::string_view key) {
    auto row = tx.one("SELECT workspace_id, channel_id FROM channel_key WHERE public_key = $1", key);
    return row ? channel(tx, row->id(0), row->id(1)) : std::nullopt;
}

bool take_push(Change& change, Id channel, std::string_view push_id) {
    return change.tx.run(
               "INSERT INTO push_taken (workspace_id, channel_id, push_id, at) VALUES ($1, $2, $3, $4) ON "
               "CONFLICT DO NOTHING",
               change.workspace, channel, push_id, change.at) == 1;
}

bool push_taken(db::Tx& tx, Id workspace, Id channel, std::string_view push_id) {
    return tx
        .one("SELECT at FROM push_taken WHERE workspace_id = $1 AND channel_id = $2 AND push_id = $3",
             workspace, channel, push_id)
        .has_value();
}

void forget_pushes(db::Tx& tx, Time before) {
    tx.run("DELETE FROM push_taken WHERE at < $1", before);
}
}  // namespace store
