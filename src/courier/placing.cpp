#include "courier/placing.hpp"

#include "store/messages.hpp"

namespace courier {
namespace {
bool may_join(store::Change& change, const model::Inbound& item, Id conversation, Id author) {
    return item.reply_trust == model::ReplyTrust::proven || item.direction == model::Direction::outbound ||
           store::takes_part(change.tx, change.workspace, conversation, author);
}

// What left by another channel is known there by another name: only the key that we gave it finds it.
std::optional<store::Located> by_own_key(store::Change& change, const model::Inbound& item) {
    auto id = Id::parse(item.answers_key);
    auto own = id ? store::message(change.tx, change.workspace, *id) : std::nullopt;
    return own ? std::optional(store::Located{own->id, own->conversation}) : std::nullopt;
}

std::optional<store::Located> find_parent(store::Change& change, const Known& known,
                                          const model::Inbound& item) {
    for (const auto& remote : item.reply_to)
        if (auto found = known.message(remote)) return found;
    return by_own_key(change, item);
}

Id by_key(store::Change& change, Id channel, const model::Inbound& item) {
    auto known = store::conversation_with_key(change.tx, change.workspace, channel, item.conversation_key);
    return known ? known->id
                 : store::add_conversation(change, channel, item.subject, item.conversation_key).id;
}

// Replies to one missing parent wait for it together.
Id waiting_together(store::Change& change, Known& known, Id channel, const model::Inbound& item, Id author) {
    const auto& remote = item.reply_to.front();
    auto waiting = known.awaiting(remote);
    if (waiting && may_join(change, item, waiting, author)) return waiting;
    auto made = store::add_conversation(change, channel, item.subject).id;
    known.await(remote, made);
    return made;
}

// Who waits for a message may take it in only if it concerns them.
bool concerns(store::Change& change, const Known& known, const model::Inbound& item, Id waiting, Id author) {
    if (may_join(change, item, waiting, author)) return true;
    return std::any_of(item.recipients.begin(), item.recipients.end(), [&](const model::Handle& handle) {
        auto met = known.identity(handle);
        return met && store::takes_part(change.tx, change.workspace, waiting, met->id);
    });
}

// The conversation that waited for this message, if any, or the one it belongs to by itself.
Id settle(store::Change& change, Known& known, const model::Inbound& item, Id own, Id author) {
    auto waiting = known.awaiting(item.remote_id);
    if (!waiting) return own;
    known.arrived(item.remote_id);
    if (!concerns(change, known, item, waiting, author)) return own;
    if (!own || own == waiting) return waiting;
    known.merge(waiting, own);
    return own;
}

// Waits for the parent; if another conversation does so already, the two are one thread.
Id wait_for_parent(store::Change& change, Known& known, const model::Inbound& item, Id own, Id author) {
    auto first = known.await(item.reply_to.front(), own);
    if (first == own || !may_join(change, item, first, author)) return own;
    known.merge(own, first);
    return first;
}
}  // namespace

Place place(store::Change& change, Known& known, Id channel, const model::Inbound& item,
            const store::Identity& author) {
    Place found;
    if (auto parent = find_parent(change, known, item)) {
        found.unproven = !may_join(change, item, parent->conversation, author.id);
        if (!found.unproven) found.parent = parent->message, found.conversation = parent->conversation;
    } else if (!item.reply_to.empty()) {
        found.parent_remote = item.reply_to.front();
    }
    if (!found.conversation && !item.conversation_key.empty())
        found.conversation = by_key(change, channel, item);
    found.awaited = static_cast<bool>(known.awaiting(item.remote_id));
    found.conversation = settle(change, known, item, found.conversation, author.id);
    if (!found.conversation && !found.parent_remote.empty())
        found.conversation = waiting_together(change, known, channel, item, author.id);
    else if (!found.parent_remote.empty())
        found.conversation = wait_for_parent(change, known, item, found.conversation, author.id);
    if (!found.conversation) found.conversation = store::add_conversation(change, channel, item.subject).id;
    return found;
}
}  // namespace courier
