#include "api/test_house.hpp"
#include "net/webhook.hpp"
#include "store/channels.hpp"

// A system of the company's own that posts to its channel.
namespace api {
namespace {
class PushesOn : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("bakery"), caller = session_of(owner);
        channel = connect();
    }
    json::value connect(json::object options = {{"place", "shop.example"}}) {
        auto made = send(caller, net::Method::post, "/api/channels",
                         json::value{{"network", "webhook"}, {"name", "Shop"}, {"options", options}});
        EXPECT_EQ(made.status, 201) << made.body;
        return content(made);
    }
    static std::string secret_of(const json::value& of) {
        return json::text(*json::find(of, {"push"}), "secret");
    }
    static std::string path_of(const json::value& of) {
        auto address = json::text(*json::find(of, {"push"}), "address");
        EXPECT_TRUE(address.starts_with("http://rapport.example/hooks/")) << address;
        return address.substr(address.find("/hooks/"));
    }
    net::Response push(std::string body, std::string id = "m1", std::string secret = "") {
        Caller shop;
        auto signs = secret.empty() ? secret_of(channel) : secret;
        net::webhook::sign(shop.more, std::vector{signs}, id, clock.now(), body);
        return send(shop, net::Method::post, path_of(channel), std::move(body));
    }
    std::int64_t count(std::string_view table) {
        return house->read(
            [&](db::Tx& tx) { return tx.one(fmt::format("SELECT count(*) FROM {}", table))->integer(0); });
    }
    net::Response post(std::string path) { return send(caller, net::Method::post, std::move(path)); }
    std::string id() { return json::text(channel, "id"); }

    store::Actor owner;
    Caller caller;
    json::value channel;
    const std::string hello = R"({"author":{"handle":"42","name":"Zoë"},"text":"Where is my order?"})";
};
RAPPORT_EACH_DATABASE(PushesOn);
}  // namespace

TEST_P(PushesOn, a_signed_message_is_in_the_inbox) {
    auto taken = push(hello);
    EXPECT_EQ(taken.status, 200) << taken.body;
    EXPECT_EQ(content(taken), (json::value{{"messages", 1}}));
    auto list = content(get(caller, "/api/conversations?view=all"));
    ASSERT_EQ(json::list(list, "items").size(), 1u);
    EXPECT_EQ(json::text(json::list(list, "items")[0], "last_text"), "Where is my order?");
    EXPECT_EQ(json::text(*json::find(json::list(list, "items")[0], {"identity"}), "handle"),
              "42@shop.example");
}

TEST_P(PushesOn, a_repetition_hears_the_same_and_changes_nothing) {
    auto first = push(hello);
    auto before = dump();
    for (int n = 0; n < 3; ++n) {
        auto again = push(hello);
        EXPECT_EQ(again.status, first.status);
        EXPECT_EQ(again.body, first.body);
    }
    EXPECT_EQ(difference(before, dump()), "");
    EXPECT_EQ(
        push(R"({"id":"m1","author":{"handle":"42"},"text":"The same under another number"})", "m2").status,
        200);
    EXPECT_EQ(count("message"), 1) << "the message's own id counts as well";
}

TEST_P(PushesOn, nobody_else_is_heard) {
    auto before = dump();
    Caller stranger;
    EXPECT_EQ(send(stranger, net::Method::post, path_of(channel), hello).status, 400);
    EXPECT_EQ(push(hello, "m1", "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0cw==").status, 401);
    Caller late;
    net::webhook::sign(late.more, std::vector{secret_of(channel)}, "m1", clock.now() - 6 * minute_ms, hello);
    auto old = send(late, net::Method::post, path_of(channel), hello);
    EXPECT_EQ(old.status, 400);
    EXPECT_EQ(json::text(content(old), "field"), "webhook-timestamp");
    EXPECT_EQ(send(late, net::Method::post, "/hooks/nothing", hello).status, 404);
    EXPECT_EQ(get(late, path_of(channel)).status, 405);
    EXPECT_EQ(difference(before, dump()), "");
}

TEST_P(PushesOn, who_guesses_is_held_back_and_who_knows_is_not) {
    int refused = 0;
    for (int n = 0; n < 40; ++n)
        refused += push(hello, "m1", "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0cw==").status == 429;
    EXPECT_EQ(refused, 10);
    Caller elsewhere;
    net::webhook::sign(elsewhere.more, std::vector{secret_of(channel)}, "m1", clock.now(), hello);
    net::Request request{.method = net::Method::post,
                         .path = path_of(channel),
                         .headers = elsewhere.more,
                         .body = hello,
                         .remote = "198.51.100.7"};
    EXPECT_EQ(handle(rooms->app, request).status, 200);
}

TEST_P(PushesOn, too_many_at_once_are_told_when_to_come_again) {
    int refused = 0;
    net::Response last;
    for (int n = 0; n < 205; ++n) {
        last = push("7", "m" + std::to_string(n));
        refused += last.status == 429;
    }
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(last.headers.get("Retry-After"), "1");
}

TEST_P(PushesOn, what_cannot_be_understood_is_set_aside_and_named) {
    auto list = R"([{"id":"a","author":{"handle":"1"},"text":"one"},{"id":"b","author":{},"text":"two"}])";
    for (int n = 0; n < 2; ++n) {
        auto said = push(list);
        EXPECT_EQ(said.status, 400);
        EXPECT_EQ(said.headers.get("Content-Type"), "application/problem+json");
        EXPECT_EQ(json::text(content(said), "field"), "[1].author.handle");
        EXPECT_NE(said.body.find("The other 1 of 2 were taken."), std::string::npos) << said.body;
    }
    EXPECT_EQ(count("message"), 1);
    EXPECT_EQ(count("quarantine"), 1);
    EXPECT_EQ(push("{", "m2").status, 400);
    EXPECT_EQ(count("quarantine"), 2);
    auto shown = content(get(caller, "/api/quarantine"));
    EXPECT_TRUE(json::boolean(json::list(shown, "items")[0], "retryable"));
}

