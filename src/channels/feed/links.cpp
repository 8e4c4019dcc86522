#include "channels/feed/links.hpp"

#include "net/url.hpp"
#include "text/html.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;

bool white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

View trim(View text) {
    while (!text.empty() && white(text.front())) text.remove_prefix(1);
    while (!text.empty() && white(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

struct Attribute {
    std::string name;  // lower case
    View value;        // as written, entities and all
};

struct Tag {
    std::string name;  // lower case
    std::vector<Attribute> attributes;
    View value(View wanted) const {
        for (const auto& each : attributes)
            if (each.name == wanted) return each.value;
        return {};
    }
};

// Goes from start tag to start tag of HTML, without building a tree.
class Tags {
public:
    explicit Tags(View html) : html_(html) {}

    bool next(Tag& tag) {
        while ((at_ = html_.find('<', at_)) != html_.npos) {
            ++at_;
            if (html_.substr(at_).starts_with("!--")) {
                at_ = std::min(html_.find("-->", at_), html_.size());
            } else if (letter()) {
                read(tag);
                return true;
            }
        }
        return false;
    }

private:
    bool letter() const {
        if (at_ >= html_.size()) return false;
        char c = static_cast<char>(html_[at_] | 32);
        return c >= 'a' && c <= 'z';
    }

    View until(View any_of) {
        auto begin = at_;
        at_ = std::min(html_.find_first_of(any_of, at_), html_.size());
        return html_.substr(begin, at_ - begin);
    }

    void skip_white() {
        while (at_ < html_.size() && (white(html_[at_]) || html_[at_] == '/')) ++at_;
    }

    void read(Tag& tag) {
        tag = {lower(until(" \t\r\n\f/>")), {}};
        for (skip_white(); at_ < html_.size() && html_[at_] != '>'; skip_white()) {
            auto begin = at_;
            Attribute attribute{lower(until(" \t\r\n\f=/>")), {}};
            while (at_ < html_.size() && white(html_[at_])) ++at_;
            if (at_ < html_.size() && html_[at_] == '=') ++at_, attribute.value = value();
            if (at_ == begin) ++at_;
            if (tag.attributes.size() < 50) tag.attributes.push_back(std::move(attribute));
        }
    }

    View value() {
        while (at_ < html_.size() && white(html_[at_])) ++at_;
        if (at_ >= html_.size()) return {};
        char quote = html_[at_];
        if (quote != '"' && quote != '\'') return until(" \t\r\n\f>");
        ++at_;
        auto inside = until(View(&quote, 1));
        if (at_ < html_.size()) ++at_;
        return inside;
    }

    View html_;
    std::size_t at_ = 0;
};

// In an attribute only the ampersand is written as an entity by most.
std::string plain(View value) {
    std::string out(trim(value));
    for (auto at = out.find("&amp;"); at != out.npos; at = out.find("&amp;", at + 1)) out.erase(at + 1, 4);
    return out;
}

bool holds_address(View name) {
    return name == "href" || name == "src" || name == "cite" || name == "poster" || name == "longdesc" ||
           name == "background" || name == "action";
}

// "https:", "at:", but not "a/b:c".
bool has_scheme(View address) {
    auto colon = address.find_first_of(":/?#");
    return colon != address.npos && colon > 1 && address[colon] == ':';
}

bool is_feed_type(View type) {
    auto wanted = lower(trim(type.substr(0, type.find(';'))));
    return wanted == "application/rss+xml" || wanted == "application/atom+xml" ||
           wanted == "application/feed+json" || wanted == "application/rdf+xml" ||
           wanted == "application/json";
}
}  // namespace

std::string absolute(View base, View reference) {
    auto wanted = trim(reference);
    if (base.empty() || has_scheme(wanted)) return std::string(wanted);
    return net::resolve(base, wanted).value_or(std::string(wanted));
}

std::string absolute_links(View html, View base) {
    if (base.empty()) return std::string(html);
    std::string out;
    const char* copied = html.data();
    Tags tags(html);
    for (Tag tag; tags.next(tag);) {
        for (const auto& each : tag.attributes) {
            if (!holds_address(each.name) || trim(each.value).empty() || trim(each.value)[0] == '#') continue;
            auto meant = plain(each.value);
            auto whole = absolute(base, meant);
            if (whole == meant) continue;
            out.append(copied, each.value.data());
            out += text::escape(whole);
            copied = each.value.data() + each.value.size();
        }
    }
    return out.append(copied, html.data() + html.size());
}

std::string first_image(View html) {
    Tags tags(html);
    for (Tag tag; tags.next(tag);)
        if (tag.name == "img" && !trim(tag.value("src")).empty()) return plain(tag.value("src"));
    return {};
}

std::vector<std::string> offered_feeds(View html, View url) {
    std::vector<std::string> found;
    Tags tags(html);
    for (Tag tag; found.size() < 5 && tags.next(tag);) {
        if (tag.name == "body") break;
        bool alternate = lower(tag.value("rel")).find("alternate") != std::string::npos;
        if (tag.name == "link" && alternate && is_feed_type(tag.value("type")) && !tag.value("href").empty())
            found.push_back(absolute(url, plain(tag.value("href"))));
    }
    return found;
}

bool asks_for_password(View html) {
    Tags tags(html);
    for (Tag tag; tags.next(tag);)
        if (tag.name == "input" && lower(tag.value("type")) == "password") return true;
    return false;
}
}  // namespace channels::feed
