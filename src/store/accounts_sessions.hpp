#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/accounts.hpp"

namespace store {

// A session that holds, and where its member is active; the workspace joined first comes first.
struct Login {
    struct Seat {
        Id workspace;
        Role role = Role::viewer;
    };
    std::string hash;  // names the session without being its secret
    Id member;
    std::string name;
    Time seen_at;
    std::vector<Seat> seats;
};

// A logged-in browser, as its member sees it.
struct Browser {
    std::string hash, agent;
    Time created_at, seen_at;
};

// Logged-in browsers. The token is 256 random bits and only its hash is stored. A session ends 30 days
// after it was last used. Safe from any thread.
class Sessions {
public:
    static constexpr std::int64_t lifetime_ms = 30 * day_ms;

    explicit Sessions(Means means) : means_(means) {}

    // The token, known to nobody else. `agent`: the browser's own words, cut to 200 bytes.
    std::string begin(Id member, std::string_view agent);
    std::optional<Login> find(std::string_view token);
    // Until when this session holds, if its member is active in this workspace; else Time{}.
    Time holds(const std::string& hash, Id workspace);
    // Notes that the session is in use and prolongs it; writes at most once in five minutes.
    void touch(const Login&);
    void end(const std::string& hash);
    // The member's browsers, the one used last first.
    std::vector<Browser> list(Id member);
    // Logs one browser of the actor's own out, or all but one; nothing happens when there is none.
    void end_own(const Actor&, std::string_view hash);
    void end_others(const Actor&, std::string_view but);
    // Removes what expired.
    void sweep();

private:
    Means means_;
};

}  // namespace store
