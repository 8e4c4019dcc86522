#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

// Tables hook, hook_progress: other systems that hear what happens in a workspace.
namespace store {

struct Hook {
    Id workspace, id;
    std::string url, description;
    std::vector<std::string> events;
    std::string secrets;  // sealed
    std::string made_by;
    Time created_at;
    std::int64_t since = 0;  // hears what the journal has after this
    Time paused_at;
    std::string paused_why;  // "" when a member paused it
    Time failing_since;      // nothing has been taken since then
};

// Hears from now on.
Id add_hook(Change&, Hook);
// Everything but who made it and when.
void change_hook(Change&, const Hook&);
// While it is paused nothing is sent and nothing is kept for it; resumed, it hears from then on.
void pause_hook(Change&, Id hook, std::string_view why = {});
void resume_hook(Change&, Id hook);
void remove_hook(Change&, Id hook);  // and its log
std::optional<Hook> hook(db::Tx&, Id workspace, Id id);
std::vector<Hook> hooks(db::Tx&, Id workspace);
// Those where a hook hears.
std::vector<Id> workspaces_with_hooks(db::Tx&);

// The seq up to which the journal has been read for hooks.
std::int64_t hook_progress(db::Tx&, Id workspace);
// False when another node has read on meanwhile. Holds others back until the transaction ends.
bool move_hook_progress(Change&, std::int64_t from, std::int64_t to);

}  // namespace store
