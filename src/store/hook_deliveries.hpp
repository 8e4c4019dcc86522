#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

// Tables hook_delivery, hook_attempt: each event on its way to each hook that hears it, and what came of it.
namespace store {

// queued → sending → delivered | failed | queued again later; ended ones → queued by a member.
struct HookDelivery {
    Id workspace = {}, id = {}, hook = {};
    std::int64_t seq = 0;  // of the event in the journal; 0 for a test
    std::string type = {};
    Time at = {};  // of the event
    std::string state = {};
    std::int64_t tries = 0;  // since it was queued last by somebody
    Time run_at = {}, ended_at = {};

    // The same for every try and every hook that hears the event.
    std::string webhook_id() const;
};

struct HookAttempt {
    Id id = {};
    Time at = {};
    std::int64_t status = 0;  // 0: there was no answer
    std::int64_t duration_ms = 0;
    std::string error = {};   // a sentence, when it was not taken
    std::string answer = {};  // its first kilobyte, as text
};

// Due at once. Nothing when the hook has this event already.
Id add_hook_delivery(Change&, const HookDelivery&);
std::optional<HookDelivery> hook_delivery(db::Tx&, Id workspace, Id id);
// Newest first; of every state when none is named.
std::vector<HookDelivery> hook_deliveries(db::Tx&, Id workspace, Id hook, std::string_view state, Id before,
                                          std::size_t limit);
std::vector<HookAttempt> hook_attempts(db::Tx&, Id workspace, Id delivery);  // oldest first
// The newest of each; deliveries that were not tried are left out.
std::vector<std::pair<Id, HookAttempt>> last_hook_attempts(db::Tx&, Id workspace, const std::vector<Id>& ids);

// What somebody who looks at a hook wants to know first.
struct HookSums {
    std::int64_t waiting = 0, failed = 0;
    Time last_delivered_at = {};
};
HookSums hook_sums(db::Tx&, Id workspace, Id hook);

// Ended ones are sent again from the beginning of the schedule. How many.
bool requeue_hook_delivery(Change&, Id id);
std::int64_t requeue_failed_hook_deliveries(Change&, Id hook, Time since);

// Hooks for which something is due.
struct DueHook {
    Id workspace, hook;
    auto operator<=>(const DueHook&) const = default;
};
std::vector<DueHook> due_hooks(db::Tx&, Time now);
Time next_hook_delivery(db::Tx&, Time after);  // none when nothing is queued for later
// Takes the oldest event that is due: it is `sending` until `until`.
std::optional<HookDelivery> take_hook_delivery(db::Tx&, DueHook, Time now, std::string_view owner,
                                               Time until);
// Those whose node fell silent, and those of `owner` itself from an earlier life, are queued again.
void free_hook_deliveries(db::Tx&, Time now, std::string_view owner);
// Writes down a try and where it leads; nothing when the delivery is gone.
void settle_hook_delivery(Change&, const HookDelivery&, const HookAttempt&, std::string_view state,
                          Time run_at);

// Hooks for which more than `most` events wait.
std::vector<DueHook> overfull_hooks(db::Tx&, std::int64_t most);
// What waits has failed, to be sent again by a member or never.
void give_up_hook_deliveries(Change&, Id hook);

// What ended before that goes, with its tries, and of what remains all but the newest `most` of each hook.
void sweep_hook_deliveries(db::Tx&, Time before, std::size_t most);

}  // namespace store
