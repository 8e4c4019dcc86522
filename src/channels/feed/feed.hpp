#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "model/message.hpp"

// What RSS 0.9x/1.0/2.0, Atom 0.3/1.0 (RFC 4287) and JSON Feed 1.0/1.1 have in common, as plain values.
namespace channels::feed {

// Larger documents are refused; entries beyond are left out with a notice.
constexpr std::size_t max_bytes = 16u << 20, max_entries = 2000;

struct Author {
    std::string name, email, url, avatar;
    bool empty() const { return name.empty() && email.empty() && url.empty() && avatar.empty(); }
};

struct Link {
    std::string href, rel, type, title, language, length;
};

struct Enclosure {
    std::string url, type, length;
};

struct Image {
    std::string url, title;
};

// `value` is markup for "html" and "xhtml", plain for "text", anything for other media types. RSS does not
// say which it is: `type` is empty then.
struct Text {
    std::string value, type;
};

struct Date {
    std::string raw;  // as written
    Time time;        // 0 when it could not be understood
};

struct Entry {
    std::string id;
    bool permalink = false;  // RSS: the id is also the address of the entry
    Text title, summary, content;
    std::string link;         // where a human reads it
    std::vector<Link> links;  // all of them, `link` included
    Date published, updated;
    std::vector<Author> authors, contributors;
    std::vector<std::string> categories;
    std::vector<Enclosure> enclosures;
    Image image;
    std::string language;                  // inherited from the feed
    std::vector<std::string> in_reply_to;  // RFC 4685
    std::string base;                      // against which links inside the markup are meant
    bool cut = false;                      // the document ended inside it
    std::string raw = {};                  // when it says nothing: the entry as a feed of its own
    json::object details = {};             // rights, comments, source, place, and unknown elements

    bool says_nothing() const {
        return title.value.empty() && summary.value.empty() && content.value.empty() && link.empty() &&
               enclosures.empty();
    }
};

struct Feed {
    std::string type, version;  // "rss" "2.0", "atom" "1.0", "json" "1.1"
    Text title, description;
    std::string link, feed_link, language, copyright, generator;
    std::vector<Link> links;
    Date published, updated;
    std::vector<Author> authors, contributors;
    std::vector<std::string> categories;
    Image image;
    std::int64_t every_ms = 0;    // the publisher's own word on how often to come (ttl, sy:update…)
    std::vector<int> skip_hours;  // UTC, 0…23
    std::vector<int> skip_days;   // 0 Sunday … 6 Saturday
    std::vector<Entry> entries;   // in the order of the document
    json::object details = {};
    std::vector<std::string> notices;    // what was wrong with the document and mended, one sentence each
    std::vector<model::Poison> damaged;  // entries that could not be understood
};

// Why some bytes are no feed, as a sentence with the remedy, and feeds that a web page points to.
struct Problem {
    std::string text;
    std::vector<std::string> feeds = {};
};

}  // namespace channels::feed
