#include "courier/network_ground_test.hpp"

// What members do besides writing, logins that renew themselves, and the export of all of it.
namespace courier {
namespace {
class DeedsOn : public OnANetwork {};
RAPPORT_EACH_DATABASE(DeedsOn);
TEST_P(DeedsOn, deeds_leave_once_and_only_the_last_word_counts) {
    take({said("1", "lovely")});
    std::vector<std::string> done;
    stage.act = [&](const model::Deed& d) {
        done.push_back(
            fmt::format("{}{} {} {}", d.undo ? "un" : "", model::name(d.act), d.target, d.who.handle));
        return channels::Receipt{channels::Receipt::State::sent, "like-7"};
    };
    auto first = deed(at("1"), model::Deed::Act::like);
    auto second = deed(at("1"), model::Deed::Act::like, true);
    auto third = deed(at("1"), model::Deed::Act::like);
    while (dispatch->step()) continue;
    EXPECT_EQ(done, std::vector<std::string>{"like 1 @ana@town.example"});
    EXPECT_EQ(deed(first).state, "cancelled");
    EXPECT_EQ(deed(second).state, "cancelled");
    EXPECT_EQ(deed(third).state, "sent");
    auto undo = deed(at("1"), model::Deed::Act::like, true);
    stage.act = [&](const model::Deed& d) {
        EXPECT_EQ(d.remote_id, "like-7");
        return channels::Receipt{};
    };
    while (dispatch->step()) continue;
    EXPECT_EQ(deed(undo).state, "sent");
    auto lovely = at("1").id;
    auto standing = house->read([&](db::Tx& tx) { return store::deeds(tx, workspace, lovely); });
    ASSERT_EQ(standing.size(), 1u);
    EXPECT_TRUE(standing[0].undo);
}

TEST_P(DeedsOn, a_deed_is_tried_again_waits_as_asked_and_asks_for_a_login) {
    take({said("1", "lovely")});
    auto id = deed(at("1"), model::Deed::Act::like);
    auto until = clock.now() + 77 * second_ms;
    stage.act = [&](const model::Deed&) -> channels::Receipt {
        throw channels::ChannelError(channels::Fault::retry_later, "Wait.", until);
    };
    dispatch->step();
    EXPECT_EQ(deed(id).state, "queued");
    EXPECT_FALSE(dispatch->step());
    clock.set(until);
    stage.act = [](const model::Deed&) -> channels::Receipt {
        throw channels::ChannelError(channels::Fault::reauthorise, "Log in again.");
    };
    EXPECT_TRUE(dispatch->step());
    EXPECT_EQ(deed(id).state, "failed");
    EXPECT_EQ(deed(id).error, "Log in again.");
    auto shown = house->read([&](db::Tx& tx) { return store::channel(tx, workspace, channel)->state; });
    EXPECT_EQ(shown, "needs_login");
}

TEST_P(DeedsOn, a_deed_whose_end_was_not_seen_is_done_again) {
    take({said("1", "lovely")});
    auto id = deed(at("1"), model::Deed::Act::repost);
    house->truth.write(
        [&](db::Tx& tx) { store::take_due(tx, clock.now(), "somebody who died", clock.now(), 9); });
    clock.advance(minute_ms);
    Dispatch next(*post, "next");
    next.recover();
    while (next.step()) continue;
    EXPECT_EQ(deed(id).state, "sent");
}

TEST_P(DeedsOn, an_edit_and_a_deletion_of_ours_take_effect_when_they_are_done_over_there) {
    take({said("1", "open?")});
    auto own = write(at("1"), "Until six.");
    clock.advance(minute_ms);
    dispatch->step();
    auto m = [&] { return house->read([&](db::Tx& tx) { return *store::message(tx, workspace, own); }); };
    deed(m(), model::Deed::Act::edit, false, "Until seven.");
    EXPECT_EQ(m().text, "Until six.");
    while (dispatch->step()) continue;
    EXPECT_EQ(m().text, "Until seven.");
    EXPECT_EQ(before(own), std::vector<std::string>{"Until six."});
    // What we changed ourselves comes back with the name before it; that is no other edit.
    auto echo = said("r1", "@ana Until seven.", "@hello@town.example");
    echo.edited_at = clock.now() + minute_ms;
    take({echo});
    EXPECT_EQ(before(own).size(), 1u);
    deed(m(), model::Deed::Act::erase);
    while (dispatch->step()) continue;
    EXPECT_TRUE(m().deleted_at);
}

TEST_P(DeedsOn, a_door_is_opened_anew_after_a_new_login) {
    take({said("1", "open?")});
    deed(at("1"), model::Deed::Act::like);
    dispatch->step();
    deed(at("1"), model::Deed::Act::repost);
    dispatch->step();
    EXPECT_EQ(stage.opened, 1);
    house->change(system, [&](store::Change& change) {
        auto changed = *store::channel(change.tx, workspace, channel);
        changed.secrets = seal.close(R"({"access_token":"new"})");
        store::change_channel(change, changed);
    });
    deed(at("1"), model::Deed::Act::like, true);
    dispatch->step();
    EXPECT_EQ(stage.opened, 2);
}

TEST_P(DeedsOn, secrets_that_renew_themselves_are_stored_before_they_are_used) {
    house->truth.write([&](db::Tx& tx) {
        tx.run("UPDATE workspace SET signing_key = $2 WHERE workspace_id = $1", workspace,
               db::Blob{seal.close("key")});
    });
    house->change(system, [&](store::Change& change) {
        auto changed = *store::channel(change.tx, workspace, channel);
        changed.secrets = seal.close(R"({"refresh":"one"})");
        store::change_channel(change, changed);
    });
    auto stored = [&] {
        return house->read([&](db::Tx& tx) { return *store::channel(tx, workspace, channel); });
    };
    auto mine = config(*post, stored()), others = config(*post, stored());
    int renewed = 0;
    auto renewal = [&](const std::string& known) {
        return [&, known](const channels::Secrets& now) {
            if (now.at("refresh") != known) return now;
            ++renewed;
            return channels::Secrets{{"refresh", "two"}};
        };
    };
    EXPECT_EQ(mine.renew(renewal("one")).at("refresh"), "two");
    EXPECT_EQ(config(*post, stored()).option("refresh"), "two");
    EXPECT_EQ(others.renew(renewal("one")).at("refresh"), "two");
    EXPECT_EQ(renewed, 1);
    EXPECT_TRUE(renewed_by_itself(*post, stored()));
}

TEST_P(DeedsOn, an_export_holds_all_of_it) {
    take({said("1", "burnt")});
    auto edited = said("1", "dark");
    edited.edited_at = clock.now();
    channels::Batch batch;
    batch.edits = {edited};
    batch.reactions = {{"like:21:1", edited.author, model::Reaction::Kind::like, "1", clock.now()}};
    take(batch);
    deed(at("1"), model::Deed::Act::repost);
    while (dispatch->step()) continue;
    std::stringstream first, second;
    export_workspace(*house, *files, workspace, first);
    auto other = add_workspace("Another");
    auto done = import_workspace(*house, *files, store::Actor::system(other), first, {});
    EXPECT_EQ(done.refused, 0) << (done.refusals.empty() ? "" : done.refusals[0].why);
    export_workspace(*house, *files, other, second);
    EXPECT_EQ(lines(first.str()), lines(second.str()));
    for (auto* type : {"\"type\":\"edit\"", "\"type\":\"reaction\"", "\"type\":\"deed\""})
        EXPECT_NE(second.str().find(type), std::string::npos) << type;
}

TEST_P(DeedsOn, an_export_from_before_there_were_networks_is_read) {
    std::stringstream old(
        R"({"type":"channel","id":"5","network":"email","name":"Mail","options":{},"paused_at":null,"imported":false,"created_at":"2026-01-01T00:00:00.000Z","removed_at":null}
{"type":"conversation","id":"6","channel":"5","subject":"x","key":null,"created_at":"2026-01-01T00:00:00.000Z","merged_into":null}
{"type":"message","id":"7","conversation":"6","channel":"5","remote_id":"1","author":null,"member":null,"recipient":null,"direction":"inbound","visibility":"private","kind":"personal","sent_at":"2026-01-01T00:00:00.000Z","received_at":"2026-01-01T00:00:00.000Z","reply_to":null,"reply_to_remote":null,"subject":"x","text":"y","html":null,"quoted":null,"signature":null,"language":null,"url":null,"extra":null,"import":null,"deleted_at":null}
)");
    auto done = import_workspace(*house, *files, system, old, {});
    EXPECT_EQ(done.refused, 0) << (done.refusals.empty() ? "" : done.refusals[0].why);
    EXPECT_EQ(count("SELECT count(*) FROM message WHERE heard = 0"), 1);
}
}  // namespace
}  // namespace courier
