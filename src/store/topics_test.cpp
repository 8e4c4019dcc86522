#include "store/topics.hpp"

#include "store/test_store.hpp"
#include "store/topic_hits.hpp"

namespace store {
namespace {
class TopicsOn : public EachStore {
protected:
    Id add(std::string query = "bread", Id owner = {}) {
        return house->change(system, [&](Change& change) {
            return add_topic(change, {.name = "Bread", .query = std::move(query), .owner = owner});
        });
    }
    Topic at(Id id) {
        return house->read([&](db::Tx& tx) { return *store::topic(tx, workspace, id); });
    }
    std::vector<Topic> all(Id where = {}) {
        return house->read([&](db::Tx& tx) { return topics(tx, where ? where : workspace); });
    }
    template <class F>
    auto index_of(F&& work) {
        return house->index.write(std::forward<F>(work));
    }
    std::vector<Id> heard(Id topic, Id before = {}, std::size_t limit = 100) {
        return house->index.read([&](db::Tx& tx) { return topic_hits(tx, workspace, topic, before, limit); });
    }
};
RAPPORT_EACH_DATABASE(TopicsOn);
const Id one{11}, two{22}, three{33};
}  // namespace

TEST_P(TopicsOn, come_back_as_they_went_in_and_say_so_in_the_journal) {
    auto id = house->change(system, [&](Change& change) {
        return add_topic(change, {.name = "Bread",
                                  .query = "bread OR brot",
                                  .goal = "Know before the queue does",
                                  .owner = three,
                                  .review_on = change.at + 90 * day_ms});
    });
    auto made = at(id);
    EXPECT_EQ(made.query, "bread OR brot");
    EXPECT_EQ(made.goal, "Know before the queue does");
    EXPECT_EQ(made.owner, three);
    EXPECT_EQ(made.review_on, clock.now() + 90 * day_ms);
    EXPECT_EQ(made.created_at, clock.now());
    EXPECT_EQ(made.made_by, system.name);
    clock.advance(minute_ms);
    made.query = "brioche", made.owner = {}, made.review_on = {};
    house->change(system, [&](Change& change) { change_topic(change, made); });
    EXPECT_EQ(at(id).query, "brioche");
    EXPECT_FALSE(at(id).owner);
    EXPECT_EQ(at(id).changed_at, clock.now());
    auto told = house->read([&](db::Tx& tx) { return journal(tx, workspace, 0, 10); });
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(std::get<model::TopicChanged>(told[1].event).topic, id);
}

TEST_P(TopicsOn, are_removed_and_restored_once) {
    auto id = add(), other = add("rye");
    auto remove = [&] { return house->change(system, [&](Change& c) { return remove_topic(c, id); }); };
    auto restore = [&] { return house->change(system, [&](Change& c) { return restore_topic(c, id); }); };
    EXPECT_FALSE(restore());
    EXPECT_TRUE(remove());
    EXPECT_FALSE(remove());
    EXPECT_TRUE(at(id).removed_at);
    ASSERT_EQ(all().size(), 1u);
    EXPECT_EQ(all()[0].id, other);
    EXPECT_TRUE(restore());
    EXPECT_EQ(all().size(), 2u);
    EXPECT_EQ(house->read([&](db::Tx& tx) { return journal_head(tx, workspace); }), 4)
        << "what changed nothing is no news";
}

TEST_P(TopicsOn, of_others_stay_apart) {
    auto id = add();
    auto elsewhere = add_workspace("Elsewhere");
    EXPECT_TRUE(all(elsewhere).empty());
    house->change(Actor::system(elsewhere), [&](Change& c) { EXPECT_FALSE(remove_topic(c, id)); });
    EXPECT_EQ(all().size(), 1u);
}

TEST_P(TopicsOn, have_hits_newest_first_that_are_written_twice_as_once) {
    for (int time = 0; time < 2; ++time)
        index_of([&](db::Tx& tx) {
            add_topic_hits(tx, workspace, {{one, Id{5}}, {one, Id{7}}, {two, Id{7}}, {one, Id{6}}});
        });
    EXPECT_EQ(heard(one), (std::vector{Id{7}, Id{6}, Id{5}}));
    EXPECT_EQ(heard(one, Id{7}, 1), (std::vector{Id{6}}));
    EXPECT_EQ(heard(two), (std::vector{Id{7}}));
    index_of([&](db::Tx& tx) {
        replace_topic_hits(tx, workspace, {Id{7}, Id{8}}, {{two, Id{7}}, {two, Id{8}}});
    });
    EXPECT_EQ(heard(one), (std::vector{Id{6}, Id{5}}));
    EXPECT_EQ(heard(two), (std::vector{Id{8}, Id{7}}));
}

TEST_P(TopicsOn, count_a_day_and_the_day_before) {
    auto now = clock.now();
    index_of([&](db::Tx& tx) {
        std::set<TopicHit> hits;
        for (auto hours : {1, 2, 23, 25, 47, 49}) hits.insert({one, Id::at(now - hours * hour_ms, 3)});
        hits.insert({two, Id::at(now - 30 * hour_ms, 3)});
        add_topic_hits(tx, workspace, hits);
    });
    auto counts = house->index.read([&](db::Tx& tx) { return topic_counts(tx, workspace, now); });
    ASSERT_EQ(counts.size(), 2u);
    if (counts[0].topic != one) std::swap(counts[0], counts[1]);
    EXPECT_EQ(counts[0].day, 3);
    EXPECT_EQ(counts[0].day_before, 2);
    EXPECT_EQ(counts[1].day, 0);
    EXPECT_EQ(counts[1].day_before, 1);
}

TEST_P(TopicsOn, are_read_for_anew_when_the_query_is_another) {
    auto begin = [&](std::string_view query) {
        index_of([&](db::Tx& tx) { begin_topic_reading(tx, workspace, one, query); });
    };
    auto reading = [&] {
        return *house->index.read([&](db::Tx& tx) { return topic_reading(tx, workspace, one); });
    };
    begin("bread");
    EXPECT_EQ(reading().below, above_all_messages);
    auto move = [&](const TopicReading& from, Id below) {
        return index_of([&](db::Tx& tx) { return move_topic_reading(tx, workspace, from, below); });
    };
    EXPECT_TRUE(move(reading(), Id{9}));
    index_of([&](db::Tx& tx) { add_topic_hits(tx, workspace, {{one, Id{9}}, {two, Id{9}}}); });
    begin("bread");
    EXPECT_EQ(reading().below, Id{9}) << "the same query goes on where it was";
    auto before = reading();
    begin("brioche");
    EXPECT_EQ(reading().below, above_all_messages);
    EXPECT_TRUE(heard(one).empty());
    EXPECT_EQ(heard(two).size(), 1u);
    EXPECT_FALSE(move(before, {}));
    EXPECT_TRUE(move(reading(), {}));
    EXPECT_FALSE(reading().below);
}

TEST_P(TopicsOn, are_followed_by_one_node_at_a_time) {
    auto move = [&](std::int64_t from, std::int64_t to) {
        return index_of([&](db::Tx& tx) { return move_topic_progress(tx, workspace, from, to); });
    };
    EXPECT_FALSE(move(0, 5)) << "nobody has begun";
    index_of([&](db::Tx& tx) { begin_topics(tx, workspace, 3); });
    EXPECT_FALSE(move(0, 5));
    EXPECT_TRUE(move(3, 5));
    EXPECT_EQ(house->index.read([&](db::Tx& tx) { return topic_progress(tx, workspace); }), 5);
}
}  // namespace store
