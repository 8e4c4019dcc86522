#pragma once
// The chat on the company's own page, as visitors' browsers and those who are none come to it.
#include "api/test_shapes.hpp"
#include "api/test_world.hpp"
#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "courier/dispatch.hpp"

namespace api {
using enum net::Method;

class ChatPage : public EachApi {
protected:
    static constexpr const char *page = "https://maison.example", *secret = "the oven is hot at four";

    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("quince");
        who = session_of(owner);
        channel = connect("Chat");
        key = json::text(channel.at("chat"), "key");
    }
    json::value connect(std::string name) {
        json::object options{{"pages", page}, {"title", name}, {"secret", secret}};
        auto made = send(who, post, "/api/channels",
                         json::value{{"network", "chat"}, {"name", name}, {"options", options}});
        EXPECT_EQ(made.status, 201) << made.body;
        EXPECT_EQ(misfit("Channel", content(made)), "");
        return content(made);
    }

    struct Browser {
        std::string token = {}, origin = page, address = "192.0.2.1";
    };
    net::Response ask(const Browser& from, net::Method method, const std::string& path,
                      std::string body = {}) {
        net::Request request{.method = method, .path = "/chat/" + key + path, .body = std::move(body)};
        request.remote = from.address, request.trace = "test";
        if (auto mark = request.path.find('?'); mark != std::string::npos) {
            request.query["name"] = request.path.substr(mark + 6);
            request.path.resize(mark);
        }
        if (!from.origin.empty()) request.headers.set("Origin", from.origin);
        if (!from.token.empty()) request.headers.set("Authorization", "Bearer " + from.token);
        request.headers.set("Host", "rapport.example");
        return handle(rooms->app, request);
    }
    Browser begin(json::object said = {}, std::string address = "192.0.2.1") {
        said["consent"] = true;
        auto begun = ask({.address = address}, post, "/session", json::serialize(said));
        EXPECT_EQ(begun.status, 201) << begun.body;
        return {.token = json::text(content(begun), "token"), .address = address};
    }
    net::Response say(const Browser& from, std::string mark, std::string text, json::array files = {}) {
        return ask(from, post, "/messages",
                   json::serialize(json::object{{"key", mark}, {"text", text}, {"files", std::move(files)}}));
    }
    json::array heard(const Browser& from) {
        auto shown = ask(from, get_, "/messages");
        EXPECT_EQ(shown.status, 200) << shown.body;
        EXPECT_EQ(misfit("VisitMessages", content(shown)), "");
        return content(shown).at("items").as_array();
    }
    // Conversations in the inbox.
    json::array inbox() { return content(EachApi::get(who, "/api/conversations")).at("items").as_array(); }
    std::string answer(std::string text) {
        auto conversation = json::text(inbox().at(0), "id");
        auto sent =
            send(who, post, "/api/conversations/" + conversation + "/messages", json::value{{"text", text}});
        EXPECT_EQ(sent.status, 201) << sent.body;
        return json::text(content(sent), "id");
    }
    void deliver() {
        clock.advance(5 * second_ms);
        courier::Dispatch dispatch(rooms->post, "test");
        while (dispatch.step()) continue;
    }
    std::string proof(const std::string& email) {
        auto payload =
            base64url(fmt::format(R"({{"user":"4711","name":"Ana Lima","email":"{}","expires":{}}})", email,
                                  clock.now().ms / 1000 + 600));
        return payload + "." + hex(hmac_sha256(secret, payload));
    }
    std::string visitor_identity() {
        auto person = content(EachApi::get(who, "/api/conversations")).at("items").at(0).at("identity");
        return json::text(person, "id");
    }

    static constexpr auto get_ = net::Method::get;
    store::Actor owner;
    Caller who;
    json::value channel;
    std::string key;
};

}  // namespace api
