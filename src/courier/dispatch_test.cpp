#include "courier/dispatch.hpp"

#include <filesystem>
#include <unistd.h>

#include "courier/intake.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/test_store.hpp"

namespace courier {
namespace {
// The other side as the tests want it.
struct Script {
    std::function<channels::Receipt(const model::Outgoing&)> send;
    channels::Sighting sighting = channels::Sighting::cannot_tell;
    std::vector<std::string> sent;
    int looks = 0;
};

class Scripted final : public channels::Connector {
public:
    explicit Scripted(Script& script) : script_(script) {}
    channels::Batch next(const channels::Cursor&) override { return {}; }
    channels::Receipt send(const model::Outgoing& message) override {
        script_.sent.push_back(message.text);
        return script_.send(message);
    }
    channels::Sighting look_for(const model::Outgoing&) override {
        ++script_.looks;
        return script_.sighting;
    }
    std::vector<model::Inbound> probe(std::size_t) override { return {}; }
    void stop() override {}

private:
    Script& script_;
};

class DispatchOn : public store::EachStore {
protected:
    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        directory = std::filesystem::temp_directory_path() /
                    ("rapport_dispatch_" + std::to_string(::getpid()) + "_" + ids.next().text());
        files.emplace(directory);
        surroundings.emplace(channels::Surroundings{clock, random, *http, *mailer, {}});
        post.emplace(Post{*house, *files, seal, *surroundings,
                          [this](const store::Channel&) { return std::make_unique<Scripted>(script); }});
        dispatch.emplace(*post, "this node");
        channel = house->change(system, [](store::Change& change) {
            store::Channel made;
            made.network = "email", made.name = "Hello";
            return store::add_channel(change, made);
        });
        script.send = [](const model::Outgoing& m) {
            return channels::Receipt{.remote_id = m.idempotency_key + "@maison.example"};
        };
    }
    void TearDown() override {
        if (!directory.empty()) std::filesystem::remove_all(directory);
        store::EachStore::TearDown();
    }

    Id write(std::string text, Id continues = {}) {
        clock.advance(1);
        return house->change(system, [&](store::Change& change) {
            auto ana = store::meet(change, {"email", "ana@customer.example", "Ana", ""});
            store::Message m;
            m.conversation = store::add_conversation(change, channel, "Bread").id, m.channel = channel;
            m.direction = model::Direction::outbound, m.text = std::move(text), m.recipient = ana.id;
            m.sent_at = m.received_at = change.at, m.reply_to = continues;
            auto id = store::add_message(change, m, ana.person);
            store::Job job;
            job.kind = "send", job.channel = channel, job.message = id, job.run_at = change.at;
            store::add_job(change, job);
            return id;
        });
    }
    store::Job job(Id message) {
        return *house->read([&](db::Tx& tx) { return store::job_of_message(tx, workspace, message); });
    }
    void alter(std::string_view sql) {
        house->truth.write([&](db::Tx& tx) { tx.script(sql); });
    }
    void recover() {
        dispatch->recover();
        while (dispatch->look()) continue;
    }
    void send_all() {
        while (dispatch->step()) continue;
    }
    // As if the process had been killed while it sent the next message.
    void die_sending() {
        house->truth.write(
            [&](db::Tx& tx) { store::take_due(tx, clock.now(), "this node", clock.now() + lease_ms, 1); });
        dispatch.emplace(*post, "this node");
    }

