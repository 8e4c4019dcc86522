#include "store/channels.hpp"

#include "api/test_world.hpp"

namespace api {
namespace {
using enum net::Method;

class Channels : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("quince");
        who = session_of(owner);
    }
    json::value add(std::string_view network, json::object options, int status = 201) {
        json::object body{{"network", network}, {"name", "Here"}, {"options", std::move(options)}};
        auto response = send(who, post, "/api/channels", json::value(body));
        EXPECT_EQ(response.status, status) << response.body;
        return content(response);
    }
    std::string at(const json::value& channel, std::string_view more = "") {
        return "/api/channels/" + std::string(channel.at("id").as_string()) + std::string(more);
    }
    json::value change(const json::value& channel, json::object body, int status = 200) {
        auto response = send(who, patch, at(channel), json::value(std::move(body)));
        EXPECT_EQ(response.status, status) << response.body;
        return content(response);
    }
    // As the courier would find it.
    void put_into(const json::value& channel, std::string_view state, std::string_view error = {}) {
        house->change(store::Actor::system(owner.workspace), [&](store::Change& running) {
            store::set_channel_state(running, *Id::parse(channel.at("id").as_string()), state, error);
        });
    }
    std::string secret_of(const json::value& channel, std::string_view key) {
        auto stored = house->read([&](db::Tx& tx) {
            return store::channel(tx, owner.workspace, *Id::parse(channel.at("id").as_string()));
        });
        auto plain = stored->secrets.empty() ? std::nullopt : rooms->seal.open(stored->secrets);
        auto all = plain ? json::parse(*plain) : std::nullopt;
        const auto* found = all ? all->as_object().if_contains(key) : nullptr;
        return found ? std::string(found->as_string()) : "";
    }

    static json::object mailbox() {
        return {{"address", "hello@quince.example"},
                {"imap_host", "imap.quince.example"},
                {"password", " s3cret"}};
    }

    store::Actor owner;
    Caller who;
};
RAPPORT_EACH_DATABASE(Channels);

TEST_P(Channels, complete_a_web_address_that_was_typed_without_its_scheme) {
    auto made = add("feed", {{"url", " blog.example/feed.xml "}});
    EXPECT_EQ(made.at("options").at("url").as_string(), "https://blog.example/feed.xml");
}

TEST_P(Channels, say_which_option_is_wrong_and_what_would_be_right) {
    auto wrong = [&](json::object options, std::string_view field, std::string_view words) {
        auto problem = add("email", std::move(options), 400);
        EXPECT_EQ(problem.at("field").as_string(), field);
        EXPECT_NE(std::string(problem.at("detail").as_string()).find(words), std::string::npos) << problem;
    };
    auto with = [](std::string_view key, json::value value) {
        auto options = mailbox();
        options[key] = std::move(value);
        return options;
    };
    wrong(with("imap_host", ""), "options.imap_host", "is missing");
    wrong(with("imap_port", "many"), "options.imap_port", "no whole number");
    wrong(with("imap_port", "70000"), "options.imap_port", "from 1 to 65535");
    wrong(with("imap_security", "rot13"), "options.imap_security", "none of tls, starttls, none");
    wrong(with("mark_seen", "perhaps"), "options.mark_seen", "true or false");
    wrong(with("address", "quince"), "options.address", "no mail address");
    auto problem = add("feed", {{"url", "https://"}}, 400);
    EXPECT_EQ(problem.at("field").as_string(), "options.url");
}

TEST_P(Channels, never_show_a_secret_and_keep_it_until_it_is_taken_away) {
    auto options = mailbox();
    options["smtp_password"] = "other";
    auto made = add("email", options);
    EXPECT_EQ(json::serialize(made).find("s3cret"), std::string::npos);
    EXPECT_EQ(made.at("secrets_set"), (json::array{"password", "smtp_password"}));
    EXPECT_EQ(secret_of(made, "password"), " s3cret") << "a password may begin with a space";

    auto kept = mailbox();
    kept["password"] = "", kept["smtp_password"] = nullptr;
    auto changed = change(made, {{"options", kept}});
    EXPECT_EQ(changed.at("secrets_set"), json::array{"password"});
    EXPECT_EQ(secret_of(made, "password"), " s3cret");
    EXPECT_EQ(secret_of(made, "smtp_password"), "");
}

