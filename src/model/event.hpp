#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

// The journal's vocabulary: what can happen in a workspace. Each event names what changed, never the
// content itself, so that a reader always sees the present state and nothing personal is kept twice.
namespace model {

struct MessageAdded {
    static constexpr std::string_view type = "message_added";
    Id conversation, message, channel, identity, person;
    std::string direction;
};
struct MessageChanged {  // why: delivery, edited, deleted, details (a poll's votes), deed
                         // (what a member did to it moved on)
    static constexpr std::string_view type = "message_changed";
    Id conversation, message;
    std::string why;
};
struct ReactionChanged {  // conversation and message: none for a follow
    static constexpr std::string_view type = "reaction_changed";
    Id conversation, message, identity, person;
    std::string kind;
};
struct ConversationChanged {  // record: closed, reopened, snoozed, woken, assigned, unassigned, labelled,
                              // unlabelled
    static constexpr std::string_view type = "conversation_changed";
    Id conversation, id;
    std::string record;
};
struct ConversationMerged {
    static constexpr std::string_view type = "conversation_merged";
    Id conversation, into;
};
struct PersonChanged {
    static constexpr std::string_view type = "person_changed";
    Id person;
};
struct LinkChanged {  // previous: the person the identity was linked to before, if any
    static constexpr std::string_view type = "link_changed";
    Id identity, person, previous;
};
struct SuggestionAdded {
    static constexpr std::string_view type = "suggestion_added";
    Id suggestion;
};
struct ChannelChanged {
    static constexpr std::string_view type = "channel_changed";
    Id channel;
    std::string state;
};
struct QuarantineChanged {
    static constexpr std::string_view type = "quarantine_changed";
    Id channel;
};
struct DraftChanged {
    static constexpr std::string_view type = "draft_changed";
    Id conversation, member;
};
struct ReadingMoved {
    static constexpr std::string_view type = "reading_moved";
    Id conversation, member, message;
};
struct ImportChanged {
    static constexpr std::string_view type = "import_changed";
    Id import;
    std::string state;
};
struct HookChanged {  // one that other systems hear by
    static constexpr std::string_view type = "hook_changed";
    Id hook;
};
struct TopicChanged {  // made, changed, removed, or its removal undone
    static constexpr std::string_view type = "topic_changed";
    Id topic;
};
struct MemberChanged {
    static constexpr std::string_view type = "member_changed";
    Id member;
};

using Event =
    std::variant<MessageAdded, MessageChanged, ConversationChanged, ConversationMerged, PersonChanged,
                 LinkChanged, SuggestionAdded, ChannelChanged, QuarantineChanged, DraftChanged, ReadingMoved,
                 ImportChanged, MemberChanged, ReactionChanged, HookChanged, TopicChanged>;

// One line of the journal. `seq` counts from 1 in each workspace, without gaps.
struct Entry {
    Id workspace;
    std::int64_t seq = 0;
    Time at;
    Event event;
};

std::string_view type(const Event&);
// The fields of the event, ids as text; without type, seq and time.
json::object payload(const Event&);
// nullopt for a type or payload that this version does not know.
std::optional<Event> event(std::string_view type, const json::value& payload);

}  // namespace model
