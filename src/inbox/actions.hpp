#pragma once
#include <string>
#include <vector>

#include "store/conversations.hpp"
#include "store/drafts.hpp"

// What a member does with a conversation: each deed is a record, and so can be seen and undone.
namespace inbox {

// All of these throw Error{not_found} for a conversation that is not in this workspace, and do nothing
// when the state is so already (closing what is closed).
void close(store::Change&, Id conversation, std::string_view reason, Id bulk = {});
void reopen(store::Change&, Id conversation, Id bulk = {});
void snooze(store::Change&, Id conversation, Time until, Id bulk = {});  // until must lie ahead
void wake(store::Change&, Id conversation, Id bulk = {});
void assign(store::Change&, Id conversation, Id member, std::string_view member_name, Id bulk = {});
void unassign(store::Change&, Id conversation, Id bulk = {});
void label(store::Change&, Id conversation, std::string_view label, Id bulk = {});  // 1–60 characters
void unlabel(store::Change&, Id conversation, std::string_view label, Id bulk = {});

enum class Action { close, reopen, assign, unassign, snooze, label, unlabel };
std::optional<Action> action(std::string_view name);

struct BulkDone {
    Id id;
    std::int64_t changed = 0;
};
// `value`: reason, label or RFC 3339 time; `member` and its name for assign.
BulkDone bulk(store::Change&, const std::vector<Id>& conversations, Action, std::string_view value,
              Id member = {}, std::string_view member_name = {});
// Puts back what the bulk changed, unless somebody has changed it since. Within a day.
std::int64_t undo_bulk(store::Change&, Id bulk);

}  // namespace inbox
