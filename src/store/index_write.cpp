#include <unordered_map>

#include "db/dialect.hpp"
#include "store/index_counts.hpp"
#include "store/index_rows.hpp"

namespace store {
namespace {
// How often and how lately an identity was heard of.
struct Total {
    std::int64_t messages = 0, ours = 0;
    Id last;
};
using Totals = std::unordered_map<Id, Total>;

struct Heard {
    Id identity, message;
    bool ours;  // it wrote a message of ours
    auto operator<=>(const Heard&) const = default;
};

// False: it stood there already.
bool add_identity_message(db::Tx& tx, Id workspace, const Heard& heard) {
    return tx.run(
               "INSERT INTO identity_message (workspace_id, identity_id, message_id, ours) VALUES ($1, $2, "
               "$3, $4) ON CONFLICT DO NOTHING",
               workspace, heard.identity, heard.message, heard.ours) > 0;
}

void add_total(db::Tx& tx, Id workspace, Id identity, const Total& more) {
    tx.post(
        "INSERT INTO identity_total (workspace_id, identity_id, messages, ours, last_message_id) VALUES ($1, "
        "$2, $3, $4, $5) ON CONFLICT (workspace_id, identity_id) DO UPDATE SET messages = "
        "identity_total.messages + excluded.messages, ours = identity_total.ours + excluded.ours, "
        "last_message_id = CASE WHEN excluded.last_message_id > identity_total.last_message_id THEN "
        "excluded.last_message_id ELSE identity_total.last_message_id END",
        workspace, identity, more.messages, more.ours, more.last);
}

void drop_identity_messages(db::Tx& tx, Id workspace, Id message, const std::vector<Id>& identities) {
    for (auto identity : identities)
        if (auto gone =
                tx.one("DELETE FROM identity_message WHERE workspace_id = $1 AND identity_id = $2 AND "
                       "message_id = $3 RETURNING ours",
                       workspace, identity, message))
            tx.post(
                "UPDATE identity_total SET messages = messages - 1, ours = ours - $3 WHERE workspace_id = $1 "
                "AND identity_id = $2",
                workspace, identity, gone->integer(0));
}

void write_messages(db::Tx& tx, const Search& search, Id workspace, const std::vector<Indexed>& messages) {
    std::vector<Heard> by_identity;
    for (const auto& m : messages) {
        if (!m.present || m.document.empty())
            search.remove(tx, workspace, m.message);
        else
            search.add(tx, workspace, m.message, m.document);
        if (m.present && m.author) by_identity.push_back({m.author, m.message, m.outbound});
        if (m.present && m.recipient && m.recipient != m.author)
            by_identity.push_back({m.recipient, m.message, false});
    }
    // Sorted, so that a large batch walks the tree once instead of jumping about in it.
    std::sort(by_identity.begin(), by_identity.end());
    std::map<Id, Total> totals;
    for (const auto& heard : by_identity)
        if (add_identity_message(tx, workspace, heard)) {
            auto& total = totals[heard.identity];
            ++total.messages, total.ours += heard.ours, total.last = heard.message;
        }
    for (const auto& [identity, more] : totals) add_total(tx, workspace, identity, more);
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
    tx.post(
        "INSERT INTO inbox_row (workspace_id, conversation_id, channel_id, subject, identity_id, "
        "last_message_id, "
        "last_direction, last_text, visibility, messages, inbound_id, waiting_since, assignee_id, "
        "snoozed_until, "
        "closed_at, failed, heard) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17) "
        "ON CONFLICT (workspace_id, conversation_id) DO UPDATE SET subject = excluded.subject, "
        "identity_id = excluded.identity_id, last_message_id = excluded.last_message_id, "
        "last_direction = excluded.last_direction, last_text = excluded.last_text, visibility = "
        "excluded.visibility, "
        "messages = excluded.messages, inbound_id = excluded.inbound_id, waiting_since = "
        "excluded.waiting_since, "
        "assignee_id = excluded.assignee_id, snoozed_until = excluded.snoozed_until, closed_at = "
        "excluded.closed_at, "
        "failed = excluded.failed, heard = excluded.heard",
        workspace, row.conversation, row.channel, row.subject, row.identity, row.last_message,
        row.last_direction, row.last_text, row.visibility, row.messages, row.inbound, row.waiting_since,
        row.state.assignee, row.state.snoozed_until, row.state.closed_at, row.failed, row.heard);
}

void write_labels(db::Tx& tx, Id workspace, Id conversation, const std::set<std::string>& labels) {
    tx.post("DELETE FROM inbox_label WHERE workspace_id = $1 AND conversation_id = $2", workspace,
            conversation);
    for (const auto& label : labels)
        tx.post(
            "INSERT INTO inbox_label (workspace_id, label, conversation_id) VALUES ($1, $2, $3) "
            "ON CONFLICT DO NOTHING",
            workspace, label, conversation);
}

void drop_row(db::Tx& tx, Id workspace, Id conversation) {
    tx.post("DELETE FROM inbox_row WHERE workspace_id = $1 AND conversation_id = $2", workspace,
            conversation);
    write_labels(tx, workspace, conversation, {});
}

void write_rows(db::Tx& tx, Id workspace, const IndexBatch& batch) {
    std::vector<Id> touched = batch.gone;
    for (const auto& row : batch.rows) touched.push_back(row.conversation);
    auto before = standings(tx, workspace, touched);
    Counting counting;
    for (const auto& [id, standing] : before) counting.leave(standing);
    for (const auto& row : batch.rows) {
        const std::set<std::string> labels(row.state.labels.begin(), row.state.labels.end());
        counting.enter({row.channel, row.state.assignee, row.state.closed_at, row.heard, labels});
        write_row(tx, workspace, row);
        if (labels != before[row.conversation].labels) write_labels(tx, workspace, row.conversation, labels);
    }
    for (auto id : batch.gone) drop_row(tx, workspace, id);
    counting.write(tx, workspace);
}

Totals totals(db::Tx& tx, Id workspace, const std::vector<PersonIndexed>& people) {
    std::vector<Id> identities;
    for (const auto& p : people)
        for (const auto& identity : p.identities) identities.push_back(identity.id);
    auto sql =
        "SELECT identity_id, messages, ours, last_message_id FROM identity_total WHERE workspace_id = $1 AND "
        "identity_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids);
    Totals found;
    for (const auto& row : tx.query(sql, workspace, identities))
        found[row.id(0)] = {row.integer(1), row.integer(2), row.id(3)};
    return found;
}

void drop_person(db::Tx& tx, Id workspace, Id person) {
    tx.post("DELETE FROM person_row WHERE workspace_id = $1 AND person_id = $2", workspace, person);
}

void write_person(db::Tx& tx, Id workspace, const PersonIndexed& p, Totals& known) {
    Total total;
    std::set<std::string> networks;
    std::string handles;
    for (const auto& identity : p.identities) {
        networks.insert(identity.network);
        handles += (handles.empty() ? "" : " ") + name_key(identity.called());
        const auto& of_identity = known[identity.id];
        total.messages += of_identity.messages, total.ours += of_identity.ours;
        total.last = std::max(total.last, of_identity.last);
    }
    // We are not among the people we talk with.
    if (total.messages > 0 && total.ours == total.messages) return drop_person(tx, workspace, p.person.id);
    tx.post(
        "INSERT INTO person_row (workspace_id, person_id, name, name_key, last_message_id, messages, "
        "networks, "
        "handles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, person_id) DO UPDATE "
        "SET "
        "name = excluded.name, name_key = excluded.name_key, last_message_id = excluded.last_message_id, "
        "messages = excluded.messages, networks = excluded.networks, handles = excluded.handles",
        workspace, p.person.id, p.person.name, name_key(p.person.name), total.last.value, total.messages,
        fmt::format("{}", fmt::join(networks, " ")), handles);
}

void write_reading(db::Tx& tx, Id workspace, const Reading& reading) {
    tx.post(
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
    write_rows(tx, workspace, batch);
    auto known = totals(tx, workspace, batch.people);
    for (const auto& p : batch.people) write_person(tx, workspace, p, known);
    for (auto id : batch.people_gone) drop_person(tx, workspace, id);
    for (const auto& reading : batch.readings) write_reading(tx, workspace, reading);
    tx.post(
        "INSERT INTO index_progress (workspace_id, seq) VALUES ($1, $2) ON CONFLICT (workspace_id) DO UPDATE "
        "SET "
        "seq = excluded.seq",
        workspace, batch.last_seq);
}
}  // namespace store
