#include "inbox/list.hpp"

#include <array>
#include <unordered_map>

#include "base/error.hpp"
#include "db/dialect.hpp"

namespace inbox {
namespace {
constexpr std::array<std::string_view, 8> views{"open",   "mine",   "unassigned", "snoozed",
                                                "closed", "failed", "all",        "heard"};
constexpr std::array<std::string_view, 3> orders{"newest", "oldest", "waiting"};

template <class Enum, std::size_t N>
std::optional<Enum> named(std::string_view name, const std::array<std::string_view, N>& names) {
    auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Enum>(found - names.begin()));
}

constexpr std::string_view select_rows =
    "SELECT r.conversation_id, r.channel_id, r.subject, r.identity_id, r.last_message_id, r.last_direction, "
    "r.last_text, r.visibility, r.messages, r.waiting_since, r.snoozed_until, r.closed_at, r.assignee_id, "
    "r.failed, "
    "CASE WHEN r.inbound_id > coalesce(g.message_id, 0) THEN 1 ELSE 0 END, r.heard FROM inbox_row r LEFT "
    "JOIN "
    "inbox_reading g "
    "ON g.workspace_id = r.workspace_id AND g.conversation_id = r.conversation_id AND g.member_id = $2 ";

Row read(const db::Row& row) {
    Row r;
    r.conversation = row.id(0), r.channel = row.id(1), r.subject = row.text(2), r.identity = row.id(3);
    r.last_message = row.id(4), r.last_direction = row.text(5), r.last_text = row.text(6),
    r.visibility = row.text(7);
    r.messages = row.integer(8), r.waiting_since = row.time(9), r.snoozed_until = row.time(10);
    r.closed_at = row.time(11), r.assignee = row.id(12), r.failed = row.integer(13), r.unread = row.flag(14);
    r.heard = row.flag(15);
    return r;
}

void add_labels(db::Tx& index, Id workspace, std::vector<Row>& rows) {
    std::vector<Id> ids;
    std::map<Id, Row*> by_id;
    for (auto& row : rows) ids.push_back(row.conversation), by_id[row.conversation] = &row;
    auto sql =
        "SELECT conversation_id, label FROM inbox_label WHERE workspace_id = $1 AND conversation_id IN " +
        db::listed(index.dialect(), "$2", db::Listed::ids) + " ORDER BY label";
    for (const auto& label : index.query(sql, workspace, ids))
        by_id.at(label.id(0))->labels.push_back(label.text(1));
}

// The words of a WHERE for each view; $3 is now, $2 the member.
std::string_view condition(View view) {
    switch (view) {
        case View::open:
            return "r.heard = 0 AND r.closed_at IS NULL AND (r.snoozed_until IS NULL OR r.snoozed_until <= "
                   "$3)";
        case View::mine:
            return "r.assignee_id = $2 AND r.closed_at IS NULL AND (r.snoozed_until IS NULL OR "
                   "r.snoozed_until <= $3)";
        case View::unassigned:
            return "r.heard = 0 AND r.assignee_id IS NULL AND r.closed_at IS NULL AND (r.snoozed_until IS "
                   "NULL OR "
                   "r.snoozed_until <= "
                   "$3)";
        case View::snoozed:
            return "r.closed_at IS NULL AND r.snoozed_until > $3";
        case View::closed:
            return "r.closed_at IS NOT NULL AND $3 > 0";
        case View::failed:
            return "r.failed > 0 AND $3 > 0";
        case View::all:
            return "$3 > 0";
        case View::heard:
            return "r.heard = 1 AND r.closed_at IS NULL AND $3 > 0";
    }
    return "$3 > 0";
}

// Sorting by the key of the last message is sorting by time; waiting sorts by who has waited longest.
std::string_view sort_key(Order order) {
    return order == Order::waiting ? "r.waiting_since" : "r.last_message_id";
}

std::string page_sql(const Filter& filter) {
    std::string sql(select_rows);
    if (!filter.label.empty())
        sql +=
            "JOIN inbox_label l ON l.workspace_id = r.workspace_id AND l.conversation_id = r.conversation_id "
            "AND l.label = $7 ";
    sql += fmt::format("WHERE r.workspace_id = $1 AND {} ", condition(filter.view));
    if (filter.order == Order::waiting) sql += "AND r.waiting_since IS NOT NULL ";
    if (filter.channel) sql += "AND r.channel_id = $8 ";
    if (!filter.identities.empty()) {
        std::string ids;
        for (auto id : filter.identities) ids += (ids.empty() ? "" : ",") + id.text();
        sql += fmt::format("AND r.identity_id IN ({}) ", ids);
    }
    bool down = filter.order == Order::newest;
    sql += fmt::format(
        "AND ({0}, r.conversation_id) {1} ($4, $5) ORDER BY {0} {2}, r.conversation_id {2} LIMIT $6",
        sort_key(filter.order), down ? "<" : ">", down ? "DESC" : "ASC");
    return sql;
}

struct Cursor {
    std::int64_t key, conversation;
};

Cursor cursor(const Filter& filter) {
    auto edge = filter.order == Order::newest ? std::numeric_limits<std::int64_t>::max() : -1;
    if (filter.after.empty()) return {edge, edge};
    auto dash = filter.after.find('-');
    auto key = Id::parse(filter.after.substr(0, dash));
    auto id = dash == filter.after.npos ? std::nullopt : Id::parse(filter.after.substr(dash + 1));
    if (!key || !id)
        throw Error{Code::bad_request, "This cursor is not one of ours; begin at the first page."}.at(
            "cursor");
    return {key->value, id->value};
}

std::string cursor_after(const Row& last, Order order) {
    auto key = order == Order::waiting ? last.waiting_since.ms : last.last_message.value;
    return fmt::format("{}-{}", key, last.conversation.value);
}

// The unused parameters of a statement must not be bound on PostgreSQL, so each shape is one call.
db::Rows page_rows(db::Tx& index, Id workspace, const Filter& f, Time now) {
    auto sql = page_sql(f);
    auto from = cursor(f);
    auto most = static_cast<std::int64_t>(f.limit + 1);
    std::vector<db::Value> args{
        db::bind(workspace), f.member.value, now.ms, from.key, from.conversation, most};
    if (!f.label.empty() || f.channel) args.emplace_back(f.label);
    if (f.channel) args.emplace_back(f.channel.value);
    if (f.label.empty() && f.channel) {
        args.pop_back(), args.back() = f.channel.value;
        sql.replace(sql.find("$8"), 2, "$7");
    }
    db::Rows rows;
    index.select(sql, args, [&](const db::Row& row) { return rows.push_back(row), true; });
    return rows;
}

// Open conversations that are hidden for now, by assignee.
std::map<Id, std::int64_t> snoozed(db::Tx& index, Id workspace, Time now) {
    std::map<Id, std::int64_t> out;
    for (const auto& row :
         index.query("SELECT assignee_id, count(*) FROM inbox_row WHERE workspace_id = $1 AND "
                     "snoozed_until > $2 AND closed_at IS NULL GROUP BY assignee_id",
                     workspace, now))
        out[row.id(0)] = row.integer(1);
    return out;
}

std::int64_t failed(db::Tx& index, Id workspace) {
    return index.one("SELECT count(*) FROM inbox_row WHERE workspace_id = $1 AND failed > 0", workspace)
        ->integer(0);
}

void take_over(Counts& c, std::map<Id, std::int64_t>& of_assignee, const std::string& kind,
               const std::string& key, std::int64_t n) {
    auto id = [&] { return Id::parse(key).value_or(Id{}); };
    if (kind == "open") c.open = n;
    if (kind == "closed") c.closed = n;
    if (kind == "heard") c.heard = n;
    if (kind == "channel" && n > 0) c.channels[id()] = n;
    if (kind == "label" && n > 0) c.labels[key] = n;
    if (kind == "assignee") of_assignee[id()] = n;
}
}  // namespace

