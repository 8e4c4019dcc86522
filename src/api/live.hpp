#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "net/http.hpp"
#include "store/store.hpp"

namespace api {

// Until when somebody may go on listening; Time{} once he may no longer.
using Permit = std::function<Time()>;

// The live stream: follows the journal and tells every open page what happened in its workspace
// (Server-Sent Events, WHATWG HTML §9.2). Any number of streams cost one thread, and each line of a journal
// is read once for all who hear it. Safe from any thread.
class Live {
public:
    // A reader that has this much waiting is given no more until it has caught up; then it reads on where it
    // was. One that takes nothing for a minute is let go.
    static constexpr std::size_t most_waiting = 256u << 10;
    // Every reader hears something at least this often, so that proxies keep the line.
    static constexpr std::int64_t beat_ms = 10 * second_ms;
    // So often it is written down which guests are there.
    static constexpr std::int64_t guests_ms = 15 * second_ms;
    // So many streams one guest may have; the oldest goes.
    static constexpr std::size_t most_of_a_guest = 4;

    explicit Live(const store::Store& store) : store_(store) {}
    ~Live();

    void start();
    void stop();

    // Adds a reader from just after `since`; -1: from now. It hears its workspace only, and what belongs
    // to one member (drafts, reading) only if it is that member. Its permit is asked again whenever
    // somebody's access changed, when it runs out, and with every beat.
    void add(const store::Actor&, std::int64_t since, std::shared_ptr<net::StreamWriter>, Permit);

    // Adds somebody in a window on the company's page. Such a reader hears nothing of the workspace, only
    // that there is news in the one conversation ("news", with the number of the event), which it then asks
    // for.
    struct Guest {
        Id visitor;
        std::string address;  // whom to count it for
        Id conversation;      // none: nothing was said yet
    };
    void add(const Guest&, Id workspace, std::int64_t since, std::shared_ptr<net::StreamWriter>, Permit);
    // Open streams of guests.
    std::size_t guests() const;
    std::size_t guests_at(std::string_view address) const;
    // Names of the members whose page is open, each once.
    std::vector<std::string> here(Id workspace) const;

    // Who looks at a conversation, or types in it; forgotten after 20 seconds.
    void present(const store::Actor&, Id conversation, bool typing);
    // Everybody but `except`.
    json::array viewers(Id workspace, Id conversation, Id except) const;

    std::size_t readers() const;
    // How many times the journal has been read.
    std::int64_t reads() const { return reads_; }

private:
    struct Frame {
        std::int64_t seq = 0;
        Id only_for;      // nobody: everybody
        Id conversation;  // of what guests may hear; none: nothing
        Id merged_into;   // where that conversation has gone
        std::string text;
    };
    struct Reader {
        store::Actor actor;
        std::int64_t since;
        std::shared_ptr<net::StreamWriter> writer;
        Permit permit;
        Guest guest;  // or a member
        Time permitted_until, beaten_at, busy_since = {};
    };
    using Readers = std::vector<std::shared_ptr<Reader>>;
    struct Presence {
        std::string name;
        bool typing = false;
        Time until;
    };
    using Place = std::pair<Id, Id>;  // workspace, conversation

    void run();
    Readers all() const;
    void spread(bool news);
    void tell(Id workspace, const Readers&);
    void catch_up(Reader&, std::int64_t until);
    std::vector<Frame> frames(Id workspace, std::int64_t since, std::int64_t& reached);
    static void deliver(Reader&, const std::vector<Frame>&, std::int64_t reached);
    void look_after(bool everybody);
    void forget();
    void see_guests();
    void enter(Reader);
    static void hear(Reader&, const Frame&, std::string& text);
    void tell_presence(const Place&);
    void listen(const char* topic, bool& heard);

    const store::Store& store_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, news_ = false, access_changed_ = false;
    Readers readers_;
    std::map<Place, std::map<Id, Presence>> presence_;
    Time guests_seen_at_;
    std::map<Id, std::int64_t> told_;  // of each workspace with readers, how far; the thread's own
    std::atomic<std::int64_t> reads_ = 0;
    std::vector<std::shared_ptr<void>> hears_;
    std::thread thread_;
};

}  // namespace api
