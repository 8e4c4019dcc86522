#include "courier/intake.hpp"

#include <filesystem>
#include <random>
#include <unistd.h>
#include <utility>

#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "store/test_store.hpp"

namespace courier {
namespace {
class IntakeOn : public store::EachStore {
protected:
    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        directory = std::filesystem::temp_directory_path() /
                    ("rapport_intake_" + std::to_string(::getpid()) + "_" + ids.next().text());
        files.emplace(directory);
        intake.emplace(*house, *files);
        channel = house->change(system, [](store::Change& change) {
            store::Channel made;
            made.network = "email", made.name = "Hello";
            return store::add_channel(change, made);
        });
    }
    void TearDown() override {
        if (!directory.empty()) std::filesystem::remove_all(directory);
        store::EachStore::TearDown();
    }

    static model::Inbound post(std::string id, std::string author, std::vector<std::string> reply_to = {}) {
        model::Inbound item;
        item.remote_id = std::move(id);
        item.author = {"email", std::move(author), ""};
        item.text = "About " + item.remote_id;
        item.sent_at = {1'791'999'000'000};
        item.reply_to = std::move(reply_to);
        return item;
    }
    Taken take(std::vector<model::Inbound> items) {
        clock.advance(1);
        channels::Batch batch;
        batch.items = std::move(items);
        return intake->take(system, channel, std::move(batch), channels::Cursor{"next"});
    }
    Id conversation_of_in(db::Tx& tx, std::string_view remote) const {
        return store::message(tx, workspace, store::find_remote(tx, workspace, channel, remote))
            ->conversation;
    }
    Id conversation_of(std::string_view remote) {
        return house->read([&](db::Tx& tx) { return conversation_of_in(tx, remote); });
    }
    // Sizes of all conversations that hold messages, sorted.
    std::vector<std::int64_t> sizes() {
        return house->read([&](db::Tx& tx) {
            std::vector<std::int64_t> out;
            for (const auto& row :
                 tx.query("SELECT count(*) FROM message GROUP BY conversation_id ORDER BY 1"))
                out.push_back(row.integer(0));
            return out;
        });
    }

