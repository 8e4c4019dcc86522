#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <semaphore>
#include <string>

#include "api/body.hpp"
#include "api/once.hpp"
#include "base/seal.hpp"
#include "channels/connector.hpp"
#include "courier/opening.hpp"
#include "listening/follower.hpp"
#include "net/http.hpp"
#include "net/rate.hpp"
#include "store/accounts_idempotency.hpp"
#include "store/accounts_invitations.hpp"
#include "store/accounts_keys.hpp"
#include "store/accounts_sessions.hpp"
#include "store/files.hpp"
#include "store/indexer.hpp"

// What the handlers of the HTTP API stand on. A handler is a plain function on a worker thread.
namespace api {

class Live;
class Uploads;

// How much visitors of chat windows may do, so that a flood by one bothers nobody else.
struct GuestLimits {
    explicit GuestLimits(const Clock& clock);
    net::RateLimit calls, sessions, beginnings, wrong_tokens, bytes;  // by address
    net::RateLimit messages, files;                                   // by visitor
    static constexpr std::size_t most_streams = 8'000, most_streams_at_once = 400;
};

// Everything lives longer than the server.
struct App {
    const store::Store& store;
    store::Accounts& accounts;
    store::Sessions& sessions;
    store::Invitations& invitations;
    store::ApiKeys& keys;
    store::Idempotency& idempotency;
    const store::Files& files;
    const Seal& seal;
    const store::Indexer& indexer;
    const store::Search& search;
    const listening::Follower& topics;
    const courier::Post& post;
    Live& live;
    Uploads& uploads;
    net::RateLimit& logins_by_address;
    net::RateLimit& logins_by_account;
    // Images of mails that are being fetched; two at a time, so that slow servers cannot hold all workers.
    std::counting_semaphore<2> remote_images{2};
    // What systems push: so much a second from each channel's own, and few wrong guesses from anybody.
    net::RateLimit pushes{store.clock, 20, 200};
    net::RateLimit push_strangers{store.clock, 0.5, 30};
    // Pushes whose files are being fetched.
    std::counting_semaphore<2> pushed_files{2};
    // True once everything runs, false again while stopping: /readyz.
    std::atomic<bool> ready = false;
    GuestLimits guests{store.clock};
};

struct Door;

// One authorised call: who, where, and with what.
struct Call {
    App& app;
    const net::Request& request;
    store::Actor actor;   // workspace 0 on public routes
    std::string session;  // names the session; empty for API keys and public routes
    std::map<std::string, std::string> params = {};  // of the path
    Once* once = nullptr;                            // on writes that carry an Idempotency-Key
    const Door* door = nullptr;                      // on routes for visitors

    // A path parameter as a key; Error{not_found} when it is none.
    Id id(const std::string& name = "id") const;
    // The calling member; Error{forbidden} for an API key, which has no desk of its own.
    Id member() const;
    // A query parameter, or "".
    std::string query(const std::string& name) const;
    // The query parameter `limit`, 1…200, default 50.
    std::size_t limit() const;
    // The body as a JSON object; Error{bad_request} when it is none.
    Body body() const;
    // Waits until the lists show what this caller may have written just before.
    void catch_up() const { app.indexer.caught_up(actor.workspace, 5'000); }

    // `work` gives nothing, a key, a number or JSON: what the answer is made from must be repeatable.
    template <class F>
    auto change(F&& work) const {
        return once ? once->change(app.store, actor, std::forward<F>(work))
                    : app.store.change(actor, std::forward<F>(work));
    }
    template <class F>
    auto read(F&& work) const {
        return app.store.read(std::forward<F>(work));
    }
};

using Handler = net::Response (*)(Call&);

// "https://crm.maison.example", as the caller wrote it; "" when nobody called by an address.
std::string own_origin(const net::Request&);

net::Response answer(const json::value& body, int status = 200);
net::Response nothing();  // 204
// Content-Disposition; UTF-8 names by RFC 6266 and 8187.
std::string disposition(std::string_view kind, std::string_view name);

}  // namespace api
