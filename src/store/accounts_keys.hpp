#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/accounts.hpp"

namespace store {

struct ApiKey {
    Id id;
    std::string name;
    Role role = Role::viewer;
    std::string prefix;  // its first characters, to recognise it by
    Id created_by;
    std::string created_by_name;
    Time created_at, last_used_at, revoked_at;
};

// Keys for programs: "rk_" and 256 random bits, good for one workspace and one role, stored hashed and
// shown once. Safe from any thread.
class ApiKeys {
public:
    explicit ApiKeys(Means means) : means_(means) {}

    struct Added {
        ApiKey key;
        std::string secret;
    };
    // Error{forbidden} for a role above the actor's own.
    Added add(const Actor&, std::string_view name, Role);
    std::vector<ApiKey> list(Id workspace);  // newest first, revoked ones too
    void revoke(const Actor&, Id key);       // Error{not_found}; twice is the same as once

    // Who bears this secret, if it holds.
    std::optional<Actor> find(std::string_view secret);
    // Whether it still does.
    bool holds(Id workspace, Id key);
    // Notes the use; writes at most once in five minutes.
    void touch(const Actor&);

private:
    Means means_;
};

}  // namespace store
