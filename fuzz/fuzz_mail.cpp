#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.hpp"
#include "channels/email/codec.hpp"

// Any bytes: a mail or a sentence why not, all text fit to be kept.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace channels::email;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto result = decode(input, {.own = {"support@maison.example"}, .signing_key = "key"});
    if (const auto* message = std::get_if<model::Inbound>(&result)) {
        if (message->remote_id.empty() || message->author.handle.empty()) std::abort();
        if (!is_utf8(message->text) || !is_utf8(message->html) || !is_utf8(message->subject)) std::abort();
    } else if (std::get<model::Poison>(result).why.empty()) {
        std::abort();
    }
    describe(input);
    return 0;
}
