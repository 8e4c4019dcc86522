#pragma once
#include <string>

#include "channels/connector.hpp"

namespace channels::bluesky {

// What lets us in: a session of an app password (bearer tokens), or a grant of a login (OAuth, tokens bound
// to a key of ours).
struct Tokens {
    std::string did, handle;
    std::string pds;              // the server that keeps the account: "https://pds.example"
    std::string access, refresh;  // both change with every renewal
    std::string key = {};         // of a grant: the private key (PEM)
    std::string client = {};      // of a grant: who we are to the server
    std::string renewed_at = {};  // of a grant: the address of the token endpoint

    bool granted() const { return !key.empty(); }
    std::string text() const;  // JSON
    static std::optional<Tokens> read(std::string_view text);
};

// The server that the account lives on by its DID document, or "".
std::string pds_of(const json::value& did_document);

// Our being logged in at one account. For one thread.
class Session {
public:
    // Lives no longer than `around`.
    Session(const ChannelConfig& config, const Surroundings& around);

    // Who we are; logs in if we are not. Throws ChannelError.
    const Tokens& tokens();
    // Adds what proves that it is us.
    void sign(net::Fetch&);
    // After an answer: whether the request should be made once more, signed anew. Throws ChannelError when
    // the login has ended for good.
    bool mend(const net::Fetched&);

private:
    Tokens log_in(const Secrets& stored) const;
    Tokens renewed(const Tokens&) const;
    void renew();

    const ChannelConfig config_;
    const Surroundings& around_;
    const std::string server_;
    std::optional<Tokens> tokens_;
    std::string nonce_;  // the server's newest, for proofs of possession
};

}  // namespace channels::bluesky
