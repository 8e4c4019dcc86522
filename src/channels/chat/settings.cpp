#include "channels/chat/settings.hpp"

#include <algorithm>
#include <charconv>

#include "channels/chat/origin.hpp"
#include "net/url.hpp"
#include "text/fold.hpp"

namespace channels::chat {
namespace {
constexpr std::size_t shortest_secret = 20;

[[noreturn]] void wrong(const char* option, const std::string& text) {
    throw Error{Code::bad_request, text}.at(option);
}

int number(const ChannelConfig& config, const char* option, int most) {
    const auto& text = config.option(option);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, 0, most);
}

std::string checked_colour(const std::string& text) {
    bool hexadecimal = text.size() == 7 && text[0] == '#' &&
                       text.find_first_not_of("0123456789abcdefABCDEF", 1) == text.npos;
    if (!text.empty() && !hexadecimal) wrong("colour", "“" + text + "” is no colour. Write it like #0b6e8f.");
    return text;
}

std::string checked_privacy(const std::string& text) {
    if (!text.empty() && !net::parse_url(text))
        wrong("privacy",
              "“" + text + "” is no web address. Write it like https://www.maison.example/privacy.");
    return text;
}

std::string checked_secret(const std::string& text) {
    if (!text.empty() && text.size() < shortest_secret)
        wrong("secret",
              "The secret is too short to keep one: take at least 20 characters that nobody can guess.");
    return text;
}
}  // namespace

Settings Settings::read(const ChannelConfig& config) {
    Settings made;
    made.pages = origins(config.option("pages"));
    if (made.pages.empty()) wrong("pages", "Write the address of the page that will show the chat.");
    made.title = text::collapse(config.option("title"));
    made.greeting = text::collapse(config.option("greeting"));
    made.colour = checked_colour(config.option("colour"));
    made.privacy = checked_privacy(config.option("privacy"));
    made.hours = Hours::read(config.option("hours"), config.option("zone"));
    made.answer_minutes = number(config, "answer_minutes", 7 * 24 * 60);
    made.show_names = config.option("show_names") != "false";
    made.secret = checked_secret(config.option("secret"));
    made.carry_on = {text::collapse(config.option("mail_channel")),
                     std::max(1, number(config, "mail_minutes", 24 * 60)) * minute_ms};
    return made;
}
}  // namespace channels::chat
