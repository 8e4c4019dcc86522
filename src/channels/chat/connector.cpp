#include "channels/chat/connector.hpp"

#include "channels/chat/body.hpp"

namespace channels::chat {
namespace {
constexpr std::int64_t wait_ms = 2 * minute_ms;

// Over there is here: it is known by our own key.
std::string name_of(const model::Outgoing& message) {
    return "answer-" + message.idempotency_key;
}
}  // namespace

// The first time at once: a door that opens is open.
Batch Window::next(const Cursor& since) {
    if (since.text.empty()) return {.next = {"open"}};
    pause_.wait(wait_ms);
    return {.next = since};
}

Receipt Window::send(const model::Outgoing& message) {
    if (message.attachments.size() > most_files)
        throw ChannelError(Fault::rejected, "At most 5 files go with one chat message.");
    for (const auto& file : message.attachments)
        if (file.size > largest_file)
            throw ChannelError(Fault::rejected,
                               "“" + file.name + "” is larger than 10 MB; send a link instead.");
    return {.remote_id = name_of(message)};
}

channels::Sighting Window::look_for(const model::Outgoing& message) {
    return {Sighting::found, name_of(message)};
}
}  // namespace channels::chat
