#include "inbox/compose.hpp"

#include "base/error.hpp"
#include "channels/connector.hpp"
#include "model/answer_to.hpp"
#include "store/channels.hpp"
#include "text/fold.hpp"
#include "text/language.hpp"

namespace inbox {
namespace {
store::Conversation existing(store::Change& change, Id id) {
    auto found = store::conversation(change.tx, change.workspace, id);
    if (!found) throw Error{Code::not_found, "This conversation does not exist."};
    return *found;
}

void require_text(std::string_view text, const std::vector<Id>& attachments) {
    if (text::collapse(text).empty() && attachments.empty())
        throw Error{Code::bad_request, "Write something first; an empty message cannot be sent."}.at("text");
}

std::vector<store::Message> newer(store::Change& change, Id conversation, Id seen) {
    std::vector<store::Message> out;
    if (!seen) return out;
    for (auto& m : store::thread(change.tx, change.workspace, conversation, Id{}, 50))
        if (m.id > seen) out.push_back(std::move(m));
    return out;
}

// The newest message that can be answered: the parent of what we write. Who spoke to us goes before whom we
// only heard.
std::optional<store::Message> newest_from_outside(db::Tx& tx, Id workspace, Id conversation) {
    auto row = tx.one(
        "SELECT coalesce(max(id) FILTER (WHERE heard = 0), max(id)) FROM message WHERE workspace_id = $1 AND "
        "conversation_id = $2 AND direction = 'inbound'",
        workspace, conversation);
    return row->id(0) ? store::message(tx, workspace, row->id(0)) : std::nullopt;
}

void appear(store::Message& m, const Shown& shown) {
    if (!shown.audience.empty()) m.audience = shown.audience;
    if (shown.visibility) m.visibility = *shown.visibility;
    if (shown.subject) m.subject = *shown.subject;
    for (const auto& [key, value] : shown.extra) m.extra[key] = value;
}

store::Message written(store::Change& change, const store::Conversation& conversation,
                       std::string_view text) {
    store::Message m;
    m.conversation = conversation.id, m.channel = conversation.channel;
    m.member = change.actor.member;
    m.sent_at = m.received_at = change.at;
    m.text = std::string(text);
    m.language = text::language(text);
    return m;
}

void attach_all(store::Change& change, const std::vector<Id>& attachments, Id message) {
    for (auto id : attachments) {
        auto known = store::attachment(change.tx, change.workspace, id);
        if (!known || known->message)
            throw Error{Code::bad_request, "This attachment is not here any more; add it again."}.at(
                "attachments");
        store::attach(change, id, message);
    }
}

Id person_of(store::Change& change, Id identity) {
    auto known = store::identity(change.tx, change.workspace, identity);
    return known ? known->person : Id{};
}

// What no member wrote nobody takes back: whoever waits for it must not wait for that.
std::int64_t time_to_undo(store::Change& change, Id channel) {
    if (!change.actor.member && !change.actor.key) return 0;
    auto known = store::channel(change.tx, change.workspace, channel);
    const auto* network = known ? channels::network(known->network) : nullptr;
    return network ? network->undo_ms : undo_ms;
}

store::Message send(store::Change& change, store::Message m, const std::vector<Id>& attachments) {
    m.direction = model::Direction::outbound;
    m.id = store::add_message(change, m, person_of(change, m.recipient));
    attach_all(change, attachments, m.id);
    store::Job job;
    job.kind = "send", job.channel = m.channel, job.message = m.id;
    job.run_at = change.at + time_to_undo(change, m.channel);
    store::add_job(change, job);
    return m;
}

store::Message send_answer(store::Change& change, const store::Conversation& conversation,
                           const Answer& answer) {
    auto parent = inbox::parent(change.tx, change.workspace, conversation.id, answer.to);
    auto to = parent && parent->author ? store::identity(change.tx, change.workspace, parent->author)
                                       : counterpart(change.tx, change.workspace, conversation.id);
    if (!to) throw Error{Code::conflict, "There is nobody to answer in this conversation."};
    auto m = written(change, conversation, answer.text);
    m.html = answer.html, m.recipient = to->id;
    m.subject = conversation.subject;
    if (parent) m.reply_to = parent->id, m.visibility = parent->visibility, m.audience = parent->audience;
    // A talk may go on by another channel than it began with: the answer goes where the last word came from.
    if (parent && parent->channel != conversation.channel)
        m.channel = parent->channel, m.subject = parent->subject;
    if (auto asked = parent ? parent->extra.if_contains("answer_to") : nullptr) m.extra["answer_to"] = *asked;
    appear(m, answer.shown);
    return send(change, m, answer.attachments);
}

// Seen by the same people, for the same person, answering what was said just before.
void go_on(store::Change& change, const store::Conversation& conversation, store::Message before,
           const std::vector<std::string>& then) {
    for (const auto& text : then) {
        require_text(text, {});
        auto m = written(change, conversation, text);
        m.channel = before.channel, m.recipient = before.recipient;
        m.subject = before.subject, m.reply_to = before.id;
        m.sent_at = before.sent_at + 1;  // they stay in this order
        m.visibility = before.visibility, m.audience = before.audience;
        if (const auto* asked = before.extra.if_contains("answer_to")) m.extra["answer_to"] = *asked;
        before = send(change, m, {});
    }
}

store::Message keep_note(store::Change& change, const store::Conversation& conversation,
                         const Answer& answer) {
    auto m = written(change, conversation, answer.text);
    m.direction = model::Direction::internal, m.kind = model::Kind::note;
    m.id = store::add_message(change, m, {});
    attach_all(change, answer.attachments, m.id);
    return m;
}

struct Sending {
    store::Message message;
    store::Job job;
};

Sending sending(store::Change& change, Id id) {
    auto m = store::message(change.tx, change.workspace, id);
    auto job = m ? store::job_of_message(change.tx, change.workspace, id) : std::nullopt;
    if (!job) throw Error{Code::not_found, "There is no such message on its way."};
    return {*m, *job};
}

void move_on(store::Change& change, const Sending& s, std::string_view from, std::string_view to,
             std::string_view too_late) {
    if (!store::settle(change, s.job, from, to, {}, change.at))
        throw Error{Code::conflict, std::string(too_late)};
    change.tell(model::MessageChanged{s.message.conversation, s.message.id, "delivery"});
}

// The send of its own by which an answer followed its reader to another channel, when that is in doubt.
std::optional<Sending> following_in_doubt(store::Change& change, const store::Message& m) {
    const auto* told = m.extra.if_contains("carried");
    auto id = told ? Id::parse(json::text(*told, "job")) : std::nullopt;
    auto job = id ? store::job(change.tx, change.workspace, *id) : std::nullopt;
    if (!job || job->state != "unknown") return std::nullopt;
    return Sending{m, *job};
}

void drop_queued(store::Change& change, const Sending& s) {
    move_on(change, s, "queued", "cancelled", "It is too late to take this back; it has been sent.");
    change.tx.run("DELETE FROM job WHERE workspace_id = $1 AND id = $2", change.workspace, s.job.id);
    store::remove_message(change, s.message.id);
}
}  // namespace

std::optional<store::Identity> counterpart(db::Tx& tx, Id workspace, Id conversation) {
    auto last = newest_from_outside(tx, workspace, conversation);
    if (last && last->author) return store::identity(tx, workspace, last->author);
    auto row = tx.one(
        "SELECT recipient_id FROM message WHERE workspace_id = $1 AND conversation_id = $2 AND "
        "recipient_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        workspace, conversation);
    return row ? store::identity(tx, workspace, row->id(0)) : std::nullopt;
}

std::vector<model::Handle> asked_instead(db::Tx& tx, Id workspace, Id conversation) {
    auto last = newest_from_outside(tx, workspace, conversation);
    auto author = last ? store::identity(tx, workspace, last->author) : std::nullopt;
    return author ? model::answer_to(last->extra, author->network) : std::vector<model::Handle>{};
}

std::optional<store::Message> parent(db::Tx& tx, Id workspace, Id conversation, Id wanted) {
    auto named = wanted ? store::message(tx, workspace, wanted) : std::nullopt;
    bool fits = named && named->conversation == conversation &&
                named->direction == model::Direction::inbound && !named->deleted_at;
    return fits ? named : newest_from_outside(tx, workspace, conversation);
}

std::variant<store::Message, Newer> answer(store::Change& change, const Answer& answer) {
    auto conversation = existing(change, answer.conversation);
    require_text(answer.text, answer.attachments);
    if (auto unseen = newer(change, conversation.id, answer.seen); !unseen.empty())
        return Newer{std::move(unseen)};
    auto sent =
        answer.internal ? keep_note(change, conversation, answer) : send_answer(change, conversation, answer);
    if (!answer.internal) go_on(change, conversation, sent, answer.then);
    store::drop_draft(change, conversation.id, change.actor.member);
    return sent;
}

store::Message open(store::Change& change, const Opening& opening) {
    require_text(opening.text, opening.attachments);
    auto to = store::meet(change, opening.to);
    auto conversation = store::add_conversation(change, opening.channel, opening.subject);
    store::add_participant(change, conversation.id, to.id);
    auto m = written(change, conversation, opening.text);
    m.html = opening.html, m.subject = opening.subject, m.recipient = to.id;
    appear(m, opening.shown);
    return send(change, m, opening.attachments);
}

store::Message note(store::Change& change, const Note& note) {
    require_text(note.text, {});
    auto with = store::identity(change.tx, change.workspace, note.identity);
    if (!with) throw Error{Code::not_found, "This person has no handle to tie the note to."}.at("person");
    auto channel = store::import_channel(change, "note", "Notes");
    auto conversation = store::add_conversation(change, channel, note.subject);
    store::add_participant(change, conversation.id, with->id);
    auto m = written(change, conversation, note.text);
    m.subject = note.subject, m.kind = model::Kind::note, m.direction = note.direction;
    m.sent_at = note.at && note.at < change.at ? note.at : change.at;
    m.extra["note"] = note.kind;
    (note.direction == model::Direction::inbound ? m.author : m.recipient) = with->id;
    m.id = store::add_message(change, m, with->person);
    return m;
}

store::Draft take_back(store::Change& change, Id id) {
    auto s = sending(change, id);
    if (s.message.extra.if_contains("confirmation"))
        throw Error{Code::conflict, "Withdraw this question on the person's page instead."};
    store::Draft draft{
        s.message.conversation, change.actor.member, s.message.text, s.message.html, false, {}, change.at};
    for (const auto& a : store::attachments(change.tx, change.workspace, id))
        draft.attachments.push_back(a.id);
    auto rest = store::continuation(change.tx, change.workspace, id);
    drop_queued(change, s);
    for (const auto& m : rest) {
        draft.text += "\n\n" + m.text;
        drop_queued(change, sending(change, m.id));
    }
    if (change.actor.member) store::save_draft(change, draft);
    return draft;
}

void retry(store::Change& change, Id id) {
    move_on(change, sending(change, id), "failed", "queued", "Only a send that failed can be tried again.");
}

void settle(store::Change& change, Id id, bool sent) {
    std::string_view to = sent ? "sent" : "failed";
    auto own = sending(change, id);
    auto following = own.job.state == "unknown" ? std::nullopt : following_in_doubt(change, own.message);
    move_on(change, following.value_or(own), "unknown", to, "This send is not in doubt.");
    if (!following) return;
    auto extra = own.message.extra;
    auto& told = extra.at("carried").as_object();
    told["state"] = to;
    told.erase("error");
    store::change_extra(change, own.message, extra);
}
}  // namespace inbox
