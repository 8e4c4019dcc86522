#pragma once
#include <exception>
#include <functional>
#include <string_view>
#include <vector>

#include "db/database.hpp"

// What the transactions of both databases share.
namespace db {

using Hooks = std::vector<std::function<void()>>;

// Remembers the first failure: PostgreSQL has lost the transaction then, so SQLite must behave the same, or
// code that swallows an error would pass the one and break on the other.
class RunningTx : public Tx {
public:
    void select(std::string_view sql, std::span<const Value> args, const Visit& visit) final;
    void scan(std::string_view sql, std::span<const Value> args, const Visit& visit) final;
    std::int64_t change(std::string_view sql, std::span<const Value> args) final;
    void send(std::string_view sql, std::span<const Value> args) final;
    void script(std::string_view sql) final;
    void announce(std::string_view topic) final;
    void after_commit(std::function<void()> work) final { hooks_.push_back(std::move(work)); }

    // Throws the first failure again if the function swallowed it. Call before COMMIT.
    void require_sound() const;
    Hooks take_hooks() { return std::move(hooks_); }

protected:
    virtual void do_select(std::string_view sql, std::span<const Value> args, const Visit& visit) = 0;
    virtual void do_scan(std::string_view sql, std::span<const Value> args, const Visit& visit) = 0;
    virtual std::int64_t do_change(std::string_view sql, std::span<const Value> args) = 0;
    virtual void do_send(std::string_view sql, std::span<const Value> args) { do_change(sql, args); }
    virtual void do_script(std::string_view sql) = 0;
    virtual void do_announce(std::string_view topic) = 0;

private:
    template <class F>
    auto guarded(F&& work);

    Hooks hooks_;
    std::exception_ptr failure_;
};

// While it lives, this thread works inside a transaction of `database`; a second one throws.
class Inside {
public:
    explicit Inside(const void* database);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    // Throws if this thread is inside a transaction of `database`.
    static void refuse(const void* database);
};

// Runs them all; one that throws is only logged, because the transaction has already happened.
void run_hooks(const Hooks&) noexcept;

}  // namespace db
