// Who hears the live stream, how long, and at what price.
#include "api/live.hpp"

#include "api/test_house.hpp"
#include "inbox/actions.hpp"

namespace api {
namespace {
// A page that listens; `taking` is how fast its line is.
class Page final : public net::StreamWriter {
public:
    bool write(std::string bytes) override {
        std::lock_guard lock(mutex_);
        if (!open_) return false;
        waiting_ += taking_ ? 0 : bytes.size();
        most_ = std::max(most_, waiting_);
        heard_ += bytes;
        changed_.notify_all();
        return true;
    }
    bool drain() override { return open(); }
    void close() override {
        std::lock_guard lock(mutex_);
        open_ = false;
        changed_.notify_all();
    }
    bool open() const override {
        std::lock_guard lock(mutex_);
        return open_;
    }
    std::size_t waiting() const override {
        std::lock_guard lock(mutex_);
        return waiting_;
    }

    void taking(bool yes) {
        std::lock_guard lock(mutex_);
        taking_ = yes, waiting_ = yes ? 0 : waiting_;
    }
    std::size_t most() const {
        std::lock_guard lock(mutex_);
        return most_;
    }
    std::string heard() const {
        std::lock_guard lock(mutex_);
        return heard_;
    }
    bool hears(const std::string& words, int ms = 5'000) {
        return within(ms, [&] { return heard_.find(words) != heard_.npos; });
    }
    bool hears_more_than(std::size_t bytes, int ms = 5'000) {
        return within(ms, [&] { return heard_.size() > bytes; });
    }
    bool ends(int ms = 2'000) {
        return within(ms, [&] { return !open_; });
    }
    std::vector<std::int64_t> seqs() const {
        std::vector<std::int64_t> all;
        auto text = heard();
        for (auto at = text.find("id: "); at != text.npos; at = text.find("id: ", at + 1))
            all.push_back(std::stoll(text.substr(at + 4)));
        return all;
    }

private:
    template <class F>
    bool within(int ms, F&& done) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::milliseconds(ms), done);
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string heard_;
    std::size_t waiting_ = 0, most_ = 0;
    bool open_ = true, taking_ = true;
};

class LiveStream : public EachApi {
protected:
    void SetUp() override {
        EachApi::SetUp();
        if (IsSkipped()) return;
        owner = found("quince");
        rooms->live.start();
    }

    std::shared_ptr<Page> listen(const Caller& who, const std::string& since = "") {
        auto page = std::make_shared<Page>();
        auto response = get(who, "/api/events" + (since.empty() ? "" : "?since=" + since));
        EXPECT_TRUE(response.stream) << response.body;
        if (response.stream) response.stream(page);
        return page;
    }
    // The hello is written before the first event can be.
    std::shared_ptr<Page> listening(const Caller& who) {
        auto page = listen(who);
        EXPECT_TRUE(page->hears("event: hello"));
        return page;
    }

    void happens(int times, Id person = Id{7}) {
        house->change(owner, [&](store::Change& change) {
            for (int i = 0; i < times; ++i) change.tell(model::PersonChanged{person});
        });
    }

