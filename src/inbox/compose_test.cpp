#include "inbox/compose.hpp"

#include "base/error.hpp"
#include "model/answer_to.hpp"
#include "store/channels.hpp"
#include "store/test_store.hpp"

namespace inbox {
namespace {
class ComposeOn : public store::EachStore {
protected:
    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        house->change(system, [&](store::Change& change) {
            store::Channel made;
            made.network = "email", made.name = "Hello";
            channel = store::add_channel(change, made);
            ana = store::meet(change, {"email", "ana@x.example", "Ana"});
            conversation = store::add_conversation(change, channel, "Bread").id;
        });
    }

    void hear(json::object extra) {
        clock.advance(1);
        house->change(system, [&](store::Change& change) {
            store::Message m;
            m.conversation = conversation, m.channel = channel, m.author = ana.id, m.text = "Is there bread?";
            m.remote_id = "q" + std::to_string(clock.now().ms) + "@x.example";
            m.sent_at = m.received_at = clock.now();
            m.extra = std::move(extra);
            store::add_message(change, m, ana.person);
        });
    }
    store::Message answered() {
        clock.advance(1);
        return house->change(system, [&](store::Change& change) {
            auto done = answer(change, {conversation, "There is.", {}, false, {}, {}});
            auto id = std::get<store::Message>(done).id;
            return *store::message(change.tx, workspace, id);
        });
    }
    store::Message answered_at_length(std::vector<std::string> then) {
        clock.advance(1);
        return house->change(system, [&](store::Change& change) {
            Answer long_one{conversation, "One.", {}, false, {}, {}};
            long_one.then = std::move(then);
            return std::get<store::Message>(answer(change, long_one));
        });
    }
    std::vector<std::string> thread() {
        std::vector<std::string> out;
        for (const auto& m :
             house->read([&](db::Tx& tx) { return store::thread(tx, workspace, conversation, Id{}, 50); }))
            out.push_back(m.text);
        return out;
    }
    std::vector<std::string> instead() {
        std::vector<std::string> out;
        for (const auto& handle :
             house->read([&](db::Tx& tx) { return asked_instead(tx, workspace, conversation); }))
            out.push_back(handle.handle);
        return out;
    }
    std::int64_t identities() {
        return house->read([](db::Tx& tx) { return tx.one("SELECT count(*) FROM identity")->integer(0); });
    }
    static json::object asking(std::string_view handle) {
        return {{"answer_to", json::array{json::object{{"handle", handle}, {"name", ""}}}}};
    }

    Id channel, conversation;
    store::Identity ana;
};
RAPPORT_EACH_DATABASE(ComposeOn);

using Names = std::vector<std::string>;

TEST_P(ComposeOn, answers_the_author_when_nothing_else_is_asked) {
    hear({});
    EXPECT_EQ(instead(), Names{});
    auto sent = answered();
    EXPECT_EQ(sent.recipient, ana.id);
    EXPECT_TRUE(model::answer_to(sent.extra, "email").empty());
}

TEST_P(ComposeOn, answers_where_the_author_asks_and_makes_nobody_of_it) {
    auto known = identities();
    hear(asking("orders@y.example"));
    EXPECT_EQ(instead(), Names{"orders@y.example"});
    auto sent = answered();
    EXPECT_EQ(sent.recipient, ana.id);
    ASSERT_EQ(model::answer_to(sent.extra, "email").size(), 1U);
    EXPECT_EQ(model::answer_to(sent.extra, "email").front().handle, "orders@y.example");
    EXPECT_EQ(identities(), known);
}

TEST_P(ComposeOn, goes_by_the_newest_message_only) {
    hear(asking("orders@y.example"));
    hear({});
    EXPECT_EQ(instead(), Names{});
    EXPECT_TRUE(model::answer_to(answered().extra, "email").empty());
}

TEST_P(ComposeOn, a_long_answer_goes_on_in_order_and_is_taken_back_whole) {
    hear({});
    auto first = answered_at_length({"Two.", "Three."});
    EXPECT_EQ(thread(), (Names{"Is there bread?", "One.", "Two.", "Three."}));
    auto rest = house->read([&](db::Tx& tx) { return store::continuation(tx, workspace, first.id); });
    ASSERT_EQ(rest.size(), 2U);
    EXPECT_EQ(rest[0].reply_to, first.id);
    EXPECT_EQ(rest[1].reply_to, rest[0].id);
    EXPECT_EQ(rest[1].recipient, ana.id);
    auto undo = [&](Id id) {
        return house->change(system, [&](store::Change& change) { return take_back(change, id).text; });
    };
    EXPECT_EQ(undo(rest[1].id), "Three.");
    EXPECT_EQ(undo(first.id), "One.\n\nTwo.");
    EXPECT_EQ(thread(), Names{"Is there bread?"});
}

TEST_P(ComposeOn, of_a_long_answer_nothing_stays_when_a_part_is_empty) {
    hear({});
    EXPECT_THROW(answered_at_length({"Two.", " "}), Error);
    EXPECT_EQ(thread(), Names{"Is there bread?"});
}

TEST_P(ComposeOn, a_person_settles_the_doubt_about_what_followed_its_reader_too) {
    hear({});
    auto m = answered();
    auto following = house->change(system, [&](store::Change& change) {
        store::settle(change, *store::job_of_message(change.tx, workspace, m.id), "queued", "sent");
        store::Job job;
        job.kind = "carry", job.channel = channel, job.run_at = change.at;
        job.id = store::add_job(change, job), job.workspace = workspace;
        store::settle(change, job, "queued", "unknown", "the line dropped");
        json::object told{{"to", "ana@x.example"}, {"state", "unknown"}, {"job", job.id.text()}};
        store::change_extra(change, m, {{"carried", told}});
        return job.id;
    });
    auto say = [&](bool sent) {
        house->change(system, [&](store::Change& change) { settle(change, m.id, sent); });
    };
    say(false);
    house->read([&](db::Tx& tx) {
        EXPECT_EQ(store::job(tx, workspace, following)->state, "failed");
        EXPECT_EQ(store::job_of_message(tx, workspace, m.id)->state, "sent");
        EXPECT_EQ(json::text(store::message(tx, workspace, m.id)->extra.at("carried"), "state"), "failed");
    });
    EXPECT_THROW(say(true), Error);
}

TEST(AnswerTo, takes_ten_handles_at_most_and_no_nonsense) {
    json::array many{json::value("x"), json::object{{"handle", ""}}};
    for (int n = 0; n < 1'000; ++n)
        many.push_back(json::object{{"handle", std::to_string(n) + "@x.example"}});
    EXPECT_EQ(model::answer_to({{"answer_to", many}}, "email").size(), 10U);
    EXPECT_TRUE(model::answer_to({{"answer_to", "ana@x.example"}}, "email").empty());
}
}  // namespace
}  // namespace inbox
