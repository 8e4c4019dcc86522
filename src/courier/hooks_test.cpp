#include <filesystem>
#include <set>

#include "courier/hook_events.hpp"
#include "courier/hook_keys.hpp"
#include "courier/hook_stop.hpp"
#include "courier/outgoing_hooks.hpp"
#include "net/server.hpp"
#include "store/accounts_audit.hpp"
#include "store/channels.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"
#include "store/test_store.hpp"

namespace courier {
namespace {
using Went = HookSender::Went;

// The other side: what it was told, and what it answers.
class HooksOut : public store::EachStore {
protected:
    struct Heard {
        std::string id, signature, timestamp, body;
    };

    void SetUp() override {
        store::EachStore::SetUp();
        if (IsSkipped()) return;
        directory = std::filesystem::temp_directory_path() / ("rapport_hooks_" + ids.next().text());
        files.emplace(directory);
        trust.guard.allowed_ranges = {"127.0.0.0/8"};
        http = net::make_http(trust), mailer = net::make_mailer(trust);
        around.emplace(channels::Surroundings{clock, random, *http, *mailer, trust});
        post.emplace(Post{*house, *files, seal, *around, {}});
        server = net::Server::start({.workers = 2}, [this](const net::Request& request) {
            std::lock_guard lock(mutex);
            heard.push_back({std::string(request.headers.get("webhook-id")),
                             std::string(request.headers.get("webhook-signature")),
                             std::string(request.headers.get("webhook-timestamp")), request.body});
            return next;
        });
        sender.emplace(*post, data, "node");
        hook = add({"person.changed", "message.received", "message.noted"});
    }
    void TearDown() override {
        server.reset();
        if (!directory.empty()) std::filesystem::remove_all(directory);
        store::EachStore::TearDown();
    }

    static json::object data(db::Tx&, Id, const model::Entry& entry) {
        return {{"seq", entry.seq}, {"kind", model::type(entry.event)}};
    }
    Id add(std::vector<std::string> events, std::optional<store::Actor> by = {}, std::string path = "/") {
        return house->change(by.value_or(system), [&](store::Change& change) {
            store::Hook made;
            made.url = fmt::format("http://127.0.0.1:{}{}", server->port(), path);
            made.events = std::move(events), made.secrets = sealed(seal, keys);
            return store::add_hook(change, made);
        });
    }
    Id happen(std::optional<store::Actor> by = {}) {
        return house->change(by.value_or(system), [&](store::Change& change) {
            auto id = change.fresh();
            change.tell(model::PersonChanged{id});
            return id;
        });
    }
    void say(model::Direction direction, bool heard_only = false, Id import = {}) {
        house->change(system, [&](store::Change& change) {
            store::Channel place;
            place.network = "webhook", place.name = "Shop";
            store::Message m;
            m.channel = store::add_channel(change, place), m.conversation = change.fresh();
            m.direction = direction, m.heard = heard_only, m.import = import;
            m.sent_at = m.received_at = change.at, m.text = "Hello";
            store::add_message(change, m, {});
        });
    }
    void follow() {
        while (HookFollower(*house).step(workspace)) continue;
    }
    std::vector<std::string> queued(Id of) {
        return house->read([&](db::Tx& tx) {
            std::vector<std::string> types;
            for (const auto& each : store::hook_deliveries(tx, workspace, of, "", {}, 100))
                types.insert(types.begin(), each.type);
            return types;
        });
    }
    store::HookDelivery newest() {
        return house->read(
            [&](db::Tx& tx) { return store::hook_deliveries(tx, workspace, hook, "", {}, 1).at(0); });
    }
    Id newest_id(db::Tx& tx) { return store::hook_deliveries(tx, workspace, hook, "", {}, 1).at(0).id; }
    store::HookAttempt last_try() {
        return house->read(
            [&](db::Tx& tx) { return store::hook_attempts(tx, workspace, newest_id(tx)).back(); });
    }
    store::Hook now(Id id) {
        return house->read([&](db::Tx& tx) { return *store::hook(tx, workspace, id); });
    }
    Went step() { return sender->step({workspace, hook}); }
    void answer(int status, std::string body = "", net::Headers headers = {}) {
        std::lock_guard lock(mutex);
        next = {.status = status, .headers = std::move(headers), .body = std::move(body)};
    }

