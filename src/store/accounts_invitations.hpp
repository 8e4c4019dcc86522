#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/accounts.hpp"

namespace store {

struct Invitation {
    Id id;
    Id workspace;
    std::string workspace_name;
    std::string email;
    Role role = Role::viewer;
    std::string invited_by;  // name of a member or key
    Time created_at, expires_at, accepted_at;
};

// Invitations into a workspace: whoever has the link may join once, within seven days. Only a hash of
// the link's token is stored. Safe from any thread.
class Invitations {
public:
    static constexpr std::int64_t lifetime_ms = 7 * day_ms;

    explicit Invitations(Means means) : means_(means) {}

    struct Added {
        Invitation invitation;
        std::string token;
    };
    // Replaces an open invitation to the same address. Error{forbidden} for a role above the actor's
    // own, Error{conflict} at "email" for somebody who is a member already.
    Added add(const Actor&, std::string_view email, Role);
    std::vector<Invitation> list(Id workspace);  // newest first
    void revoke(const Actor&, Id invitation);    // Error{not_found}

    // Open ones only: nullopt when expired, accepted or unknown.
    std::optional<Invitation> find(std::string_view token);
    // Joins the workspace: a new member with this name and password, or the one who already has the
    // invited address and proves it by his password. Error{gone}, Error{bad_request} at a field.
    Actor accept(std::string_view token, std::string_view name, std::string_view password);

private:
    Means means_;
};

}  // namespace store
