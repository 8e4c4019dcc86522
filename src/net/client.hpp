#pragma once
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "net/guard.hpp"
#include "net/http.hpp"

namespace net {

struct Fetch {
    Method method = Method::get;
    std::string url;  // http or https only
    Headers headers = {};
    std::string body = {};
    int seconds = 30;                    // total, redirects included
    std::uint64_t max_bytes = 8u << 20;  // of the decompressed body
    int redirects = 5;                   // 0: a redirect is an answer
};

struct Fetched {
    int status = 0;
    Headers headers = {};
    std::string body = {};           // decompressed (gzip, deflate, br)
    std::string final_url = {};      // after redirects
    bool moved_permanently = false;  // every redirect on the way was 301 or 308
};

// Why no answer came. `text()` is a sentence for the user, with the remedy.
class FetchError : public Error {
public:
    enum class Reason { bad_url, refused_by_guard, name, connect, tls, timeout, too_large, protocol };
    FetchError(Reason reason, const std::string& text, std::string detail = {})
        : Error(Code::unavailable, text, std::move(detail)), reason_(reason) {}
    Reason reason() const { return reason_; }

private:
    Reason reason_;
};

// The one client for every URL that somebody else chose. Every connection, after DNS and after each
// redirect, is checked by the guard on the address really connected to. Safe from any thread.
class Http {
public:
    virtual ~Http() = default;
    virtual Fetched fetch(const Fetch&) = 0;  // throws FetchError; any HTTP status is an answer
};

struct HttpOptions {
    GuardRules guard = {};
    std::string user_agent = "Rapport (+https://rapport.example)";
    std::string extra_ca_file = {};
};
std::unique_ptr<Http> make_http(const HttpOptions&);

// A mail ready to be handed to a submission server.
struct Submission {
    std::string host = {};
    std::uint16_t port = 587;
    enum class Security { starttls, tls, none } security = Security::starttls;
    std::string user = {}, password = {};  // empty user: no authentication
    std::string from = {};                 // envelope
    std::vector<std::string> to = {};
    std::string message = {};  // RFC 5322 bytes
    int seconds = 60;
};

// How a submission ended. `unknown`: the line dropped after the body was sent; do not send again blindly.
struct Submitted {
    enum class Outcome { accepted, refused_for_now, refused, unauthorised, unreachable, unknown } outcome;
    int code = 0;           // the server's reply code, 0 when none came
    std::string text = {};  // the server's words, or a sentence of ours with the remedy
};

class Mailer {
public:
    virtual ~Mailer() = default;
    virtual Submitted submit(const Submission&) = 0;  // never throws for what the network does
    // Connects, upgrades, authenticates, and quits without sending: for the connect wizard.
    virtual Submitted probe(const Submission&) = 0;
};
std::unique_ptr<Mailer> make_mailer(const HttpOptions&);

}  // namespace net
