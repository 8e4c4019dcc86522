#include "api/once.hpp"

#include "api/test_house.hpp"
#include "store/conversations.hpp"

namespace api {
namespace {
class OnceOn : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("bakery");
    }
    store::Idempotency::Claim claim() { return rooms->idempotency.claim(owner, "k", "POST /api/people"); }
    Id label(Once& once, std::string_view name) {
        return once.change(*house, owner, [&](store::Change& change) {
            store::add_label(change, name);
            return change.fresh();
        });
    }
    std::int64_t labels() {
        return house->read([&](db::Tx& tx) { return tx.one("SELECT count(*) FROM label")->integer(0); });
    }
    store::Actor owner;
};
RAPPORT_EACH_DATABASE(OnceOn);

TEST_P(OnceOn, what_was_done_before_a_crash_is_not_done_again_and_gives_the_same) {
    claim();
    Once first(rooms->app, "k");
    auto bread = label(first, "bread");
    auto again = claim();
    auto* done = std::get_if<store::Idempotency::Done>(&again);
    ASSERT_TRUE(done);
    Once second(rooms->app, "k", done);
    EXPECT_EQ(label(second, "bread"), bread);
    EXPECT_EQ(labels(), 1);
    EXPECT_TRUE(label(second, "rolls")) << "what was not reached before is done now";
    EXPECT_EQ(labels(), 2);
    auto finally = claim();
    Once third(rooms->app, "k", std::get_if<store::Idempotency::Done>(&finally));
    EXPECT_EQ(label(third, "bread"), bread);
    third.change(*house, owner, [](store::Change&) { FAIL(); });
}

TEST_P(OnceOn, of_two_that_hold_one_key_only_one_gets_through) {
    claim();
    Once first(rooms->app, "k"), taken_over(rooms->app, "k");
    label(taken_over, "bread");
    EXPECT_THROW(label(first, "rolls"), Error);
    EXPECT_EQ(labels(), 1);
}

TEST_P(OnceOn, outcomes_are_not_readable_in_the_database) {
    claim();
    Once once(rooms->app, "k");
    once.change(*house, owner, [](store::Change&) { return json::object{{"text", "Dear Ana"}}; });
    auto kept = house->read([](db::Tx& tx) { return tx.one("SELECT answer FROM idempotency")->text(0); });
    EXPECT_EQ(kept.find("Dear"), kept.npos);
    EXPECT_EQ(std::get<store::Idempotency::Done>(claim()).outcomes, kept);
}
}  // namespace
}  // namespace api
