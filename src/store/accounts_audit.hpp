#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "store/store.hpp"

// Who changed what in a workspace; append-only.
namespace store {

struct AuditEntry {
    Id id;
    Time at;
    std::string actor;
    Id actor_id;  // of the member; none for keys and the program itself
    std::string action;
    std::string target;
    json::object details;
};

// In the transaction of the change. `action` is a noun and a past participle: "member_invited".
void audit(Change&, std::string_view action, std::string_view target, const json::object& details = {});

struct AuditFilter {
    std::string actor = {};       // name, exactly; empty: anybody
    std::string action = {};      // exactly; empty: anything
    Id before = {};               // only entries older than this one
    Time since = {}, until = {};  // only entries from `since` on, and before `until`
    std::size_t limit = 50;
};
// Newest first.
std::vector<AuditEntry> audit_entries(db::Tx&, Id workspace, const AuditFilter&);

// Everybody and everything that stands in the log, by name: what it can be filtered by.
struct AuditChoices {
    std::vector<std::string> actors, actions;
};
AuditChoices audit_choices(db::Tx&, Id workspace);

}  // namespace store