TEST_P(Channels, ask_for_the_password_again_before_it_goes_to_another_server) {
    auto made = add("email", mailbox());
    auto moved = mailbox();
    moved["password"] = "", moved["imap_host"] = "imap.elsewhere.example";
    auto problem = change(made, {{"options", moved}}, 400);
    EXPECT_EQ(problem.at("field").as_string(), "options.password");
    EXPECT_EQ(secret_of(made, "password"), " s3cret");

    auto tried = json::object{{"network", "email"}, {"channel", made.at("id")}, {"options", moved}};
    auto outcome = content(send(who, post, "/api/channels/test", json::value(tried)));
    EXPECT_EQ(outcome.at("ok"), false);
    EXPECT_EQ(outcome.at("field").as_string(), "options.password");

    moved["password"] = "a new one";
    change(made, {{"options", moved}});
    EXPECT_EQ(secret_of(made, "password"), "a new one");
}

TEST_P(Channels, refuse_the_same_place_twice) {
    auto made = add("feed", {{"url", "https://blog.example/feed"}});
    auto twin = add("feed", {{"url", "https://blog.example/feed"}}, 409);
    EXPECT_NE(std::string(twin.at("detail").as_string()).find("“Here”"), std::string::npos);
    change(made, {{"options", json::object{{"url", "https://blog.example/feed"}}}});
    EXPECT_EQ(send(who, del, at(made)).status, 204);
    add("feed", {{"url", "https://blog.example/feed"}});
}

TEST_P(Channels, that_run_are_not_disturbed_by_a_new_name) {
    auto made = add("feed", {{"url", "https://blog.example/feed"}});
    put_into(made, "live");
    EXPECT_EQ(change(made, {{"name", "There"}}).at("state").as_string(), "live");
    EXPECT_EQ(change(made, {{"options", json::object{{"url", "https://blog.example/new"}}}})
                  .at("state")
                  .as_string(),
              "connecting");
}

TEST_P(Channels, pause_and_go_on_and_try_again_at_once) {
    auto made = add("feed", {{"url", "https://blog.example/feed"}});
    put_into(made, "waiting", "The line is down.");
    auto shown = content(get(who, at(made)));
    EXPECT_EQ(shown.at("error").as_string(), "The line is down.");
    EXPECT_TRUE(shown.at("remedy").is_string());
    auto hastened = send(who, post, at(made, "/retry"));
    EXPECT_EQ(hastened.status, 200) << hastened.body;
    EXPECT_EQ(content(hastened).at("state").as_string(), "connecting");
    EXPECT_TRUE(content(hastened).at("error").is_null());
    EXPECT_EQ(change(made, {{"paused", true}}).at("state").as_string(), "paused");
    EXPECT_EQ(send(who, post, at(made, "/retry")).status, 409) << "a paused channel rests";
    EXPECT_EQ(change(made, {{"paused", false}}).at("state").as_string(), "connecting");
}

TEST_P(Channels, point_at_the_option_that_made_a_test_fail) {
    json::object body{{"network", "feed"}, {"options", json::object{{"url", "http://127.0.0.1:1/"}}}};
    auto result = content(send(who, post, "/api/channels/test", json::value(body)));
    EXPECT_FALSE(result.at("ok").as_bool());
    EXPECT_EQ(result.at("field").as_string(), "options.url");
    EXPECT_FALSE(result.at("error").as_string().empty());
    EXPECT_FALSE(result.at("remedy").as_string().empty());
}
}  // namespace
}  // namespace api
