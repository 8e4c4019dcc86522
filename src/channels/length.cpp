#include "channels/length.hpp"

#include <fmt/format.h>

#include "text/length.hpp"

namespace channels {
namespace {
bool of_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

bool of_host(char c) {
    return of_name(c) || c == '.' || c == '-' || c == ':';
}

template <class Fits>
std::size_t end_of(std::string_view text, std::size_t at, Fits fits) {
    while (at < text.size() && fits(text[at])) ++at;
    return at;
}

// Where a link that begins here ends; `at` when none does.
std::size_t link_end(std::string_view text, std::size_t at) {
    auto rest = text.substr(at);
    if (!rest.starts_with("http://") && !rest.starts_with("https://")) return at;
    return end_of(text, at, [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '<' && c != '>' && c != '"';
    });
}

struct Mention {
    std::size_t name_end, end;  // of "@ana" and of "@ana@town.example"
};

// Nothing when there is none, or one without a server.
std::optional<Mention> mention(std::string_view text, std::size_t at) {
    if (text[at] != '@' || (at > 0 && (of_name(text[at - 1]) || text[at - 1] == '@'))) return std::nullopt;
    auto name = end_of(text, at + 1, [](char c) { return of_name(c) || c == '.' || c == '-'; });
    if (name == at + 1 || name >= text.size() || text[name] != '@') return std::nullopt;
    auto end = end_of(text, name + 1, of_host);
    while (end > name + 1 && !of_name(text[end - 1])) --end;
    return end == name + 1 ? std::nullopt : std::optional(Mention{name, end});
}

// The text as it counts: every link gone (and counted), every mention short.
std::string short_text(std::string_view text, const Limits& limits, std::size_t& links) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto end = limits.link_characters > 0 ? link_end(text, at) : at;
        auto named = limits.mentions_count_by_name ? mention(text, at) : std::nullopt;
        if (end > at) {
            ++links, at = end;
        } else if (named) {
            out += text.substr(at, named->name_end - at), at = named->end;
        } else {
            out += text[at++];
        }
    }
    return out;
}
}  // namespace

std::size_t length(std::string_view text, const Limits& limits) {
    if (limits.counting == Counting::weighted) return text::weighted_length(text);
    if (limits.counting == Counting::none) return text::code_points(text);
    std::size_t links = 0;
    auto counted = short_text(text, limits, links);
    return text::graphemes(counted) + links * limits.link_characters;
}

std::size_t length(std::string_view text, std::span<const std::string> named, const Limits& limits) {
    auto count = length(text, limits);
    for (const auto& name : named)
        if (limits.names_count && text.find(name) == text.npos) count += length(name + " ", limits);
    return count;
}

std::optional<std::string> too_much(std::string_view text, std::size_t attachments, const Limits& limits,
                                    std::span<const std::string> named) {
    auto count = limits.characters > 0 ? length(text, named, limits) : 0;
    if (count > limits.characters)
        return fmt::format(
            "This is {} characters long, and the network takes {}. Shorten it, or write several.", count,
            limits.characters);
    if (limits.attachments > 0 && attachments > limits.attachments)
        return fmt::format("The network takes at most {} files with one message.", limits.attachments);
    return std::nullopt;
}
}  // namespace channels
