#include "store/channels.hpp"
#include "store/jobs.hpp"
#include "store/test_store.hpp"

namespace store {
namespace {
class LeasesOn : public EachStore {
protected:
    void SetUp() override {
        EachStore::SetUp();
        if (IsSkipped()) return;
        channel = house->change(system, [](Change& change) {
            Channel made;
            made.network = "email", made.name = "Hello";
            return add_channel(change, made);
        });
    }
    Id queue() {
        return house->change(system, [&](Change& change) {
            Job made;
            made.kind = "send", made.channel = channel, made.message = change.fresh(),
            made.run_at = clock.now();
            return add_job(change, made);
        });
    }
    bool lease(std::string_view owner) {
        return house->truth.write([&](db::Tx& tx) {
            auto known = store::channel(tx, workspace, channel);
            return lease_channel(tx, *known, owner, clock.now(), clock.now() + 1'000);
        });
    }
    template <class F>
    auto write(F&& work) {
        return house->truth.write(std::forward<F>(work));
    }
    auto take(std::string_view owner) {
        return write([&](db::Tx& tx) { return take_due(tx, clock.now(), owner, clock.now() + 1'000, 1); });
    }
    std::size_t given_up(std::string_view owner) {
        auto lost = house->read([&](db::Tx& tx) { return abandoned(tx, clock.now(), owner, 10); });
        return house->change(system, [&](Change& change) {
            return static_cast<std::size_t>(std::count_if(
                lost.begin(), lost.end(), [&](auto& job) { return give_up(change, job, owner, "Lost."); }));
        });
    }
    Id channel;
};
RAPPORT_EACH_DATABASE(LeasesOn);

TEST_P(LeasesOn, a_channel_is_read_by_one_until_it_falls_silent) {
    EXPECT_TRUE(lease("a"));
    EXPECT_FALSE(lease("b"));
    clock.advance(900);
    write([&](db::Tx& tx) { renew_channels(tx, "a", clock.now() + 1'000); });
    clock.advance(900);
    EXPECT_FALSE(lease("b")) << "it was renewed";
    clock.advance(200);
    EXPECT_TRUE(lease("b"));
}

TEST_P(LeasesOn, what_a_node_left_behind_is_free_at_its_next_start) {
    lease("a");
    write([](db::Tx& tx) { release_channels(tx, "b"); });
    EXPECT_FALSE(lease("b"));
    write([](db::Tx& tx) { release_channels(tx, "a"); });
    EXPECT_TRUE(lease("b"));
}

TEST_P(LeasesOn, a_send_is_abandoned_when_its_node_is_silent_or_asks_itself) {
    queue(), queue();
    EXPECT_EQ(take("a").size(), 1u);
    EXPECT_EQ(take("b").size(), 1u);
    EXPECT_TRUE(take("c").empty());
    EXPECT_EQ(given_up("a"), 1u) << "its own of before the crash, at once";
    clock.advance(900);
    write([&](db::Tx& tx) { renew_jobs(tx, "b", clock.now() + 1'000); });
    clock.advance(900);
    EXPECT_EQ(given_up("a"), 0u) << "b lives";
    clock.advance(200);
    EXPECT_EQ(given_up("a"), 1u);
    EXPECT_EQ(write([](db::Tx& tx) { return doubtful(tx, {}, 10).size(); }), 0u);
    clock.advance(1);
    EXPECT_EQ(write([&](db::Tx& tx) { return doubtful(tx, clock.now(), 10).size(); }), 2u);
}
}  // namespace
}  // namespace store
