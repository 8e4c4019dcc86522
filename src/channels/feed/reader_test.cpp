#include "channels/feed/reader.hpp"

#include <deque>

#include "base/random.hpp"
#include "net/server.hpp"

namespace channels::feed {
namespace {
// What waits moves the clock instead.
class Fake final : public Pause {
public:
    Fake(ManualClock& clock, std::vector<std::int64_t>& waits) : clock_(clock), waits_(waits) {}
    void wait(std::int64_t ms) override {
        waits_.push_back(ms);
        clock_.advance(ms);
    }
    void stop() override { stopped_ = true; }
    bool stopped() const override { return stopped_; }

private:
    ManualClock& clock_;
    std::vector<std::int64_t>& waits_;
    bool stopped_ = false;
};

std::string item(int number, std::string_view text = "text") {
    return fmt::format(
        "<item><guid>urn:{0}</guid><pubDate>Wed, 14 Oct 2026 0{1}:{2:02}:00 "
        "GMT</pubDate><description>{3}</description></item>",
        number, number / 60, number % 60, text);
}

std::string rss(const std::string& items) {
    return "<rss version='2.0'><channel><title>A blog</title>" + items + "</channel></rss>";
}

class FeedReader : public testing::Test {
protected:
    net::Response answer(const net::Request& request) {
        std::lock_guard lock(mutex_);
        asked_.push_back(request);
        auto found = pages_.find(request.path);
        return found == pages_.end() ? net::Response{.status = 404} : found->second;
    }
    void page(const std::string& path, net::Response response) {
        std::lock_guard lock(mutex_);
        pages_[path] = std::move(response);
    }
    std::string url(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
    }

    std::unique_ptr<Reader> reader(std::map<std::string, std::string> options = {}) {
        options.emplace("url", url("/feed"));
        ChannelConfig config{Id{1}, "A blog", options, {}};
        return std::make_unique<Reader>(config, around_, std::make_unique<Fake>(clock_, waits_));
    }
    // Looks again although it is too early.
    Batch next(Reader& reader, const Cursor& since) {
        clock_.advance(day_ms);
        return reader.next(since);
    }
    std::optional<ChannelError> failure(const std::function<void()>& action) {
        try {
            action();
        } catch (const ChannelError& error) {
            return error;
        }
        return std::nullopt;
    }

