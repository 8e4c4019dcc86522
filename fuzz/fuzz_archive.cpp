#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/archive/activity.hpp"
#include "channels/archive/json_elements.hpp"
#include "channels/archive/tweet.hpp"

namespace {
using namespace channels::archive;

void look_at(const model::Inbound& message) {
    if (message.remote_id.empty() || message.author.handle.empty()) std::abort();
    for (const auto* text :
         {&message.remote_id, &message.author.handle, &message.author.name, &message.text, &message.html})
        if (!is_utf8(*text) || text->find('\0') != text->npos) std::abort();
}

void look_at_tweet(const json::value& element, Names& names) {
    const Owner owner{"1", "@antoinette", "Maison Antoinette"};
    std::string why;
    if (auto tweet = decode_tweet(element, owner, why))
        look_at(tweet->message);
    else if (why.empty())
        std::abort();
    learn_names(element, names);
    std::vector<std::string> whys;
    for (const auto& each : decode_conversation(element, owner, names, whys)) look_at(each.message);
}

void look_at_activity(const json::value& element) {
    std::string why;
    if (auto activity = decode_activity(element, {"@antoinette@town.example", "Antoinette"}, why))
        look_at(activity->message);
    else if (why.empty())
        std::abort();
}
}  // namespace

// Any bytes as tweets.js, as direct-messages.js and as outbox.json: messages that can be kept, or a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string input(reinterpret_cast<const char*>(data), size);
    for (const char* key : {"", "orderedItems"}) {
        JsonElements elements(open_text(input), key);
        Names names;
        while (auto element = elements.next()) {
            auto value = json::parse(element->text);
            if (!value) continue;
            look_at_tweet(*value, names);
            look_at_activity(*value);
        }
    }
    return 0;
}
