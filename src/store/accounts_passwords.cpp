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

// What lists of stolen passwords begin with, as far as it is long enough to be taken here.
constexpr std::string_view common[] = {
    "0987654321",   "0123456789",    "1111111111",   "1122334455",   "123123123123",  "1234512345",
    "1234554321",   "123456789",     "1234567890",   "12345678900",  "12345678910",   "123456789012",
    "1234567891",   "12345qwert",    "123abc123abc", "1q2w3e4r5t",   "1q2w3e4r5t6y",  "1qaz2wsx3edc",
    "9876543210",   "abc123abc123",  "abcd123456",   "abcdefghij",   "abcdefghijkl",  "administrator",
    "adminadmin",   "admin12345",    "admin123456",  "asdfasdfasdf", "asdfghjkl1",    "asdfghjkl;",
    "a1b2c3d4e5",   "basketball",    "changeme123",  "chocolate1",   "football123",   "hello12345",
    "helloworld",   "iloveyou12",    "iloveyou123",  "iloveyou!!",   "letmein123",    "letmein1234",
    "letmeinnow",   "liverpool1",    "mypassword",   "mypassword1",  "passw0rd12",    "passw0rd123",
    "password00",   "password01",    "password10",   "password11",   "password12",    "password123",
    "password1234", "password12345", "password!!",   "password1!",   "password123!",  "passwordpassword",
    "princess123",  "q1w2e3r4t5",    "q1w2e3r4t5y6", "qazwsxedcrfv", "qwerasdfzxcv",  "qwerty1234",
    "qwerty12345",  "qwerty123456",  "qwertyuiop",   "qwertyuiop1",  "qwertyuiop123", "qwertyuiop[]",
    "secret1234",   "starwars123",   "sunshine123",  "superman123",  "test123456",    "testtest123",
    "unknown123",   "welcome123",    "welcome1234",  "zaq12wsxcde3", "zxcvbnm123",    "zxcvbnm,./",
};

bool commonest(std::string_view password) {
    std::string small(password);
    for (auto& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return std::find(std::begin(common), std::end(common), small) != std::end(common);
}

std::string refusal(std::string_view password, std::string_view email) {
    if (characters(password) < shortest) return "Take a password of at least 10 characters.";
    if (password.size() > longest) return "Take a password of at most 500 bytes.";
    if (password.find_first_not_of(password[0]) == password.npos)
        return "Take a password of more than one repeated character.";
    if (password == email) return "Take a password that is not your mail address.";
    if (commonest(password)) return "Everybody's first guess is this password. Take one that is your own.";
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
