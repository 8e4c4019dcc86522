#include "db/dialect.hpp"
#include "store/messages.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT id, message_id, name, media_type, content_id, description, is_inline, size, sha256 FROM "
    "attachment ";

Attachment read(const db::Row& row) {
    return {row.id(0),   row.id(1),   row.text(2), row.text(3),
            row.text(4), row.text(5), row.flag(6), static_cast<std::uint64_t>(row.integer(7)),
            row.text(8)};
}
}  // namespace

Id add_attachment(Change& change, const Attachment& a) {
    auto id = change.fresh();
    change.tx.post(
        "INSERT INTO attachment (workspace_id, id, message_id, name, media_type, content_id, is_inline, "
        "description, "
        "size, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        change.workspace, id, a.message, a.name, a.media_type,
        a.content_id.empty() ? std::nullopt : std::optional(a.content_id), a.inline_, a.description,
        static_cast<std::int64_t>(a.size), a.sha256, change.at);
    return id;
}

std::optional<Attachment> attachment(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::vector<Attachment> attachments(db::Tx& tx, Id workspace, Id message) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND message_id = $2 ORDER BY id";
    std::vector<Attachment> out;
    for (const auto& row : tx.query(sql, workspace, message)) out.push_back(read(row));
    return out;
}

std::unordered_map<Id, std::vector<Attachment>> attachments(db::Tx& tx, Id workspace,
                                                            const std::vector<Id>& messages) {
    auto sql = std::string(columns) + "WHERE workspace_id = $1 AND message_id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids) + " ORDER BY id";
    std::unordered_map<Id, std::vector<Attachment>> found;
    for (const auto& row : tx.query(sql, workspace, messages)) found[row.id(1)].push_back(read(row));
    return found;
}

void attach(Change& change, Id attachment, Id message) {
    change.tx.post("UPDATE attachment SET message_id = $3 WHERE workspace_id = $1 AND id = $2",
                   change.workspace, attachment, message);
}

bool describe(Change& change, Id attachment, std::string_view description) {
    return change.tx.run(
               "UPDATE attachment SET description = $3 WHERE workspace_id = $1 AND id = $2 AND message_id IS "
               "NULL",
               change.workspace, attachment, description) > 0;
}

std::set<std::string> files_in_use(db::Tx& tx, Id workspace, std::string_view beginning) {
    std::set<std::string> names;
    for (const auto& row :
         tx.query("SELECT sha256 FROM attachment WHERE workspace_id = $1 AND sha256 LIKE $2 UNION ALL "
                  "SELECT sha256 FROM source WHERE workspace_id = $1 AND sha256 LIKE $2",
                  workspace, std::string(beginning) + '%'))
        names.insert(row.text(0));
    return names;
}

void keep_source(Change& change, Id message, std::string_view sha256) {
    change.tx.post("INSERT INTO source (workspace_id, message_id, sha256) VALUES ($1, $2, $3)",
                   change.workspace, message, sha256);
}

std::string source(db::Tx& tx, Id workspace, Id message) {
    auto row =
        tx.one("SELECT sha256 FROM source WHERE workspace_id = $1 AND message_id = $2", workspace, message);
    return row ? row->text(0) : "";
}
}  // namespace store
