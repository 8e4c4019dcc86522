#include "channels/mastodon/codec.hpp"

#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "base/hash.hpp"
#include "channels/dates.hpp"
#include "channels/mastodon/claims.hpp"
#include "channels/mastodon/content.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"
#include "text/names.hpp"

namespace channels::mastodon {
namespace {
using View = std::string_view;
constexpr std::size_t most_recipients = 100, most_files = 20;

// Our names of audiences beside the network's words, from the widest to the narrowest.
constexpr std::pair<View, View> audiences[] = {
    {"public", "public"}, {"unlisted", "unlisted"}, {"followers", "private"}, {"direct", "direct"}};

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// JSON can spell a NUL, which no database takes.
std::string words(const json::value& from, View key, View fallback = {}) {
    auto text = json::text(from, key, fallback);
    std::erase(text, '\0');
    return text;
}

// Ids are texts, but some servers write numbers.
std::string id(const json::value& from, View key) {
    const auto* found = json::find(from, {key});
    if (!found) return {};
    if (found->is_string()) return std::string(prefix(words(from, key), 900));
    if (found->is_int64()) return std::to_string(found->get_int64());
    return found->is_uint64() ? std::to_string(found->get_uint64()) : "";
}

std::string post_id(const json::value& from, View key) {
    return lasting_id(id(from, key));
}

Time time(const json::value& from, View key) {
    return read_date(words(from, key)).value_or(Time{});
}

std::string line(const json::value& from, View key, std::size_t limit) {
    return std::string(prefix(text::collapse(words(from, key)), limit));
}

model::Poison poison(const json::value& status, View why) {
    auto raw = json::serialize(status);
    auto known = post_id(status, "id");
    return {known.empty() ? "unreadable-" + std::to_string(stable_hash(raw)) : known,
            std::string(prefix(raw, 1u << 20)), std::string(why)};
}

std::vector<model::Handle> recipients(const json::value& status, const Origin& origin) {
    std::vector<model::Handle> all;
    for (const auto& each : json::list(status, "mentions")) {
        auto handle = account(each, origin);
        bool us = id(each, "id") == origin.me || handle.handle == origin.us;
        if (handle.handle.empty() || us || all.size() >= most_recipients) continue;
        all.push_back(std::move(handle));
    }
    return all;
}

std::string media_type(const json::value& file, const std::string& url) {
    static constexpr std::pair<View, View> by_ending[] = {
        {".png", "image/png"},   {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".gif", "image/gif"},
        {".webp", "image/webp"}, {".mp4", "video/mp4"},  {".mp3", "audio/mpeg"},  {".ogg", "audio/ogg"}};
    auto path = lower(url.substr(0, url.find_first_of("?#")));
    for (auto [ending, type] : by_ending)
        if (path.ends_with(ending)) return std::string(type);
    auto kind = words(file, "type");
    return kind == "image"                     ? "image/jpeg"
           : kind == "video" || kind == "gifv" ? "video/mp4"
           : kind == "audio"                   ? "audio/mpeg"
                                               : "application/octet-stream";
}

std::vector<model::Attachment> files(const json::value& status) {
    std::vector<model::Attachment> all;
    for (const auto& each : json::list(status, "media_attachments")) {
        auto url = words(each, "url");
        if (url.empty()) url = words(each, "remote_url");
        if (url.empty() || all.size() >= most_files) continue;
        auto path = url.substr(0, url.find_first_of("?#"));
        auto name = std::string(prefix(path.substr(path.rfind('/') + 1), 200));
        all.push_back({.name = name.empty() ? "file" : name,
                       .media_type = media_type(each, url),
                       .description = words(each, "description"),
                       .url = url});
    }
    return all;
}

void read_poll(model::Inbound& message, const json::value& status) {
    const auto* poll = json::find(status, {"poll"});
    if (!poll || !poll->is_object()) return;
    json::array options;
    for (const auto& each : json::list(*poll, "options")) {
        if (options.size() >= 50) break;
        options.push_back(
            json::object{{"title", line(each, "title", 500)}, {"votes", json::integer(each, "votes_count")}});
        message.text += "\n- " + line(each, "title", 500);
    }
    message.extra["poll"] = json::object{{"options", std::move(options)},
                                         {"multiple", json::boolean(*poll, "multiple")},
                                         {"votes", json::integer(*poll, "votes_count")},
                                         {"expires_at", words(*poll, "expires_at")},
                                         {"expired", json::boolean(*poll, "expired")}};
}

// A post that shows another one beside its own words.
void read_quote(model::Inbound& message, const json::value& status, const Origin& origin) {
    const auto* quoted = json::find(status, {"quote", "quoted_status"});
    if (!quoted || !quoted->is_object()) quoted = json::find(status, {"pleroma", "quote"});
    if (!quoted || !quoted->is_object()) return;
    const auto* author = json::find(*quoted, {"account"});
    message.quoted =
        (author ? account(*author, origin).handle + ":\n" : "") + content(words(*quoted, "content")).text;
    message.extra["quote"] = words(*quoted, "url");
}

void read_details(model::Inbound& message, const json::value& status) {
    if (json::boolean(status, "sensitive")) message.extra["sensitive"] = true;
    json::array tags;
    for (const auto& each : json::list(status, "tags"))
        if (auto name = line(each, "name", 200); !name.empty() && tags.size() < 100)
            tags.push_back(boost::json::string(name));
    if (!tags.empty()) message.extra["tags"] = std::move(tags);
    if (const auto* by = json::find(status, {"application", "name"}); by && by->is_string())
        message.extra["application"] = line(*json::find(status, {"application"}), "name", 200);
}

void read_words(model::Inbound& message, const json::value& status) {
    auto said = content(words(status, "content"));
    message.text = std::move(said.text), message.html = std::move(said.html);
    message.subject = std::string(prefix(text::collapse(text::to_text(words(status, "spoiler_text"))), 500));
    message.language = line(status, "language", 35);
}

model::Inbound read_message(const json::value& status, const json::value& author, const Origin& origin) {
    model::Inbound m;
    m.remote_id = post_id(status, "id"), m.author = account(author, origin);
    m.recipients = recipients(status, origin);
    bool ours = (!origin.me.empty() && id(author, "id") == origin.me) || m.author.handle == origin.us;
    m.direction = ours ? model::Direction::outbound : model::Direction::inbound;
    m.audience = audience(words(status, "visibility", "public"));
    if (m.audience == "followers" && origin.private_means_direct) m.audience = "direct";
    m.visibility = m.audience == "direct" ? model::Visibility::private_ : model::Visibility::public_;
    m.sent_at = time(status, "created_at"), m.edited_at = time(status, "edited_at");
    m.url = words(status, "url");
    if (m.url.empty()) m.url = words(status, "uri");
    if (auto parent = post_id(status, "in_reply_to_id"); !parent.empty()) m.reply_to = {parent};
    read_words(m, status);
    read_poll(m, status);
    read_quote(m, status, origin);
    read_details(m, status);
    m.attachments = files(status);
    return m;
}

// A boost says nothing of its own; what it shows is what there is to hear. snac gives a post that somebody
// boosted as such a boost, under the post's own id.
const json::value& said_in(const json::value& status) {
    const auto* shown = json::find(status, {"reblog"});
    return shown && shown->is_object() ? *shown : status;
}

std::string_view why_unreadable(const json::value& status) {
    if (!status.is_object()) return "It is no post: a post is a JSON object.";
    if (id(status, "id").empty()) return "It has no id.";
    const auto* author = json::find(status, {"account"});
    if (!author || words(*author, "acct").empty()) return "It does not say who wrote it.";
    if (!time(status, "created_at")) return "Its time (created_at) cannot be understood.";
    const auto* said = json::find(status, {"content"});
    if (!said || !said->is_string()) return "It has no content.";
    return {};
}

// Whether a post speaks to us, whoever it came by.
bool speaks_to_us(const json::value& status, const Origin& origin) {
    const auto& mentions = json::list(status, "mentions");
    return id(status, "in_reply_to_account_id") == origin.me ||
           std::any_of(mentions.begin(), mentions.end(), [&](const auto& each) {
               return id(each, "id") == origin.me || account(each, origin).handle == origin.us;
           });
}

enum class Heard { addressed, heard };

void add(const json::value& status, const Origin& origin, Heard heard, Batch& batch) {
    auto understood = message(status, origin);
    if (auto* bad = std::get_if<model::Poison>(&understood)) {
        batch.poison.push_back(std::move(*bad));
        return;
    }
    auto& item = std::get<model::Inbound>(understood);
    bool ours = item.direction == model::Direction::outbound;
    // What we said to nobody in particular is no conversation until somebody answers.
    bool to_nobody = ours && item.reply_to.empty() && item.recipients.empty();
    item.addressed = heard == Heard::addressed ? !to_nobody : ours && !to_nobody;
    batch.items.push_back(std::move(item));
}

void add_edit(const json::value& status, const Origin& origin, Batch& batch) {
    auto understood = message(status, origin);
    if (auto* item = std::get_if<model::Inbound>(&understood)) batch.edits.push_back(std::move(*item));
}

void add_reaction(const json::value& from, model::Reaction::Kind kind, const Origin& origin, Batch& batch) {
    const auto* who = json::find(from, {"account"});
    const auto* status = json::find(from, {"status"});
    if (!who || words(*who, "acct").empty()) return;
    model::Reaction made;
    made.kind = kind, made.who = account(*who, origin), made.at = time(from, "created_at");
    if (status && kind != model::Reaction::Kind::follow) made.target = post_id(*status, "id");
    if (kind != model::Reaction::Kind::follow && made.target.empty()) return;
    made.remote_id = std::string(model::name(kind)) + ":" + id(*who, "id") + ":" + made.target;
    batch.reactions.push_back(std::move(made));
}
}  // namespace

model::Handle account(const json::value& from, const Origin& origin) {
    auto acct = lower(prefix(text::collapse(words(from, "acct")), 500));
    if (acct.starts_with('@')) acct.erase(0, 1);
    if (acct.empty()) return {};
    bool local = acct.find('@') == acct.npos;
    auto name = text::display_name(words(from, "display_name"));
    if (name.empty()) name = words(from, "username");
    auto avatar = words(from, "avatar_static");
    if (avatar.empty()) avatar = words(from, "avatar");
    return {"mastodon",
            "@" + acct + (local ? "@" + lower(origin.host) : ""),
            std::string(prefix(name, 200)),
            std::string(prefix(avatar, 2'000)),
            "",
            claims(from)};
}

std::string lasting_id(View id) {
    constexpr std::size_t seconds = 10, digest = 32;
    bool snac = id.size() == seconds + digest &&
                id.substr(0, seconds).find_first_not_of("0123456789") == id.npos &&
                id.substr(seconds).find_first_not_of("0123456789abcdef") == id.npos;
    return snac ? std::string(seconds, '0') + std::string(id.substr(seconds)) : std::string(id);
}

std::variant<model::Inbound, model::Poison> message(const json::value& from, const Origin& origin) {
    const auto& status = said_in(from);
    if (auto why = why_unreadable(status); !why.empty()) return poison(status, why);
    return read_message(status, *json::find(status, {"account"}), origin);
}

void take_notification(const json::value& from, const Origin& origin, Batch& batch) {
    using Kind = model::Reaction::Kind;
    auto type = words(from, "type");
    const auto* status = json::find(from, {"status"});
    bool speaks = type == "mention" || type == "status" || type == "quote" || type == "pleroma:chat_mention";
    if (speaks && status && status->is_object()) return add(*status, origin, Heard::addressed, batch);
    if (speaks) return batch.poison.push_back(poison(from, "It announces a post and does not bring it."));
    if (type == "favourite") return add_reaction(from, Kind::like, origin, batch);
    if (type == "reblog") return add_reaction(from, Kind::repost, origin, batch);
    if (type == "follow" || type == "follow_request") return add_reaction(from, Kind::follow, origin, batch);
    if ((type == "update" || type == "poll") && status) return add_edit(*status, origin, batch);
}

void take_status(const json::value& status, const Origin& origin, Batch& batch) {
    add(status, origin, speaks_to_us(said_in(status), origin) ? Heard::addressed : Heard::heard, batch);
}

void take_conversation(const json::value& from, const Origin& origin, Batch& batch) {
    const auto* last = json::find(from, {"last_status"});
    if (last && last->is_object()) add(*last, origin, Heard::addressed, batch);
}

bool take_frame(View event, View payload, const Origin& origin, Batch& batch) {
    if (event == "delete") {
        auto gone = lasting_id(prefix(to_utf8(payload), 900));
        if (!gone.empty()) batch.deleted.push_back(std::move(gone));
        return !payload.empty();
    }
    auto parsed = json::parse(payload);
    if (!parsed) return false;
    if (event == "notification") return take_notification(*parsed, origin, batch), true;
    if (event == "status.update") return add_edit(*parsed, origin, batch), true;
    if (event == "update") return take_status(*parsed, origin, batch), true;
    if (event == "conversation") return take_conversation(*parsed, origin, batch), true;
    return false;
}

View audience(View visibility) {
    for (auto [ours, theirs] : audiences)
        if (theirs == visibility) return ours;
    return "followers";
}

View visibility(View audience) {
    for (auto [ours, theirs] : audiences)
        if (ours == audience) return theirs;
    return "direct";
}

std::string canonical(View typed) {
    auto handle = lower(text::collapse(typed));
    if (handle.starts_with("http://") || handle.starts_with("https://")) {
        auto url = net::parse_url(handle);
        auto path = url ? View(url->path) : View();
        for (View start : {"/@", "/users/", "/u/"})
            if (path.starts_with(start)) {
                auto name = path.substr(start.size());
                handle = "@" + std::string(name.substr(0, name.find('/'))) + "@" + url->host;
                break;
            }
    }
    if (!handle.starts_with('@')) handle.insert(0, "@");
    auto host = handle.find('@', 1);
    bool whole = host != handle.npos && host > 1 && host + 1 < handle.size() &&
                 handle.find('@', host + 1) == handle.npos && handle.find_first_of(" /?#<>\"") == handle.npos;
    if (!whole || handle.size() > 500)
        throw Error{Code::bad_request, "Write the handle with its server: @name@server.example."};
    return handle;
}

std::variant<model::Inbound, model::Poison> decode_raw(View raw, const ChannelConfig& config) {
    const auto& us = config.option("account");
    auto url = net::parse_url(config.option("server"));
    auto host = us.rfind('@') == us.npos ? (url ? url->host : "") : us.substr(us.rfind('@') + 1);
    Origin origin{host, "", us};
    auto parsed = json::parse(raw);
    if (!parsed) return model::Poison{"", std::string(prefix(raw, 1u << 20)), "It is not well-formed JSON."};
    const auto* inside = json::find(*parsed, {"status"});
    return message(inside && inside->is_object() ? *inside : *parsed, origin);
}
}  // namespace channels::mastodon
