#include "courier/hook_events.hpp"

namespace courier {
namespace {
constexpr HookEvent all[] = {
    {"message.received", "Messages", "Somebody wrote to you"},
    {"message.written", "Messages", "One of the team wrote an answer or a message"},
    {"message.delivery", "Messages", "An answer was sent, failed or is in doubt"},
    {"message.noted", "Messages", "One of the team wrote an internal note"},
    {"message.edited", "Messages", "The words of a message were changed"},
    {"message.deleted", "Messages", "A message was deleted"},
    {"message.heard", "Messages", "Something was said where you only listen"},
    {"reaction.changed", "Messages", "Somebody liked, boosted, followed or voted, or took it back"},
    {"conversation.closed", "Conversations", "A conversation was closed"},
    {"conversation.reopened", "Conversations", "A conversation was opened again"},
    {"conversation.assigned", "Conversations", "A conversation was given to somebody"},
    {"conversation.unassigned", "Conversations", "A conversation is nobody's any more"},
    {"conversation.labelled", "Conversations", "A label was put on a conversation"},
    {"conversation.unlabelled", "Conversations", "A label was taken off a conversation"},
    {"conversation.snoozed", "Conversations", "A conversation was put off"},
    {"conversation.woken", "Conversations", "A conversation came back"},
    {"conversation.merged", "Conversations", "Two conversations turned out to be one"},
    {"person.changed", "People", "A person's name, roles or note were changed"},
    {"person.linked", "People", "A handle was linked to a person, or to another one"},
    {"channel.changed", "Channels", "A channel goes, stops, waits for a login or was changed"},
    {"quarantine.changed", "Channels", "A message could not be understood, or can be now"},
};

std::string added(const model::MessageAdded& event, const store::Message* message) {
    // An archive that is read in is no news.
    if (!message || message->import) return "";
    if (message->heard) return "message.heard";
    if (event.direction == "inbound") return "message.received";
    return event.direction == "internal" ? "message.noted" : "message.written";
}

std::string changed(const model::MessageChanged& event) {
    for (auto why : {"delivery", "edited", "deleted"})
        if (event.why == why) return "message." + event.why;
    return "";
}

struct Named {
    const store::Message* message;
    std::string operator()(const model::MessageAdded& e) const { return added(e, message); }
    std::string operator()(const model::MessageChanged& e) const { return changed(e); }
    std::string operator()(const model::ReactionChanged&) const { return "reaction.changed"; }
    std::string operator()(const model::ConversationChanged& e) const { return "conversation." + e.record; }
    std::string operator()(const model::ConversationMerged&) const { return "conversation.merged"; }
    std::string operator()(const model::PersonChanged&) const { return "person.changed"; }
    std::string operator()(const model::LinkChanged&) const { return "person.linked"; }
    std::string operator()(const model::ChannelChanged&) const { return "channel.changed"; }
    std::string operator()(const model::QuarantineChanged&) const { return "quarantine.changed"; }
    std::string operator()(const auto&) const { return ""; }
};
}  // namespace

std::span<const HookEvent> hook_events() {
    return all;
}

std::string hook_event(const model::Event& event, const store::Message* message) {
    return std::visit(Named{message}, event);
}

Id message_of(const model::Event& event) {
    if (const auto* e = std::get_if<model::MessageAdded>(&event)) return e->message;
    if (const auto* e = std::get_if<model::MessageChanged>(&event)) return e->message;
    if (const auto* e = std::get_if<model::ReactionChanged>(&event)) return e->message;
    return {};
}
}  // namespace courier
