#include "store/pushes.hpp"

#include "store/test_store.hpp"

namespace store {
namespace {
class PushesOn : public EachStore {};
RAPPORT_EACH_DATABASE(PushesOn);
}  // namespace

TEST_P(PushesOn, are_taken_once_and_forgotten_late) {
    auto channel = house->change(system, [](Change& change) {
        Channel made;
        made.network = "webhook", made.name = "Shop";
        auto id = add_channel(change, made);
        set_channel_key(change, id, "abc");
        return id;
    });
    auto take = [&](std::string_view push) {
        return house->change(system, [&](Change& change) { return take_push(change, channel, push); });
    };
    EXPECT_TRUE(take("m1"));
    EXPECT_FALSE(take("m1"));
    EXPECT_TRUE(take("m2"));
    clock.advance(day_ms);
    house->truth.write([&](db::Tx& tx) { forget_pushes(tx, clock.now() - 2 * day_ms); });
    EXPECT_FALSE(take("m1"));
    house->truth.write([&](db::Tx& tx) { forget_pushes(tx, clock.now()); });
    EXPECT_TRUE(take("m1"));
    house->read([&](db::Tx& tx) {
        EXPECT_EQ(channel_with_key(tx, "abc")->id, channel);
        EXPECT_FALSE(channel_with_key(tx, "abd"));
        EXPECT_EQ(channel_key(tx, workspace, channel), "abc");
    });
}
}  // namespace store
