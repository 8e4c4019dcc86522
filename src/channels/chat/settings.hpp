#pragma once
#include "channels/chat/hours.hpp"
#include "channels/connector.hpp"

namespace channels::chat {

// The connect form, read.
struct Settings {
    std::vector<std::string> pages;  // origins
    std::string title, greeting, colour, privacy;
    Hours hours;
    int answer_minutes = 0;  // 0: nothing is promised
    bool show_names = true;
    std::string secret;
    CarryOn carry_on;

    // Throws Error{bad_request} at the option that is missing or wrong.
    static Settings read(const ChannelConfig&);
};

}  // namespace channels::chat
