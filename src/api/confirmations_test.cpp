#include "store/confirmations.hpp"

#include <regex>

#include "api/confirm_words.hpp"
#include "api/test_house.hpp"
#include "courier/dispatch.hpp"
#include "people/people.hpp"

namespace api {
namespace {
class Confirmations : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("bakery"), mara = session_of(owner), visitor = {};
        house->change(owner, [&](store::Change& change) {
            place(change, "email", "Post"), place(change, "mastodon", "Town");
            ana = store::meet(change, {"email", "ana@c.example", "Ana"});
            town = store::meet(change, {"mastodon", "@ana@t.example", "Ana L"});
            feed = store::meet(change, {"feed", "https://ana.example", "Ana"});
        });
    }
    static void place(store::Change& change, const char* network, const char* name) {
        store::Channel made;
        made.network = network, made.name = name;
        store::add_channel(change, made);
    }
    json::object pair(const store::Identity& first, const store::Identity& second) {
        return {{"first", first.id.text()}, {"second", second.id.text()}};
    }
    net::Response ask(const store::Identity& first, const store::Identity& second) {
        return send(mara, net::Method::post, "/api/confirmations", pair(first, second));
    }
    store::Confirmation at(Id id) {
        return house->read([&](db::Tx& tx) { return *store::confirmation(tx, owner.workspace, id); });
    }
    store::Message message(Id id) {
        return house->read([&](db::Tx& tx) { return *store::message(tx, owner.workspace, id); });
    }
    // What leaves for one side.
    model::Outgoing letter(Id confirmation, bool second) {
        auto c = at(confirmation);
        auto m = message(second ? c.second_message : c.first_message);
        return courier::outgoing(rooms->post, owner.workspace, m);
    }
    std::string path(const model::Outgoing& letter) {
        std::smatch found;
        auto text = letter.text;
        return std::regex_search(text, found, std::regex("https?://[^/ ]+(/confirm/[A-Za-z0-9_-]{43})"))
                   ? found[1].str()
                   : "";
    }
    std::string code_on(const std::string& page) {
        std::smatch found;
        return std::regex_search(page, found, std::regex("class=\"code\">([0-9 ]+)<")) ? found[1].str() : "";
    }
    net::Response reply(const std::string& path, std::string form) {
        return send(visitor, net::Method::post, path, std::move(form));
    }
    Id asked() {
        auto response = ask(ana, town);
        EXPECT_EQ(response.status, 201) << response.body;
        return *Id::parse(json::text(content(response), "id"));
    }
    bool one() {
        return house->read([&](db::Tx& tx) {
            return store::identity(tx, owner.workspace, ana.id)->person ==
                   store::identity(tx, owner.workspace, town.id)->person;
        });
    }

    store::Actor owner;
    Caller mara, visitor;
    store::Identity ana, town, feed;
};
RAPPORT_EACH_DATABASE(Confirmations);

TEST_P(Confirmations, the_whole_way_links_them_with_both_messages_as_proof) {
    auto id = asked();
    auto first = path(letter(id, false));
    ASSERT_NE(first, "");
    EXPECT_EQ(letter(id, false).to.handle, "ana@c.example");
    EXPECT_EQ(at(id).second_message, Id{}) << "the other side is not bothered yet";
    auto page = get(visitor, first);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("@ana@t.example (Mastodon)"), std::string::npos) << page.body;
    auto half = reply(first, "answer=yes");
    auto code = code_on(half.body);
    ASSERT_NE(code, "") << half.body;
    auto second = letter(id, true);
    EXPECT_EQ(second.to.handle, "@ana@t.example");
    EXPECT_EQ(second.audience, "direct");
    EXPECT_EQ(second.visibility, model::Visibility::private_);
    EXPECT_TRUE(second.copied.empty());
    auto there = get(visitor, path(second));
    EXPECT_EQ(there.status, 200);
    EXPECT_EQ(code_on(there.body), "") << "the code is told on one side only";
    EXPECT_NE(there.body.find("a…@c.example (Email)"), std::string::npos) << there.body;
    EXPECT_FALSE(one());
    EXPECT_EQ(reply(path(second), "answer=yes&code=" + code.substr(0, 3) + "+" + code.substr(4)).status, 200);
    EXPECT_TRUE(one());
    auto person = content(get(mara, "/api/people/" + ana.person.text()));
    EXPECT_NE(json::serialize(person).find("Confirmed by them on"), std::string::npos);
    auto list = content(get(mara, "/api/confirmations?person=" + ana.person.text()));
    EXPECT_EQ(json::text(list.at("items").at(0), "state"), "confirmed");
    EXPECT_EQ(list.at("items").at(0).at("conversations").as_array().size(), 2u);
}

