#include "channels/archive/tweet.hpp"

#include <algorithm>

#include "channels/dates.hpp"
#include "text/fold.hpp"
#include "text/language.hpp"
#include "text/names.hpp"

namespace channels::archive {
namespace {
using View = std::string_view;

std::string text_of(const json::value& from, std::initializer_list<View> keys) {
    for (auto key : keys) {
        auto found = json::text(from, key);
        if (!found.empty()) return found;
        auto number = json::integer(from, key);
        if (number != 0) return std::to_string(number);
    }
    return {};
}

void replace_all(std::string& text, View from, View to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// X escapes these three and no others.
std::string unescaped(std::string text) {
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&amp;", "&");
    return text;
}

const json::value& entities(const json::value& tweet) {
    static const json::value none = json::object{};
    auto* found = json::find(tweet, {"entities"});
    return found ? *found : none;
}

const json::array& media_list(const json::value& tweet) {
    auto* extended = json::find(tweet, {"extended_entities"});
    const auto& all = extended ? json::list(*extended, "media") : json::list(entities(tweet), "media");
    return all.empty() ? json::list(entities(tweet), "media") : all;
}

std::string file_name(View url) {
    url = url.substr(0, url.find_first_of("?#"));
    auto slash = url.rfind('/');
    return std::string(slash == url.npos ? url : url.substr(slash + 1));
}

// The best version of a film; a picture has none.
std::string film(const json::value& media) {
    auto* info = json::find(media, {"video_info"});
    std::string best;
    std::int64_t rate = -1;
    if (!info) return best;
    for (const auto& each : json::list(*info, "variants")) {
        auto text = json::text(each, "bitrate", "0");
        auto bits =
            std::max<std::int64_t>(json::integer(each, "bitrate"), std::strtoll(text.c_str(), nullptr, 10));
        if (json::text(each, "content_type") == "video/mp4" && bits > rate)
            rate = bits, best = json::text(each, "url");
    }
    return best;
}

std::vector<Media> media_of(const json::value& tweet, const std::string& id) {
    std::vector<Media> found;
    for (const auto& each : media_list(tweet)) {
        auto url = film(each);
        if (url.empty()) url = text_of(each, {"media_url_https", "media_url"});
        if (!url.empty() && found.size() < 10)
            found.push_back({id + "-" + file_name(url), url, json::text(each, "ext_alt_text")});
    }
    return found;
}

// Short links by what they stand for; those of pictures, which follow as attachments, vanish.
std::string readable(const json::value& tweet, std::string text) {
    for (const auto& each : json::list(entities(tweet), "urls"))
        if (auto whole = json::text(each, "expanded_url"); !whole.empty() && !json::text(each, "url").empty())
            replace_all(text, json::text(each, "url"), whole);
    for (const auto& each : media_list(tweet))
        if (auto link = json::text(each, "url"); !link.empty()) replace_all(text, link, "");
    while (!text.empty() && text.back() <= ' ' && text.back() >= 0) text.pop_back();
    return unescaped(std::move(text));
}

model::Handle mentioned(const json::value& mention) {
    return {"x", x_handle(json::text(mention, "screen_name")),
            text::display_name(json::text(mention, "name"))};
}

std::vector<model::Handle> recipients(const json::value& tweet, const Owner& owner) {
    std::vector<model::Handle> all;
    auto add = [&](model::Handle handle) {
        bool known =
            handle.handle == owner.handle || handle.handle.size() < 2 ||
            std::any_of(all.begin(), all.end(), [&](auto& each) { return each.handle == handle.handle; });
        if (!known && all.size() < 100) all.push_back(std::move(handle));
    };
    for (const auto& each : json::list(entities(tweet), "user_mentions")) add(mentioned(each));
    if (auto name = json::text(tweet, "in_reply_to_screen_name"); !name.empty()) add({"x", x_handle(name)});
    return all;
}

std::string own_language(const json::value& tweet, View text) {
    auto declared = json::text(tweet, "lang");
    bool useful = declared.size() == 2 || (declared.size() > 3 && declared[2] == '-');
    return useful ? declared : text::language(text);
}

void read_words(model::Inbound& message, const json::value& tweet) {
    auto raw = text_of(tweet, {"full_text", "text"});
    if (raw.starts_with("RT @")) message.extra["repost"] = true;
    message.text = readable(tweet, raw);
    message.language = own_language(tweet, message.text);
    for (const char* key : {"favorite_count", "retweet_count"})
        if (auto count = text_of(tweet, {key}); !count.empty() && count != "0") message.extra[key] = count;
}

model::Handle participant(const std::string& id, const Owner& owner, const Names& names) {
    if (id == owner.id) return {"x", owner.handle, owner.name};
    auto found = names.find(id);
    return found == names.end() ? model::Handle{"x", "id:" + id} : found->second;
}

std::string dm_text(const json::value& message) {
    auto text = json::text(message, "text");
    for (const auto& each : json::list(message, "urls"))
        if (auto link = json::text(each, "url"); !link.empty())
            replace_all(text, link, json::text(each, "expanded"));
    return unescaped(std::move(text));
}

std::optional<Tweet> decode_direct(const json::value& message, const std::string& conversation,
                                   const Owner& owner, const Names& names, std::string& why) {
    auto id = text_of(message, {"id"}), sender = text_of(message, {"senderId"}),
         to = text_of(message, {"recipientId"});
    auto at = read_date(json::text(message, "createdAt"));
    if (id.empty() || sender.empty() || !at) {
        why = id.empty()       ? "it has no id"
              : sender.empty() ? "it has no sender"
                               : "its time cannot be understood";
        return std::nullopt;
    }
    Tweet out{{.remote_id = "dm:" + id, .author = participant(sender, owner, names), .sent_at = *at}, {}};
    out.message.direction = sender == owner.id ? model::Direction::outbound : model::Direction::inbound;
    out.message.visibility = model::Visibility::private_;
    out.message.text = dm_text(message);
    out.message.language = text::language(out.message.text);
    out.message.conversation_key = "dm:" + conversation;
    if (!to.empty() && to != owner.id) out.message.recipients.push_back(participant(to, owner, names));
    for (const auto& each : json::list(message, "mediaUrls"))
        if (each.is_string() && out.media.size() < 10)
            out.media.push_back(
                {id + "-" + file_name(View(each.get_string())), std::string(each.get_string()), {}});
    return out;
}
}  // namespace

std::string x_handle(View screen_name) {
    while (screen_name.starts_with('@')) screen_name.remove_prefix(1);
    std::string out = "@";
    for (char c : screen_name.substr(0, 100)) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::optional<Tweet> decode_tweet(const json::value& element, const Owner& owner, std::string& why) {
    auto* wrapped = json::find(element, {"tweet"});
    const auto& tweet = wrapped ? *wrapped : element;
    auto id = text_of(tweet, {"id_str", "id"});
    auto at = read_date(json::text(tweet, "created_at"));
    if (id.empty() || !at) {
        why = id.empty() ? "it has no id" : "its time cannot be understood";
        return std::nullopt;
    }
    Tweet out{{.remote_id = id, .author = {"x", owner.handle, owner.name}, .sent_at = *at},
              media_of(tweet, id)};
    out.message.recipients = recipients(tweet, owner);
    out.message.direction = model::Direction::outbound;
    out.message.visibility = model::Visibility::public_;
    out.message.url = "https://x.com/" + owner.handle.substr(1) + "/status/" + id;
    if (auto parent = text_of(tweet, {"in_reply_to_status_id_str", "in_reply_to_status_id"}); !parent.empty())
        out.message.reply_to = {parent};
    read_words(out.message, tweet);
    if (!out.message.text.empty() || !out.media.empty()) return out;
    why = "it has neither text nor pictures";
    return std::nullopt;
}

void learn_names(const json::value& element, Names& names) {
    auto* wrapped = json::find(element, {"tweet"});
    const auto& tweet = wrapped ? *wrapped : element;
    for (const auto& each : json::list(entities(tweet), "user_mentions"))
        if (auto id = text_of(each, {"id_str", "id"}); !id.empty() && names.size() < 200'000)
            names.emplace(id, mentioned(each));
}

std::vector<Tweet> decode_conversation(const json::value& element, const Owner& owner, const Names& names,
                                       std::vector<std::string>& why) {
    std::vector<Tweet> all;
    auto* conversation = json::find(element, {"dmConversation"});
    if (!conversation) {
        why.emplace_back("it is no conversation");
        return all;
    }
    for (const auto& each : json::list(*conversation, "messages")) {
        auto* message = json::find(each, {"messageCreate"});
        if (!message) continue;  // joins, leaves and new names are not messages
        std::string problem;
        auto decoded =
            decode_direct(*message, text_of(*conversation, {"conversationId"}), owner, names, problem);
        if (decoded)
            all.push_back(std::move(*decoded));
        else
            why.push_back(problem);
    }
    std::reverse(all.begin(), all.end());  // X writes the newest first
    return all;
}
}  // namespace channels::archive
