#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "store/accounts.hpp"

namespace store {

// What was answered to a write.
struct StoredAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// The memory of writes that carried an Idempotency-Key: 24 hours, answers sealed (they may hold a
// secret that is shown once). First the key is claimed, then the work is done, then the answer kept;
// a program that dies in between leaves a claim that goes stale. Safe from any thread.
class Idempotency {
public:
    static constexpr std::int64_t lifetime_ms = day_ms;
    static constexpr std::int64_t stale_ms = 20 * second_ms;

    explicit Idempotency(Means means) : means_(means) {}

    struct Claimed {};    // do the work, then keep() or release()
    struct Reclaimed {};  // the same, but somebody may have done it before and died without telling
    struct Underway {};   // another request with this key is at work
    struct Mismatch {};   // the key was used for something else
    struct Done {};       // it was done, but the program died before it could keep the answer
    using Claim = std::variant<Claimed, Reclaimed, Underway, Mismatch, Done, StoredAnswer>;

    // `request`: everything that makes the request what it is; only a hash of it is stored.
    Claim claim(const Actor&, std::string_view key, std::string_view request);
    void keep(const Actor&, std::string_view key, const StoredAnswer&);
    void release(const Actor&, std::string_view key);

    // Claims of a process that is surely gone: at start, when no other node uses the database.
    void abandon();
    void sweep();

private:
    Means means_;
};

// In the transaction of the work itself: from its commit on, the key counts as done.
void mark_done(Change&, std::string_view key);

}  // namespace store
