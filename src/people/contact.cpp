#include "people/contact.hpp"

#include <map>
#include <set>

#include "base/error.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "text/fold.hpp"
#include "text/snippet.hpp"

namespace people {
namespace {
constexpr std::size_t most_items = 20, most_conversations = 500;

struct Last {
    Id inbound, outbound;
};

Last last_of(db::Tx& tx, Id workspace, Id conversation) {
    auto row = tx.one(
        "SELECT max(id) FILTER (WHERE direction = 'inbound'), max(id) FILTER (WHERE direction = "
        "'outbound') FROM message WHERE workspace_id = $1 AND conversation_id = $2",
        workspace, conversation);
    return {row->id(0), row->id(1)};
}

std::string member_name(db::Tx& tx, Id member) {
    auto row = member ? tx.one("SELECT name FROM member WHERE member_id = $1", member) : std::nullopt;
    return row ? row->text(0) : "";
}

std::string state_of(db::Tx& tx, Id workspace, Id conversation, Time now) {
    auto state = store::state(store::records(tx, workspace, conversation));
    return state.closed_at ? "closed" : state.snoozed_until > now ? "snoozed" : "open";
}

std::string why_same(db::Tx& tx, Id workspace, Id identity) {
    auto link = store::standing_link(tx, workspace, identity);
    return link && !link->evidence.empty() ? link->evidence.front().text : "";
}

std::optional<PriorItem> item(db::Tx& tx, Id workspace, Id id, Time now) {
    auto conversation = store::conversation(tx, workspace, id);
    auto last = last_of(tx, workspace, id);
    auto said = store::message(tx, workspace, last.inbound ? last.inbound : last.outbound);
    if (!conversation || !said) return std::nullopt;
    PriorItem item;
    item.conversation = id, item.channel = conversation->channel, item.subject = conversation->subject;
    item.text = text::snippet(said->text, 200), item.at = said->sent_at;
    item.state = state_of(tx, workspace, id, now);
    item.answered = last.outbound > last.inbound || !last.inbound;
    if (item.answered && last.outbound)
        item.answered_by = member_name(tx, store::message(tx, workspace, last.outbound)->member);
    item.linked_by = why_same(tx, workspace, said->author ? said->author : said->recipient);
    return item;
}
}  // namespace

PriorContact prior_contact(const store::Store& store, Id workspace, Id person, Id conversation, Time now) {
    return store.read([&](db::Tx& tx) {
        PriorContact prior;
        std::vector<Id> identities;
        for (const auto& identity : store::identities_of(tx, workspace, person))
            identities.push_back(identity.id);
        std::set<Id> channels;
        for (auto id : store::conversations_of(tx, workspace, identities, most_conversations)) {
            if (id == conversation) continue;
            auto found = item(tx, workspace, id, now);
            if (!found) continue;
            ++prior.total;
            channels.insert(found->channel);
            if (!found->answered) ++prior.unanswered;
            prior.items.push_back(std::move(*found));
        }
        prior.channels = static_cast<std::int64_t>(channels.size());
        std::stable_sort(prior.items.begin(), prior.items.end(),
                         [](auto& a, auto& b) { return a.at > b.at; });
        if (prior.items.size() > most_items) prior.items.resize(most_items);
        return prior;
    });
}

std::vector<Id> timeline(const store::Store& store, Id workspace, Id person, Id before, std::size_t limit,
                         std::string_view network) {
    auto identities = store.read([&](db::Tx& tx) { return store::identities_of(tx, workspace, person); });
    auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
    std::vector<Id> all;
    store.index.read([&](db::Tx& tx) {
        for (const auto& identity : identities) {
            if (!network.empty() && identity.network != network) continue;
            for (const auto& row : tx.query("SELECT message_id FROM identity_message WHERE workspace_id = $1 "
                                            "AND identity_id = $2 AND "
                                            "message_id < $3 ORDER BY message_id DESC LIMIT $4",
                                            workspace, identity.id, end, static_cast<std::int64_t>(limit)))
                all.push_back(row.id(0));
        }
    });
    std::sort(all.begin(), all.end(), std::greater<>());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > limit) all.resize(limit);
    return all;
}

std::vector<PersonRow> lately_named(db::Tx& index, Id workspace, std::string_view words, std::size_t limit) {
    auto like = "%" + text::collapse(text::fold(words)) + "%";
    std::vector<PersonRow> out;
    for (const auto& row : index.query("SELECT person_id, name, networks, last_message_id, messages FROM "
                                       "(SELECT * FROM person_row WHERE "
                                       "workspace_id = $1 ORDER BY last_message_id DESC LIMIT 20000) AS "
                                       "lately WHERE name_key LIKE $2 OR "
                                       "handles LIKE $2 ORDER BY last_message_id DESC LIMIT $3",
                                       workspace, like, static_cast<std::int64_t>(limit)))
        out.push_back({row.id(0), row.text(1), row.text(2), row.id(3), row.integer(4)});
    return out;
}

PeoplePage list(db::Tx& index, Id workspace, std::string_view words, PeopleOrder order,
                std::string_view after, std::size_t limit) {
    bool recent = order == PeopleOrder::recent;
    auto like = "%" + text::collapse(text::fold(words)) + "%";
    auto sql = fmt::format(
        "SELECT person_id, name, networks, last_message_id, messages, name_key FROM person_row WHERE "
        "workspace_id = $1 "
        "AND (name_key LIKE $2 OR handles LIKE $2) AND ({0}, person_id) {1} ($3, $4) ORDER BY {0} {2}, "
        "person_id {2} "
        "LIMIT $5",
        recent ? "last_message_id" : "name_key", recent ? "<" : ">", recent ? "DESC" : "ASC");
    auto edge = recent ? std::numeric_limits<std::int64_t>::max() : std::int64_t{-1};
    db::Value key = recent ? db::Value(edge) : db::Value(std::string());
    if (!after.empty()) {
        auto dash = after.rfind('|');
        auto id = dash == after.npos ? std::nullopt : Id::parse(after.substr(dash + 1));
        auto number = Id::parse(after.substr(0, dash)).value_or(Id{});
        if (!id)
            throw Error{Code::bad_request, "This cursor is not one of ours; begin at the first page."}.at(
                "cursor");
        key = recent ? db::Value(number.value) : db::Value(std::string(after.substr(0, dash)));
        edge = id->value;
    }
    PeoplePage page;
    std::string last;
    const std::vector<db::Value> args{db::bind(workspace), like, key, edge,
                                      static_cast<std::int64_t>(limit + 1)};
    index.select(sql, args, [&](const db::Row& row) {
        if (page.rows.size() == limit) return page.next = last, false;
        page.rows.push_back({row.id(0), row.text(1), row.text(2), row.id(3), row.integer(4)});
        last = (recent ? std::to_string(row.integer(3)) : row.text(5)) + "|" + row.id(0).text();
        return true;
    });
    return page;
}
}  // namespace people