TEST_P(Confirmations, looking_answers_nothing_and_the_page_is_safe) {
    auto id = asked();
    auto first = path(letter(id, false));
    auto before = dump(owner.workspace);
    for (auto method : {net::Method::get, net::Method::head, net::Method::get}) {
        auto page = send(visitor, method, first);
        EXPECT_EQ(page.status, 200);
        EXPECT_FALSE(page.headers.has("Set-Cookie"));
        EXPECT_EQ(page.body.find("<script"), std::string::npos);
        auto policy = std::string(page.headers.get("Content-Security-Policy"));
        EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
        EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
        EXPECT_NE(page.headers.get("X-Robots-Tag").find("noindex"), std::string_view::npos);
        EXPECT_EQ(page.headers.get("Cache-Control"), "no-store");
    }
    reply(first, ""), reply(first, "answer=maybe"), reply(first, "%zz");
    EXPECT_EQ(difference(before, dump(owner.workspace)), "");
}

TEST_P(Confirmations, no_link_is_in_anything_a_member_can_read) {
    auto id = asked();
    auto word = path(letter(id, false)).substr(9);
    auto conversation = message(at(id).first_message).conversation.text();
    for (const auto& address :
         {"/api/conversations/" + conversation, "/api/conversations/" + conversation + "/messages",
          "/api/confirmations?person=" + ana.person.text(), std::string("/api/audit")})
        EXPECT_EQ(get(mara, address).body.find(word), std::string::npos) << address;
    for (const auto& row : dump()) EXPECT_EQ(row.find(word), std::string::npos);
    EXPECT_EQ(get(mara, "/confirm/" + word).status, 403) << "a member who finds it must not answer";
    EXPECT_EQ(send(mara, net::Method::post, "/confirm/" + word, std::string("answer=yes")).status, 403);
    EXPECT_EQ(at(id).state, "asked");
}

TEST_P(Confirmations, in_a_message_the_other_handle_brings_nobody_in) {
    auto response = send(mara, net::Method::post, "/api/confirmations", pair(town, ana));
    auto id = *Id::parse(json::text(content(response), "id"));
    EXPECT_EQ(letter(id, false).text.find('@'), std::string::npos) << letter(id, false).text;
    EXPECT_EQ(letter(id, false).subject, "") << "a subject would be a warning there";
    reply(path(letter(id, false)), "answer=yes");
    EXPECT_EQ(letter(id, true).to.handle, "ana@c.example");
    EXPECT_NE(letter(id, true).text.find("ana (at) t.example (Mastodon)"), std::string::npos);
    EXPECT_NE(letter(id, true).subject, "");
}

TEST_P(Confirmations, forged_links_and_wrong_codes_reveal_and_change_nothing) {
    auto id = asked();
    auto first = path(letter(id, false));
    for (const std::string& forged :
         {"/confirm/" + std::string(43, 'x'), first.substr(0, first.size() - 1) + "!",
          std::string("/confirm/") + id.text()}) {
        auto page = reply(forged, "answer=yes");
        EXPECT_EQ(page.status, 404);
        EXPECT_EQ(page.body.find("ana"), std::string::npos);
    }
    auto code = code_on(reply(first, "answer=yes").body);
    auto wrong = code == "111 111" ? "222222" : "111111";
    auto second = path(letter(id, true));
    EXPECT_EQ(reply(second, std::string("answer=yes&code=") + wrong).status, 400);
    EXPECT_EQ(reply(second, "answer=yes").status, 400);
    for (int n = 0; n < 3; ++n) reply(second, std::string("answer=yes&code=") + wrong);
    EXPECT_EQ(at(id).state, "failed");
    EXPECT_EQ(get(visitor, second).status, 404);
    EXPECT_FALSE(one());
}

