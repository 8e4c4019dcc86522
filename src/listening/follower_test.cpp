#include "listening/follower.hpp"

#include <random>

#include <gmock/gmock.h>

#include "listening/preview.hpp"
#include "listening/reading_back.hpp"
#include "store/channels.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "store/test_store.hpp"

using testing::ElementsAre;
using testing::IsEmpty;

namespace listening {
namespace {
class Topics : public store::EachStore {
protected:
    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        place_ = open_place(system);
        follower_.emplace(*house, 3);
    }

    struct Spot {
        Id channel, conversation;
        store::Identity ana;
    };
    Spot open_place(const store::Actor& who) {
        return house->change(who, [&](store::Change& change) {
            store::Channel made;
            made.network = "town", made.name = "Town news";
            auto channel = store::add_channel(change, made);
            auto ana =
                store::meet(change, {.network = "town", .handle = "@ana@town.example", .name = "Ana Lima"});
            return Spot{channel, store::add_conversation(change, channel, "").id, ana};
        });
    }
    struct How {
        model::Direction direction = model::Direction::inbound;
        model::Visibility visibility = model::Visibility::public_;
        bool heard = false;
        Id reply_to = {};
    };
    Id say(std::string text, const How& how) { return say(system, place_, std::move(text), how); }
    Id say(std::string text) { return say(std::move(text), How{}); }
    Id say(const store::Actor& who, const Spot& where, std::string text, const How& how) {
        clock.advance(second_ms);
        return house->change(who, [&](store::Change& change) {
            store::Message m;
            m.conversation = where.conversation, m.channel = where.channel, m.author = where.ana.id;
            m.remote_id = std::to_string(++said_), m.text = std::move(text), m.direction = how.direction;
            m.visibility = how.visibility, m.heard = how.heard, m.reply_to = how.reply_to;
            m.sent_at = m.received_at = change.at;
            return store::add_message(change, m, where.ana.person);
        });
    }
    template <class F>
    auto write(F&& work) {
        return house->change(system, std::forward<F>(work));
    }
    store::Message at(Id id) {
        return house->read([&](db::Tx& tx) { return *store::message(tx, workspace, id); });
    }
    void edit(Id id, std::string text) {
        auto before = at(id);
        write([&](store::Change& c) {
            store::change_words(c, before, {"", std::move(text), "", ""}, clock.now());
        });
    }
    void erase(Id id) {
        auto before = at(id);
        write([&](store::Change& c) { store::erase_message(c, before); });
    }
    Id listen(std::string query) {
        return write([&](store::Change& c) { return store::add_topic(c, {.name = query, .query = query}); });
    }
    void change(Id topic, std::string query, std::string name = "") {
        write([&](store::Change& c) {
            auto known = *store::topic(c.tx, c.workspace, topic);
            known.query = std::move(query), known.name = std::move(name);
            store::change_topic(c, known);
        });
    }
    std::vector<Id> heard(Id topic) {
        follower_->finish();
        return stored(topic);
    }
    std::vector<Id> stored(Id topic) {
        return house->index.read(
            [&](db::Tx& tx) { return store::topic_hits(tx, workspace, topic, {}, 1'000); });
    }
    Id below(Id topic) {
        return house->index.read(
            [&](db::Tx& tx) { return store::topic_reading(tx, workspace, topic)->below; });
    }
    void forget_the_index() {
        house->index.write([](db::Tx& tx) {
            for (auto table : {"topic_progress", "topic_reading", "topic_hit"})
                tx.run(fmt::format("DELETE FROM {}", table));
        });
        follower_.emplace(*house, 3);
    }
    std::set<store::TopicHit> all_hits() {
        std::set<store::TopicHit> all;
        house->index.read([&](db::Tx& tx) {
            for (const auto& row : tx.query("SELECT topic_id, message_id FROM topic_hit"))
                all.insert({row.id(0), row.id(1)});
        });
        return all;
    }
    // Each topic against each message, from the truth.
    std::set<store::TopicHit> due() {
        std::set<store::TopicHit> all;
        house->read([&](db::Tx& tx) {
            auto messages = store::message_ids(tx, workspace, store::above_all_messages, {}, 10'000);
            for (const auto& topic : store::topics(tx, workspace)) {
                Matcher matcher;
                matcher.add(1, *understood(topic.query));
                std::vector<Matcher::Key> found;
                for (const auto& each : said(tx, workspace, messages)) {
                    matcher.match(each.post(), found);
                    if (!found.empty()) all.insert({topic.id, each.message});
                }
            }
        });
        return all;
    }

    Spot place_;
    int said_ = 0;
    std::optional<Follower> follower_;
};
RAPPORT_EACH_DATABASE(Topics);
}  // namespace

TEST_P(Topics, hear_what_comes_in_publicly_privately_and_where_we_listen) {
    auto bread = listen("bread");
    EXPECT_THAT(heard(bread), IsEmpty());
    auto open = say("No bread again"), quiet = say("bread?", {.visibility = model::Visibility::private_}),
         overheard = say("bread bread", {.heard = true});
    say("cake");
    say("bread, says a note", {.direction = model::Direction::internal});
    say("There will be bread", {.direction = model::Direction::outbound});
    EXPECT_THAT(heard(bread), ElementsAre(overheard, quiet, open));
}

TEST_P(Topics, hear_nothing_of_another_workspace) {
    auto bread = listen("bread");
    auto elsewhere = store::Actor::system(add_workspace("Elsewhere"));
    auto there = open_place(elsewhere);
    auto other = house->change(
        elsewhere, [&](store::Change& c) { return store::add_topic(c, {.name = "b", .query = "bread"}); });
    say("bread here");
    say(elsewhere, there, "bread there", {});
    EXPECT_EQ(heard(bread).size(), 1u);
    auto theirs = house->index.read(
        [&](db::Tx& tx) { return store::topic_hits(tx, elsewhere.workspace, other, {}, 10); });
    EXPECT_EQ(theirs.size(), 1u);
    EXPECT_EQ(all_hits().size(), 2u);
}

TEST_P(Topics, ask_again_of_what_was_edited_and_forget_what_is_gone) {
    auto bread = listen("bread"), cake = listen("cake");
    auto one = say("bread"), two = say("bread and butter"), three = say("bread alone");
    EXPECT_EQ(heard(bread).size(), 3u);
    edit(one, "cake");
    erase(two);
    write([&](store::Change& c) { store::remove_message(c, three); });
    EXPECT_THAT(heard(bread), IsEmpty());
    EXPECT_THAT(heard(cake), ElementsAre(one));
}

TEST_P(Topics, read_back_newest_first_a_piece_at_a_time) {
    std::vector<Id> all;
    for (int i = 0; i < 8; ++i) all.insert(all.begin(), say("bread"));
    auto bread = listen("bread");
    EXPECT_TRUE(follower_->advance());
    EXPECT_THAT(stored(bread), ElementsAre(all[0], all[1], all[2])) << "as the workspace is opened";
    EXPECT_EQ(below(bread), all[2]);
    auto young = say("bread");
    EXPECT_TRUE(follower_->advance());
    EXPECT_THAT(stored(bread), ElementsAre(young, all[0], all[1], all[2], all[3], all[4], all[5]));
    follower_->finish();
    EXPECT_EQ(stored(bread).size(), 9u);
    EXPECT_FALSE(below(bread));
}

TEST_P(Topics, go_on_together_once_one_is_as_far_as_the_other) {
    for (int i = 0; i < 9; ++i) say(i % 2 ? "bread" : "cake");
    auto bread = listen("bread");
    follower_->advance();
    auto reached = below(bread);
    auto cake = listen("cake");
    follower_->advance();
    EXPECT_EQ(below(bread), reached) << "the new one first";
    EXPECT_EQ(below(cake), reached) << "and no further than that";
    follower_->advance();
    EXPECT_EQ(below(bread), below(cake));
    EXPECT_LT(below(bread), reached);
    follower_->finish();
    EXPECT_EQ(all_hits(), due());
}

TEST_P(Topics, begin_anew_when_they_ask_something_else_only) {
    auto one = say("bread"), two = say("cake");
    auto topic = listen("bread");
    EXPECT_THAT(heard(topic), ElementsAre(one));
    change(topic, "bread", "A better name");
    EXPECT_TRUE(follower_->advance());
    EXPECT_FALSE(below(topic));
    change(topic, "cake");
    EXPECT_THAT(heard(topic), ElementsAre(two));
    EXPECT_THAT(all_hits().size(), 1u);
}

TEST_P(Topics, are_not_heard_of_while_they_are_removed) {
    auto one = say("bread");
    auto topic = listen("bread");
    EXPECT_THAT(heard(topic), ElementsAre(one));
    write([&](store::Change& c) { store::remove_topic(c, topic); });
    EXPECT_THAT(heard(topic), IsEmpty());
    auto two = say("more bread");
    EXPECT_THAT(heard(topic), IsEmpty());
    write([&](store::Change& c) { store::restore_topic(c, topic); });
    EXPECT_THAT(heard(topic), ElementsAre(two, one));
}

TEST_P(Topics, ask_who_where_and_what) {
    auto from = listen("from:\"ana lima\""), channel = listen("channel:\"town news\" bread"),
         link = listen("bread has:link"), answers = listen("to:ana is:reply"),
         named = listen("to:antoinette");
    auto plain = say("bread"), linked = say("bread https://bread.example/");
    auto reply = say("@antoinette no", {.reply_to = plain});
    EXPECT_EQ(heard(from).size(), 3u);
    EXPECT_THAT(heard(channel), ElementsAre(linked, plain));
    EXPECT_THAT(heard(link), ElementsAre(linked));
    EXPECT_THAT(heard(answers), ElementsAre(reply));
    EXPECT_THAT(heard(named), ElementsAre(reply));
}

TEST_P(Topics, hear_an_event_twice_as_once) {
    auto bread = listen("bread");
    auto one = say("bread");
    edit(one, "bread, edited");
    auto two = say("more bread");
    EXPECT_THAT(heard(bread), ElementsAre(two, one));
    house->index.write([&](db::Tx& tx) {
        auto seq = *store::topic_progress(tx, workspace);
        EXPECT_TRUE(store::move_topic_progress(tx, workspace, seq, 1));
    });
    follower_.emplace(*house, 3);
    EXPECT_THAT(heard(bread), ElementsAre(two, one));
    forget_the_index();
    EXPECT_THAT(heard(bread), ElementsAre(two, one));
}

// Whatever happens, and however often the program is killed or another node reads along.
TEST_P(Topics, are_always_what_the_truth_says) {
    std::mt19937 engine(4);
    auto any = [&](std::size_t count) { return engine() % count; };
    std::vector<std::string> words{"bread", "cake", "rye", "queue"};
    auto some = [&] { return words[any(4)] + " " + words[any(4)]; };
    std::vector<Id> messages{say("bread")}, topics{listen("bread")};
    Follower other(*house, 2);
    for (int round = 0; round < 300; ++round) {
        switch (any(12)) {
            case 0:
                topics.push_back(listen(any(2) ? words[any(4)] : words[any(4)] + " -" + words[any(4)]));
                break;
            case 1:
                change(topics[any(topics.size())], words[any(4)]);
                break;
            case 2:
                write([&](store::Change& c) { store::remove_topic(c, topics[any(topics.size())]); });
                break;
            case 3:
                write([&](store::Change& c) { store::restore_topic(c, topics[any(topics.size())]); });
                break;
            case 4:
                edit(messages[any(messages.size())], some());
                break;
            case 5:
                if (auto id = messages[any(messages.size())]; !at(id).deleted_at) erase(id);
                break;
            case 6:
                follower_.emplace(*house, 1 + any(4));
                break;
            case 7:
                other.advance();
                break;
            case 8:
                follower_->advance();
                break;
            default:
                messages.push_back(say(some()));
        }
    }
    follower_->finish();
    EXPECT_EQ(all_hits(), due());
    EXPECT_FALSE(all_hits().empty());
    auto kept = all_hits();
    other.finish();
    EXPECT_EQ(all_hits(), kept);
    forget_the_index();
    follower_->finish();
    EXPECT_EQ(all_hits(), kept);
}

TEST_P(Topics, keep_nothing_of_a_piece_that_was_not_kept_whole) {
    auto bread = listen("bread");
    follower_->finish();
    say("bread");
    house->index.write([](db::Tx& tx) { tx.run("DROP TABLE topic_hit"); });
    EXPECT_THROW(follower_->advance(), std::exception);
    house->index.write([](db::Tx& tx) {
        tx.script(
            "CREATE TABLE topic_hit (workspace_id BIGINT NOT NULL, topic_id BIGINT NOT NULL, message_id "
            "BIGINT NOT NULL, PRIMARY KEY (workspace_id, topic_id, message_id))");
    });
    EXPECT_EQ(heard(bread).size(), 1u) << "it is read again";
}

TEST_P(Topics, tell_when_they_have_caught_up) {
    auto bread = listen("bread");
    EXPECT_FALSE(follower_->caught_up(workspace, 1));
    follower_->advance();
    EXPECT_TRUE(follower_->caught_up(workspace, 1));
    say("bread");
    EXPECT_FALSE(follower_->caught_up(workspace, 1));
    EXPECT_EQ(heard(bread).size(), 1u);
    EXPECT_TRUE(follower_->caught_up(workspace, 1));
}

TEST_P(Topics, are_shown_beforehand_what_they_would_have_heard) {
    auto long_ago = say("bread");
    clock.advance(8 * day_ms);
    std::vector<Id> lately;
    for (int i = 0; i < 9; ++i) lately.insert(lately.begin(), say(i % 3 ? "bread" : "cake"));
    auto shown = preview(*house, workspace, *understood("bread"));
    EXPECT_EQ(shown.matched, 6u);
    EXPECT_EQ(shown.read, 9u);
    EXPECT_TRUE(shown.complete);
    EXPECT_THAT(shown.newest, ElementsAre(lately[0], lately[1], lately[3], lately[4], lately[6]));
    EXPECT_NEAR(shown.per_hour(clock.now()), 6.0 / (7 * 24), 0.001);
    auto bounded = preview(*house, workspace, *understood("bread"), {.messages = 0});
    EXPECT_FALSE(bounded.complete);
    EXPECT_EQ(bounded.read, 0u);
    EXPECT_LT(long_ago, lately.back());
}
}  // namespace listening
