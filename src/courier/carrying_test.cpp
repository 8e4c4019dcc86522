#include "courier/carrying.hpp"

#include "courier/network_ground_test.hpp"
#include "store/channels.hpp"
#include "store/confirmations.hpp"

// Answers that follow a visitor who has left: once, whole, and only those who agreed.
namespace courier {
namespace {
class Carry : public OnANetwork {
protected:
    void SetUp() override {
        OnANetwork::SetUp();
        if (IsSkipped()) return;
        post->opener = [this](const store::Channel& opened) {
            return std::make_unique<Actor>(stage_of(opened));
        };
        mail.send = [this](const model::Outgoing& letter) {
            letters.push_back(letter);
            return channels::Receipt{channels::Receipt::State::sent, "mail-" + letter.idempotency_key};
        };
        chat.send = [](const model::Outgoing& out) {
            return channels::Receipt{channels::Receipt::State::sent, "answer-" + out.idempotency_key};
        };
        house->change(system, [&](store::Change& change) {
            store::Channel made;
            made.network = "email", made.name = "hello@maison.example";
            mailbox = store::add_channel(change, made);
            made.network = "chat", made.name = "Chat";
            made.options = {{"pages", "https://maison.example"},
                            {"mail_channel", "hello@maison.example"},
                            {"mail_minutes", "5"},
                            {"title", "Maison"}};
            window = store::add_channel(change, made);
            guest.id = change.fresh(), guest.channel = window, guest.handle = "visitor-7", guest.name = "Ana";
            guest.email = "ana@x.example", guest.carry_on_at = change.at,
            guest.expires_at = change.at + day_ms;
            store::add_visitor(change, guest, "hash");
        });
        say("1", "Is there rye?");
    }
    Stage& stage_of(const store::Channel& opened) { return opened.network == "email" ? mail : chat; }

    void say(std::string id, std::string text) {
        model::Inbound item;
        item.remote_id = std::move(id), item.text = std::move(text), item.sent_at = clock.now();
        item.author = {"chat", guest.handle, "Ana", {}}, item.conversation_key = guest.handle;
        channels::Batch batch;
        batch.items = {item};
        intake->take(system, window, batch);
        clock.advance(second_ms);
    }
    // A member's answer, sent at once.
    Id answer(std::string text, const std::function<void(store::Change&, Id)>& more = {}) {
        auto id = house->change(system, [&](store::Change& change) {
            auto first =
                *store::message(change.tx, workspace, store::find_remote(change.tx, workspace, window, "1"));
            store::Message m;
            m.conversation = first.conversation, m.channel = window, m.recipient = first.author;
            m.direction = model::Direction::outbound, m.sent_at = m.received_at = change.at,
            m.text = std::move(text);
            m.id = store::add_message(change, m, {});
            store::Job job;
            job.kind = "send", job.channel = window, job.message = m.id, job.run_at = change.at;
            store::add_job(change, job);
            if (more) more(change, m.id);
            return m.id;
        });
        run();
        clock.advance(second_ms);
        return id;
    }
    void run() {
        while (dispatch->step()) continue;
    }
    void pass(std::int64_t ms) {
        clock.advance(ms);
        run();
    }
    void come_back() {
        house->truth.write([&](db::Tx& tx) { store::see_visitors(tx, workspace, {guest.id}, clock.now()); });
    }
    void change_guest(auto how) {
        house->change(system, [&](store::Change& change) {
            auto now = *store::visitor(change.tx, workspace, guest.id);
            how(now);
            store::change_visitor(change, now);
        });
    }
    std::string carried(Id message) {
        auto m = house->read([&](db::Tx& tx) { return *store::message(tx, workspace, message); });
        const auto* found = m.extra.if_contains("carried");
        return found ? json::text(*found, "state") : "";
    }

    Stage mail, chat;
    Id mailbox, window;
    store::Visitor guest;
    std::vector<model::Outgoing> letters;
};
RAPPORT_EACH_DATABASE(Carry);

TEST_P(Carry, an_answer_that_was_not_seen_goes_by_mail_once) {
    auto id = answer("Yes, until noon.");
    pass(4 * minute_ms);
    EXPECT_TRUE(letters.empty());
    pass(2 * minute_ms);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].to.handle, "ana@x.example");
    EXPECT_EQ(letters[0].idempotency_key, id.text());
    EXPECT_TRUE(letters[0].text.starts_with("Yes, until noon.")) << letters[0].text;
    EXPECT_NE(letters[0].text.find("> You: Is there rye?"), std::string::npos);
    EXPECT_EQ(carried(id), "sent");
    pass(day_ms);
    EXPECT_EQ(letters.size(), 1u);
}

TEST_P(Carry, several_answers_are_one_letter) {
    auto first = answer("Yes."), second = answer("Until noon.");
    pass(10 * minute_ms);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_LT(letters[0].text.find("Yes."), letters[0].text.find("Until noon."));
    EXPECT_EQ(letters[0].idempotency_key, second.text());
    EXPECT_EQ(carried(first), "");
    answer("And rolls.");
    pass(10 * minute_ms);
    ASSERT_EQ(letters.size(), 2u);
    EXPECT_TRUE(letters[1].text.starts_with("And rolls."));
    EXPECT_EQ(letters[1].reply_to, "mail-" + second.text());
}

