#include <fstream>

#include "api/live.hpp"
#include "api/visits_files.hpp"
#include "api/visits_session.hpp"
#include "base/encoding.hpp"
#include "courier/confirm_words.hpp"
#include "courier/intake.hpp"
#include "store/conversations.hpp"
#include "store/identities.hpp"
#include "store/jobs.hpp"
#include "store/messages.hpp"

// What a visitor says, and what he hears.
namespace api {
namespace {
constexpr std::size_t page_length = 50;
constexpr std::int64_t permit_ms = 60 * second_ms;

std::optional<store::Conversation> conversation_of(db::Tx& tx, const store::Visitor& visitor) {
    return store::conversation_with_key(tx, visitor.workspace, visitor.channel, visitor.handle);
}

// The window shows what was said in it and nothing that went by another channel; of ours only what is sent.
bool visible(const store::Message& m, const store::Visitor& visitor, const std::optional<store::Job>& job) {
    if (m.channel != visitor.channel || m.direction == model::Direction::internal) return false;
    return m.direction == model::Direction::inbound || !job || job->state == "sent";
}

std::string key_of(const store::Message& m) {
    auto colon = m.remote_id.rfind(':');
    return m.direction == model::Direction::inbound && colon != std::string::npos
               ? m.remote_id.substr(colon + 1)
               : "";
}

json::array show(const std::vector<store::Attachment>& files) {
    json::array all;
    for (const auto& file : files)
        all.push_back(json::object{{"id", file.id.text()},
                                   {"name", file.name},
                                   {"media_type", file.media_type},
                                   {"size", file.size}});
    return all;
}

std::string name_of(db::Tx& tx, const Call& call, Id member) {
    auto row = member ? tx.one("SELECT name FROM member WHERE member_id = $1", member) : std::nullopt;
    return call.door->visits->signature(call.door->config, row ? row->text(0) : "");
}

// Here the one who is asked reads it, and nobody else.
std::string words_of(db::Tx& tx, const Call& call, const store::Message& m) {
    if (!courier::asks_to_confirm(m)) return m.text;
    return courier::with_confirm_link(tx, call.app.seal, call.door->channel.workspace, m).value_or(m.text);
}

json::object show(db::Tx& tx, const Call& call, const store::Message& m) {
    bool ours = m.direction == model::Direction::outbound;
    return {{"id", m.id.text()},
            {"ours", ours},
            {"name", ours ? name_of(tx, call, m.member) : ""},
            {"text", words_of(tx, call, m)},
            {"at", m.sent_at.rfc3339()},
            {"key", key_of(m)},
            {"edited", static_cast<bool>(m.edited_at)},
            {"deleted", static_cast<bool>(m.deleted_at)},
            {"files", show(store::attachments(tx, call.door->channel.workspace, m.id))}};
}

Id before(const Call& call) {
    auto text = call.query("before");
    auto parsed = Id::parse(text);
    if (!text.empty() && !parsed)
        throw Error{Code::bad_request, "before: must be the id of a message."}.at("before");
    return parsed.value_or(Id{});
}

// Whoever asks has what was sent until now before his eyes: none of it needs to follow him.
void see(const Call& call, const store::Visitor& visitor) {
    auto now = call.app.store.clock.now();
    call.app.store.truth.write(
        [&](db::Tx& tx) { store::see_visitors(tx, visitor.workspace, {visitor.id}, now); });
}

// Always the newest: what is edited, or sent later than it was written, may stand above the last one known.
net::Response list(Call& call) {
    auto visitor = visitor_of(call);
    see(call, visitor);
    return answer(call.read([&](db::Tx& tx) {
        json::array items;
        auto conversation = conversation_of(tx, visitor);
        auto page = conversation
                        ? store::thread(tx, visitor.workspace, conversation->id, before(call), page_length)
                        : std::vector<store::Message>{};
        std::vector<Id> ids;
        ids.reserve(page.size());
        for (const auto& m : page) ids.push_back(m.id);
        auto jobs = store::jobs_of_messages(tx, visitor.workspace, ids);
        for (const auto& m : page) {
            auto job = jobs.find(m.id);
            if (visible(m, visitor, job == jobs.end() ? std::nullopt : std::optional(job->second)))
                items.push_back(show(tx, call, m));
        }
        bool more = page.size() == page_length;
        return json::object{{"items", std::move(items)},
                            {"before", more ? json::value(page.front().id.text()) : json::value()}};
    }));
}

// What the site has signed: which handle elsewhere is this human's too.
std::vector<model::Claim> vouched_for(const store::Visitor& visitor) {
    auto vouched = visitor.vouched.empty() ? std::nullopt : json::parse(visitor.vouched);
    if (!vouched || json::text(*vouched, "handle").empty()) return {};
    return {
        {model::Claim::Kind::signed_, json::text(*vouched, "handle"), true, json::text(*vouched, "network")}};
}

model::Inbound inbound(const Call& call, const store::Visitor& visitor, channels::Said said) {
    model::Inbound item;
    item.remote_id = visitor.id.text() + ":" + said.key;
    item.author = {call.door->channel.network, visitor.handle, visitor.name, {}, {}, vouched_for(visitor)};
    item.sent_at = call.app.store.clock.now();
    item.conversation_key = visitor.handle;
    item.text = std::move(said.text);
    item.attachments = files_of_words(call, visitor, said.files);
    if (!said.page.empty()) item.extra["page"] = said.page;
    if (!visitor.email.empty()) item.extra["email"] = visitor.email;
    return item;
}

void first_words(const Call& call, store::Visitor& visitor) {
    if (visitor.wrote_at) return;
    take(call.app.guests.beginnings, counted(call.request));
    call.app.store.change(visiting(call), [&](store::Change& change) {
        visitor.wrote_at = change.at;
        store::change_visitor(change, visitor);
    });
}

net::Response say(Call& call) {
    auto visitor = visitor_of(call);
    auto said = call.door->visits->said(call.request.body);
    take(call.app.guests.messages, visitor.id.text());
    auto item = inbound(call, visitor, std::move(said));
    first_words(call, visitor);
    auto remote = item.remote_id;
    channels::Batch batch;
    batch.items.push_back(std::move(item));
    const auto& channel = call.door->channel;
    auto taken =
        courier::Intake(call.app.store, call.app.files).take(visiting(call), channel.id, std::move(batch));
    return answer(call.read([&](db::Tx& tx) {
        auto id = store::find_remote(tx, channel.workspace, channel.id, remote);
        return show(tx, call, *store::message(tx, channel.workspace, id));
    }),
                  taken.added > 0 ? 201 : 200);
}

// A large one lies on the disk.
std::string uploaded(const net::Request& request) {
    if (request.body_file.empty()) return request.body;
    std::ifstream in(request.body_file, std::ios::binary);
    std::string bytes(largest_visitor_file + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

net::Response add_file(Call& call) {
    auto visitor = visitor_of(call);
    auto bytes = uploaded(call.request);
    if (bytes.empty()) throw Error{Code::bad_request, "The file is empty."};
    if (bytes.size() > largest_visitor_file) throw Error{Code::too_large, "A file may have 10 MB."};
    take(call.app.guests.files, visitor.id.text());
    take(call.app.guests.bytes, counted(call.request), static_cast<double>(bytes.size()));
    model::Attachment file{.name = clean_file_name(call.query("name")),
                           .media_type = std::string(prefix(to_utf8(call.query("type")), 100))};
    if (file.media_type.empty()) file.media_type = "application/octet-stream";
    file.sha256 = call.app.files.keep(visitor.workspace, bytes);
    return answer(
        json::object{{"file", file_word(call, visitor, file)}, {"name", file.name}, {"size", bytes.size()}},
        201);
}

net::Response get_file(Call& call) {
    auto visitor = visitor_of(call);
    auto file = call.read([&](db::Tx& tx) -> std::optional<store::Attachment> {
        auto found = store::attachment(tx, visitor.workspace, call.id());
        auto m = found ? store::message(tx, visitor.workspace, found->message) : std::nullopt;
        auto conversation = conversation_of(tx, visitor);
        bool theirs = m && conversation && m->conversation == conversation->id && !m->deleted_at &&
                      visible(*m, visitor, store::job_of_message(tx, visitor.workspace, m->id));
        return theirs ? found : std::nullopt;
    });
    auto path = file ? call.app.files.path(visitor.workspace, file->sha256) : std::filesystem::path();
    if (path.empty()) throw Error{Code::not_found, "This file does not exist."};
    net::Response response;
    response.file = path.string();
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("Content-Disposition", disposition("attachment", file->name));
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.set("Cache-Control", "private, max-age=86400");
    return response;
}

// Until the session ends or a member blocks the visitor; the database is asked once a minute.
Permit permit(App& app, const store::Visitor& visitor, std::string network) {
    return [&app, visitor, network = std::move(network)] {
        auto now = app.store.clock.now();
        return app.store.read([&](db::Tx& tx) {
            auto known = store::visitor(tx, visitor.workspace, visitor.id);
            auto who = store::identity(tx, visitor.workspace, network, visitor.handle);
            bool gone =
                !known || known->expires_at <= now || (who && store::blocked(tx, visitor.workspace, who->id));
            return gone ? Time{} : now + permit_ms;
        });
    };
}

std::int64_t since(const Call& call) {
    auto text = call.request.headers.get("Last-Event-ID");
    auto parsed = Id::parse(text);
    return parsed ? parsed->value : -1;
}

net::Response listen(Call& call) {
    auto visitor = visitor_of(call);
    auto from = counted(call.request);
    auto& live = call.app.live;
    if (live.guests() >= GuestLimits::most_streams ||
        live.guests_at(from) >= GuestLimits::most_streams_at_once)
        throw Error{Code::unavailable,
                    "Too many windows are open. What is said is shown when you look again."};
    see(call, visitor);
    auto conversation = call.read([&](db::Tx& tx) { return conversation_of(tx, visitor); });
    Live::Guest guest{visitor.id, from, conversation ? conversation->id : Id{}};
    net::Response response;
    response.headers.set("Content-Type", "text/event-stream");
    response.headers.set("X-Accel-Buffering", "no");
    response.stream = [&live, guest, workspace = visitor.workspace, seq = since(call),
                       may = permit(call.app, visitor, call.door->channel.network)](auto writer) {
        live.add(guest, workspace, seq, std::move(writer), may);
    };
    return response;
}

constexpr Route all[] = {
    {net::Method::get,
     "/chat/{key}/messages",
     guest,
     list,
     "What was said, the newest fifty",
     {},
     "VisitMessages",
     "before"},
    {net::Method::post,
     "/chat/{key}/messages",
     guest,
     say,
     "Say something",
     "NewVisitMessage",
     "VisitMessage",
     {},
     Takes::document,
     201},
    {net::Method::post,
     "/chat/{key}/files",
     guest,
     add_file,
     "Upload a file for a message",
     {},
     "VisitFile",
     "name type",
     Takes::visitor_file,
     201},
    {net::Method::get,
     "/chat/{key}/files/{id}",
     guest,
     get_file,
     "Download a file",
     {},
     "application/octet-stream"},
    {net::Method::get,
     "/chat/{key}/stream",
     guest,
     listen,
     "That there is news (Server-Sent Events)",
     {},
     "text/event-stream"},
};
}  // namespace

std::span<const Route> visit_message_routes() {
    return all;
}
}  // namespace api
