#include "channels/email/bounce.hpp"

#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "channels/email/address.hpp"
#include "channels/email/reference.hpp"

namespace channels::email {
namespace {
// Beginnings of subjects that only mail servers write.
constexpr auto subjects = std::to_array<std::string_view>({"undeliverable",
                                                           "undelivered mail",
                                                           "delivery status notification",
                                                           "delivery failure",
                                                           "delivery failed",
                                                           "delivery notification",
                                                           "delivery has failed",
                                                           "delivery report",
                                                           "mail delivery failed",
                                                           "mail delivery failure",
                                                           "mail delivery system",
                                                           "mail system error",
                                                           "message delivery has failed",
                                                           "returned mail",
                                                           "failure notice",
                                                           "failed mail",
                                                           "mail could not be delivered",
                                                           "message undeliverable",
                                                           "warning: could not send",
                                                           "warning: message",
                                                           "[postmaster] email delivery failure",
                                                           "unzustellbar",
                                                           "non remis",
                                                           "échec de la remise",
                                                           "non recapitabile",
                                                           "no se puede entregar",
                                                           "no entregado",
                                                           "não entregue",
                                                           "onbestelbaar",
                                                           "недоставленное",
                                                           "ваше сообщение не доставлено",
                                                           "系统退信"});

constexpr auto texts = std::to_array<std::string_view>({"could not be delivered",
                                                        "couldn't be delivered",
                                                        "can't be delivered",
                                                        "cannot be delivered",
                                                        "cannot deliver",
                                                        "can not be delivered",
                                                        "was not delivered",
                                                        "wasn't delivered",
                                                        "not been delivered",
                                                        "unable to deliver",
                                                        "undeliverable",
                                                        "delivery failed",
                                                        "delivery has failed",
                                                        "delivery to the following",
                                                        "delivery failure",
                                                        "failed to deliver",
                                                        "not able to deliver",
                                                        "did not reach the following",
                                                        "permanent error",
                                                        "permanent failure",
                                                        "permanent fatal error",
                                                        "returned to sender",
                                                        "failed permanently",
                                                        "failed recipient",
                                                        "user unknown",
                                                        "unknown user",
                                                        "mail delivery failed",
                                                        "delivery error",
                                                        "error delivering",
                                                        "message delivery",
                                                        "konnte nicht zugestellt",
                                                        "n'a pas pu être remis",
                                                        "n'a pas pu être distribué",
                                                        "no se ha podido entregar",
                                                        "no se pudo entregar",
                                                        "non è stato possibile recapitare",
                                                        "não foi possível entregar",
                                                        "niet worden bezorgd",
                                                        "не доставлено",
                                                        "配信できません"});

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != text.npos; });
}

enum class Sender { daemon, postmaster, nobody, other };

Sender sender_of(const Fields& fields) {
    auto from = lower(header_text(fields.first("from")));
    auto address = mailboxes(fields.first("from"));
    auto local = address.empty() ? "" : address.front().address.substr(0, address.front().address.find('@'));
    if (from.starts_with("mailer-daemon") || from.starts_with("mail delivery s") ||
        local == "mailer-daemon" || local == "mailerdaemon" || local == "mail-daemon")
        return Sender::daemon;
    if (local == "postmaster" || local == "post_master" || from.starts_with("postmaster"))
        return Sender::postmaster;
    auto path = trim(fields.first("return-path"));
    bool null_path = fields.has("return-path") && (path == "<>" || path.empty());
    auto path_local = lower(path.substr(0, 15));
    return null_path || address.empty() || path_local.find("mailer-daemon") != path.npos ? Sender::nobody
                                                                                         : Sender::other;
}

// A mail that came back is in it: written by the one who gets the notice.
bool returns_a_mail(const Fields& notice, std::string_view returned) {
    if (returned.empty()) return false;
    auto fields = Fields::parse(returned);
    auto to = mailboxes(notice.first("to"));
    for (auto name : {"return-path", "from", "sender"})
        for (const auto& box : mailboxes(fields.first(name)))
            for (const auto& addressee : to)
                if (box.address == addressee.address) return true;
    return false;
}

bool is_notice(const Fields& fields, std::string_view subject, std::string_view text,
               std::string_view returned) {
    if (fields.has("x-failed-recipients")) return true;
    auto sender = sender_of(fields);
    if (sender == Sender::daemon) return true;
    auto begins = [&](auto word) { return lower(subject).starts_with(word); };
    bool subject_says = std::any_of(subjects.begin(), subjects.end(), begins);
    bool text_says = contains_any(lower(text.substr(0, 8192)), texts);
    bool code = !status_in(text.substr(0, 8192)).empty();
    if (sender == Sender::postmaster && code && failure_reason(text.substr(0, 8192), {}) != "undefined")
        return true;
    if (sender != Sender::other) return subject_says || text_says;
    if (text_says && returns_a_mail(fields, returned)) return true;
    return subject_says && text_says && code;
}

