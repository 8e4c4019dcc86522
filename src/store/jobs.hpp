#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"

// Table job: durable work to do once.
namespace store {

// A job whose message answers another of ours is not due before that one has been sent.
// queued → sending → sent | failed | unknown; queued → cancelled by an undo; failed → queued by a retry.
struct Job {
    Id workspace, id;
    std::string kind;  // "send"
    std::string state;
    Id channel, message;
    json::object payload;
    Time run_at;
    std::int64_t attempts = 0;
    std::string error;
    Time changed_at;
};

Id add_job(Change&, Job);
std::optional<Job> job(db::Tx&, Id workspace, Id id);
std::optional<Job> job_of_message(db::Tx&, Id workspace, Id message);
std::unordered_map<Id, Job> jobs_of_messages(db::Tx&, Id workspace, const std::vector<Id>& messages);

// Takes up to `limit` due jobs of any workspace for `owner` until `until`: they are `sending` from then
// on, durably, before anything leaves the house.
std::vector<Job> take_due(db::Tx&, Time now, std::string_view owner, Time until, std::size_t limit);
// Jobs whose owner vanished while sending, and those of `owner` itself, who asks when it is sending nothing.
std::vector<Job> abandoned(db::Tx&, Time now, std::string_view owner, std::size_t limit);
// Such a job becomes `unknown`; false when it is in other hands or at its end meanwhile.
bool give_up(Change&, const Job&, std::string_view owner, std::string_view error);
// `owner` lives and goes on sending what it sends until `until`.
void renew_jobs(db::Tx&, std::string_view owner, Time until);
// Jobs in state `unknown` that nobody looked at since `before`, oldest first.
std::vector<Job> doubtful(db::Tx&, Time before, std::size_t limit);

// Moves a job on. `from` guards against somebody having been faster: false when it was not in it.
bool settle(Change&, const Job&, std::string_view from, std::string_view to, std::string_view error = {},
            Time run_at = {});
void change_payload(Change&, const Job&);
// When the next queued job is due; none when there is none.
Time next_due(db::Tx&);

}  // namespace store
