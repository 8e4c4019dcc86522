#include "channels/chat/signed_user.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "channels/email/address.hpp"
#include "text/fold.hpp"

namespace channels::chat {
namespace {
constexpr std::size_t longest_proof = 4'000, longest_user = 200;

[[noreturn]] void refuse(const char* why) {
    throw Error{Code::forbidden, why}.at("identity");
}

bool plain(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '@';
    });
}

void check_signature(std::string_view payload, std::string_view signature, std::string_view secret) {
    if (secret.empty()) refuse("This chat has no secret for signed identities; set one in its options.");
    if (!equal_secret(signature, hex(hmac_sha256(secret, payload))))
        refuse("The identity is not signed with the secret of this chat.");
}

void check_expiry(const json::value& claims, Time now) {
    auto expires = json::integer(claims, "expires");
    if (expires <= now.ms / second_ms)
        refuse("The signed identity has expired; sign a new one for each page.");
    if (expires > (now + 31 * day_ms).ms / second_ms)
        refuse("The signed identity holds for more than a month; let it expire sooner.");
}
}  // namespace

SignedUser signed_user(std::string_view proof, std::string_view secret, Time now) {
    auto dot = proof.find('.');
    if (proof.size() > longest_proof || dot == proof.npos) refuse("This is no signed identity.");
    auto payload = proof.substr(0, dot);
    check_signature(payload, proof.substr(dot + 1), secret);
    auto decoded = from_base64url(payload);
    auto claims = decoded ? json::parse(*decoded, 4) : std::nullopt;
    if (!claims || !claims->is_object()) refuse("The signed identity is no JSON object in base64url.");
    check_expiry(*claims, now);
    SignedUser made{json::text(*claims, "user"), text::collapse(json::text(*claims, "name")), ""};
    if (made.user.empty() || made.user.size() > longest_user || !plain(made.user))
        refuse("The signed identity needs a user: text of at most 200 characters without spaces or @.");
    made.name = std::string(prefix(made.name, longest_user));
    auto typed = json::text(*claims, "email");
    made.email = email::canonical_address(typed);
    if (!typed.empty() && made.email.empty()) refuse("The email of the signed identity is no mail address.");
    return made;
}
}  // namespace channels::chat
