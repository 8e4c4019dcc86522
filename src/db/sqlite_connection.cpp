#include "db/sqlite_connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/error.hpp"
#include "db/sqlite_error.hpp"

namespace db::sqlite {
namespace {

// SQL is written as constants, so a cache that overflows holds generated text that will not come back.
constexpr std::size_t most_cached = 500;

constexpr int patience_ms = 10'000;

int open_flags(const std::string& path, Role role) {
    const int shared = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (role == Role::reader) return shared | SQLITE_OPEN_READONLY;
    const int memory = path == ":memory:" ? SQLITE_OPEN_MEMORY : 0;
    return shared | memory | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

// Without its count of memory SQLite takes no lock of the whole process for each small piece.
void prepare_library() {
    static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(once);
}

bool in_memory(sqlite3* connection) {
    const char* name = sqlite3_db_filename(connection, "main");
    return !name || !*name;
}

// What PostgreSQL would refuse or do otherwise must not pass unseen on SQLite.
constexpr std::string_view like_postgres = "PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON;";

// 16 KiB pages, rare checkpoints and a large cache: measured together they half again the speed of
// importing. Deleted content is overwritten in the file of truth, so that erasing a person does erase.
constexpr std::string_view truth =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON;";
constexpr std::string_view derived =
    "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -131072; PRAGMA secure_delete = FAST;";

}  // namespace

void Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

// SQLite would let everybody read what it makes; its log takes the permissions of the file.
void make_private(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) ::close(descriptor);
}

// A statement on loan: reset and back in its slot at the end, however that comes.
class Connection::Lease {
public:
    Lease(Connection& connection, std::string_view sql, std::span<const Value> args)
        : connection_(connection), slot_(connection.slot(sql)), statement_(std::move(slot_)) {
        if (!statement_) statement_ = std::make_unique<Statement>(*connection.handle_, sql);
        if (!connection.writes_allowed_ && !statement_->reads_only())
            throw Error{Code::internal, "A reading transaction tried to write.", std::string(sql)};
        ++connection.on_loan_;
        try {
            statement_->bind(args);
        } catch (...) {
            finish();
            throw;
        }
    }
    ~Lease() { finish(); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Statement* operator->() const { return statement_.get(); }

private:
    // One that ran inside a visit of itself finds its slot filled: either will do.
    void finish() {
        statement_->reset();
        slot_ = std::move(statement_);
        --connection_.on_loan_;
    }

    Connection& connection_;
    Slot& slot_;
    Slot statement_;
};

Connection::Connection(const std::string& path, Role role, Durability durability) {
    prepare_library();
    if (role != Role::reader && path != ":memory:") make_private(path);
    sqlite3* raw = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &raw, open_flags(path, role), nullptr);
    handle_.reset(raw);
    if (result != SQLITE_OK) fail_to_open(path, raw, result);
    configure(role, durability);
}

void Connection::configure(Role role, Durability durability) {
    sqlite3* raw = handle_.get();
    sqlite3_busy_timeout(raw, patience_ms);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // A cached statement keeps its plan, whatever is bound to it.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    script(like_postgres);
    if (role != Role::checkpointer) sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (role == Role::reader) {
        script("PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;");
        allow_writes(false);
    } else if (!in_memory(raw)) {
        configure_writer(role, durability);
    }
}

void Connection::configure_writer(Role role, Durability durability) {
    script("PRAGMA page_size = 16384; PRAGMA temp_store = MEMORY;");
    require_wal();
    script(durability == Durability::full ? truth : derived);
    script(role == Role::checkpointer
               ? "PRAGMA wal_autocheckpoint = 20000; PRAGMA journal_size_limit = 536870912"
               : "PRAGMA wal_autocheckpoint = 0");
}

void Connection::require_wal() {
    std::string mode;
    select("PRAGMA journal_mode = WAL", {}, [&](Row& row) {
        mode = row.text(0);
        return true;
    });
    if (mode == "wal") return;
    throw Error{
        Code::unavailable,
        fmt::format(
            "{} lies on a file system without shared memory (a network drive?): choose a local folder.",
            sqlite3_db_filename(handle_.get(), "main"))};
}

void Connection::select(std::string_view sql, std::span<const Value> args, const Visit& visit) {
    const Lease statement(*this, sql, args);
    bool wanted = true;
    while (statement->step()) {
        if (!wanted) continue;
        Row row = statement->row();
        wanted = visit(row);
        // A statement that writes is run to its end, or its constraints would not be checked.
        if (!wanted && statement->reads_only()) return;
    }
}

std::int64_t Connection::change(std::string_view sql, std::span<const Value> args) {
    const Lease statement(*this, sql, args);
    const auto before = sqlite3_total_changes64(handle_.get());
    while (statement->step()) {
    }
    // sqlite3_changes() still tells of an earlier statement when this one changed nothing.
    return sqlite3_total_changes64(handle_.get()) == before ? 0 : sqlite3_changes64(handle_.get());
}

void Connection::script(std::string_view sql) {
    if (!writes_allowed_) throw Error{Code::internal, "A reading transaction tried to run a script."};
    const int result = sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) fail(*handle_, result, sql);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

void Connection::rollback() noexcept {
    if (in_transaction()) sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Connection::Slot& Connection::slot(std::string_view sql) {
    if (const auto found = idle_.find(sql); found != idle_.end()) return found->second;
    if (idle_.size() >= most_cached && on_loan_ == 0) idle_.clear();
    return idle_[std::string(sql)];
}

}  // namespace db::sqlite
