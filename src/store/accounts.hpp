#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/seal.hpp"
#include "store/accounts_audit.hpp"
#include "store/accounts_passwords.hpp"
#include "store/actor.hpp"

namespace store {

// What everything that changes accounts stands on. All of it outlives the classes below.
struct Means {
    Store& store;
    Random& random;  // unpredictable: tokens and keys come from here
    const Seal& seal;
    Passwords& passwords;
};

struct Workspace {
    Id id;
    std::string name;
    Time created_at;
};

// A member as one workspace sees him.
struct Member {
    Id id;
    std::string name;
    std::string email;
    Role role = Role::viewer;
    Time created_at;    // of the membership
    Time disabled_at;   // in this workspace
    Time last_seen_at;  // anywhere
};

// A workspace as one member sees it.
struct Place {
    Workspace workspace;
    Role role = Role::viewer;
};

struct Profile {
    Id id;
    std::string name;
    std::string email;
    json::object preferences;
    Time created_at;
    Time last_seen_at;
};

// The address in the one spelling that is stored: trimmed, ASCII letters small. Throws
// Error{bad_request} at "email" when it cannot be a mail address.
std::string mail_address(std::string_view typed);

// Workspaces, members and memberships. Every change checks the role of the actor against the member
// concerned, writes the audit log and the journal in its own transaction. Safe from any thread.
class Accounts {
public:
    explicit Accounts(Means means) : means_(means) {}

    // The first workspace and its owner; Error{conflict} once a member exists.
    struct Setup {
        std::string workspace, name, email, password;
    };
    Actor set_up(const Setup&);
    bool needs_setup();

    Workspace add_workspace(const Actor& owner, std::string_view name);
    Workspace rename_workspace(const Actor&, std::string_view name);  // the actor's own
    std::optional<Workspace> workspace(Id);
    std::vector<Workspace> workspaces();
    // 32 bytes that tag what only this workspace can have made.
    std::string signing_key(Id workspace);

    std::vector<Member> members(Id workspace);
    std::optional<Member> member(Id workspace, Id member);
    // A member made without an invitation, on the command line. Error{conflict} when already there.
    Member add_member(const Actor&, std::string_view name, std::string_view email, Role,
                      std::string_view password);

    // Nobody may change somebody above himself or raise anybody above himself, and the last active
    // owner stays: Error{forbidden}, Error{conflict}; Error{not_found} for a member of elsewhere.
    Member change_role(const Actor&, Id member, Role);
    Member disable(const Actor&, Id member);
    Member enable(const Actor&, Id member);
    void remove(const Actor&, Id member);

    // The member with this address and password, if he is active anywhere.
    std::optional<Id> authenticate(std::string_view email, std::string_view password);
    std::optional<Profile> profile(Id member);
    std::optional<Id> member_with(std::string_view email);
    // Where the member is active; the first one joined comes first.
    std::vector<Place> places(Id member);
    void rename(const Actor&, std::string_view name);
    void set_preferences(Id member, const json::object&);
    // Error{bad_request} at "password.old" when that is wrong. Ends the member's other sessions.
    void change_password(const Actor&, std::string_view old, std::string_view fresh,
                         std::string_view session_hash);
    // Without knowing the old one: for the command line. Ends all sessions.
    void reset_password(const Actor&, Id member, std::string_view fresh);

private:
    Means means_;
};

// For the other account classes: a membership of the actor's workspace, made or renewed.
void join(Change&, Id member, Role);
// A new member, still without a membership.
void enrol(Change&, Id member, std::string_view email, std::string_view name, std::string_view password_hash);
// Ends the member's sessions, except the one with this token hash.
void end_sessions(db::Tx&, Id member, std::string_view except = {});

// Wakes the listeners of topic "access" after the commit: somebody may have lost what he could hear.
void tell_access_changed(db::Tx&);

}  // namespace store
