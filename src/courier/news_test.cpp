#include "courier/network_ground_test.hpp"

// What social networks bring beside messages: edits, reactions, what is only heard, our own words coming
// back.
namespace courier {
namespace {
class News : public OnANetwork {};
RAPPORT_EACH_DATABASE(News);

TEST_P(News, an_edit_replaces_the_words_and_keeps_those_before) {
    take({said("1", "burnt")});
    auto edited = said("1", "a little dark");
    edited.edited_at = clock.now();
    channels::Batch batch;
    batch.edits = {edited};
    take(batch), take(batch);
    EXPECT_EQ(at("1").text, "a little dark");
    EXPECT_EQ(before(at("1").id), std::vector<std::string>{"burnt"});
    // It comes as an item as well, and an older one comes late.
    edited.text = "fine", edited.edited_at = clock.now();
    take({edited});
    edited.text = "old news", edited.edited_at = edited.edited_at - 10 * minute_ms;
    take({edited});
    EXPECT_EQ(at("1").text, "fine");
    EXPECT_EQ(before(at("1").id), (std::vector<std::string>{"burnt", "a little dark"}));
    auto found = [&](const char* word) {
        indexer->finish();
        return house->index.read(
            [&](db::Tx& tx) { return search->newest(tx, workspace, {.all = {{word}}, .none = {}}, {}, 10); });
    };
    EXPECT_EQ(found("fine").size(), 1u);
    EXPECT_EQ(found("burnt").size(), 0u);
}

TEST_P(News, an_edit_of_what_is_not_here_is_not_stored) {
    channels::Batch batch;
    batch.edits = {said("9", "never seen")};
    batch.edits[0].edited_at = clock.now();
    take(batch);
    EXPECT_EQ(count("SELECT count(*) FROM message"), 0);
}

TEST_P(News, a_deletion_takes_what_was_said_before_along) {
    take({said("1", "a secret")});
    auto edited = said("1", "nothing");
    edited.edited_at = clock.now();
    channels::Batch batch;
    batch.edits = {edited}, batch.deleted = {"1"};
    take(batch);
    EXPECT_TRUE(at("1").deleted_at);
    EXPECT_EQ(at("1").text, "");
    EXPECT_EQ(count("SELECT count(*) FROM message_edit"), 0);
    take(batch);
    EXPECT_EQ(at("1").text, "");
}

TEST_P(News, reactions_are_counted_once_in_whatever_order_they_come) {
    using Kind = model::Reaction::Kind;
    channels::Batch batch;
    batch.reactions = {{"like:21:1", {"town", "@ana@town.example", "Ana"}, Kind::like, "1", clock.now()},
                       {"repost:21:1", {"town", "@ana@town.example", "Ana"}, Kind::repost, "1", clock.now()},
                       {"follow:21:", {"town", "@ana@town.example", "Ana"}, Kind::follow, "", clock.now()}};
    take(batch);
    take({said("1", "bread!", "@hello@town.example")});
    take(batch);
    auto bread = at("1").id;
    auto sums = [&] {
        return house->read([&](db::Tx& tx) { return store::tallies(tx, workspace, {bread})[bread]; });
    };
    EXPECT_EQ(sums().likes, 1);
    EXPECT_EQ(sums().reposts, 1);
    EXPECT_EQ(count("SELECT count(*) FROM reaction"), 3);
    batch.reactions.resize(1), batch.reactions[0].undone = true;
    take(batch);
    EXPECT_EQ(sums().likes, 0);
    batch.reactions[0].undone = false;
    take(batch);
    EXPECT_EQ(sums().likes, 1);
    auto whose = house->read([&](db::Tx& tx) {
        auto ana = store::identity(tx, workspace, "town", "@ana@town.example");
        return store::reactions_of(tx, workspace, {ana->id}, {}, 10);
    });
    EXPECT_EQ(whose.size(), 3u);
}

TEST_P(News, what_is_only_heard_is_in_no_list_until_somebody_speaks_to_us) {
    auto heard = said("1", "where is good bread?", "@ben@town.example");
    heard.addressed = false;
    take({heard});
    EXPECT_FALSE(listed("heard = 0"));
    EXPECT_TRUE(listed("heard = 1 AND waiting_since IS NULL"));
    auto question = said("2", "@hello do you know?");
    question.reply_to = {"1"};
    take({question});
    EXPECT_TRUE(listed("heard = 0 AND waiting_since IS NOT NULL"));
    EXPECT_EQ(count("SELECT count(DISTINCT conversation_id) FROM message"), 1);
    // The conversation is with who asked, not with whom we overheard.
    auto with =
        house->index.read([&](db::Tx& tx) { return tx.one("SELECT identity_id FROM inbox_row")->id(0); });
    EXPECT_EQ(with, at("2").author);
}

TEST_P(News, what_is_only_heard_wakes_nobody) {
    take({said("1", "thanks")});
    auto conversation = at("1").conversation;
    house->change(system,
                  [&](store::Change& change) { store::add_record(change, conversation, "closed", "Done."); });
    auto chatter = said("2", "me too", "@ben@town.example");
    chatter.reply_to = {"1"}, chatter.addressed = false;
    take({chatter});
    auto closed = [&] {
        return house->read([&](db::Tx& tx) {
            return bool{store::state(store::records(tx, workspace, conversation)).closed_at};
        });
    };
    EXPECT_TRUE(closed());
    auto question = said("3", "and tomorrow?");
    question.reply_to = {"1"};
    take({question});
    EXPECT_FALSE(closed());
}

TEST_P(News, our_own_words_come_back_before_we_know_that_they_arrived) {
    take({said("1", "open?")});
    auto own = write(at("1"), "Until six.");
    stage.send = [&](const model::Outgoing&) {
        // The network tells of it faster than it answers.
        auto echo = said("55", "@ana Until six.", "@hello@town.example");
        echo.direction = model::Direction::outbound, echo.reply_to = {"1"}, echo.sent_at = clock.now();
        take({echo});
        return channels::Receipt{channels::Receipt::State::sent, "55"};
    };
    clock.advance(minute_ms);
    EXPECT_TRUE(dispatch->step());
    EXPECT_EQ(state(own), "sent");
    EXPECT_EQ(at("55").id, own);
    EXPECT_EQ(count("SELECT count(*) FROM message"), 2);
}

TEST_P(News, a_doubtful_send_is_settled_by_its_words) {
    take({said("1", "open?")});
    auto own = write(at("1"), "Until six.");
    stage.send = [](const model::Outgoing&) {
        return channels::Receipt{channels::Receipt::State::unknown, "", "", "The line dropped."};
    };
    clock.advance(minute_ms);
    dispatch->step();
    EXPECT_EQ(state(own), "unknown");
    auto other = said("60", "@ana Until seven.", "@hello@town.example");
    other.direction = model::Direction::outbound, other.reply_to = {"1"}, other.sent_at = clock.now();
    take({other});
    EXPECT_EQ(state(own), "unknown");
    auto whispered = other;
    whispered.remote_id = "62", whispered.text = "@ana Until six.";
    whispered.visibility = model::Visibility::private_, whispered.audience = "direct";
    take({whispered});
    EXPECT_EQ(state(own), "unknown");
    auto echo = other;
    echo.remote_id = "61", echo.text = "@ana Until six.", echo.audience = "unlisted";
    take({echo});
    EXPECT_EQ(state(own), "sent");
    EXPECT_EQ(at("61").id, own);
}

TEST_P(News, the_newest_of_very_many_doubts_is_settled_by_its_words_too) {
    take({said("1", "open?")});
    std::vector<Id> ours;
    for (int n = 0; n < 250; ++n) ours.push_back(write(at("1"), "Until " + std::to_string(n) + "."));
    house->change(system, [&](store::Change& change) {
        for (auto id : ours)
            store::settle(change, *store::job_of_message(change.tx, workspace, id), "queued", "unknown");
    });
    auto echo = said("60", "@ana Until 249.", "@hello@town.example");
    echo.direction = model::Direction::outbound, echo.reply_to = {"1"}, echo.sent_at = clock.now();
    take({echo});
    EXPECT_EQ(state(ours.back()), "sent");
    EXPECT_EQ(at("60").id, ours.back());
    EXPECT_EQ(state(ours.front()), "unknown");
}

TEST_P(News, a_look_up_that_finds_it_tells_its_name_and_drops_the_twin) {
    take({said("1", "open?")});
    auto own = write(at("1"), "Until six.");
    stage.send = [](const model::Outgoing&) -> channels::Receipt {
        throw std::runtime_error("out of memory");
    };
    clock.advance(minute_ms);
    dispatch->step();
    auto twin = said("70", "words the network changed", "@hello@town.example");
    twin.direction = model::Direction::outbound, twin.reply_to = {"1"};
    take({twin});
    auto reply = said("71", "thanks");
    reply.reply_to = {"70"};
    take({reply});
    stage.seen = {channels::Sighting::found, "70", "https://town.example/70"};
    clock.advance(hour_ms);
    dispatch->recover();
    while (dispatch->look()) continue;
    EXPECT_EQ(state(own), "sent");
    EXPECT_EQ(at("70").id, own);
    EXPECT_EQ(at("71").reply_to, own);
    EXPECT_EQ(count("SELECT count(*) FROM message"), 3);
}
}  // namespace
}  // namespace courier
