#include "api/test_world.hpp"
#include "courier/intake.hpp"
#include "store/channels.hpp"
#include "store/messages.hpp"

namespace api {
namespace {
using enum net::Method;

constexpr std::string_view readable =
    R"(<rss version="2.0"><channel><title>Mill</title><link>https://mill.example/</link><item>)"
    R"(<guid>https://mill.example/1</guid><title>Flour is here</title><description>Fresh.</description>)"
    R"(</item></channel></rss>)";
const std::string unreadable("\xff\x00<html>", 8);

class Quarantine : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("quince");
        who = session_of(owner);
    }
    Id connect(std::string_view network, std::string name) {
        return house->change(owner, [&](store::Change& running) {
            store::Channel made;
            made.network = network, made.name = std::move(name);
            made.options["url"] = "https://mill.example/feed";
            return store::add_channel(running, made);
        });
    }
    void poison(Id channel, std::string remote_id, std::string_view raw) {
        channels::Batch batch;
        batch.poison.push_back({std::move(remote_id), std::string(raw), "It is no message."});
        courier::Intake(*house, rooms->files).take(owner, channel, std::move(batch));
    }
    json::array list(std::string query = "") {
        return content(get(who, "/api/quarantine" + query)).at("items").as_array();
    }
    static std::string id_of(const json::value& item) { return std::string(item.at("id").as_string()); }

    store::Actor owner;
    Caller who;
};
RAPPORT_EACH_DATABASE(Quarantine);

TEST_P(Quarantine, tells_the_channel_the_reason_and_the_size_and_can_be_narrowed_to_a_channel) {
    auto mill = connect("feed", "Mill"), mail = connect("email", "Mail");
    poison(mill, "a", unreadable);
    poison(mail, "b", "raw mail");
    ASSERT_EQ(list().size(), 2U);
    auto only = list("?channel=" + mill.text());
    ASSERT_EQ(only.size(), 1U);
    EXPECT_EQ(only[0].at("channel_name").as_string(), "Mill");
    EXPECT_EQ(only[0].at("why").as_string(), "It is no message.");
    EXPECT_EQ(only[0].at("size").as_int64(), 8);
    EXPECT_TRUE(only[0].at("retryable").as_bool());
}

TEST_P(Quarantine, gives_the_bytes_as_they_came_and_never_as_a_page) {
    poison(connect("feed", "Mill"), "a", unreadable);
    auto raw = get(who, "/api/quarantine/" + id_of(list().at(0)) + "/raw");
    EXPECT_EQ(raw.body, unreadable);
    EXPECT_EQ(raw.headers.get("Content-Type"), "application/octet-stream");
    EXPECT_EQ(raw.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_TRUE(raw.headers.get("Content-Disposition").starts_with("attachment"));
}

TEST_P(Quarantine, lets_go_what_can_be_read_now_and_keeps_the_rest) {
    auto mill = connect("feed", "Mill"), other = connect("feed", "Other");
    poison(mill, "a", unreadable);
    poison(mill, "b", readable);
    poison(other, "c", unreadable);
    auto answer =
        send(who, post, "/api/quarantine/retry", json::value(json::object{{"channel", mill.text()}}));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(content(answer).at("released").as_int64(), 1);
    EXPECT_EQ(content(answer).at("kept").as_int64(), 1);
    EXPECT_EQ(list("?channel=" + mill.text()).size(), 1U);
    EXPECT_TRUE(list("?channel=" + mill.text())[0].at("retried_at").is_string());
    EXPECT_TRUE(list("?channel=" + other.text())[0].at("retried_at").is_null()) << "another channel's rests";
    auto messages = house->read([&](db::Tx& tx) {
        return tx.one("SELECT count(*) FROM message WHERE workspace_id = $1", owner.workspace)->integer(0);
    });
    EXPECT_EQ(messages, 1);
}

TEST_P(Quarantine, goes_through_more_than_a_page_and_ends) {
    auto mill = connect("feed", "Mill");
    for (int i = 0; i < 60; ++i) poison(mill, std::to_string(i), unreadable);
    auto answer = send(who, post, "/api/quarantine/retry", json::value(json::object{}));
    EXPECT_EQ(content(answer).at("kept").as_int64(), 60);
}

TEST_P(Quarantine, is_forgotten_one_by_one) {
    auto mill = connect("feed", "Mill");
    poison(mill, "a", unreadable);
    auto path = "/api/quarantine/" + id_of(list().at(0));
    EXPECT_EQ(send(who, del, path).status, 204);
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(send(who, post, path + "/retry").status, 404);
}
}  // namespace
}  // namespace api
