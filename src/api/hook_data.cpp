#include "api/hook_data.hpp"

#include "api/views.hpp"

namespace api {
namespace {
class Telling {
public:
    Telling(db::Tx& tx, const Call& call) : tx_(tx), workspace_(call.actor.workspace), views_(tx, call) {}

    json::object operator()(const model::MessageAdded& e) { return about_message(e.message, e.conversation); }
    json::object operator()(const model::MessageChanged& e) {
        return about_message(e.message, e.conversation);
    }
    json::object operator()(const model::ReactionChanged& e) {
        return {{"kind", e.kind},
                {"message", message(e.message)},
                {"identity", views_.identity(e.identity)},
                {"person", views_.person_ref(e.person)}};
    }
    json::object operator()(const model::ConversationChanged& e) {
        json::value record;
        for (const auto& each : store::records(tx_, workspace_, e.conversation))
            if (each.id == e.id) record = views_.record(each);
        return {{"conversation", conversation(e.conversation)}, {"record", record}};
    }
    json::object operator()(const model::ConversationMerged& e) {
        return {{"from", e.conversation.text()}, {"conversation", conversation(e.into)}};
    }
    json::object operator()(const model::PersonChanged& e) { return {{"person", person(e.person)}}; }
    json::object operator()(const model::LinkChanged& e) {
        return {{"person", person(e.person)},
                {"identity", views_.identity(e.identity)},
                {"previous", id_or_null(e.previous)}};
    }
    json::object operator()(const model::ChannelChanged& e) { return {{"channel", channel(e.channel)}}; }
    json::object operator()(const model::QuarantineChanged& e) { return {{"channel", channel(e.channel)}}; }
    json::object operator()(const auto&) { return {}; }

private:
    json::object about_message(Id id, Id in) {
        return {{"message", message(id)}, {"conversation", conversation(in)}};
    }
    json::value message(Id id) {
        auto found = id ? store::message(tx_, workspace_, id) : std::nullopt;
        return found ? json::value(views_.message(*found)) : json::value();
    }
    json::value person(Id id) {
        auto found = store::person(tx_, workspace_, id);
        return found ? json::value(views_.person(*found)) : json::value();
    }
    json::value channel(Id id) {
        auto found = store::channel(tx_, workspace_, id);
        return found && !found->removed_at
                   ? json::value(views_.channel(*found))
                   : json::value(json::object{{"id", id.text()}, {"state", "removed"}});
    }
    json::value conversation(Id id) {
        auto found = store::conversation(tx_, workspace_, id);
        if (!found) return nullptr;
        const auto* place = views_.channel_of(found->channel);
        auto state = store::state(store::records(tx_, workspace_, id));
        json::value assignee =
            state.assignee
                ? json::value(json::object{{"id", state.assignee.text()}, {"name", state.assignee_name}})
                : json::value();
        return json::object{{"id", id.text()},
                            {"subject", found->subject},
                            {"channel", found->channel.text()},
                            {"channel_name", place ? place->name : ""},
                            {"network", place ? place->network : ""},
                            {"assignee", assignee},
                            {"labels", json::array(state.labels.begin(), state.labels.end())},
                            {"closed_at", time_or_null(state.closed_at)},
                            {"snoozed_until", time_or_null(state.snoozed_until)},
                            {"merged_into", id_or_null(found->merged_into)}};
    }

    db::Tx& tx_;
    const Id workspace_;
    Views views_;
};
}  // namespace

json::object hook_data(App& app, db::Tx& tx, Id workspace, const model::Entry& entry) {
    const net::Request nobodys;
    Call call{app, nobodys, store::Actor::system(workspace), {}, {}};
    Telling telling(tx, call);
    return std::visit(telling, entry.event);
}
}  // namespace api
