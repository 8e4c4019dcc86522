#include "store/accounts_passwords.hpp"

#include <chrono>

#include <sodium.h>

#include "base/encoding.hpp"
#include "base/error.hpp"

namespace store {
namespace {
constexpr std::size_t shortest = 10, longest = 500;

class Place {
public:
    explicit Place(std::counting_semaphore<2>& places) : places_(places) {
        if (!places_.try_acquire_for(std::chrono::seconds{3}))
            throw Error{Code::unavailable,
                        "Too many people are logging in at this moment. Try again in a few seconds."};
    }
    ~Place() { places_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::counting_semaphore<2>& places_;
};

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string refusal(std::string_view password, std::string_view email) {
    if (characters(password) < shortest) return "Take a password of at least 10 characters.";
    if (password.size() > longest) return "Take a password of at most 500 bytes.";
    if (password.find_first_not_of(password[0]) == password.npos)
        return "Take a password of more than one repeated character.";
    if (password == email) return "Take a password that is not your mail address.";
    return {};
}
}  // namespace

std::string Passwords::hash(std::string_view password) {
    Place place(places_);
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost_.passes, cost_.bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error{Code::unavailable,
                    "There is not enough free memory to check a password. Try again in a minute."};
    out.resize(out.find('\0'));
    return out;
}

bool Passwords::matches(std::string_view password, const std::string& hash) {
    if (hash.empty()) return this->hash(password).empty();
    Place place(places_);
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void Passwords::check(std::string_view password, std::string_view email, std::string field) {
    auto why = refusal(password, email);
    if (!why.empty()) throw Error{Code::bad_request, why}.at(std::move(field));
}
}  // namespace store
