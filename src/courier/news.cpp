#include "courier/news.hpp"

#include "courier/coming_back.hpp"
#include "store/identities.hpp"
#include "store/reactions.hpp"
#include "text/language.hpp"

namespace courier {
namespace {
bool newer(const store::Message& known, const model::Inbound& item) {
    return item.edited_at && item.edited_at > known.edited_at && item.edited_at > known.sent_at;
}

bool says_otherwise(const store::Message& known, const model::Inbound& item) {
    if (known.member && is_what_we_wrote(known.text, item.text)) return false;
    return known.text != item.text || known.subject != item.subject || known.html != item.html;
}

bool new_votes(const store::Message& known, const model::Inbound& item) {
    const auto* now = item.extra.if_contains("poll");
    const auto* before = known.extra.if_contains("poll");
    return now && (!before || *now != *before);
}
}  // namespace

void renew(store::Change& change, const store::Message& known, const model::Inbound& item) {
    if (known.deleted_at || known.remote_id.empty()) return;
    if (newer(known, item) && says_otherwise(known, item)) {
        auto language = item.language.empty() ? text::language(item.text) : item.language;
        store::change_words(change, known, {item.subject, item.text, item.html, language}, item.edited_at);
    }
    if (!new_votes(known, item)) return;
    auto extra = known.extra;
    extra["poll"] = *item.extra.if_contains("poll");
    store::change_extra(change, known, extra);
}

void take_news(store::Change& change, Claims& claims, Id channel, const channels::Batch& batch) {
    std::vector<std::string> here;
    for (const auto& item : batch.items) here.push_back(item.remote_id);
    if (!here.empty()) store::adopt_reactions(change, channel, here);
    for (const auto& item : batch.edits) {
        auto id = store::find_remote(change.tx, change.workspace, channel, item.remote_id);
        if (auto known = id ? store::message(change.tx, change.workspace, id) : std::nullopt)
            renew(change, *known, item);
    }
    for (const auto& reaction : batch.reactions) {
        auto who = store::meet(change, reaction.who);
        claims.hear(who, reaction.who.claims);
        store::take_reaction(change, channel, reaction, who.id, who.person);
    }
}
}  // namespace courier
