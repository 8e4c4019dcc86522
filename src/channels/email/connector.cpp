#include "channels/email/connector.hpp"

#include <fmt/format.h>

#include "channels/email/address.hpp"
#include "channels/email/codec.hpp"

namespace channels::email {
namespace {
using Outcome = net::Submitted::Outcome;

constexpr std::uint64_t most_attached = 25u << 20;

ChannelError fault_of(const ImapError& error, Time now) {
    using Reason = ImapError::Reason;
    auto fault = error.reason() == Reason::credentials ? Fault::reauthorise
                 : error.reason() == Reason::gone      ? Fault::gone
                                                       : Fault::retry_later;
    auto option = error.reason() == Reason::credentials ? "password"
                  : error.reason() == Reason::gone      ? "folder"
                                                        : "imap_host";
    auto retry_at = error.seconds() > 0 ? now + error.seconds() * second_ms : Time{};
    return ChannelError(fault, error.text(), retry_at, error.detail()).about(option);
}

// Runs what talks IMAP and says what went wrong in the words of a channel.
template <class Function>
auto by_imap(const Clock& clock, Function function) {
    try {
        return function();
    } catch (const ImapError& error) {
        throw fault_of(error, clock.now());
    }
}

[[noreturn]] void refuse(const net::Submitted& result, const net::Submission& how) {
    switch (result.outcome) {
        case Outcome::unauthorised:
            throw ChannelError(
                Fault::reauthorise,
                fmt::format("{} refused the password for {}. Check user name and password for outgoing "
                            "mail; many providers want an app password.",
                            how.host, how.user),
                {}, result.text)
                .about("smtp_password");
        case Outcome::refused:
            throw ChannelError(Fault::rejected, result.text).about("smtp_host");
        default:
            throw ChannelError(Fault::retry_later, result.text).about("smtp_host");
    }
}

void check_size(const model::Outgoing& message) {
    std::uint64_t bytes = 0;
    for (const auto& file : message.attachments) bytes += file.bytes.size();
    if (bytes > most_attached)
        throw ChannelError(
            Fault::rejected,
            fmt::format("The attachments have {} MB together; a mail may carry 25 MB. Send a link instead.",
                        (bytes + 999'999) / 1'000'000));
}

std::string encoded(const model::Outgoing& message, const Identity& who) {
    try {
        return encode(message, who);
    } catch (const Error& error) {
        throw ChannelError(Fault::rejected, error.text());
    }
}

net::Submission submission(const Settings& settings, const model::Outgoing& message,
                           const std::string& bytes) {
    auto result = settings.smtp;
    result.from = settings.identity.address;
    result.to.push_back(canonical_address(message.to.handle));
    for (const auto& copy : message.copied) result.to.push_back(canonical_address(copy.handle));
    result.message = bytes;
    return result;
}

struct SentFolder {
    std::unique_ptr<ImapSession> session;
    std::string name;
};

std::optional<SentFolder> open_sent(const Settings& settings) {
    SentFolder sent{ImapSession::open(settings.imap), settings.sent_folder};
    if (sent.name.empty()) sent.name = sent.session->sent_folder().value_or("");
    if (sent.name.empty()) return std::nullopt;
    return sent;
}

bool holds(const SentFolder& sent, const std::string& id) {
    sent.session->select(sent.name, ImapSession::Access::read);
    return !sent.session->uids_with_id(id).empty();
}
}  // namespace

MailConnector::MailConnector(const ChannelConfig& config, const Surroundings& around)
    : around_(around), settings_(settings_of(config, around.trust)), reader_(settings_, around.clock) {}

Batch MailConnector::next(const Cursor& since) {
    return by_imap(around_.clock, [&] { return reader_.next(since); });
}

Receipt MailConnector::send(const model::Outgoing& message) {
    check_size(message);
    auto bytes = encoded(message, settings_.identity);
    auto how = submission(settings_, message, bytes);
    auto result = around_.mailer.submit(how);
    Receipt receipt{.remote_id = message_id(message, settings_.identity)};
    if (result.outcome == Outcome::unknown) {
        receipt.state = Receipt::State::unknown;
        receipt.text = result.text;
        return receipt;
    }
    if (result.outcome != Outcome::accepted) refuse(result, how);
    receipt.text = copy_to_sent(message, bytes);
    return receipt;
}

// What to tell when there is no copy; a mail without one is sent all the same.
std::string MailConnector::copy_to_sent(const model::Outgoing& message, const std::string& bytes) const {
    if (!settings_.copy_to_sent) return {};
    try {
        auto sent = open_sent(settings_);
        if (!sent) return "Sent, but the mailbox has no folder for sent mail, so there is no copy of it.";
        if (!holds(*sent, message_id(message, settings_.identity)))
            sent->session->append(sent->name, bytes, message.sent_at);
        return {};
    } catch (const Error& error) {
        return "Sent, but no copy could be put into the folder for sent mail. " + error.text();
    }
}

Sighting MailConnector::look_for(const model::Outgoing& message) {
    return by_imap(around_.clock, [&] {
        auto sent = open_sent(settings_);
        bool found = sent && holds(*sent, message_id(message, settings_.identity));
        return found ? Sighting::found : Sighting::cannot_tell;
    });
}

std::vector<model::Inbound> MailConnector::probe(std::size_t count) {
    auto mails =
        by_imap(around_.clock, [&] { return MailboxReader(settings_, around_.clock).newest(count); });
    auto how = settings_.smtp;
    how.from = settings_.identity.address;
    auto result = around_.mailer.probe(how);
    if (result.outcome != Outcome::accepted) refuse(result, how);
    return mails;
}

void MailConnector::stop() {
    reader_.stop();
}

}  // namespace channels::email
