#include "listening/post.hpp"

#include <algorithm>

namespace listening {
namespace {
bool is_media(const model::Attachment& attachment) {
    for (std::string_view kind : {"image/", "video/", "audio/"})
        if (attachment.media_type.starts_with(kind)) return true;
    return false;
}

// The question marks of Latin, CJK, Arabic, Armenian and Ethiopic writing.
bool asks(std::string_view text) {
    for (std::string_view mark : {"?", "？", "؟", "՞", "፧"})
        if (text.find(mark) != text.npos) return true;
    return false;
}

bool links(std::string_view text) {
    return text.find("://") != text.npos || text.find("www.") != text.npos;
}
}  // namespace

Post post(const model::Inbound& message, std::string_view channel, std::span<const std::string> groups,
          Time now) {
    const auto& files = message.attachments;
    return {.subject = message.subject,
            .text = message.text,
            .network = message.author.network,
            .channel = channel,
            .author = &message.author,
            .recipients = message.recipients,
            .groups = groups,
            .language = message.language,
            .sent_at = message.sent_at,
            .now = now,
            .has_link = links(message.text) || message.html.find("href=") != std::string::npos,
            .has_media = std::any_of(files.begin(), files.end(), is_media),
            .has_attachment = !files.empty(),
            .is_reply = !message.reply_to.empty(),
            .is_question = asks(message.subject) || asks(message.text),
            .is_public = message.visibility == model::Visibility::public_};
}
}  // namespace listening
