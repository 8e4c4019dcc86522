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

    // `node` names the process in its claims, in this life and the next; no other that lives has this name.
    explicit Idempotency(Means means, std::string node = "this node")
        : means_(means), node_(std::move(node)) {}

    struct Claimed {};    // do the work, then keep() or release()
    struct Reclaimed {};  // the same, but somebody may have done it before and died without telling
    struct Underway {};   // another request with this key is at work
    struct Mismatch {};   // the key was used for something else
    struct Done {         // its changes were made, but the program died before it could keep the answer
        std::string outcomes;
    };
    using Claim = std::variant<Claimed, Reclaimed, Underway, Mismatch, Done, StoredAnswer>;

    // `request`: everything that makes the request what it is; only a hash of it is stored.
    Claim claim(const Actor&, std::string_view key, std::string_view request);
    void keep(const Actor&, std::string_view key, const StoredAnswer&);
    void release(const Actor&, std::string_view key);

    // At start: claims of this node's last life, which is surely over.
    void abandon();
    void sweep();
    // What a fresh claim is marked with; see mark_done.
    const std::string& node() const { return node_; }

private:
    Means means_;
    const std::string node_;
};

// In the transaction of the work itself: from its commit on, the key counts as done, with `outcomes` to make
// the answer from. `before` are the outcomes of the request's earlier changes, the node for the first. Throws
// Error{conflict} when somebody else took the key over meanwhile, so that nothing is done twice.
void mark_done(Change&, std::string_view key, std::string_view before, std::string_view outcomes);

}  // namespace store
