#include "channels/feed/codec.hpp"

namespace channels::feed {
namespace {
class Lines {
public:
    explicit Lines(std::string_view type) { out_["type"] = type; }
    void put(std::string_view key, const std::string& value) {
        if (!value.empty()) out_[key] = value;
    }
    void put(std::string_view key, json::value value, bool wanted) {
        if (wanted) out_[key] = std::move(value);
    }
    // In RFC 3339; as written under "…_raw".
    void put(std::string_view key, const Date& date) {
        if (date.time) out_[key] = date.time.rfc3339();
        put(std::string(key) + "_raw", date.raw);
    }
    void add(const json::object& details) {
        for (const auto& each : details)
            if (!out_.contains(each.key())) out_[each.key()] = each.value();
    }
    json::object done() { return std::move(out_); }

private:
    json::object out_;
};

json::array strings(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& each : values) out.emplace_back(each);
    return out;
}

json::object described(const Author& author) {
    json::object out;
    if (!author.name.empty()) out["name"] = author.name;
    if (!author.email.empty()) out["email"] = author.email;
    if (!author.url.empty()) out["url"] = author.url;
    if (!author.avatar.empty()) out["avatar"] = author.avatar;
    return out;
}

json::array described(const std::vector<Author>& authors) {
    json::array out;
    for (const auto& each : authors) out.push_back(described(each));
    return out;
}

json::array addresses(const std::vector<Link>& links) {
    json::array out;
    for (const auto& each : links)
        if (!each.href.empty() && (each.rel == "alternate" || each.rel == "self" || each.rel == "related"))
            out.emplace_back(each.href);
    return out;
}

json::array described(const std::vector<Link>& links) {
    json::array out;
    for (const auto& each : links) {
        json::object one;
        auto put = [&one](const char* key, const std::string& value) {
            if (!value.empty()) one[key] = value;
        };
        put("href", each.href), put("rel", each.rel), put("type", each.type), put("title", each.title);
        put("hreflang", each.language), put("length", each.length);
        out.push_back(std::move(one));
    }
    return out;
}

json::array described(const std::vector<Enclosure>& enclosures) {
    json::array out;
    for (const auto& each : enclosures) {
        json::object one{{"url", each.url}};
        if (!each.type.empty()) one["type"] = each.type;
        if (!each.length.empty()) one["length"] = each.length;
        out.push_back(std::move(one));
    }
    return out;
}

json::object described(const Image& image) {
    json::object out;
    if (!image.url.empty()) out["url"] = image.url;
    if (!image.title.empty()) out["title"] = image.title;
    return out;
}

template <class Whole>
void put_people(Lines& lines, const Whole& whole) {
    if (!whole.authors.empty()) lines.put("author", described(whole.authors[0]), true);
    lines.put("authors", described(whole.authors), !whole.authors.empty());
    lines.put("contributors", described(whole.contributors), !whole.contributors.empty());
}

json::object described(const Feed& feed) {
    Lines lines("feed");
    lines.put("feed_type", feed.type);
    lines.put("feed_version", feed.version);
    lines.put("title", feed.title.value);
    lines.put("link", feed.link);
    lines.put("feed_link", feed.feed_link);
    lines.put("links", addresses(feed.links), !feed.links.empty());
    lines.put("link_details", described(feed.links), !feed.links.empty());
    lines.put("description", feed.description.value);
    lines.put("language", feed.language);
    lines.put("copyright", feed.copyright);
    lines.put("generator", feed.generator);
    lines.put("published", feed.published);
    lines.put("updated", feed.updated);
    put_people(lines, feed);
    lines.put("categories", strings(feed.categories), !feed.categories.empty());
    auto image = described(feed.image);
    lines.put("image", image, !image.empty());
    lines.put("entries", feed.entries.size(), true);
    lines.put("notices", strings(feed.notices), !feed.notices.empty());
    lines.add(feed.details);
    return lines.done();
}

json::object described(const Entry& entry) {
    Lines lines("entry");
    lines.put("title", entry.title.value);
    lines.put("link", entry.link);
    lines.put("links", addresses(entry.links), !entry.links.empty());
    lines.put("link_details", described(entry.links), !entry.links.empty());
    lines.put("id", entry.id);
    lines.put("guid", entry.id);
    lines.put("published", entry.published);
    lines.put("updated", entry.updated);
    put_people(lines, entry);
    lines.put("summary", entry.summary.value);
    lines.put("description", entry.summary.value);
    lines.put("content", entry.content.value);
    lines.put("content_type", entry.content.type);
    lines.put("categories", strings(entry.categories), !entry.categories.empty());
    lines.put("enclosures", described(entry.enclosures), !entry.enclosures.empty());
    auto image = described(entry.image);
    lines.put("image", image, !image.empty());
    lines.put("language", entry.language);
    lines.put("in_reply_to", strings(entry.in_reply_to), !entry.in_reply_to.empty());
    lines.put("cut", true, entry.cut);
    lines.add(entry.details);
    return lines.done();
}
}  // namespace

std::vector<json::object> describe(std::string_view bytes) {
    auto result = decode(bytes);
    if (auto* problem = std::get_if<Problem>(&result)) {
        json::object out{{"type", "problem"}, {"text", problem->text}};
        if (!problem->feeds.empty()) out["feeds"] = strings(problem->feeds);
        return {out};
    }
    const auto& feed = std::get<Feed>(result);
    std::vector<json::object> out{described(feed)};
    for (const auto& entry : feed.entries) out.push_back(described(entry));
    for (const auto& each : feed.damaged)
        out.push_back({{"type", "damaged"}, {"id", each.remote_id}, {"why", each.why}});
    return out;
}
}  // namespace channels::feed
