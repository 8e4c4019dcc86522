#include <unordered_map>

#include "db/dialect.hpp"
#include "store/index_rows.hpp"
#include "text/snippet.hpp"
#include "text/tokens.hpp"

namespace store {
namespace {
struct Touched {
    std::set<Id> messages, conversations, people;
    std::vector<Reading> readings;

    void operator()(const model::MessageAdded& e) {
        messages.insert(e.message), conversations.insert(e.conversation), people.insert(e.person);
    }
    void operator()(const model::MessageChanged& e) {
        conversations.insert(e.conversation);
        if (e.why != "delivery") messages.insert(e.message);
    }
    void operator()(const model::ConversationChanged& e) { conversations.insert(e.conversation); }
    void operator()(const model::ConversationMerged& e) {
        conversations.insert(e.conversation), conversations.insert(e.into);
    }
    void operator()(const model::PersonChanged& e) { people.insert(e.person); }
    void operator()(const model::LinkChanged& e) { people.insert(e.person), people.insert(e.previous); }
    void operator()(const model::ReadingMoved& e) {
        readings.push_back({e.conversation, e.member, e.message});
    }
    void operator()(const auto&) {}
};

std::string document(const Message& m) {
    if (m.deleted_at) return {};
    return text::search_document(m.subject.empty() ? m.text : m.subject + "\n" + m.text);
}

std::vector<Id> listed(const std::set<Id>& ids) {
    return {ids.begin(), ids.end()};
}

std::vector<Indexed> indexed(db::Tx& truth, Id workspace, const std::set<Id>& ids) {
    auto known = messages(truth, workspace, listed(ids));
    std::vector<Indexed> out;
    for (auto id : ids) {
        auto found = known.find(id);
        if (found == known.end())
            out.push_back({.message = id, .author = {}, .recipient = {}, .present = false, .document = {}});
        else
            out.push_back({.message = id,
                           .author = found->second.author,
                           .recipient = found->second.recipient,
                           .outbound = found->second.direction == model::Direction::outbound,
                           .document = document(found->second)});
    }
    return out;
}

// What its messages say about a conversation. waiting: the first thing the other side said after our last
// answer.
struct Sums {
    Id conversation;
    std::int64_t messages = 0;
    Id first, last, inbound, outbound, waiting;
    bool heard = false;  // none of them speaks to us or is an answer of ours
};

std::vector<Sums> sums(db::Tx& truth, Id workspace, const std::vector<Id>& conversations) {
    auto sql =
        "WITH s AS (SELECT conversation_id AS id, count(*) AS messages, coalesce(min(id) FILTER (WHERE "
        "heard = 0), min(id)) AS first_id, max(id) AS last_id, max(id) FILTER (WHERE direction = 'inbound' "
        "AND "
        "heard = 0) AS inbound_id, max(id) FILTER (WHERE direction = 'outbound') AS outbound_id, count(*) "
        "FILTER (WHERE heard = 0) AS spoken FROM message WHERE workspace_id = $1 AND conversation_id "
        "IN " +
        db::listed(truth.dialect(), "$2", db::Listed::ids) +
        " GROUP BY conversation_id) "
        "SELECT s.id, s.messages, s.first_id, s.last_id, s.inbound_id, s.outbound_id, (SELECT min(m.id) "
        "FROM message m WHERE m.workspace_id = $1 AND m.conversation_id = s.id AND m.id > "
        "coalesce(s.outbound_id, 0) AND m.direction = 'inbound' AND m.heard = 0), s.spoken "
        "FROM s";
    std::vector<Sums> out;
    for (const auto& row : truth.query(sql, workspace, conversations))
        out.push_back({row.id(0), row.integer(1), row.id(2), row.id(3), row.id(4), row.id(5), row.id(6),
                       row.integer(7) == 0});
    return out;
}

std::unordered_map<Id, std::int64_t> failed_sends(db::Tx& truth, Id workspace,
                                                  const std::vector<Id>& conversations) {
    auto sql =
        "SELECT m.conversation_id, count(*) FROM message m JOIN job j ON j.workspace_id = m.workspace_id "
        "AND j.message_id = m.id WHERE m.workspace_id = $1 AND m.conversation_id IN " +
        db::listed(truth.dialect(), "$2", db::Listed::ids) +
        " AND m.direction = 'outbound' AND j.state IN ('failed', 'unknown') GROUP BY m.conversation_id";
    std::unordered_map<Id, std::int64_t> out;
    for (const auto& row : truth.query(sql, workspace, conversations)) out[row.id(0)] = row.integer(1);
    return out;
}

Id other_side(const Message& first, const Message& last) {
    for (const auto* m : {&first, &last})
        if (auto id = m->author ? m->author : m->recipient) return id;
    return {};
}

ConversationRow conversation_row(const Sums& s, const Conversation& c, const Message& first,
                                 const Message& last) {
    ConversationRow row;
    row.conversation = c.id, row.channel = c.channel, row.subject = c.subject;
    row.identity = other_side(first, last), row.last_message = s.last;
    row.last_direction = model::name(last.direction), row.visibility = model::name(last.visibility);
    row.last_text = text::snippet(last.text.empty() ? last.subject : last.text, 160);
    row.messages = s.messages, row.inbound = s.inbound;
    if (s.waiting) row.waiting_since = s.waiting.time();
    return row;
}

// Rows of the conversations that stand for themselves and hold messages; the others are gone.
void gather_conversations(db::Tx& truth, Id workspace, const std::set<Id>& ids, IndexBatch& batch) {
    auto all = sums(truth, workspace, listed(ids));
    std::vector<Id> ends, answered;
    for (const auto& s : all) {
        ends.push_back(s.first), ends.push_back(s.last);
        if (s.outbound) answered.push_back(s.conversation);
    }
    auto known = conversations(truth, workspace, listed(ids));
    auto said = messages(truth, workspace, ends);
    auto done = records(truth, workspace, listed(ids));
    auto failed = failed_sends(truth, workspace, answered);
    auto gone = ids;
    for (const auto& s : all) {
        auto c = known.find(s.conversation);
        if (c == known.end() || c->second.merged_into) continue;
        gone.erase(s.conversation);
        auto& row =
            batch.rows.emplace_back(conversation_row(s, c->second, said.at(s.first), said.at(s.last)));
        row.state = state(done[s.conversation]);
        // Whoever takes it up makes it ours to answer.
        row.heard = s.heard && !row.state.assignee && !row.state.snoozed_until;
        row.failed = failed[s.conversation];
    }
    batch.gone = listed(gone);
}

void gather_people(db::Tx& truth, Id workspace, std::set<Id> ids, IndexBatch& batch) {
    ids.erase(Id{});
    std::unordered_map<Id, std::vector<Identity>> handles;
    for (auto& identity : identities_of(truth, workspace, listed(ids)))
        handles[identity.person].push_back(std::move(identity));
    for (auto& person : people(truth, workspace, listed(ids))) {
        auto found = handles.find(person.id);
        if (found == handles.end()) continue;
        ids.erase(person.id);
        batch.people.push_back({std::move(person), std::move(found->second)});
    }
    batch.people_gone = listed(ids);
}
}  // namespace

IndexBatch gather(db::Tx& truth, Id workspace, const std::vector<model::Entry>& entries) {
    Touched touched;
    for (const auto& entry : entries) std::visit(touched, entry.event);
    IndexBatch batch;
    batch.last_seq = entries.back().seq;
    batch.readings = std::move(touched.readings);
    batch.messages = indexed(truth, workspace, touched.messages);
    gather_conversations(truth, workspace, touched.conversations, batch);
    gather_people(truth, workspace, std::move(touched.people), batch);
    return batch;
}
}  // namespace store
