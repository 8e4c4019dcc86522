#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "channels/connector.hpp"
#include "channels/email/codec.hpp"
#include "channels/email/imap.hpp"
#include "net/client.hpp"

namespace channels::email {

// The connect form, read and completed.
struct Settings {
    Identity identity;
    std::vector<std::string> own;  // canonical; the identity's address first
    ImapAccount imap;
    net::Submission smtp;  // host, port, security, user, password
    std::string folder = "INBOX";
    std::string sent_folder = {};  // empty: find it
    int history_days = 30;
    bool mark_seen = false;
    bool copy_to_sent = true;
};

// Throws Error{bad_request} at the option that is missing or wrong.
Settings settings_of(const ChannelConfig&, const net::HttpOptions& trust);

}  // namespace channels::email
