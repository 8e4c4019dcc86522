#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace store {

// What a member or an API key may do in one workspace; each includes those before it.
enum class Role { viewer, agent, admin, owner };
std::string_view name(Role);                      // "viewer" …
std::optional<Role> role(std::string_view name);  // nullopt for any other word

// Who does something: already authorised in `workspace`. A member, an API key (no member), or, with
// neither, the program itself.
struct Actor {
    Id workspace;
    Id member = {};
    Id key = {};
    std::string name = "system";  // as written into records: the member's name, "key NAME", "system"
    Role role = Role::viewer;

    static Actor system(Id workspace) { return {.workspace = workspace, .role = Role::owner}; }
};

}  // namespace store
