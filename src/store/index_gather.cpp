#include <unordered_set>

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

Indexed indexed(db::Tx& truth, Id workspace, Id id) {
    auto m = message(truth, workspace, id);
    if (!m) return {.message = id, .author = {}, .recipient = {}, .present = false, .document = {}};
    return {.message = id,
            .author = m->author,
            .recipient = m->recipient,
            .present = true,
            .document = document(*m)};
}

struct Sums {
    std::int64_t messages = 0;
    Id first, last, inbound, outbound;
};

Sums sums(db::Tx& truth, Id workspace, Id conversation) {
    auto row = *truth.one(
        "SELECT count(*), min(id), max(id), max(id) FILTER (WHERE direction = 'inbound'), "
        "max(id) FILTER (WHERE direction = 'outbound') FROM message WHERE workspace_id = $1 AND "
        "conversation_id = $2",
        workspace, conversation);
    return {row.integer(0), row.id(1), row.id(2), row.id(3), row.id(4)};
}

// The first thing the other side said after our last answer.
Time waiting_since(db::Tx& truth, Id workspace, Id conversation, const Sums& s) {
    if (!s.inbound || s.inbound < s.outbound) return {};
    return truth
        .one(
            "SELECT min(id) FROM message WHERE workspace_id = $1 AND conversation_id = $2 AND id > $3 AND "
            "direction = 'inbound'",
            workspace, conversation, s.outbound.value)
        ->id(0)
        .time();
}

std::int64_t failed_sends(db::Tx& truth, Id workspace, Id conversation) {
    return truth
        .one(
            "SELECT count(*) FROM message m JOIN job j ON j.workspace_id = m.workspace_id AND j.message_id = "
            "m.id "
            "WHERE m.workspace_id = $1 AND m.conversation_id = $2 AND m.direction = 'outbound' AND "
            "j.state IN ('failed', 'unknown')",
            workspace, conversation)
        ->integer(0);
}

Id other_side(const Message& first, const Message& last) {
    for (const auto* m : {&first, &last})
        if (auto id = m->author ? m->author : m->recipient) return id;
    return {};
}

std::optional<ConversationRow> conversation_row(db::Tx& truth, Id workspace, Id id) {
    auto found = conversation(truth, workspace, id);
    if (!found || found->id != id) return std::nullopt;
    auto s = sums(truth, workspace, id);
    if (s.messages == 0) return std::nullopt;
    auto last = *message(truth, workspace, s.last);
    auto first = s.first == s.last ? last : *message(truth, workspace, s.first);
    ConversationRow row;
    row.conversation = id, row.channel = found->channel, row.subject = found->subject;
    row.identity = other_side(first, last), row.last_message = s.last;
    row.last_direction = model::name(last.direction), row.visibility = model::name(last.visibility);
    row.last_text = text::snippet(last.text.empty() ? last.subject : last.text, 160);
    row.messages = s.messages, row.inbound = s.inbound;
    row.waiting_since = waiting_since(truth, workspace, id, s);
    row.state = state(records(truth, workspace, id));
    if (s.outbound) row.failed = failed_sends(truth, workspace, id);
    return row;
}
}  // namespace

IndexBatch gather(db::Tx& truth, Id workspace, const std::vector<model::Entry>& entries) {
    Touched touched;
    for (const auto& entry : entries) std::visit(touched, entry.event);
    IndexBatch batch;
    batch.last_seq = entries.back().seq;
    batch.readings = std::move(touched.readings);
    for (auto id : touched.messages) batch.messages.push_back(indexed(truth, workspace, id));
    for (auto id : touched.conversations) {
        if (auto row = conversation_row(truth, workspace, id))
            batch.rows.push_back(std::move(*row));
        else
            batch.gone.push_back(id);
    }
    touched.people.erase(Id{});
    for (auto id : touched.people) {
        auto found = person(truth, workspace, id);
        auto identities = identities_of(truth, workspace, id);
        if (found && !identities.empty())
            batch.people.push_back({std::move(*found), std::move(identities)});
        else
            batch.people_gone.push_back(id);
    }
    return batch;
}
}  // namespace store
