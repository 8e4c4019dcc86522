#include <algorithm>

#include "api/confirm_page.hpp"
#include "api/confirm_words.hpp"
#include "api/identify.hpp"
#include "api/private_way.hpp"
#include "api/problem.hpp"
#include "api/routes.hpp"
#include "api/tries.hpp"
#include "api/views.hpp"
#include "net/target.hpp"
#include "people/confirm.hpp"

// Asking a customer whether two handles are his: the member's side, and the page behind the links. Why an
// answer proves anything is told in people/confirm.hpp.
namespace api {
namespace {
// Who answers by a link is no member.
store::Actor themselves(Id workspace) {
    auto actor = store::Actor::system(workspace);
    actor.name = "the person themselves";
    return actor;
}

std::string house_name(db::Tx& tx, Id workspace) {
    auto row = tx.one("SELECT name FROM workspace WHERE workspace_id = $1", workspace);
    return row ? row->text(0) : "";
}

std::string label_of(const store::Identity& who) {
    const auto* network = channels::network(who.network);
    return network ? std::string(network->label) : who.network;
}

// In a message to one handle the other must be words and nothing else: on many networks "@name" would bring
// the message, link and all, to whom it names.
std::string spoken(std::string_view text) {
    std::string out;
    if (text.starts_with('@')) text.remove_prefix(1);
    for (char c : text) out += c == '@' ? std::string(" (at) ") : std::string(1, c);
    return out;
}

std::string named(const store::Identity& who, bool in_full) {
    return fmt::format("{} ({})", people::named_to_others(who, in_full), label_of(who));
}

// For the eyes of whom we ask. Nobody knows the handle that a window of ours gave him.
std::string named(const ConfirmWords& words, const store::Identity& who, bool in_full) {
    const auto* network = channels::network(who.network);
    if (!network || !network->visits) return named(who, in_full);
    auto name = in_full && !who.name.empty() ? std::string_view(who.name) : words.visitor;
    return fmt::format("{} ({})", name, words.our_chat);
}

// What they wrote to us last was in this language.
std::string language_of(db::Tx& tx, Id workspace, const store::Identity& who) {
    for (auto id : store::conversations_of(tx, workspace, {who.id}, 1))
        for (const auto& m : store::thread(tx, workspace, id, {}, 20))
            if (m.author == who.id && !m.language.empty()) return m.language;
    return "";
}

struct Sides {
    store::Identity first, second;
};

Sides sides(db::Tx& tx, Id workspace, Id first, Id second) {
    auto a = store::identity(tx, workspace, first), b = store::identity(tx, workspace, second);
    if (!a) throw Error{Code::not_found, "This handle does not exist."}.at("first");
    if (!b) throw Error{Code::not_found, "This handle does not exist."}.at("second");
    return {*a, *b};
}

// A question to one handle about another, ready to be sent.
struct Question {
    PrivateWay way;
    store::Identity to;
    PrivateWords words;
};

Question question(db::Tx& tx, Id workspace, const Sides& who, bool second, bool in_full) {
    const auto& to = second ? who.second : who.first;
    const auto& other = second ? who.first : who.second;
    auto way = private_way(tx, workspace, to);
    if (!way)
        throw Error{Code::conflict,
                    fmt::format("There is no channel by which {} could be asked privately.", named(to, true))}
            .at(second ? "second" : "first");
    const auto& words = confirm_words(language_of(tx, workspace, to));
    auto house = spoken(house_name(tx, workspace)), there = spoken(named(words, other, in_full));
    ConfirmNames names{house, "", there};
    return {
        *way,
        to,
        {filled(words.subject, names), filled(second ? words.second_message : words.first_message, names)}};
}

Id send(store::Change& change, Question question, const store::Confirmation& about, bool second) {
    question.words.extra["confirmation"] = about.id.text();
    auto sent = say_privately(change, question.way, question.to, question.words);
    store::set_confirmation_message(change, about.id, second, sent.id);
    return sent.id;
}

// --- the member's side

std::string base_of(const net::Request& request) {
    return fmt::format("{}://{}", request.secure ? "https" : "http", request.headers.get("Host"));
}

std::string_view state_of(const store::Confirmation& c, Time now) {
    bool waits = c.state == "asked" || c.state == "half";
    return waits && !c.open(now) ? std::string_view("expired") : std::string_view(c.state);
}

json::object shown(db::Tx& tx, Views& views, const Call& call, const store::Confirmation& c) {
    json::array conversations;
    for (auto id : {c.first_message, c.second_message})
        if (auto sent = id ? store::message(tx, call.actor.workspace, id) : std::nullopt)
            conversations.push_back(json::value(sent->conversation.text()));
    return {{"id", c.id.text()},
            {"first", views.identity(c.first)},
            {"second", views.identity(c.second)},
            {"state", state_of(c, call.app.store.clock.now())},
            {"asked_by", c.asked_by},
            {"asked_at", c.asked_at.rfc3339()},
            {"first_at", time_or_null(c.first_at)},
            {"ended_at", time_or_null(c.ended_at)},
            {"expires_at", c.expires_at.rfc3339()},
            {"conversations", conversations}};
}

net::Response list(Call& call) {
    auto person = Id::parse(call.query("person"));
    if (!person) throw Error{Code::bad_request, "person: say whose."}.at("person");
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        std::vector<Id> handles;
        for (const auto& i : store::identities_of(tx, call.actor.workspace, *person)) handles.push_back(i.id);
        json::array items;
        for (const auto& c : store::confirmations_about(tx, call.actor.workspace, handles))
            items.push_back(shown(tx, views, call, c));
        return page(std::move(items), "");
    }));
}