std::string original_id(std::string_view returned, const Fields& notice) {
    auto fields = Fields::parse(returned.substr(returned.find_first_not_of("\r\n") == returned.npos
                                                    ? returned.size()
                                                    : returned.find_first_not_of("\r\n")));
    if (auto ids = message_ids(fields.first("message-id"), 1); !ids.empty()) return ids.front();
    for (auto name : {"x-original-message-id", "original-message-id", "in-reply-to", "references"})
        if (auto ids = message_ids(notice.first(name)); !ids.empty()) return ids.back();
    return {};
}

Bounce complaint(const Body& body) {
    auto fields = Fields::parse(body.feedback);
    auto to = mailboxes(fields.first("original-rcpt-to"));
    if (to.empty()) to = mailboxes(fields.first("removal-recipient"));
    if (to.empty()) to = mailboxes(Fields::parse(body.returned).first("to"));
    Failure failure{.recipient = to.empty() ? "" : to.front().address,
                    .status = {},
                    .action = "complaint",
                    .reason = lower(trim(fields.first("feedback-type"))),
                    .diagnostic = {}};
    failure.reason = std::string(prefix(to_utf8(failure.reason), 40));
    return {{failure}, {}};
}

std::string returned_mail(const Body& body) {
    if (!body.returned.empty()) return body.returned;
    for (const auto& file : body.attachments)
        if (file.media_type == "message/rfc822" || file.media_type == "text/rfc822-headers")
            return file.bytes.substr(0, 64u << 10);
    return {};
}

std::vector<std::string> failed_recipients(const Fields& fields) {
    std::vector<std::string> result;
    for (auto value : fields.all("x-failed-recipients"))
        for (const auto& box : mailboxes(value)) result.push_back(box.address);
    return result;
}

// A report whose machine-readable half names nobody, or a reason that only its text tells.
void complete(Bounce& bounce, const Notice& notice) {
    for (auto& failure : bounce.failures) {
        const auto& other = notice.failures.front();
        if (failure.recipient.empty()) failure.recipient = other.recipient;
        if (failure.reason != "undefined" || !failure.diagnostic.empty()) continue;
        failure.diagnostic = other.diagnostic;
        failure.reason = other.reason;
        if (failure.status.empty() ||
            (failure.status.ends_with(".0.0") && other.status.starts_with(failure.status[0])))
            failure.status = other.status;
    }
}
}  // namespace

bool Bounce::bad_news() const {
    return std::any_of(failures.begin(), failures.end(), [](const Failure& each) {
        return each.action == "failed" || each.action == "delayed" || each.action == "complaint";
    });
}

json::object Bounce::details() const {
    auto one = [](const Failure& each) {
        return json::object{{"recipient", each.recipient},
                            {"status", each.status},
                            {"action", each.action},
                            {"reason", each.reason},
                            {"diagnostic", each.diagnostic}};
    };
    auto result = one(failures.front());
    result["original_message_id"] = original_message_id;
    json::array all;
    for (const auto& each : failures) all.push_back(one(each));
    if (all.size() > 1) result["recipients"] = std::move(all);
    return result;
}

std::optional<Bounce> read_bounce(const Fields& fields, const Body& body, std::string_view subject,
                                  std::string_view text) {
    Bounce bounce;
    if (!body.feedback.empty() || body.report_type == "feedback-report") bounce = complaint(body);
    if (bounce.failures.empty()) bounce.failures = delivery_failures(body.delivery_status);
    bool report = body.report_type == "delivery-status" && bounce.failures.empty();
    auto returned = returned_mail(body);
    if (bounce.failures.empty() && !report && !is_notice(fields, subject, text, returned))
        return std::nullopt;

    auto to = mailboxes(fields.first("to"));
    auto notice = read_notice(subject, text, to.empty() ? "" : to.front().address, failed_recipients(fields));
    if (returned.empty()) returned = notice.returned;
    if (bounce.failures.empty()) {
        bounce.failures = notice.failures;
        auto copy = mailboxes(Fields::parse(returned).first("to"));
        if (bounce.failures.front().recipient.empty() && !copy.empty())
            bounce.failures.front().recipient = copy.front().address;
    } else {
        complete(bounce, notice);
    }
    bounce.original_message_id = original_id(returned, fields);
    return bounce;
}

}  // namespace channels::email
