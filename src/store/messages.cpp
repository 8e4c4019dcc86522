#include "store/messages.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "db/dialect.hpp"

namespace store {
namespace {
constexpr std::string_view columns =
    "SELECT id, conversation_id, channel_id, remote_id, author_id, member_id, recipient_id, direction, "
    "visibility, "
    "kind, sent_at, received_at, reply_to, reply_to_remote, subject, text, html, quoted, signature, "
    "language, url, "
    "extra, import_id, deleted_at, edited_at, audience, heard FROM message ";

json::object object(std::string_view text) {
    auto parsed = text.empty() ? std::nullopt : json::parse(text);
    return parsed && parsed->is_object() ? parsed->get_object() : json::object{};
}

Message read(const db::Row& row) {
    Message m;
    m.id = row.id(0), m.conversation = row.id(1), m.channel = row.id(2), m.remote_id = row.text(3);
    m.author = row.id(4), m.member = row.id(5), m.recipient = row.id(6);
    m.direction = model::direction(row.text(7));
    m.visibility = model::visibility(row.text(8));
    m.kind = model::kind(row.text(9));
    m.sent_at = row.time(10), m.received_at = row.time(11);
    m.reply_to = row.id(12), m.reply_to_remote = row.text(13);
    m.subject = row.text(14), m.text = row.text(15), m.html = row.text(16), m.quoted = row.text(17);
    m.signature = row.text(18), m.language = row.text(19), m.url = row.text(20),
    m.extra = object(row.text(21));
    m.import = row.id(22), m.deleted_at = row.time(23);
    m.edited_at = row.time(24), m.audience = row.text(25), m.heard = row.flag(26);
    return m;
}

// NULL instead of an empty text, so that rows stay small and partial indexes stay partial.
std::optional<std::string_view> filled(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool insert(Change& change, const Message& m) {
    return change.tx.run(
               "INSERT INTO message (workspace_id, id, conversation_id, channel_id, remote_id, author_id, "
               "member_id, "
               "recipient_id, direction, visibility, kind, sent_at, received_at, reply_to, reply_to_remote, "
               "subject, "
               "text, html, quoted, signature, language, url, extra, import_id, edited_at, audience, heard) "
               "VALUES ($1, $2, $3, $4, $5, "
               "$6, $7, "
               "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, "
               "$27) "
               "ON CONFLICT DO NOTHING",
               change.workspace, m.id, m.conversation, m.channel, filled(m.remote_id), m.author, m.member,
               m.recipient, model::name(m.direction), model::name(m.visibility), model::name(m.kind),
               m.sent_at, m.received_at, m.reply_to, filled(m.reply_to_remote), m.subject, m.text,
               filled(m.html), filled(m.quoted), filled(m.signature), filled(m.language), filled(m.url),
               filled(m.extra.empty() ? "" : json::serialize(m.extra)), m.import, m.edited_at,
               filled(m.audience), m.heard) == 1;
}
}  // namespace

Id add_message(Change& change, Message m, Id person) {
    auto low = m.remote_id.empty() ? static_cast<std::uint64_t>(change.fresh().value)
                                   : stable_hash(m.channel.text() + m.remote_id);
    // Two messages of one millisecond may fall on the same key; the next one is as good.
    for (std::uint64_t attempt = 0; attempt < 1000; ++attempt) {
        m.id = Id::at(m.sent_at, low + attempt);
        if (!insert(change, m)) continue;
        change.tell(model::MessageAdded{m.conversation, m.id, m.channel, m.author ? m.author : m.recipient,
                                        person, std::string(model::name(m.direction))});
        return m.id;
    }
    throw Error{Code::conflict, "A message with this remote id is stored already.", m.remote_id};
}

std::optional<Message> message(db::Tx& tx, Id workspace, Id id) {
    static const auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id = $2";
    auto row = tx.one(sql, workspace, id);
    return row ? std::optional(read(*row)) : std::nullopt;
}

std::unordered_map<Id, Message> messages(db::Tx& tx, Id workspace, const std::vector<Id>& ids) {
    auto sql = std::string(columns) + "WHERE workspace_id = $1 AND id IN " +
               db::listed(tx.dialect(), "$2", db::Listed::ids);
    std::unordered_map<Id, Message> found;
    for (const auto& row : tx.query(sql, workspace, ids)) found.emplace(row.id(0), read(row));
    return found;
}

std::vector<Id> message_ids(db::Tx& tx, Id workspace, Id before, Id from, std::size_t limit) {
    std::vector<Id> found;
    for (const auto& row : tx.query(
             "SELECT id FROM message WHERE workspace_id = $1 AND id < $2 AND id >= $3 ORDER BY id DESC LIMIT "
             "$4",
             workspace, before, from.value, static_cast<std::int64_t>(limit)))
        found.push_back(row.id(0));
    return found;
}

Id find_remote(db::Tx& tx, Id workspace, Id channel, std::string_view remote_id) {
    auto row = tx.one("SELECT id FROM message WHERE workspace_id = $1 AND channel_id = $2 AND remote_id = $3",
                      workspace, channel, remote_id);
    return row ? row->id(0) : Id{};
}

std::unordered_map<std::string, Located> find_remotes(db::Tx& tx, Id workspace, Id channel,
                                                      const std::vector<std::string>& remote_ids) {
    std::unordered_map<std::string, Located> found;
    auto sql =
        "SELECT remote_id, id, conversation_id FROM message WHERE workspace_id = $1 AND channel_id = $2 "
        "AND remote_id IN " +
        db::listed(tx.dialect(), "$3", db::Listed::texts);
    for (const auto& row : tx.query(sql, workspace, channel, remote_ids))
        found.emplace(row.text(0), Located{row.id(1), row.id(2)});
    return found;
}

std::vector<Message> thread(db::Tx& tx, Id workspace, Id conversation, Id before, std::size_t limit) {
    static const auto sql =
        std::string(columns) +
        "WHERE workspace_id = $1 AND conversation_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    std::vector<Message> page;
    auto end = before ? before.value : std::numeric_limits<std::int64_t>::max();
    for (const auto& row : tx.query(sql, workspace, conversation, end, static_cast<std::int64_t>(limit)))
        page.push_back(read(row));
    std::reverse(page.begin(), page.end());
    return page;
}

std::vector<Message> continuation(db::Tx& tx, Id workspace, Id first) {
    static const auto sql =
        std::string(columns) +
        "WHERE workspace_id = $1 AND conversation_id = $2 AND id > $3 AND reply_to = $3 AND "
        "direction = 'outbound' LIMIT 1";
    std::vector<Message> out;
    auto begun = message(tx, workspace, first);
    auto conversation = begun ? begun->conversation : Id{};
    while (auto row = tx.one(sql, workspace, conversation, first)) {
        out.push_back(read(*row));
        first = out.back().id;
    }
    return out;
}

Id newest_message(db::Tx& tx, Id workspace, Id conversation) {
    return tx
        .one("SELECT max(id) FROM message WHERE workspace_id = $1 AND conversation_id = $2", workspace,
             conversation)
        ->id(0);
}

namespace {
void absorb_twin(Change& change, Id own, std::string_view remote_id) {
    auto row = change.tx.one(
        "SELECT t.id, o.conversation_id FROM message o JOIN message t ON t.workspace_id = o.workspace_id AND "
        "t.channel_id = o.channel_id AND t.remote_id = $3 AND t.id <> o.id WHERE o.workspace_id = $1 AND "
        "o.id = $2",
        change.workspace, own, remote_id);
    if (!row) return;
    change.tx.post(
        "UPDATE message SET reply_to = $3 WHERE workspace_id = $1 AND reply_to = $2 AND conversation_id = $4",
        change.workspace, row->id(0), own, row->id(1));
    remove_message(change, row->id(0));
}
}  // namespace

void set_remote(Change& change, Id message, std::string_view remote_id, std::string_view url) {
    absorb_twin(change, message, remote_id);
    change.tx.post(
        "UPDATE message SET remote_id = $3, url = coalesce($4, url) WHERE workspace_id = $1 AND id = $2",
        change.workspace, message, filled(remote_id), filled(url));
}

void adopt_replies(Change& change, Id channel, std::string_view remote_id, Id parent) {
    change.tx.post(
        "UPDATE message SET reply_to = $4, reply_to_remote = NULL WHERE workspace_id = $1 AND channel_id = "
        "$2 AND "
        "reply_to_remote = $3",
        change.workspace, channel, remote_id, parent);
}

void change_words(Change& change, const Message& before, const Words& after, Time edited_at, Id member) {
    change.tx.post(
        "INSERT INTO message_edit (workspace_id, id, message_id, at, member_id, subject, text, html) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        change.workspace, change.fresh(), before.id, edited_at, member, before.subject, before.text,
        filled(before.html));
    change.tx.post(
        "UPDATE message SET subject = $3, text = $4, html = $5, language = $6, edited_at = $7 WHERE "
        "workspace_id = $1 AND id = $2",
        change.workspace, before.id, after.subject, after.text, filled(after.html), filled(after.language),
        edited_at);
    change.tell(model::MessageChanged{before.conversation, before.id, "edited"});
}

void change_extra(Change& change, const Message& m, const json::object& extra) {
    change.tx.post("UPDATE message SET extra = $3 WHERE workspace_id = $1 AND id = $2", change.workspace,
                   m.id, json::serialize(extra));
    change.tell(model::MessageChanged{m.conversation, m.id, "details"});
}

std::vector<Edit> edits(db::Tx& tx, Id workspace, Id message) {
    std::vector<Edit> out;
    for (const auto& row : tx.query("SELECT id, at, member_id, subject, text, html FROM message_edit WHERE "
                                    "workspace_id = $1 AND message_id = $2 ORDER BY id",
                                    workspace, message))
        out.push_back({row.id(0), row.time(1), row.id(2), row.text(3), row.text(4), row.text(5)});
    return out;
}

void erase_message(Change& change, const Message& m) {
    change.tx.post(
        "UPDATE message SET deleted_at = $3, text = '', subject = '', html = NULL, quoted = NULL, signature "
        "= NULL, "
        "extra = NULL WHERE workspace_id = $1 AND id = $2",
        change.workspace, m.id, change.at);
    // What it said before goes with it: an author who takes a post away means all of it.
    change.tx.post("DELETE FROM message_edit WHERE workspace_id = $1 AND message_id = $2", change.workspace,
                   m.id);
    change.tx.post("DELETE FROM attachment WHERE workspace_id = $1 AND message_id = $2", change.workspace,
                   m.id);
    change.tx.post("DELETE FROM source WHERE workspace_id = $1 AND message_id = $2", change.workspace, m.id);
    change.tell(model::MessageChanged{m.conversation, m.id, "deleted"});
}

void remove_message(Change& change, Id id) {
    auto m = message(change.tx, change.workspace, id);
    if (!m) return;
    change.tx.post("DELETE FROM message WHERE workspace_id = $1 AND id = $2", change.workspace, id);
    change.tx.post("DELETE FROM message_edit WHERE workspace_id = $1 AND message_id = $2", change.workspace,
                   id);
    change.tx.post("UPDATE attachment SET message_id = NULL WHERE workspace_id = $1 AND message_id = $2",
                   change.workspace, id);
    change.tx.post("DELETE FROM source WHERE workspace_id = $1 AND message_id = $2", change.workspace, id);
    change.tell(model::MessageChanged{m->conversation, id, "removed"});
}
}  // namespace store
