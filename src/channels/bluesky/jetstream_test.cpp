#include "channels/bluesky/jetstream.hpp"

#include "channels/bluesky/ground_test.hpp"
#include "channels/mouth_test.hpp"

namespace channels::bluesky {
namespace {
class BlueskyStream : public InTown {
protected:
    static std::string frame(const std::string& uri, std::int64_t time_us, const std::string& text,
                             const char* operation = "create") {
        auto place = *at_uri(uri);
        json::object commit{{"operation", operation},
                            {"collection", place.collection},
                            {"rkey", place.key},
                            {"record", json::object{{"$type", place.collection}, {"text", text}}}};
        return json::serialize(json::object{
            {"did", place.authority}, {"time_us", time_us}, {"kind", "commit"}, {"commit", commit}});
    }
    std::set<std::string> heard(Connected& connector, std::size_t count) {
        std::set<std::string> texts;
        for (int i = 0; i < 10 && texts.size() < count; ++i)
            for (const auto& each : next(connector).items) {
                EXPECT_FALSE(each.addressed);
                EXPECT_TRUE(texts.insert(each.text).second) << each.text << " came twice";
            }
        return texts;
    }
    const std::int64_t now_us = clock.now().ms * 1000;
};

TEST_F(BlueskyStream, what_it_repeats_and_reorders_comes_once) {
    auto connector = connect();
    cursor = connector->next({}).next;
    auto one = town.post(Town::ana, "rye one"), two = town.post(Town::ben, "Rye, two!"),
         other = town.post(Town::ben, "wheat");
    Mouth mouth({frame(two, now_us + 2, "Rye, two!"), frame(one, now_us + 1, "rye one"), "{not json", "[]",
                 frame(other, now_us + 3, "wheat"), frame(two, now_us + 2, "Rye, two!")});
    auto listening = connect({{"listen", "rye"}, {"jetstream", mouth.address()}});
    EXPECT_EQ(heard(*listening, 2), (std::set<std::string>{"rye one", "Rye, two!"}));
}

TEST_F(BlueskyStream, goes_on_some_seconds_before_where_it_was) {
    auto one = town.post(Town::ana, "rye one");
    Mouth mouth({frame(one, now_us + 7'000'000, "rye one")});
    auto connector = connect({{"listen", "rye"}, {"jetstream", mouth.address()}});
    cursor = connector->next({}).next;
    EXPECT_EQ(heard(*connector, 1).size(), 1u);
    auto again = connect({{"listen", "rye"}, {"jetstream", mouth.address()}});
    again->next(cursor);
    EXPECT_NE(mouth.asked().back().find("cursor=" + std::to_string(now_us + 2'000'000)), std::string::npos)
        << mouth.asked().back();
    EXPECT_NE(mouth.asked().back().find("wantedCollections=app.bsky.feed.post"), std::string::npos);
}

// What is told before the network shows it is asked for until it does.
TEST_F(BlueskyStream, waits_for_what_the_network_does_not_know_yet) {
    std::string early = "at://did:plc:ana/app.bsky.feed.post/3post101";
    Mouth mouth({frame(early, now_us, "rye to come")}, Mouth::Then::stays);
    auto connector = connect({{"listen", "rye"}, {"jetstream", mouth.address()}});
    cursor = connector->next({}).next;
    for (int i = 0; i < 2; ++i) cursor = connector->next(cursor).next;
    EXPECT_EQ(State::read(cursor, Town::us).pending.size(), 1u);
    EXPECT_EQ(town.post(Town::ana, "rye to come"), early);
    clock.advance(second_ms);
    EXPECT_EQ(heard(*connector, 1), std::set<std::string>{"rye to come"});
    EXPECT_TRUE(State::read(cursor, Town::us).pending.empty());
}

TEST_F(BlueskyStream, deletions_come_at_once) {
    auto connector = connect();
    auto kept = town.mention("burnt");
    next(*connector);
    Mouth mouth({frame("at://did:plc:eve/app.bsky.feed.post/3other", now_us, "", "delete"),
                 frame(kept, now_us + 1, "", "delete")},
                Mouth::Then::stays);
    auto told = connect({{"jetstream", mouth.address()}});
    auto batch = next(*told);
    EXPECT_EQ(batch.deleted, std::vector{kept});
    EXPECT_TRUE(batch.health && batch.health->streaming);
}

TEST_F(BlueskyStream, an_account_that_is_taken_down_is_looked_at) {
    Watched watched;
    watched.watch("at://did:plc:ana/app.bsky.feed.post/3k", clock.now(), clock.now());
    Concern concern{{Town::us}, {}, watched};
    Told told;
    EXPECT_TRUE(take_frame(
        R"({"kind":"account","did":"did:plc:ana","time_us":5,"account":{"active":false,"status":"takendown"}})",
        concern, told));
    EXPECT_EQ(told.authors, std::vector<std::string>{"at://did:plc:ana/"});
    EXPECT_FALSE(
        take_frame(R"({"kind":"account","did":"did:plc:eve","account":{"active":false}})", concern, told));
    EXPECT_FALSE(
        take_frame(R"({"kind":"account","did":"did:plc:ana","account":{"active":true}})", concern, told));
    EXPECT_EQ(told.time_us, 5);
}

TEST_F(BlueskyStream, knows_what_is_wanted) {
    auto settings = [](const char* listen) {
        ChannelConfig config;
        config.options["listen"] = listen;
        return Settings::read(config).sources;
    };
    auto record = *json::parse(
        R"({"text":"La Maison Antoinette a du bon pain","tags":["Boulangerie"],"facets":[{"features":[{"tag":"pain"}]}]})");
    EXPECT_TRUE(wanted(settings("\"maison antoinette\""), record, Town::ana));
    EXPECT_TRUE(wanted(settings("#boulangerie"), record, Town::ana));
    EXPECT_TRUE(wanted(settings("nothing, #Pain"), record, Town::ana));
    EXPECT_FALSE(wanted(settings("\"antoinette maison\" #antoinette main"), record, Town::ana));
    auto people = settings("@ana.town.example");
    EXPECT_FALSE(wanted(people, record, Town::ana));
    people[0].did = Town::ana;
    EXPECT_TRUE(wanted(people, record, Town::ana));
    EXPECT_FALSE(wanted(people, record, Town::ben));
}

TEST_F(BlueskyStream, where_there_is_none_asking_goes_on) {
    auto connector = connect({{"jetstream", "ws://127.0.0.1:1"}});
    cursor = connector->next({}).next;
    town.mention("hello");
    EXPECT_EQ(next(*connector).items.size(), 1u);
}
}  // namespace
}  // namespace channels::bluesky
