#include "model/event.hpp"

namespace model {
namespace {
// One line an event names its fields; writing and reading both follow it.
constexpr auto fields(auto& e, auto&& visit) {
    using E = std::remove_cvref_t<decltype(e)>;
    if constexpr (std::is_same_v<E, MessageAdded>) {
        visit("conversation", e.conversation), visit("message", e.message), visit("channel", e.channel);
        visit("identity", e.identity), visit("person", e.person), visit("direction", e.direction);
    } else if constexpr (std::is_same_v<E, MessageChanged>) {
        visit("conversation", e.conversation), visit("message", e.message), visit("why", e.why);
    } else if constexpr (std::is_same_v<E, ConversationChanged>) {
        visit("conversation", e.conversation), visit("id", e.id), visit("record", e.record);
    } else if constexpr (std::is_same_v<E, ConversationMerged>) {
        visit("conversation", e.conversation), visit("into", e.into);
    } else if constexpr (std::is_same_v<E, PersonChanged>) {
        visit("person", e.person);
    } else if constexpr (std::is_same_v<E, LinkChanged>) {
        visit("identity", e.identity), visit("person", e.person), visit("previous", e.previous);
    } else if constexpr (std::is_same_v<E, SuggestionAdded>) {
        visit("suggestion", e.suggestion);
    } else if constexpr (std::is_same_v<E, ChannelChanged>) {
        visit("channel", e.channel), visit("state", e.state);
    } else if constexpr (std::is_same_v<E, QuarantineChanged>) {
        visit("channel", e.channel);
    } else if constexpr (std::is_same_v<E, DraftChanged>) {
        visit("conversation", e.conversation), visit("member", e.member);
    } else if constexpr (std::is_same_v<E, ReadingMoved>) {
        visit("conversation", e.conversation), visit("member", e.member), visit("message", e.message);
    } else if constexpr (std::is_same_v<E, ImportChanged>) {
        visit("import", e.import), visit("state", e.state);
    } else if constexpr (std::is_same_v<E, ReactionChanged>) {
        visit("conversation", e.conversation), visit("message", e.message), visit("identity", e.identity);
        visit("person", e.person), visit("kind", e.kind);
    } else if constexpr (std::is_same_v<E, HookChanged>) {
        visit("hook", e.hook);
    } else if constexpr (std::is_same_v<E, TopicChanged>) {
        visit("topic", e.topic);
    } else {
        visit("member", e.member);
    }
}

struct Write {
    json::object& out;
    void operator()(std::string_view key, Id id) { out[key] = id ? json::value(id.text()) : json::value(); }
    void operator()(std::string_view key, const std::string& text) { out[key] = text; }
};

struct Read {
    const json::value& in;
    void operator()(std::string_view key, Id& id) { id = Id::parse(json::text(in, key)).value_or(Id{}); }
    void operator()(std::string_view key, std::string& text) { text = json::text(in, key); }
};

template <std::size_t I = 0>
std::optional<Event> read(std::string_view wanted, const json::value& payload) {
    if constexpr (I == std::variant_size_v<Event>) {
        return std::nullopt;
    } else {
        using E = std::variant_alternative_t<I, Event>;
        if (E::type != wanted) return read<I + 1>(wanted, payload);
        E found;
        fields(found, Read{payload});
        return found;
    }
}
}  // namespace

std::string_view type(const Event& event) {
    return std::visit([](const auto& e) { return e.type; }, event);
}

json::object payload(const Event& event) {
    json::object out;
    std::visit([&](const auto& e) { fields(e, Write{out}); }, event);
    return out;
}

std::optional<Event> event(std::string_view type, const json::value& payload) {
    return payload.is_object() ? read(type, payload) : std::nullopt;
}
}  // namespace model
