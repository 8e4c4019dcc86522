#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/feed/codec.hpp"
#include "channels/feed/messages.hpp"

// Any bytes: whatever we call a feed gives messages that can be stored, the same ones every time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::feed;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto result = decode(input, {}, "https://bakery.example/feed.xml");
    auto* feed = std::get_if<Feed>(&result);
    if (!feed) return 0;
    for (const auto& entry : feed->entries) {
        auto one = message(*feed, entry, {"https://bakery.example/feed.xml", Time{1}});
        auto* inbound = std::get_if<model::Inbound>(&one);
        if (!inbound) continue;
        if (inbound->remote_id.empty() || inbound->remote_id.size() > 1000) std::abort();
        if (inbound->author.handle.empty() || inbound->author.handle.size() > 1000) std::abort();
        for (auto* text :
             {&inbound->text, &inbound->html, &inbound->subject, &inbound->author.name, &inbound->remote_id})
            if (!is_utf8(*text) || text->find('\0') != text->npos) std::abort();
        auto again = message(*feed, entry, {"https://bakery.example/feed.xml", Time{1}});
        if (fingerprint(std::get<model::Inbound>(again)) != fingerprint(*inbound)) std::abort();
    }
    describe(input);
    return 0;
}
