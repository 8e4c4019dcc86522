#include "channels/archive/activity.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "channels/dates.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"
#include "text/language.hpp"
#include "text/names.hpp"

namespace channels::archive {
namespace {
using View = std::string_view;

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// A value that may be an address or an object with an id.
std::string id_of(const json::value& from, View key) {
    auto* found = json::find(from, {key});
    if (!found) return {};
    return found->is_string() ? std::string(found->get_string()) : json::text(*found, "id");
}

bool holds(const json::value& from, View key, View wanted) {
    auto* found = json::find(from, {key});
    if (found && found->is_string()) return View(found->get_string()) == wanted;
    const auto& all = json::list(from, key);
    return std::any_of(all.begin(), all.end(), [&](const auto& each) {
        return each.is_string() && View(each.get_string()) == wanted;
    });
}

model::Visibility visibility(const json::value& from) {
    for (View everybody : {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
        if (holds(from, "to", everybody) || holds(from, "cc", everybody)) return model::Visibility::public_;
    return model::Visibility::private_;
}

std::string mentioned(const json::value& tag) {
    auto name = json::text(tag, "name"), href = json::text(tag, "href");
    if (name.find('@', 1) != name.npos) return lower(name.starts_with('@') ? name : "@" + name);
    auto handle = fediverse_handle(href);
    auto url = net::parse_url(href);
    bool local = !handle.starts_with('@') && url && name.size() > 1;
    return local ? lower(name) + "@" + url->host : handle;
}

std::vector<model::Handle> recipients(const json::value& note, const model::Handle& owner) {
    std::vector<model::Handle> all;
    for (const auto& tag : json::list(note, "tag")) {
        if (json::text(tag, "type") != "Mention" || all.size() >= 100) continue;
        auto handle = mentioned(tag);
        if (!handle.empty() && handle != owner.handle) all.push_back({"mastodon", handle});
    }
    return all;
}

std::vector<LinkedFile> linked_files(const json::value& note) {
    std::vector<LinkedFile> all;
    for (const auto& each : json::list(note, "attachment"))
        if (auto url = json::text(each, "url"); !url.empty() && all.size() < 20)
            all.push_back({url, json::text(each, "mediaType"), json::text(each, "name")});
    return all;
}

std::string language(const json::value& note, View text) {
    auto* map = json::find(note, {"contentMap"});
    if (map && map->is_object() && map->get_object().size() == 1) return map->get_object().begin()->key();
    return text::language(text);
}

void add_poll(model::Inbound& message, const json::value& note) {
    for (const char* key : {"oneOf", "anyOf"})
        for (const auto& option : json::list(note, key))
            if (message.text.size() < 10'000) message.text += "\n- " + json::text(option, "name");
}

void read_note(model::Inbound& message, const json::value& note) {
    auto content = json::text(note, "content");
    auto warning = json::text(note, "summary");
    message.text = text::to_text(content);
    message.html = text::sanitise(content).html;
    message.subject = std::string(prefix(text::collapse(warning), 500));
    if (message.subject.empty())
        message.subject = std::string(prefix(text::collapse(json::text(note, "name")), 500));
    add_poll(message, note);
    message.language = language(note, message.text);
    message.url = json::text(note, "url", message.remote_id);
    if (auto parent = id_of(note, "inReplyTo"); !parent.empty()) message.reply_to = {parent};
    message.conversation_key = json::text(note, "conversation");
    if (json::boolean(note, "sensitive")) message.extra["sensitive"] = true;
    json::array tags;
    for (const auto& tag : json::list(note, "tag"))
        if (json::text(tag, "type") == "Hashtag")
            tags.push_back(boost::json::string(json::text(tag, "name")));
    if (!tags.empty()) message.extra["tags"] = std::move(tags);
}

std::optional<Activity> decode_repost(const json::value& activity, Activity out, std::string& why) {
    auto object = id_of(activity, "object");
    if (object.empty()) {
        why = "it shares nothing";
        return std::nullopt;
    }
    out.message.remote_id = json::text(activity, "id", object);
    out.message.text = object;
    out.message.url = object;
    out.message.extra["repost"] = object;
    return out;
}

std::optional<Activity> decode_post(const json::value& activity, Activity out, std::string& why) {
    auto* note = json::find(activity, {"object"});
    out.message.remote_id = note ? json::text(*note, "id") : "";
    if (out.message.remote_id.empty()) {
        why = "its post is not in the archive";
        return std::nullopt;
    }
    if (auto at = read_date(json::text(*note, "published"))) out.message.sent_at = *at;
    out.message.recipients = recipients(*note, out.message.author);
    if (json::find(*note, {"to"})) out.message.visibility = visibility(*note);
    read_note(out.message, *note);
    out.files = linked_files(*note);
    if (!out.message.text.empty() || !out.files.empty()) return out;
    why = "it has neither text nor pictures";
    return std::nullopt;
}
}  // namespace

std::string fediverse_handle(View actor_url) {
    auto url = net::parse_url(actor_url);
    if (!url) return std::string(actor_url);
    View path = url->path;
    for (View start : {"/users/", "/@", "/u/", "/profile/"}) {
        if (!path.starts_with(start)) continue;
        auto name = path.substr(start.size());
        name = name.substr(0, name.find('/'));
        if (!name.empty()) return "@" + lower(name) + "@" + url->host;
    }
    return url->text;
}

std::optional<Activity> decode_activity(const json::value& activity, const model::Handle& owner,
                                        std::string& why) {
    auto type = json::text(activity, "type");
    auto at = read_date(json::text(activity, "published"));
    auto actor = id_of(activity, "actor");
    Activity out;
    out.message.author = owner;
    out.message.direction = model::Direction::outbound;
    out.message.sent_at = at.value_or(Time{});
    if (out.message.author.handle.empty()) out.message.author = {"mastodon", fediverse_handle(actor)};
    out.message.visibility = visibility(activity);
    if (out.message.author.handle.empty())
        why = "it does not say who wrote it";
    else if (!at)
        why = "its time cannot be understood";
    else if (type == "Announce")
        return decode_repost(activity, std::move(out), why);
    else if (type == "Create")
        return decode_post(activity, std::move(out), why);
    else
        why = "an activity of the type " + std::string(prefix(type, 40)) + " is no message";
    return std::nullopt;
}
}  // namespace channels::archive
