#include "store/hooks.hpp"

#include "store/hook_deliveries.hpp"
#include "store/test_store.hpp"

namespace store {
namespace {
class HooksOn : public EachStore {
protected:
    Id add(std::string url = "https://shop.example/hook") {
        return house->change(system, [&](Change& change) {
            Hook made;
            made.url = std::move(url), made.events = {"message.received"}, made.secrets = "sealed";
            return add_hook(change, made);
        });
    }
    Hook at(Id id) {
        return house->read([&](db::Tx& tx) { return *store::hook(tx, workspace, id); });
    }
    Id deliver(Id hook, std::int64_t seq) {
        return house->change(system, [&](Change& change) {
            return add_hook_delivery(change,
                                     {.hook = hook, .seq = seq, .type = "message.received", .at = change.at});
        });
    }
    std::optional<HookDelivery> take(Id hook, std::string_view owner = "node") {
        return house->truth.write([&](db::Tx& tx) {
            return take_hook_delivery(tx, {workspace, hook}, clock.now(), owner, clock.now() + minute_ms);
        });
    }
    void settle(const HookDelivery& delivery, std::string_view state, Time run_at = {}) {
        house->change(system, [&](Change& change) {
            settle_hook_delivery(change, delivery, {.at = change.at, .status = 500, .answer = "oops"}, state,
                                 run_at);
        });
    }
    std::vector<HookDelivery> log(Id hook, std::string_view state = "") {
        return house->read([&](db::Tx& tx) { return hook_deliveries(tx, workspace, hook, state, {}, 100); });
    }
    std::vector<DueHook> due() {
        return house->read([&](db::Tx& tx) { return due_hooks(tx, clock.now()); });
    }
    void happen() {
        house->change(system, [&](Change& change) { change.tell(model::PersonChanged{change.fresh()}); });
    }
};
RAPPORT_EACH_DATABASE(HooksOn);
}  // namespace

TEST_P(HooksOn, hear_from_when_they_were_made) {
    happen();
    auto first = add();
    auto head = [&] { return house->read([&](db::Tx& tx) { return journal_head(tx, workspace); }); };
    auto progress = [&] { return house->read([&](db::Tx& tx) { return hook_progress(tx, workspace); }); };
    EXPECT_EQ(at(first).since, 1);
    EXPECT_EQ(progress(), 1);
    happen();
    auto second = add();
    EXPECT_EQ(at(second).since, head() - 1) << "its own making is the last line";
    EXPECT_EQ(progress(), 1) << "the first one still waits for what happened between";
    EXPECT_EQ(house->read([](db::Tx& tx) { return workspaces_with_hooks(tx); }), std::vector{workspace});
}

TEST_P(HooksOn, hear_nothing_while_they_are_paused) {
    auto id = add();
    house->change(system, [&](Change& change) { pause_hook(change, id, "It is gone."); });
    EXPECT_EQ(at(id).paused_why, "It is gone.");
    EXPECT_TRUE(house->read([](db::Tx& tx) { return workspaces_with_hooks(tx); }).empty());
    happen();
    house->change(system, [&](Change& change) { resume_hook(change, id); });
    auto now = at(id);
    EXPECT_FALSE(now.paused_at);
    EXPECT_EQ(now.paused_why, "");
    EXPECT_EQ(now.since, house->read([&](db::Tx& tx) { return hook_progress(tx, workspace); }));
    EXPECT_GE(now.since, 3);
}

TEST_P(HooksOn, read_the_journal_on_one_node_at_a_time) {
    add();
    auto move = [&](std::int64_t from, std::int64_t to) {
        return house->change(system, [&](Change& change) { return move_hook_progress(change, from, to); });
    };
    EXPECT_TRUE(move(0, 5));
    EXPECT_FALSE(move(0, 7));
    EXPECT_TRUE(move(5, 7));
}

TEST_P(HooksOn, get_every_event_once_and_in_order) {
    auto id = add(), other = add("https://other.example/");
    deliver(id, 1), deliver(id, 2), deliver(id, 1), deliver(other, 1);
    EXPECT_EQ(log(id).size(), 2u);
    EXPECT_EQ(due().size(), 2u);
    auto first = take(id), second = take(id);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->seq, 1);
    EXPECT_EQ(second->seq, 2);
    EXPECT_FALSE(take(id));
    EXPECT_EQ(first->webhook_id(), workspace.text() + "-1");
    EXPECT_EQ(take(other)->webhook_id(), first->webhook_id());
}

