#pragma once
#include <span>
#include <string_view>

#include "model/message.hpp"

namespace listening {

// What queries ask of a message. Views, which live at least as long as the call they are given to.
struct Post {
    std::string_view subject = {};
    std::string_view text = {};
    std::string_view network = {};
    std::string_view channel = {};  // its name
    const model::Handle* author = nullptr;
    std::span<const model::Handle> recipients = {};
    std::span<const std::string> groups = {};  // names of those the author is in
    std::string_view language = {};            // BCP 47; empty: unknown
    Time sent_at = {};
    Time now = {};
    bool has_link = false, has_media = false, has_attachment = false;
    bool is_reply = false, is_question = false, is_public = false;
};

// Of a message that came in. `channel` and `groups` as above.
Post post(const model::Inbound&, std::string_view channel, std::span<const std::string> groups, Time now);

}  // namespace listening