TEST_P(Confirmations, the_second_link_is_sent_once_however_often_yes_is_pressed) {
    auto id = asked();
    auto first = path(letter(id, false));
    auto code = code_on(reply(first, "answer=yes").body);
    EXPECT_EQ(code_on(reply(first, "answer=yes").body), code);
    EXPECT_EQ(code_on(get(visitor, first).body), code) << "who closed the page finds it again";
    auto count = house->read([&](db::Tx& tx) {
        return tx.one("SELECT count(*) FROM job WHERE workspace_id = $1", owner.workspace)->integer(0);
    });
    EXPECT_EQ(count, 2);
}

TEST_P(Confirmations, no_is_taken_from_either_side) {
    auto id = asked();
    auto first = path(letter(id, false));
    reply(first, "answer=yes");
    EXPECT_EQ(reply(path(letter(id, true)), "answer=no").status, 200);
    EXPECT_EQ(at(id).state, "denied");
    EXPECT_EQ(get(visitor, first).status, 404);
    EXPECT_EQ(ask(ana, town).status, 409);
}

TEST_P(Confirmations, are_asked_only_where_nobody_else_hears_it) {
    auto response = ask(ana, feed);
    EXPECT_EQ(response.status, 409) << response.body;
    EXPECT_EQ(json::text(content(response), "field"), "second");
    EXPECT_EQ(ask(feed, ana).status, 409);
    auto seen = send(mara, net::Method::post, "/api/confirmations/preview", pair(ana, town));
    EXPECT_EQ(seen.status, 200) << seen.body;
    EXPECT_NE(json::text(content(seen), "text").find("[link]"), std::string::npos);
    auto jobs = house->read([](db::Tx& tx) { return tx.one("SELECT count(*) FROM job")->integer(0); });
    EXPECT_EQ(jobs, 0);
}

TEST_P(Confirmations, a_withdrawn_question_neither_leaves_nor_is_answered) {
    auto id = asked();
    auto first = path(letter(id, false));
    EXPECT_EQ(send(mara, net::Method::del, "/api/messages/" + at(id).first_message.text()).status, 409);
    EXPECT_EQ(send(mara, net::Method::del, "/api/confirmations/" + id.text()).status, 204);
    EXPECT_EQ(get(visitor, first).status, 404);
    EXPECT_THROW(letter(id, false), channels::ChannelError);
}

TEST_P(Confirmations, speak_the_language_of_whoever_is_asked) {
    auto first = path(letter(asked(), false));
    visitor.more = {{"Accept-Language", "de-AT,de;q=0.9,en;q=0.8"}};
    auto page = get(visitor, first).body;
    EXPECT_NE(page.find("lang=\"de\""), std::string::npos);
    EXPECT_NE(page.find("Ja, das bin ich"), std::string::npos);
    EXPECT_EQ(confirm_words("tlh, fr;q=0.5").language, "fr");
    EXPECT_EQ(confirm_words("").language, "en");
    for (auto language : {"en", "de", "fr", "es"}) {
        const auto& words = confirm_words(language);
        for (auto text : {words.first_message, words.second_message}) {
            auto whole =
                filled(text, {"Maison Antoinette", "", "ana (at) a-rather-long-town.example (Mastodon)"});
            EXPECT_NE(whole.find("[link]"), std::string::npos);
            EXPECT_LT(whole.size(), 470u) << "a network of 500 characters takes it: " << whole;
        }
    }
}
}  // namespace
}  // namespace api