    std::mutex mutex_;
    std::map<std::string, net::Response> pages_;
    std::vector<net::Request> asked_;
    std::unique_ptr<net::Server> server_ =
        net::Server::start({.workers = 1}, [this](const auto& r) { return answer(r); });
    net::HttpOptions trust_{.guard = {.allowed_ranges = {"127.0.0.0/8"}}};
    ManualClock clock_{*Time::parse("2026-10-14T06:30:00Z")};
    SeededRandom random_{7};
    std::unique_ptr<net::Http> http_ = net::make_http(trust_);
    std::unique_ptr<net::Mailer> mailer_ = net::make_mailer(trust_);
    Surroundings around_{clock_, random_, *http_, *mailer_, trust_};
    std::vector<std::int64_t> waits_;
};
}  // namespace

TEST_F(FeedReader, asks_only_for_what_changed) {
    page("/feed", {.headers = {{"ETag", "\"a\""}, {"Last-Modified", "Wed, 14 Oct 2026 06:00:00 GMT"}},
                   .body = rss(item(1))});
    auto first = reader()->next({});
    page("/feed", {.status = 304});
    auto second = next(*reader(), first.next);
    EXPECT_TRUE(second.items.empty());
    EXPECT_EQ(asked_[1].headers.get("If-None-Match"), "\"a\"");
    EXPECT_EQ(asked_[1].headers.get("If-Modified-Since"), "Wed, 14 Oct 2026 06:00:00 GMT");
}

TEST_F(FeedReader, waits_as_long_as_the_feed_deserves_in_short_naps) {
    page("/feed", {.headers = {{"Cache-Control", "max-age=1200"}}, .body = rss(item(1) + item(2))});
    auto connector = reader();
    auto cursor = connector->next({}).next;
    int visits = 0;
    for (; asked_.size() < 2 && visits < 20; ++visits) cursor = connector->next(cursor).next;
    std::int64_t waited = 0;
    for (auto ms : waits_) {
        EXPECT_LE(ms, 4 * minute_ms);
        waited += ms;
    }
    EXPECT_GE(waited, 35 * minute_ms);
    EXPECT_LE(waited, 43 * minute_ms);  // silent for six and a half hours: a tenth of that
}

TEST_F(FeedReader, remembers_where_a_feed_has_moved_for_good) {
    page("/feed", {.status = 301, .headers = {{"Location", "/new"}}});
    page("/new", {.body = rss(item(1))});
    auto batch = reader()->next({});
    EXPECT_EQ(batch.items.size(), 1u);
    EXPECT_EQ(batch.notice, "The feed has moved to " + url("/new") + ".");
    auto again = next(*reader(), batch.next);
    EXPECT_EQ(asked_.back().path, "/new");
    EXPECT_EQ(again.notice, "");
    EXPECT_EQ(again.items.size(), 0u);
}

TEST_F(FeedReader, a_move_for_now_or_to_a_login_page_is_not_remembered) {
    page("/feed", {.status = 302, .headers = {{"Location", "/now"}}});
    page("/now", {.body = rss(item(1))});
    auto batch = reader()->next({});
    page("/feed", {.status = 301, .headers = {{"Location", "/login"}}});
    page("/login",
         {.headers = {{"Content-Type", "text/html"}}, .body = "<html><input type=password></html>"});
    auto error = failure([&] { next(*reader(), batch.next); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::retry_later);
    EXPECT_NE(error->text().find("login"), std::string::npos);
    page("/feed", {.body = rss(item(1) + item(2))});
    EXPECT_EQ(next(*reader(), batch.next).items.size(), 1u);
}

TEST_F(FeedReader, an_entry_that_changed_comes_again_and_says_so) {
    page("/feed", {.body = rss(item(1) + item(2))});
    auto first = reader()->next({});
    page("/feed", {.body = rss(item(1, "corrected") + item(2))});
    auto second = next(*reader(), first.next);
    ASSERT_EQ(second.items.size(), 1u);
    EXPECT_EQ(second.items[0].remote_id, "urn:1");
    EXPECT_EQ(second.items[0].text, "corrected");
    EXPECT_TRUE(second.items[0].extra.at("edited").as_bool());
    EXPECT_TRUE(next(*reader(), second.next).items.empty());
}

TEST_F(FeedReader, a_long_feed_comes_in_batches_and_survives_a_restart_between_them) {
    std::string items;
    for (int i = 0; i < 250; ++i) items += item(i);
    page("/feed", {.headers = {{"ETag", "\"a\""}}, .body = rss(items)});
    auto connector = reader();
    auto first = connector->next({});
    EXPECT_EQ(first.items.size(), 200u);
    EXPECT_EQ(first.items[0].remote_id, "urn:0");
    auto rest = connector->next(first.next);
    EXPECT_EQ(rest.items.size(), 50u);
    EXPECT_EQ(asked_.size(), 1u);
    auto after_restart = reader()->next(first.next);
    EXPECT_EQ(after_restart.items.size(), 50u);
    EXPECT_EQ(asked_.back().headers.get("If-None-Match"), "");
}

TEST_F(FeedReader, an_entry_that_was_cut_is_left_for_the_next_visit) {
    page("/feed", {.body = "<rss version='2.0'><channel>" + item(1) + item(2).substr(0, 90)});
    auto first = reader()->next({});
    EXPECT_EQ(first.items.size(), 1u);
    EXPECT_NE(first.notice.find("ends in the middle"), std::string::npos);
    page("/feed", {.body = rss(item(1) + item(2))});
    EXPECT_EQ(next(*reader(), first.next).items.size(), 1u);
}

TEST_F(FeedReader, gives_user_and_password_only_when_there_are_any) {
    page("/feed", {.body = rss(item(1))});
    reader()->probe(1);
    reader({{"user", "ana"}, {"password", "rye"}})->probe(1);
    EXPECT_FALSE(asked_[0].headers.has("Authorization"));
    EXPECT_EQ(asked_[1].headers.get("Authorization"), "Basic YW5hOnJ5ZQ==");
}

TEST_F(FeedReader, another_address_starts_anew) {
    page("/feed", {.body = rss(item(1))});
    page("/other", {.body = rss(item(1))});
    auto cursor = reader()->next({}).next;
    EXPECT_EQ(reader({{"url", url("/other")}})->next(cursor).items.size(), 1u);
}

TEST_F(FeedReader, a_page_that_never_was_a_feed_is_refused_with_the_feeds_it_offers) {
    page("/feed",
         {.headers = {{"Content-Type", "text/html"}},
          .body = "<html><head><link rel=alternate type='application/rss+xml' href='/rss'></head></html>"});
    auto error = failure([&] { reader()->probe(3); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    EXPECT_NE(error->text().find(url("/rss")), std::string::npos);
}

TEST_F(FeedReader, an_address_inside_our_own_network_is_refused) {
    auto guarded = net::make_http({});
    Surroundings around{clock_, random_, *guarded, *mailer_, {}};
    ChannelConfig config{Id{1}, "x", {{"url", url("/feed")}}, {}};
    Reader connector(config, around);
    auto error = failure([&] { connector.probe(1); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::rejected);
    EXPECT_TRUE(asked_.empty());
}
}  // namespace channels::feed
