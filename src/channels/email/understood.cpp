#include "channels/email/understood.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/charset.hpp"
#include "channels/email/gmime.hpp"
#include "channels/email/kind.hpp"
#include "channels/email/reference.hpp"

namespace channels::email {
namespace {
constexpr std::size_t most_bytes = 50u << 20, beginning = 1u << 20, longest_header = 1u << 20,
                      longest_subject = 1000;

// An mbox line, or one that a relay left behind.
std::string_view without_mbox_line(std::string_view raw) {
    if (!raw.starts_with("From ") && !raw.starts_with(">From ")) return raw;
    std::size_t at = 0;
    bool obsolete_field = looks_like_field(next_line(raw, at));  // "From  : ana@x.example"
    return obsolete_field ? raw : raw.substr(at);
}

std::string_view without_leading_blank_lines(std::string_view raw) {
    auto begin = raw.find_first_not_of("\r\n");
    if (begin == raw.npos) return {};
    auto rest = raw.substr(begin);
    std::size_t at = 0;
    return looks_like_field(next_line(rest, at)) ? rest : raw;
}

std::vector<Mailbox> all_mailboxes(const Fields& fields, std::string_view name, std::string_view label) {
    std::vector<Mailbox> result;
    for (auto value : fields.all(name))
        for (auto& box : mailboxes(value, label))
            if (result.size() < 1000) result.push_back(std::move(box));
    return result;
}

Time topmost_received(const Fields& fields) {
    auto value = fields.first("received");
    auto semicolon = value.rfind(';');
    return semicolon == value.npos ? Time{} : read_date(value.substr(semicolon + 1));
}

// The same for two copies of one mail, whatever way they came.
std::string hash_id(const Fields& fields, std::string_view body) {
    std::string key;
    for (auto name : {"from", "to", "date", "subject"}) key.append(fields.first(name)).append("\n");
    return "sha256:" + hex(sha256(key + sha256(body)));
}

void read_people(Understood& mail) {
    const auto& label = mail.body.charset;
    mail.from = all_mailboxes(mail.fields, "from", label);
    mail.reply_to = all_mailboxes(mail.fields, "reply-to", label);
    mail.to = all_mailboxes(mail.fields, "to", label);
    mail.cc = all_mailboxes(mail.fields, "cc", label);
}

void judge(Understood& mail, const Context& context) {
    mail.bounce = read_bounce(mail.fields, mail.body, mail.subject, mail.words.all);
    mail.kind = kind_of(mail.fields, mail.subject, context.own);
    if (mail.bounce) mail.kind = mail.bounce->bad_news() ? model::Kind::bounce : model::Kind::auto_reply;
    if (mail.body.report_type == "disposition-notification") mail.kind = model::Kind::auto_reply;
}

// A multipart whose boundary never comes is still read by people.
void read_broken_multipart(Body& body, std::string_view content) {
    if (!body.segments.empty() || !body.attachments.empty() || !body.delivery_status.empty()) return;
    auto text = from_charset(content.substr(0, beginning), body.charset);
    std::erase(text, '\r');
    if (!trim(text).empty()) body.segments.push_back({std::move(text), {}});
}

std::string size_note(std::uint64_t size) {
    return fmt::format(
        "The mail is {} MB large: only its beginning was fetched, its attachments stayed on the mail server.",
        (size + 999'999) / 1'000'000);
}
}  // namespace

Time read_date(std::string_view field) {
    start_gmime();
    auto text = to_utf8(field.substr(0, 200));
    auto* date = g_mime_utils_header_decode_date(text.c_str());
    if (date == nullptr) return {};
    Time result{g_date_time_to_unix(date) * second_ms};
    g_date_time_unref(date);
    return result.ms < 0 || result.ms > 4'102'444'800'000 ? Time{} : result;
}

Understood understand(std::string_view raw, const Context& context) {
    raw = without_leading_blank_lines(without_mbox_line(raw));
    if (trim(raw.substr(0, 4096)).empty()) throw Error{Code::bad_request, "The mail is empty."};
    auto size = std::max<std::uint64_t>(context.size, raw.size());
    bool cut = context.size > raw.size() || raw.size() > most_bytes;
    if (raw.size() > most_bytes) raw = raw.substr(0, beginning);
    auto header = header_length(raw);
    if (header > longest_header)
        throw Error{Code::bad_request,
                    "The header of the mail is larger than 1 MiB, which no mail program writes."};

    Understood mail;
    mail.fields = Fields::parse(raw.substr(0, header));
    mail.body = header == 0 ? read_body("\n" + std::string(raw), !cut) : read_body(raw, !cut);
    if (header > 0) read_broken_multipart(mail.body, raw.substr(header));
    if (cut) mail.body.notes.insert(mail.body.notes.begin(), size_note(size));
    mail.words = words_of(mail.body.segments);
    mail.subject = prefix(header_text(mail.fields.first("subject"), mail.body.charset), longest_subject);
    read_people(mail);
    if (auto ids = message_ids(mail.fields.first("message-id"), 1); !ids.empty())
        mail.message_id = ids.front();
    if (mail.message_id.empty()) mail.fallback_id = hash_id(mail.fields, raw.substr(header));
    mail.date = read_date(mail.fields.first("date"));
    mail.received = context.received ? context.received : topmost_received(mail.fields);
    judge(mail, context);
    return mail;
}

}  // namespace channels::email
