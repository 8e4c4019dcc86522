#include <algorithm>
#include <array>
#include <exception>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/email/reference.hpp"
#include "channels/email/understood.hpp"
#include "text/language.hpp"

namespace channels::email {
namespace {

bool ours(const std::string& address, const Context& context) {
    return std::find(context.own.begin(), context.own.end(), address) != context.own.end();
}

std::vector<std::string> own_domains(const Context& context) {
    std::vector<std::string> result;
    for (const auto& address : context.own) result.emplace_back(domain_of(address));
    return result;
}

// The day of the server counts when the sender's clock is off by more than a day.
Time sent_at(const Understood& mail) {
    if (!mail.date || !mail.received) return mail.date ? mail.date : mail.received;
    auto apart = mail.date - mail.received;
    return apart > day_ms || apart < -day_ms ? mail.received : mail.date;
}

bool nobody_reads(const std::string& address) {
    constexpr auto names =
        std::to_array<std::string_view>({"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply",
                                         "do_not_reply", "nobody", "wordpress"});
    auto local = address.substr(0, address.find('@'));
    return std::find(names.begin(), names.end(), local) != names.end();
}

// A form on the own web site and a group address write in their own name for somebody else.
const Mailbox* spoken_for(const Understood& mail, const Context& context) {
    const auto& from = mail.from.front().address;
    if (mail.kind != model::Kind::personal || (!ours(from, context) && !nobody_reads(from))) return nullptr;
    for (const auto& box : mail.reply_to)
        if (!ours(box.address, context)) return &box;
    return nullptr;
}

// Mails without a usable sender must not meet in one identity.
Mailbox unknown_sender(const Understood& mail, const std::string& id) {
    for (auto name : {"sender", "reply-to", "return-path"})
        if (auto boxes = mailboxes(mail.fields.first(name)); !boxes.empty()) return boxes.front();
    return {"unknown-" + hex(sha256(id)).substr(0, 16) + "@unknown.invalid", ""};
}

Mailbox author_of(const Understood& mail, const Context& context, const std::string& id) {
    if (mail.from.empty()) return unknown_sender(mail, id);
    const auto* other = context.place == Place::inbox ? spoken_for(mail, context) : nullptr;
    if (other != nullptr) return *other;
    for (auto name : {"x-original-from", "x-original-sender"})
        if (ours(mail.from.front().address, context) && context.place == Place::inbox)
            if (auto boxes = mailboxes(mail.fields.first(name)); !boxes.empty()) return boxes.front();
    return mail.from.front();
}

model::Direction direction_of(const Understood& mail, const Context& context) {
    bool from_us = !mail.from.empty() && ours(mail.from.front().address, context);
    bool vouched = context.place != Place::inbox ||
                   check_tag(mail.message_id, context.signing_key, own_domains(context)) == Tag::valid;
    return from_us && vouched ? model::Direction::outbound : model::Direction::inbound;
}

std::vector<model::Handle> recipients_of(const Understood& mail, const Context& context,
                                         const std::string& author) {
    std::vector<model::Handle> result;
    for (const auto* list : {&mail.to, &mail.cc})
        for (const auto& box : *list) {
            bool known = std::any_of(result.begin(), result.end(),
                                     [&](const auto& h) { return h.handle == box.address; });
            if (!known && !ours(box.address, context) && box.address != author)
                result.push_back(handle_of(box));
        }
    return result;
}

json::array answer_to(const Understood& mail, const std::string& author, const Context& context) {
    json::array result;
    for (const auto& box : mail.reply_to)
        if (box.address != author && !ours(box.address, context))
            result.push_back(json::object{{"handle", box.address}, {"name", box.name}});
    return result;
}

json::object extra_of(const Understood& mail, const Context& context, const model::Inbound& message) {
    json::object extra;
    json::array notes, cc;
    for (const auto& note : mail.body.notes) notes.emplace_back(note);
    bool borrowed = message.direction == model::Direction::inbound && ours(message.author.handle, context);
    if (borrowed) notes.emplace_back("The sender uses this mailbox's own address, which proves nothing.");
    for (const auto& box : mail.cc) cc.emplace_back(box.address);
    if (auto to = answer_to(mail, message.author.handle, context);
        !to.empty() && message.direction == model::Direction::inbound)
        extra["answer_to"] = std::move(to);
    if (!cc.empty()) extra["cc"] = std::move(cc);
    if (mail.bounce) extra["bounce"] = mail.bounce->details();
    if (!notes.empty()) extra["notes"] = std::move(notes);
    if (mail.words.remote_images > 0) extra["remote_images"] = mail.words.remote_images;
    return extra;
}

model::Inbound to_message(Understood mail, const Context& context) {
    model::Inbound message{.remote_id = mail.message_id.empty() ? mail.fallback_id : mail.message_id,
                           .author = {},
                           .sent_at = sent_at(mail)};
    message.author = handle_of(author_of(mail, context, message.remote_id));
    message.direction = direction_of(mail, context);
    message.recipients = recipients_of(mail, context, message.author.handle);
    message.kind = mail.kind;
    message.subject = std::move(mail.subject);
    message.language = text::language(mail.words.visible);
    message.extra = extra_of(mail, context, message);
    message.text = std::move(mail.words.visible);
    message.html = std::move(mail.words.html);
    message.quoted = std::move(mail.words.quoted);
    message.signature = std::move(mail.words.signature);
    message.attachments = std::move(mail.body.attachments);
    auto returned = mail.bounce ? std::string_view(mail.bounce->original_message_id) : "";
    auto thread = threading(mail.fields, context.signing_key, own_domains(context), returned);
    message.reply_trust = thread.proven ? model::ReplyTrust::proven : model::ReplyTrust::claimed;
    message.reply_to = std::move(thread.reply_to);
    std::erase(message.reply_to, message.remote_id);
    if (thread.proven && !message.reply_to.empty())
        message.answers_key = key_of(message.reply_to.front(), context.signing_key);
    // Only what lies in the folder for sent mail was put there by us: whoever got a mail of ours knows its
    // id.
    if (context.place == Place::sent) message.own_key = key_of(message.remote_id, context.signing_key);
    return message;
}

model::Poison poison(std::string_view raw, std::string why) {
    return {.remote_id = "sha256:" + hex(sha256(raw)),
            .raw = std::string(raw.substr(0, most_poison)),
            .why = std::move(why)};
}
}  // namespace

std::variant<model::Inbound, model::Poison> decode(std::string_view raw, const Context& context) {
    try {
        return to_message(understand(raw, context), context);
    } catch (const Error& error) {
        return poison(raw, error.text());
    } catch (const std::exception& error) {
        return poison(raw, std::string("The mail could not be read: ") + error.what());
    }
}

}  // namespace channels::email
