#include "api/test_world.hpp"

#include <fstream>

#include "api/visits.hpp"
#include "courier/intake.hpp"
#include "inbox/actions.hpp"
#include "inbox/compose.hpp"
#include "inbox/deeds.hpp"
#include "people/confirm.hpp"
#include "people/people.hpp"
#include "people/suggest.hpp"
#include "store/authorisations.hpp"
#include "store/channels.hpp"
#include "store/hook_deliveries.hpp"
#include "store/hooks.hpp"
#include "store/pushes.hpp"
#include "store/topics.hpp"

namespace api {
namespace {
constexpr store::Role roles[] = {store::Role::viewer, store::Role::agent, store::Role::admin,
                                 store::Role::owner};

model::Inbound inbound(const World& world, std::string id, model::Handle author) {
    model::Inbound item;
    item.remote_id = std::move(id);
    item.author = std::move(author);
    item.recipients = {{"email", "hello@" + world.word + ".example", ""}};
    item.subject = world.word + " tart";
    item.text = "Do you have " + world.word + " tart tomorrow?";
    item.sent_at = {1'791'999'000'000};
    item.attachments = {{.name = world.word + ".txt", .media_type = "text/plain", .bytes = world.word}};
    return item;
}

channels::Batch batch(const World& world) {
    channels::Batch made;
    made.items.push_back(
        inbound(world, "1", {"email", "ana@" + world.word + ".example", "Ana " + world.word}));
    made.items.push_back(
        inbound(world, "2", {"feed", "https://" + world.word + ".example/ana", "Ana " + world.word}));
    made.items.push_back(
        inbound(world, "3", {"email", "ben@" + world.word + ".example", "Ben " + world.word}));
    made.items.push_back(
        inbound(world, "4", {"email", "eva@" + world.word + ".example", "Eva " + world.word}));
    made.poison.push_back({"5", "raw " + world.word, "It is not a mail."});
    return made;
}

// Fills in what later routes are pointed at; one change, so that all of it is there or none.
class Seeding {
public:
    Seeding(store::Change& change, World& world) : change_(change), world_(world) {}

    void channel() {
        store::Channel made;
        made.network = "feed", made.name = world_.word + " mail",
        made.options["url"] = "https://" + world_.word + ".example/feed";
        channel_ = store::add_channel(change_, made);
        world_.ids["channels"] = channel_.text();
    }

    void resume(Id channel) { channel_ = channel; }

    void what_was_said() {
        auto at = [&](std::string_view remote) {
            return store::find_remote(change_.tx, change_.workspace, channel_, remote);
        };
        auto first = *store::message(change_.tx, change_.workspace, at("1"));
        conversation_ = first.conversation;
        world_.ids["conversations"] = conversation_.text(), world_.ids["inbound"] = first.id.text();
        world_.ids["attachments"] =
            store::attachments(change_.tx, change_.workspace, first.id).at(0).id.text();
        auto who = [&](std::string_view remote) {
            auto m = *store::message(change_.tx, change_.workspace, at(remote));
            return *store::identity(change_.tx, change_.workspace, m.author);
        };
        auto ana = who("1"), other = who("2"), ben = who("3"), eva = who("4");
        world_.ids["people"] = ana.person.text(), world_.ids["other"] = ben.person.text();
        world_.ids["identities"] = ben.id.text();
        world_.ids["links"] = store::standing_link(change_.tx, change_.workspace, ben.id)->id.text();
        people::suggest_for(change_, other.id);
        auto open = people::suggestions(change_.tx, change_.workspace, 1);
        world_.ids["suggestions"] = open.at(0).id.text();
        world_.ids["merges"] = people::merge(change_, ben.person, eva.person).text();
        world_.ids["quarantine"] = store::quarantined(change_.tx, change_.workspace, Id{}, 1).at(0).id.text();
    }

    // A queued, a failed and a doubtful answer.
    void what_was_answered() {
        for (std::string state : {"queued", "failed", "unknown"}) {
            auto made =
                inbox::answer(change_, {conversation_, "Yes, " + world_.word + " tart.", {}, false, {}, {}});
            auto id = std::get<store::Message>(made).id;
            auto job = *store::job_of_message(change_.tx, change_.workspace, id);
            if (state != "queued") store::settle(change_, job, "queued", state, world_.word + " is out");
            world_.ids[state == "queued" ? "messages" : state] = id.text();
        }
    }

    void what_was_done() {
        world_.ids["bulk"] =
            inbox::bulk(change_, {conversation_}, inbox::Action::label, world_.word).id.text();
        world_.ids["topics"] =
            store::add_topic(change_, {.name = world_.word + " tart", .query = world_.word}).text();
        inbox::assign(change_, conversation_, world_.members[store::Role::agent].member, "Somebody");
        store::add_label(change_, world_.word);
    }

