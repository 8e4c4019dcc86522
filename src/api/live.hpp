#pragma once
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "net/http.hpp"
#include "store/store.hpp"

namespace api {

// The live stream: follows the journal and tells every open page what happened in its workspace
// (Server-Sent Events, WHATWG HTML §9.2). Any number of streams cost one thread. Safe from any thread.
class Live {
public:
    explicit Live(const store::Store& store) : store_(store) {}
    ~Live();

    void start();
    void stop();

    // Adds a reader from just after `since`; -1: from now. It hears its workspace only, and what belongs
    // to one member (drafts, reading) only if it is that member.
    void add(const store::Actor&, std::int64_t since, std::shared_ptr<net::StreamWriter>);

    // Who looks at a conversation, or types in it; forgotten after 20 seconds.
    void present(const store::Actor&, Id conversation, bool typing);
    // Everybody but `except`.
    json::array viewers(Id workspace, Id conversation, Id except) const;

    std::size_t readers() const;

private:
    struct Reader {
        store::Actor actor;
        std::int64_t since;
        std::shared_ptr<net::StreamWriter> writer;
    };
    struct Presence {
        std::string name;
        bool typing = false;
        Time until;
    };
    using Place = std::pair<Id, Id>;  // workspace, conversation

    void run();
    void spread();
    void beat();
    void tell_presence(const Place&);
    bool deliver(Reader&);

    const store::Store& store_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, news_ = false;
    std::vector<std::shared_ptr<Reader>> readers_;
    std::map<Place, std::map<Id, Presence>> presence_;
    std::shared_ptr<void> hears_;
    std::thread thread_;
};

}  // namespace api