TEST_P(HooksOn, try_again_when_it_is_time_and_end) {
    auto id = add();
    deliver(id, 1);
    auto taken = *take(id);
    EXPECT_EQ(taken.tries, 1);
    settle(taken, "queued", clock.now() + 5'000);
    EXPECT_FALSE(take(id));
    EXPECT_TRUE(due().empty());
    auto next = [&] { return house->read([&](db::Tx& tx) { return next_hook_delivery(tx, clock.now()); }); };
    EXPECT_EQ(next(), clock.now() + 5'000);
    clock.advance(5'000);
    EXPECT_FALSE(next()) << "what is due is not waited for";
    taken = *take(id);
    EXPECT_EQ(taken.tries, 2);
    settle(taken, "failed");
    EXPECT_TRUE(log(id, "failed").front().ended_at);
    auto tries = house->read([&](db::Tx& tx) { return hook_attempts(tx, workspace, taken.id); });
    ASSERT_EQ(tries.size(), 2u);
    EXPECT_EQ(tries[1].answer, "oops");
    auto last = house->read([&](db::Tx& tx) { return last_hook_attempts(tx, workspace, {taken.id}); });
    ASSERT_EQ(last.size(), 1u);
    EXPECT_EQ(last[0].second.id, tries[1].id);
    // What is settled twice was settled once.
    settle(taken, "delivered");
    EXPECT_EQ(log(id)[0].state, "failed");
}

TEST_P(HooksOn, are_sent_again_when_a_member_wants_it) {
    auto id = add();
    auto old = deliver(id, 1);
    settle(*take(id), "failed");
    clock.advance(hour_ms);
    auto young = deliver(id, 2);
    settle(*take(id), "failed");
    auto again = [&](Time since) {
        return house->change(
            system, [&](Change& change) { return requeue_failed_hook_deliveries(change, id, since); });
    };
    EXPECT_EQ(again(clock.now() - minute_ms), 1);
    EXPECT_EQ(log(id, "queued").front().id, young);
    EXPECT_TRUE(house->change(system, [&](Change& change) { return requeue_hook_delivery(change, old); }));
    EXPECT_EQ(take(id)->tries, 1);
    EXPECT_FALSE(house->change(system, [&](Change& change) { return requeue_hook_delivery(change, old); }))
        << "it is being sent this moment";
}

TEST_P(HooksOn, free_what_a_dead_node_was_sending) {
    auto id = add();
    deliver(id, 1);
    take(id, "first");
    auto free = [&](std::string_view owner) {
        house->truth.write([&](db::Tx& tx) { free_hook_deliveries(tx, clock.now(), owner); });
    };
    free("second");
    EXPECT_FALSE(take(id));
    free("first");
    EXPECT_TRUE(take(id, "first"));
    clock.advance(2 * minute_ms);
    free("second");
    EXPECT_TRUE(take(id));
}

TEST_P(HooksOn, keep_a_log_that_ends_somewhere) {
    auto id = add();
    for (int seq = 1; seq <= 5; ++seq) {
        deliver(id, seq);
        settle(*take(id), "delivered");
    }
    auto sweep = [&](Time before, std::size_t most) {
        house->truth.write([&](db::Tx& tx) { sweep_hook_deliveries(tx, before, most); });
    };
    auto tries = [&] {
        return house->read(
            [](db::Tx& tx) { return tx.one("SELECT count(*) FROM hook_attempt")->integer(0); });
    };
    sweep(clock.now() - day_ms, 3);
    EXPECT_EQ(log(id).size(), 3u);
    EXPECT_EQ(tries(), 3);
    clock.advance(2 * day_ms);
    deliver(id, 9);
    sweep(clock.now() - day_ms, 3);
    EXPECT_EQ(log(id).size(), 1u) << "what waits is not swept";
    house->change(system, [&](Change& change) { remove_hook(change, id); });
    EXPECT_TRUE(log(id).empty());
}

TEST_P(HooksOn, are_overfull_when_too_much_waits_and_give_it_up) {
    auto id = add(), other = add("https://other.example/");
    for (int seq = 1; seq <= 3; ++seq) deliver(id, seq);
    deliver(other, 1);
    auto overfull = [&](std::int64_t most) {
        return house->read([&](db::Tx& tx) { return overfull_hooks(tx, most); });
    };
    EXPECT_TRUE(overfull(3).empty());
    EXPECT_EQ(overfull(2), (std::vector<DueHook>{{workspace, id}}));
    auto taken = *take(id);
    house->change(system, [&](Change& change) { give_up_hook_deliveries(change, id); });
    EXPECT_EQ(log(id, "failed").size(), 2u);
    EXPECT_TRUE(log(id, "failed").front().ended_at);
    EXPECT_EQ(log(id, "sending").front().id, taken.id) << "what is on its way may still arrive";
    EXPECT_EQ(log(other, "queued").size(), 1u);
}

TEST_P(HooksOn, of_others_stay_apart) {
    auto id = add();
    deliver(id, 1);
    auto elsewhere = Actor::system(add_workspace("Elsewhere"));
    house->read([&](db::Tx& tx) {
        EXPECT_TRUE(hooks(tx, elsewhere.workspace).empty());
        EXPECT_FALSE(hook(tx, elsewhere.workspace, id));
        EXPECT_TRUE(hook_deliveries(tx, elsewhere.workspace, id, "", {}, 10).empty());
    });
    house->change(elsewhere, [&](Change& change) { remove_hook(change, id); });
    EXPECT_EQ(log(id).size(), 1u);
}
}  // namespace store
