#include "store/accounts_idempotency.hpp"

#include "store/accounts_ground_test.hpp"

namespace store {
namespace {
struct IdempotencyTest : Bakery {
    Idempotency::Claim claim(std::string_view key, std::string_view request = "POST /people Ana") {
        return Idempotency(*means).claim(antoinette, key, request);
    }
    template <class T>
    static bool is(const Idempotency::Claim& claim) {
        return std::holds_alternative<T>(claim);
    }
    const StoredAnswer answer{201, {{"Location", "/people/1"}}, "{\"secret\":\"rk_once\"}"};
};
RAPPORT_EACH_DATABASE(IdempotencyTest);

TEST_P(IdempotencyTest, the_first_works_the_second_waits_and_then_gets_the_same_answer) {
    EXPECT_TRUE(is<Idempotency::Claimed>(claim("k")));
    EXPECT_TRUE(is<Idempotency::Underway>(claim("k")));
    Idempotency(*means).keep(antoinette, "k", answer);
    auto again = claim("k");
    ASSERT_TRUE(is<StoredAnswer>(again));
    EXPECT_EQ(std::get<StoredAnswer>(again).body, answer.body);
    EXPECT_EQ(std::get<StoredAnswer>(again).headers, answer.headers);
    EXPECT_EQ(std::get<StoredAnswer>(again).status, 201);
}

TEST_P(IdempotencyTest, the_same_key_for_another_request_is_a_mistake) {
    claim("k");
    EXPECT_TRUE(is<Idempotency::Mismatch>(claim("k", "POST /people Ben")));
}

TEST_P(IdempotencyTest, what_failed_may_be_tried_again_under_its_key) {
    claim("k");
    Idempotency(*means).release(antoinette, "k");
    EXPECT_TRUE(is<Idempotency::Claimed>(claim("k")));
}

TEST_P(IdempotencyTest, a_claim_whose_owner_died_is_taken_over_by_one) {
    claim("k");
    clock.advance(Idempotency::stale_ms);
    EXPECT_TRUE(is<Idempotency::Reclaimed>(claim("k")));
    EXPECT_TRUE(is<Idempotency::Underway>(claim("k")));
    claim("l");
    Idempotency(*means, "another node").abandon();
    EXPECT_TRUE(is<Idempotency::Underway>(claim("l"))) << "this node lives";
    Idempotency(*means).abandon();
    EXPECT_TRUE(is<Idempotency::Reclaimed>(claim("l")));
}

TEST_P(IdempotencyTest, a_key_is_forgotten_after_a_day_and_belongs_to_one_actor) {
    claim("k");
    Idempotency(*means).keep(antoinette, "k", answer);
    auto ben = join("ben", Role::agent);
    EXPECT_TRUE(is<Idempotency::Claimed>(Idempotency(*means).claim(ben, "k", "POST /people Ana")));
    clock.advance(day_ms);
    EXPECT_TRUE(is<Idempotency::Claimed>(claim("k")));
    clock.advance(day_ms);
    Idempotency(*means).sweep();
    EXPECT_FALSE(database().read([](db::Tx& tx) { return tx.one("SELECT 1 FROM idempotency"); }));
}

TEST_P(IdempotencyTest, a_secret_in_an_answer_is_not_readable_in_the_database) {
    claim("k");
    Idempotency(*means).keep(antoinette, "k", answer);
    auto row = database().read([](db::Tx& tx) { return tx.one("SELECT answer FROM idempotency"); });
    EXPECT_EQ(row->text(0).find("rk_once"), std::string::npos);
}
}  // namespace
}  // namespace store
