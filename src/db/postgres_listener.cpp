#include "db/postgres_listener.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.hpp"

namespace db::postgres {
namespace {

constexpr int pause_ms = 1000, forever = -1;

struct FreeNotify {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
};

void announce_arrived(PGconn* line, Listeners& listeners) {
    while (const auto arrived = std::unique_ptr<PGnotify, FreeNotify>(PQnotifies(line)))
        listeners.announce(arrived->extra);
}

void listen(PGconn* line, const std::string& channel) {
    const Result result(PQexec(line, ("LISTEN " + quoted(line, channel)).c_str()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw failure_of(line, result.get(), "LISTEN").error;
}

}  // namespace

std::string notify_channel(const PostgresOptions& options) {
    return options.schema.empty() ? "rapport" : options.schema;
}

Listener::Listener(const PostgresOptions& options, Listeners& listeners)
    : options_(options), listeners_(listeners), stop_(::eventfd(0, EFD_CLOEXEC)) {}

Listener::~Listener() {
    ::eventfd_write(stop_, 1);
    if (thread_.joinable()) thread_.join();
    ::close(stop_);
}

void Listener::start() {
    std::call_once(started_, [this] { thread_ = std::thread([this] { serve(); }); });
}

void Listener::serve() {
    do {
        try {
            follow();
            return;
        } catch (const std::exception& error) {
            logging::warning("db.listen_failed", {{"error", error.what()}});
        }
    } while (wait(-1, pause_ms));
}

// Returns when it is time to stop; throws when the line is lost.
void Listener::follow() {
    const Line line = connect(options_);
    listen(line.get(), notify_channel(options_));
    listeners_.announce_all();
    while (wait(PQsocket(line.get()), forever)) {
        if (!PQconsumeInput(line.get()))
            throw Error{Code::unavailable, "The connection that listens to PostgreSQL was lost."};
        announce_arrived(line.get(), listeners_);
    }
}

bool Listener::wait(int line, int milliseconds) const {
    std::array<pollfd, 2> watched = {pollfd{stop_, POLLIN, 0}, pollfd{line, POLLIN, 0}};
    ::poll(watched.data(), watched.size(), milliseconds);
    return watched[0].revents == 0;
}

}  // namespace db::postgres
