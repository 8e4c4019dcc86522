#include "api/test_chat.hpp"
#include "people/suggest.hpp"
#include "store/identities.hpp"

// Who a visitor is, as the site has signed it or a customer confirmed.
namespace api {
namespace {
class ChatProof : public ChatPage {};
RAPPORT_EACH_DATABASE(ChatProof);

TEST_P(ChatProof, believes_who_somebody_is_when_the_site_has_signed_it) {
    auto known = house->change(owner, [](store::Change& change) {
        return store::meet(change, {"email", "ana@x.example", "Ana", {}}).person;
    });
    auto ana = begin({{"identity", proof("ana@x.example")}});
    say(ana, "one", "It is me.");
    people::follow(*house, owner.workspace, 0);
    auto person = inbox().at(0).at("person");
    EXPECT_EQ(json::text(person, "id"), known.text());
    auto shown = content(EachApi::get(who, "/api/people/" + known.text()));
    auto link = std::as_const(shown).at("identities").at(1).at("link");
    EXPECT_EQ(json::text(link.at("evidence").at(0), "kind"), "signed");
    EXPECT_EQ(json::text(shown.at("identities").at(1), "handle"), "4711@maison.example");
    auto elsewhere = begin({{"identity", proof("ana@x.example")}});
    EXPECT_EQ(heard(elsewhere).size(), 1u) << "the same human in another browser";
    // A member who undoes the link has the last word.
    EXPECT_EQ(
        send(who, del, "/api/links/" + json::text(link, "id"), json::value{{"reason", "no"}}).status / 100,
        2);
    auto third = begin({{"identity", proof("ana@x.example")}});
    say(third, "two", "Me again.");
    people::follow(*house, owner.workspace, 0);
    EXPECT_NE(json::text(inbox().at(0).at("person"), "id"), known.text());
}

TEST_P(ChatProof, shows_the_link_of_a_question_to_nobody_but_who_is_asked) {
    auto mail = house->change(owner, [](store::Change& change) {
        store::Channel made;
        made.network = "email", made.name = "Post";
        store::add_channel(change, made);
        return store::meet(change, {"email", "ana@x.example", "Ana"});
    });
    auto ana = begin({{"name", "Ana"}});
    say(ana, "one", "It is me.");
    json::object both{{"first", visitor_identity()}, {"second", mail.id.text()}};
    auto asked = send(who, post, "/api/confirmations", both);
    ASSERT_EQ(asked.status, 201) << asked.body;
    deliver();
    auto told = json::serialize(heard(ana));
    EXPECT_NE(told.find("a… (at) x.example (Email)"), std::string::npos) << told;
    auto at = told.find("/confirm/");
    ASSERT_NE(at, std::string::npos) << told;
    auto link = told.substr(at, 9 + 43);
    auto thread = "/api/conversations/" + json::text(inbox().at(0), "id") + "/messages";
    EXPECT_EQ(EachApi::get(who, thread).body.find(link), std::string::npos);
    auto answered = send(Caller{}, post, link, std::string("answer=yes"));
    EXPECT_NE(answered.body.find("class=\"code\""), std::string::npos) << answered.body;
    auto letters = house->read([&](db::Tx& tx) {
        return tx.query("SELECT text FROM message WHERE text LIKE '%visitor (chat on our page)%'");
    });
    EXPECT_EQ(letters.size(), 1u) << "nobody knows the handle that the window gave him";
    EXPECT_EQ(send(who, del, "/api/confirmations/" + json::text(content(asked), "id")).status, 204);
    EXPECT_EQ(json::serialize(heard(ana)).find("/confirm/"), std::string::npos);
}

TEST_P(ChatProof, believes_nobody_who_signs_himself) {
    auto word = proof("ana@x.example");
    word.back() = word.back() == '0' ? '1' : '0';
    auto refused =
        ask({}, post, "/session", json::serialize(json::object{{"consent", true}, {"identity", word}}));
    EXPECT_EQ(refused.status, 403);
    auto claimed = begin({{"email", "ana@x.example"}, {"name", "Ana"}});
    say(claimed, "one", "I say I am Ana.");
    EXPECT_TRUE(json::text(inbox().at(0).at("identity"), "handle").starts_with("visitor-"));
    EXPECT_EQ(json::text(inbox().at(0).at("identity"), "network"), "chat");
}
}  // namespace
}  // namespace api
