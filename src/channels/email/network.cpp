#include <array>

#include <fmt/format.h>

#include "channels/email/address.hpp"
#include "channels/email/connector.hpp"

namespace channels {
namespace {
using Type = Option::Type;

const std::array<Option, 19> options{{
    {.key = "address",
     .label = "Email address",
     .help = "The address of the mailbox. Answers go out in its name.",
     .type = Type::address,
     .required = true,
     .placeholder = "hello@maison-antoinette.example"},
    {.key = "name",
     .label = "Name shown",
     .help = "What recipients see beside the address.",
     .placeholder = "Maison Antoinette"},
    {.key = "imap_host",
     .label = "Incoming server (IMAP)",
     .help = "Your provider calls it IMAP server.",
     .type = Type::host,
     .required = true,
     .placeholder = "imap.provider.example"},
    {.key = "password",
     .label = "Password",
     .help = "Many providers want an app password made for this purpose instead of the one you log in with.",
     .type = Type::secret,
     .required = true},
    {.key = "smtp_host",
     .label = "Outgoing server (SMTP)",
     .help = "Your provider calls it SMTP or submission server. Empty: the same as the incoming server.",
     .type = Type::host,
     .placeholder = "smtp.provider.example"},
    {.key = "user", .label = "User name", .help = "Empty: the email address."},
    {.key = "imap_security",
     .label = "Encryption, incoming",
     .help = "TLS from the first byte (tls), after STARTTLS (starttls), or none for a server on the same "
             "machine.",
     .type = Type::choice,
     .fallback = "tls",
     .choices = {"tls", "starttls", "none"}},
    {.key = "imap_port",
     .label = "Port, incoming",
     .help = "Usually 993 with TLS and 143 with STARTTLS.",
     .type = Type::number,
     .placeholder = "993"},
    {.key = "smtp_security",
     .label = "Encryption, outgoing",
     .help = "STARTTLS on port 587 or TLS on port 465; none only for a server on the same machine.",
     .type = Type::choice,
     .fallback = "starttls",
     .choices = {"starttls", "tls", "none"}},
    {.key = "smtp_port",
     .label = "Port, outgoing",
     .help = "Usually 587 with STARTTLS and 465 with TLS.",
     .type = Type::number,
     .placeholder = "587"},
    {.key = "smtp_user", .label = "User name, outgoing", .help = "Empty: the same as for incoming mail."},
    {.key = "smtp_password",
     .label = "Password, outgoing",
     .help = "Empty: the same as for incoming mail.",
     .type = Type::secret},
    {.key = "smtp_login",
     .label = "Log in before sending",
     .help = "Turn off for a server that lets this machine send without a password.",
     .type = Type::flag,
     .fallback = "true"},
    {.key = "aliases",
     .label = "Other addresses of this mailbox",
     .help = "Separated by commas. Mail to them is mail to you, and they never count as recipients.",
     .placeholder = "info@maison-antoinette.example"},
    {.key = "folder", .label = "Folder", .help = "The folder to read.", .fallback = "INBOX"},
    {.key = "sent_folder",
     .label = "Folder for sent mail",
     .help = "Empty: the folder that the server or its usual name marks as such."},
    {.key = "history_days",
     .label = "Days to look back",
     .help = "How much earlier mail to read when the mailbox is connected, at most the newest 500 mails.",
     .type = Type::number,
     .fallback = "30"},
    {.key = "mark_seen",
     .label = "Mark as read",
     .help = "Whether mail that was read here counts as read in mail programs too.",
     .type = Type::flag,
     .fallback = "false"},
    {.key = "copy_to_sent",
     .label = "Keep a copy of sent mail",
     .help = "Puts each answer into the folder for sent mail, unless the server does so itself.",
     .type = Type::flag,
     .fallback = "true"},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings& around) {
    return std::make_unique<email::MailConnector>(config, around);
}

bool whole_header(std::string_view mail) {
    return mail.find("\r\n\r\n") != mail.npos || mail.find("\n\n") != mail.npos;
}

// Of a long mail only the beginning was kept.
std::variant<model::Inbound, model::Poison> decode_raw(std::string_view raw, const ChannelConfig& config) {
    bool cut = raw.size() >= email::most_poison;
    if (cut && !whole_header(raw))
        return model::Poison{.remote_id = "cut", .raw = {}, .why = "Only a part of its header was kept."};
    auto settings = email::settings_of(config, {});
    return email::decode(raw, {.own = settings.own,
                               .signing_key = settings.identity.signing_key,
                               .size = cut ? raw.size() + 1 : 0});
}

std::string canonical(std::string_view handle) {
    auto address = email::canonical_address(handle);
    if (address.empty())
        throw Error{Code::bad_request,
                    fmt::format("“{}” is no mail address; one looks like ana@example.org.", handle)};
    return address;
}
}  // namespace

extern const Network email_network;
const Network email_network{
    .id = "email",
    .label = "Email",
    .help =
        "Reads a mailbox by **IMAP** and answers by **SMTP**. You need the address, the password and the "
        "names of "
        "the two servers; your provider lists them under “mail programs” or “IMAP settings”.\n\n"
        "- Many providers (Gmail, Yahoo, iCloud, Fastmail …) want an **app password**: make one in the "
        "security "
        "settings of your account there and paste it here.\n"
        "- New mail is here within a second or two where the server can push (IDLE), else within half a "
        "minute.\n"
        "- Nothing in your mailbox is moved, deleted or marked as read. Answers are also put into the folder "
        "for "
        "sent mail, and answers that you write elsewhere appear here.\n"
        "- Mails over 50 MB come without their attachments; attachments of an answer may have 25 MB "
        "together.",
    .limits = {.attachments = 20, .attachment_bytes = 25u << 20},
    .can = {.receive = true, .reply = true, .start = true, .subject = true, .html = true, .attach = true},
    .visibility = model::Visibility::private_,
    .options = options,
    .open = open,
    .decode_raw = decode_raw,
    .canonical = canonical,
};
}  // namespace channels
