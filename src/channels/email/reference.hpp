#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "channels/email/fields.hpp"

// Message-ID, In-Reply-To and References (RFC 5322 §3.6.4), and our own ids among them.
namespace channels::email {

// The ids in a field, in order, without <>; tolerant of missing brackets and of comments. At most `most`,
// the last ones when there are more.
std::vector<std::string> message_ids(std::string_view field, std::size_t most = 50);

// True for what may stand between < and > in a header we write, and be kept as a remote id.
bool proper_id(std::string_view id);

// The id of a mail we send: "KEY.TAG@DOMAIN". The tag is the first half of HMAC-SHA-256(signing key, KEY) in
// hex, so nobody else can make a reference that we take for ours.
std::string tagged_id(std::string_view key, std::string_view signing_key, std::string_view domain);

enum class Tag { none, valid, forged };
// none: has not the shape of an id of ours, or is that of another house (another domain, a tag we cannot
// have made). `own_domains`: those that we send from; there a wrong tag is a forgery.
Tag check_tag(std::string_view id, std::string_view signing_key, const std::vector<std::string>& own_domains);

// The KEY of an id that was made with this signing key; empty for every other.
std::string key_of(std::string_view id, std::string_view signing_key);

struct Threading {
    std::vector<std::string> reply_to;  // nearest first, at most 50
    bool proven = false;                // the first one is ours, beyond doubt
};
// `returned`: the Message-ID of the mail that this one brings back, the nearest it can answer; "" for none.
Threading threading(const Fields&, std::string_view signing_key, const std::vector<std::string>& own_domains,
                    std::string_view returned = {});

}  // namespace channels::email
