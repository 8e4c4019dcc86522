#pragma once
#include <semaphore>
#include <string>
#include <string_view>

namespace store {

// What one argon2id hash costs. The default is OWASP's first choice: 19 MiB and two passes, some 40 ms.
struct PasswordCost {
    unsigned long long passes = 2;
    std::size_t bytes = 19u << 20;
    // The least that libsodium accepts; for tests.
    static PasswordCost least() { return {1, 8192}; }
};

// Passwords at rest: argon2id (RFC 9106), at most two being computed at a time, so that a flood of
// logins costs neither memory nor all the workers. Safe from any thread.
class Passwords {
public:
    explicit Passwords(PasswordCost cost = {}) : cost_(cost) {}

    // Both throw Error{unavailable} when too many wait already.
    std::string hash(std::string_view password);
    // An empty hash matches nothing but takes as long, so that time does not tell which addresses exist.
    bool matches(std::string_view password, const std::string& hash);

    // Throws Error{bad_request} saying what a new password lacks; `field` is where it was typed.
    static void check(std::string_view password, std::string_view email, std::string field = "password");

private:
    PasswordCost cost_;
    std::counting_semaphore<2> places_{2};
};

}  // namespace store
