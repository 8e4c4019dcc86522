#include "channels/webhook/codec.hpp"

#include "base/encoding.hpp"
#include "channels/webhook/fields.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace channels::webhook {
namespace {
constexpr std::size_t longest_id = 500, longest_handle = 500, longest_text = 1u << 20, most_attachments = 20,
                      largest_extra = 16u << 10;
constexpr std::string_view of_message[] = {
    "id",           "author",   "time", "edited_at", "subject",   "text",        "html",  "reply_to",
    "conversation", "language", "url",  "public",    "addressed", "attachments", "extra", "deleted"};
constexpr std::string_view of_author[] = {"handle", "name", "avatar_url"};
constexpr std::string_view of_attachment[] = {"name", "type", "content", "url", "description"};

std::string web_address(const Fields& from, std::string_view key) {
    auto value = from.text(key, 2'000);
    if (value.empty()) return "";
    auto parsed = net::parse_url(value);
    if (!parsed) from.wrong(key, "must be an address that begins with https:// or http://.");
    return parsed->text;
}

model::Handle author(const Fields& message, const Setting& setting) {
    Fields from(message.at("author"), message.path("author"), of_author);
    auto name = std::string(prefix(text::collapse(from.text("name", 2'000)), 200));
    auto handle = text::collapse(from.required("handle", longest_handle));
    if (handle.empty()) from.wrong("handle", "is empty.");
    return {"webhook", handle_here(handle, setting.place), name, web_address(from, "avatar_url")};
}

std::string media_type(const std::string& given) {
    auto fits = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '/' || c == '.' || c == '-' || c == '+';
    };
    bool fine = given.find('/') != given.npos && std::all_of(given.begin(), given.end(), fits);
    return fine ? given : "application/octet-stream";
}

std::string last_part(const std::string& url) {
    auto path = net::parse_url(url)->path;
    path = path.substr(0, path.find('?'));
    return path.substr(path.rfind('/') + 1);
}

model::Attachment attachment(const json::value& given, const std::string& path) {
    Fields from(given, path, of_attachment);
    model::Attachment made;
    made.url = web_address(from, "url");
    if (made.url.empty() == !from.has("content"))
        from.wrong("content", "or “url” must be there, and not both.");
    if (from.has("content")) {
        auto bytes = from_base64(from.text("content", longest_text));
        if (!bytes) from.wrong("content", "must be base 64.");
        made.bytes = std::move(*bytes);
    }
    made.name = from.text("name", 255);
    if (made.name.empty() && !made.url.empty()) made.name = std::string(prefix(last_part(made.url), 255));
    if (made.name.empty()) made.name = "file";
    made.media_type = media_type(from.text("type", 100));
    made.description = from.text("description", 2'000);
    made.size = made.bytes.size();
    return made;
}

void add_words(const Fields& from, model::Inbound& item) {
    item.subject = text::collapse(from.text("subject", 1'000));
    item.text = from.text("text", longest_text);
    auto html = from.text("html", longest_text);
    if (html.empty()) return;
    auto safe = text::sanitise(html);
    item.html = std::move(safe.html);
    if (safe.remote_images > 0) item.extra["remote_images"] = safe.remote_images;
    if (item.text.empty()) item.text = text::to_text(html);
}

// Under a name of its own: other names mean something to the house.
void add_extra(const Fields& from, model::Inbound& item) {
    const auto* extra = from.object("extra");
    if (!extra) return;
    if (json::serialize(*extra).size() > largest_extra) from.wrong("extra", "is too large; at most 16 kB.");
    item.extra["webhook"] = *extra;
}

std::string language(const Fields& from) {
    auto value = from.text("language", 35);
    auto fits = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-'; };
    if (!std::all_of(value.begin(), value.end(), fits)) from.wrong("language", "must be as en or pt-BR.");
    return value;
}

void add_attachments(const Fields& from, model::Inbound& item) {
    const auto* all = from.list("attachments", most_attachments);
    for (std::size_t n = 0; all && n < all->size(); ++n)
        item.attachments.push_back(attachment((*all)[n], fmt::format("{}[{}]", from.path("attachments"), n)));
}

model::Inbound message(const Fields& from, const std::string& id, const Setting& setting) {
    model::Inbound item;
    item.remote_id = id;
    item.author = author(from, setting);
    item.visibility = from.flag("public", false) ? model::Visibility::public_ : model::Visibility::private_;
    item.sent_at = from.has("time") ? from.time("time") : setting.at;
    item.edited_at = from.time("edited_at");
    item.reply_to = from.texts("reply_to", 50, longest_id);
    std::erase(item.reply_to, "");
    item.conversation_key = from.text("conversation", longest_id);
    item.language = language(from);
    item.url = web_address(from, "url");
    item.addressed = from.flag("addressed", true);
    add_words(from, item);
    add_attachments(from, item);
    add_extra(from, item);
    if (text::collapse(item.text).empty() && item.attachments.empty())
        from.wrong("text", "is missing: a message has text, html or an attachment.");
    return item;
}

// Where one message of the body stands, and what it is called when it has no id of its own.
struct Spot {
    std::string path, stand_in;
};

std::string id_of(const json::value& given) {
    auto id = to_utf8(json::text(given, "id"));
    return id.size() <= longest_id ? id : "";
}

// As it is kept for a later try, when nobody remembers the call it came with.
std::string raw(const json::value& given, const std::string& id) {
    if (!given.is_object()) return json::serialize(given);
    auto kept = given.get_object();
    kept["id"] = id;
    return json::serialize(kept);
}

void take(const json::value& given, const Spot& spot, const Setting& setting, Pushed& into) {
    auto id = id_of(given);
    auto name = id.empty() ? spot.stand_in : id;
    try {
        Fields from(given, spot.path, of_message);
        bool deleted = from.flag("deleted", false), named = !from.text("id", longest_id).empty();
        if (!named && deleted) from.wrong("id", "is missing: say which message is gone.");
        if (!named && !spot.path.empty())
            from.wrong("id", "is missing: in a list every message has an id of yours.");
        deleted ? into.batch.deleted.push_back(name)
                : into.batch.items.push_back(message(from, name, setting));
    } catch (const Error& error) {
        into.batch.poison.push_back({name, raw(given, name), error.text()});
        if (into.why.empty()) into.why = error.text(), into.field = error.field();
    }
}

Pushed unreadable(std::string_view body, const Setting& setting, std::string why) {
    Pushed out;
    out.messages = 1;
    out.batch.poison.push_back({setting.push_id, std::string(body), why});
    out.why = std::move(why);
    return out;
}
}  // namespace

Pushed understand(std::string_view body, const Setting& setting) {
    auto parsed = json::parse(body);
    if (!parsed)
        return unreadable(body, setting, "The body must be JSON in UTF-8, nested at most 64 levels.");
    Pushed out;
    if (!parsed->is_array()) {
        out.messages = 1;
        take(*parsed, {"", setting.push_id}, setting, out);
        return out;
    }
    const auto& all = parsed->get_array();
    if (all.empty() || all.size() > most_messages)
        return unreadable(
            body, setting,
            fmt::format("A list holds 1 to {} messages; this one has {}.", most_messages, all.size()));
    out.messages = all.size();
    for (std::size_t n = 0; n < all.size(); ++n)
        take(all[n], {fmt::format("[{}]", n), fmt::format("{}#{}", setting.push_id, n)}, setting, out);
    return out;
}

std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig& config) {
    auto again = understand(raw, {config.option("place"), "unknown", {}});
    if (again.batch.items.size() == 1 && again.messages == 1) return std::move(again.batch.items.front());
    if (!again.batch.poison.empty()) return std::move(again.batch.poison.front());
    return model::Poison{"unknown", std::string(raw), "It is a list; send its messages again one by one."};
}

std::string handle_here(std::string_view there, std::string_view place) {
    return fmt::format("{}@{}", there, place);
}

std::string handle_there(std::string_view here, std::string_view place) {
    auto ending = fmt::format("@{}", place);
    if (here.ends_with(ending)) here.remove_suffix(ending.size());
    return std::string(here);
}

std::string canonical(std::string_view handle) {
    auto made = text::collapse(handle);
    auto at = made.rfind('@');
    bool whole = at != made.npos && at > 0 && at + 1 < made.size();
    if (!whole || made.find("://") != made.npos)
        throw Error{Code::bad_request,
                    fmt::format("“{}” is nobody's number in a system; one looks like 42@shop.example.",
                                prefix(made, 100))}
            .at("to");
    return made;
}
}  // namespace channels::webhook
