#include "store/jobs.hpp"

#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "workspace_id, id, kind, state, channel_id, message_id, payload, run_at, attempts, error, changed_at";

Job read(const db::Row& row) {
    auto payload = json::parse(row.text(6));
    return {row.id(0),
            row.id(1),
            row.text(2),
            row.text(3),
            row.id(4),
            row.id(5),
            payload && payload->is_object() ? payload->get_object() : json::object{},
            row.time(7),
            row.integer(8),
            row.text(9),
            row.time(10)};
}

std::vector<Job> read(const db::Rows& rows) {
    std::vector<Job> out;
    for (const auto& row : rows) out.push_back(read(row));
    return out;
}

// What continues a message of ours waits until that one has been sent.
constexpr std::string_view its_turn =
    "state = 'queued' AND NOT EXISTS (SELECT 1 FROM message m JOIN job e ON e.workspace_id = m.workspace_id "
    "AND e.message_id = m.reply_to WHERE m.workspace_id = job.workspace_id AND m.id = job.message_id AND "
    "e.state <> 'sent')";

std::vector<Job> select(db::Tx& tx, std::string_view where, Time bound, std::size_t limit) {
    auto sql =
        fmt::format("SELECT {} FROM job WHERE {} LIMIT $2{}", columns, where, db::skip_locked(tx.dialect()));
    return read(tx.query(sql, bound, static_cast<std::int64_t>(limit)));
}
}  // namespace

Id add_job(Change& change, Job job) {
    job.id = change.fresh();
    change.tx.run(
        "INSERT INTO job (workspace_id, id, kind, state, channel_id, message_id, payload, run_at, "
        "changed_at) "
        "VALUES ($1, $2, $3, 'queued', $4, $5, $6, $7, $8)",
        change.workspace, job.id, job.kind, job.channel, job.message, json::serialize(job.payload),
        job.run_at, change.at);
    db::notify(change.tx, "jobs");
    return job.id;
}

std::optional<Job> job(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = fmt::format("SELECT {} FROM job WHERE workspace_id = $1 AND id = $2", columns);
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<Job> job_of_message(db::Tx& tx, Id workspace, Id message) {
    static const auto sql =
        fmt::format("SELECT {} FROM job WHERE workspace_id = $1 AND message_id = $2", columns);
    auto row = tx.one(sql, workspace, message);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::unordered_map<Id, Job> jobs_of_messages(db::Tx& tx, Id workspace, const std::vector<Id>& messages) {
    auto sql = fmt::format("SELECT {} FROM job WHERE workspace_id = $1 AND message_id IN {}", columns,
                           db::listed(tx.dialect(), "$2", db::Listed::ids));
    std::unordered_map<Id, Job> found;
    for (const auto& row : tx.query(sql, workspace, messages)) {
        auto job = read(row);
        found.emplace(job.message, std::move(job));
    }
    return found;
}

std::vector<Job> take_due(db::Tx& tx, Time now, std::string_view owner, Time until, std::size_t limit) {
    static const auto due_now = fmt::format("{} AND run_at <= $1 ORDER BY run_at", its_turn);
    auto due = select(tx, due_now, now, limit);
    for (auto& job : due) {
        tx.run(
            "UPDATE job SET state = 'sending', lease_owner = $3, leased_until = $4, attempts = attempts + 1, "
            "changed_at = $5 WHERE workspace_id = $1 AND id = $2",
            job.workspace, job.id, owner, until, now);
        job.state = "sending";
        ++job.attempts;
    }
    return due;
}

std::vector<Job> abandoned(db::Tx& tx, Time now, std::string_view owner, std::size_t limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM job WHERE state = 'sending' AND (leased_until < $1 OR lease_owner = $2) ORDER BY "
        "leased_until LIMIT $3",
        columns);
    return read(tx.query(sql, now, owner, static_cast<std::int64_t>(limit)));
}

bool give_up(Change& change, const Job& job, std::string_view owner, std::string_view error) {
    return change.tx.run(
               "UPDATE job SET state = 'unknown', changed_at = $3, error = $5 WHERE workspace_id = $1 AND id "
               "= $2 AND "
               "state = 'sending' AND (leased_until < $3 OR lease_owner = $4)",
               change.workspace, job.id, change.at, owner, error) == 1;
}

void renew_jobs(db::Tx& tx, std::string_view owner, Time until) {
    tx.run("UPDATE job SET leased_until = $2 WHERE state = 'sending' AND lease_owner = $1", owner, until);
}

std::vector<Job> doubtful(db::Tx& tx, Time before, std::size_t limit) {
    return select(tx, "state = 'unknown' AND changed_at < $1 ORDER BY changed_at", before, limit);
}

bool settle(Change& change, const Job& job, std::string_view from, std::string_view to,
            std::string_view error, Time run_at) {
    auto moved = change.tx.run(
        "UPDATE job SET state = $4, error = $5, run_at = coalesce($6, run_at), changed_at = $7, lease_owner "
        "= NULL, "
        "leased_until = NULL WHERE workspace_id = $1 AND id = $2 AND state = $3",
        job.workspace, job.id, from, to, error.empty() ? std::nullopt : std::optional(error), run_at,
        change.at);
    if (moved == 0) return false;
    if (to == "queued" || to == "sent") db::notify(change.tx, "jobs");
    return true;
}

void change_payload(Change& change, const Job& job) {
    change.tx.run("UPDATE job SET payload = $3 WHERE workspace_id = $1 AND id = $2", job.workspace, job.id,
                  json::serialize(job.payload));
}

Time next_due(db::Tx& tx) {
    static const auto sql = fmt::format("SELECT min(run_at) FROM job WHERE {}", its_turn);
    return tx.one(sql)->time(0);
}
}  // namespace store
