#include "inbox/search.hpp"

#include <set>

#include "store/channels.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "text/fold.hpp"

namespace inbox {
namespace {
using store::Condition;
using Field = Condition::Field;
constexpr std::size_t chunk = 500, most_looked_at = 50'000;

bool contains(std::string_view where, std::string_view folded) {
    return text::fold(where).find(folded) != std::string::npos;
}

// The identities whose name or handle holds the words.
std::vector<Id> identities(db::Tx& truth, Id workspace, const Condition& c) {
    std::vector<Id> out;
    if (c.field == Field::person) {
        for (const auto& i : store::identities_of(truth, workspace, *Id::parse(c.value))) out.push_back(i.id);
        return out;
    }
    auto like = "%" + text::collapse(text::fold(c.value)) + "%";
    for (const auto& row :
         truth.query("SELECT id FROM identity WHERE workspace_id = $1 AND (name_key LIKE $2 OR "
                     "lower(handle) LIKE $2 OR lower(shown) LIKE $2) LIMIT 1000",
                     workspace, like))
        out.push_back(row.id(0));
    return out;
}

// Checks one message against the conditions; looks things up once.
class Judge {
public:
    Judge(db::Tx& truth, const Searching& s, const store::Query& query)
        : truth_(truth), s_(s), query_(query) {
        for (const auto& c : query.conditions)
            if (by_identity(c.field)) {
                auto found = identities(truth, s.workspace, c);
                known_.emplace_back(found.begin(), found.end());
            } else {
                known_.emplace_back();
            }
    }

    bool passes(const store::Message& m) {
        if (m.deleted_at) return false;
        for (std::size_t i = 0; i < query_.conditions.size(); ++i) {
            const auto& c = query_.conditions[i];
            if (holds(c, known_[i], m) == c.negated) return false;
        }
        return true;
    }
    static bool by_identity(Field f) { return f == Field::from || f == Field::to || f == Field::person; }

private:
    bool holds(const Condition& c, const std::set<Id>& known, const store::Message& m) {
        switch (c.field) {
            case Field::from:
                return known.contains(m.author) || (m.member && c.value == "me" && m.member == s_.member);
            case Field::to:
                return known.contains(m.recipient);
            case Field::person:
                return known.contains(m.author) || known.contains(m.recipient);
            case Field::in:
                return in_channel(c, m);
            case Field::has:
                return has(c.value, m);
            case Field::before:
                return m.sent_at < c.time;
            case Field::after:
                return m.sent_at >= c.time;
            default:
                return of_conversation(c, m);
        }
    }
    bool in_channel(const Condition& c, const store::Message& m) {
        auto channel = store::channel(truth_, s_.workspace, m.channel);
        return channel && (contains(channel->name, text::fold(c.value)) || channel->network == c.value);
    }
    bool has(std::string_view thing, const store::Message& m) {
        if (thing == "link")
            return m.text.find("http") != std::string::npos || m.text.find("www.") != std::string::npos;
        if (thing == "note") return m.kind == model::Kind::note;
        for (const auto& a : store::attachments(truth_, s_.workspace, m.id))
            if (thing == "attachment" || a.media_type.starts_with("image/")) return true;
        return false;
    }
    bool of_conversation(const Condition& c, const store::Message& m) {
        if (c.value == "internal") return m.direction == model::Direction::internal;
        if (c.value == "public" || c.value == "private") return model::name(m.visibility) == c.value;
        auto state = store::state(store::records(truth_, s_.workspace, m.conversation));
        auto now = s_.store.clock.now();
        if (c.field == Field::label)
            return std::any_of(state.labels.begin(), state.labels.end(),
                               [&](auto& l) { return text::fold(l) == text::fold(c.value); });
        if (c.field == Field::assigned) return assigned(c.value, state);
        bool snoozed = state.snoozed_until > now;
        if (c.value == "closed") return static_cast<bool>(state.closed_at);
        if (c.value == "snoozed") return snoozed;
        if (c.value == "open") return !state.closed_at && !snoozed && !of_row("heard", m.conversation);
        if (c.value == "unassigned") return !state.assignee;
        return of_row(c.value, m.conversation);
    }
    bool assigned(std::string_view whom, const store::ConversationState& state) const {
        if (whom == "none") return !state.assignee;
        if (whom == "me") return state.assignee == s_.member;
        return state.assignee && contains(state.assignee_name, text::fold(whom));
    }
    bool of_row(std::string_view what, Id conversation) {
        auto row = s_.store.read_index(
            truth_, [&](db::Tx& index) { return inbox::row(index, s_.workspace, conversation, s_.member); });
        if (!row) return false;
        return what == "unread"   ? row->unread
               : what == "failed" ? row->failed > 0
               : what == "heard"  ? row->heard
                                  : static_cast<bool>(row->waiting_since);
    }

