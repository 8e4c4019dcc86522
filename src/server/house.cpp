#include "server/house.hpp"

#include "api/handler.hpp"
#include "api/hook_data.hpp"
#include "base/encoding.hpp"
#include "store/hook_deliveries.hpp"
#include "store/pushes.hpp"
#include "store/visitors.hpp"

namespace server {
namespace {
constexpr std::int64_t pushes_known_ms = 7 * day_ms, hook_log_ms = 14 * day_ms;
constexpr std::size_t hook_log_most = 5'000;

net::ServerOptions options(const Settings& s) {
    auto where = address(s.listen);
    net::ServerOptions o;
    o.host = where.host, o.port = where.port, o.workers = s.workers;
    o.trusted_proxies = s.trusted_proxies;
    o.max_body = api::largest_document;
    return o;
}
}  // namespace

House::House(Ground& ground, const Settings& settings)
    : ground_(ground),
      node_(ground.data, ground.random, ground.temporary ? Node::Kept::no : Node::Kept::yes),
      sessions_(ground.means),
      invitations_(ground.means),
      keys_(ground.means),
      idempotency_(ground.means, node_.name()),
      live_(ground.store),
      uploads_(ground.post, ground.data / "imports", settings.max_import_mb << 20),
      logins_by_address_(ground.clock, 0.2, 20),
      logins_by_account_(ground.clock, 0.1, 8),
      app_{ground.store, ground.accounts, sessions_,          invitations_,      keys_,          idempotency_,
           ground.files, ground.seal,     *ground.indexer,    *ground.search,    *ground.topics, ground.post,
           live_,        uploads_,        logins_by_address_, logins_by_account_},
      followers_(ground),
      sweeper_([this] { sweep(); }),
      courier_(ground.post, node_.name()),
      hooks_(ground.post, hook_data(), node_.name()) {
    idempotency_.abandon();
    followers_.start();
    live_.start();
    uploads_.resume();
    server_ = net::Server::start(
        options(settings), [this](const net::Request& request) { return api::handle(app_, request); },
        [this](const net::Request& request) { return api::admit(app_, request); });
    courier_.start();
    hooks_.start();
    sweeper_.start();
    app_.ready = true;
}

// The other way round: nobody new comes in, what runs ends, then the rooms close.
House::~House() {
    app_.ready = false;
    live_.stop();
    server_->stop();
    hooks_.stop();
    courier_.stop();
    uploads_.stop();
    sweeper_.stop();
    followers_.stop();
}

courier::HookData House::hook_data() {
    return [this](db::Tx& tx, Id workspace, const model::Entry& entry) {
        return api::hook_data(app_, tx, workspace, entry);
    };
}

// What nobody needs any more, on its day.
void House::sweep() {
    sessions_.sweep();
    idempotency_.sweep();
    uploads_.sweep();
    ground_.truth->write([&](db::Tx& tx) {
        store::sweep_visitors(tx, ground_.clock.now());
        store::forget_pushes(tx, ground_.clock.now() - pushes_known_ms);
        store::sweep_hook_deliveries(tx, ground_.clock.now() - hook_log_ms, hook_log_most);
    });
    auto yesterday = ground_.clock.now() - day_ms;
    ground_.files.sweep(yesterday);
    // A sixteenth of the files each hour.
    std::string digit(1, "0123456789abcdef"[ground_.clock.now().ms / hour_ms % 16]);
    ground_.files.sweep_unused(digit[0], yesterday, [&](Id workspace) {
        return ground_.store.read([&](db::Tx& tx) { return store::files_in_use(tx, workspace, digit); });
    });
}

std::uint16_t House::port() const {
    return server_->port();
}
}  // namespace server
