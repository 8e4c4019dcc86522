#include "api/channel_options.hpp"
#include "api/views.hpp"
#include "base/encoding.hpp"

namespace api {
namespace {
struct Heard {
    std::int64_t messages = 0;
    Id last;
};

Heard heard(db::Tx& truth, const Call& call, const std::vector<store::Identity>& identities) {
    return call.app.store.read_index(truth, [&](db::Tx& index) {
        Heard sum;
        for (const auto& i : identities)
            if (auto row = index.one(
                    "SELECT messages, last_message_id FROM identity_total WHERE workspace_id = $1 AND "
                    "identity_id = $2",
                    call.actor.workspace, i.id)) {
                sum.messages += row->integer(0);
                sum.last = std::max(sum.last, row->id(1));
            }
        return sum;
    });
}

json::array words(std::string_view spaced) {
    json::array out;
    while (!spaced.empty()) {
        auto word = spaced.substr(0, spaced.find(' '));
        spaced.remove_prefix(std::min(spaced.size(), word.size() + 1));
        if (!word.empty()) out.push_back(json::value(word));
    }
    return out;
}
}  // namespace

json::object Views::link(const store::Link& l) {
    return {{"id", l.id.text()},
            {"identity", identity(l.identity)},
            {"person", l.person.text()},
            {"evidence", store::to_json(l.evidence)},
            {"score", l.score},
            {"by", l.by},
            {"at", l.at.rfc3339()},
            {"undone_at", time_or_null(l.undone_at)},
            {"undone_by", text_or_null(l.undone_by)},
            {"undone_why", text_or_null(l.undone_why)}};
}

json::object Views::person(const store::Person& p) {
    auto out = person_ref(p.id).as_object();
    auto identities = store::identities_of(tx_, workspace_, p.id);
    json::array shown;
    std::vector<Id> ids;
    for (const auto& i : identities) {
        auto entry = identity(i);
        if (auto standing = store::standing_link(tx_, workspace_, i.id)) entry["link"] = link(*standing);
        shown.push_back(std::move(entry));
        ids.push_back(i.id);
    }
    auto conversations = store::conversations_of(tx_, workspace_, ids, 500);
    std::int64_t open = 0;
    for (auto id : conversations)
        if (!store::state(store::records(tx_, workspace_, id)).closed_at) ++open;
    auto sum = heard(tx_, call_, identities);
    auto roles = people::roles(tx_, workspace_, p);
    out["roles"] = json::array(roles.begin(), roles.end());
    out["note"] = p.note;
    out["created_at"] = p.created_at.rfc3339();
    out["identities"] = std::move(shown);
    out["last_message_at"] = sum.last ? json::value(sum.last.time().rfc3339()) : json::value();
    out["messages"] = sum.messages;
    out["conversations"] = static_cast<std::int64_t>(conversations.size());
    out["open_conversations"] = open;
    return out;
}

json::object Views::person_row(const people::PersonRow& row) {
    auto out = person_ref(row.person).is_object() ? person_ref(row.person).as_object() : json::object{};
    auto known = store::person(tx_, workspace_, row.person);
    std::vector<Id> ids;
    json::array handles;
    for (const auto& i : store::identities_of(tx_, workspace_, row.person))
        ids.push_back(i.id), handles.push_back(json::value(i.handle));
    std::int64_t open = 0;
    for (auto id : store::conversations_of(tx_, workspace_, ids, 20))
        if (!store::state(store::records(tx_, workspace_, id)).closed_at) ++open;
    auto last = row.last_message ? store::message(tx_, workspace_, row.last_message) : std::nullopt;
    auto roles = known ? people::roles(tx_, workspace_, *known) : std::vector<std::string>{};
    out["roles"] = json::array(roles.begin(), roles.end());
    out["networks"] = words(row.networks);
    out["handles"] = std::move(handles);
    out["last_message_at"] = last ? json::value(last->sent_at.rfc3339()) : json::value();
    out["last_text"] = last ? std::string(prefix(last->text, 200)) : "";
    out["messages"] = row.messages;
    out["open_conversations"] = open;
    return out;
}

json::object Views::suggestion(const people::Suggestion& s) {
    auto other = store::identity(tx_, workspace_, s.identity);
    return {{"id", s.id.text()},
            {"person", person_ref(s.person)},
            {"other", other ? person_ref(other->person) : json::value()},
            {"identity", identity(s.identity)},
            {"evidence", store::to_json(s.evidence)},
            {"score", s.score},
            {"at", s.at.rfc3339()}};
}

namespace {
// What the owner of a channel can do about its state.
std::string_view remedy(std::string_view state) {
    if (state == "waiting")
        return "Rapport tries again by itself, later each time, at most a quarter of an hour.";
    if (state == "needs_login")
        return "Enter the login again. Until then nothing can come in or go out here.";
    if (state == "failed") return "Check the settings. Rapport looks again every quarter of an hour.";
    return "";
}

json::array secrets_set(const App& app, const store::Channel& channel) {
    json::array set;
    for (const auto& [key, value] : unsealed(app, channel.secrets)) set.push_back(json::value(key));
    return set;
}

// How long the newest message was on its way to us. What is older than the channel was fetched, not awaited.
json::value lag(db::Tx& tx, const store::Channel& channel, Id newest) {
    auto message = newest ? store::message(tx, channel.workspace, newest) : std::nullopt;
    if (!message || message->direction != model::Direction::inbound) return nullptr;
    if (message->sent_at < channel.created_at) return nullptr;
    return std::max<std::int64_t>(0, message->received_at - message->sent_at) / second_ms;
}
}  // namespace

json::object Views::channel(const store::Channel& c) {
    auto sums = call_.app.store.read_index(tx_, [&](db::Tx& index) {
        return *index.one(
            "SELECT coalesce(sum(messages), 0), max(last_message_id) FROM inbox_row WHERE "
            "workspace_id = $1 AND channel_id = $2",
            workspace_, c.id);
    });
    auto last = sums.id(1);
    auto state = c.paused_at ? std::string("paused") : c.imported ? std::string("imported") : c.state;
    return {{"id", c.id.text()},
            {"network", c.network},
            {"name", c.name},
            {"options", c.options},
            {"secrets_set", secrets_set(call_.app, c)},
            {"state", state},
            {"notice", text_or_null(c.notice)},
            {"error", text_or_null(c.error)},
            {"remedy", text_or_null(remedy(state))},
            {"last_message_at", last ? json::value(last.time().rfc3339()) : json::value()},
            {"last_checked_at", time_or_null(c.checked_at)},
            {"lag_seconds", lag(tx_, c, last)},
            {"messages", sums.integer(0)},
            {"quarantined", store::quarantined_count(tx_, workspace_, c.id)},
            {"created_at", c.created_at.rfc3339()}};
}
}  // namespace api
