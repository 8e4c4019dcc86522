#include <set>

#include "api/hook_data.hpp"
#include "api/test_shapes.hpp"
#include "api/test_world.hpp"
#include "courier/hook_events.hpp"
#include "courier/hook_keys.hpp"
#include "courier/outgoing_hooks.hpp"
#include "net/server.hpp"
#include "store/hook_deliveries.hpp"

// What members do with the webhooks of their workspace, and what those tell.
namespace api {
namespace {
class HooksOn : public EachWorld {
protected:
    void SetUp() override {
        rules.allowed_ranges = {"127.0.0.0/8"};
        EachWorld::SetUp();
    }
    json::value add(const Caller& by, json::array events = {"message.received"},
                    std::string url = "https://till.example/hook") {
        auto made = send(by, net::Method::post, "/api/hooks",
                         json::value{{"url", url}, {"description", "The till"}, {"events", events}});
        EXPECT_EQ(made.status, 201) << made.body;
        return content(made);
    }
    static std::string id(const json::value& of) { return json::text(of, "id"); }
    // Everything that happened in a workspace as it is told outside.
    std::vector<std::pair<std::string, json::object>> told(Id of) {
        return house->read([&](db::Tx& tx) {
            std::vector<std::pair<std::string, json::object>> all;
            for (const auto& entry : store::journal(tx, of, 0, 10'000)) {
                auto about = courier::message_of(entry.event);
                auto message = about ? store::message(tx, of, about) : std::nullopt;
                auto type = courier::hook_event(entry.event, message ? &*message : nullptr);
                if (!type.empty()) all.emplace_back(type, hook_data(rooms->app, tx, of, entry));
            }
            return all;
        });
    }
    std::string fits(const json::object& data, std::string_view field, std::string_view shape) {
        const auto* found = data.if_contains(field);
        return !found || found->is_null() ? "" : misfit(shape, *found);
    }
};
RAPPORT_EACH_DATABASE(HooksOn);
}  // namespace

TEST_P(HooksOn, are_told_what_readers_of_the_api_see_and_nothing_else) {
    auto here = world("quince"), elsewhere = world("plum");
    auto all = told(here.owner.workspace);
    std::set<std::string> types;
    for (const auto& [type, data] : all) {
        types.insert(type);
        EXPECT_EQ(fits(data, "message", "Message"), "") << type;
        EXPECT_EQ(fits(data, "person", type == "reaction.changed" ? "PersonRef" : "Person"), "") << type;
        EXPECT_EQ(fits(data, "identity", "Identity"), "") << type;
        EXPECT_EQ(fits(data, "record", "ConversationRecord"), "") << type;
        EXPECT_EQ(fits(data, "channel", "Channel"), "") << type;
        auto text = json::serialize(data);
        for (auto secret : {"plum", "whsec_", "/hooks/", "rk_"})
            EXPECT_EQ(text.find(secret), std::string::npos) << type << ": " << text;
    }
    for (auto type : {"message.received", "message.written", "conversation.assigned", "person.linked",
                      "channel.changed", "quarantine.changed"})
        EXPECT_TRUE(types.contains(type)) << type;
}

TEST_P(HooksOn, show_their_secret_once) {
    auto here = world("quince");
    auto mara = here.sessions.at(store::Role::admin);
    auto made = add(mara);
    auto secret = json::text(made, "secret");
    EXPECT_TRUE(secret.starts_with("whsec_"));
    EXPECT_EQ(get(mara, "/api/hooks").body.find("whsec_"), std::string::npos);
    EXPECT_EQ(get(mara, "/api/hooks/" + id(made)).body.find("whsec_"), std::string::npos);
    auto renewed = content(send(mara, net::Method::post, "/api/hooks/" + id(made) + "/secret"));
    EXPECT_NE(json::text(renewed, "secret"), secret);
    EXPECT_FALSE(json::find(renewed, {"former_until"})->is_null());
    for (const auto& row : dump()) EXPECT_EQ(row.find(secret), std::string::npos) << row;
}

TEST_P(HooksOn, repeat_the_same_answer_under_an_idempotency_key) {
    auto here = world("quince");
    auto mara = here.sessions.at(store::Role::admin);
    mara.more.set("Idempotency-Key", "k1");
    EXPECT_EQ(add(mara), add(mara));
}

TEST_P(HooksOn, say_what_is_wrong_with_them) {
    auto here = world("quince");
    auto mara = here.sessions.at(store::Role::admin);
    auto blamed = [&](json::value body) {
        auto said = send(mara, net::Method::post, "/api/hooks", body);
        EXPECT_EQ(said.status, 400) << said.body;
        return json::text(content(said), "field");
    };
    EXPECT_EQ(blamed({{"url", "till"}, {"events", {"message.received"}}}), "url");
    EXPECT_EQ(blamed({{"url", "ftp://till.example/"}, {"events", {"message.received"}}}), "url");
    EXPECT_EQ(blamed({{"url", "https://till.example/"}, {"events", json::array{}}}), "events");
    EXPECT_EQ(blamed({{"url", "https://till.example/"}, {"events", {"draft.changed"}}}), "events");
    EXPECT_EQ(get(mara, "/api/hooks/" + here.ids.at("hooks") + "/deliveries?state=lost").status, 400);
    for (int n = 0; n < 49; ++n) add(mara);
    EXPECT_EQ(send(mara, net::Method::post, "/api/hooks",
                   json::value{{"url", "https://till.example/"}, {"events", {"message.received"}}})
                  .status,
              409);
}

TEST_P(HooksOn, are_paused_tested_and_sent_again_by_admins) {
    auto here = world("quince");
    auto mara = here.sessions.at(store::Role::admin);
    auto hook = "/api/hooks/" + id(add(mara));
    auto test = content(send(mara, net::Method::post, hook + "/test"));
    EXPECT_EQ(json::text(test, "state"), "queued");
    EXPECT_EQ(json::text(test, "type"), "test");
    auto pause = [&](bool yes) {
        return content(send(mara, net::Method::patch, hook, json::value{{"paused", yes}}));
    };
    EXPECT_FALSE(json::find(pause(true), {"paused_at"})->is_null());
    EXPECT_EQ(send(mara, net::Method::post, hook + "/test").status, 409);
    EXPECT_EQ(send(mara, net::Method::post, "/api/hook-deliveries/" + id(test) + "/retry").status, 409);
    EXPECT_TRUE(json::find(pause(false), {"paused_at"})->is_null());
    EXPECT_EQ(send(mara, net::Method::post, "/api/hook-deliveries/" + id(test) + "/retry").status, 200);
    auto again =
        send(mara, net::Method::post, hook + "/redeliveries", json::value{{"since", "2020-01-01T00:00:00Z"}});
    EXPECT_EQ(content(again), (json::value{{"queued", 0}}));
    EXPECT_EQ(send(mara, net::Method::post, hook + "/redeliveries", json::object{}).status, 400);
    auto log = content(get(mara, hook + "/deliveries"));
    EXPECT_EQ(json::list(log, "items").size(), 1u);
    EXPECT_EQ(send(mara, net::Method::del, hook).status, 204);
    EXPECT_EQ(get(mara, "/api/hook-deliveries/" + id(test)).status, 404);
    auto audit = get(mara, "/api/audit?limit=200").body;
    for (auto action : {"hook_added", "hook_changed", "hook_removed"})
        EXPECT_NE(audit.find(action), std::string::npos) << action;
}

TEST_P(HooksOn, deliver_what_happens_as_the_api_shows_it) {
    std::mutex mutex;
    std::vector<std::string> bodies;
    auto till = net::Server::start({.workers = 1}, [&](const net::Request& request) {
        std::lock_guard lock(mutex);
        bodies.push_back(request.body);
        return net::Response{.status = 200, .body = "thank you"};
    });
    auto here = world("quince");
    auto mara = here.sessions.at(store::Role::admin);
    auto made = add(mara, {"conversation.closed"}, fmt::format("http://127.0.0.1:{}/", till->port()));
    send(mara, net::Method::put, "/api/conversations/" + here.ids.at("conversations") + "/closure",
         json::object{});
    while (courier::HookFollower(*house).step(here.owner.workspace)) continue;
    courier::HookSender sender(
        rooms->post,
        [&](db::Tx& tx, Id where, const model::Entry& entry) {
            return hook_data(rooms->app, tx, where, entry);
        },
        "node");
    auto hook = *Id::parse(id(made));
    EXPECT_EQ(sender.step({here.owner.workspace, hook}), courier::HookSender::Went::well);
    ASSERT_EQ(bodies.size(), 1u);
    auto said = json::parse(bodies[0]);
    ASSERT_TRUE(said);
    EXPECT_EQ(json::text(*said, "type"), "conversation.closed");
    EXPECT_EQ(json::text(*json::find(*said, {"data", "conversation"}), "id"), here.ids.at("conversations"));
    EXPECT_EQ(json::text(*json::find(*said, {"data", "record"}), "kind"), "closed");
    auto log = content(get(mara, "/api/hooks/" + id(made) + "/deliveries?state=delivered"));
    ASSERT_EQ(json::list(log, "items").size(), 1u);
    EXPECT_EQ(json::text(*json::find(json::list(log, "items")[0], {"last"}), "answer"), "thank you");
}
}  // namespace api
