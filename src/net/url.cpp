#include "net/url.hpp"

#include <charconv>

#include <boost/url.hpp>

namespace net {
namespace {
namespace urls = boost::urls;

constexpr std::string_view hexits = "0123456789ABCDEF";

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

bool is_hexit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void put_escaped(std::string& out, char c) {
    auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hexits[byte >> 4];
    out += hexits[byte & 15];
}

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Tabs and line breaks inside are dropped as browsers do (a feed folds long addresses); the rest that RFC
// 3986 has no place for is escaped.
std::string repaired(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    std::string out;
    bool in_fragment = false, in_query = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '\t' || c == '\n' || c == '\r') continue;
        bool escape_sequence =
            c == '%' && i + 2 < text.size() && is_hexit(text[i + 1]) && is_hexit(text[i + 2]);
        bool repeated_mark = c == '#' && in_fragment;
        if (c == '\\' && !in_query && !in_fragment)
            out += '/';
        else if (escape_sequence ||
                 (!repeated_mark && c != '%' &&
                  (is_plain(c) || std::string_view(":/?#[]@!$&'()*+,;=").find(c) != text.npos)))
            out += c;
        else
            put_escaped(out, c);
        in_query = in_query || c == '?';
        in_fragment = in_fragment || c == '#';
    }
    return out;
}

// Brackets belong to IPv6 hosts alone; feeds use them bare in paths and queries.
std::string without_stray_brackets(std::string text) {
    auto authority = text.find("//");
    auto start = authority == text.npos ? 0 : text.find_first_of("/?#", authority + 2);
    if (start == text.npos) return text;
    std::string out = text.substr(0, start);
    for (char c : std::string_view(text).substr(start)) {
        if (c == '[' || c == ']')
            put_escaped(out, c);
        else
            out += c;
    }
    return out;
}

std::optional<urls::url> reference_of(std::string_view text) {
    if (text.size() > 8192) return {};
    std::string clean = without_stray_brackets(repaired(text));
    auto parsed = urls::parse_uri_reference(clean);
    if (!parsed) return {};
    return urls::url(*parsed);
}

bool is_web(const urls::url& url) {
    return (url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https) &&
           url.has_authority() && !url.encoded_host().empty();
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// RFC 3986 §5.2.4 for an absolute path; Boost keeps the ".." that would climb above the root.
std::string without_dots(std::string_view path) {
    std::vector<std::string_view> kept;
    bool directory = true;
    while (!path.empty()) {
        path.remove_prefix(path.front() == '/' ? 1 : 0);
        auto segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        directory = segment == "." || segment == "..";
        if (segment == ".." && !kept.empty()) kept.pop_back();
        if (!directory) kept.push_back(segment);
    }
    std::string out;
    for (auto segment : kept) out.append("/").append(segment);
    return directory ? out + "/" : out;
}

// The scheme's own port when none is written; nullopt for a number that is no port.
std::optional<std::uint16_t> port_of(const urls::url& url) {
    std::string digits(url.port());
    if (digits.empty()) return url.scheme_id() == urls::scheme::https ? 443 : 80;
    unsigned value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value == 0 || value > 65535)
        return {};
    return static_cast<std::uint16_t>(value);
}

std::string written(const urls::url& url) {
    std::string out = lower(url.scheme()) + "://";
    if (url.has_userinfo()) out.append(url.encoded_userinfo()).append("@");
    out += lower(url.encoded_host());
    if (!url.port().empty()) out.append(":").append(url.port());
    out += without_dots(url.encoded_path());
    if (url.has_query()) out.append("?").append(url.encoded_query());
    if (url.has_fragment()) out.append("#").append(url.encoded_fragment());
    return out;
}
}  // namespace

std::optional<Url> parse_url(std::string_view text) {
    auto url = reference_of(text);
    if (!url || !is_web(*url)) return {};
    auto port = port_of(*url);
    if (!port) return {};
    url->remove_fragment();
    std::string host = lower(url->encoded_host());
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    return Url{lower(url->scheme()), std::move(host), *port, without_dots(url->encoded_path()),
               written(*url)};
}

std::optional<std::string> resolve(std::string_view base, std::string_view reference) {
    auto from = reference_of(base), to = reference_of(reference);
    if (!from || !to || !from->has_scheme()) return {};
    urls::url out;
    if (!urls::resolve(*from, *to, out) || !is_web(out) || !port_of(out)) return {};
    return written(out);
}

std::string escape(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (is_plain(c))
            out += c;
        else
            put_escaped(out, c);
    }
    return out;
}

std::string query(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string out;
    for (auto [key, value] : fields) out += (out.empty() ? "" : "&") + escape(key) + "=" + escape(value);
    return out;
}

}  // namespace net
