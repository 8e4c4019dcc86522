#include "channels/bluesky/settings.hpp"

#include <algorithm>
#include <charconv>

#include "channels/bluesky/content.hpp"
#include "channels/bluesky/syntax.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"
#include "text/tokens.hpp"

namespace channels::bluesky {
namespace {
constexpr std::size_t most_sources = 20;

std::optional<Source> source(const std::string& word) {
    if (word.size() < 2) return std::nullopt;
    if (word[0] == '#') return Source{Source::Kind::tag, word, word.substr(1)};
    if (word[0] == '"') return Source{Source::Kind::words, word, word.substr(1, word.size() - 2)};
    if (word[0] != '@') return Source{Source::Kind::words, word, word};
    auto name = word.substr(1);
    return is_at_identifier(name) ? std::optional(Source{Source::Kind::author, word, name}) : std::nullopt;
}

// Up to the next space, or to the quotation mark that belongs to the one it begins with.
std::string next_word(const std::string& words, std::size_t& at) {
    bool quoted = words[at] == '"' && words.find('"', at + 1) != words.npos;
    auto end = quoted ? words.find('"', at + 1) + 1 : std::min(words.find(' ', at), words.size());
    auto word = words.substr(at, end - at);
    at = end;
    return word;
}

std::vector<Source> sources_of(std::string_view typed) {
    std::string words = text::collapse(typed);
    std::vector<Source> all;
    for (std::size_t at = 0; at < words.size();) {
        if (words[at] == ' ' || words[at] == ',') {
            ++at;
            continue;
        }
        auto word = next_word(words, at);
        if (word.size() > 1 && word.ends_with(',')) word.pop_back();
        auto known = source(word);
        if (!known || all.size() >= most_sources)
            throw ChannelError(Fault::rejected,
                               known ? "At most 20 things can be listened to."
                                     : "“" + word +
                                           "” cannot be listened to: write #hashtag, a word, \"some "
                                           "words\" or @handle.")
                .about("listen");
        all.push_back(std::move(*known));
    }
    return all;
}

std::string websocket(const std::string& typed) {
    auto text = text::collapse(typed);
    if (text.empty()) return text;
    auto at = text.find("://");
    auto scheme = at == text.npos ? "wss" : text.substr(0, at);
    auto rest = at == text.npos ? text : text.substr(at + 3);
    bool plain = scheme == "ws" || scheme == "http";
    if (!net::parse_url((plain ? "http://" : "https://") + rest))
        throw ChannelError(Fault::rejected,
                           "This is no address of a Jetstream. Write it like wss://jetstream.example.")
            .about("jetstream");
    rest = rest.substr(0, rest.find_first_of("/?#"));
    return (plain ? "ws://" : "wss://") + rest;
}

std::vector<std::string> folded(std::string_view said) {
    std::vector<std::string> all;
    for (auto& each : text::tokens(said)) all.push_back(std::move(each.folded));
    return all;
}

bool has_tag(const json::value& record, const std::string& tag) {
    auto wanted = text::fold(tag);
    auto same = [&](std::string_view each) { return text::fold(each) == wanted; };
    for (const auto& facet : json::list(record, "facets"))
        for (const auto& feature : json::list(facet, "features"))
            if (same(words(feature, "tag"))) return true;
    const auto& more = json::list(record, "tags");
    return std::any_of(more.begin(), more.end(),
                       [&](const auto& each) { return each.is_string() && same(each.get_string()); });
}
}  // namespace

Settings Settings::read(const ChannelConfig& config) {
    Settings made;
    made.sources = sources_of(config.option("listen"));
    made.jetstream = websocket(config.option("jetstream"));
    const auto& pace = config.option("seconds");
    std::int64_t seconds = 30;
    std::from_chars(pace.data(), pace.data() + pace.size(), seconds);
    made.pace_ms = std::clamp<std::int64_t>(seconds, 1, 3'600) * second_ms;
    return made;
}

bool wanted(const std::vector<Source>& sources, const json::value& record, const std::string& author) {
    std::vector<std::string> said;
    for (const auto& source : sources) {
        if (source.kind == Source::Kind::author && !source.did.empty() && source.did == author) return true;
        if (source.kind == Source::Kind::tag && has_tag(record, source.value)) return true;
        if (source.kind != Source::Kind::words) continue;
        if (said.empty()) said = folded(words(record, "text"));
        auto phrase = folded(source.value);
        if (!phrase.empty() &&
            std::search(said.begin(), said.end(), phrase.begin(), phrase.end()) != said.end())
            return true;
    }
    return false;
}
}  // namespace channels::bluesky
