#include "people/contact.hpp"

#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "db/dialect.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "text/fold.hpp"
#include "text/snippet.hpp"

namespace people {
namespace {
constexpr std::size_t most_items = 20, most_conversations = 500;

// The newest messages of a conversation, each way.
struct Ends {
    Id conversation, inbound, outbound;
    // What the person said last, or what was said to a person who never said anything.
    Id said() const { return inbound ? inbound : outbound; }
    bool answered() const { return outbound > inbound || !inbound; }
};

std::vector<Ends> ends_of(db::Tx& tx, Id workspace, const std::vector<Id>& conversations) {
    auto sql =
        "SELECT conversation_id, max(id) FILTER (WHERE direction = 'inbound'), max(id) FILTER (WHERE "
        "direction = 'outbound') FROM message WHERE workspace_id = $1 AND conversation_id IN " +
        db::listed(tx.dialect(), "$2", db::Listed::ids) + " GROUP BY conversation_id";
    std::vector<Ends> out;
    for (const auto& row : tx.query(sql, workspace, conversations)) {
        Ends ends{row.id(0), row.id(1), row.id(2)};
        if (ends.said()) out.push_back(ends);
    }
    std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.said() > b.said(); });
    return out;
}

std::string member_name(db::Tx& tx, Id member) {
    auto row = member ? tx.one("SELECT name FROM member WHERE member_id = $1", member) : std::nullopt;
    return row ? row->text(0) : "";
}

std::string state_of(const std::vector<store::Record>& records, Time now) {
    auto state = store::state(records);
    return state.closed_at ? "closed" : state.snoozed_until > now ? "snoozed" : "open";
}

// A proof tells more than that somebody said so; that a handle was there first tells nothing.
std::string strongest(const std::vector<store::Evidence>& all) {
    auto proves = [](const auto& each) { return each.weight == 1 && each.kind != "merge"; };
    auto proof = std::find_if(all.begin(), all.end(), proves);
    auto best = proof == all.end() ? all.begin() : proof;
    return best == all.end() || best->kind == "first_seen" ? "" : best->text;
}

// What the items of a notice are made of, looked up for all of them at once. `here`: the conversation before
// which the notice stands.
class Items {
public:
    Items(db::Tx& tx, Id workspace, std::vector<Ends> all, const std::optional<Ends>& here) : tx_(tx) {
        if (here) all.push_back(*here);
        std::vector<Id> conversations, messages, speakers;
        for (const auto& ends : all) {
            conversations.push_back(ends.conversation);
            for (auto id : {ends.inbound, ends.outbound})
                if (id) messages.push_back(id);
        }
        records_ = store::records(tx, workspace, conversations);
        messages_ = store::messages(tx, workspace, messages);
        for (const auto& ends : all) speakers.push_back(other_side(ends));
        links_ = store::standing_links(tx, workspace, speakers);
        if (here) here_ = speakers.back();
    }

    PriorItem item(const Ends& ends, const store::Conversation& conversation, Time now) {
        const auto& said = messages_.at(ends.said());
        PriorItem item;
        item.conversation = ends.conversation, item.channel = conversation.channel;
        item.subject = conversation.subject, item.text = text::snippet(said.text, 200);
        item.at = said.sent_at, item.state = state_of(records_[ends.conversation], now);
        item.answered = ends.answered();
        if (item.answered && ends.outbound)
            item.answered_by = member_name(tx_, messages_.at(ends.outbound).member);
        item.linked_by = why(other_side(ends));
        return item;
    }

private:
    // Of two handles the one that came later knows why.
    std::string why(Id other) const {
        if (other == here_) return "";
        auto said = why_linked(other);
        return said.empty() ? why_linked(here_) : said;
    }
    std::string why_linked(Id identity) const {
        auto link = links_.find(identity);
        return link == links_.end() ? "" : strongest(link->second.evidence);
    }
    Id other_side(const Ends& ends) const {
        const auto& said = messages_.at(ends.said());
        return said.author ? said.author : said.recipient;
    }

    db::Tx& tx_;
    Id here_;
    std::unordered_map<Id, std::vector<store::Record>> records_;
    std::unordered_map<Id, store::Message> messages_;
    std::unordered_map<Id, store::Link> links_;
};

std::optional<Ends> take(std::vector<Ends>& all, Id conversation) {
    auto found = std::find_if(all.begin(), all.end(),
                              [&](const Ends& each) { return each.conversation == conversation; });
    if (found == all.end()) return std::nullopt;
    auto taken = *found;
    all.erase(found);
    return taken;
}

std::vector<Id> conversations_with(db::Tx& tx, Id workspace, Id person) {
    std::vector<Id> identities;
    for (const auto& identity : store::identities_of(tx, workspace, person))
        identities.push_back(identity.id);
    return store::conversations_of(tx, workspace, identities, most_conversations);
}
}  // namespace

PriorContact prior_contact(const store::Store& store, Id workspace, Id person, Id conversation, Time now) {
    return store.read([&](db::Tx& tx) {
        PriorContact prior;
        auto others = conversations_with(tx, workspace, person);
        std::erase(others, conversation);
        if (others.empty()) return prior;
        auto known = store::conversations(tx, workspace, others);
        others.push_back(conversation);
        auto all = ends_of(tx, workspace, others);
        auto here = take(all, conversation);
        std::set<Id> channels;
        for (const auto& ends : all) {
            channels.insert(known.at(ends.conversation).channel);
            if (!ends.answered()) ++prior.unanswered;
        }
        prior.total = static_cast<std::int64_t>(all.size());
        prior.channels = static_cast<std::int64_t>(channels.size());
        if (all.size() > most_items) all.resize(most_items);
        Items items(tx, workspace, all, here);
        for (const auto& ends : all)
            prior.items.push_back(items.item(ends, known.at(ends.conversation), now));
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