    // An uploaded mailbox, and a line that an earlier trial of it refused.
    void import(const Uploads& uploads) {
        store::Import made;
        made.id = change_.fresh();
        net::Request body{.body = "From ana@" + world_.word + ".example Mon Jan  1 00:00:00 2026\n\nHello"};
        auto path = uploads.keep(made.id, "a.mbox", body);
        std::ofstream(uploads.refusals_path(made.id))
            << "place,reason\r\n\"1\",\"" << world_.word << "\"\r\n";
        made.format = "mbox", made.state = "uploaded", made.options = "{}", made.refusals = "[]";
        made.files = json::serialize(json::array{json::object{{"name", "a.mbox"}, {"path", path}}});
        world_.ids["imports"] = store::add_import(change_, made).text();
    }

private:
    store::Change& change_;
    World& world_;
    Id channel_, conversation_;
};

// The first network where people react to each other and that is connected by logging in.
const std::string& social() {
    static const auto id = [] {
        for (const auto* each : channels::networks())
            if (each->can.like && each->authorise) return std::string(each->id);
        return std::string();
    }();
    return id;
}

// A social network, with a stranger's post, two of ours, and one that is about to be deleted.
void on_a_network(store::Change& change, World& world) {
    store::Channel made;
    made.network = social(), made.name = world.word + " town";
    made.options["server"] = "http://127.0.0.1:1";
    auto channel = store::add_channel(change, made);
    auto ana = store::meet(change, {social(), "@ana@" + world.word + ".example", "Ana " + world.word});
    world.ids["handles"] = ana.id.text();
    auto lea = store::meet(change, {social(), "@lea@" + world.word + ".example", "Lea " + world.word});
    auto mia = store::meet(change, {social(), "@mia@" + world.word + ".example", "Mia " + world.word});
    world.ids["another"] = lea.id.text();
    SystemRandom random;
    world.ids["confirmations"] = people::ask(change, {lea.id, mia.id, "https://crm.example"},
                                             Seal(std::string(Seal::key_bytes, 's')), random)
                                     .text();
    auto conversation = store::add_conversation(change, channel, "").id;
    store::add_participant(change, conversation, ana.id);
    auto say = [&](const char* name, model::Direction direction) {
        store::Message m;
        m.conversation = conversation, m.channel = channel, m.remote_id = name, m.direction = direction;
        (direction == model::Direction::inbound ? m.author : m.recipient) = ana.id;
        m.sent_at = m.received_at = change.at, m.text = world.word + " tart", m.audience = "public";
        world.ids[name] = store::add_message(change, m, ana.person).text();
    };
    say("heard", model::Direction::inbound), say("ours", model::Direction::outbound);
    say("erased", model::Direction::outbound);
    inbox::erase(change, *Id::parse(world.ids["erased"]), inbox::Way::forward);
    store::Authorisation login;
    login.network = social(), login.member = change.actor.member, login.state_hash = world.word,
    login.kept = "x";
    world.ids["authorisations"] = store::add_authorisation(change, login).text();
}

// A chat window, and somebody who wrote there.
void on_the_page(store::Change& change, World& world, std::string_view signing_key) {
    for (const auto* each : channels::networks()) {
        if (!each->visits) continue;
        store::Channel made;
        made.network = each->id, made.name = world.word + " chat";
        made.options["pages"] = "https://" + world.word + ".example";
        auto channel = store::add_channel(change, made);
        world.ids["key"] = door_key(change.workspace, channel, signing_key);
        world.ids["visitors"] =
            store::meet(change, {made.network, "visitor-1", "Zoë " + world.word}).id.text();
    }
}

// A shop that calls us, and a till that hears of everything.
void other_systems(store::Change& change, World& world) {
    for (const auto* each : channels::networks()) {
        if (!each->take_push) continue;
        store::Channel made;
        made.network = each->id, made.name = world.word + " shop", made.options["place"] = "shop.example";
        store::set_channel_key(change, store::add_channel(change, made), world.word + "-key");
    }
    store::Hook hook;
    hook.url = "https://" + world.word + ".example/hook", hook.events = {"message.received"},
    hook.secrets = "x";
    auto id = store::add_hook(change, hook);
    world.ids["hooks"] = id.text();
    store::HookDelivery delivery{.hook = id, .seq = 1, .type = "message.received", .at = change.at};
    world.ids["hook-deliveries"] = store::add_hook_delivery(change, delivery).text();
}

std::string after_last_known(const Route& route) {
    auto pattern = std::string(route.pattern);
    if (pattern.ends_with("/block")) return "visitors";
    if (pattern.ends_with("/files/{id}")) return "attachments";
    if (pattern == "/api/messages/{id}/retry") return "failed";
    if (pattern == "/api/messages/{id}/settlement") return "unknown";
    if (pattern == "/api/messages/{id}/source" || pattern == "/api/messages/{id}/image") return "inbound";
    if (pattern.ends_with("/like") || pattern.ends_with("/repost")) return "heard";
    if (pattern.ends_with("/erasure")) return route.method == net::Method::put ? "ours" : "erased";
    if (pattern.ends_with("/edits")) return "ours";
    if (pattern.ends_with("/follow") || pattern.ends_with("/history")) return "handles";
    auto end = pattern.find("/{"), begin = end == pattern.npos ? end : pattern.rfind('/', end - 1);
    return begin == pattern.npos ? "" : pattern.substr(begin + 1, end - begin - 1);
}

void replace(std::string& text, std::string_view what, const std::string& by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what)) text.replace(at, what.size(), by);
}