    db::Tx& truth_;
    const Searching& s_;
    const store::Query& query_;
    std::vector<std::set<Id>> known_;
};

const Condition* selective(const store::Query& query) {
    for (const auto& c : query.conditions)
        if (!c.negated && Judge::by_identity(c.field) && c.value != "me") return &c;
    return nullptr;
}

std::vector<Id> of_people(const Searching& s, const Condition& c, Id before) {
    auto who = s.store.read([&](db::Tx& truth) { return identities(truth, s.workspace, c); });
    std::vector<Id> all;
    s.store.index.read([&](db::Tx& index) {
        for (auto id : who)
            for (const auto& row :
                 index.query("SELECT message_id FROM identity_message WHERE workspace_id = $1 AND "
                             "identity_id = $2 AND message_id < $3 ORDER BY message_id DESC LIMIT $4",
                             s.workspace, id, before.value, static_cast<std::int64_t>(chunk)))
                all.push_back(row.id(0));
    });
    std::sort(all.begin(), all.end(), std::greater<>());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (all.size() > chunk) all.resize(chunk);
    return all;
}

std::vector<Id> of_everything(const Searching& s, Id before) {
    return s.store.read([&](db::Tx& truth) {
        std::vector<Id> all;
        for (const auto& row :
             truth.query("SELECT id FROM message WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC "
                         "LIMIT $3",
                         s.workspace, before.value, static_cast<std::int64_t>(chunk)))
            all.push_back(row.id(0));
        return all;
    });
}

// The next keys below `before` that could be hits, newest first; empty at the end.
std::vector<Id> candidates(const Searching& s, const store::Query& query, Id before) {
    if (!query.terms.empty())
        return s.store.index.read(
            [&](db::Tx& index) { return s.search.newest(index, s.workspace, query.terms, before, chunk); });
    if (const auto* c = selective(query)) return of_people(s, *c, before);
    return of_everything(s, before);
}

// Visits hits until `visit` returns false; true when the end of everything was reached.
template <class Visit>
bool each_hit(const Searching& s, const store::Query& query, Id before, Visit&& visit) {
    if (!before) before = Id{std::numeric_limits<std::int64_t>::max()};
    for (std::size_t looked_at = 0; looked_at < most_looked_at; looked_at += chunk) {
        auto ids = candidates(s, query, before);
        if (ids.empty()) return true;
        auto go_on = s.store.read([&](db::Tx& truth) {
            Judge judge(truth, s, query);
            for (auto id : ids) {
                auto m = store::message(truth, s.workspace, id);
                if (m && judge.passes(*m) && !visit(*m)) return false;
            }
            return true;
        });
        if (!go_on) return false;
        before = ids.back();
    }
    return false;
}

bool in_view(const Row& row, const Filter& f, Time now) {
    bool snoozed = row.snoozed_until > now, open = !row.closed_at && !snoozed;
    if (f.channel && row.channel != f.channel) return false;
    if (!f.label.empty() && std::find(row.labels.begin(), row.labels.end(), f.label) == row.labels.end())
        return false;
    switch (f.view) {
        case View::open:
            return open && !row.heard;
        case View::mine:
            return open && row.assignee == f.member;
        case View::unassigned:
            return open && !row.assignee && !row.heard;
        case View::snoozed:
            return !row.closed_at && snoozed;
        case View::closed:
            return static_cast<bool>(row.closed_at);
        case View::failed:
            return row.failed > 0;
        case View::heard:
            return row.heard && !row.closed_at;
        case View::all:
            return true;
    }
    return true;
}
}  // namespace

Hits find_messages(const Searching& s, const store::Query& query, Id before, std::size_t limit) {
    Hits hits;
    bool end = each_hit(s, query, before, [&](const store::Message& m) {
        hits.messages.push_back(m);
        return hits.messages.size() < limit;
    });
    if (!end && !hits.messages.empty()) hits.next = hits.messages.back().id.text();
    return hits;
}

Page find_conversations(const Searching& s, const store::Query& query, const Filter& filter) {
    std::set<Id> seen;
    std::vector<Id> ids;
    auto before = Id::parse(filter.after).value_or(Id{});
    Id last;
    bool end = each_hit(s, query, before, [&](const store::Message& m) {
        last = m.id;
        if (seen.insert(m.conversation).second) ids.push_back(m.conversation);
        return ids.size() < filter.limit;
    });
    Page page;
    auto now = s.store.clock.now();
    for (auto& row :
         s.store.index.read([&](db::Tx& index) { return rows(index, s.workspace, ids, s.member); }))
        if (in_view(row, filter, now)) page.rows.push_back(std::move(row));
    if (!end && last) page.next = last.text();
    return page;
}
}  // namespace inbox