TEST_P(PushesOn, what_was_refused_comes_again_mended_under_the_same_number) {
    EXPECT_EQ(push(R"({"id":"a","author":{"handle":"1"},"txt":"one"})").status, 400);
    auto mended = R"({"id":"a","author":{"handle":"1"},"text":"one"})";
    EXPECT_EQ(push(mended).status, 200);
    EXPECT_EQ(push(mended).status, 200);
    EXPECT_EQ(count("message"), 1);
}

TEST_P(PushesOn, edits_and_deletions_are_honoured) {
    push(R"({"id":"o1","author":{"handle":"42"},"text":"Where is it?"})");
    clock.advance(minute_ms);
    auto edited = fmt::format(
        R"({{"id":"o1","author":{{"handle":"42"}},"text":"Where is my bread?","edited_at":"{}"}})",
        clock.now().rfc3339());
    EXPECT_EQ(push(edited, "m2").status, 200);
    auto text = [&] {
        return house->read([](db::Tx& tx) { return tx.one("SELECT text FROM message")->text(0); });
    };
    EXPECT_EQ(text(), "Where is my bread?");
    EXPECT_EQ(push(R"({"id":"o1","deleted":true})", "m3").status, 200);
    EXPECT_EQ(text(), "");
}

TEST_P(PushesOn, a_renewed_secret_leaves_the_old_one_good_for_a_day) {
    auto old = secret_of(channel);
    auto renewed = content(post("/api/channels/" + id() + "/secret"));
    auto fresh = secret_of(renewed);
    EXPECT_TRUE(fresh.starts_with("whsec_"));
    EXPECT_NE(fresh, old);
    EXPECT_EQ(path_of(renewed), path_of(channel));
    EXPECT_EQ(push(hello, "m1", old).status, 200);
    EXPECT_EQ(push(hello, "m2", fresh).status, 200);
    clock.advance(day_ms);
    EXPECT_EQ(push(hello, "m3", old).status, 401);
    EXPECT_EQ(push(hello, "m4", fresh).status, 200);
}

TEST_P(PushesOn, the_secret_is_shown_once_and_survives_other_changes) {
    auto shown = get(caller, "/api/channels/" + id());
    EXPECT_EQ(shown.body.find("whsec_"), std::string::npos);
    EXPECT_EQ(get(caller, "/api/channels").body.find("whsec_"), std::string::npos);
    auto changed =
        send(caller, net::Method::patch, "/api/channels/" + id(),
             json::value{{"options", {{"place", "shop.example"}, {"answer_url", "https://shop.example/a"}}}});
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.body.find("whsec_"), std::string::npos);
    EXPECT_EQ(push(hello).status, 200);
    auto kept = dump();
    EXPECT_TRUE(std::ranges::none_of(
        kept, [&](const auto& row) { return row.find(secret_of(channel)) != row.npos; }));
}

TEST_P(PushesOn, two_of_the_same_system_have_addresses_of_their_own) {
    auto second = connect();
    EXPECT_NE(path_of(second), path_of(channel));
    EXPECT_EQ(push(hello, "m1", secret_of(second)).status, 401);
}

TEST_P(PushesOn, a_paused_channel_asks_to_wait_and_a_removed_one_is_gone) {
    auto pause = [&](bool yes) {
        send(caller, net::Method::patch, "/api/channels/" + id(), json::value{{"paused", yes}});
    };
    pause(true);
    auto waits = push(hello);
    EXPECT_EQ(waits.status, 503);
    EXPECT_TRUE(waits.headers.has("Retry-After"));
    pause(false);
    EXPECT_EQ(push(hello).status, 200);
    send(caller, net::Method::del, "/api/channels/" + id());
    EXPECT_EQ(push(hello, "m2").status, 410);
}

TEST_P(PushesOn, without_an_answer_address_nothing_can_be_sent_and_the_composer_says_so) {
    push(hello);
    auto list = content(get(caller, "/api/conversations?view=all"));
    auto conversation = json::text(json::list(list, "items").at(0), "id");
    auto reply = *json::find(content(get(caller, "/api/conversations/" + conversation)), {"reply"});
    EXPECT_FALSE(json::boolean(reply, "allowed"));
    EXPECT_NE(json::text(reply, "why_not").find("no answer address"), std::string::npos);
    auto path = "/api/conversations/" + conversation + "/messages";
    EXPECT_EQ(send(caller, net::Method::post, path, json::value{{"text", "Today."}}).status, 409);
    EXPECT_EQ(
        send(caller, net::Method::post, path, json::value{{"text", "Call her."}, {"internal", true}}).status,
        201);
    send(caller, net::Method::patch, "/api/channels/" + id(),
         json::value{{"options", {{"place", "shop.example"}, {"answer_url", "https://shop.example/a"}}}});
    EXPECT_EQ(send(caller, net::Method::post, path, json::value{{"text", "Today."}}).status, 201);
}

TEST_P(PushesOn, a_channel_that_reads_has_no_secret) {
    auto made = send(
        caller, net::Method::post, "/api/channels",
        json::value{{"network", "feed"}, {"name", "Feed"}, {"options", {{"url", "https://x.example/"}}}});
    EXPECT_TRUE(json::find(content(made), {"push"})->is_null());
    EXPECT_EQ(post("/api/channels/" + json::text(content(made), "id") + "/secret").status, 409);
}
}  // namespace api