net::Response preview(Call& call) {
    auto body = call.body();
    bool in_full = body.flag("in_full", false);
    return answer(call.read([&](db::Tx& tx) {
        auto who = sides(tx, call.actor.workspace, body.id("first"), body.id("second"));
        auto first = question(tx, call.actor.workspace, who, false, in_full);
        auto then = question(tx, call.actor.workspace, who, true, in_full);
        return json::object{{"text", first.words.text},
                            {"channel_name", first.way.channel.name},
                            {"then_text", then.words.text},
                            {"then_channel_name", then.way.channel.name}};
    }));
}

net::Response ask(Call& call) {
    auto body = call.body();
    people::Asking asking{body.id("first"), body.id("second"), base_of(call.request),
                          body.flag("in_full", false), body.flag("again", false)};
    auto id = call.change([&](store::Change& change) {
        auto who = sides(change.tx, change.workspace, asking.first, asking.second);
        auto first = question(change.tx, change.workspace, who, false, asking.in_full);
        question(change.tx, change.workspace, who, true, asking.in_full);
        auto made = people::ask(change, asking, call.app.seal, call.app.post.surroundings.random);
        send(change, std::move(first), *store::confirmation(change.tx, change.workspace, made), false);
        return made;
    });
    return answer(call.read([&](db::Tx& tx) {
        Views views(tx, call);
        return shown(tx, views, call, *store::confirmation(tx, call.actor.workspace, id));
    }),
                  201);
}

net::Response withdraw(Call& call) {
    call.change([&](store::Change& change) { people::withdraw(change, call.id()); });
    return nothing();
}

// --- the page behind the links

struct Visit {
    store::ConfirmationLink link;
    store::Identity here, there;
    std::string house;
};

const ConfirmWords& words_for(const Call& call) {
    return confirm_words(call.request.headers.get("Accept-Language"));
}

net::Response over(const Call& call, int status = 404) {
    const auto& words = words_for(call);
    return api::shown({words.language, "Rapport", std::string(words.over)}, status);
}

std::optional<Visit> visit(Call& call) {
    return call.read([&](db::Tx& tx) -> std::optional<Visit> {
        auto link = people::behind_link(tx, call.params["token"], call.app.store.clock.now());
        if (!link) return std::nullopt;
        auto workspace = link->asked.workspace;
        auto first = store::identity(tx, workspace, link->asked.first),
             second = store::identity(tx, workspace, link->asked.second);
        if (!first || !second) return std::nullopt;
        return Visit{*link, link->second ? *second : *first, link->second ? *first : *second,
                     house_name(tx, workspace)};
    });
}

// A member who finds a link (a forwarded mail, a shared screen) must not answer for the customer.
bool member_of(const Call& call, Id workspace) {
    auto token = cookie(call.request, "rapport_session");
    auto login = token.empty() ? std::nullopt : call.app.sessions.find(token);
    return login && std::any_of(login->seats.begin(), login->seats.end(),
                                [&](const auto& seat) { return seat.workspace == workspace; });
}

net::Response for_the_customer() {
    return api::shown(
        {"en", "This link is not for you",
         "You are logged in as a member of this workspace. Only the person whom it was sent to can "
         "answer."},
        403);
}

std::string say(const ConfirmWords& words, const Visit& v, std::string_view text) {
    auto here = named(words, v.here, true), there = named(words, v.there, v.link.asked.in_full);
    return filled(text, {v.house, here, there});
}

net::Response ask_first(const Call& call, const Visit& v) {
    const auto& words = words_for(call);
    return api::shown({words.language,
                       say(words, v, words.question),
                       say(words, v, words.because),
                       "",
                       say(words, v, words.title),
                       {},
                       {{"yes", std::string(words.yes), true}, {"no", std::string(words.no)}}});
}

