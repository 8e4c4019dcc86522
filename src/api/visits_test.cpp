#include "api/visits.hpp"

#include <mutex>

#include "api/test_chat.hpp"
#include "net/stream.hpp"

namespace api {
namespace {
class Chat : public ChatPage {};
RAPPORT_EACH_DATABASE(Chat);

TEST_P(Chat, goes_both_ways) {
    auto ana = begin({{"name", "Ana"}});
    EXPECT_TRUE(inbox().empty());
    auto said = say(ana, "one", "Is there rye?");
    EXPECT_EQ(said.status, 201) << said.body;
    EXPECT_EQ(misfit("VisitMessage", content(said)), "");
    ASSERT_EQ(inbox().size(), 1u);
    EXPECT_EQ(json::text(inbox()[0], "last_text"), "Is there rye?");
    answer("Until noon.");
    EXPECT_EQ(heard(ana).size(), 1u) << "what can still be taken back is not shown";
    deliver();
    auto all = heard(ana);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(json::text(all[1], "text"), "Until noon.");
    EXPECT_EQ(json::text(all[1], "name"), "Owner");
    EXPECT_TRUE(json::boolean(all[1], "ours"));
}

TEST_P(Chat, begins_only_with_consent_and_never_sets_a_cookie) {
    auto refused = ask({}, post, "/session", "{}");
    EXPECT_EQ(refused.status, 403);
    auto before = dump();
    EXPECT_EQ(ask({}, get_, "/window").status, 200);
    EXPECT_EQ(difference(before, dump()), "");
    auto begun = ask({}, post, "/session", R"({"consent":true})");
    EXPECT_EQ(begun.status, 201);
    EXPECT_EQ(misfit("Visit", content(begun)), "");
    EXPECT_FALSE(begun.headers.has("Set-Cookie"));
}

TEST_P(Chat, takes_a_message_once) {
    auto ana = begin();
    auto first = say(ana, "one", "Is there rye?"), again = say(ana, "one", "Is there rye?");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(content(first).at("id"), content(again).at("id"));
    EXPECT_EQ(say(ana, "two", "And rolls?").status, 201);
    EXPECT_EQ(heard(ana).size(), 2u);
    EXPECT_EQ(json::text(heard(ana)[0], "key"), "one");
    EXPECT_EQ(inbox().size(), 1u);
}

TEST_P(Chat, opens_for_its_own_pages_alone) {
    auto welcome = ask({}, get_, "/window");
    EXPECT_EQ(welcome.status, 200);
    EXPECT_EQ(misfit("ChatWindow", content(welcome)), "");
    EXPECT_EQ(welcome.headers.get("Access-Control-Allow-Origin"), page);
    EXPECT_FALSE(welcome.headers.has("Access-Control-Allow-Credentials"));
    EXPECT_EQ(ask({.origin = "https://rapport.example"}, get_, "/window").status, 403) << "not our scheme";
    EXPECT_EQ(ask({.origin = "http://rapport.example"}, get_, "/window").status, 200);
    for (auto* origin :
         {"https://evil.example", "null", "http://maison.example", "https://maison.example.evil.example"})
        for (auto method : {get_, post, options}) {
            auto refused = ask({.origin = origin}, method, method == post ? "/session" : "/window",
                               R"({"consent":true})");
            EXPECT_GE(refused.status, 403) << origin;
            EXPECT_FALSE(refused.headers.has("Access-Control-Allow-Origin")) << origin;
        }
    EXPECT_EQ(ask({.origin = ""}, post, "/session", R"({"consent":true})").status, 403);
}

TEST_P(Chat, answers_what_a_browser_asks_before) {
    net::Request request{.method = options, .path = "/chat/" + key + "/messages"};
    request.headers.set("Origin", page);
    request.headers.set("Access-Control-Request-Method", "POST");
    auto may = handle(rooms->app, request);
    EXPECT_EQ(may.status, 204);
    EXPECT_EQ(may.headers.get("Access-Control-Allow-Origin"), page);
    EXPECT_NE(may.headers.get("Access-Control-Allow-Headers").find("Authorization"), std::string_view::npos);
    request.path = "/api/conversations";
    EXPECT_FALSE(handle(rooms->app, request).headers.has("Access-Control-Allow-Origin"));
}

TEST_P(Chat, has_a_key_that_nobody_can_make_up) {
    auto good = key;
    for (auto wrong :
         {std::string("x"), std::string(32, 'A'), good.substr(0, 31) + (good[31] == 'A' ? "B" : "A"),
          base64url(*from_base64url(good) + "x")}) {
        key = wrong;
        EXPECT_EQ(ask({}, get_, "/window").status, 404) << wrong;
    }
    key = good;
    auto id = json::text(channel, "id");
    send(who, patch, "/api/channels/" + id, json::value{{"paused", true}});
    EXPECT_EQ(ask({}, get_, "/window").status, 410);
}

TEST_P(Chat, shows_each_visitor_only_the_own_words) {
    auto ana = begin(), ben = begin();
    say(ana, "one", "I am Ana.");
    say(ben, "one", "I am Ben.");
    EXPECT_EQ(inbox().size(), 2u);
    ASSERT_EQ(heard(ben).size(), 1u);
    EXPECT_EQ(json::text(heard(ben)[0], "text"), "I am Ben.");
    for (auto* path : {"/messages", "/session", "/stream"})
        for (auto& token : {std::string(), std::string(32, 'x'), std::string(5'000, 'x')})
            EXPECT_EQ(ask({.token = token}, get_, path).status, 401) << path;
}

TEST_P(Chat, shows_no_internal_note_and_nothing_of_another_channel) {
    auto ana = begin();
    say(ana, "one", "Is there rye?");
    auto conversation = json::text(inbox().at(0), "id");
    send(who, post, "/api/conversations/" + conversation + "/messages",
         json::value{{"text", "She asks every day."}, {"internal", true}});
    deliver();
    EXPECT_EQ(heard(ana).size(), 1u);
}

TEST_P(Chat, takes_files_of_the_one_who_sent_them) {
    auto ana = begin(), ben = begin();
    auto sent = ask(ana, post, "/files?name=loaf.png", "the bytes");
    ASSERT_EQ(sent.status, 201) << sent.body;
    auto word = json::text(content(sent), "file");
    EXPECT_EQ(say(ben, "one", "mine", {json::value(word)}).status, 400);
    EXPECT_EQ(say(ana, "one", "", {json::value(word + "x")}).status, 400);
    EXPECT_EQ(say(ana, "one", "", {json::value(word)}).status, 201);
    auto file = heard(ana).at(0).at("files").at(0);
    EXPECT_EQ(json::text(file, "name"), "loaf.png");
    auto path = "/files/" + json::text(file, "id");
    auto got = ask(ana, get_, path);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.headers.get("Content-Type"), "application/octet-stream");
    EXPECT_EQ(ask(ben, get_, path).status, 404);
}

TEST_P(Chat, refuses_what_is_too_large) {
    auto ana = begin();
    EXPECT_EQ(say(ana, "one", std::string(20'000, 'x')).status, 413);
    EXPECT_EQ(ask(ana, post, "/files?name=a", std::string((10u << 20) + 1, 'x')).status, 413);
    EXPECT_EQ(ask(ana, post, "/files?name=a", "").status, 400);
    net::Request head{.method = post, .path = "/chat/" + key + "/files", .remote = "192.0.2.1"};
    head.headers.set("Origin", page);
    auto stranger = admit(rooms->app, head);
    ASSERT_TRUE(stranger.refusal);
    EXPECT_EQ(stranger.refusal->status, 401);
    EXPECT_EQ(stranger.refusal->headers.get("Access-Control-Allow-Origin"), page);
    head.headers.set("Authorization", "Bearer " + ana.token);
    auto allowed = admit(rooms->app, head);
    EXPECT_FALSE(allowed.refusal);
    EXPECT_EQ(allowed.max_body, 10u << 20);
    EXPECT_FALSE(allowed.directory.empty()) << "large files must not fill the memory";
}

TEST_P(Chat, holds_back_a_flood_and_nobody_else) {
    auto ana = begin(), ben = begin({}, "192.0.2.2");
    int taken = 0, last = 0;
    for (int i = 0; i < 40; ++i) {
        auto said = say(ana, fmt::format("k{}", i), "spam");
        taken += said.status == 201;
        last = said.status;
        EXPECT_EQ(said.status == 429, said.headers.has("Retry-After"));
    }
    EXPECT_EQ(last, 429);
    EXPECT_LT(taken, 20);
    EXPECT_EQ(say(ben, "one", "Is there rye?").status, 201);
    clock.advance(minute_ms);
    EXPECT_EQ(say(ana, "later", "sorry").status, 201);
}

TEST_P(Chat, holds_back_who_guesses_tokens_or_begins_again_and_again) {
    int guessed = 0;
    for (int i = 0; i < 60; ++i)
        guessed += ask({.token = fmt::format("{}", i)}, get_, "/messages").status == 401;
    EXPECT_LT(guessed, 30);
    int begun = 0;
    for (int i = 0; i < 60; ++i)
        begun += ask({.address = "192.0.2.9"}, post, "/session", R"({"consent":true})").status == 201;
    EXPECT_LT(begun, 40);
    EXPECT_EQ(ask({.address = "192.0.2.10"}, post, "/session", R"({"consent":true})").status, 201);
    int neighbours = 0;
    for (int i = 0; i < 60; ++i)
        neighbours +=
            ask({.address = fmt::format("2001:db8::{:x}", i)}, post, "/session", R"({"consent":true})")
                .status == 201;
    EXPECT_LT(neighbours, 40) << "one network of IPv6 counts as one";
}

TEST_P(Chat, keeps_out_whom_a_member_has_blocked) {
    auto ana = begin();
    say(ana, "one", "spam");
    auto path = "/api/identities/" + visitor_identity() + "/block";
    EXPECT_EQ(send(who, put, path).status, 204);
    EXPECT_EQ(say(ana, "two", "more spam").status, 403);
    EXPECT_EQ(ask(ana, get_, "/messages").status, 403);
    auto again = begin();
    EXPECT_EQ(say(again, "one", "It was not me.").status, 201);
    EXPECT_EQ(send(who, del, path).status, 204);
    EXPECT_EQ(say(ana, "two", "thank you").status, 201);
}

// Collects what a stream says.
class Ear final : public net::StreamWriter {
public:
    bool write(std::string bytes) override {
        std::lock_guard lock(mutex);
        text += bytes;
        return true;
    }
    bool drain() override { return true; }
    void close() override { closed = true; }
    bool open() const override { return !closed; }
    std::size_t waiting() const override { return 0; }
    std::string heard() {
        std::lock_guard lock(mutex);
        return text;
    }
    std::mutex mutex;
    std::string text;
    std::atomic<bool> closed = false;
};

template <class F>
bool soon(F&& check) {
    for (int i = 0; i < 300; ++i) {
        if (check()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST_P(Chat, tells_of_news_and_of_nothing_else) {
    rooms->live.start();
    auto ana = begin(), ben = begin();
    say(ana, "one", "Is there rye?");
    say(ben, "one", "Is there wheat?");
    auto opened = ask(ana, get_, "/stream");
    ASSERT_TRUE(opened.stream) << opened.body;
    auto ear = std::make_shared<Ear>();
    opened.stream(ear);
    ASSERT_TRUE(soon([&] { return ear->heard().find("event: hello") != std::string::npos; }));
    say(ben, "two", "Or spelt?");
    auto conversation = json::text(heard(ana).at(0), "id");
    say(ana, "two", "Hello?");
    ASSERT_TRUE(soon([&] { return ear->heard().find("event: news") != std::string::npos; }));
    auto text = ear->heard();
    EXPECT_EQ(text.find("event: news"), text.rfind("event: news")) << text;
    EXPECT_EQ(text.find("spelt"), std::string::npos);
    EXPECT_EQ(text.find("message_added"), std::string::npos) << "nothing of the workspace";
    EXPECT_EQ(rooms->live.guests(), 1u);
    EXPECT_EQ(rooms->live.guests_at("192.0.2.1"), 1u);
}

TEST_P(Chat, ends_the_stream_of_whom_a_member_blocks) {
    rooms->live.start();
    auto ana = begin();
    say(ana, "one", "spam");
    auto ear = std::make_shared<Ear>();
    ask(ana, get_, "/stream").stream(ear);
    EXPECT_FALSE(ear->closed);
    send(who, put, "/api/identities/" + visitor_identity() + "/block");
    EXPECT_TRUE(soon([&] { return ear->closed.load(); }));
}
}  // namespace
}  // namespace api
