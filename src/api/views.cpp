#include "api/views.hpp"

#include "api/live.hpp"
#include "base/hash.hpp"
#include "text/names.hpp"

namespace api {
json::value id_or_null(Id id) {
    return id ? json::value(id.text()) : json::value();
}

json::value time_or_null(Time time) {
    return time ? json::value(time.rfc3339()) : json::value();
}

json::value text_or_null(std::string_view text) {
    return text.empty() ? json::value() : json::value(text);
}

json::object page(json::array items, std::string_view next) {
    return {{"items", std::move(items)}, {"next", text_or_null(next)}};
}

json::object Views::reference(const store::Person& person) {
    auto id = person.id.text();
    return {{"id", id},
            {"name", person.name},
            {"initials", text::initials(person.name)},
            {"hue", static_cast<std::int64_t>(stable_hash(id) % 360)}};
}

std::optional<store::Identity> Views::known_identity(Id id) {
    if (!id) return std::nullopt;
    auto [at, fresh] = identities_.try_emplace(id);
    if (fresh) at->second = store::identity(tx_, workspace_, id);
    return at->second;
}

json::object Views::identity(const store::Identity& i) {
    return {{"id", i.id.text()},
            {"network", i.network},
            {"handle", i.called()},
            {"name", i.name},
            {"avatar_url", text_or_null(i.avatar_url)}};
}

json::value Views::identity(Id id) {
    auto known = known_identity(id);
    return known ? json::value(identity(*known)) : json::value();
}

json::value Views::person_ref(Id id) {
    if (!id) return nullptr;
    auto [at, fresh] = people_.try_emplace(id);
    auto known = fresh ? store::person(tx_, workspace_, id) : std::nullopt;
    if (known) at->second = reference(*known);
    return at->second;
}

std::string Views::member_name(Id member) {
    if (!member) return "";
    auto [at, fresh] = members_.try_emplace(member);
    if (fresh)
        if (auto row = tx_.one("SELECT name FROM member WHERE member_id = $1", member))
            at->second = row->text(0);
    return at->second;
}

const store::Channel* Views::channel_of(Id id) {
    auto [at, fresh] = channels_.try_emplace(id);
    if (fresh) at->second = store::channel(tx_, workspace_, id);
    return at->second ? &*at->second : nullptr;
}

json::object Views::attachment(const store::Attachment& a) {
    return {{"id", a.id.text()},           {"name", a.name},
            {"media_type", a.media_type},  {"size", a.size},
            {"inline", a.inline_},         {"content_id", text_or_null(a.content_id)},
            {"description", a.description}};
}

json::value Views::delivery(const store::Message& m) {
    if (m.direction != model::Direction::outbound) return nullptr;
    auto [at, fresh] = jobs_.try_emplace(m.id);
    if (fresh) at->second = store::job_of_message(tx_, workspace_, m.id);
    const auto& job = at->second;
    if (!job) return nullptr;
    bool undoable = job->state == "queued" && job->attempts == 0 && job->run_at > call_.app.store.clock.now();
    return json::object{{"state", job->state},
                        {"at", job->changed_at.rfc3339()},
                        {"error", text_or_null(job->error)},
                        {"undo_until", undoable ? json::value(job->run_at.rfc3339()) : json::value()},
                        {"attempts", job->attempts}};
}

json::array Views::files(const store::Message& m) {
    auto [at, fresh] = files_.try_emplace(m.id);
    if (fresh) at->second = store::attachments(tx_, workspace_, m.id);
    json::array out;
    for (const auto& a : at->second) out.push_back(attachment(a));
    return out;
}

json::object Views::message(const store::Message& m) {
    const auto* channel = channel_of(m.channel);
    auto author = known_identity(m.author);
    json::array recipients;
    if (m.recipient) recipients.push_back(identity(m.recipient));
    json::value member =
        m.member ? json::value(json::object{{"id", m.member.text()}, {"name", member_name(m.member)}})
                 : json::value();
    const auto* images = m.extra.if_contains("remote_images");
    return {{"id", m.id.text()},
            {"conversation", m.conversation.text()},
            {"channel", m.channel.text()},
            {"network", channel ? channel->network : ""},
            {"author", identity(m.author)},
            {"member", member},
            {"person", author ? person_ref(author->person) : json::value()},
            {"direction", model::name(m.direction)},
            {"visibility", model::name(m.visibility)},
            {"kind", model::name(m.kind)},
            {"sent_at", m.sent_at.rfc3339()},
            {"received_at", m.received_at.rfc3339()},
            {"subject", m.subject},
            {"text", m.text},
            {"html", text_or_null(m.html)},
            {"remote_images", images && images->is_int64() ? images->get_int64() : 0},
            {"quoted", m.quoted},
            {"signature", m.signature},
            {"language", text_or_null(m.language)},
            {"url", text_or_null(m.url)},
            {"reply_to", id_or_null(m.reply_to)},
            {"recipients", recipients},
            {"attachments", files(m)},
            {"deleted_at", time_or_null(m.deleted_at)},
            {"extra", m.extra},
            {"audience", text_or_null(m.audience)},
            {"heard", m.heard},
            {"edited_at", time_or_null(m.edited_at)},
            {"reactions", reactions(m)},
            {"delivery", delivery(m)}};
}

bool Views::drafted(Id conversation) {
    if (!drafts_) {
        auto all = store::drafted(tx_, workspace_, call_.actor.member);
        drafts_.emplace(all.begin(), all.end());
    }
    return drafts_->contains(conversation);
}

std::int64_t Views::elsewhere(Id person) {
    if (!person) return 0;
    auto [at, fresh] = elsewhere_.try_emplace(person);
    if (!fresh) return at->second;
    std::vector<Id> ids;
    for (const auto& i : store::identities_of(tx_, workspace_, person)) ids.push_back(i.id);
    auto all = store::conversations_of(tx_, workspace_, ids, most_elsewhere);
    return at->second = std::max<std::int64_t>(0, static_cast<std::int64_t>(all.size()) - 1);
}

json::object Views::conversation_row(const inbox::Row& row) {
    const auto* channel = channel_of(row.channel);
    auto other = known_identity(row.identity);
    auto now = call_.app.store.clock.now();
    json::value assignee =
        row.assignee
            ? json::value(json::object{{"id", row.assignee.text()}, {"name", member_name(row.assignee)}})
            : json::value();
    return {{"id", row.conversation.text()},
            {"channel", row.channel.text()},
            {"channel_name", channel ? channel->name : ""},
            {"network", channel ? channel->network : ""},
            {"subject", row.subject},
            {"person", other ? person_ref(other->person) : json::value()},
            {"identity", identity(row.identity)},
            {"last_text", row.last_text},
            {"last_at", row.last_message.time().rfc3339()},
            {"last_direction", row.last_direction},
            {"visibility", row.visibility},
            {"messages", row.messages},
            {"waiting_since", row.closed_at ? json::value() : time_or_null(row.waiting_since)},
            {"assignee", assignee},
            {"labels", json::array(row.labels.begin(), row.labels.end())},
            {"snoozed_until", row.snoozed_until > now ? time_or_null(row.snoozed_until) : json::value()},
            {"closed_at", time_or_null(row.closed_at)},
            {"unread", row.unread},
            {"elsewhere", other ? elsewhere(other->person) : 0},
            {"draft", drafted(row.conversation)},
            {"failed", row.failed > 0},
            {"heard", row.heard},
            {"viewers", call_.app.live.viewers(workspace_, row.conversation, call_.actor.member)}};
}

json::object Views::record(const store::Record& r) {
    return {{"id", r.id.text()}, {"kind", r.kind}, {"by", r.by}, {"at", r.at.rfc3339()}, {"value", r.value}};
}

json::object Views::prior(const people::PriorContact& prior) {
    json::array items;
    for (const auto& item : prior.items) {
        const auto* channel = channel_of(item.channel);
        items.push_back(json::object{{"conversation", item.conversation.text()},
                                     {"network", channel ? channel->network : ""},
                                     {"channel_name", channel ? channel->name : ""},
                                     {"subject", item.subject},
                                     {"text", item.text},
                                     {"at", item.at.rfc3339()},
                                     {"state", item.state},
                                     {"answered", item.answered},
                                     {"answered_by", text_or_null(item.answered_by)},
                                     {"linked_by", item.linked_by}});
    }
    return {{"total", prior.total},
            {"channels", prior.channels},
            {"unanswered", prior.unanswered},
            {"items", items}};
}

json::value Views::draft(const std::optional<store::Draft>& d) {
    if (!d) return nullptr;
    json::array files;
    for (auto id : d->attachments)
        if (auto a = store::attachment(tx_, workspace_, id)) files.push_back(attachment(*a));
    return json::object{{"text", d->text},
                        {"html", text_or_null(d->html)},
                        {"internal", d->internal},
                        {"attachments", files},
                        {"updated_at", d->updated_at.rfc3339()}};
}
}  // namespace api