net::Response show_code(const Call& call, const Visit& v) {
    const auto& words = words_for(call);
    auto kept = people::secrets(v.link.asked, call.app.seal);
    if (!kept) return over(call);
    auto code = kept->code.substr(0, 3) + " " + kept->code.substr(3);
    return api::shown({words.language, std::string(words.code_title), say(words, v, words.code_text), code,
                       say(words, v, words.title)});
}

net::Response ask_code(const Call& call, const Visit& v, std::string_view trouble = {}) {
    const auto& words = words_for(call);
    return api::shown({words.language,
                       say(words, v, words.type_title),
                       say(words, v, words.type_text),
                       "",
                       say(words, v, words.title),
                       {{std::string(words.label), std::string(trouble)}},
                       {{"yes", std::string(words.confirm), true}, {"no", std::string(words.no)}}},
                      trouble.empty() ? 200 : 400);
}

net::Response last_word(const Call& call, const Visit& v, std::string_view text) {
    const auto& words = words_for(call);
    return api::shown({words.language, say(words, v, words.title), say(words, v, text)});
}

net::Response look(Call& call) {
    auto v = visit(call);
    if (!v) return over(call);
    if (member_of(call, v->link.asked.workspace)) return for_the_customer();
    if (v->link.second) return ask_code(call, *v);
    return v->link.asked.state == "asked" ? ask_first(call, *v) : show_code(call, *v);
}

net::Response yes_of_first(Call& call, const Visit& v) {
    const auto& asked = v.link.asked;
    if (asked.state == "asked")
        call.app.store.change(themselves(asked.workspace), [&](store::Change& change) {
            if (!people::say_yes(change, asked)) return;
            auto second = question(change.tx, change.workspace, {v.here, v.there}, true, asked.in_full);
            send(change, std::move(second), asked, true);
        });
    return show_code(call, v);
}

net::Response code_of_second(Call& call, const Visit& v, const std::string& code) {
    auto actor = themselves(v.link.asked.workspace);
    auto came = call.app.store.change(actor, [&](store::Change& change) {
        return people::give_code(change, v.link.asked, code, call.app.seal);
    });
    if (came == people::Coded::wrong) return ask_code(call, v, words_for(call).wrong);
    return came == people::Coded::joined ? last_word(call, v, words_for(call).joined) : over(call);
}

net::Response reply(Call& call, const Visit& v) {
    auto form = net::read_target("/?" + call.request.body);
    auto field = [&](const char* name) { return form ? form->query[name] : std::string(); };
    if (field("answer") == "no") {
        call.app.store.change(themselves(v.link.asked.workspace),
                              [&](store::Change& change) { people::say_no(change, v.link.asked); });
        return last_word(call, v, words_for(call).refused);
    }
    if (field("answer") != "yes") return look(call);
    return v.link.second ? code_of_second(call, v, field("code")) : yes_of_first(call, v);
}

net::Response take_reply(Call& call) {
    if (auto wait = held_back(call, "")) {
        auto page = over(call, wait->status);
        page.headers.set("Retry-After", std::string(wait->headers.get("Retry-After")));
        return page;
    }
    auto v = visit(call);
    if (!v) return over(call);
    if (member_of(call, v->link.asked.workspace)) return for_the_customer();
    try {
        return reply(call, *v);
    } catch (const Error& error) {
        return api::shown({"en", "Rapport", error.text()}, problem(error).status);
    }
}

constexpr Route all[] = {
    {net::Method::get,
     "/api/confirmations",
     viewer,
     list,
     "Whether a person's handles are theirs: who was asked, and what they said",
     {},
     "[Confirmation]",
     "person"},
    {net::Method::post,
     "/api/confirmations",
     agent,
     ask,
     "Ask them to confirm that two handles are theirs",
     "NewConfirmation",
     "Confirmation",
     {},
     Takes::document,
     201},
    {net::Method::post, "/api/confirmations/preview", agent, preview,
     "What they would be asked, without asking", "NewConfirmation", "ConfirmationPreview"},
    {net::Method::del, "/api/confirmations/{id}", agent, withdraw,
     "Withdraw a question nobody has answered yet"},
    {net::Method::get,
     "/confirm/{token}",
     anybody,
     look,
     "The page behind a link to confirm a handle",
     {},
     "text/html"},
    {net::Method::post,
     "/confirm/{token}",
     anybody,
     take_reply,
     "The answer given there, as the page's form sends it",
     {},
     "text/html"},
};
}  // namespace

std::span<const Route> confirmation_routes() {
    return all;
}
}  // namespace api
