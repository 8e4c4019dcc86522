#include "channels/contract.hpp"

#include <set>

#include "base/encoding.hpp"
#include "base/random.hpp"

namespace channels::contract {
namespace {
using Mood = Harness::Mood;

// One line a network.
constexpr Case cases[] = {
    {"email", email_harness},
    {"feed", feed_harness},
    {"mastodon", mastodon_harness},
    {"bluesky", bluesky_harness},
};

// Networks whose other side is a whole server, with the test that plays the contract against it.
constexpr std::pair<std::string_view, std::string_view> elsewhere[] = {
    {"email", "email/live_test.cpp"},
    {"chat", "../api/visits_test.cpp"},
    {"webhook", "webhook/connector_test.cpp"},  // it is called; there is nothing to read from
};

// A connected channel with the clock in the test's hand.
class Contract : public testing::TestWithParam<Case> {
protected:
    Contract() : harness_(GetParam().make()), connector_(open()) {}

    std::unique_ptr<Connector> open() {
        return network(GetParam().network)->open(harness_->config(), around_);
    }

    // A day passes, so that every network thinks it is time to look again.
    Batch next(Connector& connector, const Cursor& since) {
        clock_.advance(day_ms);
        return connector.next(since);
    }

    // Everything up to where the cursor stands still.
    Batch everything(Connector& connector, Cursor since) {
        Batch all{.next = since};
        for (int rounds = 0; rounds < 50; ++rounds) {
            auto batch = next(connector, all.next);
            bool quiet = batch.items.empty() && batch.poison.empty();
            for (auto& each : batch.items) all.items.push_back(std::move(each));
            for (auto& each : batch.poison) all.poison.push_back(std::move(each));
            all.next = batch.next;
            if (quiet && rounds > 0) break;
        }
        return all;
    }

    std::optional<ChannelError> failure() {
        try {
            next(*connector_, {});
            return std::nullopt;
        } catch (const ChannelError& error) {
            return error;
        }
    }

    std::optional<Fault> fault_when(Mood mood) {
        harness_->publish("hello");
        harness_->behave(mood);
        auto error = failure();
        EXPECT_TRUE(!error || !error->text().empty());
        return error ? std::optional(error->fault()) : std::nullopt;
    }

    net::HttpOptions trust_{.guard = {.allowed_ranges = {"127.0.0.0/8"}}};
    ManualClock clock_{*Time::parse("2026-10-14T06:30:00Z")};
    SeededRandom random_{7};
    std::unique_ptr<net::Http> http_ = net::make_http(trust_);
    std::unique_ptr<net::Mailer> mailer_ = net::make_mailer(trust_);
    Surroundings around_{clock_, random_, *http_, *mailer_, trust_};
    std::unique_ptr<Harness> harness_;
    std::unique_ptr<Connector> connector_;
};

std::multiset<std::string> ids(const Batch& batch) {
    std::multiset<std::string> all;
    for (const auto& each : batch.items) all.insert(each.remote_id);
    return all;
}

std::set<std::string> texts(const Batch& batch) {
    std::set<std::string> all;
    for (const auto& each : batch.items) all.insert(each.text);
    return all;
}
}  // namespace

TEST_P(Contract, everything_that_is_there_arrives_once) {
    for (auto* text : {"one", "two", "three"}) harness_->publish(text);
    auto all = everything(*connector_, {});
    EXPECT_EQ(texts(all), (std::set<std::string>{"one", "two", "three"}));
    EXPECT_EQ(all.items.size(), 3u);
}

TEST_P(Contract, messages_are_fit_to_be_stored) {
    harness_->publish("caf\xC3\xA9 <b>& more</b>");
    for (const auto& each : everything(*connector_, {}).items) {
        EXPECT_FALSE(each.remote_id.empty());
        EXPECT_LE(each.remote_id.size(), 1000u);
        EXPECT_FALSE(each.author.handle.empty());
        EXPECT_EQ(each.author.network, GetParam().network);
        EXPECT_TRUE(is_utf8(each.text + each.html + each.subject + each.author.name));
        EXPECT_TRUE(each.sent_at);
    }
}

TEST_P(Contract, reading_again_from_the_same_place_gives_the_same_ids) {
    for (auto* text : {"one", "two"}) harness_->publish(text);
    EXPECT_EQ(ids(everything(*connector_, {})), ids(everything(*open(), {})));
}

TEST_P(Contract, the_cursor_moves_and_only_what_is_new_arrives) {
    harness_->publish("one");
    auto first = everything(*connector_, {});
    EXPECT_FALSE(first.next.text.empty());
    EXPECT_TRUE(everything(*connector_, first.next).items.empty());
    harness_->publish("two");
    EXPECT_EQ(texts(everything(*connector_, first.next)), std::set<std::string>{"two"});
}

TEST_P(Contract, a_new_connector_goes_on_where_the_old_one_was) {
    harness_->publish("one");
    auto first = everything(*connector_, {});
    harness_->publish("two");
    EXPECT_EQ(texts(everything(*open(), first.next)), std::set<std::string>{"two"});
}

TEST_P(Contract, a_damaged_cursor_is_as_good_as_none) {
    harness_->publish("one");
    for (auto* text : {"damaged", "{}", "[]", "{\"url\":7}"})
        EXPECT_EQ(texts(everything(*open(), {text})), std::set<std::string>{"one"}) << text;
}

TEST_P(Contract, poison_is_set_aside_and_stops_nothing) {
    harness_->publish("one");
    harness_->publish_poison();
    harness_->publish("two");
    auto all = everything(*connector_, {});
    EXPECT_EQ(texts(all), (std::set<std::string>{"one", "two"}));
    ASSERT_EQ(all.poison.size(), 1u);
    EXPECT_FALSE(all.poison[0].remote_id.empty());
    EXPECT_FALSE(all.poison[0].raw.empty());
    EXPECT_FALSE(all.poison[0].why.empty());
}

TEST_P(Contract, a_refused_login_asks_for_a_new_one) {
    EXPECT_EQ(fault_when(Mood::unauthorised), Fault::reauthorise);
}

TEST_P(Contract, what_is_gone_is_gone) {
    EXPECT_EQ(fault_when(Mood::gone), Fault::gone);
}

TEST_P(Contract, a_broken_other_side_is_tried_again) {
    EXPECT_EQ(fault_when(Mood::broken), Fault::retry_later);
}

TEST_P(Contract, a_busy_other_side_is_left_alone_as_long_as_it_asks) {
    harness_->behave(Mood::busy);
    auto error = failure();
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::retry_later);
    EXPECT_EQ(error->retry_at(), clock_.now() + Harness::busy_seconds * second_ms);
}

