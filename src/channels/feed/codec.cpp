#include "channels/feed/codec.hpp"

#include <algorithm>
#include <new>

#include "base/encoding.hpp"
#include "channels/charset.hpp"
#include "channels/feed/decoders.hpp"
#include "channels/feed/links.hpp"
#include "channels/feed/mend.hpp"

namespace channels::feed {
namespace {
using View = std::string_view;
using Result = std::variant<Feed, Problem>;

std::string lower(View text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// The value after `key` in `charset=utf-8` or `encoding="utf-8"`.
std::string parameter(View text, View key) {
    auto at = lower(text).find(key);
    if (at == std::string::npos) return {};
    text.remove_prefix(at + key.size());
    auto begin = text.find_first_not_of(" =\"'");
    if (begin == text.npos) return {};
    text.remove_prefix(begin);
    return std::string(text.substr(0, text.find_first_of(" \"';?>")));
}

// What the XML declaration says; a document in an unknown 8-bit code still shows it in ASCII.
std::string declared_encoding(View bytes) {
    auto head = bytes.substr(0, 1024);
    auto begin = head.find("<?xml");
    if (begin == head.npos) return {};
    head.remove_prefix(begin);
    return parameter(head.substr(0, head.find("?>")), "encoding");
}

// EBCDIC begins "<?xml" with these bytes.
bool is_ebcdic(View bytes) {
    return bytes.starts_with("\x4C\x6F\xA7\x94\x93");
}

// Bytes that are well-formed UTF-8 and not ASCII are UTF-8, whatever is declared.
std::string charset_of(View bytes, View content_type) {
    if (auto mark = byte_order_mark(bytes)) return mark->charset;
    auto guessed = guess_charset(bytes.substr(0, 4096));
    if (guessed.starts_with("utf-16")) return guessed;
    if (is_ebcdic(bytes)) return "ibm-037";
    bool ascii = std::none_of(bytes.begin(), bytes.end(), [](char c) { return c < 0; });
    bool escapes = bytes.find('\x1b') != bytes.npos || bytes.find("~{") != bytes.npos;  // ISO-2022, HZ
    if (is_utf8(bytes) && (!ascii || !escapes)) return "utf-8";
    for (auto& label : {parameter(content_type, "charset"), declared_encoding(bytes)})
        if (!label.empty() && known_charset(label) && lower(label) != "utf-8") return label;
    return ascii ? "utf-8" : "";
}

// Mostly UTF-8 with some stray bytes is better read as such; otherwise as its letters tell.
std::string fallback_charset(View bytes) {
    auto text = to_utf8(bytes);
    std::size_t wrong = 0, right = 0;
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        auto is_lead = static_cast<unsigned char>(text[at]) >= 0xc2;
        if (!is_lead) continue;
        ++(text.compare(at, 3, "\xEF\xBF\xBD") == 0 ? wrong : right);
    }
    return right > wrong * 2 ? "utf-8" : guess_charset(bytes);
}

struct Decoded {
    std::string text;
    std::string notice;
};

Decoded to_text(View bytes, View content_type) {
    auto charset = charset_of(bytes, content_type);
    auto declared = declared_encoding(bytes);
    if (charset.empty()) {
        charset = fallback_charset(bytes);
        return {transcode(bytes, charset),
                "The feed does not say which charset it is written in, or says it wrongly; "
                "it was read as " +
                    charset + "."};
    }
    if (charset == "utf-8") return {transcode(bytes, "utf-8"), {}};
    return {transcode(bytes, charset), {}};
}

View without_leading_space(View text) {
    auto begin = text.find_first_not_of(" \t\r\n\v\f");
    return begin == text.npos ? View() : text.substr(begin);
}

bool is_html(View text, View content_type) {
    auto head = lower(text.substr(0, 1024));
    bool says_html = head.starts_with("<!doctype html") || head.starts_with("<html");
    if (says_html) return true;
    bool feedish =
        head.find("<rss") != head.npos || head.find("<feed") != head.npos || head.find("<rdf") != head.npos;
    return !feedish && (head.find("<html") != head.npos || lower(content_type).starts_with("text/html"));
}

std::string named(View url) {
    return url.empty() ? std::string("This") : std::string(url);
}

Problem html_problem(View html, View url) {
    if (asks_for_password(html))
        return {named(url) +
                " is a page that asks for a login, not a feed. Use the address of a feed that can be "
                "read without logging in, or give user name and password in the channel's settings."};
    Problem problem{named(url) + " is a web page, not a feed.", offered_feeds(html, url)};
    if (problem.feeds.empty()) {
        problem.text += " It offers no feed either; look for an RSS or Atom link on the site.";
    } else {
        problem.text += " It offers this feed: " + problem.feeds[0];
        for (std::size_t i = 1; i < problem.feeds.size(); ++i) problem.text += ", " + problem.feeds[i];
    }
    return problem;
}

Result decode_json(View text, View url) {
    auto root = json::parse(text);
    if (!root) return Problem{named(url) + " looks like a JSON feed, but is not well-formed JSON."};
    bool is_feed =
        root->is_object() && (root->get_object().contains("items") ||
                              json::text(*root, "version").find("jsonfeed.org") != std::string::npos);
    if (!is_feed) return Problem{named(url) + " is JSON, but not a JSON Feed: it has no \"items\"."};
    return decode_json_feed(*root, url);
}

// Warnings of a web server may stand before the document.
View from_document_start(View text) {
    std::size_t best = text.npos;
    auto head = text.substr(0, 64 << 10);
    for (View start : {"<?xml", "<rss", "<feed", "<rdf:RDF", "<RDF"}) best = std::min(best, head.find(start));
    return best == text.npos ? text : text.substr(best);
}

Result by_root(pugi::xml_document& document, View url) {
    for (auto root : document.children()) {
        View name = root.name();
        if (name == "rss" || name == "RSS" || name == "rdf:RDF" || name == "RDF" || name == "channel" ||
            name == "Channel")
            return decode_rss(root, url);
        if (name == "atom:feed" || name == "atom:entry") return decode_atom(root, url);
    }
    auto root = local_name(document.document_element());
    if (root.empty()) return Problem{named(url) + " is neither RSS, Atom nor JSON Feed."};
    return Problem{named(url) + " is XML, but not a feed: its outermost element is <" +
                   to_utf8(root.substr(0, 60)) + ">."};
}

void add_notices(Feed& feed, const Mended& mended, std::string charset_notice) {
    if (!charset_notice.empty()) feed.notices.push_back(std::move(charset_notice));
    if (mended.repairs > 0)
        feed.notices.push_back("The feed's XML was broken in " + std::to_string(mended.repairs) +
                               (mended.repairs == 1 ? " place" : " places") + " and has been mended.");
    if (!mended.truncated) return;
    feed.notices.push_back("The feed ends in the middle; what came before was read.");
    if (!feed.entries.empty()) feed.entries.back().cut = true;
}

Result decode_xml(Decoded decoded, View url) {
    auto mended = mend(from_document_start(decoded.text));
    decoded.text = {};
    pugi::xml_document document;
    auto options = pugi::parse_minimal | pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                   pugi::parse_ws_pcdata | pugi::parse_wconv_attribute;
    document.load_buffer_inplace(mended.xml.data(), mended.xml.size(), options, pugi::encoding_utf8);
    use_canonical_names(document);
    auto result = by_root(document, url);
    if (auto* feed = std::get_if<Feed>(&result)) add_notices(*feed, mended, std::move(decoded.notice));
    return result;
}

// Bounds, and what needs the whole feed.
void finish(Feed& feed) {
    if (feed.entries.size() > max_entries) {
        feed.entries.resize(max_entries);
        feed.notices.push_back("The feed has more than " + std::to_string(max_entries) +
                               " entries; only these were read.");
    }
    for (auto& entry : feed.entries)
        if (entry.language.empty()) entry.language = feed.language;
}

Result decode_bytes(View bytes, View content_type, View url) {
    if (bytes.size() > max_bytes)
        return Problem{named(url) + " is larger than 16 MiB. Ask the publisher for a shorter feed."};
    auto decoded = to_text(bytes, content_type);
    auto text = without_leading_space(decoded.text);
    if (text.empty()) return Problem{named(url) + " is empty."};
    if (text.starts_with('{') || text.starts_with('[')) return decode_json(text, url);
    if (is_html(text, content_type)) return html_problem(text, url);
    return decode_xml(std::move(decoded), url);
}
}  // namespace

Result decode(View bytes, View content_type, View base_url) {
    try {
        auto result = decode_bytes(bytes, content_type, base_url);
        if (auto* feed = std::get_if<Feed>(&result)) finish(*feed);
        return result;
    } catch (const std::exception&) {
        return Problem{named(base_url) + " could not be read as a feed."};
    }
}
}  // namespace channels::feed
