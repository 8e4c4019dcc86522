#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "api/app.hpp"
#include "api/live.hpp"
#include "api/uploads.hpp"
#include "courier/outgoing_hooks.hpp"
#include "courier/reader.hpp"
#include "net/server.hpp"
#include "server/node.hpp"
#include "server/settings.hpp"
#include "server/sweeper.hpp"

namespace server {

// The databases and the stores on them: what every command that touches data opens. Constructed in the
// order of its members.
class Ground {
public:
    // Makes the directory, key and databases when missing, and brings them up to this version.
    explicit Ground(const Settings&);
    // For the demo: databases in memory, files in a directory that is removed at the end.
    static std::unique_ptr<Ground> in_memory(const Clock& clock);
    ~Ground();

    // The workspace with this id or name; the only one when `wanted` is empty. Throws Error{bad_request}.
    store::Workspace workspace(const std::string& wanted);

    const std::filesystem::path data;
    const bool temporary;
    SystemClock system_clock;
    const Clock& clock;
    SystemRandom random;
    Ids ids{clock, random};
    Seal seal;
    std::unique_ptr<db::Database> truth, own_index;
    store::Store store;
    std::unique_ptr<store::Search> search;
    std::unique_ptr<store::Indexer> indexer;
    std::unique_ptr<listening::Follower> topics;
    store::Files files;
    store::Passwords passwords;
    store::Means means;
    store::Accounts accounts{means};
    std::unique_ptr<net::Http> http;
    std::unique_ptr<net::Mailer> mailer;
    channels::Surroundings surroundings;
    courier::Post post;

private:
    Ground(const Settings&, const Clock*, bool temporary);
};

// A thread that does something whenever the journal has grown: `step` until it says that nothing is left.
class OnNews {
public:
    OnNews(db::Database& truth, std::function<bool()> step) : truth_(truth), step_(std::move(step)) {}
    ~OnNews();
    void start();
    void stop();

private:
    void run();
    bool step();

    db::Database& truth_;
    std::function<bool()> step_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false, news_ = true;
    std::shared_ptr<void> hears_;
    std::thread thread_;
};

// Follows the journal with the index and the suggestions on one thread, with the topics on another: what a
// new topic finds in years of messages holds up no list.
class Followers {
public:
    explicit Followers(Ground&);
    void start();
    void stop();

private:
    bool index();
    void suggest();

    Ground& ground_;
    std::map<Id, std::int64_t> seen_;
    OnNews index_, topics_;
};

// A running server on its ground.
class House {
public:
    House(Ground&, const Settings&);
    ~House();
    std::uint16_t port() const;

private:
    void sweep();
    courier::HookData hook_data();

    Ground& ground_;
    Node node_;
    store::Sessions sessions_;
    store::Invitations invitations_;
    store::ApiKeys keys_;
    store::Idempotency idempotency_;
    api::Live live_;
    api::Uploads uploads_;
    net::RateLimit logins_by_address_, logins_by_account_;
    api::App app_;
    Followers followers_;
    Sweeper sweeper_;
    courier::Courier courier_;
    courier::OutgoingHooks hooks_;
    std::unique_ptr<net::Server> server_;
};

}  // namespace server