    Script script;
    std::filesystem::path directory;
    std::optional<store::Files> files;
    Seal seal{std::string(Seal::key_bytes, 's')};
    std::unique_ptr<net::Http> http = net::make_http({});
    std::unique_ptr<net::Mailer> mailer = net::make_mailer({});
    std::optional<channels::Surroundings> surroundings;
    std::optional<Post> post;
    std::optional<Dispatch> dispatch;
    Id channel;
};
RAPPORT_EACH_DATABASE(DispatchOn);

TEST_P(DispatchOn, sends_each_once_and_remembers_its_name_over_there) {
    auto first = write("one"), second = write("two");
    send_all();
    EXPECT_EQ(script.sent, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(job(first).state, "sent");
    auto m = house->read([&](db::Tx& tx) { return store::message(tx, workspace, second); });
    EXPECT_EQ(m->remote_id, second.text() + "@maison.example");
}

TEST_P(DispatchOn, only_the_one_being_sent_is_in_doubt) {
    auto first = write("one"), second = write("two");
    script.send = [&](const model::Outgoing&) -> channels::Receipt {
        EXPECT_EQ(job(first).state, "sending");
        EXPECT_EQ(job(second).state, "queued");
        throw std::runtime_error("broken");
    };
    EXPECT_TRUE(dispatch->step());
    EXPECT_EQ(job(first).state, "unknown");
    EXPECT_EQ(job(second).state, "queued");
}

TEST_P(DispatchOn, what_goes_on_waits_until_what_it_answers_has_been_sent) {
    auto first = write("one"), second = write("two", first), other = write("three");
    script.send = [](const model::Outgoing& m) -> channels::Receipt {
        if (m.text == "one") return {channels::Receipt::State::unknown, ""};
        return {.remote_id = m.idempotency_key + "@maison.example"};
    };
    send_all();
    EXPECT_EQ(script.sent, (std::vector<std::string>{"one", "three"}));
    EXPECT_EQ(job(second).state, "queued");
    EXPECT_EQ(job(other).state, "sent");
    EXPECT_FALSE(house->read([](db::Tx& tx) { return store::next_due(tx); })) << "nothing to wake up for";
    auto doubtful = job(first);
    house->change(system, [&](store::Change& change) { store::settle(change, doubtful, "unknown", "sent"); });
    send_all();
    EXPECT_EQ(script.sent.back(), "two");
    EXPECT_EQ(job(second).state, "sent");
}

TEST_P(DispatchOn, what_never_left_the_house_waits_and_is_in_no_doubt) {
    auto id = write("with a file");
    house->change(system, [&](store::Change& change) {
        store::Attachment lost;
        lost.message = id, lost.name = "bread.pdf", lost.sha256 = std::string(64, 'a');
        store::add_attachment(change, lost);
    });
    EXPECT_TRUE(dispatch->step());
    EXPECT_TRUE(script.sent.empty());
    EXPECT_EQ(job(id).state, "queued");
    EXPECT_GT(job(id).run_at, clock.now());
}

TEST_P(DispatchOn, a_database_that_is_away_when_a_send_ends_learns_of_it_later) {
    auto id = write("one");
    auto answer = script.send;
    script.send = [&](const model::Outgoing& m) {
        alter("ALTER TABLE event RENAME TO event_away");
        return answer(m);
    };
    EXPECT_THROW(dispatch->step(), Error);
    EXPECT_THROW(dispatch->recover(), Error);
    alter("ALTER TABLE event_away RENAME TO event");
    EXPECT_EQ(job(id).state, "sending");
    recover();
    EXPECT_EQ(job(id).state, "sent");
    EXPECT_EQ(script.looks, 0);
    EXPECT_EQ(script.sent.size(), 1u);
}

TEST_P(DispatchOn, after_a_crash_the_other_side_is_asked) {
    for (auto [seen, state] :
         {std::pair(channels::Sighting::found, "sent"), std::pair(channels::Sighting::absent, "queued"),
          std::pair(channels::Sighting::cannot_tell, "unknown")}) {
        auto id = write(state);
        die_sending();
        script.sighting = seen;
        recover();
        clock.advance(arrives_within_ms);
        recover();
        EXPECT_EQ(job(id).state, state);
        if (seen == channels::Sighting::absent) send_all();
    }
    EXPECT_EQ(script.sent, (std::vector<std::string>{"queued"})) << "only what is surely absent goes again";
}

// It may still wait in a queue over there.
TEST_P(DispatchOn, what_is_not_there_at_once_may_still_arrive) {
    auto id = write("one");
    die_sending();
    script.sighting = channels::Sighting::absent;
    recover();
    clock.advance(arrives_within_ms - 1);
    recover();
    EXPECT_EQ(job(id).state, "unknown");
    EXPECT_EQ(script.looks, 1);
    die_sending();
    recover();
    EXPECT_EQ(job(id).state, "unknown") << "nor does another crash make it surer";
    script.sighting = channels::Sighting::found;
    clock.advance(1);
    recover();
    EXPECT_EQ(job(id).state, "sent");
}

TEST_P(DispatchOn, a_send_that_ended_in_doubt_is_soon_looked_for) {
    auto id = write("one");
    script.send = [](const model::Outgoing&) {
        return channels::Receipt{channels::Receipt::State::unknown, "", "", "The line dropped."};
    };
    send_all();
    recover();
    EXPECT_EQ(script.looks, 0);
    script.sighting = channels::Sighting::found;
    clock.advance(10 * second_ms);
    recover();
    EXPECT_EQ(job(id).state, "sent");
}

TEST_P(DispatchOn, what_a_person_has_settled_is_not_looked_for) {
    auto id = write("one");
    die_sending();
    dispatch->recover();
    alter("UPDATE job SET state = 'failed'");
    EXPECT_TRUE(dispatch->look());
    EXPECT_EQ(script.looks, 0);
    EXPECT_EQ(job(id).state, "failed");
}

TEST_P(DispatchOn, what_is_known_to_be_another_message_is_not_taken_for_this_one) {
    script.send = [](const model::Outgoing&) { return channels::Receipt{.remote_id = "r1"}; };
    auto first = write("Thank you!");
    send_all();
    auto second = write("Thank you!");
    die_sending();
    script.sighting = {channels::Sighting::found, "r1"};
    recover();
    EXPECT_EQ(job(first).state, "sent");
    EXPECT_EQ(job(second).state, "unknown");
    script.sighting = {channels::Sighting::found, "r2"};
    clock.advance(hour_ms);
    recover();
    EXPECT_EQ(job(second).state, "sent");
}

// Two of ours say the same: the one in doubt was settled by the other's coming back, before that one's sender
// could say how it is known over there.
TEST_P(DispatchOn, whoever_sent_it_knows_best_which_one_it_is) {
    auto doubted = write("Thank you!");
    die_sending();
    recover();
    auto sent = write("Thank you!");
    script.send = [&](const model::Outgoing&) {
        house->change(system, [&](store::Change& change) {
            store::set_remote(change, doubted, "r1", "");
            store::settle(change, *store::job_of_message(change.tx, workspace, doubted), "unknown", "sent");
        });
        return channels::Receipt{.remote_id = "r1"};
    };
    send_all();
    EXPECT_EQ(job(sent).state, "sent");
    EXPECT_EQ(job(doubted).state, "unknown") << "and it is still here";
}

TEST_P(DispatchOn, a_copy_that_comes_back_settles_the_send_and_is_not_stored_twice) {
    auto id = write("one");
    die_sending();
    recover();
    ASSERT_EQ(job(id).state, "unknown");
    model::Inbound copy;
    copy.remote_id = id.text() + "@maison.example", copy.own_key = id.text();
    copy.author = {"email", "hello@maison.example", ""};
    copy.direction = model::Direction::outbound, copy.text = "one", copy.sent_at = clock.now();
    channels::Batch batch;
    batch.items = {copy};
    EXPECT_EQ(Intake(*house, *files).take(system, channel, batch).added, 0);
    EXPECT_EQ(job(id).state, "sent");
    auto m = house->read([&](db::Tx& tx) { return store::message(tx, workspace, id); });
    EXPECT_EQ(m->remote_id, copy.remote_id);
}

TEST_P(DispatchOn, a_copy_that_comes_back_stops_a_second_try) {
    auto id = write("one");
    script.send = [](const model::Outgoing&) -> channels::Receipt {
        throw channels::ChannelError(channels::Fault::retry_later, "Not now.");
    };
    dispatch->step();
    ASSERT_EQ(job(id).state, "queued");
    model::Inbound copy;
    copy.remote_id = "x@maison.example", copy.own_key = id.text();
    copy.author = {"email", "hello@maison.example", ""};
    copy.direction = model::Direction::outbound, copy.text = "one", copy.sent_at = clock.now();
    channels::Batch batch;
    batch.items = {copy};
    Intake(*house, *files).take(system, channel, batch);
    clock.advance(day_ms);
    send_all();
    EXPECT_EQ(job(id).state, "sent");
    EXPECT_EQ(script.sent.size(), 1u);
}

TEST_P(DispatchOn, a_place_that_cannot_be_asked_is_asked_once_for_all_its_sends) {
    write("one"), write("two");
    die_sending(), die_sending();
    post->opener = [this](const store::Channel&) -> std::unique_ptr<channels::Connector> {
        ++script.looks;
        throw channels::ChannelError(channels::Fault::retry_later, "Away.");
    };
    dispatch.emplace(*post, "this node");
    recover();
    EXPECT_EQ(script.looks, 1);
    clock.advance(minute_ms);
    recover();
    EXPECT_EQ(script.looks, 2) << "and again a little later";
}
}  // namespace
}  // namespace courier
