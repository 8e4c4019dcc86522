#include "courier/exchange.hpp"

#include <map>
#include <set>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "courier/exchange_tables.hpp"
#include "store/identities.hpp"

namespace courier {
namespace {
constexpr std::size_t piece = 500, most_refusals = 100;

struct Field {
    std::string name, kind, column;
    bool nullable = false, younger = false;
};

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!word.empty()) out.push_back(word);
    }
    return out;
}

std::vector<Field> fields(const ExchangeTable& table) {
    std::vector<Field> out;
    for (auto word : words(table.fields)) {
        auto colon = word.find(':');
        auto rest = word.substr(colon + 1);
        auto equals = rest.find('=');
        auto kind = rest.substr(0, equals);
        Field field{std::string(word.substr(0, colon)), "", "", kind.ends_with('?'), kind.ends_with('~')};
        if (field.nullable || field.younger) kind.remove_suffix(1);
        field.kind = kind;
        field.column = equals == rest.npos ? field.name : std::string(rest.substr(equals + 1));
        out.push_back(std::move(field));
    }
    return out;
}

json::value shown(const Field& field, const db::Row& row, std::size_t at) {
    if (row.null(at)) return nullptr;
    if (field.kind == "id") return json::value(row.id(at).text());
    if (field.kind == "time") return json::value(row.time(at).rfc3339());
    if (field.kind == "int") return row.integer(at);
    if (field.kind == "real") return row.real(at);
    if (field.kind == "flag") return row.flag(at);
    if (field.kind == "json") return json::parse(row.text(at)).value_or(nullptr);
    return json::value(row.text(at));
}

void put(std::ostream& out, const json::object& line, Exchanged& done) {
    out << json::serialize(line) << '\n';
    ++done.written;
}

void export_table(db::Tx& tx, const ExchangeTable& table, Id workspace, std::ostream& out, Exchanged& done) {
    auto all = fields(table);
    std::string columns;
    for (const auto& field : all) columns += (columns.empty() ? "" : ", ") + field.column;
    tx.each(
        [&](const db::Row& row) {
            json::object line{{"type", table.type}};
            for (std::size_t i = 0; i < all.size(); ++i) line[all[i].name] = shown(all[i], row, i);
            if (table.type == "link") {
                auto undone = tx.one("SELECT at FROM unlink WHERE workspace_id = $1 AND link_id = $2",
                                     workspace, row.id(0));
                line["undone_at"] = undone ? json::value(undone->time(0).rfc3339()) : json::value();
            }
            put(out, line, done);
            return static_cast<bool>(out);
        },
        fmt::format("SELECT {} FROM {} WHERE workspace_id = $1", columns, table.table), workspace);
}

// Those who wrote or did something; nobody's password.
void export_members(db::Tx& tx, Id workspace, std::ostream& out, Exchanged& done) {
    for (const auto& row : tx.query("SELECT member_id, name, email, created_at FROM member WHERE member_id "
                                    "IN (SELECT member_id FROM message "
                                    "WHERE workspace_id = $1 AND member_id IS NOT NULL UNION SELECT "
                                    "member_id FROM conversation_record WHERE "
                                    "workspace_id = $1 AND member_id IS NOT NULL UNION SELECT value_id FROM "
                                    "conversation_record WHERE "
                                    "workspace_id = $1 AND kind = 'assigned') ORDER BY member_id",
                                    workspace))
        put(out,
            {{"type", "member"},
             {"id", row.id(0).text()},
             {"name", row.text(1)},
             {"email", row.text(2)},
             {"created_at", row.time(3).rfc3339()}},
            done);
}

void export_files(db::Tx& tx, const store::Files& files, Id workspace, std::ostream& out, Exchanged& done) {
    for (const auto& row : tx.query(
             "SELECT sha256 FROM attachment WHERE workspace_id = $1 UNION SELECT sha256 FROM source WHERE "
             "workspace_id = $1",
             workspace))
        if (!files.path(workspace, row.text(0)).empty())
            put(out,
                {{"type", "file"},
                 {"id", row.text(0)},
                 {"content", base64(files.read(workspace, row.text(0)))}},
                done);
}

