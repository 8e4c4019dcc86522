#include "api/test_world.hpp"
#include "courier/dispatch.hpp"
#include "courier/intake.hpp"
#include "net/server.hpp"
#include "store/channels.hpp"

// Social networks through the API: logging in at them, who sees an answer, and what is done without words.
namespace api {
namespace {
using enum net::Method;

// The part of a server that logging in needs.
class Town {
public:
    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    std::string account = "hello";
    bool refuses = false;

private:
    net::Response answer(const net::Request& request) {
        auto says = [](const char* json) { return net::Response{.body = json}; };
        if (request.path == "/api/v1/apps") return says(R"({"client_id":"1","client_secret":"shh"})");
        if (request.path == "/oauth/token")
            return refuses ? net::Response{.status = 400, .body = R"({"error":"invalid_grant"})"}
                           : says(R"({"access_token":"the token"})");
        if (request.path == "/api/v2/instance") return says(R"({"domain":"town.example"})");
        if (request.path == "/api/v1/accounts/verify_credentials")
            return net::Response{.body = fmt::format(R"({{"id":"7","acct":"{}"}})", account)};
        if (request.path == "/api/v1/notifications") return says("[]");
        return {.status = 404};
    }
    std::unique_ptr<net::Server> server_ =
        net::Server::start({.workers = 1}, [this](const net::Request& request) { return answer(request); });
};

class SocialNetworks : public EachApi {
protected:
    SocialNetworks() { rules.allowed_ranges = {"127.0.0.0/8"}; }
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("quince");
        who = session_of(owner);
    }

    json::value begin(std::string channel = {}) {
        json::object body{{"network", "mastodon"}, {"options", json::object{{"server", town.address()}}}};
        if (!channel.empty()) body["channel"] = channel;
        auto response = send(who, post, "/api/authorisations", json::value(body));
        EXPECT_EQ(response.status, 201) << response.body;
        return content(response);
    }
    static std::string state_in(const json::value& begun) {
        auto address = json::text(begun, "address");
        auto at = address.find("&state=") + 7;
        return address.substr(at, address.find('&', at) - at);
    }
    // The browser comes back from the network.
    std::string back(const Caller& as, const std::string& query) {
        auto response = get(as, "/api/authorisations/callback?" + query);
        EXPECT_EQ(response.status, 303) << response.body;
        return std::string(response.headers.get("Location"));
    }
    json::value outcome(const json::value& begun) {
        return content(get(who, "/api/authorisations/" + json::text(begun, "id")));
    }
    json::value connect(const json::value& login) {
        json::object body{{"network", "mastodon"},
                          {"name", "Town"},
                          {"options", json::object{{"listen", "#bread"}}},
                          {"authorisation", json::text(login, "id")}};
        auto response = send(who, post, "/api/channels", json::value(body));
        EXPECT_EQ(response.status, 201) << response.body;
        return content(response);
    }
    std::string token_of(const json::value& channel) {
        auto stored = house->read([&](db::Tx& tx) {
            return store::channel(tx, owner.workspace, *Id::parse(json::text(channel, "id")));
        });
        return json::text(*json::parse(*rooms->seal.open(stored->secrets)), "access_token");
    }
    // Somebody spoke to us; the message as the API shows it.
    json::value said(const json::value& channel, std::string remote, std::string audience) {
        model::Inbound item;
        item.remote_id = std::move(remote), item.text = "Is there rye?", item.audience = std::move(audience);
        item.author = {"mastodon", "@ana@village.example", "Ana"};
        item.visibility =
            item.audience == "direct" ? model::Visibility::private_ : model::Visibility::public_;
        item.sent_at = clock.now() - 1;
        channels::Batch batch;
        batch.items = {item};
        auto id = *Id::parse(json::text(channel, "id"));
        courier::Intake(*house, rooms->files).take(store::Actor::system(owner.workspace), id, batch);
        auto message = house->read([&](db::Tx& tx) {
            return *store::message(tx, owner.workspace,
                                   store::find_remote(tx, owner.workspace, id, item.remote_id));
        });
        auto all = content(get(who, "/api/conversations/" + message.conversation.text() + "/messages"));
        return all.at("items").as_array().back();
    }
    net::Response reply(const json::value& message, json::object body) {
        return send(who, post, "/api/conversations/" + json::text(message, "conversation") + "/messages",
                    json::value(std::move(body)));
    }

