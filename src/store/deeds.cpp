#include "db/dialect.hpp"
#include "store/jobs.hpp"
#include "store/reactions.hpp"

namespace store {
namespace {
constexpr std::string_view select_deeds =
    "SELECT d.id, d.channel_id, d.act, d.undo, d.message_id, d.identity_id, d.member_id, d.made_by, d.at, "
    "d.job_id, d.remote_id, d.subject, d.text, j.state, j.error FROM deed d JOIN job j ON j.workspace_id = "
    "d.workspace_id AND j.id = d.job_id WHERE d.workspace_id = $1 AND ";

Deed read(const db::Row& row) {
    Deed d;
    d.id = row.id(0), d.channel = row.id(1), d.act = model::act(row.text(2)), d.undo = row.flag(3);
    d.message = row.id(4), d.identity = row.id(5), d.member = row.id(6), d.by = row.text(7);
    d.at = row.time(8), d.job = row.id(9), d.remote_id = row.text(10), d.subject = row.text(11);
    d.text = row.text(12), d.state = row.text(13), d.error = row.text(14);
    return d;
}

std::vector<Deed> of_message(db::Tx& tx, Id workspace, Id message) {
    static const auto sql =
        std::string(select_deeds) + "d.message_id = $2 AND j.state <> 'cancelled' ORDER BY d.id";
    std::vector<Deed> out;
    for (const auto& row : tx.query(sql, workspace, message)) out.push_back(read(row));
    return out;
}

std::vector<Deed> follows(db::Tx& tx, Id workspace, Id channel, Id identity) {
    static const auto sql =
        std::string(select_deeds) +
        "d.identity_id = $2 AND d.channel_id = $3 AND j.state <> 'cancelled' ORDER BY d.id";
    std::vector<Deed> out;
    for (const auto& row : tx.query(sql, workspace, identity, channel)) out.push_back(read(row));
    return out;
}

std::vector<Deed> last_of_each(std::vector<Deed> all) {
    std::vector<Deed> last;
    for (auto& each : all) {
        std::erase_if(last, [&](const Deed& d) { return d.act == each.act; });
        last.push_back(std::move(each));
    }
    return last;
}

// Everything of the same kind done to the same thing, oldest first.
std::vector<Deed> alike(db::Tx& tx, Id workspace, const Deed& deed) {
    auto all = deed.message ? of_message(tx, workspace, deed.message)
                            : follows(tx, workspace, deed.channel, deed.identity);
    std::erase_if(all, [&](const Deed& each) { return each.act != deed.act || each.id == deed.id; });
    return all;
}
}  // namespace

Id add_deed(Change& change, Deed deed, Time run_at) {
    for (const auto& earlier : alike(change.tx, change.workspace, deed))
        if (auto j = job(change.tx, change.workspace, earlier.job)) settle(change, *j, "queued", "cancelled");
    deed.id = change.fresh();
    Job made;
    made.kind = "deed", made.channel = deed.channel, made.run_at = run_at;
    made.payload["deed"] = deed.id.text();
    deed.job = add_job(change, made);
    auto filled = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    change.tx.run(
        "INSERT INTO deed (workspace_id, id, channel_id, act, undo, message_id, identity_id, member_id, "
        "made_by, at, job_id, subject, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        change.workspace, deed.id, deed.channel, model::name(deed.act), deed.undo, deed.message,
        deed.identity, change.actor.member, change.actor.name, change.at, deed.job, filled(deed.subject),
        filled(deed.text));
    return deed.id;
}

std::optional<Deed> deed(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(select_deeds) + "d.id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::optional<Deed> deed_of_job(db::Tx& tx, Id workspace, Id job) {
    static const auto sql = std::string(select_deeds) + "d.job_id = $2";
    auto row = tx.one(sql, workspace, job);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Deed> deeds(db::Tx& tx, Id workspace, Id message) {
    return last_of_each(of_message(tx, workspace, message));
}

std::unordered_map<Id, std::vector<Deed>> deeds(db::Tx& tx, Id workspace, const std::vector<Id>& messages) {
    auto sql = std::string(select_deeds) + "d.message_id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids) + " AND j.state <> 'cancelled' ORDER BY d.id";
    std::unordered_map<Id, std::vector<Deed>> found;
    for (const auto& row : tx.query(sql, workspace, messages)) {
        auto each = read(row);
        found[each.message].push_back(std::move(each));
    }
    for (auto& [id, all] : found) all = last_of_each(std::move(all));
    return found;
}

std::optional<Deed> follow(db::Tx& tx, Id workspace, Id channel, Id identity) {
    auto all = follows(tx, workspace, channel, identity);
    return all.empty() ? std::nullopt : std::optional(std::move(all.back()));
}

std::string undone_remote(db::Tx& tx, Id workspace, const Deed& deed) {
    if (!deed.undo) return "";
    auto all = alike(tx, workspace, deed);
    for (auto each = all.rbegin(); each != all.rend(); ++each)
        if (!each->undo && !each->remote_id.empty()) return each->remote_id;
    return "";
}

void set_deed_remote(Change& change, Id deed, std::string_view remote_id) {
    change.tx.run("UPDATE deed SET remote_id = $3 WHERE workspace_id = $1 AND id = $2", change.workspace,
                  deed, remote_id);
}
}  // namespace store
