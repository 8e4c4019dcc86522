#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/mastodon/codec.hpp"

namespace {
void check(const model::Inbound& m) {
    if (m.remote_id.empty() || m.remote_id.size() > 1000) std::abort();
    if (m.author.handle.empty() || m.author.handle.size() > 1000) std::abort();
    for (auto* text :
         {&m.text, &m.html, &m.subject, &m.quoted, &m.author.name, &m.author.handle, &m.remote_id})
        if (!is_utf8(*text) || text->find('\0') != text->npos) std::abort();
}
}  // namespace

// Any bytes as a post, a notification and a frame of a stream: what we make of it can be stored.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::mastodon;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    const Origin origin{"maison.example", "7"};
    channels::Batch batch;
    if (auto parsed = json::parse(input)) {
        take_notification(*parsed, origin, batch);
        take_status(*parsed, origin, batch);
        take_conversation(*parsed, origin, batch);
    }
    for (auto* event : {"notification", "update", "status.update", "delete", "conversation"})
        take_frame(event, input, origin, batch);
    for (const auto& each : batch.items) check(each);
    for (const auto& each : batch.edits) check(each);
    for (const auto& each : batch.poison)
        if (each.remote_id.empty() || each.why.empty()) std::abort();
    for (const auto& each : batch.reactions)
        if (each.remote_id.empty() || each.who.handle.empty()) std::abort();
    return 0;
}