std::optional<View> view(std::string_view name) {
    return named<View>(name, views);
}

std::optional<Order> order(std::string_view name) {
    return named<Order>(name, orders);
}

Page list(db::Tx& index, Id workspace, const Filter& filter, Time now) {
    Page page;
    for (const auto& row : page_rows(index, workspace, filter, now)) page.rows.push_back(read(row));
    if (page.rows.size() > filter.limit) {
        page.rows.resize(filter.limit);
        page.next = cursor_after(page.rows.back(), filter.order);
    }
    add_labels(index, workspace, page.rows);
    return page;
}

std::vector<Row> rows(db::Tx& index, Id workspace, const std::vector<Id>& conversations, Id member) {
    auto sql = std::string(select_rows) + "WHERE r.workspace_id = $1 AND r.conversation_id IN " +
               db::listed(index.dialect(), "$3", db::Listed::ids);
    std::unordered_map<Id, Row> by_id;
    for (const auto& row : index.query(sql, workspace, member.value, conversations))
        by_id.emplace(row.id(0), read(row));
    std::vector<Row> found;
    for (auto id : conversations)
        if (auto at = by_id.find(id); at != by_id.end()) found.push_back(std::move(at->second));
    add_labels(index, workspace, found);
    return found;
}

std::optional<Row> row(db::Tx& index, Id workspace, Id conversation, Id member) {
    auto found = rows(index, workspace, {conversation}, member);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::set<Id> open_ones(db::Tx& index, Id workspace, const std::vector<Id>& conversations) {
    auto sql =
        "SELECT conversation_id FROM inbox_row WHERE workspace_id = $1 AND closed_at IS NULL AND "
        "conversation_id IN " +
        db::listed(index.dialect(), "$2", db::Listed::ids);
    std::set<Id> open;
    for (const auto& row : index.query(sql, workspace, conversations)) open.insert(row.id(0));
    return open;
}

Counts counts(db::Tx& index, Id workspace, Id member, Time now) {
    Counts c;
    std::map<Id, std::int64_t> of_assignee;
    for (const auto& row :
         index.query("SELECT kind, key, conversations FROM inbox_count WHERE workspace_id = $1", workspace))
        take_over(c, of_assignee, row.text(0), row.text(1), row.integer(2));
    c.all = c.open + c.closed + c.heard;
    auto hidden = snoozed(index, workspace, now);
    for (auto [assignee, n] : hidden) c.snoozed += n;
    c.open -= c.snoozed;
    c.unassigned = of_assignee[Id{}] - hidden[Id{}];
    if (member) c.mine = of_assignee[member] - hidden[member];
    c.failed = failed(index, workspace);
    return c;
}
}  // namespace inbox