// A line that cannot be taken, and why.
struct Refused {
    std::string why;
};

db::Value value(const Field& field, const json::value& line) {
    const auto* found = json::find(line, {field.name});
    if (!found || found->is_null()) {
        if (field.nullable) return nullptr;
        if (field.younger) return std::int64_t{0};
        throw Refused{field.name + " is missing"};
    }
    auto text = found->is_string() ? std::string(found->get_string()) : std::string();
    if (field.kind == "id") {
        if (auto id = Id::parse(text)) return id->value;
        throw Refused{field.name + " is no id"};
    }
    if (field.kind == "time") {
        if (auto time = Time::parse(text)) return time->ms;
        throw Refused{field.name + " is no time in RFC 3339"};
    }
    if (field.kind == "json") return json::serialize(*found);
    if (field.kind == "flag" && found->is_bool()) return std::int64_t{found->get_bool()};
    if (field.kind == "int" && found->is_number()) return found->to_number<std::int64_t>();
    if (field.kind == "real" && found->is_number()) return found->to_number<double>();
    if (field.kind == "text" && found->is_string()) return text;
    throw Refused{fmt::format("{} must be a {}", field.name, field.kind)};
}

struct Plan {
    const ExchangeTable* table;
    std::vector<Field> all;
    std::string insert;
};

Plan plan(const ExchangeTable& table) {
    Plan made{&table, fields(table), ""};
    std::string columns = "workspace_id", places = "$1";
    std::size_t at = 1;
    auto add = [&](std::string_view column) {
        columns += fmt::format(", {}", column);
        places += fmt::format(", ${}", ++at);
    };
    for (const auto& field : made.all) add(field.column);
    for (auto word : words(table.made)) add(word.substr(0, word.find('=')));
    made.insert =
        fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING", table.table, columns, places);
    return made;
}

const std::map<std::string_view, Plan>& plans() {
    static const auto all = [] {
        std::map<std::string_view, Plan> made;
        for (const auto& table : exchange_tables()) made.emplace(table.type, plan(table));
        return made;
    }();
    return all;
}

db::Value made_value(std::string_view rule, const json::value& line) {
    auto open = rule.find('('), equals = rule.find('=');
    auto function = rule.substr(equals + 1, open - equals - 1),
         from = rule.substr(open + 1, rule.size() - open - 2);
    auto text = json::text(line, from);
    return function == "name_key" ? store::name_key(text) : store::handle_key(text);
}

void tell(store::Change& change, const json::value& line, std::string_view type) {
    auto id = [&](std::string_view key) { return Id::parse(json::text(line, key)).value_or(Id{}); };
    if (type == "message")
        change.tell(model::MessageAdded{
            id("conversation"), id("id"), id("channel"), id("author"), {}, json::text(line, "direction")});
    if (type == "person") change.tell(model::PersonChanged{id("id")});
    if (type == "record")
        change.tell(model::ConversationChanged{id("conversation"), id("id"), json::text(line, "kind")});
    if (type == "edit") change.tell(model::MessageChanged{{}, id("message"), "edited"});
    if (type == "reaction")
        change.tell(model::ReactionChanged{{}, id("target"), id("identity"), {}, json::text(line, "kind")});
    if (type == "topic") change.tell(model::TopicChanged{id("id")});
    if (type == "reading") change.tell(model::ReadingMoved{id("conversation"), id("member"), id("message")});
}

bool take_member(store::Change& change, const json::value& line) {
    auto id = Id::parse(json::text(line, "id"));
    auto at = Time::parse(json::text(line, "created_at"));
    if (!id || !at || json::text(line, "email").empty())
        throw Refused{"a member has id, name, email and created_at"};
    // Without a membership and without a password: a name in the records, nobody who could log in.
    return change.tx.run(
               "INSERT INTO member (member_id, email, name, password_hash, created_at) VALUES ($1, $2, $3, "
               "'', $4) "
               "ON CONFLICT DO NOTHING",
               *id, json::text(line, "email"), json::text(line, "name"), *at) > 0;
}

