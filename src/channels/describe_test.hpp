#pragma once
#include "channels/connector.hpp"

// For tests only: a batch as JSON, without what is empty.
namespace channels {

inline json::object shown(const model::Handle& who) {
    json::object out{{"handle", who.handle}, {"name", who.name}};
    if (!who.avatar_url.empty()) out["avatar"] = who.avatar_url;
    if (!who.shown.empty()) out["shown"] = who.shown;
    json::array claims;
    for (const auto& each : who.claims)
        claims.push_back(
            json::object{{"kind", model::name(each.kind)}, {"says", each.says}, {"verified", each.verified}});
    if (!claims.empty()) out["claims"] = claims;
    return out;
}

inline json::object shown(const model::Inbound& m) {
    json::object out{{"remote_id", m.remote_id},
                     {"author", shown(m.author)},
                     {"direction", model::name(m.direction)},
                     {"visibility", model::name(m.visibility)},
                     {"audience", m.audience},
                     {"sent_at", m.sent_at.rfc3339()},
                     {"text", m.text},
                     {"addressed", m.addressed}};
    auto put = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    put("subject", m.subject), put("html", m.html), put("quoted", m.quoted);
    put("language", m.language), put("url", m.url);
    if (m.edited_at) out["edited_at"] = m.edited_at.rfc3339();
    if (!m.reply_to.empty()) out["reply_to"] = m.reply_to.front();
    json::array to, files;
    for (const auto& each : m.recipients) to.emplace_back(each.handle);
    for (const auto& each : m.attachments)
        files.push_back(json::object{{"name", each.name},
                                     {"type", each.media_type},
                                     {"description", each.description},
                                     {"url", each.url}});
    if (!to.empty()) out["recipients"] = to;
    if (!files.empty()) out["files"] = files;
    if (!m.extra.empty()) out["extra"] = m.extra;
    return out;
}

inline json::object shown(const model::Reaction& r) {
    return {{"remote_id", r.remote_id},
            {"kind", model::name(r.kind)},
            {"who", shown(r.who)},
            {"target", r.target},
            {"at", r.at.rfc3339()}};
}

inline json::object shown(const Batch& batch) {
    json::object out;
    auto put = [&out](const char* key, json::array all) {
        if (!all.empty()) out[key] = std::move(all);
    };
    json::array items, edits, reactions, poison, deleted;
    for (const auto& each : batch.items) items.push_back(shown(each));
    for (const auto& each : batch.edits) edits.push_back(shown(each));
    for (const auto& each : batch.reactions) reactions.push_back(shown(each));
    for (const auto& each : batch.poison)
        poison.push_back(json::object{{"remote_id", each.remote_id}, {"why", each.why}});
    for (const auto& each : batch.deleted) deleted.emplace_back(each);
    put("items", items), put("edits", edits), put("reactions", reactions), put("poison", poison);
    put("deleted", deleted);
    return out;
}

}  // namespace channels
