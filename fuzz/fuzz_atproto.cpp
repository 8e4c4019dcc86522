#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/bluesky/facets.hpp"
#include "channels/bluesky/jetstream.hpp"
#include "channels/bluesky/syntax.hpp"

namespace {
void check(const model::Inbound& m) {
    if (m.remote_id.empty() || m.remote_id.size() > 1000) std::abort();
    if (m.author.handle.empty() || m.author.handle.size() > 1000) std::abort();
    for (const auto& each : m.reply_to)
        if (each.empty() || each.size() > 1000) std::abort();
    for (auto* text : {&m.text, &m.subject, &m.quoted, &m.language, &m.author.name, &m.author.handle,
                       &m.author.shown, &m.remote_id})
        if (!is_utf8(*text) || text->find('\0') != text->npos) std::abort();
}

void check_facets(const std::string& text) {
    for (const auto& each : channels::bluesky::facets(text, [](const auto&) { return "did:plc:ana"; })) {
        const auto& range = *json::find(each, {"index"});
        auto begin = json::integer(range, "byteStart", -1), end = json::integer(range, "byteEnd", -1);
        bool fits = begin >= 0 && begin < end && end <= static_cast<std::int64_t>(text.size());
        if (!fits ||
            !is_utf8(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin))))
            std::abort();
    }
}
}  // namespace

// Any bytes as a post, a notification, a frame of Jetstream, a spelling and a text: what we make of it can be
// stored, and sent.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::bluesky;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    const Origin origin{"did:plc:hello"};
    channels::Batch batch;
    if (auto parsed = json::parse(input)) {
        take_reaction(*parsed, batch);
        take_post(*parsed, origin, Heard::heard, batch);
        speaks(*parsed);
    }
    const std::vector<Source> sources{{Source::Kind::words, "rye", "rye"},
                                      {Source::Kind::tag, "#bread", "bread"}};
    const channels::Watched watched;
    Told told;
    take_frame(input, {origin, sources, watched}, told);
    for (const auto& each : told.posts)
        if (!at_uri(each)) std::abort();
    describe(input);
    check_facets(to_utf8(input));
    for (const auto& each : batch.items) check(each);
    for (const auto& each : batch.poison)
        if (each.remote_id.empty() || each.why.empty()) std::abort();
    for (const auto& each : batch.reactions)
        if (each.remote_id.empty() || each.remote_id.size() > 1000 || each.who.handle.empty()) std::abort();
    return 0;
}