bool take_line(store::Change& change, const store::Files& files, const json::value& line) {
    auto type = json::text(line, "type");
    if (type == "member") return take_member(change, line);
    if (type == "file") {
        auto bytes = from_base64(json::text(line, "content"));
        if (!bytes) throw Refused{"content is no base 64"};
        bool here = !files.path(change.workspace, json::text(line, "id")).empty();
        files.keep(change.workspace, *bytes);
        return !here;
    }
    auto found = plans().find(type);
    if (found == plans().end()) throw Refused{fmt::format("“{}” is no type of an export", type)};
    const auto& p = found->second;
    std::vector<db::Value> args{change.workspace.value};
    for (const auto& field : p.all) args.push_back(value(field, line));
    for (auto rule : words(p.table->made)) args.push_back(made_value(rule, line));
    bool added = change.tx.change(p.insert, args) > 0;
    if (added && type == "channel")
        change.tx.run(
            "INSERT INTO channel_progress (workspace_id, channel_id, cursor, state) VALUES ($1, $2, '', $3) "
            "ON CONFLICT DO NOTHING",
            change.workspace, *Id::parse(json::text(line, "id")),
            json::boolean(line, "imported") ? "imported" : "connecting");
    if (added) tell(change, line, type);
    return added;
}

void refuse(Exchanged& done, std::int64_t line, std::string why) {
    ++done.refused;
    if (done.refusals.size() < most_refusals)
        done.refusals.push_back({fmt::format("line {}", line), std::move(why)});
}

struct Numbered {
    std::int64_t number;
    json::value line;
};

// Links stand that are not undone.
void stand_up(store::Change& change) {
    change.tx.run(
        "INSERT INTO standing_link (workspace_id, identity_id, person_id, link_id) SELECT l.workspace_id, "
        "l.identity_id, "
        "l.person_id, l.id FROM link l LEFT JOIN unlink u ON u.workspace_id = l.workspace_id AND u.link_id = "
        "l.id WHERE "
        "l.workspace_id = $1 AND u.link_id IS NULL ON CONFLICT DO NOTHING",
        change.workspace);
    for (const auto& row : change.tx.query("SELECT id FROM person WHERE workspace_id = $1", change.workspace))
        change.tell(model::PersonChanged{row.id(0)});
}
}  // namespace

Exchanged export_workspace(const store::Store& store, const store::Files& files, Id workspace,
                           std::ostream& out) {
    return store.read([&](db::Tx& tx) {
        Exchanged done;
        auto row = tx.one("SELECT name, created_at FROM workspace WHERE workspace_id = $1", workspace);
        if (!row) throw Error{Code::not_found, "There is no such workspace."};
        export_members(tx, workspace, out, done);
        for (const auto& table : exchange_tables()) export_table(tx, table, workspace, out, done);
        export_files(tx, files, workspace, out, done);
        if (!out.flush())
            throw Error{Code::unavailable, "The export cannot be written to its end. Is the disk full?"};
        return done;
    });
}

Exchanged import_workspace(const store::Store& store, const store::Files& files, const store::Actor& actor,
                           std::istream& in, const std::function<void(std::int64_t)>& progress) {
    Exchanged done;
    std::vector<Numbered> waiting;
    auto flush = [&] {
        std::vector<std::pair<std::int64_t, std::string>> refused;
        std::int64_t added = 0, existing = 0;
        store.change(actor, [&](store::Change& change) {
            refused.clear(), added = existing = 0;
            for (const auto& each : waiting) try {
                    ++(take_line(change, files, each.line) ? added : existing);
                } catch (const Refused& why) {
                    refused.emplace_back(each.number, why.why);
                }
        });
        done.added += added, done.existing += existing;
        for (auto& [line, why] : refused) refuse(done, line, std::move(why));
        waiting.clear();
    };
    std::int64_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty()) continue;
        auto parsed = json::parse(line);
        if (!parsed || !parsed->is_object()) {
            refuse(done, number, "is no JSON object");
            continue;
        }
        waiting.push_back({number, std::move(*parsed)});
        if (waiting.size() < piece) continue;
        flush();
        if (progress) progress(number);
    }
    flush();
    store.change(actor, [&](store::Change& change) { stand_up(change); });
    return done;
}
}  // namespace courier
