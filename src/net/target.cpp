#include "net/target.hpp"

#include "base/encoding.hpp"

namespace net {
namespace {
int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// Unescapes %XX; nullopt when an escape is broken or the result is no UTF-8.
std::optional<std::string> unescape(std::string_view text, char space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == space ? ' ' : text[i];
            continue;
        }
        if (i + 2 >= text.size()) return {};
        int high = digit(text[i + 1]), low = digit(text[i + 2]);
        if (high < 0 || low < 0) return {};
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!is_utf8(out)) return {};
    return out;
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

std::optional<std::string> read_path(std::string_view text) {
    auto path = unescape(text, '\0');
    if (!path || path->empty() || path->front() != '/') return {};
    if (std::any_of(path->begin(), path->end(), is_control) || has_dot_segment(*path)) return {};
    return path;
}

bool read_query(std::string_view text, std::map<std::string, std::string>& into) {
    while (!text.empty()) {
        auto pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        auto equals = pair.find('=');
        auto key = unescape(pair.substr(0, equals), '+');
        auto value = unescape(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1), '+');
        if (!key || !value) return false;
        into[*key] = std::move(*value);
    }
    return true;
}

std::string_view without_origin(std::string_view target) {
    for (std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        auto rest = target.substr(scheme.size());
        auto path = rest.find_first_of("/?#");
        return path == rest.npos ? "/" : rest.substr(path);
    }
    return target;
}
}  // namespace

std::optional<Target> read_target(std::string_view target) {
    target = without_origin(target);
    target = target.substr(0, target.find('#'));
    auto mark = target.find('?');
    auto path = read_path(target.substr(0, mark));
    if (!path) return {};
    Target out{std::move(*path), {}};
    if (mark != target.npos && !read_query(target.substr(mark + 1), out.query)) return {};
    return out;
}

bool sane_trace(std::string_view text) {
    auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-_.:").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace net