    store::Actor owner;
};
RAPPORT_EACH_DATABASE(LiveStream);

TEST_P(LiveStream, ends_at_once_when_its_session_is_logged_out_and_no_other) {
    auto here = session_of(owner), elsewhere = session_of(owner);
    auto page = listening(here), other = listening(elsewhere);
    EXPECT_EQ(send(here, net::Method::del, "/api/session").status, 204);
    EXPECT_TRUE(page->ends());
    happens(1);
    EXPECT_TRUE(other->hears("person_changed"));
    EXPECT_EQ(page->heard().find("person_changed"), std::string::npos);
}

TEST_P(LiveStream, ends_when_the_session_expires) {
    auto page = listening(session_of(owner));
    clock.advance(store::Sessions::lifetime_ms + 1);
    EXPECT_TRUE(page->ends());
}

TEST_P(LiveStream, ends_when_the_member_is_disabled) {
    auto ines = join(owner, "ines", store::Role::agent);
    auto page = listening(session_of(ines));
    rooms->accounts.disable(owner, ines.member);
    EXPECT_TRUE(page->ends());
}

TEST_P(LiveStream, ends_when_the_member_loses_this_workspace_but_keeps_another) {
    auto second = rooms->accounts.add_workspace(owner, "plum");
    auto here = session_of(owner);
    auto there = here;
    there.workspace = second.id.text();
    rooms->accounts.add_member(owner, "Ines", "ines@quince.example", store::Role::owner, password);
    auto page = listening(here), other = listening(there);
    rooms->accounts.remove(owner, owner.member);
    EXPECT_TRUE(page->ends());
    EXPECT_TRUE(other->open());
}

TEST_P(LiveStream, ends_when_the_password_is_reset_or_the_key_revoked) {
    auto page = listening(session_of(owner));
    auto added = rooms->keys.add(owner, "till", store::Role::agent);
    auto till = listening({.name = "key", .key = added.secret});
    rooms->keys.revoke(owner, added.key.id);
    EXPECT_TRUE(till->ends());
    EXPECT_TRUE(page->open());
    rooms->accounts.reset_password(owner, owner.member, "another long password");
    EXPECT_TRUE(page->ends());
}

TEST_P(LiveStream, beats_for_each_reader_even_when_others_are_busy) {
    auto quiet = listening(session_of(found("plum"))), busy = listening(session_of(owner));
    for (int i = 0; i < 3; ++i) {
        auto before = quiet->heard().size();
        clock.advance(Live::beat_ms);
        happens(1, Id{100 + i});
        EXPECT_TRUE(busy->hears("\"person\":\"" + std::to_string(i + 100)));
        EXPECT_TRUE(quiet->hears_more_than(before));
    }
    EXPECT_TRUE(quiet->hears(": beat"));
    EXPECT_TRUE(busy->hears(": beat"));
}

TEST_P(LiveStream, reads_the_journal_once_for_all_readers) {
    auto session = session_of(owner);
    std::vector<std::shared_ptr<Page>> pages;
    pages.reserve(50);
    for (int i = 0; i < 50; ++i) pages.push_back(listening(session));
    happens(1, Id{41});
    for (auto& page : pages) EXPECT_TRUE(page->hears("\"person\":\"41\""));
    auto before = rooms->live.reads();
    for (int i = 0; i < 10; ++i) {
        happens(1, Id{500 + i});
        for (auto& page : pages) EXPECT_TRUE(page->hears("\"person\":\"" + std::to_string(i + 500)));
    }
    EXPECT_LE(rooms->live.reads() - before, 30);
}

TEST_P(LiveStream, gives_each_event_once_and_in_order_to_whoever_joins_wherever) {
    auto session = session_of(owner);
    happens(1'200);
    auto early = listen(session, "1"), late = listen(session, "900");
    auto now = listening(session);
    happens(700, Id{43});
    happens(1, Id{44});
    for (auto& page : {early, late, now}) {
        EXPECT_TRUE(page->hears("\"person\":\"44\""));
        auto seqs = page->seqs();
        for (std::size_t i = 1; i < seqs.size(); ++i) ASSERT_EQ(seqs[i], seqs[i - 1] + 1);
    }
    EXPECT_EQ(early->seqs().front(), 2);
    EXPECT_EQ(late->seqs().front(), 901);
    EXPECT_EQ(now->seqs().size(), 701u);
}

TEST_P(LiveStream, keeps_little_for_a_reader_that_is_slow_and_lets_it_read_on_later) {
    auto slow = listening(session_of(owner)), quick = listening(session_of(owner));
    slow->taking(false);
    for (int i = 0; i < 20; ++i) happens(500);
    happens(1, Id{45});
    EXPECT_TRUE(quick->hears("\"person\":\"45\""));
    EXPECT_LE(slow->most(), Live::most_waiting + 200'000);
    EXPECT_EQ(slow->heard().find("\"person\":\"45\""), std::string::npos);
    slow->taking(true);
    EXPECT_TRUE(slow->hears("\"person\":\"45\""));
    EXPECT_EQ(slow->seqs(), quick->seqs());
}

TEST_P(LiveStream, lets_go_of_a_reader_that_takes_nothing_for_a_minute) {
    auto stuck = listening(session_of(owner));
    stuck->taking(false);
    for (int i = 0; i < 10; ++i) happens(500);
    auto quick = listen(session_of(owner), "1");
    EXPECT_TRUE(quick->hears("event: person_changed"));
    EXPECT_FALSE(stuck->ends(1'500));
    clock.advance(61 * second_ms);
    EXPECT_TRUE(stuck->ends());
}

TEST_P(LiveStream, keeps_what_a_member_does_at_the_own_desk_to_that_member) {
    auto ines = join(owner, "ines", store::Role::agent);
    auto hers = listening(session_of(ines)), his = listening(session_of(owner));
    house->change(ines, [&](store::Change& change) { change.tell(model::DraftChanged{Id{5}, ines.member}); });
    happens(1);
    EXPECT_TRUE(hers->hears("draft_changed"));
    EXPECT_TRUE(his->hears("person_changed"));
    EXPECT_EQ(his->heard().find("draft_changed"), std::string::npos);
}
}  // namespace
}  // namespace api
