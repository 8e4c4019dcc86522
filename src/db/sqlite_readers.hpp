#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/listeners.hpp"
#include "db/sqlite_connection.hpp"

namespace db::sqlite {

// Connections that only read, opened as they are first needed; who finds none free waits.
class Readers {
public:
    using Work = std::function<void(Tx&)>;

    Readers(std::string path, int most, Durability durability, Listeners& listeners)
        : path_(std::move(path)), most_(most), durability_(durability), listeners_(listeners) {}

    void run(const Work&);

private:
    class Lease;

    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection>);

    const std::string path_;
    const int most_;
    const Durability durability_;
    Listeners& listeners_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    int open_ = 0;
};

}  // namespace db::sqlite
