#include "api/channel_options.hpp"
#include "api/views.hpp"
#include "api/visits.hpp"
#include "base/encoding.hpp"
#include "store/pushes.hpp"

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

// What is shown of people in a list, looked up for all of them at once.
struct Acquaintances {
    Acquaintances(db::Tx& truth, const Call& call, const std::vector<people::PersonRow>& rows) {
        if (rows.empty()) return;
        auto workspace = call.actor.workspace;
        std::vector<Id> ids, said;
        for (const auto& row : rows) {
            ids.push_back(row.person);
            if (row.last_message) said.push_back(row.last_message);
        }
        auto known = store::people(truth, workspace, ids);
        roles = people::roles(truth, workspace, known);
        for (auto& person : known) people.emplace(person.id, std::move(person));
        last = store::messages(truth, workspace, said);
        for (auto& identity : store::identities_of(truth, workspace, ids))
            identities[identity.person].push_back(std::move(identity));
        look_up_conversations(truth, call);
    }

    json::array handles_of(Id person) const {
        json::array out;
        if (auto at = identities.find(person); at != identities.end())
            for (const auto& i : at->second) out.push_back(json::value(i.called()));
        return out;
    }
    std::int64_t open_of(Id person) const {
        auto at = conversations.find(person);
        if (at == conversations.end()) return 0;
        return std::count_if(at->second.begin(), at->second.end(),
                             [&](auto id) { return open.contains(id); });
    }

    std::unordered_map<Id, store::Person> people;
    std::unordered_map<Id, std::vector<std::string>> roles;
    std::unordered_map<Id, store::Message> last;
    std::unordered_map<Id, std::vector<store::Identity>> identities;

private:
    static constexpr std::size_t most_conversations = 20;

    void look_up_conversations(db::Tx& truth, const Call& call) {
        std::vector<Id> all;
        for (const auto& [person, theirs] : identities) {
            std::vector<Id> ids;
            for (const auto& i : theirs) ids.push_back(i.id);
            auto found = store::conversations_of(truth, call.actor.workspace, ids, most_conversations);
            all.insert(all.end(), found.begin(), found.end());
            conversations[person] = std::move(found);
        }
        open = call.app.store.read_index(
            truth, [&](db::Tx& index) { return inbox::open_ones(index, call.actor.workspace, all); });
    }

    std::unordered_map<Id, std::vector<Id>> conversations;
    std::set<Id> open;
};
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
        entry["blocked"] = store::blocked(tx_, workspace_, i.id);
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

json::array Views::person_rows(const std::vector<people::PersonRow>& rows) {
    const Acquaintances all(tx_, call_, rows);
    json::array out;
    out.reserve(rows.size());
    for (const auto& row : rows) {
        auto known = all.people.find(row.person);
        if (known == all.people.end()) continue;
        auto entry = reference(known->second);
        const auto& roles = all.roles.at(row.person);
        auto last = all.last.find(row.last_message);
        bool spoke = last != all.last.end();
        entry["roles"] = json::array(roles.begin(), roles.end());
        entry["networks"] = words(row.networks);
        entry["handles"] = all.handles_of(row.person);
        entry["last_message_at"] = spoke ? json::value(last->second.sent_at.rfc3339()) : json::value();
        entry["last_text"] = spoke ? std::string(prefix(last->second.text, 200)) : "";
        entry["messages"] = row.messages;
        entry["open_conversations"] = all.open_of(row.person);
        out.push_back(std::move(entry));
    }
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

// Where its system calls us, for channels that are called.
json::value Views::push(const store::Channel& c) {
    const auto* network = channels::network(c.network);
    auto origin = own_origin(call_.request);
    if (!network || !network->take_push || origin.empty()) return nullptr;
    auto key = store::channel_key(tx_, workspace_, c.id);
    auto until = json::text(unsealed(call_.app, c.secrets), "former_until", "0");
    Time former{std::stoll(until)};
    return json::object{
        {"address", key.empty() ? "" : origin + "/hooks/" + key},
        {"former_until", time_or_null(former > call_.app.store.clock.now() ? former : Time{})}};
}

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
            {"health", c.health.empty() ? json::value() : json::parse(c.health).value_or(nullptr)},
            {"notice", text_or_null(c.notice)},
            {"error", text_or_null(c.error)},
            {"remedy", text_or_null(remedy(state))},
            {"last_message_at", last ? json::value(last.time().rfc3339()) : json::value()},
            {"last_checked_at", time_or_null(c.checked_at)},
            {"lag_seconds", lag(tx_, c, last)},
            {"messages", sums.integer(0)},
            {"quarantined", store::quarantined_count(tx_, workspace_, c.id)},
            {"push", push(c)},
            {"created_at", c.created_at.rfc3339()},
            {"chat", window_of(call_, tx_, c)}};
}
}  // namespace api
