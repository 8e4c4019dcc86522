#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "channels/chat/body.hpp"
#include "channels/chat/hours.hpp"
#include "channels/chat/origin.hpp"
#include "channels/chat/signed_user.hpp"

// What a visitor's browser, or anybody, sends to a chat window; what a site signs; what an admin types.
// Whatever it is, the end is a value that keeps its bounds, or one sentence.
namespace {
template <class F>
void attempt(F&& decode) {
    try {
        decode();
    } catch (const Error& error) {
        if (error.text().empty()) __builtin_trap();
    }
}

void require(bool holds) {
    if (!holds) __builtin_trap();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    using namespace channels::chat;
    attempt([&] {
        auto made = said(text);
        require(!made.key.empty() && made.key.size() <= 64 && made.files.size() <= most_files);
        require(!made.text.empty() || !made.files.empty());
        require(made.page.empty() || made.page.starts_with("http"));
    });
    attempt([&] {
        auto made = arrival(text);
        require(made.email.empty() || made.email.find('@') != std::string::npos);
    });
    attempt([&] { signed_user(text, "the oven is hot at four", {1'791'959'400'000}); });
    attempt([&] { require(Hours::read(text, "Europe/Paris").spans.size() <= 60); });
    attempt([&] {
        for (const auto& each : origins(text)) require(each.starts_with("http"));
    });
    return 0;
}
