#include "store/channels.hpp"

namespace store {
namespace {
constexpr std::string_view select_channels =
    "SELECT c.workspace_id, c.id, c.network, c.name, c.options, c.secrets, c.paused_at, c.imported, "
    "c.created_at, "
    "c.removed_at, p.cursor, p.state, p.notice, p.error, p.checked_at, p.health FROM channel c JOIN "
    "channel_progress p "
    "ON "
    "p.workspace_id = c.workspace_id AND p.channel_id = c.id ";

Channel read(const db::Row& row) {
    auto options = json::parse(row.text(4));
    return {row.id(0),
            row.id(1),
            row.text(2),
            row.text(3),
            options && options->is_object() ? options->get_object() : json::object{},
            row.bytes(5),
            row.time(6),
            row.flag(7),
            row.time(8),
            row.time(9),
            row.text(10),
            row.text(11),
            row.text(12),
            row.text(13),
            row.time(14),
            row.text(15)};
}

std::vector<Channel> read(const db::Rows& rows) {
    std::vector<Channel> out;
    for (const auto& row : rows) out.push_back(read(row));
    return out;
}

std::optional<std::string_view> filled(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<db::Blob> blob(const std::string& bytes) {
    return bytes.empty() ? std::nullopt : std::optional(db::Blob{bytes});
}
}  // namespace

Id add_channel(Change& change, const Channel& channel) {
    auto id = change.fresh();
    change.tx.post(
        "INSERT INTO channel (workspace_id, id, network, name, options, secrets, imported, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        change.workspace, id, channel.network, channel.name, json::serialize(channel.options),
        blob(channel.secrets), channel.imported, change.at);
    auto state = channel.imported ? "imported" : "connecting";
    change.tx.post(
        "INSERT INTO channel_progress (workspace_id, channel_id, cursor, state) VALUES ($1, $2, '', $3)",
        change.workspace, id, state);
    change.tell(model::ChannelChanged{id, state});
    db::notify(change.tx, "channels");
    return id;
}

namespace {
void set_out_anew(Change& change, Id id, std::string_view state) {
    change.tx.post(
        "UPDATE channel_progress SET state = $3, error = NULL WHERE workspace_id = $1 AND channel_id = $2",
        change.workspace, id, state);
    change.tell(model::ChannelChanged{id, std::string(state)});
    db::notify(change.tx, "channels");
}
}  // namespace

void change_channel(Change& change, const Channel& now) {
    auto before = *channel(change.tx, change.workspace, now.id);
    change.tx.post(
        "UPDATE channel SET name = $3, options = $4, secrets = $5, paused_at = $6 WHERE workspace_id = $1 "
        "AND id = $2",
        change.workspace, now.id, now.name, json::serialize(now.options), blob(now.secrets), now.paused_at);
    bool same_way = before.options == now.options && before.secrets == now.secrets &&
                    bool{before.paused_at} == bool{now.paused_at};
    if (same_way)
        change.tell(model::ChannelChanged{now.id, before.state});
    else
        set_out_anew(change, now.id, now.paused_at ? "paused" : "connecting");
}

void hasten_channel(Change& change, Id id) {
    set_out_anew(change, id, "connecting");
}

void remove_channel(Change& change, Id id) {
    change.tx.post("UPDATE channel SET removed_at = $3, secrets = NULL WHERE workspace_id = $1 AND id = $2",
                   change.workspace, id, change.at);
    change.tell(model::ChannelChanged{id, "removed"});
    db::notify(change.tx, "channels");
}

std::optional<Channel> channel(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_channels) + "WHERE c.workspace_id = $1 AND c.id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Channel> channels(db::Tx& tx, Id workspace) {
    static const auto sql =
        std::string(select_channels) + "WHERE c.workspace_id = $1 AND c.removed_at IS NULL ORDER BY c.id";
    return read(tx.query(sql, workspace));
}

Id import_channel(Change& change, std::string_view network, std::string_view name) {
    for (const auto& known : channels(change.tx, change.workspace))
        if (known.imported && known.network == network && known.name == name) return known.id;
    Channel made;
    made.network = network, made.name = name, made.imported = true;
    return add_channel(change, made);
}

std::vector<Channel> readable_channels(db::Tx& tx) {
    static const auto sql = std::string(select_channels) +
                            "WHERE c.removed_at IS NULL AND c.paused_at IS NULL AND c.imported = 0";
    return read(tx.query(sql));
}

bool lease_channel(db::Tx& tx, const Channel& channel, std::string_view owner, Time now, Time until) {
    return tx.run(
               "UPDATE channel_progress SET lease_owner = $3, leased_until = $4 WHERE workspace_id = $1 AND "
               "channel_id = $2 AND (lease_owner IS NULL OR lease_owner = $3 OR leased_until < $5)",
               channel.workspace, channel.id, owner, until, now) == 1;
}

void renew_channels(db::Tx& tx, std::string_view owner, Time until) {
    tx.post("UPDATE channel_progress SET leased_until = $2 WHERE lease_owner = $1", owner, until);
}

void release_channels(db::Tx& tx, std::string_view owner) {
    tx.post("UPDATE channel_progress SET lease_owner = NULL, leased_until = NULL WHERE lease_owner = $1",
            owner);
}

void save_cursor(Change& change, Id channel, std::string_view cursor) {
    change.tx.post("UPDATE channel_progress SET cursor = $3 WHERE workspace_id = $1 AND channel_id = $2",
                   change.workspace, channel, cursor);
}

void set_channel_state(Change& change, Id id, std::string_view state, std::string_view error,
                       std::string_view notice) {
    auto changed = change.tx.run(
        "UPDATE channel_progress SET state = $3, error = $4, notice = $5 WHERE workspace_id = $1 AND "
        "channel_id = $2 "
        "AND (state <> $3 OR coalesce(error, '') <> $6 OR coalesce(notice, '') <> $7)",
        change.workspace, id, state, filled(error), filled(notice), error, notice);
    if (changed > 0) change.tell(model::ChannelChanged{id, std::string(state)});
}

void save_health(Change& change, Id channel, std::string_view health) {
    change.tx.post("UPDATE channel_progress SET health = $3 WHERE workspace_id = $1 AND channel_id = $2",
                   change.workspace, channel, filled(health));
}

void renew_secrets(Change& change, Id channel, std::string_view sealed) {
    change.tx.run(
        "UPDATE channel SET secrets = $3 WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL",
        change.workspace, channel, db::Blob{std::string(sealed)});
}

void touch_channel(db::Tx& tx, Id workspace, Id channel, Time checked_at) {
    tx.post("UPDATE channel_progress SET checked_at = $3 WHERE workspace_id = $1 AND channel_id = $2",
            workspace, channel, checked_at);
}
}  // namespace store