// What each shape of a request may look like; <x> stands for ids["x"], <word> for the word.
const std::map<std::string_view, std::string_view>& bodies() {
    static const std::map<std::string_view, std::string_view> all = {
        {"NewSetup",
         R"({"workspace":"<word>","name":"Eve","email":"eve@<word>.example","password":"a long password"})"},
        {"Login", R"({"email":"owner@<word>.example","password":"pain au levain"})"},
        {"MeChange", R"({"name":"<word>","preferences":{"theme":"dark"}})"},
        {"Acceptance", R"({"name":"Chloé","password":"a long password"})"},
        {"NewWorkspace", R"({"name":"<word> too"})"},
        {"MemberChange", R"({"role":"viewer","disabled":true})"},
        {"NewInvitation", R"({"email":"new@<word>.example","role":"viewer"})"},
        {"NewApiKey", R"({"name":"<word>","role":"viewer"})"},
        {"NewChannel",
         R"({"network":"feed","name":"<word>","options":{"url":"https://<word>.example/more"}})"},
        {"ChannelProbe",
         R"({"network":"feed","options":{"url":"http://127.0.0.1:1/"},"channel":"<channels>"})"},
        {"QuarantineRetry", R"({"channel":"<channels>"})"},
        {"PushedMessage", R"({"author":{"handle":"<word>"},"text":"<word>"})"},
        {"NewHook", R"({"url":"https://<word>.example/hook","events":["message.received"]})"},
        {"HookChange", R"({"description":"<word>","paused":true})"},
        {"NewTopic", R"({"query":"<word> OR rye","name":"<word>","goal":"<word>","owner":"<members>"})"},
        {"TopicChange", R"({"query":"<word> OR tart","owner":null})"},
        {"NewTopicPreview", R"({"query":"tart"})"},
        {"Redelivery", R"({"since":"2020-01-01T00:00:00Z"})"},
        {"ChannelChange", R"({"name":"<word>","paused":true})"},
        {"NewConversation", R"({"person":"<people>","text":"<word>","note_kind":"call"})"},
        {"NewMessage", R"({"text":"<word>","internal":true})"},
        {"AttachmentChange", R"({"description":"<word> tart"})"},
        {"NewEdit", R"({"text":"<word> tart at seven"})"},
        {"NewAuthorisation", R"({"network":"mastodon","options":{"server":"http://127.0.0.1:1"}})"},
        {"Settlement", R"({"outcome":"sent"})"},
        {"Closure", R"({"reason":"<word>"})"},
        {"Snooze", R"({"until":"2030-01-01T00:00:00Z"})"},
        {"Assignment", R"({"member":"<members>"})"},
        {"Reading", R"({"message":"<inbound>"})"},
        {"NewDraft", R"({"text":"<word>","html":null,"internal":false,"attachments":[]})"},
        {"Presence", R"({"typing":true})"},
        {"Bulk", R"({"conversations":["<conversations>"],"action":"close"})"},
        {"NewPerson", R"({"name":"<word>"})"},
        {"PersonChange", R"({"name":"<word>","roles":["donor"],"note":"<word>"})"},
        {"Merge", R"({"other":"<other>"})"},
        {"NewLink", R"({"identity":"<identities>","person":"<people>","reason":"<word>"})"},
        {"Unlink", R"({"reason":"<word>"})"},
        {"Decision", R"({"decision":"accept"})"},
        {"NewConfirmation", R"({"first":"<handles>","second":"<another>"})"},
        {"Label", R"({"name":"<word> two"})"},
        {"NewView", R"({"name":"<word>","query":"is:open"})"},
        {"ImportStart", R"({"columns":{}})"},
        {"NewVisit", R"({"consent":true})"},
        {"VisitChange", R"({"name":"<word>"})"},
        {"NewVisitMessage", R"({"key":"1","text":"<word>"})"},
    };
    return all;
}

constexpr std::pair<std::string_view, std::string_view> queries[] = {
    {"POST /api/imports", "?format=mbox&name=a.mbox"},
    {"POST /api/attachments", "?name=<word>.txt&type=text/plain"},
    {"GET /api/search", "?q=tart"},
    {"GET /api/messages/{id}/image", "?address=http://127.0.0.1:1/a.png"},
    {"GET /api/people", "?q=a"},
    {"GET /api/confirmations", "?person=<people>"},
};
}  // namespace

std::string title(const Route& route) {
    return fmt::format("{} {}", net::name(route.method), route.pattern);
}

std::string World::path(const Route& route) const {
    std::string path(route.pattern);
    auto found = ids.find(after_last_known(route));
    replace(path, "{id}", found == ids.end() ? "{unknown}" : found->second);
    replace(path, "{token}", ids.at("token"));
    // A chat's door and the address that a channel is called at.
    replace(path, "{key}", path.starts_with("/hooks/") ? word + "-key" : ids.at("key"));
    replace(path, "{label}", word);
    for (const auto* each : channels::networks())
        if (each->authorise && each->authorise->client) replace(path, "{client}", std::string(each->id));
    replace(path, "{name}", word);
    for (auto [which, query] : queries)
        if (title(route) == which) path += query;
    replace(path, "<word>", word);
    replace(path, "<people>", ids.at("people"));
    return path;
}

std::string World::body(const Route& route) const {
    if (route.pattern == "/api/attachments" || route.pattern == "/api/imports")
        return route.method == net::Method::post
                   ? "From ana@" + word + ".example Mon Jan  1 00:00:00 2026\n\n" + word
                   : "";
    if (route.request.empty()) return "";
    auto found = bodies().find(route.request);
    if (found == bodies().end()) return "";
    std::string text(found->second);
    replace(text, "<word>", word);
    for (const auto& [name, id] : ids) replace(text, "<" + name + ">", id);
    return text;
}

World EachWorld::world(std::string_view word) {
    World made{.word = std::string(word),
               .owner = found(word),
               .members = {},
               .sessions = {},
               .keys = {},
               .ids = {}};
    for (auto role : roles) {
        auto label = fmt::format("{}-{}", word, store::name(role));
        made.members[role] = role == store::Role::owner ? made.owner : join(made.owner, label, role);
        made.sessions[role] = session_of(made.members[role]);
        auto key = rooms->keys.add(made.owner, label, role);
        made.keys[role] = {.name = fmt::format("{} key", store::name(role)), .key = key.secret};
        if (role == store::Role::viewer) made.ids["keys"] = key.key.id.text();
    }
    made.ids["workspaces"] = made.owner.workspace.text();
    made.ids["members"] = join(made.owner, made.word + "-somebody", store::Role::agent).member.text();
    auto invited =
        rooms->invitations.add(made.owner, "invited@" + made.word + ".example", store::Role::agent);
    made.ids["invitations"] = invited.invitation.id.text(), made.ids["token"] = invited.token;
    house->change(made.owner, [&](store::Change& change) { Seeding(change, made).channel(); });
    auto channel = *Id::parse(made.ids["channels"]);
    courier::Intake(*house, rooms->files).take(made.owner, channel, batch(made));
    auto signing_key = rooms->accounts.signing_key(made.owner.workspace);
    house->change(made.members[store::Role::agent], [&](store::Change& change) {
        Seeding seeding(change, made);
        seeding.resume(channel);
        seeding.what_was_said();
        seeding.what_was_answered();
        seeding.what_was_done();
        seeding.import(rooms->uploads);
        on_a_network(change, made);
        on_the_page(change, made, signing_key);
        other_systems(change, made);
        auto hash = rooms->files.keep(change.workspace, made.word);
        store::keep_source(change, *Id::parse(made.ids["inbound"]), hash);
    });
    house->change(made.members[store::Role::viewer], [&](store::Change& change) {
        made.ids["views"] =
            store::add_saved_view(change, {{}, change.actor.member, made.word, "is:open", false}).text();
    });
    return made;
}

std::vector<Caller> EachWorld::callers(const World& world) {
    std::vector<Caller> all;
    for (auto role : roles) all.push_back(world.sessions.at(role));
    for (auto role : roles) all.push_back(world.keys.at(role));
    return all;
}
}  // namespace api