    std::filesystem::path directory;
    std::optional<store::Files> files;
    std::optional<Intake> intake;
    Id channel;
};
RAPPORT_EACH_DATABASE(IntakeOn);

TEST_P(IntakeOn, stores_a_batch_once_however_often_it_comes) {
    auto first = take({post("1", "ana@x.example"), post("2", "ben@x.example", {"1"})});
    EXPECT_EQ(first.added, 2);
    auto again = take({post("1", "ana@x.example"), post("2", "ben@x.example", {"1"})});
    EXPECT_EQ(again.added, 0);
    EXPECT_EQ(again.existing, 2);
    EXPECT_EQ(sizes(), (std::vector<std::int64_t>{2}));
    auto saved = house->read([&](db::Tx& tx) { return store::channel(tx, workspace, channel)->cursor; });
    EXPECT_EQ(saved, "next");
}

// A tree of nine and a chain of four.
const std::vector<std::pair<std::string, std::string>> two_threads = {
    {"r", ""},  {"a", "r"}, {"b", "r"}, {"c", "a"}, {"d", "c"}, {"e", "c"}, {"f", "b"},
    {"g", "f"}, {"h", "g"}, {"s", ""},  {"t", "s"}, {"u", "t"}, {"v", "u"}};

// However they are cut into batches: one at a time, all at once, and anything between.
TEST_P(IntakeOn, threads_come_together_in_whatever_order_and_pieces_they_arrive) {
    std::mt19937 engine(5);
    for (int round = 0; round < 20; ++round) {
        auto thread = two_threads;
        std::shuffle(thread.begin(), thread.end(), engine);
        auto name = [&](const std::string& id) { return std::to_string(round) + id; };
        std::vector<model::Inbound> piece;
        for (const auto& [id, parent] : thread) {
            piece.push_back(post(name(id), id + "@x.example",
                                 parent.empty() ? std::vector<std::string>{} : std::vector{name(parent)}));
            if (engine() % 20 < static_cast<unsigned>(round)) continue;
            take(std::exchange(piece, {}));
        }
        take(std::move(piece));
    }
    auto all = sizes();
    ASSERT_EQ(all.size(), 40u);
    EXPECT_EQ(std::count(all.begin(), all.end(), 4), 20);
    EXPECT_EQ(std::count(all.begin(), all.end(), 9), 20);
    auto orphans = house->read([](db::Tx& tx) {
        return tx.one("SELECT count(*) FROM message WHERE reply_to_remote IS NOT NULL")->integer(0);
    });
    EXPECT_EQ(orphans, 0);
}

TEST_P(IntakeOn, one_batch_meets_everybody_once_and_takes_over_the_newest_name) {
    auto named = [](std::string id, std::string name, std::vector<std::string> reply_to = {}) {
        auto item = post(std::move(id), "ana@x.example", std::move(reply_to));
        item.author.name = std::move(name);
        return item;
    };
    auto taken = take(
        {named("1", ""), named("2", "Ana", {"1"}), named("2", "Ana", {"1"}), named("3", "Ana Lima", {"2"})});
    EXPECT_EQ(taken.added, 3);
    EXPECT_EQ(taken.existing, 1);
    house->read([&](db::Tx& tx) {
        auto ana = store::identity(tx, workspace, "email", "ana@x.example");
        ASSERT_TRUE(ana);
        EXPECT_EQ(ana->name, "Ana Lima");
        EXPECT_EQ(store::person(tx, workspace, ana->person)->name, "Ana Lima");
        EXPECT_EQ(tx.one("SELECT count(*) FROM identity")->integer(0), 1);
        EXPECT_EQ(store::participants(tx, workspace, conversation_of_in(tx, "1")), std::vector{ana->id});
    });
}

// Where the key is not for the eyes of people, what it is called may change: the person stays.
TEST_P(IntakeOn, whoever_is_called_otherwise_from_now_on_stays_who_they_are) {
    auto called = [](std::string id, std::string shown) {
        auto item = post(std::move(id), "did:plc:ana");
        item.author.shown = std::move(shown);
        return item;
    };
    take({called("1", "@ana.town.example")});
    take({called("2", "@ana.bakers.example")});
    house->read([&](db::Tx& tx) {
        auto ana = store::identity(tx, workspace, "email", "did:plc:ana");
        ASSERT_TRUE(ana);
        EXPECT_EQ(ana->called(), "@ana.bakers.example");
        EXPECT_EQ(store::person(tx, workspace, ana->person)->name, "@ana.bakers.example");
        EXPECT_EQ(tx.one("SELECT count(*) FROM identity")->integer(0), 1);
        EXPECT_EQ(store::identities_of(tx, workspace, ana->person).at(0).shown, "@ana.bakers.example");
    });
}

TEST_P(IntakeOn, a_closed_thread_that_joins_another_in_a_batch_is_open_again) {
    take({post("2", "ana@x.example", {"1"})});
    auto waiting = conversation_of("2");
    house->change(system, [&](store::Change& c) { store::add_record(c, waiting, "closed", "Done."); });
    take({post("0", "ben@x.example"), post("1", "ana@x.example", {"0"})});
    auto state = house->read(
        [&](db::Tx& tx) { return store::state(store::records(tx, workspace, conversation_of_in(tx, "1"))); });
    EXPECT_FALSE(state.closed_at);
    EXPECT_EQ(conversation_of("2"), conversation_of("0"));
}

TEST_P(IntakeOn, a_claimed_reply_of_a_stranger_grants_nothing) {
    take({post("1", "ana@x.example")});
    auto forged = post("2", "mallory@evil.example", {"1"});
    forged.reply_trust = model::ReplyTrust::claimed;
    auto honest = post("3", "ana@x.example", {"1"});
    honest.reply_trust = model::ReplyTrust::claimed;
    take({forged, honest});
    EXPECT_NE(conversation_of("2"), conversation_of("1"));
    EXPECT_EQ(conversation_of("3"), conversation_of("1"));
}

TEST_P(IntakeOn, a_stranger_who_waits_for_a_message_does_not_get_it) {
    auto forged = post("9", "mallory@evil.example", {"10"});
    forged.reply_trust = model::ReplyTrust::claimed;
    take({forged});
    auto private_one = post("10", "ana@x.example");
    private_one.reply_trust = model::ReplyTrust::claimed;
    take({private_one});
    EXPECT_NE(conversation_of("9"), conversation_of("10"));
}

TEST_P(IntakeOn, a_new_message_reopens_what_was_closed) {
    take({post("1", "ana@x.example")});
    auto conversation = conversation_of("1");
    house->change(system,
                  [&](store::Change& c) { store::add_record(c, conversation, "closed", "Answered."); });
    take({post("2", "ana@x.example", {"1"})});
    auto state =
        house->read([&](db::Tx& tx) { return store::state(store::records(tx, workspace, conversation)); });
    EXPECT_FALSE(state.closed_at);
}

TEST_P(IntakeOn, keeps_files_and_poison_and_never_believes_the_future) {
    auto item = post("1", "ana@x.example");
    item.sent_at = {4'000'000'000'000};
    item.attachments.push_back({.name = "bread.txt", .media_type = "text/plain", .bytes = "rye"});
    channels::Batch batch;
    batch.items = {item};
    batch.poison = {{"bad", std::string("\xff\x00", 2), "No sender."}};
    EXPECT_EQ(intake->take(system, channel, batch).poison, 1);
    house->read([&](db::Tx& tx) {
        auto id = store::find_remote(tx, workspace, channel, "1");
        EXPECT_LE(store::message(tx, workspace, id)->sent_at, clock.now());
        auto kept = store::attachments(tx, workspace, id);
        ASSERT_EQ(kept.size(), 1u);
        EXPECT_EQ(files->read(workspace, kept[0].sha256), "rye");
        auto bad = store::quarantined(tx, workspace, Id{}, 10);
        ASSERT_EQ(bad.size(), 1u);
        EXPECT_EQ(store::quarantined(tx, workspace, bad[0].id)->raw, std::string("\xff\x00", 2));
    });
}

TEST_P(IntakeOn, the_index_follows_and_can_be_made_anew) {
    take({post("1", "ana@x.example"), post("2", "ben@x.example", {"1"}), post("3", "eve@x.example")});
    auto snapshot = [&] {
        indexer->finish();
        return house->index.read([&](db::Tx& tx) {
            std::string all;
            for (const auto* sql :
                 {"SELECT conversation_id, messages, waiting_since FROM inbox_row ORDER BY 1",
                  "SELECT identity_id, message_id, 0 FROM identity_message ORDER BY 1, 2",
                  "SELECT person_id, messages, last_message_id FROM person_row ORDER BY 1"})
                for (const auto& row : tx.query(sql))
                    all += fmt::format("{} {} {}\n", row.integer(0), row.integer(1), row.integer(2));
            for (auto id : search->newest(tx, workspace, {.all = {{"about"}}, .none = {{"3"}}}, {}, 10))
                all += id.text() + "\n";
            return all;
        });
    };
    auto before = snapshot();
    EXPECT_EQ(std::count(before.begin(), before.end(), '\n'), 2 + 3 + 3 + 2);
    indexer->rebuild();
    EXPECT_EQ(snapshot(), before);
    EXPECT_TRUE(indexer->caught_up(workspace, 0));
    take({post("4", "ana@x.example")});
    EXPECT_FALSE(indexer->caught_up(workspace, 0));
}

TEST_P(IntakeOn, who_only_writes_for_us_is_not_among_the_people) {
    auto sent = [](std::string id, std::string author, std::vector<std::string> reply_to = {}) {
        auto item = post(std::move(id), std::move(author), std::move(reply_to));
        item.direction = model::Direction::outbound;
        return item;
    };
    auto people = [&] {
        indexer->finish();
        return house->index.read([&](db::Tx& tx) {
            std::set<std::string> handles;
            for (const auto& row : tx.query("SELECT handles FROM person_row")) handles.insert(row.text(0));
            return handles;
        });
    };
    take({post("1", "ana@x.example")});
    take({sent("2", "us@x.example", {"1"}), sent("3", "ana@x.example")});
    EXPECT_EQ(people(), std::set<std::string>{"ana@x.example"}) << "she also wrote to us";
    take({post("4", "us@x.example")});
    const std::set<std::string> both{"ana@x.example", "us@x.example"};
    EXPECT_EQ(people(), both);
    indexer->rebuild();
    EXPECT_EQ(people(), both);
}
}  // namespace
}  // namespace courier
