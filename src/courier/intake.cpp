#include "courier/intake.hpp"

#include "base/encoding.hpp"
#include "courier/claims.hpp"
#include "courier/coming_back.hpp"
#include "courier/news.hpp"
#include "courier/placing.hpp"
#include "model/confirm_link.hpp"
#include "store/messages.hpp"
#include "store/pushes.hpp"
#include "store/reactions.hpp"
#include "text/language.hpp"

namespace courier {
namespace {
// What is done already when the transaction begins, so that others need not wait for it.
struct Kept {
    std::vector<std::string> attachments;
    std::string source, language;
};

// One whose bytes were not fetched stands under "details" with its address instead.
bool is_here(const model::Attachment& attachment) {
    return attachment.url.empty() || !attachment.bytes.empty();
}

std::vector<Kept> prepare(const store::Files& files, Id workspace, const std::vector<model::Inbound>& items) {
    std::vector<Kept> all;
    for (const auto& item : items) {
        Kept kept;
        for (const auto& attachment : item.attachments)
            kept.attachments.push_back(is_here(attachment) ? files.keep(workspace, attachment.bytes) : "");
        if (!item.source.empty()) kept.source = files.keep(workspace, item.source);
        kept.language = item.language.empty() ? text::language(item.text) : item.language;
        all.push_back(std::move(kept));
    }
    return all;
}

// A closed or snoozed conversation in which somebody speaks up is open again.
void wake(store::Change& change, Id conversation) {
    auto state = store::state(store::records(change.tx, change.workspace, conversation));
    if (state.closed_at) store::add_record(change, conversation, "reopened", "A new message arrived.");
    if (state.snoozed_until) store::add_record(change, conversation, "woken", "A new message arrived.");
}

json::object details(const model::Inbound& item) {
    auto all = item.extra;
    json::array elsewhere;
    for (const auto& a : item.attachments)
        if (!is_here(a))
            elsewhere.push_back(
                json::object{{"url", a.url}, {"type", a.media_type}, {"description", a.description}});
    if (!elsewhere.empty()) all["media"] = std::move(elsewhere);
    return all;
}

store::Message message(const model::Inbound& item, const Kept& kept, Id channel, const Place& place,
                       const store::Identity& author, Time now, Id import) {
    store::Message m;
    m.conversation = place.conversation, m.channel = channel, m.remote_id = item.remote_id,
    m.author = author.id;
    m.direction = item.direction, m.visibility = item.visibility, m.kind = item.kind;
    m.sent_at = item.sent_at && item.sent_at < now ? item.sent_at : now;
    m.received_at = now;
    m.reply_to = place.parent, m.reply_to_remote = place.parent_remote;
    m.subject = item.subject, m.text = item.text, m.html = item.html, m.quoted = item.quoted;
    m.signature = item.signature, m.url = item.url, m.extra = details(item), m.import = import;
    m.edited_at = item.edited_at, m.audience = item.audience, m.heard = !item.addressed;
    m.language = kept.language;
    if (place.unproven) m.extra["unproven_reply"] = true;
    return m;
}

void keep_attachments(store::Change& change, Id message, const model::Inbound& item, const Kept& kept) {
    for (std::size_t i = 0; i < item.attachments.size(); ++i) {
        const auto& a = item.attachments[i];
        if (!is_here(a)) continue;
        store::add_attachment(change, {.id = {},
                                       .message = message,
                                       .name = a.name,
                                       .media_type = a.media_type,
                                       .content_id = a.content_id,
                                       .description = a.description,
                                       .inline_ = a.inline_,
                                       .size = a.bytes.size(),
                                       .sha256 = kept.attachments[i]});
    }
    if (!kept.source.empty()) store::keep_source(change, message, kept.source);
}

bool take_one(store::Change& change, Known& known, ComingBack& back, Claims& claims, Id channel,
              const model::Inbound& item, const Kept& kept, Id import) {
    if (auto here = known.message(item.remote_id)) {
        if (may_be_news(item))
            renew(change, *store::message(change.tx, change.workspace, here->message), item);
        return false;
    }
    if (back.take(known, item)) return false;
    auto author = known.meet(item.author);
    // What an archive says of somebody is old news, and anybody can write one.
    if (item.direction == model::Direction::inbound && !import) claims.hear(author, item.author.claims);
    auto where = place(change, known, channel, item, author);
    auto made = message(item, kept, channel, where, author, change.at, import);
    known.join(where.conversation, author.id);
    for (const auto& other : item.recipients) {
        auto met = known.meet(other);
        known.join(where.conversation, met.id);
        if (item.direction == model::Direction::outbound && !made.recipient) made.recipient = met.id;
    }
    if (item.direction == model::Direction::inbound && item.addressed && !import &&
        known.first_sight(where.conversation))
        wake(change, where.conversation);
    auto id = store::add_message(change, made, author.person);
    known.add(item.remote_id, {id, where.conversation});
    if (where.awaited) store::adopt_replies(change, channel, item.remote_id, id);
    keep_attachments(change, id, item, kept);
    return true;
}

void honour_deletions(store::Change& change, Id channel, const std::vector<std::string>& deleted) {
    for (const auto& remote : deleted) {
        auto id = store::find_remote(change.tx, change.workspace, channel, remote);
        auto known = id ? store::message(change.tx, change.workspace, id) : std::nullopt;
        if (known && !known->deleted_at) store::erase_message(change, *known);
    }
}

void hide_confirm_links(channels::Batch& batch) {
    for (auto* all : {&batch.items, &batch.edits})
        for (auto& item : *all) model::hide_confirm_links(item);
}

Taken take_all(store::Change& change, Id channel, const channels::Batch& batch, const std::vector<Kept>& kept,
               Id import) {
    Taken taken;
    Known known(change, channel, batch.items, import);
    ComingBack back(change, channel);
    Claims claims(change);
    for (std::size_t i = 0; i < batch.items.size(); ++i)
        ++(take_one(change, known, back, claims, channel, batch.items[i], kept[i], import) ? taken.added
                                                                                           : taken.existing);
    for (const auto& bad : batch.poison)
        store::quarantine(change, channel, bad.remote_id, prefix(bad.raw, 1u << 20), bad.why);
    taken.poison = static_cast<std::int64_t>(batch.poison.size());
    take_news(change, claims, channel, batch);
    claims.keep();
    honour_deletions(change, channel, batch.deleted);
    return taken;
}
}  // namespace

Taken Intake::take(const store::Actor& actor, Id channel, channels::Batch batch,
                   const std::optional<channels::Cursor>& cursor, Id import) const {
    hide_confirm_links(batch);
    auto kept = prepare(files_, actor.workspace, batch.items);
    return store_.change(actor, [&](store::Change& change) {
        auto taken = take_all(change, channel, batch, kept, import);
        if (batch.health)
            store::save_health(change, channel, json::serialize(channels::to_json(*batch.health)));
        if (cursor) store::save_cursor(change, channel, cursor->text);
        return taken;
    });
}

Taken Intake::take_push(const store::Actor& actor, Id channel, channels::Pushed pushed) const {
    hide_confirm_links(pushed.batch);
    auto kept = prepare(files_, actor.workspace, pushed.batch.items);
    return store_.change(actor, [&](store::Change& change) {
        // What was refused may come again, mended, under the number it had.
        bool whole = pushed.batch.poison.empty();
        if (whole && !store::take_push(change, channel, pushed.id)) return Taken{};
        return take_all(change, channel, pushed.batch, kept, {});
    });
}
}  // namespace courier
