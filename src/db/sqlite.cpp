#include <filesystem>

#include "base/error.hpp"
#include "db/file_lock.hpp"
#include "db/listeners.hpp"
#include "db/sqlite_connection.hpp"
#include "db/sqlite_readers.hpp"
#include "db/sqlite_tx.hpp"
#include "db/sqlite_writer.hpp"

namespace db {
namespace {

using sqlite::Connection;
using sqlite::Role;

// Next to the file itself, whatever links lead to it.
std::string lock_path(const std::string& path) {
    const auto real = std::filesystem::weakly_canonical(path);
    if (!std::filesystem::is_directory(real.parent_path()))
        throw Error{Code::unavailable,
                    fmt::format("The folder {} does not exist: create it or choose another one.",
                                real.parent_path().string())};
    return real.string() + ".lock";
}

Role role_of(const FileLock& lock, const SqliteOptions& options) {
    if (lock.held()) return Role::checkpointer;
    if (!options.serve) return Role::guest;
    throw Error{Code::conflict,
                fmt::format("Another rapport already works with {}: stop it, or choose another folder.",
                            options.path)};
}

class File final : public Database {
public:
    explicit File(const SqliteOptions& options)
        : lock_(lock_path(options.path)),
          writer_(Connection(options.path, role_of(lock_, options), options.durability), listeners_, this),
          readers_(options.path, std::max(options.readers, 1), options.durability, listeners_) {}
    ~File() override { listeners_.stop(); }

    Dialect dialect() const override { return Dialect::sqlite; }
    std::shared_ptr<void> listen(std::string topic, std::function<void()> heard) override {
        return listeners_.add(std::move(topic), std::move(heard));
    }

protected:
    void run_read(const Work& work) override {
        const Inside inside(this);
        readers_.run(work);
    }
    void run_write(const Work& work) override {
        Inside::refuse(this);
        writer_.run(work);
    }

private:
    // Destroyed from below: the readers close before the writer, whose close then checkpoints.
    Listeners listeners_;
    FileLock lock_;
    sqlite::Writer writer_;
    sqlite::Readers readers_;
};

class Memory final : public Database {
public:
    Memory() : connection_(":memory:", Role::checkpointer, Durability::derived) {}
    ~Memory() override { listeners_.stop(); }

    Dialect dialect() const override { return Dialect::sqlite; }
    std::shared_ptr<void> listen(std::string topic, std::function<void()> heard) override {
        return listeners_.add(std::move(topic), std::move(heard));
    }

protected:
    void run_read(const Work& work) override { run(work, false, "BEGIN"); }
    void run_write(const Work& work) override { run(work, true, "BEGIN IMMEDIATE"); }

private:
    void run(const Work& work, bool writes, std::string_view begin) {
        const Inside inside(this);
        const std::lock_guard lock(mutex_);
        connection_.allow_writes(true);
        connection_.change(begin, {});
        try {
            sqlite::Transaction tx(connection_, listeners_);
            connection_.allow_writes(writes);
            work(tx);
            tx.require_sound();
            connection_.change("COMMIT", {});
            run_hooks(tx.take_hooks());
        } catch (...) {
            connection_.rollback();
            throw;
        }
    }

    Listeners listeners_;
    std::mutex mutex_;
    Connection connection_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteOptions& options) {
    if (options.path == ":memory:") return std::make_unique<Memory>();
    return std::make_unique<File>(options);
}

}  // namespace db