    std::filesystem::path directory;
    std::optional<store::Files> files;
    Seal seal{std::string(Seal::key_bytes, 's')};
    net::HttpOptions trust;
    std::unique_ptr<net::Http> http;
    std::unique_ptr<net::Mailer> mailer;
    std::optional<channels::Surroundings> around;
    std::optional<Post> post;
    std::mutex mutex;
    std::vector<Heard> heard;
    net::Response next{.status = 204};
    std::unique_ptr<net::Server> server;
    net::webhook::Keys keys{.secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
    std::optional<HookSender> sender;
    Id hook;
};
RAPPORT_EACH_DATABASE(HooksOut);
}  // namespace

TEST_P(HooksOut, each_hears_what_it_asked_for) {
    auto other = add({"message.heard", "message.written"});
    happen();
    say(model::Direction::inbound), say(model::Direction::outbound), say(model::Direction::internal);
    say(model::Direction::inbound, true);
    say(model::Direction::inbound, false, ids.next());
    follow();
    EXPECT_EQ(queued(hook),
              (std::vector<std::string>{"person.changed", "message.received", "message.noted"}));
    EXPECT_EQ(queued(other), (std::vector<std::string>{"message.written", "message.heard"}));
    follow();
    EXPECT_EQ(queued(hook).size(), 3u) << "reading again brings nothing twice";
}

TEST_P(HooksOut, what_happened_before_and_elsewhere_is_not_heard) {
    happen();
    auto late = add({"person.changed"});
    auto elsewhere = store::Actor::system(add_workspace("Elsewhere"));
    happen(elsewhere);
    follow();
    EXPECT_EQ(queued(hook).size(), 1u);
    EXPECT_TRUE(queued(late).empty());
    while (HookFollower(*house).step(elsewhere.workspace)) continue;
    EXPECT_EQ(queued(hook).size(), 1u);
}

TEST_P(HooksOut, an_event_is_posted_and_signed) {
    happen();
    follow();
    EXPECT_EQ(step(), Went::well);
    EXPECT_EQ(step(), Went::nothing_due);
    ASSERT_EQ(heard.size(), 1u);
    auto said = json::parse(heard[0].body);
    ASSERT_TRUE(said);
    EXPECT_EQ(json::text(*said, "type"), "person.changed");
    EXPECT_EQ(json::text(*json::find(*said, {"data"}), "kind"), "person_changed");
    EXPECT_EQ(json::text(*said, "timestamp"), clock.now().rfc3339());
    net::Headers headers{{"webhook-id", heard[0].id},
                         {"webhook-timestamp", heard[0].timestamp},
                         {"webhook-signature", heard[0].signature}};
    EXPECT_EQ(net::webhook::verified(headers, heard[0].body, std::vector{keys.secret}, clock.now()),
              newest().webhook_id());
    EXPECT_EQ(newest().state, "delivered");
    EXPECT_EQ(last_try().status, 204);
}

TEST_P(HooksOut, what_fails_is_tried_as_often_as_the_standard_says_under_one_id) {
    answer(500, "oops " + std::string(5'000, 'x'));
    happen();
    follow();
    std::vector<std::int64_t> waits;
    for (int n = 1; n <= hook_tries; ++n) {
        EXPECT_EQ(step(), Went::badly);
        EXPECT_EQ(step(), Went::nothing_due) << "not before its time";
        auto wait = newest().run_at - clock.now();
        if (n < hook_tries) waits.push_back(wait);
        clock.advance(wait);
        if (now(hook).paused_at)
            house->change(system, [&](store::Change& change) { store::resume_hook(change, hook); });
    }
    const std::int64_t least[] = {5'000,        5 * minute_ms, 30 * minute_ms, 2 * hour_ms, 5 * hour_ms,
                                  10 * hour_ms, 14 * hour_ms,  20 * hour_ms,   24 * hour_ms};
    ASSERT_EQ(waits.size(), std::size(least));
    for (std::size_t n = 0; n < waits.size(); ++n) {
        EXPECT_GE(waits[n], least[n]);
        EXPECT_LE(waits[n], least[n] + least[n] / 10);
    }
    EXPECT_EQ(newest().state, "failed");
    EXPECT_LE(last_try().answer.size(), 1'000u);
    EXPECT_EQ(last_try().error, "The address answered 500.");
    for (const auto& each : heard) EXPECT_EQ(each.id, heard[0].id);
}

TEST_P(HooksOut, what_cannot_be_put_into_words_is_a_try_like_others) {
    HookSender speechless(
        *post, [](db::Tx&, Id, const model::Entry&) -> json::object { throw std::out_of_range("no such"); },
        "node");
    happen();
    follow();
    EXPECT_EQ(speechless.step({workspace, hook}), Went::badly);
    EXPECT_EQ(newest().state, "queued");
    EXPECT_GT(newest().run_at, clock.now());
    EXPECT_FALSE(last_try().error.empty());
    EXPECT_TRUE(heard.empty());
}

TEST_P(HooksOut, who_does_not_keep_up_is_stopped_and_what_waits_is_given_up) {
    for (int n = 0; n < 3; ++n) happen();
    follow();
    stop_overfull_hooks(*house, 3);
    EXPECT_FALSE(now(hook).paused_at);
    happen();
    follow();
    stop_overfull_hooks(*house, 3);
    EXPECT_NE(now(hook).paused_why.find("does not keep up"), std::string::npos);
    EXPECT_EQ(newest().state, "failed");
    house->change(system, [&](store::Change& change) { store::resume_hook(change, hook); });
    stop_overfull_hooks(*house, 3);
    EXPECT_FALSE(now(hook).paused_at) << "resumed, it begins with an empty plate";
}

TEST_P(HooksOut, a_busy_receiver_is_left_alone_as_long_as_it_asks) {
    answer(429, "", {{"Retry-After", "900"}});
    happen();
    follow();
    step();
    EXPECT_EQ(newest().run_at, clock.now() + 900 * second_ms);
    EXPECT_EQ(newest().state, "queued");
}

TEST_P(HooksOut, who_is_gone_is_not_called_again_and_admins_can_read_why) {
    answer(410);
    happen(), happen();
    follow();
    EXPECT_EQ(step(), Went::badly);
    EXPECT_EQ(step(), Went::nothing_due);
    EXPECT_TRUE(now(hook).paused_at);
    EXPECT_NE(now(hook).paused_why.find("410"), std::string::npos);
    house->read([&](db::Tx& tx) {
        EXPECT_EQ(store::hook_deliveries(tx, workspace, hook, "failed", {}, 9).size(), 1u);
        auto entries = store::audit_entries(tx, workspace, {});
        ASSERT_EQ(entries.size(), 1u);
        EXPECT_EQ(entries[0].action, "hook_paused");
    });
    happen();
    follow();
    EXPECT_EQ(queued(hook).size(), 2u);
}

TEST_P(HooksOut, three_days_of_failure_pause_it_and_one_success_in_between_does_not) {
    answer(500);
    happen();
    follow();
    step();
    EXPECT_EQ(now(hook).failing_since, clock.now());
    clock.advance(2 * day_ms);
    answer(200);
    step();
    EXPECT_FALSE(now(hook).failing_since);
    answer(500);
    happen();
    follow();
    step();
    clock.advance(hook_patience_ms);
    EXPECT_FALSE(now(hook).paused_at);
    step();
    EXPECT_TRUE(now(hook).paused_at);
    EXPECT_NE(now(hook).paused_why.find("three days"), std::string::npos);
}

TEST_P(HooksOut, redirects_are_failures_and_the_inside_is_not_reached) {
    answer(307, "", {{"Location", fmt::format("http://127.0.0.1:{}/more", server->port())}});
    happen();
    follow();
    step();
    EXPECT_EQ(heard.size(), 1u);
    EXPECT_NE(last_try().error.find("leads elsewhere"), std::string::npos);
    house->change(system, [&](store::Change& change) {
        auto changed = *store::hook(change.tx, workspace, hook);
        changed.url = "http://10.0.0.1/";
        store::change_hook(change, changed);
        store::requeue_hook_delivery(change, newest_id(change.tx));
    });
    EXPECT_EQ(step(), Went::badly);
    EXPECT_EQ(last_try().status, 0);
    EXPECT_EQ(last_try().error, net::Guard::refusal("10.0.0.1"));
}

TEST_P(HooksOut, a_secret_that_was_replaced_signs_beside_the_new_one_for_a_day) {
    auto second = keys.renewed(random, clock.now());
    house->change(system, [&](store::Change& change) {
        auto changed = *store::hook(change.tx, workspace, hook);
        changed.secrets = sealed(seal, second);
        store::change_hook(change, changed);
    });
    for (auto signatures : {2, 1}) {
        happen();
        follow();
        step();
        EXPECT_EQ(std::ranges::count(heard.back().signature, ','), signatures);
        clock.advance(day_ms);
    }
}

TEST_P(HooksOut, a_receiver_that_hangs_delays_only_itself) {
    std::atomic<bool> hold = true;
    auto slow = net::Server::start({.workers = 2}, [&](const net::Request&) {
        while (hold) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return net::Response{.status = 204};
    });
    auto other = add({"person.changed"});
    house->change(system, [&](store::Change& change) {
        auto changed = *store::hook(change.tx, workspace, other);
        changed.url = fmt::format("http://127.0.0.1:{}/", slow->port());
        store::change_hook(change, changed);
    });
    OutgoingHooks out(*post, data, "node");
    out.start();
    for (int n = 0; n < 5; ++n) happen();
    auto delivered = [&](Id of) {
        return house->read([&](db::Tx& tx) {
            return store::hook_deliveries(tx, workspace, of, "delivered", {}, 100).size();
        });
    };
    auto within = [](auto&& holds) {
        for (int n = 0; n < 1'000 && !holds(); ++n)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return holds();
    };
    EXPECT_TRUE(within([&] { return delivered(hook) == 5; }));
    EXPECT_EQ(delivered(other), 0u);
    hold = false;
    EXPECT_TRUE(within([&] { return delivered(other) == 5; }));
    out.stop();
}

TEST_P(HooksOut, every_event_that_can_be_heard_has_a_name_of_its_own) {
    std::set<std::string_view> seen;
    for (const auto& each : hook_events()) {
        EXPECT_TRUE(seen.insert(each.type).second) << each.type;
        EXPECT_FALSE(each.label.empty());
    }
    EXPECT_EQ(hook_event(model::DraftChanged{}, nullptr), "");
    EXPECT_EQ(hook_event(model::ReadingMoved{}, nullptr), "");
    EXPECT_EQ(hook_event(model::HookChanged{}, nullptr), "");
    for (auto why : {"delivery", "edited", "deleted"})
        EXPECT_TRUE(seen.contains(hook_event(model::MessageChanged{{}, {}, why}, nullptr)));
    for (auto record :
         {"closed", "reopened", "snoozed", "woken", "assigned", "unassigned", "labelled", "unlabelled"})
        EXPECT_TRUE(seen.contains(hook_event(model::ConversationChanged{{}, {}, record}, nullptr)));
}
}  // namespace courier
