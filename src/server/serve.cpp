#include <cstdio>
#include <malloc.h>
#include <signal.h>

#include <fmt/format.h>

#include "base/log.hpp"
#include "db/migrations.hpp"
#include "server/commands.hpp"
#include "server/house.hpp"

namespace server {
namespace {
sigset_t ending() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}
}  // namespace

// Blocked here, the signals are blocked in every thread started later, and only wait() takes them.
Signals::Signals() {
    auto set = ending();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

void Signals::wait() {
    auto set = ending();
    int got = 0;
    sigwait(&set, &got);
}

int serve(const Settings& given) {
    Signals signals;
    auto settings = given;
    settings.serves = true;
    Ground ground(settings);
    House house(ground, settings);
    auto where = address(settings.listen);
    fmt::print("Rapport is at http://{}:{}\n", where.host == "0.0.0.0" ? "127.0.0.1" : where.host,
               house.port());
    if (ground.accounts.needs_setup())
        fmt::print("Nobody is here yet: open the page to make the first workspace and its owner.\n");
    std::fflush(stdout);
    ::malloc_trim(0);
    signals.wait();
    logging::info("stopping");
    return 0;
}

int migrate(const Settings& settings) {
    Ground ground(settings);
    fmt::print("The database is at version {}.\n", db::schema_version(*ground.truth, "rapport"));
    return 0;
}
}  // namespace server
