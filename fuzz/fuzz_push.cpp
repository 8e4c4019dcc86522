#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/webhook/codec.hpp"

namespace {
void check(const model::Inbound& m) {
    if (m.remote_id.empty() || m.remote_id.size() > 1000) std::abort();
    if (m.author.handle.empty() || m.author.handle.size() > 1000) std::abort();
    for (auto* text : {&m.text, &m.html, &m.subject, &m.conversation_key, &m.language, &m.url, &m.author.name,
                       &m.author.handle, &m.remote_id})
        if (!is_utf8(*text) || text->find('\0') != text->npos) std::abort();
    for (const auto& a : m.attachments)
        if (a.name.empty() || !is_utf8(a.name) || a.url.empty() == a.bytes.empty()) {
            if (!a.url.empty() || a.size != 0) std::abort();
        }
}
}  // namespace

// Any bytes as what a system pushes: each message comes out fit to be stored or as poison with a sentence,
// and what was set aside can be looked at again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::webhook;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto pushed = understand(input, {"shop.example", "msg_1", Time{1'792'000'000'000}});
    if (pushed.messages !=
        pushed.batch.items.size() + pushed.batch.poison.size() + pushed.batch.deleted.size())
        std::abort();
    if (pushed.why.empty() != pushed.batch.poison.empty()) std::abort();
    for (const auto& each : pushed.batch.items) check(each);
    const channels::ChannelConfig config{{}, "", {{"place", "shop.example"}}, {}};
    for (const auto& each : pushed.batch.poison) {
        if (each.remote_id.empty() || each.remote_id.size() > 1000 || each.why.empty()) std::abort();
        decode_raw(each.raw, config);
    }
    return 0;
}