TEST_P(Carry, what_was_seen_does_not_go_by_mail) {
    answer("Yes.");
    clock.advance(minute_ms);
    come_back();
    pass(10 * minute_ms);
    EXPECT_TRUE(letters.empty());
    answer("Until noon.");
    pass(10 * minute_ms);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_TRUE(letters[0].text.starts_with("Until noon."));
    EXPECT_NE(letters[0].text.find("Yes."), std::string::npos);
}

TEST_P(Carry, a_question_to_be_confirmed_stays_in_the_window) {
    auto ask = [&](store::Change& change, Id id) {
        store::Confirmation c;
        c.first = change.fresh(), c.second = change.fresh(), c.base = "https://crm.example";
        c.kept = seal.close(json::serialize(json::object{{"first", std::string(43, 'w')}}));
        auto asked = store::add_confirmation(change, c, "a", "b");
        store::change_extra(change, *store::message(change.tx, workspace, id),
                            json::object{{"confirmation", asked.text()}});
    };
    answer("Is that you too? [link]", ask);
    pass(10 * minute_ms);
    EXPECT_TRUE(letters.empty()) << "who reads the mail must not answer for who wrote in the window";
    answer("Until noon.");
    pass(10 * minute_ms);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_TRUE(letters[0].text.starts_with("Until noon.")) << letters[0].text;
    EXPECT_EQ(letters[0].text.find("www"), std::string::npos);
}

TEST_P(Carry, without_consent_or_address_nothing_goes) {
    change_guest([](store::Visitor& v) { v.carry_on_at = {}; });
    answer("Yes.");
    change_guest([](store::Visitor& v) { v.carry_on_at = {1}, v.email = ""; });
    answer("Until noon.");
    pass(day_ms);
    EXPECT_TRUE(letters.empty());
}

TEST_P(Carry, a_letter_that_is_refused_is_tried_again_and_says_so_in_the_end) {
    mail.send = [&](const model::Outgoing&) -> channels::Receipt {
        throw channels::ChannelError(channels::Fault::retry_later, "busy");
    };
    auto id = answer("Yes.");
    pass(6 * minute_ms);
    EXPECT_EQ(carried(id), "queued");
    mail.send = [&](const model::Outgoing&) -> channels::Receipt {
        throw channels::ChannelError(channels::Fault::rejected, "no such mailbox");
    };
    pass(day_ms);
    EXPECT_EQ(carried(id), "failed");
    pass(day_ms);
    EXPECT_TRUE(letters.empty());
}

TEST_P(Carry, a_doubt_is_looked_up_and_never_sent_blindly) {
    mail.send = [&](const model::Outgoing& letter) {
        letters.push_back(letter);
        return channels::Receipt{channels::Receipt::State::unknown, "", "", "the line dropped"};
    };
    auto id = answer("Yes.");
    pass(6 * minute_ms);
    EXPECT_EQ(carried(id), "unknown");
    house->read([&](db::Tx& tx) {  // a person who knows finds it by this
        auto told = store::message(tx, workspace, id)->extra.at("carried");
        EXPECT_EQ(store::job(tx, workspace, Id::parse(json::text(told, "job")).value())->state, "unknown");
    });
    mail.seen = {channels::Sighting::found, "mail-1"};
    clock.advance(hour_ms);
    dispatch->recover();
    while (dispatch->look()) continue;
    EXPECT_EQ(carried(id), "sent");
    EXPECT_EQ(letters.size(), 1u);
}

TEST_P(Carry, a_reply_by_mail_joins_the_chat_and_a_forged_one_does_not) {
    auto id = answer("Yes.");
    pass(6 * minute_ms);
    auto chat_conversation =
        house->read([&](db::Tx& tx) { return store::message(tx, workspace, id)->conversation; });
    model::Inbound reply;
    reply.remote_id = "reply@x.example", reply.text = "Keep two.", reply.sent_at = clock.now();
    reply.author = {"email", "ana@x.example", "Ana", {}};
    reply.reply_to = {"unknown.to@us.example"}, reply.answers_key = id.text();
    auto forged = reply;
    forged.remote_id = "forged@x.example", forged.answers_key = "",
    forged.reply_trust = model::ReplyTrust::claimed;
    channels::Batch batch;
    batch.items = {forged, reply};
    intake->take(system, mailbox, batch);
    house->read([&](db::Tx& tx) {
        auto at = [&](const char* remote) {
            return *store::message(tx, workspace, store::find_remote(tx, workspace, mailbox, remote));
        };
        EXPECT_EQ(at("reply@x.example").conversation, chat_conversation);
        EXPECT_EQ(at("reply@x.example").reply_to, id);
        EXPECT_NE(at("forged@x.example").conversation, chat_conversation);
    });
}
}  // namespace
}  // namespace courier
