#pragma once
#include <mutex>
#include <string>
#include <thread>

#include "db/listeners.hpp"
#include "db/postgres_connection.hpp"

namespace db::postgres {

// The NOTIFY channel of a database or schema; the topic travels as the payload.
std::string notify_channel(const PostgresOptions&);

// One connection that LISTENs, on a thread of its own, for all topics. What came while it was down is made up
// for by announcing every topic when it is back.
class Listener {
public:
    Listener(const PostgresOptions&, Listeners&);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Connects on the first call; later ones do nothing.
    void start();

private:
    void serve();
    void follow();
    // Waits for the line (or only for the time, when it is -1); false when it is time to stop.
    bool wait(int line, int milliseconds) const;

    const PostgresOptions& options_;
    Listeners& listeners_;
    int stop_;  // an eventfd: readable when it is time to stop
    std::once_flag started_;
    std::thread thread_;
};

}  // namespace db::postgres