    Town town;
    store::Actor owner;
    Caller who;
};
RAPPORT_EACH_DATABASE(SocialNetworks);

TEST_P(SocialNetworks, are_connected_by_logging_in_there) {
    auto begun = begin();
    EXPECT_TRUE(json::text(begun, "address").starts_with(town.address() + "/oauth/authorize?"));
    EXPECT_EQ(json::text(begun, "callback"), "http://rapport.example/api/authorisations/callback");
    EXPECT_EQ(json::text(begun, "state"), "waiting");
    auto place = back(who, "code=42&state=" + state_in(begun));
    EXPECT_EQ(place, "/settings/channels/new?network=mastodon&login=" + json::text(begun, "id"));
    auto login = outcome(begun);
    EXPECT_EQ(json::text(login, "state"), "granted");
    EXPECT_EQ(json::text(login.at("options"), "account"), "@hello@town.example");
    EXPECT_EQ(json::serialize(login).find("the token"), std::string::npos);
    auto channel = connect(login);
    EXPECT_EQ(token_of(channel), "the token");
    EXPECT_EQ(json::text(channel.at("options"), "listen"), "#bread");
    EXPECT_EQ(json::serialize(channel).find("the token"), std::string::npos);
    EXPECT_EQ(get(who, "/api/authorisations/" + json::text(begun, "id")).status, 404);
}

TEST_P(SocialNetworks, let_nobody_finish_what_another_has_begun) {
    auto begun = begin();
    auto other = session_of(join(owner, "other", store::Role::admin));
    EXPECT_EQ(back(other, "code=42&state=" + state_in(begun)), "/settings/channels?login=forgotten");
    EXPECT_EQ(back({}, "code=42&state=" + state_in(begun)), "/settings/channels?login=forgotten");
    EXPECT_EQ(back(who, "code=42&state=guessed"), "/settings/channels?login=forgotten");
    EXPECT_EQ(json::text(outcome(begun), "state"), "waiting");
    EXPECT_EQ(get(other, "/api/authorisations/" + json::text(begun, "id")).status, 404);
    back(who, "code=42&state=" + state_in(begun));
    // Once only, and not for ever.
    EXPECT_EQ(back(who, "code=42&state=" + state_in(begun)), "/settings/channels?login=forgotten");
    auto late = begin();
    clock.advance(2 * hour_ms);
    EXPECT_EQ(back(who, "code=42&state=" + state_in(late)), "/settings/channels?login=forgotten");
}

TEST_P(SocialNetworks, say_why_they_refused) {
    auto begun = begin();
    back(who, "error=access_denied&error_description=The+owner+said+no&state=" + state_in(begun));
    EXPECT_EQ(json::text(outcome(begun), "state"), "refused");
    EXPECT_NE(json::text(outcome(begun), "error").find("owner"), std::string::npos);
    town.refuses = true;
    auto again = begin();
    back(who, "code=42&state=" + state_in(again));
    EXPECT_EQ(json::text(outcome(again), "state"), "refused");
    json::object body{{"network", "mastodon"},
                      {"name", "x"},
                      {"options", json::object{}},
                      {"authorisation", json::text(again, "id")}};
    EXPECT_EQ(send(who, post, "/api/channels", json::value(body)).status, 400);
}

TEST_P(SocialNetworks, take_a_new_login_of_the_same_account_only) {
    auto begun = begin();
    back(who, "code=42&state=" + state_in(begun));
    auto channel = connect(begun);
    auto id = json::text(channel, "id");
    town.account = "somebody";
    auto wrong = begin(id);
    EXPECT_EQ(back(who, "code=42&state=" + state_in(wrong)),
              "/settings/channels/" + id + "?login=" + json::text(wrong, "id"));
    EXPECT_NE(json::text(outcome(wrong), "error").find("@hello@town.example"), std::string::npos);
    town.account = "hello";
    house->change(store::Actor::system(owner.workspace), [&](store::Change& change) {
        store::set_channel_state(change, *Id::parse(id), "needs_login", "Log in again.");
    });
    auto right = begin(id);
    back(who, "code=43&state=" + state_in(right));
    EXPECT_EQ(json::text(outcome(right), "state"), "granted");
    EXPECT_EQ(json::text(content(get(who, "/api/channels/" + id)), "state"), "connecting");
}

TEST_P(SocialNetworks, show_an_answer_to_no_more_people_than_what_it_answers) {
    auto begun = begin();
    back(who, "code=42&state=" + state_in(begun));
    auto channel = connect(begun);
    auto quiet = said(channel, "1", "unlisted"), secret = said(channel, "2", "direct");
    auto audience = [&](const net::Response& response) { return json::text(content(response), "audience"); };
    EXPECT_EQ(audience(reply(quiet, {{"text", "Yes."}})), "unlisted");
    EXPECT_EQ(audience(reply(quiet, {{"text", "In private."}, {"audience", "direct"}})), "direct");
    EXPECT_EQ(reply(quiet, {{"text", "To all."}, {"audience", "public"}}).status, 400);
    EXPECT_EQ(audience(reply(secret, {{"text", "Yes."}})), "direct");
    EXPECT_EQ(reply(secret, {{"text", "Oops."}, {"audience", "followers"}}).status, 400);
    EXPECT_EQ(reply(secret, {{"text", std::string(600, 'x')}}).status, 400);
    EXPECT_EQ(reply(secret, {{"text", "One."}, {"then", json::array{std::string(600, 'x')}}}).status, 400);
    EXPECT_EQ(reply(quiet, {{"text", "One."}, {"then", json::array{"Two."}}}).status, 201);
    auto parts = content(get(who, "/api/conversations/" + json::text(quiet, "conversation") + "/messages"));
    EXPECT_EQ(json::text(parts.at("items").as_array().back(), "text"), "Two.");
    EXPECT_EQ(json::text(parts.at("items").as_array().back(), "audience"), "unlisted");
    json::object fresh{
        {"channel", json::text(channel, "id")}, {"to", "@ben@village.example"}, {"text", "Hello!"}};
    auto opened = send(who, post, "/api/conversations", json::value(fresh));
    ASSERT_EQ(opened.status, 201) << opened.body;
    auto conversation = json::text(content(opened), "id");
    auto messages = content(get(who, "/api/conversations/" + conversation + "/messages"));
    EXPECT_EQ(json::text(messages.at("items").at(0), "audience"), "direct");
    // Before anybody answered, our second word is seen by no more people than the first.
    auto second = send(who, post, "/api/conversations/" + conversation + "/messages",
                       json::value(json::object{{"text", "Are you there?"}}));
    EXPECT_EQ(audience(second), "direct");
}

TEST_P(SocialNetworks, keep_what_is_done_without_words) {
    auto begun = begin();
    back(who, "code=42&state=" + state_in(begun));
    auto channel = connect(begun);
    auto message = said(channel, "1", "public");
    auto path = "/api/messages/" + json::text(message, "id");
    auto liked = content(send(who, put, path + "/like", std::string()));
    const auto& ours = liked.at("reactions").at("ours").as_array();
    ASSERT_EQ(ours.size(), 1u);
    EXPECT_EQ(json::text(ours[0], "act"), "like");
    EXPECT_EQ(json::text(ours[0], "state"), "queued");
    auto unliked = content(send(who, del, path + "/like", std::string()));
    EXPECT_TRUE(json::boolean(unliked.at("reactions").at("ours").at(0), "undo"));
    EXPECT_EQ(send(who, put, path + "/erasure", std::string()).status, 409);
    EXPECT_EQ(send(who, post, path + "/edits", std::string(R"({"text":"x"})")).status, 409);
    auto viewer = session_of(join(owner, "looker", store::Role::viewer));
    EXPECT_EQ(send(viewer, put, path + "/like", std::string()).status, 403);
}
}  // namespace
}  // namespace api
