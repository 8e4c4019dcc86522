#include "inbox/deeds.hpp"

#include "base/error.hpp"
#include "inbox/compose.hpp"
#include "store/identities.hpp"
#include "text/fold.hpp"

namespace inbox {
namespace {
store::Message existing(store::Change& change, Id id) {
    auto found = store::message(change.tx, change.workspace, id);
    if (!found) throw Error{Code::not_found, "This message does not exist."};
    if (found->deleted_at) throw Error{Code::conflict, "This message has been deleted."};
    if (found->remote_id.empty())
        throw Error{Code::conflict, "This message is not known over there yet; wait until it is sent."};
    return *found;
}

store::Message our_own(store::Change& change, Id id) {
    auto found = existing(change, id);
    if (found.direction != model::Direction::outbound)
        throw Error{Code::conflict, "Only what we wrote ourselves can be changed or deleted."};
    return found;
}

void add(store::Change& change, const store::Message& m, store::Deed deed, Time run_at) {
    deed.channel = m.channel, deed.message = m.id;
    store::add_deed(change, deed, run_at);
    change.tell(model::MessageChanged{m.conversation, m.id, "deed"});
}
}  // namespace

store::Message do_to(store::Change& change, Id id, model::Deed::Act act, Way way) {
    auto m = existing(change, id);
    store::Deed deed;
    deed.act = act, deed.undo = way == Way::undo;
    add(change, m, deed, change.at);
    return m;
}

store::Message edit(store::Change& change, Id id, std::string_view text,
                    const std::optional<std::string>& subject) {
    auto m = our_own(change, id);
    if (text::collapse(text).empty())
        throw Error{Code::bad_request, "Write something first; an empty message cannot be sent."}.at("text");
    store::Deed deed;
    deed.act = model::Deed::Act::edit, deed.text = text, deed.subject = subject.value_or(m.subject);
    add(change, m, deed, change.at);
    return m;
}

store::Message erase(store::Change& change, Id id, Way way) {
    auto m = our_own(change, id);
    if (way == Way::forward) {
        store::Deed deed;
        deed.act = model::Deed::Act::erase;
        add(change, m, deed, change.at + undo_ms);
        return m;
    }
    for (const auto& last : store::deeds(change.tx, change.workspace, id)) {
        if (last.act != model::Deed::Act::erase) continue;
        auto job = store::job(change.tx, change.workspace, last.job);
        if (job && store::settle(change, *job, "queued", "cancelled")) {
            change.tell(model::MessageChanged{m.conversation, m.id, "deed"});
            return m;
        }
    }
    throw Error{Code::conflict, "It is too late to take this back."};
}

void follow(store::Change& change, Id channel, Id identity, Way way) {
    auto who = store::identity(change.tx, change.workspace, identity);
    if (!who) throw Error{Code::not_found, "There is nobody with this id."};
    store::Deed deed;
    deed.act = model::Deed::Act::follow, deed.undo = way == Way::undo;
    deed.channel = channel, deed.identity = identity;
    store::add_deed(change, deed, change.at);
    change.tell(model::PersonChanged{who->person});
}
}  // namespace inbox