TEST_P(Contract, garbage_is_a_fault_and_not_the_end) {
    EXPECT_TRUE(fault_when(Mood::garbage));
    harness_->behave(Mood::well);
    EXPECT_EQ(texts(everything(*connector_, {})), std::set<std::string>{"hello"});
}

TEST_P(Contract, a_fault_costs_no_message) {
    harness_->publish("one");
    auto first = everything(*connector_, {});
    harness_->publish("two");
    harness_->behave(Mood::broken);
    EXPECT_THROW(next(*connector_, first.next), ChannelError);
    harness_->behave(Mood::well);
    EXPECT_EQ(texts(everything(*connector_, first.next)), std::set<std::string>{"two"});
}

TEST_P(Contract, a_probe_shows_the_newest_and_changes_nothing) {
    for (auto* text : {"one", "two", "three"}) harness_->publish(text);
    auto shown = connector_->probe(2);
    ASSERT_EQ(shown.size(), 2u);
    EXPECT_EQ(shown[0].text, "three");
    EXPECT_EQ(everything(*connector_, {}).items.size(), 3u);
}

TEST_P(Contract, stop_ends_a_wait_at_once) {
    harness_->publish("one");
    auto first = everything(*connector_, {});
    std::thread waiting([&] { connector_->next(first.next); });
    connector_->stop();
    waiting.join();
}

TEST_P(Contract, what_cannot_be_sent_is_refused_in_a_sentence) {
    const auto& can = network(GetParam().network)->can;
    if (can.reply || can.start) GTEST_SKIP() << "this network sends";
    try {
        connector_->send({});
        FAIL() << "it was sent";
    } catch (const ChannelError& error) {
        EXPECT_EQ(error.fault(), Fault::rejected);
        EXPECT_FALSE(error.text().empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Networks, Contract, testing::ValuesIn(cases),
                         [](const auto& each) { return std::string(each.param.network); });

TEST(Registry, every_network_that_can_be_connected_keeps_the_contract) {
    std::set<std::string_view> proven;
    for (const auto& each : cases) proven.insert(each.network);
    for (const auto& each : elsewhere) proven.insert(each.first);
    for (const auto* each : networks())
        EXPECT_TRUE(proven.contains(each->id) || !each->open)
            << each->id << " has no line in contract_test.cpp";
}

TEST(Registry, networks_are_found_by_their_own_id_and_explain_themselves) {
    for (const auto* each : networks()) {
        EXPECT_EQ(network(each->id), each);
        EXPECT_FALSE(each->label.empty());
        EXPECT_FALSE(each->help.empty());
        for (const auto& option : each->options) EXPECT_FALSE(option.help.empty()) << option.key;
    }
    EXPECT_EQ(network("nowhere"), nullptr);
}
}  // namespace channels::contract
