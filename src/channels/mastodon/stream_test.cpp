#include "channels/mastodon/stream.hpp"

#include "channels/mastodon/ground_test.hpp"
#include "channels/mouth_test.hpp"

namespace channels::mastodon {
namespace {
class MastodonStream : public InTown {
protected:
    static std::string said(std::string_view event, const json::value& payload) {
        auto text = payload.is_string() ? std::string(payload.get_string()) : json::serialize(payload);
        return json::serialize(
            json::object{{"stream", json::array{"user"}}, {"event", event}, {"payload", text}});
    }
    static json::object notification(const std::string& id, const std::string& html) {
        auto status = Town::status(id, Town::ana(), html);
        status["mentions"] = json::array{json::object{{"id", "7"}, {"acct", "hello"}}};
        return {{"id", id}, {"type", "mention"}, {"account", Town::ana()}, {"status", status}};
    }
};

TEST_F(MastodonStream, what_it_drops_repeats_and_reorders_costs_nothing) {
    // Three mentions happen; the stream tells the third before the first, tells it twice, and never the
    // second.
    Mouth mouth({said("notification", notification("303", "<p>third</p>")),
                 said("notification", notification("301", "<p>first</p>")),
                 said("notification", notification("303", "<p>third</p>")), "{not json",
                 said("somethings_new", "x")});
    town.offer_streaming(mouth.address());
    auto connector = connect();
    std::multiset<std::string> told, asked;
    cursor = connector->next({}).next;
    for (auto* id : {"301", "302", "303"}) town.notify(notification(id, "<p>from asking</p>"));
    for (int i = 0; i < 8; ++i) {
        auto batch = connector->next(cursor);
        cursor = batch.next;
        for (const auto& each : batch.items)
            (each.text == "from asking" ? asked : told).insert(each.remote_id);
        if (asked.size() == 3) break;
    }
    EXPECT_EQ(std::set<std::string>(told.begin(), told.end()), (std::set<std::string>{"301", "303"}));
    EXPECT_EQ(asked, (std::multiset<std::string>{"301", "302", "303"}));
    EXPECT_GE(mouth.lines(), 1);
}

TEST_F(MastodonStream, edits_and_deletions_come_at_once) {
    auto edited = Town::status("301", Town::ana(), "<p>mended</p>");
    edited["edited_at"] = "2026-10-14T06:40:00.000Z";
    Mouth mouth({said("status.update", edited), said("delete", "302")}, Mouth::Then::stays);
    town.offer_streaming(mouth.address());
    auto connector = connect();
    cursor = connector->next({}).next;
    auto batch = next(*connector);
    ASSERT_EQ(batch.edits.size(), 1u);
    EXPECT_EQ(batch.edits[0].text, "mended");
    EXPECT_EQ(batch.deleted, std::vector<std::string>{"302"});
    EXPECT_TRUE(batch.health && batch.health->streaming);
}

TEST_F(MastodonStream, our_home_is_not_heard_unless_asked_for) {
    std::vector<std::string> frames{said("update", Town::status("305", Town::ana(), "<p>morning</p>"))};
    Mouth quiet(frames), listening(frames);
    town.offer_streaming(quiet.address());
    auto connector = connect();
    cursor = connector->next({}).next;
    EXPECT_TRUE(next(*connector).items.empty());
    town.offer_streaming(listening.address());
    auto other = connect({{"listen", "home"}});
    cursor = other->next({}).next;
    auto batch = next(*other);
    ASSERT_EQ(batch.items.size(), 1u);
    EXPECT_FALSE(batch.items[0].addressed);
}

TEST_F(MastodonStream, where_there_is_none_asking_goes_on) {
    town.offer_streaming("ws://127.0.0.1:1");
    auto connector = connect();
    cursor = connector->next({}).next;
    town.mention("<p>hello</p>");
    EXPECT_EQ(next(*connector).items.size(), 1u);
}
}  // namespace
}  // namespace channels::mastodon
