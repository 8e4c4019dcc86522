#include "store/index_rows.hpp"

namespace store {
namespace {
void write_identity_message(db::Tx& tx, Id workspace, Id identity, Id message) {
    auto fresh = tx.run(
        "INSERT INTO identity_message (workspace_id, identity_id, message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT DO NOTHING",
        workspace, identity, message);
    if (fresh == 0) return;
    tx.run(
        "INSERT INTO identity_total (workspace_id, identity_id, messages, last_message_id) VALUES ($1, $2, "
        "1, $3) "
        "ON CONFLICT (workspace_id, identity_id) DO UPDATE SET messages = identity_total.messages + 1, "
        "last_message_id = CASE WHEN excluded.last_message_id > identity_total.last_message_id THEN "
        "excluded.last_message_id ELSE identity_total.last_message_id END",
        workspace, identity, message);
}

void drop_identity_messages(db::Tx& tx, Id workspace, Id message, const std::vector<Id>& identities) {
    for (auto identity : identities)
        if (tx.run("DELETE FROM identity_message WHERE workspace_id = $1 AND identity_id = $2 AND message_id "
                   "= $3",
                   workspace, identity, message) > 0)
            tx.run(
                "UPDATE identity_total SET messages = messages - 1 WHERE workspace_id = $1 AND identity_id = "
                "$2",
                workspace, identity);
}

void write_messages(db::Tx& tx, const Search& search, Id workspace, const std::vector<Indexed>& messages) {
    std::vector<std::pair<Id, Id>> by_identity;
    for (const auto& m : messages) {
        if (!m.present || m.document.empty())
            search.remove(tx, workspace, m.message);
        else
            search.add(tx, workspace, m.message, m.document);
        if (m.present && m.author) by_identity.emplace_back(m.author, m.message);
        if (m.present && m.recipient) by_identity.emplace_back(m.recipient, m.message);
    }
    // Sorted, so that a large batch walks the tree once instead of jumping about in it.
    std::sort(by_identity.begin(), by_identity.end());
    for (auto [identity, message] : by_identity) write_identity_message(tx, workspace, identity, message);
}

void drop_removed(db::Tx& tx, Id workspace, const IndexBatch& batch) {
    for (const auto& m : batch.messages) {
        if (m.present) continue;
        std::vector<Id> identities;
        for (const auto& row : tx.query("SELECT identity_id FROM identity_total WHERE workspace_id = $1 AND "
                                        "last_message_id >= $2",
                                        workspace, m.message.value))
            identities.push_back(row.id(0));
        drop_identity_messages(tx, workspace, m.message, identities);
    }
}

void write_row(db::Tx& tx, Id workspace, const ConversationRow& row) {
    tx.run(
        "INSERT INTO inbox_row (workspace_id, conversation_id, channel_id, subject, identity_id, "
        "last_message_id, "
        "last_direction, last_text, visibility, messages, inbound_id, waiting_since, assignee_id, "
        "snoozed_until, "
        "closed_at, failed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
        "ON CONFLICT (workspace_id, conversation_id) DO UPDATE SET subject = excluded.subject, "
        "identity_id = excluded.identity_id, last_message_id = excluded.last_message_id, "
        "last_direction = excluded.last_direction, last_text = excluded.last_text, visibility = "
        "excluded.visibility, "
        "messages = excluded.messages, inbound_id = excluded.inbound_id, waiting_since = "
        "excluded.waiting_since, "
        "assignee_id = excluded.assignee_id, snoozed_until = excluded.snoozed_until, closed_at = "
        "excluded.closed_at, "
        "failed = excluded.failed",
        workspace, row.conversation, row.channel, row.subject, row.identity, row.last_message,
        row.last_direction, row.last_text, row.visibility, row.messages, row.inbound, row.waiting_since,
        row.state.assignee, row.state.snoozed_until, row.state.closed_at, row.failed);
    tx.run("DELETE FROM inbox_label WHERE workspace_id = $1 AND conversation_id = $2", workspace,
           row.conversation);
    for (const auto& label : row.state.labels)
        tx.run(
            "INSERT INTO inbox_label (workspace_id, label, conversation_id) VALUES ($1, $2, $3) "
            "ON CONFLICT DO NOTHING",
            workspace, label, row.conversation);
}

void drop_row(db::Tx& tx, Id workspace, Id conversation) {
    tx.run("DELETE FROM inbox_row WHERE workspace_id = $1 AND conversation_id = $2", workspace, conversation);
    tx.run("DELETE FROM inbox_label WHERE workspace_id = $1 AND conversation_id = $2", workspace,
           conversation);
}

void write_person(db::Tx& tx, Id workspace, const PersonIndexed& p) {
    std::int64_t messages = 0;
    Id last;
    std::set<std::string> networks;
    std::string handles;
    for (const auto& identity : p.identities) {
        networks.insert(identity.network);
        handles += (handles.empty() ? "" : " ") + name_key(identity.handle);
        auto total = tx.one(
            "SELECT messages, last_message_id FROM identity_total WHERE workspace_id = $1 AND "
            "identity_id = $2",
            workspace, identity.id);
        if (!total) continue;
        messages += total->integer(0);
        last = std::max(last, total->id(1));
    }
    tx.run(
        "INSERT INTO person_row (workspace_id, person_id, name, name_key, last_message_id, messages, "
        "networks, "
        "handles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, person_id) DO UPDATE "
        "SET "
        "name = excluded.name, name_key = excluded.name_key, last_message_id = excluded.last_message_id, "
        "messages = excluded.messages, networks = excluded.networks, handles = excluded.handles",
        workspace, p.person.id, p.person.name, name_key(p.person.name), last.value, messages,
        fmt::format("{}", fmt::join(networks, " ")), handles);
}

void write_reading(db::Tx& tx, Id workspace, const Reading& reading) {
    tx.run(
        "INSERT INTO inbox_reading (workspace_id, conversation_id, member_id, message_id) VALUES ($1, $2, "
        "$3, $4) "
        "ON CONFLICT (workspace_id, conversation_id, member_id) DO UPDATE SET message_id = "
        "excluded.message_id",
        workspace, reading.conversation, reading.member, reading.message);
}
}  // namespace

void write(db::Tx& tx, const Search& search, Id workspace, const IndexBatch& batch) {
    write_messages(tx, search, workspace, batch.messages);
    drop_removed(tx, workspace, batch);
    for (const auto& row : batch.rows) write_row(tx, workspace, row);
    for (auto id : batch.gone) drop_row(tx, workspace, id);
    for (const auto& p : batch.people) write_person(tx, workspace, p);
    for (auto id : batch.people_gone)
        tx.run("DELETE FROM person_row WHERE workspace_id = $1 AND person_id = $2", workspace, id);
    for (const auto& reading : batch.readings) write_reading(tx, workspace, reading);
    tx.run(
        "INSERT INTO index_progress (workspace_id, seq) VALUES ($1, $2) ON CONFLICT (workspace_id) DO UPDATE "
        "SET "
        "seq = excluded.seq",
        workspace, batch.last_seq);
}
}  // namespace store
