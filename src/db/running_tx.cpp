#include "db/running_tx.hpp"

#include "base/error.hpp"
#include "base/log.hpp"

namespace db {
namespace {
thread_local std::vector<const void*> inside;
}

template <class F>
auto RunningTx::guarded(F&& work) {
    require_sound();
    try {
        return work();
    } catch (...) {
        if (!failure_) failure_ = std::current_exception();
        throw;
    }
}

void RunningTx::select(std::string_view sql, std::span<const Value> args, const Visit& visit) {
    guarded([&] { do_select(sql, args, visit); });
}

void RunningTx::scan(std::string_view sql, std::span<const Value> args, const Visit& visit) {
    guarded([&] { do_scan(sql, args, visit); });
}

std::int64_t RunningTx::change(std::string_view sql, std::span<const Value> args) {
    return guarded([&] { return do_change(sql, args); });
}

void RunningTx::send(std::string_view sql, std::span<const Value> args) {
    guarded([&] { do_send(sql, args); });
}

void RunningTx::script(std::string_view sql) {
    guarded([&] { do_script(sql); });
}

void RunningTx::announce(std::string_view topic) {
    guarded([&] { do_announce(topic); });
}

void RunningTx::require_sound() const {
    if (failure_) std::rethrow_exception(failure_);
}

Inside::Inside(const void* database) {
    refuse(database);
    inside.push_back(database);
}

Inside::~Inside() {
    inside.pop_back();
}

void Inside::refuse(const void* database) {
    if (std::find(inside.begin(), inside.end(), database) == inside.end()) return;
    throw Error{Code::internal, "A transaction was started inside another one of the same database."};
}

void run_hooks(const Hooks& hooks) noexcept {
    for (const auto& hook : hooks) {
        try {
            hook();
        } catch (const std::exception& e) {
            logging::error("db.after_commit_failed", {{"error", e.what()}});
        }
    }
}

}  // namespace db
