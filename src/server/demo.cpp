#include <fmt/format.h>

#include "server/commands.hpp"
#include "server/house.hpp"

namespace server {
int demo(const std::string& listen, double) {
    Signals signals;
    SystemClock clock;
    auto ground = Ground::in_memory(clock);
    Settings settings;
    settings.listen = listen;
    House house(*ground, settings);
    fmt::print("The demo is at http://{}:{}\n", address(listen).host, house.port());
    std::fflush(stdout);
    signals.wait();
    return 0;
}
}  // namespace server
